"""What a file from outside brings: people, what happened with them, and what could not be read.

The readers in ivw/exchange make these; coaching matches them with the records. Nothing here touches either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_TEXT = 100_000  # characters; longer ones come from a broken file, not from a person
FIRST_YEAR, LAST_YEAR = 1970, 2200  # outside these a date is a slip of the keyboard

# Deliberately loose: who can be written to is known only by writing. This keeps out what is plainly something else.
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")
_WEB_ADDRESS = re.compile(r"https?://[\w.-]*\w(:\d{1,5})?([/?#][^\s<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that could not be read, where it stands, and what would be right.

    `row` counts from 1: the line as an editor shows it, or the place of the contact in a JSON file.
    """

    row: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """One person as a file tells of them. Everything but the name is only there when the file says it.

    - facts: columns of `contacts` other than name: given_name, family_name, email, phone, linkedin_url, organization,
      position, connected_on (date), tie, relationship, cadence_days, do_not_contact; no None and no blank text
    - interactions: kind, direction, happened_at, gives, asks, wants_answer or None, again_on (date) or None, text ("")
    - meetings: starts_at, scheduled_at, minutes, status, and ended_at, cancelled_at, prepared_at,
      thanks_dropped_at or None
    - promises: what, owner, due (date), and made_at, done_at, dropped_at or None
    - referrals: name, given_at, may_mention, and done_at, dropped_at or None

    Every instant is a datetime with a time zone (UTC).
    """

    row: int
    name: str
    facts: Mapping[str, object]
    interactions: tuple[Mapping[str, object], ...] = ()
    meetings: tuple[Mapping[str, object], ...] = ()
    promises: tuple[Mapping[str, object], ...] = ()
    referrals: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """A whole file, read.

    - source: "linkedin" or "history"
    - skipped: the rows left out: empty ones, and those with a problem that leaves nobody to read
    """

    source: str
    people: tuple[IncomingPerson, ...]
    problems: tuple[Problem, ...]
    skipped: int


def is_email(text: str) -> bool:
    """Whether text is one e-mail address and nothing else; 254 characters is the limit of RFC 5321."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether text is an http(s) address, safe to show as a link: no other scheme, no user name, no blanks."""
    return len(text) <= 2_000 and _WEB_ADDRESS.fullmatch(text) is not None

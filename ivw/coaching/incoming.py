"""What a file from outside brings: people, what happened with them, and what could not be read.

The readers in ivw/exchange make these; coaching matches them with the records. Nothing here touches either.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

LONGEST_TEXT = 100_000  # characters; longer ones come from a broken file, not from a person
FIRST_YEAR, LAST_YEAR = 1970, 2200  # outside these a date is a slip of the keyboard

# Deliberately loose: who can be written to is known only by writing. This keeps out what is plainly something else.
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")
_WEB_ADDRESS = re.compile(r"https?://[\w.-]*\w(:\d{1,5})?([/?#][^\s<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that could not be read, where it stands, and what would be right.

    `row` counts from 1: the line as an editor shows it, or the place of the contact in a JSON file. `file` is only
    named where several were read together.
    """

    row: int
    field: str
    why: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was left out as a whole, and why: "an empty row", "names nobody". It counts as in a Problem."""

    row: int
    why: str
    file: str = ""


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
    - notes: what the file notes about them; it becomes a private note
    - tags: labels, groups or categories, each not blank; they are added to those there are
    - other_emails: every further e-mail address; they match somebody known, but only facts["email"] is written

    Every instant is a datetime with a time zone (UTC).
    """

    row: int
    name: str
    facts: Mapping[str, object]
    interactions: tuple[Mapping[str, object], ...] = ()
    meetings: tuple[Mapping[str, object], ...] = ()
    promises: tuple[Mapping[str, object], ...] = ()
    referrals: tuple[Mapping[str, object], ...] = ()
    notes: str = ""
    tags: tuple[str, ...] = ()
    other_emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """A whole file, read.

    - source: "linkedin", "history", "google", "vcard" or "table" (any other CSV or Excel file); of several "a+b"
    - skipped: how many rows were left out: empty ones, and those with a problem that leaves nobody to read
    - skipped_rows: these rows by name, in their order; a reader may name fewer than it counts
    - other_files: what else an archive holds that is not read ("messages.csv"), by name
    """

    source: str
    people: tuple[IncomingPerson, ...]
    problems: tuple[Problem, ...]
    skipped: int
    skipped_rows: tuple[SkippedRow, ...] = ()
    other_files: tuple[str, ...] = ()


def together(files: Sequence[tuple[str, FileRead]]) -> FileRead:
    """Several files, each with its name, as one: what is said about a row says in which file it stands."""
    if len(files) == 1:
        return files[0][1]
    return FileRead(
        source="+".join(sorted({each.source for _, each in files})),
        people=tuple(person for _, each in files for person in each.people),
        problems=tuple(replace(problem, file=name) for name, each in files for problem in each.problems),
        skipped=sum(each.skipped for _, each in files),
        skipped_rows=tuple(replace(row, file=name) for name, each in files for row in each.skipped_rows),
        other_files=tuple(f"{name}: {other}" for name, each in files for other in each.other_files),
    )


def is_email(text: str) -> bool:
    """Whether text is one e-mail address and nothing else; 254 characters is the limit of RFC 5321."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether text is an http(s) address, safe to show as a link: no other scheme, no user name, no blanks."""
    return len(text) <= 2_000 and _WEB_ADDRESS.fullmatch(text) is not None

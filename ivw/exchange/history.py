"""A history: people and what happened with them, as JSON that people and programs write by hand."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ivw.coaching.contacts import RELATIONSHIPS
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem, SkippedRow
from ivw.coaching.interactions import KINDS
from ivw.coaching.profile import TIES
from ivw.exchange import history_values as values
from ivw.exchange import zips
from ivw.exchange.contact_values import NAMES_NOBODY
from ivw.exchange.history_values import UnreadableError
from ivw.exchange.plain_text import decode, shortened

T = TypeVar("T")
Entry = Mapping[str, object]

_KIND = values.one_of(*KINDS)
_DIRECTION = values.one_of("in", "out", "none")
_STATUS = values.one_of("planned", "held", "cancelled", "no_show")
_OWNER = values.one_of("me", "them")
_MAY_MENTION = values.one_of("yes", "no", "not asked")
_TIE = values.one_of(*TIES)
_RELATIONSHIP = values.one_of(*RELATIONSHIPS)
_MINUTES = values.whole_number(1, 600)
_CADENCE = values.whole_number(1, 3650)
_FIELDS = {
    "contact": "name given_name family_name email phone linkedin_url organization position connected_on"
    " tie relationship cadence_days do_not_contact interactions meetings promises referrals",
    "interactions": "kind happened_at direction gives asks wants_answer again_on text",
    "meetings": "starts_at scheduled_at minutes status ended_at cancelled_at prepared_at thanks_dropped_at",
    "promises": "what owner made_at due done_at dropped_at",
    "referrals": "name given_at may_mention done_at dropped_at",
}
_RIGHT = 'Right would be {"contacts": [{"name": "Ada Example", "interactions": [...]}]}.'


def read(data: bytes, zone: str) -> FileRead:
    """Read a history: people and what happened with them, as JSON.

    In: the bytes of the file, and the time zone for instants that name none and for days. At the top stands
    {"contacts": [...]}, a bare list of contacts, or one contact. Out: everybody with a name, with all that could be
    read; what could not, with the place of the contact (from 1) and the field (interactions[0].happened_at, from 0).

    What decides what an entry means (kind, instant, status, owner, ...) takes the entry with it when it cannot be read;
    anything else that cannot be read counts as not said. Raises InvalidRecord when this is no JSON with contacts, or
    the zone is unknown.
    """
    try:
        local = ZoneInfo(zone)
    except (LookupError, ValueError, OSError) as error:
        wrong = f'"{zone}" is no time zone.'
        raise InvalidRecord("time_zone", wrong, "Right would be Europe/London or UTC.") from error
    people: list[IncomingPerson] = []
    problems: list[Problem] = []
    skipped: list[SkippedRow] = []
    contacts = _contacts(data)
    for row, said in enumerate(contacts, start=1):
        if not isinstance(said, dict):
            problems.append(Problem(row, "contact", 'This is no contact. Right would be {"name": "Ada Example"}.'))
            skipped.append(SkippedRow(row, "no contact"))
            continue
        try:
            people.append(_person(_Reading(said, "contact", "", row, local, problems)))
        except UnreadableError as unreadable:
            problems.append(Problem(row, unreadable.key, f"{unreadable.why} The contact was left out."))
            skipped.append(SkippedRow(row, NAMES_NOBODY))
    return FileRead("history", tuple(people), tuple(problems), len(skipped), skipped_rows=tuple(skipped))


def _contacts(data: bytes) -> list[object]:
    """The list of contacts in a JSON document, each still to be looked at."""
    zips.refuse_larger(data)
    try:
        document = json.loads(decode(data))
    except RecursionError as error:
        raise InvalidRecord("file", "This JSON is nested too deeply.", _RIGHT) from error
    except json.JSONDecodeError as error:
        wrong = f"This is no JSON: {error.msg}, at line {error.lineno}, column {error.colno}."
        raise InvalidRecord("file", wrong, "Mend it there and read it once more.") from error
    except ValueError as error:  # a number of thousands of digits
        raise InvalidRecord("file", "This JSON has a number that is far too long.", _RIGHT) from error
    if isinstance(document, dict):
        document = document.get("contacts", [document] if "name" in document else None)
        if isinstance(document, list):
            return document
    elif isinstance(document, list) and (
        not document or any(isinstance(each, dict) and "name" in each for each in document)
    ):
        return document
    raise InvalidRecord("file", "There are no contacts in this JSON.", _RIGHT)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One JSON object while it is read: what it says, where it stands, and where its problems go."""

    said: Mapping[str, Any]
    what: str
    path: str
    row: int
    zone: ZoneInfo
    problems: list[Problem]

    def __post_init__(self) -> None:
        for key in self.said:
            meant = _meant(key, self.what)
            if meant and meant not in self.said:
                self.note(shortened(key), f'This field is not known and was not read. Did you mean "{meant}"?')

    def note(self, key: str, why: str) -> None:
        self.problems.append(Problem(self.row, self.path + key, why))

    def take(self, key: str, parse: Callable[[Any], T]) -> T | None:
        """The value of a field, None when it says nothing. Raises UnreadableError."""
        value = self.said.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse(value)
        except UnreadableError as unreadable:
            raise UnreadableError(unreadable.why, key) from unreadable

    def must(self, key: str, parse: Callable[[Any], T]) -> T:
        """The value of a field that has to be there."""
        value = self.take(key, parse)
        if value is None or value == "":
            raise UnreadableError("This is missing.", key)
        return value

    def maybe(self, key: str, parse: Callable[[Any], T]) -> T | None:
        """The value of a field; what cannot be read is noted and counts as not said."""
        try:
            return self.take(key, parse)
        except UnreadableError as unreadable:
            self.note(key, f"{unreadable.why} It was left out.")
            return None

    def instant(self, value: object) -> datetime:
        return values.instant(value, self.zone)

    def day(self, value: object) -> date:
        return values.day(value, self.zone)

    def each(self, key: str, read_one: Callable[["_Reading"], Entry]) -> tuple[Entry, ...]:
        """The entries of a list within a contact, without those that cannot be read."""
        entries = self.said.get(key)
        if entries is None:
            return ()
        if not isinstance(entries, list):
            self.note(key, "This is no list. Right would be [...].")
            return ()
        found = []
        for index, said in enumerate(entries):
            path = f"{key}[{index}]"
            if not isinstance(said, dict):
                self.note(path, "This is no entry. Right would be {...}.")
                continue
            try:
                found.append(read_one(_Reading(said, key, f"{path}.", self.row, self.zone, self.problems)))
            except UnreadableError as unreadable:
                self.note(f"{path}.{unreadable.key}", f"{unreadable.why} The entry was left out.")
        return tuple(found)


def _person(contact: _Reading) -> IncomingPerson:
    readers: Mapping[str, Callable[[Any], object]] = {
        "given_name": values.line,
        "family_name": values.line,
        "email": values.email,
        "phone": values.line,
        "linkedin_url": values.web_address,
        "organization": values.line,
        "position": values.line,
        "connected_on": contact.day,
        "tie": _TIE,
        "relationship": _RELATIONSHIP,
        "cadence_days": _CADENCE,
        "do_not_contact": values.yes_or_no,
    }
    name = contact.must("name", values.line)
    facts = {key: contact.maybe(key, parse) for key, parse in readers.items()}
    return IncomingPerson(
        row=contact.row,
        name=name,
        facts={key: value for key, value in facts.items() if value is not None and value != ""},
        interactions=contact.each("interactions", _interaction),
        meetings=contact.each("meetings", _meeting),
        promises=contact.each("promises", _promise),
        referrals=contact.each("referrals", _referral),
    )


def _interaction(entry: _Reading) -> Entry:
    kind = entry.must("kind", _KIND)
    happened_at = entry.must("happened_at", entry.instant)
    direction = KINDS[kind].direction
    if entry.take("direction", _DIRECTION) == "in" and direction == "out":
        direction = "in"
        kind = "reply" if kind == "message" else kind  # the glossary has no other word for an incoming message
    return {
        "kind": kind,
        "direction": direction,
        "happened_at": happened_at,
        "gives": entry.maybe("gives", values.yes_or_no) or False,
        "asks": entry.maybe("asks", values.yes_or_no) or False,
        "wants_answer": entry.maybe("wants_answer", values.yes_or_no),
        "again_on": entry.maybe("again_on", entry.day),
        "text": entry.maybe("text", values.text) or "",
    }


def _meeting(entry: _Reading) -> Entry:
    starts_at = entry.must("starts_at", entry.instant)
    status = entry.take("status", _STATUS) or "planned"
    ended_at = entry.maybe("ended_at", entry.instant)
    if ended_at is not None and ended_at < starts_at:
        entry.note("ended_at", "This is before the conversation began. It was left out.")
        ended_at = None
    called_off = starts_at if status in ("cancelled", "no_show") else None
    return {
        "starts_at": starts_at,
        "scheduled_at": entry.maybe("scheduled_at", entry.instant) or starts_at,
        "minutes": entry.maybe("minutes", _MINUTES) or 20,
        "status": status,
        "ended_at": ended_at,
        "cancelled_at": entry.maybe("cancelled_at", entry.instant) or called_off,
        "prepared_at": entry.maybe("prepared_at", entry.instant),
        "thanks_dropped_at": entry.maybe("thanks_dropped_at", entry.instant),
    }


def _promise(entry: _Reading) -> Entry:
    return {
        "what": entry.must("what", values.text),
        "due": entry.must("due", entry.day),
        "owner": entry.take("owner", _OWNER) or "me",
        "made_at": entry.maybe("made_at", entry.instant),
        "done_at": entry.maybe("done_at", entry.instant),
        "dropped_at": entry.maybe("dropped_at", entry.instant),
    }


def _referral(entry: _Reading) -> Entry:
    return {
        "name": entry.must("name", values.line),
        "given_at": entry.must("given_at", entry.instant),
        "may_mention": entry.maybe("may_mention", _MAY_MENTION) or "not asked",
        "done_at": entry.maybe("done_at", entry.instant),
        "dropped_at": entry.maybe("dropped_at", entry.instant),
    }


@lru_cache(maxsize=1_000)
def _meant(key: str, what: str) -> str | None:
    """The field that an unknown one comes close to, so that a slip of the pen does not lose a list in silence."""
    known = _FIELDS[what].split()
    return None if key in known else next(iter(get_close_matches(key[:40], known, 1, 0.8)), None)

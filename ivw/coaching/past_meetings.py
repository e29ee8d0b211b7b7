"""I already met people: conversations from before ivw, entered several at a time and kept all or none."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from ivw.coaching import checks, drafts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.follow_ups import Item
from ivw.coaching.meetings import DEFAULT_MINUTES
from ivw.coaching.profile import TIES
from ivw.records.database import Records
from ivw.records.transaction import Transaction

SLOT = "already-met"  # where the rows are kept while they are typed
MOST = 50  # rows at a time
SOMEBODY_NEW = "new"
_NOON = time(12)
# Right after the conversation, so that it settles its thank-you.
_THANKED_AFTER = timedelta(minutes=1)

_MET_THAT_DAY = (
    "SELECT 1 FROM meetings WHERE contact_id = TRY_CAST($contact AS UUID) AND status = 'held' "
    "AND local_day(starts_at, $zone) = $day LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation as it is typed.

    `whom` is the contact it is with, SOMEBODY_NEW, or None where nobody said: then it is with the one contact of the
    same name and organization, else with somebody new.
    """

    name: str = ""
    organization: str = ""
    day: date | None = None
    about: str = ""
    thanked: bool = False
    tie: str | None = None
    whom: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not (self.name.strip() or self.organization.strip() or self.about.strip() or self.day)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the records who may be meant by a row; `is_same` where name and organization are the same."""

    contact_id: str
    name: str
    organization: str | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one row (counted from 0), and what would be right."""

    row: int
    field: str
    wrong: str
    right: str


def kept(records: Records) -> list[Row]:
    """The rows typed so far; none where nothing is kept."""
    try:
        told = json.loads(drafts.read(records, SLOT) or "[]")
        return [Row(**each | {"day": date.fromisoformat(each["day"]) if each["day"] else None}) for each in told][:MOST]
    except (ValueError, TypeError, KeyError):
        return []  # written by another version


def keep(records: Records, rows: Sequence[Row], as_of: datetime) -> None:
    """Keep what is typed so far; of empty rows nothing is kept. Raises InvalidRecord beyond 20,000 characters."""
    told = [asdict(row) | {"day": row.day.isoformat() if row.day else None} for row in rows]
    text = json.dumps(told, ensure_ascii=False) if any(not row.is_empty for row in rows) else ""
    drafts.save(records, SLOT, text, as_of)


def known(records: Records, rows: Sequence[Row]) -> list[list[Known]]:
    """For each row those in the records who have this name: first who works there too, then the others."""
    found = records.rows(
        "SELECT t.place, c.id::VARCHAR, c.name, c.organization, "
        "organization_key(c.organization) = organization_key(t.organization) AS is_same "
        "FROM (SELECT unnest($places) AS place, unnest($names) AS name, unnest($organizations) AS organization) t "
        "JOIN contacts c ON search_key(trim(c.name)) = search_key(trim(t.name)) AND trim(t.name) <> '' "
        "ORDER BY is_same DESC, c.added_at, c.id",
        places=list(range(len(rows))),
        names=[" ".join(row.name.split()) for row in rows],
        organizations=[" ".join(row.organization.split()) for row in rows],
    )
    by_row: list[list[Known]] = [[] for _ in rows]
    for place, *one in found:
        by_row[place].append(Known(*one))
    return by_row


def meant(row: Row, candidates: Sequence[Known]) -> str | None:
    """The contact a row is about; None for somebody new. People are never merged because of their name alone."""
    if row.whom == SOMEBODY_NEW:
        return None
    if row.whom in [each.contact_id for each in candidates]:
        return row.whom
    same = [each.contact_id for each in candidates if each.is_same]
    return same[0] if len(same) == 1 else None


def problems(records: Records, rows: Sequence[Row], *, as_of: datetime, zone: str) -> list[Problem]:
    """Everything that keeps these rows from being recorded, row by row. Empty rows are passed over."""
    today = as_of.astimezone(ZoneInfo(zone)).date()
    found: list[Problem] = []
    seen: dict[tuple[str, date], int] = {}
    candidates = known(records, rows)
    for place, row in enumerate(rows):
        if row.is_empty:
            continue
        found += [Problem(place, *each) for each in _wrong_with(row, today)]
        whom = meant(row, candidates[place])
        same = [each for each in candidates[place] if each.is_same]
        if row.whom is None and len(same) > 1:
            found.append(Problem(place, "whom", "Several people have this name there.", "Say whom you mean."))
        if row.day is None or not row.name.strip():
            continue
        key = (whom or _new_key(row), row.day)
        if key in seen:
            found.append(
                Problem(place, "day", f"This is row {seen[key] + 1} once more.", "Take one out, or change its day.")
            )
        seen.setdefault(key, place)
        if whom and records.rows(_MET_THAT_DAY, contact=whom, zone=zone, day=row.day):
            found.append(
                Problem(place, "day", "A conversation on that day is in your records.", "Clear this row, it is known.")
            )
    return found


def record(records: Records, rows: Sequence[Row], *, as_of: datetime, zone: str, token: str) -> Done:
    """Record these conversations, all or none: people who are not there yet are added, others get theirs.

    A row counts from the noon of its day, for 20 minutes; `thanked` logs a thank-you right after it. With the same
    `token` nothing is saved twice. Raises InvalidRecord for the first thing that is wrong (its field is "row/field"),
    and when there is no row with anything in it.
    """
    with records.transaction() as transaction:
        if transaction.row("meetings", _id(token, "meeting", 0)):
            return Done("These conversations are recorded already.")
    wrong = problems(records, rows, as_of=as_of, zone=zone)
    if wrong:
        first = wrong[0]
        raise InvalidRecord(f"{first.row}/{first.field}", first.wrong, first.right)
    filled = [replace(row, about=checks.text("about", row.about) or "") for row in rows if not row.is_empty]
    if not filled:
        raise InvalidRecord("rows", "Nothing is typed in yet.", "A name and a day are enough.")
    candidates = known(records, filled)
    with records.transaction() as transaction:
        new: dict[str, str] = {}
        everybody: set[str] = set()
        for place, row in enumerate(filled):
            whom = meant(row, candidates[place]) or new.get(_new_key(row))
            if whom is None:
                whom = new[_new_key(row)] = _add(transaction, row, _id(token, "contact", place), as_of)
            elif row.tie:
                transaction.change("contacts", whom, tie=row.tie)
            everybody.add(whom)
            _record_one(transaction, row, whom, _id(token, "meeting", place), as_of, zone)
        drafts.used(transaction, SLOT)
        return done(transaction, _says(len(filled), len(everybody), len(new)), _id(token, "meeting", 0))


def recorded(records: Records, token: str) -> list[str]:
    """Whom a form of this token recorded conversations with, by id; nobody where it was taken back."""
    ids = [_id(token, "meeting", place) for place in range(MOST)]
    return [
        str(key)
        for (key,) in records.rows(
            "SELECT DISTINCT contact_id::VARCHAR FROM meetings WHERE id IN (SELECT unnest($ids::UUID[]))", ids=ids
        )
    ]


def next_with(records: Records, contact_ids: Sequence[str], as_of: datetime, zone: str) -> list[Item]:
    """The first thing that is open or comes up with each of these people, in the order of the queue."""
    if not contact_ids:
        return []
    return records.read(
        Item,
        "FROM queue($as_of, $zone) WHERE contact_id IN (SELECT unnest($ids)) "
        "QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY place) = 1 ORDER BY place",
        as_of=as_of, zone=zone, ids=list(contact_ids),
    )  # fmt: skip


def _wrong_with(row: Row, today: date) -> list[tuple[str, str, str]]:
    found = []
    for field, text in (("name", row.name), ("organization", row.organization)):
        try:
            checks.line(field, text, required=field == "name")
        except InvalidRecord as wrong:
            found.append((field, "The name is missing." if not row.name.strip() else wrong.wrong, wrong.right))
    if row.day is None:
        found.append(("day", "The day is missing.", "Roughly is fine."))
    elif row.day > today:
        found.append(("day", "This day is still to come.", "Plan it as a conversation instead."))
    elif row.day.year < 1970:
        found.append(("day", f"The year {row.day.year} is long past.", "Check the date."))
    if row.tie is not None and row.tie not in TIES:
        found.append(("tie", f"There is no tie {row.tie!r}.", f"One of {', '.join(TIES)}."))
    try:
        checks.text("about", row.about)
    except InvalidRecord as wrong:
        found.append(("about", wrong.wrong, wrong.right))
    return found


def _add(transaction: Transaction, row: Row, contact_id: str, as_of: datetime) -> str:
    transaction.add(
        "contacts",
        {
            "id": contact_id,
            "name": checks.line("name", row.name, required=True),
            "organization": checks.line("organization", row.organization),
            "tie": row.tie,
            "added_at": as_of,
        },
    )
    return contact_id


def _record_one(transaction: Transaction, row: Row, whom: str, meeting_id: str, as_of: datetime, zone: str) -> None:
    assert row.day is not None  # noqa: S101 - problems() has seen to it
    length = timedelta(minutes=DEFAULT_MINUTES)
    here = ZoneInfo(zone)
    # At noon, for nobody remembers the hour. On this very day noon may be still to come, and right after midnight even
    # the end of so many minutes.
    midnight = datetime.combine(row.day, time(0), here)
    starts = min(datetime.combine(row.day, _NOON, here), max(midnight, as_of - length))
    ended = min(starts + length, as_of)
    transaction.add(
        "meetings",
        {
            "id": meeting_id, "contact_id": whom, "scheduled_at": starts, "starts_at": starts,
            "minutes": DEFAULT_MINUTES, "status": "held", "ended_at": ended, "about": row.about or None,
        },
    )  # fmt: skip
    if row.thanked:
        transaction.add(
            "interactions",
            {
                "contact_id": whom, "kind": "thank_you", "direction": "out",
                "happened_at": min(ended + _THANKED_AFTER, as_of),
            },
        )  # fmt: skip


def _new_key(row: Row) -> str:
    return f"{' '.join(row.name.split()).casefold()}/{' '.join(row.organization.split()).casefold()}"


def _id(token: str, what: str, place: int) -> str:
    """The same id for the same row of the same form, however often it is sent."""
    return str(uuid5(NAMESPACE_URL, f"{token}/{what}/{place}"))


def _says(conversations: int, people: int, new: int) -> str:
    talks = f"{conversations} conversation{'s' if conversations != 1 else ''}"
    whom = "person" if people == 1 else "people"
    return f"{talks} with {people} {whom} recorded, {new} of them new in your records."

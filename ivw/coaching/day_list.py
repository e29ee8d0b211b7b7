"""The list for the day of a conversation: what one wears, what one has ready, and the way there; ticked item by item.

What it asks for stands in data/day_list.csv, to be edited by hand. An item may have several rows there, for several
places or people: the first that fits is taken. So its tick stays when the place changes.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivw.coaching import checks, data_files, meetings
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.records.database import Records

FILE = Path(__file__).resolve().parents[2] / "data" / "day_list.csv"
COLUMNS = ("part", "item", "formats", "relationship", "text", "why")
PARTS = {"wear": "What you wear", "take": "What you have ready", "there": "Where you talk"}
RELATIONSHIPS = ("stranger", "introduced", "known")
ANY = "any"  # however one meets, also where that is not said yet
_TICKED = "SELECT id::VARCHAR FROM day_checks WHERE meeting_id = TRY_CAST($id AS UUID) AND item = $item"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to see to, and why (naming the guide). `formats` and `relationships` say when: () is for all.

    `part` is a key of PARTS. An optional one is a matter of taste, and nobody is told that it is missing (X16).
    """

    item: str
    part: str
    text: str
    why: str
    formats: tuple[str, ...]
    relationships: tuple[str, ...]
    optional: bool = False

    def fits(self, format: str | None, relationship: str | None) -> bool:
        """Whether it is for somebody met this way; who knows nothing about how they met is a stranger."""
        return (not self.formats or format in self.formats) and (
            not self.relationships or (relationship or RELATIONSHIPS[0]) in self.relationships
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One entry on the list of one conversation, and when it was ticked; None while it is open."""

    entry: Entry
    ticked_at: datetime | None

    @property
    def is_missing(self) -> bool:
        """Whether it is still to be seen to."""
        return self.ticked_at is None and not self.entry.optional


def every(path: Path = FILE) -> tuple[Entry, ...]:
    """All rows, in the order of the file. Raises InvalidRecord, naming file and line, for what cannot be used."""
    return data_files.kept(path, "day_list", _every)


def fitting(format: str | None, relationship: str | None = None, path: Path = FILE) -> tuple[Entry, ...]:
    """The list for one who is met this way: B27, C32, E18 (attire by place and person, never below professional and
    sharp: X13), C34 (three looks at it), B31 and X10 (watch and paper), X16 (the bill). Raises InvalidRecord.
    """
    found: dict[str, Entry] = {}
    for entry in every(path):
        if entry.fits(format, relationship):
            found.setdefault(entry.item, entry)
    return tuple(sorted(found.values(), key=lambda entry: list(PARTS).index(entry.part)))


def of_meeting(records: Records, meeting: Meeting, relationship: str | None, as_of: datetime) -> tuple[Check, ...]:
    """The list of this conversation with its ticks. Raises InvalidRecord where the file cannot be used."""
    ticked = dict(
        records.rows(
            "SELECT item, ticked_at FROM day_checks WHERE meeting_id = TRY_CAST($id AS UUID) AND ticked_at <= $as_of",
            id=meeting.id,
            as_of=as_of,
        )
    )
    return tuple(Check(entry, ticked.get(entry.item)) for entry in fitting(meeting.format, relationship))


def tick(records: Records, meeting_id: str, item: str, *, as_of: datetime) -> Done:
    """Say that one thing is seen to. What is ticked already stays as it is.

    Raises InvalidRecord for an item that is not in the file, or a conversation that is not there (any more).
    """
    if item not in {entry.item for entry in every()}:
        raise InvalidRecord("item", f"The list has no {item[:40]!r} (any more).", "Open the page again.")
    meeting = meetings.get(records, meeting_id)
    with records.transaction() as transaction:
        if not transaction.fetch(_TICKED, id=meeting_id, item=item):
            transaction.add("day_checks", {"meeting_id": meeting_id, "item": item, "ticked_at": as_of})
        return done(transaction, f"Seen to, for {meeting.contact}: {_called(meeting, item)}.")


def untick(records: Records, meeting_id: str, item: str) -> Done:
    """Take a tick back. Raises InvalidRecord when the conversation is not there (any more)."""
    meeting = meetings.get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.remove("day_checks", [key for (key,) in transaction.fetch(_TICKED, id=meeting_id, item=item)])
        return done(transaction, f"Open again, for {meeting.contact}: {_called(meeting, item)}.")


def _called(meeting: Meeting, item: str) -> str:
    """What stands on the list, with a small letter where a sentence goes on with it."""
    text = next((entry.text for entry in fitting(meeting.format) if entry.item == item), item)
    return text[:1].lower() + text[1:]


def _every(path: Path) -> tuple[Entry, ...]:
    return data_files.each(path, "day_list", COLUMNS, _entry)


def _entry(row: dict[str, str]) -> Entry:
    data_files.no_more_cells(row, "text")
    part, optional = row["part"].strip(), row.get("optional", "").strip().casefold()
    if part not in PARTS:
        raise InvalidRecord("part", f"There is no part {part[:40]!r}.", f"One of {', '.join(PARTS)}.")
    if optional not in ("", "yes", "no"):
        raise InvalidRecord("optional", f"{optional[:40]!r} is no answer.", "yes, or nothing.")
    texts = {name: checks.line(name, row[name], required=True) or "" for name in ("item", "text", "why")}
    return Entry(
        texts["item"], part, texts["text"], texts["why"], _several(row, "formats", tuple(FORMATS), required=True),
        _several(row, "relationship", RELATIONSHIPS), optional == "yes",
    )  # fmt: skip


def _several(row: dict[str, str], column: str, known: tuple[str, ...], *, required: bool = False) -> tuple[str, ...]:
    """The words of a cell, with ";" between them; () for all of them."""
    words = tuple(word for part in row[column].split(";") if (word := part.strip().casefold()))
    if words == (ANY,) or not (words or required):
        return ()
    unknown = [word for word in words if word not in known]
    if unknown or not words:
        named = f"There is no {unknown[0][:40]!r} here." if unknown else "This is empty."
        raise InvalidRecord(column, named, f"{ANY}, or some of {'; '.join(known)}.")
    return words

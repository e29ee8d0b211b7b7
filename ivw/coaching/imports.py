"""Bringing people in: matched with who is known, enriched and never overwritten, in one step that can be undone."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ivw.coaching import checks, tags
from ivw.coaching.done import Done, done
from ivw.coaching.import_conflicts import NAME_PARTS, Conflict, taken, told_otherwise
from ivw.coaching.import_matching import Known, addresses, name_key
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem
from ivw.coaching.past_imports import FACTS_OF_THEIRS, FILLED_IN, remember
from ivw.records.database import Records
from ivw.records.transaction import Transaction

AT_ONCE = 5_000  # rows that are matched or written before the progress is told again
Progress = Callable[[str, float], None]  # is told what is under way, and which share of all of it is done, 0 to 1


def untold(_: str, __: float) -> None:
    """Progress that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody an import would add."""

    name: str
    organization: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import would do or did: people added, updated, unchanged, rows skipped, and every problem by row.

    `newcomers` are those that a preview would add, in the order of the file; `conflicts` where the file says something
    else than the records do.
    """

    added: int
    updated: int
    unchanged: int
    skipped: int
    problems: tuple[Problem, ...]
    done: Done | None = None
    newcomers: tuple[Newcomer, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def believing(self, theirs: Collection[Conflict]) -> "ImportResult":
        """The same preview where the file is believed in these conflicts: who gains nothing else is updated, too."""
        more = len({each.contact_id for each in theirs if not each.updates})
        return replace(self, updated=self.updated + more, unchanged=self.unchanged - more)


@dataclass(slots=True)
class _Work:
    """What there is to write: new rows by table, columns to change by contact, and what became of everybody."""

    new: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {table: [] for table in ("contacts", *FACTS_OF_THEIRS, "contact_tags")}
    )
    change: dict[str, dict[str, Any]] = field(default_factory=dict)
    outcome: dict[str, str] = field(default_factory=dict)  # by contact: added, updated or unchanged
    again: int = 0  # rows about somebody the file itself has brought already
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def result(self, read: FileRead) -> ImportResult:
        counts = {"added": 0, "updated": 0, "unchanged": self.again}
        for outcome in self.outcome.values():
            counts[outcome] += 1
        rows = self.new["contacts"]
        return ImportResult(
            added=counts["added"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            skipped=read.skipped,
            problems=read.problems + tuple(self.problems),
            newcomers=tuple(Newcomer(row["name"], row.get("organization"), row.get("position")) for row in rows),
            conflicts=tuple(
                replace(each, updates=self.outcome[each.contact_id] == "updated") for each in self.conflicts.values()
            ),
        )


def preview(records: Records, read: FileRead, *, as_of: datetime, progress: Progress = untold) -> ImportResult:
    """What importing this file would do; nothing is written."""
    with records.transaction() as transaction:
        return _worked_out(transaction, read, as_of, {}, progress).result(read)


def apply(
    records: Records, read: FileRead, *, as_of: datetime, file_name: str | None = None, source: str | None = None,
    theirs: Collection[Conflict] = (), progress: Progress = untold,
) -> ImportResult:  # fmt: skip
    """Import a file in one transaction; the same file twice changes nothing.

    People known by LinkedIn address or e-mail gain what was empty and keep the rest, but for the conflicts in `theirs`
    (of a preview), where the file is believed. One of which either side has changed since is left as it is. `progress`
    is called within the transaction: it must not raise.

    Never matched by name alone: two people may share one (our convention). Somebody with neither address is matched
    by whole name and organization, and only among people who have no address either (our convention: a hand-written
    history has nothing else, and reading it twice must change nothing).
    """
    with records.transaction() as transaction:
        work = _worked_out(transaction, read, as_of, {each.key: each for each in theirs}, progress)
        result = replace(work.result(read), newcomers=())
        if result.added or result.updated:
            made = transaction.add(
                "imports", {"source": source or read.source, "file_name": file_name, "imported_at": as_of}
            )
            transaction.change_many("contacts", work.change)
            for table, rows, share in _in_portions(work.new):
                progress("Writing", share)
                transaction.add_many(table, rows)
            progress("Remembering what came in", 0.9)
            remember(transaction, str(made))
        added = f"{result.added} {'person' if result.added == 1 else 'people'} added"
        people = f"{added}, {result.updated} updated, {result.unchanged} unchanged."
        return replace(result, done=done(transaction, people))


def _in_portions(new: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]], float]]:
    """The new rows a few thousand at a time, which takes a tenth of the memory of all at once; and the share done."""
    total, written = sum(map(len, new.values())), 0
    for table, rows in new.items():
        for first in range(0, len(rows), AT_ONCE):
            portion = rows[first : first + AT_ONCE]
            yield table, portion, 0.4 + 0.5 * written / total
            written += len(portion)


def _worked_out(
    transaction: Transaction, read: FileRead, as_of: datetime, theirs: Mapping[str, Conflict], progress: Progress
) -> _Work:
    progress("Comparing with your records", 0.0)
    known, work = Known(transaction, read), _Work()
    fresh: dict[str, dict[str, Any]] = {}
    new_ids = iter(transaction.new_ids(len(read.people)))
    for place, person in enumerate(read.people):
        if place % AT_ONCE == 0:
            progress("Comparing with your records", 0.4 * place / len(read.people))
        keys = addresses(person.facts, person.other_emails)
        new_id, contact_id = next(new_ids), known.match(person, keys)
        if contact_id is None:
            contact_id = new_id
            fresh[new_id] = {"id": new_id, "name": person.name, **person.facts, "added_at": as_of}
            work.outcome[new_id] = "added"
        elif contact_id in fresh:  # the same person twice in one file
            work.again += 1
            others = known.owned_by_another(contact_id, person.facts)
            for column, value in person.facts.items():
                if column not in others:
                    fresh[contact_id].setdefault(column, value)
        else:
            work.outcome.setdefault(contact_id, "unchanged")
            _enriched(work, known, contact_id, person, theirs)
        known.now(contact_id, person.name, keys)
        if person.notes or person.tags or any(getattr(person, table) for table in FACTS_OF_THEIRS):
            _told(work, known, contact_id, person, as_of)
    columns = {column for row in fresh.values() for column in row}
    work.new["contacts"] = [_with_defaults(row, columns) for row in fresh.values()]
    return work


def _enriched(
    work: _Work, known: Known, contact_id: str, person: IncomingPerson, theirs: Mapping[str, Conflict]
) -> None:
    """Fill in what nobody has said yet; what is said otherwise changes only where the file is believed."""
    ours = known.facts[contact_id]
    others = known.owned_by_another(contact_id, person.facts)
    for column, owner in others.items():
        if owner in known.facts:
            whose, called = known.facts[owner]["name"], "e-mail" if column == "email" else "LinkedIn"
            why = (
                f"This {called} address is {whose}'s in your records, so {ours['name']} was not given it, too. "
                "If they are one person, merge them."
            )
            work.problems.append(Problem(person.row, column, why))
    is_namesake = name_key(person.name) == name_key(ours["name"])
    said = {column: person.facts[column] for column in FILLED_IN if column in person.facts and column not in others}
    changed = {
        column: value
        for column, value in said.items()
        if ours[column] is None and (is_namesake or column not in NAME_PARTS)
    }
    for column, value in told_otherwise(person, ours).items():
        conflict = Conflict(contact_id, ours["name"], column, ours[column], value, person.row)
        if column in others or conflict.key in work.conflicts:
            continue
        work.conflicts[conflict.key] = conflict
        if conflict.key in theirs and conflict.is_as_before(theirs[conflict.key]):
            changed |= taken(conflict, person)
    if changed:
        work.change.setdefault(contact_id, {}).update(changed)
        ours.update(changed)
        work.outcome[contact_id] = "updated"


def _told(work: _Work, known: Known, contact_id: str, person: IncomingPerson, as_of: datetime) -> None:
    """What the file tells of somebody besides who they are: what happened, notes, tags."""
    new: dict[str, list[dict[str, Any]]] = {}
    for table in FACTS_OF_THEIRS:
        rows = [row for row in getattr(person, table) if known.is_new(table, contact_id, row)]
        new[table] = [{"contact_id": contact_id, **row} for row in rows]
    if person.notes and known.is_new_note(contact_id, person.notes):
        note = {"kind": "note", "direction": "none", "happened_at": as_of, "gives": False, "asks": False}
        unsaid = {"wants_answer": None, "again_on": None}
        new["interactions"].append({"contact_id": contact_id, **note, **unsaid, "text": person.notes})
    new["contact_tags"] = [{"contact_id": contact_id, "tag": tag} for tag in _tags(work, known, contact_id, person)]
    for table, rows in new.items():
        work.new[table] += rows
    if any(new.values()) and work.outcome[contact_id] == "unchanged":
        work.outcome[contact_id] = "updated"


def _tags(work: _Work, known: Known, contact_id: str, person: IncomingPerson) -> list[str]:
    if not person.tags:
        return []
    clean = [" ".join(tag.split()) for tag in person.tags]
    fitting = [tag for tag in clean if 0 < len(tag) <= checks.LONGEST_LINE]
    room = max(0, tags.MOST - len(known.tags.get(contact_id, ())))
    new = known.new_tags(contact_id, fitting)
    if len(new) > room or len(fitting) < len(clean):
        why = f"Nobody has more than {tags.MOST} tags of {checks.LONGEST_LINE} characters; the others were left out."
        work.problems.append(Problem(person.row, "tags", why))
    return new[:room]


def _with_defaults(row: dict[str, Any], columns: set[str]) -> dict[str, Any]:
    if "do_not_contact" in columns:
        row.setdefault("do_not_contact", False)
    return row

"""Bringing people in: matched with who is known, enriched and never overwritten, in one step that can be undone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from ivw.coaching.done import Done, done
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem
from ivw.coaching.past_imports import FACTS_OF_THEIRS, FILLED_IN, remember
from ivw.records.database import Records
from ivw.records.transaction import Transaction

# What makes a fact from a file the same as one in the records.
SAME = {
    "interactions": ("kind", "happened_at"),
    "meetings": ("starts_at",),
    "promises": ("owner", "what", "due"),
    "referrals": ("name", "given_at"),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody an import would add."""

    name: str
    organization: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import would do or did: people added, updated, unchanged, rows skipped, and every problem by row.

    `newcomers` are those that a preview would add, in the order of the file.
    """

    added: int
    updated: int
    unchanged: int
    skipped: int
    problems: tuple[Problem, ...]
    done: Done | None = None
    newcomers: tuple[Newcomer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to write: new rows by table, and columns to fill in by contact."""

    new: Mapping[str, list[dict[str, Any]]]
    fill: Mapping[str, dict[str, Any]]
    added: int
    updated: int
    unchanged: int


def preview(records: Records, read: FileRead, *, as_of: datetime) -> ImportResult:
    """What importing this file would do; nothing is written."""
    with records.transaction() as transaction:
        work = _worked_out(transaction, read, as_of)
    newcomers = tuple(
        Newcomer(row["name"], row.get("organization"), row.get("position")) for row in work.new["contacts"]
    )
    return ImportResult(work.added, work.updated, work.unchanged, read.skipped, read.problems, newcomers=newcomers)


def apply(
    records: Records, read: FileRead, *, as_of: datetime, file_name: str | None = None, source: str | None = None
) -> ImportResult:
    """Import a file in one transaction; the same file twice changes nothing.

    People known by LinkedIn address or e-mail gain what was empty and keep the rest.

    Source of the matching rule: DESIGN.md, never by name alone. Somebody with neither address is matched by whole name
    and organization, and only among people who have no address either (our convention: a hand-written history has
    nothing else, and reading it twice must change nothing).
    """
    with records.transaction() as transaction:
        work = _worked_out(transaction, read, as_of)
        if work.added or work.updated:
            made = transaction.add(
                "imports", {"source": source or read.source, "file_name": file_name, "imported_at": as_of}
            )
            for contact_id, values in work.fill.items():
                transaction.change("contacts", contact_id, **values)
            for table, rows in work.new.items():
                transaction.add_many(table, rows)
            remember(transaction, str(made))
        added = f"{work.added} {'person' if work.added == 1 else 'people'} added"
        people = f"{added}, {work.updated} updated, {work.unchanged} unchanged."
        return ImportResult(
            work.added, work.updated, work.unchanged, read.skipped, read.problems, done(transaction, people)
        )


def linkedin_key(url: object) -> str | None:
    """What all spellings of one LinkedIn address share: its path, percent-decoded, in lower case; no host, no query."""
    match = re.search(r"linkedin\.com/(?:mwlite/)?((?:in|pub)/[^/?#\s]+)", unquote(str(url or "")), re.IGNORECASE)
    return match[1].casefold() if match else None


def _worked_out(transaction: Transaction, read: FileRead, as_of: datetime) -> _Work:
    known = _Known(transaction)
    new: dict[str, list[dict[str, Any]]] = {table: [] for table in ("contacts", *FACTS_OF_THEIRS)}
    fill: dict[str, dict[str, Any]] = {}
    tally = {"added": 0, "updated": 0, "unchanged": 0}
    ids = transaction.new_ids(len(read.people))
    fresh: dict[str, dict[str, Any]] = {}
    outcome: dict[str, str] = {}
    for person, new_id in zip(read.people, ids, strict=True):
        contact_id = known.match(person)
        if contact_id is None:
            contact_id = new_id
            fresh[new_id] = {"id": new_id, "name": person.name, **person.facts, "added_at": as_of}
            outcome[new_id] = "added"
        elif contact_id in fresh:  # the same person twice in one file
            for column, value in person.facts.items():
                fresh[contact_id].setdefault(column, value)
            tally["unchanged"] += 1
        else:
            empty = {column: value for column, value in person.facts.items() if known.is_empty(contact_id, column)}
            if empty:
                fill.setdefault(contact_id, {}).update(empty)
                known.filled(contact_id, empty)
            outcome.setdefault(contact_id, "unchanged")
            if empty:
                outcome[contact_id] = "updated"
        known.remember(contact_id, person)
        for table in FACTS_OF_THEIRS:
            for row in getattr(person, table):
                if known.is_new(table, contact_id, row):
                    new[table].append({"contact_id": contact_id, **row})
                    if outcome.get(contact_id) == "unchanged":
                        outcome[contact_id] = "updated"
    columns = {column for row in fresh.values() for column in row}
    new["contacts"] = [_with_defaults(row, columns) for row in fresh.values()]
    for result in outcome.values():
        tally[result] += 1
    return _Work(new, fill, tally["added"], tally["updated"], tally["unchanged"])


class _Known:
    """Who and what is in the records already, as far as matching needs it."""

    def __init__(self, transaction: Transaction) -> None:
        self._by_key: dict[str, str] = {}
        self._namesakes: dict[tuple[str, str], list[str]] = {}
        self._empty: dict[str, set[str]] = {}
        self._facts: dict[str, set[tuple[object, ...]]] = {}
        listed = ", ".join(FILLED_IN)
        for contact_id, name, *values in transaction.fetch(
            f"SELECT id::VARCHAR, name, {listed} FROM contacts ORDER BY id"  # noqa: S608 - our own column names
        ):
            facts = dict(zip(FILLED_IN, values, strict=True))
            self._empty[contact_id] = {column for column, value in facts.items() if value is None}
            keys = _keys(facts)
            for key in keys:
                self._by_key.setdefault(key, contact_id)
            if not keys:
                self._namesakes.setdefault(_namesake(name, facts), []).append(contact_id)
        for table, columns in SAME.items():
            rows = transaction.fetch(f"SELECT contact_id::VARCHAR, {', '.join(columns)} FROM {table}")  # noqa: S608
            self._facts[table] = set(rows)

    def match(self, person: IncomingPerson) -> str | None:
        """The contact this person is, if known. Namesakes without an address are matched in their order."""
        keys = _keys(person.facts)
        for key in keys:
            if key in self._by_key:
                return self._by_key[key]
        namesakes = [] if keys else self._namesakes.get(_namesake(person.name, person.facts), [])
        return namesakes.pop(0) if namesakes else None

    def remember(self, contact_id: str, person: IncomingPerson) -> None:
        """Let later rows of the same file match this one by its addresses."""
        for key in _keys(person.facts):
            self._by_key.setdefault(key, contact_id)

    def is_empty(self, contact_id: str, column: str) -> bool:
        """Whether nobody has said this yet. A mark such as do_not_contact is always said."""
        return column in self._empty.get(contact_id, set())

    def filled(self, contact_id: str, values: Mapping[str, object]) -> None:
        """These columns are said now."""
        self._empty[contact_id] -= set(values)

    def is_new(self, table: str, contact_id: str, row: Mapping[str, Any]) -> bool:
        """Whether this fact is not there yet; asked once, it counts as there."""
        key = (contact_id, *(row[column] for column in SAME[table]))
        if key in self._facts[table]:
            return False
        self._facts[table].add(key)
        return True


def _keys(facts: Mapping[str, object]) -> list[str]:
    keys = []
    if link := linkedin_key(facts.get("linkedin_url")):
        keys.append(f"linkedin:{link}")
    if email := str(facts.get("email") or "").strip().casefold():
        keys.append(f"email:{email}")
    return keys


def _namesake(name: str, facts: Mapping[str, object]) -> tuple[str, str]:
    return " ".join(name.casefold().split()), str(facts.get("organization") or "").strip().casefold()


def _with_defaults(row: dict[str, Any], columns: set[str]) -> dict[str, Any]:
    if "do_not_contact" in columns:
        row.setdefault("do_not_contact", False)
    return row

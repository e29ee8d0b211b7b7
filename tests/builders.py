"""Worlds for tests, told in a line or two: records in a file of their own, people, and what happened with them.

Everything goes the way it goes for a person: through the actions of coaching and the readers of exchange.

    records = open_records(tmp_path)
    ada = a_contact(records, met="2024-06-11 14:00", thanked=None)
"""

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ivw.coaching import contacts, imports, interactions, meetings
from ivw.coaching.imports import ImportResult
from ivw.coaching.incoming import FileRead
from ivw.coaching.opening import opened
from ivw.exchange import history
from ivw.records.database import Records, connect

UTC = ZoneInfo("UTC")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# What an argument of a_contact logs.
LOGGED = {
    "asked": "request", "nudged": "nudge", "wrote": "message", "offered": "proposal", "confirmed": "confirmation",
    "checked_in": "check_in", "replied": "reply", "agreed": "agreed", "declined": "declined", "thanked": "thank_you",
    "noted": "note",
}  # fmt: skip
SETTINGS = {"migrations", "definitions", "profile", "cadences", "weekly_targets"}
Instants = str | Sequence[str] | None


def at(when: str, zone: str = "UTC") -> datetime:
    """An instant as people write it: "2024-06-11 14:00" in `zone`; a day alone is its noon."""
    said = datetime.fromisoformat(when)
    if len(when) == len("2024-06-11"):
        said = datetime.combine(said.date(), time(12))
    return said if said.tzinfo else said.replace(tzinfo=ZoneInfo(zone))


def open_records(folder: Path, now: datetime = LONG_AGO, name: str = "records.duckdb") -> Records:
    """Records in this folder, as the dashboard opens them; new ones begin empty."""
    path = folder / name
    if path.exists():
        return opened(path, now)
    # Making the tables takes a third of a second, and a test wants none of it. A copy of what was just made has every
    # step and definition, and nothing to back up: looking for these takes as long again as opening it.
    shutil.copyfile(_empty_file(), path)
    return Records(path, connect(path))


@contextmanager
def records_in(folder: Path, now: datetime = LONG_AGO, name: str = "records.duckdb") -> Iterator[Records]:
    """Records as `open_records` opens them, closed again at the end."""
    records = open_records(folder, now, name)
    try:
        yield records
    finally:
        records.close()


@cache
def _empty_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ivw-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "empty.duckdb"
    opened(path, LONG_AGO).close()
    return path


def a_contact(
    records: Records,
    *,
    name: str = "Ada Example",
    zone: str = "UTC",
    shortlist: bool = False,
    added: str = "2000-01-01",
    met: Instants = None,
    **facts: Any,
) -> str:
    """Somebody with a history; returns the contact's id.

    `met` are the starts of conversations of 20 minutes; `asked`, `nudged`, `replied`, `thanked` and the other words of
    LOGGED say when that happened, once or several times; all else are columns of contacts.
    """
    logged = {word: facts.pop(word) for word in LOGGED if word in facts}
    made = contacts.add(records, name=name, as_of=at(added), shortlist=shortlist, **facts)
    contact_id = str(made.fact_id)
    for start in _several(met):
        a_conversation(records, contact_id, starts=start, held=True, zone=zone)
    for word, when in logged.items():
        for instant in _several(when):
            happened(records, contact_id, LOGGED[word], instant, zone=zone)
    return contact_id


def happened(records: Records, contact_id: str, kind: str, when: str, *, zone: str = "UTC", **marks: Any) -> str:
    """One interaction, logged at that moment; returns its id."""
    if kind == "note":
        marks = {"text": "a note"} | marks
    instant = at(when, zone)
    done = interactions.log(
        records, contact_id=contact_id, kind=kind, happened_at=instant, as_of=instant, token=None, **marks
    )
    return str(done.fact_id)


def a_conversation(
    records: Records, contact_id: str, *, starts: str, scheduled: str | None = None, minutes: int = 20,
    held: bool = False, zone: str = "UTC", **more: Any,
) -> str:  # fmt: skip
    """A conversation, planned (when `scheduled`, else two weeks ahead) or held; returns its id."""
    start = at(starts, zone)
    facts = {"contact_id": contact_id, "starts_at": start, "minutes": minutes, **more}
    if held:
        done = meetings.log_held(records, as_of=start + timedelta(minutes=minutes), **facts)
    else:
        as_of = at(scheduled, zone) if scheduled else start - timedelta(days=14)
        done = meetings.schedule(records, as_of=as_of, **facts)
    return str(done.fact_id)


def an_own_question(records: Records, *, text: str, as_of: datetime = LONG_AGO, **facts: Any) -> str:
    """A question among one's own, as a plan keeps it there, with what was said of it since; returns its id."""
    with records.transaction() as transaction:
        row = {"text": text, "about_me": False, "added_at": as_of, **facts}
        return str(transaction.add("questions", row))


def load_history(
    records: Records, told: Mapping[str, Any] | Sequence[Mapping[str, Any]], zone: str, as_of: datetime = LONG_AGO
) -> ImportResult:
    """Import a history as a file would bring it: {"contacts": [...]}, or the list of contacts alone."""
    people = told["contacts"] if isinstance(told, Mapping) else list(told)
    return imported(records, history.read(json.dumps({"contacts": people}).encode(), zone), as_of)


def imported(records: Records, read: FileRead, as_of: datetime = LONG_AGO, **named: str) -> ImportResult:
    """Import what a reader found."""
    return imports.apply(records, read, as_of=as_of, **named)


def everything(records: Records, *but: str) -> dict[str, list[str]]:
    """Every row of every table but these, as JSON."""
    return {
        table: sorted(row for (row,) in records.rows(f"SELECT to_json(t)::VARCHAR FROM {table} AS t"))
        for table in records.columns()
        if table not in but
    }


def forget_everybody(records: Records) -> Records:
    """Empty the file of all but its settings: quicker than a new file."""
    written = records.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal AND estimated_size > 0")
    with records.transaction() as transaction:
        for table in {name for (name,) in written} - SETTINGS:
            transaction.fetch(f"DELETE FROM {table}")
    return records


def _several(when: Instants) -> Sequence[str]:
    if when is None:
        return ()
    return (when,) if isinstance(when, str) else when

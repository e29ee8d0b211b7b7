"""A look at the whole file: its migrations, its tables and their rules, and what points at what. It changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ivw.records import migrate, tables
from ivw.records.database import Records, connect
from ivw.records.errors import RecordsUnavailable
from ivw.records.references import REFERENCES

SHOWN = 3  # ids named in one finding; the rest are counted
RESTORE = "Put back a backup from before it: python -m ivw restore FILE."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: what it is, where it stands, and how to mend it."""

    what: str
    where: str
    mend: str


def examine(path: Path) -> list[Finding]:
    """Everything that is wrong with this file as a file of records; nothing when it is sound.

    It is opened for reading only and stays as it is. Where the migrations or the tables are not what they should be,
    what is in them is not looked at. Raises RecordsUnavailable when there is no such file or it cannot be opened,
    RecordsBusy while another program holds it.
    """
    if not path.is_file():
        raise RecordsUnavailable(f"There is no file {path}.")
    connection = connect(path, read_only=True)
    try:
        return _found(connection, path)
    finally:
        connection.close()


def examine_open(records: Records) -> list[Finding]:
    """The same for records that this program holds open. Nothing is written meanwhile."""
    with records.transaction() as transaction:
        return _found(transaction.cursor, records.path)


def tables_of_today() -> set[str]:
    """The names of all tables that records of this ivw have, told by the migrations."""
    with _made_by(migrate.known()) as sound:
        return set(tables.columns(sound))


@contextmanager
def _made_by(steps: Iterable[migrate.Migration]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory as these steps make it."""
    with duckdb.connect(":memory:") as sound:
        for step in steps:
            sound.execute(step.sql)
        yield sound


def _found(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Finding]:
    try:
        done = migrate.applied(connection)
        if findings := list(_migrations(done)):
            return findings
        # What the tables should be is told by the migrations themselves, as far as this file has taken them.
        with _made_by(step for step in migrate.known() if step.number in done) as sound:
            there = tables.columns(sound)
            return list(_tables(connection, sound)) or [*_rules(connection, sound), *_references(connection, there)]
    except duckdb.Error as broken:
        return [Finding(f"It cannot be read to its end: {str(broken).splitlines()[0]}", str(path), RESTORE)]


def _migrations(done: Mapping[int, str]) -> Iterator[Finding]:
    """Steps that this ivw does not know, that differ from its own, or that were left out."""
    ours = {step.number: step for step in migrate.known()}
    for number in sorted(set(done) - set(ours)):
        yield Finding(
            f"Step {number} comes from a newer ivw, or from none.", "migrations", "Update ivw, then look once more."
        )
    for number in sorted(set(done) & set(ours)):
        if done[number] != ours[number].checksum:
            yield Finding(
                f"Step {ours[number].name} was another one when it was taken.",
                "migrations",
                f"Open the records with the ivw that made them. {RESTORE}",
            )
    for number in sorted(set(ours) - set(done)):
        if done and number < max(done):
            yield Finding(f"Step {ours[number].name} is missing among those taken.", "migrations", RESTORE)


def _tables(connection: duckdb.DuckDBPyConnection, sound: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables and columns that are not there."""
    there = tables.columns(connection)
    for table, columns in tables.columns(sound).items():
        if table not in there:
            yield Finding("The table is missing.", table, RESTORE)
        elif missing := sorted(set(columns) - set(there[table])):
            yield Finding(f"Columns are missing: {', '.join(missing)}.", table, RESTORE)


def _rules(connection: duckdb.DuckDBPyConnection, sound: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Rows that break a rule which their table has, or should have."""
    rules = sound.execute(
        "SELECT table_name, constraint_type, constraint_column_names, expression FROM duckdb_constraints() "
        "ORDER BY table_name, constraint_index"
    ).fetchall()
    for table, kind, columns, expression in rules:
        key = ", ".join(dict.fromkeys(columns))
        if kind == "CHECK":
            rule, broken = expression.strip("()"), f"FROM {table} WHERE NOT ({expression})"
        elif kind == "NOT NULL":
            rule, broken = f"{key} says something", f"FROM {table} WHERE {key} IS NULL"
        else:  # PRIMARY KEY and UNIQUE
            rule, broken = f"no two have the same {key}", f"FROM {table} GROUP BY {key} HAVING count(*) > 1"
        count = len(connection.execute(f"SELECT 1 {broken}").fetchall())
        if count:
            yield Finding(f"Rows that break a rule of the table ({rule}): {count}.", f"{table}.{key}", RESTORE)


def _references(connection: duckdb.DuckDBPyConnection, there: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Rows that point at something that is not there, in the tables and columns that the file has got so far."""
    for each in REFERENCES:
        if each.column not in there.get(each.table, ()) or each.target not in there:
            continue
        found = connection.execute(
            f"SELECT id::VARCHAR FROM {each.table} AS t WHERE {each.column} IS NOT NULL "  # noqa: S608 - our own names
            f"AND NOT EXISTS (FROM {each.target} WHERE id = t.{each.column}) ORDER BY 1"
        ).fetchall()
        if found:
            named = ", ".join(key for (key,) in found[:SHOWN]) + (" and others" if len(found) > SHOWN else "")
            cure = "remove these rows" if each.when_gone == "remove" else f"empty {each.column} there"
            yield Finding(
                f"Rows that point at nothing in {each.target}: {len(found)} ({named}).",
                f"{each.table}.{each.column}",
                f"{RESTORE} Or {cure}.",
            )

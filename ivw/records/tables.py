"""Whole tables, out to Parquet files and back into a file of records of their own."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ivw.records import migrate
from ivw.records.database import CLOSED_TO_THE_OUTSIDE, Records
from ivw.records.errors import InvalidRecord
from ivw.records.transaction import Transaction

OF_THE_FILE = {"migrations", "definitions"}  # what the file says of itself: a new one says it anew
MOST_ROWS = 5_000_000  # of one table; our convention: a life does not hold as many
MOST_TEXT = 2_000_000_000  # bytes of text in one table, once unpacked
# DuckDB counts years into the hundred thousands and knows infinity. Python has no day for either: no page could be
# drawn. The margins leave room for time zones and for what is counted from a day.
_FIRST_DAY, _LAST_DAY = "0001-01-02", "9990-01-01"
_RIGHT = "Take the archive anew on the computer it comes from."


def newest() -> int:
    """The schema version of this ivw: the number of its last migration."""
    return migrate.known()[-1].number


def write(records: Records, folder: Path) -> dict[str, int]:
    """Write every table as `<table>.parquet` into a folder the records may write to; how many rows each has.

    All of them as they stand at one moment. Raises duckdb.Error where the disk is full.
    """
    with records.transaction() as transaction:
        return {
            table: int(transaction.fetch(f"COPY (FROM {table} ORDER BY 1) TO {_quoted(folder / f'{table}.parquet')}"
                                         " (FORMAT parquet, COMPRESSION zstd)")[0][0])
            for table in transaction.columns
            if table not in OF_THE_FILE
        }  # fmt: skip


def made_of(files: Mapping[str, Path], version: int, to: Path, now: datetime) -> None:
    """Make a file of records out of the Parquet files of all tables, as they were at this schema version, and bring it
    to the newest one. The Parquet files lie in one folder.

    Raises InvalidRecord (field "file") where a table or a column is missing, unknown, too large or breaks a rule of its
    table.
    """
    with duckdb.connect(to, config=CLOSED_TO_THE_OUTSIDE) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        migrate.apply(connection, now, up_to=version)
        folders = sorted({str(path.parent) + "/" for path in files.values()})
        connection.execute("SET allowed_directories = $folders", {"folders": folders})
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        known = columns(connection)
        for said, names in (("lacks", known.keys() - files.keys()), ("has unknown", files.keys() - known.keys())):
            if names:
                wrong = f"This archive {said} tables: {_line(', '.join(sorted(names)[:5]))}."
                raise InvalidRecord("file", wrong, _RIGHT)
        for table, path in files.items():
            _load(connection, table, known[table], path)
        try:
            migrate.apply(connection, now)
        except duckdb.Error as refused:
            wrong = "What is in this archive cannot be brought to the newest tables."
            raise InvalidRecord("file", wrong, _RIGHT) from refused
        _refuse_what_no_calendar_has(connection)
        connection.execute("CHECKPOINT")


def rows_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of a file of records, table by table, each as JSON tells of it."""
    with duckdb.connect(path, read_only=True, config=CLOSED_TO_THE_OUTSIDE) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return {table: _rows(connection.execute(_ROWS.format(table)).fetchall()) for table in columns(connection)}


def rows_of(transaction: Transaction, table: str) -> list[dict[str, Any]]:
    """Every row of a table as this transaction sees it, each as JSON tells of it."""
    return _rows(transaction.fetch(_ROWS.format(table))) if table in transaction.columns else []


def unique_columns(transaction: Transaction) -> dict[str, list[list[str]]]:
    """By table: the sets of columns whose values may stand together in one row only, ids left out."""
    found: dict[str, list[list[str]]] = {}
    for table, names in transaction.fetch(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'UNIQUE' "
        "AND database_name = current_database() ORDER BY 1, 2"
    ):
        found.setdefault(table, []).append(list(names))
    return found


def columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The tables that hold what a person wrote, each with its columns."""
    known: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT t.table_name, c.column_name FROM duckdb_columns() c JOIN duckdb_tables() t "
        "USING (table_oid, database_oid) WHERE NOT t.internal ORDER BY t.table_name, c.column_index"
    ).fetchall():
        if table not in OF_THE_FILE:
            known.setdefault(table, []).append(column)
    return known


_ROWS = "SELECT to_json(t)::VARCHAR FROM {} AS t ORDER BY 1"


def _load(connection: duckdb.DuckDBPyConnection, table: str, known: list[str], path: Path) -> None:
    """One table out of its Parquet file, in the place of what the migrations put there."""
    source = f"read_parquet({_quoted(path)})"
    try:
        described = connection.execute(f"DESCRIBE FROM {source}").fetchall()
        names = {str(name): str(kind) for name, kind, *_ in described}
        if set(names) != set(known):
            strange = ", ".join(sorted(set(names) ^ set(known))[:5])
            raise InvalidRecord("file", f"The columns of {table} in this archive are others: {_line(strange)}.", _RIGHT)
        # Asked before anything is kept: a small file may unpack to more than any memory holds.
        texts = [name for name, kind in names.items() if kind in ("VARCHAR", "JSON", "BLOB")]
        sizes = " + ".join(f"coalesce(sum(strlen({name}::VARCHAR)), 0)" for name in texts) or "0"
        counted = connection.execute(f"SELECT count(*), {sizes} FROM {source}").fetchone()  # noqa: S608 - known names
        if counted is None or counted[0] > MOST_ROWS or counted[1] > MOST_TEXT:
            raise InvalidRecord("file", f"The table {table} in this archive is larger than any records are.", _RIGHT)
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names come from the catalog
        connection.execute(f"INSERT INTO {table} BY NAME FROM {source}")
    except duckdb.Error as refused:
        wrong = f"The table {table} in this archive cannot be read: {_line(str(refused))}"
        raise InvalidRecord("file", wrong, _RIGHT) from refused


def _refuse_what_no_calendar_has(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise InvalidRecord for a day far outside of any life, and for a number that is none."""
    asked = [
        f"SELECT '{table}.{column}' WHERE EXISTS (FROM {table} WHERE NOT "
        + (
            f"isfinite({column}))"
            if kind in ("DOUBLE", "FLOAT")
            else f"{column} BETWEEN '{_FIRST_DAY}'::{kind} AND '{_LAST_DAY}'::{kind})"
        )
        for table, column, kind in connection.execute(
            "SELECT t.table_name, c.column_name, c.data_type FROM duckdb_columns() c JOIN duckdb_tables() t "
            "USING (table_oid, database_oid) WHERE NOT t.internal AND (c.data_type IN ('DATE', 'DOUBLE', 'FLOAT') "
            "OR starts_with(c.data_type, 'TIMESTAMP')) ORDER BY ALL"
        ).fetchall()
    ]
    if beyond := connection.execute(" UNION ALL ".join(asked)).fetchall():
        wrong = f"This archive has a day outside of any calendar, or a number that is none, in {beyond[0][0]}."
        raise InvalidRecord("file", wrong, _RIGHT)


def _line(text: str) -> str:
    """The beginning of a text out of a file as it may stand in a message."""
    return "".join(letter for letter in (text.splitlines() or [""])[0][:200] if letter.isprintable())


def _rows(found: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [json.loads(row) for (row,) in found]


def _quoted(path: Path) -> str:
    return "'{}'".format(str(path).replace("'", "''"))

"""What the records have and a copy of them has not, and the other way round, table by table."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ivw.records import backups

NAMED = 12  # of each table, the keys of so many of the newest rows


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of a table there are here and in the copy; how many stand in one of the two only, or in both with
    other values; and the keys of the newest of them (a UUIDv7 tells when its row was written), the newest first.
    """

    here: int
    there: int
    only_here: int
    only_there: int
    changed: int
    newest_here: tuple[str, ...]
    newest_there: tuple[str, ...]
    newest_changed: tuple[str, ...]


def between(connection: duckdb.DuckDBPyConnection, copy: Path) -> dict[str, Difference]:
    """Every table of facts compared, row by row, with that of a copy that has the newest tables (backups.readable)."""
    with backups.attached(connection, copy, backups.READ_ONLY) as there:
        here = backups.name_of(connection)
        return {
            table: _of_table(connection, f"{here}.{table}", f"{there}.{table}", columns)
            for table, columns in _columns(connection, here).items()
            if table not in backups.NO_FACTS
        }


def _of_table(connection: duckdb.DuckDBPyConnection, here: str, there: str, columns: list[str]) -> Difference:
    key, values = "id" if "id" in columns else columns[0], ", ".join(columns)
    row = connection.execute(
        f"""
        SELECT count(h.key), count(t.key), count(*) FILTER (t.key IS NULL), count(*) FILTER (h.key IS NULL),
            count(*) FILTER (h.held <> t.held), max(h.key, {NAMED}) FILTER (t.key IS NULL),
            max(t.key, {NAMED}) FILTER (h.key IS NULL), max(h.key, {NAMED}) FILTER (h.held <> t.held)
        FROM (SELECT {key}::VARCHAR AS key, hash({values}) AS held FROM {here}) h
        FULL JOIN (SELECT {key}::VARCHAR AS key, hash({values}) AS held FROM {there}) t ON h.key = t.key
        """  # noqa: S608 - all names come from the catalog
    ).fetchall()[0]
    return Difference(*row[:5], *(tuple(keys or ()) for keys in row[5:]))


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_name) "
        "WHERE database_name = $name ORDER BY table_name, column_index",
        {"name": database[1:-1].replace('""', '"')},
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found

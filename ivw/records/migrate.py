"""Numbered migrations, each in one transaction with the record of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from ivw.records.errors import RecordsNewer, RecordsUnavailable

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, its file name and what it says."""

    number: int
    name: str
    sql: str
    checksum: str


@cache
def known() -> tuple[Migration, ...]:
    """The migrations this ivw brings, in their order."""
    steps = []
    for path in sorted(FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql")):
        sql = path.read_text("utf8")
        steps.append(Migration(int(path.name[:4]), path.stem, sql, hashlib.sha256(sql.encode()).hexdigest()))
    return tuple(steps)


def applied(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Number and checksum of every migration this file has seen; reads only.

    Raises RecordsUnavailable for a file of another program.
    """
    tables: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT t.table_name, c.column_name FROM duckdb_tables() t "
        "JOIN duckdb_columns() c USING (table_oid, database_oid) WHERE NOT t.internal"
    ).fetchall():
        tables.setdefault(table, set()).add(column)
    if not tables:
        return {}
    if not tables.get("migrations", set()) >= {"number", "checksum"}:  # others keep migrations, too
        raise RecordsUnavailable(
            "This DuckDB file belongs to another program. Name another file, or move it out of the way."
        )
    return dict(connection.execute("SELECT number, checksum FROM migrations").fetchall())


def pending(connection: duckdb.DuckDBPyConnection) -> list[Migration]:
    """The steps this file still lacks; reads only."""
    done = applied(connection)
    return [step for step in known() if step.number not in done]


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a file that this ivw does not understand; reads only.

    Raises RecordsNewer when it knows migrations that we do not, RecordsUnavailable when one of ours differs.
    """
    ours = {step.number: step for step in known()}
    done = applied(connection)
    unknown = sorted(set(done) - set(ours))
    if unknown:
        raise RecordsNewer(
            f"These records were written by a newer ivw (step {unknown[-1]}, this one knows {max(ours)}). "
            "Nothing was changed. Update ivw, then open them again."
        )
    for number, checksum in done.items():
        if ours[number].checksum != checksum:
            raise RecordsUnavailable(
                f"These records were made with a different {ours[number].name} than this ivw brings. "
                "Nothing was changed. Open them with the ivw that made them, or restore a backup."
            )


def apply(connection: duckdb.DuckDBPyConnection, now: datetime, up_to: int | None = None) -> None:
    """Take every pending step (or those up to this number), each with the record of it in one transaction."""
    if not applied(connection):
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, "
            "checksum VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL); "
            "CREATE TABLE IF NOT EXISTS definitions (checksum VARCHAR NOT NULL)"
        )
    for step in pending(connection):
        if up_to is not None and step.number > up_to:
            break
        connection.execute("BEGIN")
        try:
            connection.execute(step.sql)
            connection.execute(
                "INSERT INTO migrations VALUES ($number, $name, $checksum, $now)",
                {"number": step.number, "name": step.name, "checksum": step.checksum, "now": now},
            )
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

"""Copies of the whole file: written, verified by opening them, kept for a while, and put back."""

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from ivw.records import migrate
from ivw.records.errors import RecordsUnavailable

KEPT = 14  # our convention: two weeks of daily copies


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy on the disk: when it was made (UTC) and why, '' for the daily one."""

    path: Path
    made_at: datetime
    why: str
    size: int


def folder_of(records: Path) -> Path:
    """Where the copies of a records file stand."""
    return records.with_name(records.name + ".backups")


def list_of(records: Path) -> list[Backup]:
    """The copies there are, newest first."""
    found = []
    for path in folder_of(records).glob("*.duckdb"):
        named = re.fullmatch(r"(\d{8}T\d{12}Z)(?:-([a-z-]+))?", path.stem)
        if named:
            made_at = datetime.strptime(named[1], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
            found.append(Backup(path, made_at, named[2] or "", path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def of_day(records: Path, now: datetime) -> list[Backup]:
    """The copies of the day of `now`, in the zone of `now`."""
    return [each for each in list_of(records) if each.made_at.astimezone(now.tzinfo).date() == now.date()]


def write(connection: duckdb.DuckDBPyConnection, records: Path, now: datetime, why: str = "") -> Path:
    """Copy everything, verify the copy, and let go of the oldest daily (or other) ones beyond KEPT.

    Returns the path of the copy.
    Raises RecordsUnavailable when the disk is full or the copy differs; the records are untouched then.
    """
    folder = folder_of(records)
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    final = folder / f"{stamp}{f'-{why}' if why else ''}.duckdb"
    unfinished = folder / f"{stamp}.unfinished"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _copy(
            connection,
            unfinished,
            f"The backup {final.name} differs from the records and was not kept. Check the disk.",
        )
        unfinished.rename(final)
    except (duckdb.Error, OSError) as error:
        raise RecordsUnavailable(
            f"No backup could be written to {folder}. Make room on the disk, and see that you may write there. "
            f"({str(error).splitlines()[0]})"
        ) from error
    finally:
        _gone(unfinished)
    for old in [each for each in list_of(records) if bool(each.why) == bool(why)][KEPT:]:
        old.path.unlink()
    return final


@contextmanager
def readable(copy: Path, records: Path, now: datetime) -> Iterator[Path]:
    """A scratch duplicate of a backup, brought to the newest tables and standing where the records may attach it.

    Raises RecordsUnavailable when it is not a whole records file of this ivw or an older one.
    """
    if not copy.is_file():
        raise RecordsUnavailable(f"There is no file {copy}.")
    folder = folder_of(records)
    scratch = folder / f"{copy.stem}.restoring"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(copy, scratch)
        with duckdb.connect(scratch, config={"autoload_known_extensions": "false"}) as opened:
            opened.execute("SET TimeZone = 'UTC'")
            migrate.check(opened)
            if not migrate.applied(opened):
                raise RecordsUnavailable(f"{copy} holds no records of ivw.")
            migrate.apply(opened, now)
        yield scratch
    except (duckdb.Error, OSError) as error:
        raise RecordsUnavailable(f"{copy} cannot be restored: {str(error).splitlines()[0]}") from error
    finally:
        _gone(scratch)


@contextmanager
def staged(brought: bytes, records: Path) -> Iterator[Path]:
    """What somebody brought as a backup, on the disk for as long as it is looked at, under a name of our own."""
    folder = folder_of(records)
    path = folder / f"{uuid.uuid4().hex}.brought"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(brought)
        yield path
    except OSError as error:
        raise RecordsUnavailable(f"Nothing can be written to {folder}: {error.strerror}.") from error
    finally:
        path.unlink(missing_ok=True)


def counts(copy: Path, records: Path, now: datetime) -> dict[str, int]:
    """How many rows a backup has, table by table, once it is brought to the newest tables.

    Reads every one of them, so that damage deep inside shows here and not while they are put back. Raises
    RecordsUnavailable as `readable` does.
    """
    with (
        readable(copy, records, now) as whole,
        duckdb.connect(whole, read_only=True, config={"enable_external_access": "false"}) as opened,
    ):
        return {table: rows for table, (rows, _) in _sums(opened, _name_of(opened)).items()}


def replace_all_rows(connection: duckdb.DuckDBPyConnection, copy: Path) -> None:
    """Put the rows of `copy` in the place of all present ones; all or nothing."""
    with _attached(connection, copy, read_only=True) as source:
        present = _name_of(connection)
        connection.execute("BEGIN")
        try:
            for table in _tables(connection, present):
                if table not in ("migrations", "definitions"):
                    connection.execute(f"DELETE FROM {present}.{table}")  # noqa: S608 - names come from the catalog
                    connection.execute(f"INSERT INTO {present}.{table} BY NAME FROM {source}.{table}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def written_anew(connection: duckdb.DuckDBPyConnection, records: Path) -> Path:
    """A verified file with all there is now and nothing of what was; it lies beside the backups and is no backup.

    Raises RecordsUnavailable when it cannot be written; nothing is left then.
    """
    folder = folder_of(records)
    anew = folder / f"{uuid.uuid4().hex}.anew"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _copy(connection, anew, f"What was written to {folder} differs from the records. Check the disk.")
        with anew.open("rb") as written:
            os.fsync(written.fileno())
    except (duckdb.Error, OSError) as error:
        _gone(anew)
        raise RecordsUnavailable(
            f"Nothing can be written to {folder}. Make room on the disk. ({str(error).splitlines()[0]})"
        ) from error
    except BaseException:
        _gone(anew)
        raise
    return anew


def rows_of(copy: Path, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """What a backup answers, left as it is. Raises RecordsUnavailable for one that cannot be read."""
    try:
        with duckdb.connect(copy, read_only=True, config={"enable_external_access": "false"}) as opened:
            return opened.execute(sql, parameters).fetchall()
    except duckdb.Error as error:
        raise RecordsUnavailable(f"{copy.name} cannot be read: {str(error).splitlines()[0]}") from error


def delete(records: Path, name: str) -> None:
    """Let go of one copy, by the name of its file; one that is not there (any more) is none."""
    for each in list_of(records):
        if each.path.name == name:
            each.path.unlink(missing_ok=True)


def _copy(connection: duckdb.DuckDBPyConnection, to: Path, differs: str) -> None:
    """Copy everything into a new file and compare; raises RecordsUnavailable, saying `differs`, where it does."""
    with _attached(connection, to) as copy:
        connection.execute(f"COPY FROM DATABASE {_name_of(connection)} TO {copy}")
    with _attached(connection, to, read_only=True) as copy:
        if _sums(connection, copy) != _sums(connection, _name_of(connection)):
            raise RecordsUnavailable(differs)


def _gone(scratch: Path) -> None:
    """Take a file of ours away with its write-ahead log, if they are there (and may be: the error stands elsewhere)."""
    for path in (scratch, scratch.with_name(scratch.name + ".wal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, read_only: bool = False) -> Iterator[str]:
    quoted = str(path).replace("'", "''")
    name = f'"copy_of_{_name_of(connection)[1:]}'  # never that of the records, whatever their file is called
    connection.execute(f"ATTACH '{quoted}' AS {name}{' (READ_ONLY)' if read_only else ''}")
    try:
        yield name
    finally:
        connection.execute(f"DETACH {name}")


def _name_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The records' name within DuckDB, quoted: it comes from their file's."""
    row = connection.execute("SELECT current_database()").fetchone()
    return '"{}"'.format(str(row[0]).replace('"', '""')) if row else ""


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = $name ORDER BY 1",
            {"name": database[1:-1].replace('""', '"')},
        ).fetchall()
    ]


def _sums(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[int, int]]:
    """Rows and a checksum of all their values, table by table."""
    sums = {}
    for table in _tables(connection, database):
        row = connection.execute(
            f"SELECT count(*), coalesce(bit_xor(hash(t)), 0) FROM {database}.{table} AS t"  # noqa: S608 - catalog names
        ).fetchone()
        sums[table] = (row[0], row[1]) if row else (0, 0)
    return sums

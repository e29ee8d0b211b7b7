"""Copies of the whole file: written, verified by opening them, kept for a while, and put back."""

import os
import re
import shlex
import shutil
import stat
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from ivw.records import migrate
from ivw.records.errors import RecordsUnavailable, reason

KEPT = 14  # our convention: two weeks of daily copies
MONTHS_KEPT = 12  # our convention: the last daily copy of each of this many months outlives those two weeks
NO_FACTS = ("migrations", "definitions")  # tables that say how the file is made, not what is in it
READ_ONLY = "(READ_ONLY)"
# DuckDB's smallest blocks: most tables hold little, and forty copies of them take a tenth of the room.
SMALL = "(BLOCK_SIZE 16384)"
STAMP = "%Y%m%dT%H%M%S%fZ"


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
            with suppress(ValueError, OSError):  # no instant after all; or it went while we looked
                made_at = datetime.strptime(named[1], STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, made_at, named[2] or "", path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def way_back(records: Path) -> str:
    """What to do about records that cannot be read, in words. Nothing mends them by guessing."""
    kept = list_of(records)
    move = "It is left as it is. Move it, and its log (.wal) where there is one, out of the way. Then put"
    if not kept:
        return f"{move} a backup of yours there (python -m ivw restore FILE)."
    command = f"python -m ivw restore --records {shlex.quote(str(records))} {shlex.quote(str(kept[0].path))}"
    return f"{move} the newest backup there ({command})."


def daily_of(records: Path, now: datetime) -> list[Backup]:
    """The daily copies of the day of `now`, in the zone of `now`."""
    made = [each for each in list_of(records) if not each.why]
    return [each for each in made if each.made_at.astimezone(now.tzinfo).date() == now.date()]


def superseded(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Which of these (newest first) may go: beyond the newest KEPT daily ones and the newest KEPT of all others, save
    the last daily one of each of MONTHS_KEPT months, in the zone of `now`.

    A copy from a time to come stays: the clock was wrong when it was made, or is wrong now, and nobody knows which.
    """
    past = [each for each in copies if each.made_at <= now]
    daily, others = ([each for each in past if bool(each.why) == other] for other in (False, True))
    months: dict[tuple[int, int], Backup] = {}
    for each in daily:
        made = each.made_at.astimezone(now.tzinfo)
        months.setdefault((made.year, made.month), each)
    monthly = list(months.values())[:MONTHS_KEPT]
    return [*(each for each in daily[KEPT:] if each not in monthly), *others[KEPT:]]


def write(connection: duckdb.DuckDBPyConnection, records: Path, now: datetime, why: str = "") -> Path:
    """Copy everything, verify the copy, and let go of the copies that are superseded then.

    Returns the path of the copy; no other one is ever written over. Raises RecordsUnavailable when the disk is full or
    the copy differs; the records are untouched then.
    """
    folder, made = folder_of(records), now.astimezone(UTC)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        while any(folder.glob(f"{made.strftime(STAMP)}*")):  # the clock stood still, or was set back
            made += timedelta(microseconds=1)
    except OSError as error:
        raise _no_room(folder, error) from error
    final = folder / f"{made.strftime(STAMP)}{f'-{why}' if why else ''}.duckdb"
    unfinished = folder / f"{made.strftime(STAMP)}.unfinished"
    try:
        _copy(
            connection,
            unfinished,
            f"The backup {final.name} differs from the records and was not kept. Check the disk.",
            SMALL,
        )
        unfinished.rename(final)
    except (duckdb.Error, OSError) as error:
        raise _no_room(folder, error) from error
    finally:
        _gone(unfinished)
    for old in superseded(list_of(records), max(now, made.astimezone(now.tzinfo))):
        with suppress(OSError):  # one too many harms nobody
            old.path.unlink()
    return final


def for_the_owner_alone(records: Path) -> None:
    """Close the file, its write-ahead log and its backups to everybody else, where the system knows modes."""
    log, folder = records.with_name(records.name + ".wal"), folder_of(records)
    for path, mode in [(records, 0o600), (log, 0o600), (folder, 0o700), *((each, 0o600) for each in folder.glob("*"))]:
        with suppress(OSError):  # not there, or somebody else's
            if stat.S_IMODE(path.stat().st_mode) != mode and path.is_dir() == (mode == 0o700):
                path.chmod(mode)


@contextmanager
def readable(copy: Path, records: Path, now: datetime) -> Iterator[Path]:
    """A scratch duplicate of a backup, brought to the newest tables and standing where the records may attach it.

    It is whole in itself: nothing of it waits in a write-ahead log. Raises RecordsUnavailable when it is not a whole
    records file of this ivw or an older one.
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
            opened.execute("CHECKPOINT")
        _to_the_disk(scratch)
        yield scratch
    except (duckdb.Error, OSError) as error:
        raise RecordsUnavailable(f"{copy} cannot be restored: {str(error).splitlines()[0]}") from error
    finally:
        _gone(scratch)


@contextmanager
def staged(brought: bytes, records: Path) -> Iterator[Path]:
    """What somebody brought as a backup, on the disk for as long as it is looked at, under a name of our own.

    Raises RecordsUnavailable where it cannot be written there.
    """
    folder = folder_of(records)
    path = folder / f"{uuid.uuid4().hex}.brought"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(brought)
        yield path
    except OSError as error:
        raise RecordsUnavailable(f"Nothing can be written to {folder}. {reason(error)}") from error
    finally:
        path.unlink(missing_ok=True)


def counts(whole: Path) -> dict[str, int]:
    """How many rows a backup has that was made `readable`, table by table.

    Reads every one of them, so that damage deep inside shows here and not while they are put back.
    """
    with duckdb.connect(whole, read_only=True, config={"enable_external_access": "false"}) as opened:
        return {table: rows for table, (rows, _) in _sums(opened, name_of(opened)).items()}


def replace_all_rows(connection: duckdb.DuckDBPyConnection, copy: Path) -> None:
    """Put the rows of `copy` in the place of all present ones; all or nothing."""
    with attached(connection, copy, READ_ONLY) as source:
        present = name_of(connection)
        connection.execute("BEGIN")
        try:
            for table in _tables(connection, present):
                if table not in NO_FACTS:
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
    except (duckdb.Error, OSError) as error:
        _gone(anew)
        raise RecordsUnavailable(f"Nothing can be written to {folder}. {reason(error)}") from error
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


def _copy(connection: duckdb.DuckDBPyConnection, to: Path, differs: str, how: str = "") -> None:
    """Copy everything into a new file and compare; raises RecordsUnavailable, saying `differs`, where it does."""
    with attached(connection, to, how) as copy:
        connection.execute(f"COPY FROM DATABASE {name_of(connection)} TO {copy}")
    with attached(connection, to, READ_ONLY) as copy:
        if _sums(connection, copy) != _sums(connection, name_of(connection)):
            raise RecordsUnavailable(differs)
    _to_the_disk(to)


def _to_the_disk(path: Path) -> None:
    """Out of the system's memory: a power cut may follow, and the file may be about to take another one's place."""
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _no_room(folder: Path, error: Exception) -> RecordsUnavailable:
    return RecordsUnavailable(f"No backup could be written to {folder}. {reason(error)}")


def _gone(scratch: Path) -> None:
    """Take a file of ours away with its write-ahead log, if they are there (and may be: the error stands elsewhere)."""
    for path in (scratch, scratch.with_name(scratch.name + ".wal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path, how: str = "") -> Iterator[str]:
    """Another file beside the records, by its quoted name within DuckDB. One at a time: hold the lock for writing."""
    quoted = str(path).replace("'", "''")
    name = f'"copy_of_{name_of(connection)[1:]}'  # never that of the records, whatever their file is called
    connection.execute(f"ATTACH '{quoted}' AS {name} {how}")
    try:
        yield name
    finally:
        connection.execute(f"DETACH {name}")


def name_of(connection: duckdb.DuckDBPyConnection) -> str:
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

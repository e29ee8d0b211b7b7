"""The one DuckDB file: opened, migrated, read by many, written by one at a time."""

import os
import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import randbits
from time import monotonic_ns, time_ns
from typing import Any, TypeVar

import duckdb

from ivw.records import answers, backups, definitions, differences, migrate
from ivw.records.answers import Answers
from ivw.records.differences import Difference
from ivw.records.errors import InvalidRecord, RecordsBusy, RecordsUnavailable, reason
from ivw.records.gate import Gate
from ivw.records.transaction import Change, Transaction

T = TypeVar("T")

# No extension is ever fetched or loaded from outside, and no query can read another file.
CLOSED_TO_THE_OUTSIDE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


RETRY = timedelta(minutes=10)  # our convention: how soon a backup that could not be written is tried again


class Records:
    """A person's records, open. Reading is for any thread; writing goes through one lock, one transaction an action."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self._open = Gate()  # shut for the moment in which the file is exchanged
        self._erased = 0  # when something was erased last, on the scale of Change.made
        self.written = 0  # how often something was: what was worked out before is old once it has grown
        self.not_backed_up = ""  # why the day's copy could not be made, in words, while it cannot
        self._daily: date | None = None  # the day that has its copy
        self._looked: tuple[datetime, int] | None = None  # when, and at which `written`, there was none to be made
        self._columns = _catalog(connection)
        self._answers = Answers()

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Plain rows. Instants come with their zone (UTC); ids should be cast to text in the SQL."""

        def ask() -> list[tuple[Any, ...]]:
            # One connection shared by threads gives wrong answers; a cursor for each read gives none.
            with self._open.passed(), self._connection.cursor() as cursor:
                return cursor.execute(sql, parameters).fetchall()

        return self._answers.get(answers.key(tuple, sql, parameters), ask)

    def read(self, kind: type[T], sql: str, **parameters: object) -> list[T]:
        """Rows as dataclasses of this kind, matched by column name."""

        def ask() -> list[T]:
            with self._open.passed(), self._connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                found = {column[0]: place for place, column in enumerate(cursor.description or [])}
                places = [found[each.name] for each in fields(kind)]  # type: ignore[arg-type]  # T is a dataclass
                return [kind(*(row[place] for place in places)) for row in cursor.fetchall()]

        return self._answers.get(answers.key(kind, sql, parameters), ask)

    @property
    def era(self) -> int:
        """Grows with every write, whatever it was; what was read in the present one still holds."""
        return self._answers.era

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All of it or nothing. No call to Streamlit belongs in here: a rerun may interrupt there.

        Raises RecordsUnavailable where the disk took nothing.
        """
        with self._writing, self._connection.cursor() as cursor:
            cursor.execute("BEGIN")
            transaction = Transaction(cursor, self._columns)
            try:
                yield transaction
            except BaseException as failed:
                with suppress(duckdb.Error):  # after some errors DuckDB has rolled back by itself
                    cursor.execute("ROLLBACK")
                if isinstance(failed, duckdb.IOException):
                    raise _nothing_saved(failed) from failed
                raise
            try:
                cursor.execute("COMMIT")
            except duckdb.Error as error:  # the disk is full or gone; DuckDB has rolled back by itself then
                raise _nothing_saved(error) from error
            self._answers.forget()  # whatever it was, journalled or not
            self.written += bool(transaction.journal)

    def undo(self, change: Change) -> None:
        """Put back what one transaction changed.

        Raises InvalidRecord when something was built on it since, or erased: it might bring that back.
        """
        if change.made < self._erased:
            raise InvalidRecord("undo", "Somebody was forgotten since.", "What was done before cannot be taken back.")
        with self.transaction() as transaction:
            if transaction.used_since(change.rows):
                raise InvalidRecord(
                    "undo", "This was changed again since, so it cannot be undone in one step.", "Change it by hand."
                )
            transaction.put_back(change.rows)

    def define(self, statements: Sequence[Path]) -> None:
        """Make the views and macros of these files, in their order; skipped when nothing in them changed."""
        with self._writing, self._connection.cursor() as cursor:
            definitions.make(cursor, statements)
        self._answers.forget()

    def new_id(self) -> str:
        """A fresh UUIDv7 key (RFC 9562) for a row that may come to be: nothing is written, no answer gets old by it.

        Made here, for each card on a page asks for one: with fifty sessions at once, asking DuckDB took a fifth of the
        time.
        """
        milliseconds = time_ns() // 1_000_000
        return str(uuid.UUID(int=milliseconds << 80 | 7 << 76 | randbits(12) << 64 | 2 << 62 | randbits(62)))

    def back_up(self, now: datetime, why: str = "") -> Path:
        """A verified copy of everything, now; see backups.write."""
        with self._writing, self._connection.cursor() as cursor:
            return backups.write(cursor, self.path, now, why)

    def back_up_daily(self, now: datetime) -> Path | None:
        """The day's copy, unless there is one already or there is nothing in the records yet.

        May be asked at every look: it costs nothing once the day has its copy. Where none can be written, that is no
        reason to keep the records shut: `not_backed_up` says why then, and it is tried again after RETRY.
        """
        if self._daily == now.date() or (self._looked and not self._is_worth_another_look(*self._looked, now)):
            return None
        with self._writing:
            if backups.daily_of(self.path, now):
                self._daily, self.not_backed_up = now.date(), ""
                return None
            self._looked = (now, self.written)
            if not self._anything_kept():
                return None
            try:
                copy = self.back_up(now)
            except RecordsUnavailable as failed:
                self.not_backed_up = str(failed)
                return None
            self._daily, self._looked, self.not_backed_up = now.date(), None, ""
            return copy

    def _is_worth_another_look(self, looked_at: datetime, written: int, now: datetime) -> bool:
        if self.not_backed_up:  # a clock that was set back counts, too
            return abs(now - looked_at) >= RETRY
        return self.written != written

    def differences(self, whole: Path) -> dict[str, Difference]:
        """What these records have and a backup that was made readable has not, and the other way round, by table."""
        with self._writing, self._connection.cursor() as cursor:
            return differences.between(cursor, whole)

    def replace_by(self, copy: Path, now: datetime) -> Path:
        """Restore: put the rows of a verified copy in the place of all present ones, in one transaction.

        Returns the backup of the present records that was made first. Raises RecordsUnavailable when the
        copy cannot be read or comes from a newer ivw.
        """
        # Read first: the backup that is made here may push the oldest one, perhaps this copy, out of its folder.
        with self._writing, backups.readable(copy, self.path, now) as whole, self._connection.cursor() as cursor:
            saved = self.back_up(now, "before-restore")
            backups.replace_all_rows(cursor, whole)
            self._answers.forget()
            self.written += 1
            return saved

    def erase(self) -> None:
        """Write the file anew, so that nothing of what was removed is left in it, and let nothing older be undone.

        The new file is whole and verified before it takes the place of the old one, in one step: whenever this is cut
        short, one of them is there. Raises RecordsUnavailable where no new file can be written; the old one stays.
        """
        self._erased = monotonic_ns()
        with self._writing:
            with self._connection.cursor() as cursor:
                anew = backups.written_anew(cursor, self.path)
            try:
                with self._open.shut():
                    self._exchange(anew)
            finally:
                anew.unlink(missing_ok=True)

    def _exchange(self, anew: Path) -> None:
        try:
            _put_in_place(self._connection, anew, self.path)
        finally:
            self._connection = connect(self.path)
            self._answers.forget()

    def close(self) -> None:
        """Let go of the file."""
        with self._writing:
            self._connection.close()

    def columns(self) -> dict[str, dict[str, str]]:
        """Every table with its columns and their types."""
        return {table: dict(columns) for table, columns in self._columns.items()}

    def _anything_kept(self) -> bool:
        """Whether anything was ever put in: a profile row and default targets alone are nothing to copy."""
        tables = ("contacts", "goals", "questions", "imports")
        return any(self.rows(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)  # noqa: S608


def open_records(path: Path, now: datetime) -> Records:
    """Open the file, made when it is not there, and bring it to the newest tables.

    Raises RecordsBusy when another program holds it, RecordsNewer when a newer ivw wrote it, and
    RecordsUnavailable for everything else that keeps it shut. In each of these cases the file is as it was.
    """
    path = Path(path).expanduser().absolute()
    os.umask(0o077)  # the write-ahead log and every backup are the person's own, like the file itself
    if not _is_there(path):
        _make(path, now)
    connection = connect(path)
    try:
        migrate.check(connection)
        backups.for_the_owner_alone(path)  # not before: a file that is refused is left as it was
        if migrate.pending(connection) and migrate.applied(connection):
            _bring_up(connection, path, now)
            connection = connect(path)
        elif migrate.pending(connection):  # there is nothing in it at all
            migrate.apply(connection, now)
            connection.execute("CHECKPOINT")
    except (duckdb.Error, OSError) as error:
        connection.close()
        raise _unavailable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return Records(path, connection)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that is not ours: opening it says so in words
        return True


def _make(path: Path, now: datetime) -> None:
    """A new file with all tables, whole before it has its name.

    DuckDB 2.0 cannot replay an ALTER TABLE of a table whose CHECK calls a function ("trim ... is not in the catalog")
    from its write-ahead log: a power cut while tables are made in place would leave a file that does not open.
    """
    log = path.with_name(path.name + ".wal")
    if log.exists():  # DuckDB would throw away what was written last to a file that is somewhere else now
        raise RecordsUnavailable(
            f"There is no file {path}, yet its log (its name, and .wal) is there and may hold what was written last. "
            "Put the file back beside it, or move the log out of the way."
        )
    anew = path.with_name(f"{path.name}.{uuid.uuid4().hex}.anew")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(anew, config=CLOSED_TO_THE_OUTSIDE) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            migrate.apply(connection, now)
            connection.execute("CHECKPOINT")
        if not path.exists():  # another program may have been quicker
            anew.rename(path)
    except (duckdb.Error, OSError) as error:
        raise _unavailable(path, error, anew) from error
    finally:
        for left in (anew, anew.with_name(anew.name + ".wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _bring_up(connection: duckdb.DuckDBPyConnection, path: Path, now: datetime) -> None:
    """Bring the file behind this connection to the newest tables, and close the connection.

    A verified copy is kept; another one takes the steps and then the file's place, at once: whenever this is cut short,
    the file is as it was or whole and new (see _make).
    """
    backups.write(connection, path, now, "before-update")
    anew = backups.written_anew(connection, path)
    try:
        with backups.readable(anew, path, now) as whole:
            _put_in_place(connection, whole, path)
    except RecordsUnavailable as failed:
        raise RecordsUnavailable(
            f"{path} could not be brought up to date, and is as it was. {reason(failed.__cause__ or failed)}"
        ) from failed
    finally:
        anew.unlink(missing_ok=True)


def _put_in_place(connection: duckdb.DuckDBPyConnection, anew: Path, path: Path) -> None:
    """Let go of the file that this connection has open, and put the new one in its place."""
    connection.execute("FORCE CHECKPOINT")
    connection.close()
    if path.with_name(path.name + ".wal").exists():  # something of the old file would be read into the new one
        raise RecordsUnavailable(f"{path} is still in use, so it was not written anew. Try again.")
    try:
        anew.replace(path)
    except OSError as error:
        raise RecordsUnavailable(f"{path} could not be written anew: {error.strerror}.") from error


def connect(path: Path, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A hardened connection. Raises RecordsUnavailable, and RecordsBusy where another program has the file."""
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(path, read_only=read_only, config=CLOSED_TO_THE_OUTSIDE)
    except (duckdb.Error, OSError) as error:
        raise _unavailable(path, error) from error
    try:
        folder = f"{backups.folder_of(path)}{os.sep}"
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET allowed_directories = [$folder]", {"folder": folder})
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise _unavailable(path, error) from error
    return connection


def _catalog(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() c "
        "JOIN duckdb_tables() t USING (table_name) WHERE NOT t.internal ORDER BY column_index"
    ).fetchall():
        known.setdefault(table, {})[column] = kind
    return known


def _nothing_saved(error: Exception) -> RecordsUnavailable:
    return RecordsUnavailable(f"Nothing was saved. {reason(error)} Then try again.")


def _unavailable(path: Path, error: Exception, really: Path | None = None) -> RecordsUnavailable:
    """Why this file stays shut; `really` is the one that was touched in its stead."""
    message = str(error)
    held = re.search(r"lock is held in (.+?) \(PID (\d+)\)", message)
    if held or "lock on file" in message:
        holder = f"{Path(held[1]).name} (process {held[2]})" if held else "another program"
        return RecordsBusy(
            f"The records file {path} is in use by {holder}, most likely a dashboard that is running. "
            "Close that one, or name another file with --records or IVW_RECORDS."
        )
    if "configuration has been locked" in message:  # DuckDB hands out what this process has open already
        return RecordsBusy(f"The records file {path} is open already in this program.")
    if "Is a directory" in message:
        return RecordsUnavailable(f"{path} is a folder. Name a file in it.")
    if "newer version" in message or "storage version" in message.lower():
        return RecordsUnavailable(
            f"{path} was written by a newer DuckDB than this one. Update ivw, then open it again."
        )
    if "not a valid DuckDB" in message or "_scanner" in message:  # it would read SQLite with an extension
        return RecordsUnavailable(f"{path} is not a records file of ivw. Name another one, or move it out of the way.")
    if isinstance(error, PermissionError) or "ermission denied" in message or "ead-only file system" in message:
        return RecordsUnavailable(
            f"{path} may not be read and written by you. Check the permissions of the file and its folder."
        )
    if "Corrupt database" in message or "Could not read enough bytes" in message:
        return RecordsUnavailable(f"{path} is damaged: a part of it is missing or changed. {backups.way_back(path)}")
    return RecordsUnavailable(f"{path} cannot be opened: {reason(error)}".replace(str(really or path), str(path)))

"""Keeping the records safe: where they are, their backups, and putting one of these back."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivw.coaching import what_differs
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.coaching.what_differs import Preview
from ivw.records import backups, doctor
from ivw.records.database import Records

BY_HAND = "by-hand"
# Why a backup was made, by the word in its file's name.
WHY = {
    "": "Made by itself, once a day",
    BY_HAND: "Made by you",
    "before-restore": "Made before another one was restored",
    "before-update": "Made before ivw brought the records up to date",
}
KEPT, MONTHS_KEPT = backups.KEPT, backups.MONTHS_KEPT
ALWAYS_THERE = {"profile": 1, "cadences": 4}  # rows, by table, without which nothing works
HELD = {table: words for table, (words, _) in what_differs.HELD.items()}  # what a person counts, by table


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records and their backups are, and how many bytes the records take."""

    file: Path
    folder: Path
    size: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup: the name of its file, when it was made (UTC), why in words, and its bytes."""

    name: str
    made_at: datetime
    why: str
    size: int


def place(records: Records) -> Place:
    """Where everything is."""
    log = records.path.with_name(records.path.name + ".wal")  # what was written last stands there for a while
    size = sum(file.stat().st_size for file in (records.path, log) if file.is_file())
    return Place(records.path, backups.folder_of(records.path), size)


def held(records: Records) -> dict[str, int]:
    """How much there is of each of HELD, by its table."""
    counted = ", ".join(f"(SELECT count(*) FROM {table})" for table in HELD)  # noqa: S608 - the names stand above
    return dict(zip(HELD, records.rows(f"SELECT {counted}")[0], strict=True))


def copies(records: Records) -> list[Copy]:
    """The backups there are, newest first."""
    return [
        Copy(each.path.name, each.made_at, WHY.get(each.why, each.why.replace("-", " ").capitalize()), each.size)
        for each in backups.list_of(records.path)
    ]


def back_up(records: Records, *, as_of: datetime) -> Done:
    """Make a backup now. Raises InvalidRecord when none can be written; the records are untouched then."""
    try:
        records.back_up(as_of, BY_HAND)
    except RecordsUnavailable as failed:
        raise InvalidRecord("backup", str(failed)) from failed
    return Done("A backup is made, and it was read back to be sure.")


def compare(records: Records, name: str, *, as_of: datetime) -> Preview:
    """What a backup of this name has against what there is now. Raises InvalidRecord when it cannot be restored."""
    with _copy(records, name) as path:
        return _compared(records, path, as_of)


def compare_file(records: Records, brought: bytes, *, as_of: datetime) -> Preview:
    """The same for a file from elsewhere. Raises InvalidRecord when it cannot be restored."""
    with _brought(records.path, brought) as path:
        return _compared(records, path, as_of)


def check_file(path: Path, brought: bytes, *, as_of: datetime) -> None:
    """Raise InvalidRecord or RecordsUnavailable where this cannot be restored, before there are records at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _brought(path, brought) as staged, backups.readable(staged, path, as_of) as whole:
        _check(doctor.tables_of_today(), whole)


def restore(records: Records, name: str, *, as_of: datetime) -> Done:
    """Put a backup in the place of all that is there now, which is backed up first.

    Raises InvalidRecord when it cannot be restored; nothing is changed then.
    """
    made = next((each.made_at for each in copies(records) if each.name == name), as_of).astimezone(as_of.tzinfo)
    with _copy(records, name) as path:
        return _restored(records, path, as_of, f"The backup of {made.day} {made:%B %Y, %H:%M}")


def restore_file(records: Records, brought: bytes, *, as_of: datetime) -> Done:
    """The same for a file from elsewhere. Raises InvalidRecord when it cannot be restored; nothing is changed then."""
    with _brought(records.path, brought) as path:
        return _restored(records, path, as_of, "Your file")


@contextmanager
def _copy(records: Records, name: str) -> Iterator[Path]:
    """A backup by the name of its file, staged: the backup that a restore makes first may push the oldest one out."""
    found = [each.path for each in backups.list_of(records.path) if each.path.name == name]
    if not found:
        raise InvalidRecord("backup", "This backup is not there (any more).", "Choose another one.")
    with _brought(records.path, found[0].read_bytes()) as path:
        yield path


@contextmanager
def _brought(records: Path, brought: bytes) -> Iterator[Path]:
    """Bytes from anywhere as a file that may be opened; whatever goes wrong with it is said in plain words."""
    staged = ""
    try:
        with backups.staged(brought, records) as path:
            staged = str(path)
            yield path
    except RecordsUnavailable as refused:
        # What a broken file makes the database say is no help to anybody; our own refusals are.
        broken = refused.__cause__ and staged and staged in str(refused)
        wrong = "This file is damaged, or it is no backup of ivw." if broken else str(refused)
        right = "" if "Nothing was changed" in wrong else "Nothing was changed."
        raise InvalidRecord("backup", wrong.replace(staged or "\0", "This file"), right) from refused


def _compared(records: Records, path: Path, as_of: datetime) -> Preview:
    with backups.readable(path, records.path, as_of) as whole:
        _check(records.columns().keys(), whole)
        return what_differs.preview(records, whole)


def _restored(records: Records, path: Path, as_of: datetime, what: str) -> Done:
    with backups.readable(path, records.path, as_of) as whole:
        _check(records.columns().keys(), whole)
    records.replace_by(path, as_of)
    return Done(f"{what} is restored. What was there before is the newest backup now.")


def _check(tables: Set[str], whole: Path) -> None:
    """Read a backup to its end, and refuse it where one of these tables is missing, before anything is touched."""
    counted = backups.counts(whole)
    missing = sorted(tables - counted.keys())
    if missing or any(counted[table] != rows for table, rows in ALWAYS_THERE.items()):
        which = f": {', '.join(missing)}" if missing else ""
        raise RecordsUnavailable(f"Parts of the records are missing in this file{which}.")

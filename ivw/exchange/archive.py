"""Everything in one file: a ZIP with each table as Parquet, and a manifest that says what is in it.

Any tool that reads Parquet can open it; ivw restores it to an equal file, or merges it with what is there.
"""

import hashlib
import io
import json
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ivw import __version__
from ivw.coaching.archive_merge import Brought
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.coaching.incoming import FIRST_YEAR, LAST_YEAR
from ivw.exchange import zips
from ivw.exchange.plain_text import shortened
from ivw.records import backups, tables
from ivw.records.database import Records

FORMAT, VERSION = "ivw-archive", 1
MANIFEST = "manifest.json"
LARGEST = 500_000_000  # bytes, unpacked; 100,000 interactions take about 5 million
_RIGHT = "Take the archive anew on the computer it comes from."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: its schema version, when it was made, and the file and rows of each table."""

    schema: int
    made_at: datetime
    files: Mapping[str, str]
    rows: Mapping[str, int]


def write(records: Records, *, as_of: datetime) -> bytes:
    """All tables as they stand at one moment. Raises RecordsUnavailable where there is no room to write them."""
    folder = backups.folder_of(records.path) / f"{uuid.uuid4().hex}.archive"  # where the records may write
    try:
        folder.mkdir(mode=0o700, parents=True)
        rows = tables.write(records, folder)
        written = {table: (folder / f"{table}.parquet").read_bytes() for table in rows}
    except (duckdb.Error, OSError) as error:
        raise RecordsUnavailable(
            f"No archive can be written to {folder.parent}. Make room on the disk. ({str(error).splitlines()[0]})"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "ivw": __version__,
        "schema": tables.newest(),
        "made_at": as_of.isoformat(),
        "tables": {
            table: {"file": f"{table}.parquet", "rows": rows[table], "sha256": hashlib.sha256(data).hexdigest()}
            for table, data in sorted(written.items())
        },
    }
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:  # stored as it is: Parquet is packed already
        packed.writestr(MANIFEST, json.dumps(manifest, indent=2))
        for table, data in sorted(written.items()):
            packed.writestr(f"{table}.parquet", data)
    return into.getvalue()


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a whole ZIP with a manifest in it."""
    try:
        return zips.is_zip(data) and any(name.rpartition("/")[2] == MANIFEST for name in zips.names(data))
    except InvalidRecord:
        return False


def restored(data: bytes, to: Path, now: datetime) -> Manifest:
    """Make a new file of records at `to` (where none is) with exactly what is in the archive, whatever its age.

    Raises InvalidRecord (field "file") for a damaged, foreign, newer or too large one; then there is no file.
    """
    if to.exists():
        raise InvalidRecord("file", f"{to} is there already.", "Name a file that is not there yet.")
    manifest, files = _checked(data)
    with tempfile.TemporaryDirectory(prefix="ivw-") as scratch:
        paths = {}
        for table, content in files.items():
            paths[table] = Path(scratch) / f"{table}.parquet"
            paths[table].write_bytes(content)
        try:
            tables.made_of(paths, manifest.schema, to, now)
        except BaseException:
            to.unlink(missing_ok=True)
            to.with_name(to.name + ".wal").unlink(missing_ok=True)
            raise
    to.chmod(0o600)
    return manifest


def as_backup(data: bytes, now: datetime) -> bytes:
    """What restoring takes: out of an archive the file of records that is in it; any other bytes as they are.

    Raises InvalidRecord as `restored` does.
    """
    if not is_archive(data):
        return data
    with _as_records(data, now) as (_, path):
        return path.read_bytes()


def read(data: bytes, now: datetime) -> Brought:
    """What is in an archive, brought to the newest tables: to be merged. Raises InvalidRecord as `restored` does."""
    with _as_records(data, now) as (manifest, path):
        return Brought(manifest.made_at, tables.rows_in(path))


@contextmanager
def _as_records(data: bytes, now: datetime) -> Iterator[tuple[Manifest, Path]]:
    try:
        with tempfile.TemporaryDirectory(prefix="ivw-") as scratch:
            path = Path(scratch) / "archive.duckdb"
            yield restored(data, path, now), path
    except (duckdb.Error, OSError) as failed:
        raise InvalidRecord("file", f"This archive cannot be unpacked: {str(failed).splitlines()[0]}") from failed


def _checked(data: bytes) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest, and the bytes of each table once their checksums are found to be right."""
    if not zips.is_zip(data):
        raise InvalidRecord("file", "This is no archive of ivw.", "An archive is a ZIP with a manifest in it.")
    members = zips.members(data, LARGEST)
    manifest, sums = _manifest(members.get(MANIFEST))
    files = {}
    for table, name in manifest.files.items():
        if name not in members:
            raise InvalidRecord("file", f"This archive lacks its file {shortened(name)}.", _RIGHT)
        if hashlib.sha256(members[name]).hexdigest() != sums[table]:
            raise InvalidRecord("file", f"{shortened(name)} in this archive is damaged: its checksum differs.", _RIGHT)
        files[table] = members[name]
    return manifest, files


def _manifest(text: bytes | None) -> tuple[Manifest, dict[str, str]]:
    try:
        told: Any = json.loads(text or b"")
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        version, schema = int(told["version"]), int(told["schema"])
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as unreadable:
        raise InvalidRecord(
            "file", "This ZIP is no archive of ivw.", "Choose the file as ivw wrote it."
        ) from unreadable
    if version > VERSION or schema > tables.newest():
        raise InvalidRecord(
            "file", "This archive was written by a newer ivw than this one.", "Update ivw here, then try again."
        )
    try:
        entries = {str(table): dict(entry) for table, entry in told["tables"].items()}
        if schema < 1 or not all(table.isidentifier() for table in entries):
            raise ValueError(schema)
        made_at = datetime.fromisoformat(told["made_at"])
        if made_at.tzinfo is None or not FIRST_YEAR <= made_at.year <= LAST_YEAR:
            raise ValueError(made_at)
        manifest = Manifest(
            schema,
            made_at,
            {table: str(entry["file"]) for table, entry in entries.items()},
            {table: int(entry["rows"]) for table, entry in entries.items()},
        )
        return manifest, {table: str(entry["sha256"]) for table, entry in entries.items()}
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as unreadable:
        raise InvalidRecord("file", "The manifest of this archive is damaged.", _RIGHT) from unreadable

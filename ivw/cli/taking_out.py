"""Taking out: everything in one archive, or a part in a form that other programs know."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivw.cli.door import WRITES, Lent, anywhere, door, opened, records_path, show
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.cli.door import Here


@door.command()
@anywhere
@click.argument("what", metavar="FORMAT")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--overwrite", is_flag=True, help="Write over FILE where it is there already.")
@click.pass_context
def export(ctx: click.Context, what: str, path: Path, overwrite: bool) -> None:
    """Write the records to FILE. FORMAT is archive, csv, vcard, calendar or notes.

    archive has everything, for ivw on another computer; csv (a ZIP of tables) is for spreadsheets, vcard for an address
    book, notes (a ZIP of Markdown) for reading.
    """
    if what not in FORMATS:
        raise InvalidRecord("format", f'"{what}" is no format that ivw writes.', f"One of {', '.join(FORMATS)}.")
    path, lent = path.expanduser(), ctx.find_object(Lent)
    if not lent:  # beside a dashboard, it has the records, and this terminal the file
        if path.is_dir():  # so is an empty name
            raise InvalidRecord("file", f"{path} is a folder.", "Name a file in it.")
        if path.exists() and not overwrite:
            raise InvalidRecord("file", f"{path} is there already.", "Name another file, or add --overwrite.")
        if path.resolve() == records_path().resolve():
            raise InvalidRecord("file", f"{path} holds your records.", "Name another file.")
        ctx.meta[WRITES] = lambda data: _write(path, data, overwrite)
    with opened() as here:
        data = FORMATS[what](here)
    if lent:
        lent.file.write(data)
    else:
        _write(path, data, overwrite)
    written = {"written": str(path), "format": what, "bytes": len(data)}
    show(written, lambda: f"Written: {path} ({len(data):,} bytes). Only your account can read it.")


def _archive(here: Here) -> bytes:
    from ivw.exchange import archive

    return archive.write(here.records, as_of=here.now)


def _csv(here: Here) -> bytes:
    from ivw.coaching import taking_out
    from ivw.exchange import spreadsheets

    return spreadsheets.file(taking_out.sheets(here.records), here.zone)


def _vcard(here: Here) -> bytes:
    from ivw.coaching import taking_out
    from ivw.exchange import vcard_file

    return vcard_file.file(taking_out.address_book(here.records))


def _calendar(here: Here) -> bytes:
    from ivw.exchange import calendar_now

    return calendar_now.file(here.records, as_of=here.now, zone=here.zone)


def _notes(here: Here) -> bytes:
    from ivw.coaching import taking_out
    from ivw.exchange import person_notes

    return person_notes.file(taking_out.sheets(here.records, of_people=True), here.zone)


FORMATS: dict[str, Callable[[Here], bytes]] = {
    "archive": _archive, "csv": _csv, "vcard": _vcard, "calendar": _calendar, "notes": _notes,
}  # fmt: skip


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    """All of it or nothing, and for nobody else to read: written beside, then put in its place."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)  # made with mode 0600
    except OSError as closed:
        raise InvalidRecord(
            "file", f"Nothing can be written into {path.parent}: {closed.strerror}.", "Name a folder that is there."
        ) from closed
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            Path(name).replace(path)
        else:
            _put(name, path)
    finally:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _put(name: str, path: Path) -> None:
    """Never over a file that came there meanwhile."""
    try:
        os.link(name, path)
    except FileExistsError as there:
        raise InvalidRecord("file", f"{path} is there already.", "Name another file, or add --overwrite.") from there
    except OSError:  # a disk without links, such as a memory stick
        if path.exists():
            raise InvalidRecord("file", f"{path} is there already.", "Name another file, or add --overwrite.") from None
        Path(name).replace(path)

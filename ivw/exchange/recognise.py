"""What kind of file this is, found out from what is in it; names and endings lie too often."""

import io
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead
from ivw.exchange import google_contacts, history, linkedin, tables, vcards, workbooks, zips
from ivw.exchange.plain_text import decode, encoding_of
from ivw.exchange.tables import Table

if TYPE_CHECKING:
    from ivw.coaching.archive_merge import Brought

READABLE = ("linkedin", "google", "vcard", "csv", "history", "archive")
_RIGHT = (
    "Choose LinkedIn's Connections.csv or the ZIP it came in, a file from Google Contacts, vCards, a table (.csv or "
    ".xlsx), a history as JSON, or an archive of ivw."
)

# How files begin that people choose by mistake, and what to call them.
_SIGNATURES = (
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
    (8, b"WEBP", "a picture"),
    (4, b"ftyp", "a picture or a film"),
    (0, b"%PDF", "a PDF"),
    (0, b"{\\rtf", "a text document"),
    (0, b"\xd0\xcf\x11\xe0", "an older Office document; saved as .xlsx or .csv it can be read"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7z archive"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"SQLite format 3", "an SQLite database"),
    (8, b"DUCK", "a records file or a backup of one (which is restored, not imported)"),
)
_CARD = re.compile(r"^[ \t]*begin[ \t]*:[ \t]*vcard[ \t]*$", re.IGNORECASE | re.MULTILINE)
_START = 20_000  # characters in which a file shows what it is
_MANIFEST = "manifest.json"


def read_file(data: bytes, zone: str, as_: str | None = None) -> FileRead:
    """Read a file that somebody chose, whatever it is called, where nobody can be asked (see `read`).

    The columns of a table are taken for what their heads say. Raises InvalidRecord as `read` does, for a table whose
    heads do not say what people are called, and for an archive, which is merged and not read.
    """
    found = read(data, zone, as_)
    if isinstance(found, Table):
        try:
            return tables.people(found, tables.guess_of(found))
        except InvalidRecord as unsaid:
            raise InvalidRecord(
                "file",
                f"This table does not say what its columns are: {unsaid.wrong}",
                "Name its columns First name, Last name, E-mail, Organization; or import it in the dashboard, "
                f"where you can say what each is. {_RIGHT}",
            ) from unsaid
    if not isinstance(found, FileRead):
        raise InvalidRecord("file", "This is an archive of ivw, which is merged.", "Import it in the dashboard.")
    return found


def read(
    data: bytes, zone: str, as_: str | None = None, *, now: datetime | None = None
) -> "FileRead | Table | Brought":
    """Read a file that somebody chose, whatever it is called.

    In: its bytes; the time zone for instants without one; `as_` forces a format, one of READABLE ("csv" is any table);
    `now` is asked for where an archive may be read. Out: the people its reader found; a Table whose columns are still
    to be said; or what an archive brings. Raises InvalidRecord when it is nothing that can be read: its field is
    "file", or "as" when the format is unknown.
    """
    kind = kind_of(data) if as_ is None else as_
    if kind == "linkedin":
        return linkedin.read(data)
    if kind == "google":
        return google_contacts.read(data)
    if kind == "vcard":
        return vcards.read(data)
    if kind == "csv":
        return tables.read_table(data)
    if kind == "history":
        return history.read(data, zone)
    if kind == "archive":
        if now is None:
            raise InvalidRecord("file", "This is an archive of ivw, which is merged.", "Import it in the dashboard.")
        from ivw.exchange import archive

        return archive.read(data, now)
    raise InvalidRecord("as", f'"{as_}" is no format that ivw knows.', f"Right would be one of: {', '.join(READABLE)}.")


def kind_of(data: bytes) -> str:
    """Which of READABLE these bytes are. Raises InvalidRecord, with the field "file", when they are none."""
    if not data.strip():
        raise InvalidRecord("file", "This file is empty.", _RIGHT)
    if zips.is_zip(data):
        return _kind_of_zip(data)
    for offset, mark, called in _SIGNATURES:
        if data[offset : offset + len(mark)] == mark:
            raise InvalidRecord("file", f"This is {called}.", _RIGHT)
    text = _beginning(data)
    start = text[:1_000].lstrip().casefold()
    if start.startswith(("{", "[")):
        return "history"
    if _CARD.search(text.replace("\r", "\n")):
        return "vcard"
    if start.startswith("begin:vcalendar"):
        raise InvalidRecord("file", "This is a calendar, and people are not read from one.", _RIGHT)
    if start.startswith(("<!doctype", "<html", "<?xml")):
        raise InvalidRecord("file", "This is a saved web page.", _RIGHT)
    if "\x00" in text[:10_000]:
        raise InvalidRecord("file", "This is no text, and no file that ivw knows.", _RIGHT)
    return _kind_of_table(data, text)


def _beginning(data: bytes) -> str:
    """The first text of a file; the encoding of all of it is told from all of it, by its own reader."""
    head = data[: 4 * _START]
    return head.decode(encoding_of(head), "replace").removeprefix("\ufeff")[:_START]


def _kind_of_table(data: bytes, text: str) -> str:
    lines = io.StringIO(text, newline="").readlines()
    if any(google_contacts.is_header(line) for line in [line for line in lines if line.strip()][:1]):
        return "google"
    header = linkedin.find_header(io.StringIO(decode(data[:1_000_000]), newline="").readlines())
    if header is not None and header.certain:
        return "linkedin"
    rows = [line for line in lines if line.strip()]
    if header is not None and len(rows) > 1:
        return "csv"
    if len(rows) < 2 or not (tables.is_regular(rows) or tables.guess(tables.read_table(data).header)):
        raise InvalidRecord("file", "This is no file that ivw knows.", _RIGHT)
    return "csv"


def _kind_of_zip(data: bytes) -> str:
    names = zips.names(data)
    bare = {name.replace("\\", "/").rpartition("/")[2].casefold() for name in names}
    if workbooks.is_workbook(names):
        return "csv"
    if "[Content_Types].xml" in names:
        raise InvalidRecord("file", "This is a document, no table with people.", _RIGHT)
    if _MANIFEST in bare and _is_ours(zips.member(data, _MANIFEST) or b""):
        return "archive"
    to_choose = any(name.endswith((".vcf", ".csv", ".xlsx", ".json", ".zip")) for name in bare)
    if to_choose and linkedin.CALLED.casefold() not in bare:
        raise InvalidRecord(
            "file", f"There is no {linkedin.CALLED} in this ZIP.", f"Unpack it and choose the file in it. {_RIGHT}"
        )
    return "linkedin"


def _is_ours(manifest: bytes) -> bool:
    try:
        told = json.loads(manifest)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("format") == "ivw-archive"

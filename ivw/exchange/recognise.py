"""What kind of file this is, found out from what is in it; names and endings lie too often."""

import io

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead
from ivw.exchange import history, linkedin, zips
from ivw.exchange.plain_text import decode

READABLE = ("linkedin", "history")
NOT_YET = ("google", "vcard", "csv", "archive")
_RIGHT = "Choose LinkedIn's Connections.csv, the ZIP that LinkedIn sent, or a history as JSON."

# How files begin that people choose by mistake, and what to call them.
_SIGNATURES = (
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
    (8, b"WEBP", "a picture"),
    (4, b"ftyp", "a picture or a film"),
    (0, b"%PDF", "a PDF"),
    (0, b"{\\rtf", "a text document"),
    (0, b"\xd0\xcf\x11\xe0", "an older Office document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7z archive"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"SQLite format 3", "an SQLite database"),
    (8, b"DUCK", "a records file or a backup of one (which is restored, not imported)"),
)
_GOOGLE_COLUMNS = ("e-mail 1 - ", "phone 1 - ", "organization 1 - ", "phonetic first name", "website 1 - ")


def read_file(data: bytes, zone: str, as_: str | None = None) -> FileRead:
    """Read a file that somebody chose, whatever it is called.

    In: its bytes; the time zone for instants without one; `as_` forces a format ("linkedin" or "history").
    Out: what its reader found. Raises InvalidRecord when it is nothing that can be read: its field is "file", or "as"
    when the format was named.
    """
    if as_ is not None:
        return _forced(data, zone, as_)
    if not data.strip():
        raise InvalidRecord("file", "This file is empty.", _RIGHT)
    if zips.is_zip(data):
        _refuse_office(data)
        return linkedin.read(data)
    for offset, mark, called in _SIGNATURES:
        if data[offset : offset + len(mark)] == mark:
            raise InvalidRecord("file", f"This is {called}.", _RIGHT)
    text = decode(data)
    start = text[:1_000].lstrip().casefold()
    if start.startswith(("{", "[")):
        return history.read(data, zone)
    if start.startswith("begin:vcard"):
        raise _not_yet("vcard", "file")
    if start.startswith("begin:vcalendar"):
        raise InvalidRecord("file", "This is a calendar, and people are not read from one.", _RIGHT)
    if start.startswith(("<!doctype", "<html", "<?xml")):
        raise InvalidRecord("file", "This is a saved web page.", _RIGHT)
    if "\x00" in text[:10_000]:
        raise InvalidRecord("file", "This is no text, and no file that ivw knows.", _RIGHT)
    return _table(data, text)


def _forced(data: bytes, zone: str, as_: str) -> FileRead:
    if as_ == "linkedin":
        return linkedin.read(data)
    if as_ == "history":
        return history.read(data, zone)
    if as_ in NOT_YET:
        raise _not_yet(as_, "as")
    raise InvalidRecord("as", f'"{as_}" is no format that ivw knows.', f"Right would be one of: {', '.join(READABLE)}.")


def _table(data: bytes, text: str) -> FileRead:
    """A CSV file, when it is LinkedIn's."""
    lines = io.StringIO(text[:1_000_000], newline="").readlines()
    if lines and any(column in lines[0].casefold() for column in _GOOGLE_COLUMNS):
        raise _not_yet("google", "file")
    header = linkedin.find_header(lines)
    if header is not None and header.certain:
        return linkedin.read(data)
    if header is not None:
        raise InvalidRecord(
            "file",
            "This table has names in it, but it is not LinkedIn's Connections.csv.",
            f"{_RIGHT} To read its columns as LinkedIn's all the same, name the format: linkedin.",
        )
    raise InvalidRecord("file", "This is no file that ivw knows.", _RIGHT)


def _refuse_office(data: bytes) -> None:
    """Excel's and Word's newer files are ZIPs too."""
    if "[Content_Types].xml" in zips.names(data):
        raise InvalidRecord("file", "This is a workbook or document, not the file itself.", f"Save it as CSV. {_RIGHT}")


def _not_yet(name: str, field: str) -> InvalidRecord:
    called = {"google": "Google Contacts", "vcard": "vCard", "csv": "other CSV", "archive": "archive"}[name]
    return InvalidRecord(field, f"{called} files cannot be read yet.", _RIGHT)

"""One file out of a ZIP, in memory and within bounds. Nothing is ever written to disk."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ivw.coaching.errors import InvalidRecord
from ivw.exchange.plain_text import shortened

LARGEST = 64_000_000  # bytes; an address book of 300,000 people is smaller, and an upload is no larger
MOST_FILES = 10_000  # LinkedIn sends some forty
# Text packs to about a tenth. A member that packs far better, and is large, was made to fill the memory.
_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 10_000_000, 100
# All that zipfile was seen to raise, or may raise by its source, when handed bytes that are no whole ZIP.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
)


def refuse_larger(data: bytes) -> None:
    """Raise InvalidRecord for a file that is larger than any address book."""
    if len(data) > LARGEST:
        wrong = f"This file is larger than {LARGEST / 1e6:,.0f} MB."
        raise InvalidRecord("file", wrong, "Choose the file as the other program wrote it, or split it.")


def is_zip(data: bytes) -> bool:
    """Whether data begins like a ZIP (an empty one has another mark)."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def names(data: bytes) -> list[str]:
    """The names of the files in a ZIP. Raises InvalidRecord when it is broken."""
    with _opened(data) as archive:
        return archive.namelist()


def member(data: bytes, wanted: str) -> bytes | None:
    """The bytes of the file called `wanted` (any case, in any folder) of a ZIP; None when there is none.

    Of several the one nearest to the top is taken. Raises InvalidRecord when the ZIP is broken, locked by a password,
    or the file in it is larger than LARGEST or packed as no address book packs (a "zip bomb").
    """
    with _opened(data) as archive:
        found = [entry for entry in archive.infolist() if _called(entry.filename, wanted)]
        if not found:
            return None
        entry = min(found, key=lambda entry: (_depth(entry.filename), entry.filename))
        _refuse_too_large(entry)
        with archive.open(entry) as packed:
            return packed.read(LARGEST)


def members(data: bytes, largest: int) -> dict[str, bytes]:
    """Every file of a ZIP by its bare name, wherever in it it lies; together they unpack to at most `largest` bytes.

    Raises InvalidRecord when the ZIP is broken, locked by a password, larger than that, or has 1,000 files and more.
    """
    with _opened(data) as archive:
        entries = [
            each for each in archive.infolist() if not each.is_dir() and "__macosx" not in each.filename.casefold()
        ]
        if len(entries) >= 1_000 or sum(each.file_size for each in entries) > largest:
            wrong = f"This ZIP would unpack to more than {largest / 1e6:,.0f} MB, or to a thousand files."
            raise InvalidRecord("file", wrong, "Choose the file as ivw wrote it, unchanged.")
        return {each.filename.replace("\\", "/").rpartition("/")[2]: archive.read(each) for each in entries}


def repacked(data: bytes, beginnings: tuple[str, ...], largest: int) -> tuple[bytes, dict[str, bytes]]:
    """The files of a ZIP whose names begin so, unpacked within bounds: as a new ZIP, and each by its name.

    For readers that unpack by themselves: they get nothing but bytes that were counted here, whatever the first ZIP
    says of their sizes. Raises InvalidRecord when the ZIP is broken, locked, or unpacks to more than `largest` bytes.
    """
    files: dict[str, bytes] = {}
    with _opened(data) as archive:
        for entry in archive.infolist():
            if entry.filename.casefold().startswith(beginnings) and entry.filename not in files:
                left = largest - sum(map(len, files.values()))
                _refuse_too_large(entry, left)
                files[entry.filename] = archive.read(entry)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue(), files


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A ZIP, open; whatever goes wrong while it is read is said in words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                wrong = f"There are {len(archive.infolist()):,} files in this ZIP, which no address book has."
                raise InvalidRecord("file", wrong, "Unpack it and choose the file in it.")
            yield archive
    except InvalidRecord:
        raise
    except RuntimeError as error:  # a password, or (NotImplementedError) a way of packing that Python does not know
        wrong = "This ZIP is locked by a password or packed in an unusual way."
        raise InvalidRecord("file", wrong, "Unpack it and choose the file in it.") from error
    except _BROKEN as error:
        wrong = "This ZIP is damaged or was not downloaded to its end."
        raise InvalidRecord("file", wrong, "Download it once more.") from error


def _called(path: str, wanted: str) -> bool:
    parts = path.replace("\\", "/").casefold().split("/")
    return parts[-1] == wanted.casefold() and parts[0] != "__macosx"  # macOS adds a shadow of each file there


def _depth(path: str) -> int:
    return path.replace("\\", "/").count("/")


def _refuse_too_large(entry: zipfile.ZipInfo, largest: int | None = None) -> None:
    """Judge a file in a ZIP by what the ZIP says of it; Python never unpacks more than that."""
    size, packed = entry.file_size, max(entry.compress_size, 1)
    if size > (LARGEST if largest is None else largest) or (
        size > _SUSPICIOUS_SIZE and size / packed > _SUSPICIOUS_RATIO
    ):
        raise InvalidRecord(
            "file",
            f"{shortened(entry.filename)} in this ZIP would unpack to {size / 1e6:,.0f} MB; no address book does.",
            "Choose the file as the other program wrote it, unchanged.",
        )

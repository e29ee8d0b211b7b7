"""One file out of a ZIP, in memory and within bounds. Nothing is ever written to disk."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ivw.coaching.errors import InvalidRecord

LARGEST = 200_000_000  # bytes; an address book of a million people is smaller
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


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A ZIP, open; whatever goes wrong while it is read is said in words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
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


def _refuse_too_large(entry: zipfile.ZipInfo) -> None:
    """Judge a member by what the ZIP says of it; Python never unpacks more than that."""
    size, packed = entry.file_size, max(entry.compress_size, 1)
    if size > LARGEST or (size > _SUSPICIOUS_SIZE and size / packed > _SUSPICIOUS_RATIO):
        raise InvalidRecord(
            "file",
            f"{entry.filename} in this ZIP would unpack to {size / 1e6:,.0f} MB, which no address book does.",
            "Choose the ZIP as LinkedIn sent it, unchanged.",
        )

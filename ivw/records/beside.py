"""The note beside the records: where the dashboard that has them open can be asked, and the word that opens its door.

One program at a time can open the records. The dashboard writes this note as soon as it has them, so that a terminal
on the same account can ask it instead. Whoever can read the note can read the records, too: both are the person's own.
"""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

ENDING = ".dashboard"  # after the whole name of the records file


@dataclass(frozen=True, slots=True)
class Note:
    """The port on 127.0.0.1, the process, and the token that a question has to carry."""

    port: int
    pid: int
    token: str


def place(records: Path) -> Path:
    """Where the note of these records lies."""
    records = records.resolve()  # so that a link to them leads to the same note
    return records.with_name(records.name + ENDING)


def leave(records: Path, port: int) -> Note:
    """Write the note of this process, with a new token; an old one, of a dashboard that was killed, is replaced.

    It is there whole or not at all, and for its owner alone. Raises OSError where the folder takes no file.
    """
    note = Note(port, os.getpid(), secrets.token_urlsafe(32))
    at = place(records)
    half = at.with_name(f"{at.name}.{note.pid}")
    half.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            json.dump(asdict(note), file)
        half.replace(at)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    return note


def read(records: Path) -> Note | None:
    """The note beside these records; None where there is none that can be read. It may be of a program long gone."""
    try:
        told = json.loads(place(records).read_text("ascii"))
        note = Note(told["port"], told["pid"], told["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = type(note.port) is type(note.pid) is int and isinstance(note.token, str)
    return note if whole and 0 < note.port < 65536 and note.token.isascii() else None


def remove(records: Path, note: Note) -> None:
    """Take the note away, unless another dashboard has left its own there since."""
    if read(records) == note:
        with suppress(OSError):
            place(records).unlink(missing_ok=True)

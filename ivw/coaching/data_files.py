"""The tables in data/ that are edited by hand: read as CSV, and what is wrong with one told by its file and line."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ivw.coaching.errors import InvalidRecord

T = TypeVar("T")
MORE = "more"  # where the cells of a row stand that no column is for


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read: the names of its columns, and its rows with their lines. A cell that is missing is ''."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def kept(path: Path, called: str, made_of: Callable[[Path], T]) -> T:
    """What is made of this file, made once for as long as the file stays as it is.

    Raises InvalidRecord, its field `called`, where it is not there; and as `made_of` does, each time anew.
    """
    made: T = _kept(path, last_changed(path, called), made_of)
    return made


@lru_cache(maxsize=32)  # more than there are such files
def _kept(path: Path, _changed: int, made_of: Callable[[Path], T]) -> T:
    return made_of(path)


def last_changed(path: Path, called: str) -> int:
    """When a file last changed, for whoever keeps what was read. Raises InvalidRecord, its field `called`."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise InvalidRecord(
            called, f"{path.name} cannot be read: {error.strerror}.", "Put it back into data/."
        ) from error


def read(path: Path, called: str, needed: Sequence[str] = (), *, strict: bool = False) -> Table:
    """The table in this file, which has the columns that are needed. `strict` refuses stray quotes.

    Raises InvalidRecord, its field `called`, for a file that is no such table.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InvalidRecord(
            called, f"{path.name} cannot be read: {error.strerror}.", "Put it back into data/."
        ) from error
    except UnicodeDecodeError as unreadable:
        raise InvalidRecord(called, f"{path.name} is not in UTF-8.", "Save it as CSV in UTF-8.") from unreadable
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=MORE, restval="", strict=strict)
    rows: list[tuple[int, dict[str, str]]] = []
    begins = 1  # the line on which the row begins that is read now
    try:
        columns = tuple(reader.fieldnames or ())
        begins = reader.line_num + 1
        for row in reader:
            rows.append((reader.line_num, row))
            begins = reader.line_num + 1
    except csv.Error as broken:
        raise InvalidRecord(
            called, f"{path.name} cannot be read in line {begins}: {broken}.", "Mend the row."
        ) from broken
    missing = [name for name in needed if name not in columns]
    if missing:
        raise InvalidRecord(
            called, f"{path.name} has no column {', '.join(missing)}.", f"It needs {', '.join(needed)}."
        )
    return Table(columns, tuple(rows))


def each(path: Path, called: str, needed: Sequence[str], told: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    """What `told` makes of every row of this file that is not empty, in their order.

    Raises InvalidRecord as `read` does, and whatever `told` refuses with the file and the line.
    """
    found: list[T] = []
    for line, row in read(path, called, needed).rows:
        if any(str(cell).strip() for cell in row.values()):
            with in_line(path, line):
                found.append(told(row))
    return tuple(found)


@contextmanager
def in_line(path: Path, line: int) -> Iterator[None]:
    """Whatever is refused in here, with an InvalidRecord, is told with the file and this line."""
    try:
        yield
    except InvalidRecord as wrong:
        raise InvalidRecord(
            wrong.field, f"{path.name}, line {line}, {wrong.field}: {wrong.wrong}", wrong.right
        ) from wrong


def no_more_cells(row: dict[str, str], field: str) -> None:
    """Raises InvalidRecord for a row with more cells than columns: a text with a comma wants quotes."""
    if row.get(MORE):
        raise InvalidRecord(field, "This row has more cells than columns.", "Put quotes around a text with a comma.")

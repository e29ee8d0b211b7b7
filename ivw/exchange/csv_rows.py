"""The rows of a CSV text, each with the line it begins on, though quotation marks in it may be missing."""

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Sequence

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import LONGEST_TEXT
from ivw.exchange import zips
from ivw.exchange.plain_text import decode

MOST_BROKEN = 100  # rows that cannot be read, after which the file as a whole is called broken
TOO_LONG = f"A cell in this row is longer than {csv.field_size_limit():,} characters, so the row was left out."
NO_END = "The quotation marks in this row do not match, so it was left out."

MOST_LINES = 500_000  # ten for each person of a large address book

Cells = Sequence[str]


def lines_of(data: bytes) -> list[str]:
    """The lines of a file, each with its end. Raises InvalidRecord for more of them than any address book has."""
    zips.refuse_larger(data)
    if data.count(b"\n") > MOST_LINES or data.count(b"\r") > MOST_LINES:
        raise InvalidRecord("file", f"This file has more than {MOST_LINES:,} lines.", "Split it.")
    return io.StringIO(decode(data), newline="").readlines()


def cells_of(line: str, delimiter: str) -> list[str]:
    """One line by itself as cells; none when it is no row of a table."""
    try:
        return next(csv.reader([line], delimiter=delimiter), []) if len(line) <= LONGEST_TEXT else []
    except csv.Error:
        return []


def rows(
    lines: Sequence[str],
    first: int,
    delimiter: str,
    width: int,
    like_a_row: Callable[[Cells], bool],
    certainly_a_row: Callable[[Cells], bool],
) -> Iterator[tuple[int, list[str] | str]]:
    """The rows from line `first` (from 0) on, with the line (from 1) each begins on; for one left out, why.

    One missing quotation mark makes a CSV reader swallow every row up to the next mark. Whoever stands there would be
    lost without a word; so the row is given up and reading goes on with the next line. `like_a_row` says whether
    cells look like a whole row of this table, `certainly_a_row` whether they can hardly be a text of several lines.
    Raises InvalidRecord when MOST_BROKEN rows were given up.
    """
    at = first
    for _ in range(MOST_BROKEN):
        reader = csv.reader(itertools.islice(lines, at, None), delimiter=delimiter)
        begins = at
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                why = TOO_LONG if len(lines[begins]) > csv.field_size_limit() else NO_END
                break
            after = at + reader.line_num
            if after > begins + 1:
                in_one_cell = any("\n" in cell and cell.count(delimiter) >= width - 1 for cell in cells)
                judged = like_a_row if not like_a_row(cells) else certainly_a_row if in_one_cell else None
                if judged and _stands_among(lines[begins + 1 : after], delimiter, judged):
                    why = NO_END
                    break
            yield begins + 1, cells
            begins = after
        yield begins + 1, why
        at = begins + 1
    raise InvalidRecord(
        "file",
        f"The quotation marks in this file do not match (the first {MOST_BROKEN} such rows end at line {at}).",
        "Choose the file as the other program wrote it; a program that saved it since has damaged it.",
    )


def _stands_among(lines: Sequence[str], delimiter: str, judged: Callable[[Cells], bool]) -> bool:
    return any(judged(cells_of(line, delimiter)) or judged(line.split(delimiter)) for line in lines)

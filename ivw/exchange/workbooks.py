"""The first filled sheet of an Excel workbook (.xlsx), as rows of text. A formula is read as the value it had."""

import io
import re
from datetime import date, datetime, time
from xml.parsers import expat

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import zips

LARGEST = 100_000_000  # bytes of XML, unpacked; 100,000 people take about 60 million
MOST_COLUMNS, MOST_ROWS, MOST_CELLS = 1_000, 200_000, 2_000_000
# The parts of a workbook that say what stands in its cells. Pictures, macros and links are not even unpacked.
_PARTS = (
    "[content_types].xml", "_rels/", "xl/workbook.xml", "xl/_rels/", "xl/sharedstrings", "xl/styles",
    "xl/worksheets/sheet",
)  # fmt: skip
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE | re.ASCII)
_RIGHT = "Save the table by itself as CSV and choose that."


def is_workbook(names: list[str]) -> bool:
    """Whether a ZIP with files of these names is an Excel workbook."""
    return "xl/workbook.xml" in (name.casefold() for name in names)


def read(data: bytes) -> tuple[list[list[str]], str, list[str]]:
    """The rows of the first sheet in which something stands, with empty ones before them; its name; other sheets.

    Raises InvalidRecord for what is no sound workbook, or one larger than any address book. What is wrong with its size
    is found here, before the library that reads it sees it: that one makes room for every cell up to the last,
    and ends the whole program where there is not enough.
    """
    packed, parts = zips.repacked(data, _PARTS, LARGEST)
    for name, content in parts.items():
        if name.casefold().endswith((".xml", ".rels")):
            _look_at(content, a_sheet=name.casefold().startswith("xl/worksheets/"))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(packed))
        for name in workbook.sheet_names:
            rows = [[_text(cell) for cell in row] for row in workbook.get_sheet_by_name(name).iter_rows()]
            if any(any(row) for row in rows):
                return rows, name, [other for other in workbook.sheet_names if other != name]
    except (CalamineError, OSError, ValueError) as error:
        raise InvalidRecord("file", "This workbook is damaged or locked by a password.", _RIGHT) from error
    raise InvalidRecord("file", "Nothing stands in this workbook.", "Choose one with a row for each person.")


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days as 2024-06-03."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{cell!r}"
    if isinstance(cell, datetime):
        return str(cell.date()) if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _look_at(content: bytes, *, a_sheet: bool) -> None:
    """Read one part as XML and refuse what is none, what defines entities, and cells far outside of any table."""
    at_most = [0, 0]  # row, column
    counted = [0, 0, 0]  # rows, cells in this row, all cells

    def refuse_entities(*_: object) -> None:
        raise InvalidRecord("file", "This workbook defines words of its own, as none from Excel does.", _RIGHT)

    def look(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            counted[0] += 1
            counted[1] = 0
            said = attributes.get("r", "")
            row = int(said) if said.isascii() and said.isdigit() and len(said) <= 9 else counted[0]
            at_most[0] = max(at_most[0], row, counted[0])
        elif tag == "c":
            counted[1] += 1
            counted[2] += 1
            match = _CELL.fullmatch(attributes.get("r", ""))
            if match:
                column = 0
                for letter in match[1].upper():
                    column = 26 * column + ord(letter) - 64
                at_most[:] = max(at_most[0], int(match[2])), max(at_most[1], column, counted[1])
            elif "r" in attributes:
                raise InvalidRecord("file", "This workbook has a cell that stands nowhere.", _RIGHT)
            else:
                at_most[1] = max(at_most[1], counted[1])
        else:
            return
        if at_most[0] > MOST_ROWS or at_most[1] > MOST_COLUMNS or at_most[0] * max(at_most[1], 1) > MOST_CELLS:
            wrong = (
                f"This sheet is larger than {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells: "
                f"something stands in row {at_most[0]:,}, column {at_most[1]:,}."
            )
            raise InvalidRecord("file", wrong, f"Delete what stands far from the table. {_RIGHT}")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_entities
    if a_sheet:
        parser.StartElementHandler = look
    try:
        parser.Parse(content, True)
    except InvalidRecord:  # from the two above
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InvalidRecord("file", "This workbook is damaged.", _RIGHT) from error

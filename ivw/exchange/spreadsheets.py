"""Tables for a spreadsheet: one CSV (RFC 4180, UTF-8 with its mark, so that Excel reads it) for each, in a ZIP."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivw.coaching.taking_out import Sheet

# A spreadsheet takes a cell that begins like this for a formula, and runs it; an apostrophe before it makes it text.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four: full width


def file(sheets: Iterable[Sheet], zone: str) -> bytes:
    """A ZIP with a file for every table that has a row; instants stand in the person's time zone."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for sheet in sheets:
            if sheet.rows or sheet.name == "people":
                packed.writestr(f"{sheet.name}.csv", table(sheet, zone))
    return into.getvalue()


def table(sheet: Sheet, zone: str) -> bytes:
    """One of them."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(sheet.heads)
    here = ZoneInfo(zone)
    rows.writerows(_line(row, here) for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def in_words(cell: Any, here: ZoneInfo) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return f"{cell.astimezone(here):%Y-%m-%d %H:%M}"
    if isinstance(cell, float):
        return f"{cell:g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _line(row: Sequence[Any], here: ZoneInfo) -> list[str]:
    return [as_text(cell) if isinstance(cell, str) else in_words(cell, here) for cell in row]


def as_text(text: str) -> str:
    """The cell as no spreadsheet takes it for a formula: wherever what people typed can leave as a table."""
    return f"'{text}" if text.startswith(FORMULAS) else text

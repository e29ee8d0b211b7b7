"""Any table with a row for each person: a CSV file in whatever dialect, or an Excel workbook."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import LONGEST_TEXT, FileRead, IncomingPerson, Problem, SkippedRow, is_email, is_web_address
from ivw.exchange import csv_rows, workbooks, zips
from ivw.exchange.address_book import Collected
from ivw.exchange.column_words import FIELDS, MANY, guess
from ivw.exchange.contact_values import EMPTY, NAME_PARTS, NAMES_NOBODY, NOBODY
from ivw.exchange.plain_text import one_line, paragraphs, shortened
from ivw.exchange.written_dates import month_first

__all__ = ["FIELDS", "MANY", "Table", "check", "guess", "guess_of", "people", "read_table"]

MOST_COLUMNS = workbooks.MOST_COLUMNS
_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 20  # rows; titles and remarks stand above some tables
_REGULAR = 0.8  # of the first lines (our convention): letters and lists of things have commas, too
_SAMPLE = 4_000  # characters from which the delimiter is told; more only takes longer
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_RIGHT = "Choose a table (.csv or .xlsx) with a row for each person and the name of each column above it."
_ENGLISH = {"name", "firstname", "lastname", "email", "phone", "company", "organization", "position", "title"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the file, before anybody said what its columns are.

    - header: the name of each column ("Column 3" where none is written), all of them on one line
    - rows, lines: the cells of each row, as many as the header has, and the line (from 1) on which it begins
    - problems, skipped_rows: what could not be read as a row
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    skipped_rows: tuple[SkippedRow, ...] = ()


def read_table(data: bytes) -> Table:
    """Read a CSV file or an Excel workbook as a table of text. A formula in it is text like any other.

    In: its bytes. Raises InvalidRecord when it is no table with a row for anybody.
    """
    zips.refuse_larger(data)
    problems: list[Problem] = []
    if zips.is_zip(data):
        rows, sheet, others = workbooks.read(data)
        if others:
            names = ", ".join(f'"{shortened(other, 40)}"' for other in others[:5])
            why = f'Only the sheet "{shortened(sheet, 40)}" was read. {names} would each have to be saved by itself.'
            problems.append(Problem(1, "sheet", why))
        return _table([(number, row) for number, row in enumerate(rows, start=1)], problems)
    lines = csv_rows.lines_of(data)
    delimiter = _delimiter(lines)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    width = _usual_width(lines, delimiter)

    def like_a_row(cells: Sequence[str]) -> bool:
        return len(cells) == width > 1

    def certainly_a_row(cells: Sequence[str]) -> bool:
        return len(cells) == width and any(is_email(cell) or is_web_address(cell) for cell in cells)

    found = list(csv_rows.rows(lines, first, delimiter, width, like_a_row, certainly_a_row))
    return _table(found, problems)


def people(table: Table, mapping: Mapping[int, str]) -> FileRead:
    """The people of a table.

    In: the table; column (from 0) -> a key of FIELDS, other columns are not read. Out: everybody with a name, with
    every problem by row and field. Raises InvalidRecord as `check` does.
    """
    check(table, mapping)
    columns: dict[str, list[int]] = {}
    for index in sorted(mapping):
        columns.setdefault(mapping[index], []).append(index)
    dates = [one_line(row[at]) for at in columns.get("connected_on", ()) for row in table.rows]
    english = any(head.casefold().replace(" ", "").replace("-", "") in _ENGLISH for head in table.header)
    order = month_first(dates, otherwise=english)
    found: list[IncomingPerson] = []
    problems = list(table.problems)
    skipped = list(table.skipped_rows)
    for line, row in zip(table.lines, table.rows, strict=True):
        if person := _person(Collected(line, problems, order), row, columns, table.header):
            found.append(person)
        else:
            problems.append(Problem(line, "name", NOBODY))
            skipped.append(SkippedRow(line, NAMES_NOBODY))
    skipped.sort(key=lambda each: each.row)
    return FileRead("table", tuple(found), tuple(problems), len(skipped), skipped_rows=tuple(skipped))


def guess_of(table: Table) -> dict[int, str]:
    """What each column of this table probably holds: by its head, unless that is a name and addresses stand below it.

    "Contact" may be either.
    """
    guessed = guess(table.header)
    for index, field in list(guessed.items()):
        filled = [text for row in table.rows[:200] if (text := row[index].strip())]
        if field == "name" and 2 * sum(map(is_email, filled)) > len(filled):
            guessed[index] = "other_emails" if "email" in guessed.values() else "email"
    return guessed


def check(table: Table, mapping: Mapping[int, str]) -> None:
    """Raise InvalidRecord unless each column is there, each field known and given once, and there is a name.

    The error's field is "name" or "column:3" (from 0).
    """
    given: dict[str, int] = {}
    for index, field in mapping.items():
        if not 0 <= index < len(table.header) or field not in FIELDS:
            raise InvalidRecord(f"column:{index}", "This column or field is not known.", "Choose one from the list.")
        if field in given and field not in MANY:
            other = shortened(table.header[given[field]])
            wrong = f'"{other}" is {FIELDS[field]} already.'
            raise InvalidRecord(f"column:{index}", wrong, "Let one of the two columns out.")
        given.setdefault(field, index)
    if "name" not in given and not given.keys() >= set(NAME_PARTS):
        wrong = "No column says what people are called."
        raise InvalidRecord("name", wrong, "Choose the one with the name, or those with the first and the last name.")


def is_regular(rows: Sequence[str]) -> bool:
    """Whether these lines, none of them blank, look like a table whatever its heads say: nearly all split alike."""
    return _agreeing(rows, _delimiter(rows)) >= _REGULAR * len(rows[:50])


def _delimiter(lines: Sequence[str]) -> str:
    """What stands between the cells: what csv.Sniffer says, where the first rows bear it out."""
    sample = "".join(lines[:50])[:_SAMPLE]
    try:
        sniffed = csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        sniffed = ","
    return max(_DELIMITERS, key=lambda each: (_agreeing(lines, each), each == sniffed))


def _agreeing(lines: Sequence[str], delimiter: str) -> int:
    """How many of the first rows are split by it into the usual number of cells, when that is more than one."""
    widths = [len(csv_rows.cells_of(line, delimiter)) for line in lines[:50] if len(line) < LONGEST_TEXT]
    return Counter(width for width in widths if width > 1).most_common(1)[0][1] if any(w > 1 for w in widths) else 0


def _usual_width(lines: Sequence[str], delimiter: str) -> int:
    widths = Counter(len(csv_rows.cells_of(line, delimiter)) for line in lines[:200] if line.strip())
    return max(widths, key=lambda width: (widths[width] if width > 1 else 0, width), default=1)


def _table(found: Sequence[tuple[int, list[str] | str]], problems: list[Problem]) -> Table:
    readable = [(line, cells) for line, cells in found if not isinstance(cells, str) and any(map(str.strip, cells))]
    if not readable:
        raise InvalidRecord("file", "There is no row with anything in it in this file.", _RIGHT)
    at = _header_at([cells for _, cells in readable[:_HEADER_WITHIN]])
    body = readable if at is None else readable[at + 1 :]
    begins = 0 if at is None else readable[at][0]  # what stands above the heads is no row
    heads = [] if at is None else [one_line(cell) for cell in readable[at][1]]
    width = max(len(heads), max((len(cells) for _, cells in body[:1_000]), default=0) if at is None else 0)
    if width > MOST_COLUMNS:
        raise InvalidRecord("file", f"This table has {width:,} columns; no address book has so many.", _RIGHT)
    while heads and not heads[-1] and not any(cells[len(heads) - 1 :] for _, cells in body):
        heads.pop()
    width = len(heads) or width
    if not body:
        raise InvalidRecord("file", "There is nobody in this table below its header.", _RIGHT)
    skipped = [
        SkippedRow(line, EMPTY if not isinstance(cells, str) else "cannot be read")
        for line, cells in found
        if isinstance(cells, str) or (cells and line > begins and not any(map(str.strip, cells)))
    ]
    problems += [Problem(line, "row", cells) for line, cells in found if isinstance(cells, str)]
    for line, cells in body:
        if any(cell.strip() for cell in cells[width:]):
            why = f"This row has {len(cells)} cells, the header {width}. A text with a comma needs quotation marks."
            problems.append(Problem(line, "row", why))
    return Table(
        header=tuple(shortened(heads[index]) if index < len(heads) and heads[index] else f"Column {index + 1}"
                     for index in range(width)),
        rows=tuple(tuple(cells[:width]) + ("",) * (width - len(cells)) for _, cells in body),
        lines=tuple(line for line, _ in body),
        problems=tuple(problems),
        skipped_rows=tuple(skipped),
    )  # fmt: skip


def _header_at(rows: Sequence[list[str]]) -> int | None:
    """Which of the first rows names the columns; None when people stand there from the first row on."""
    best = max(range(len(rows)), key=lambda number: (_known_words(rows[number]), -number))
    if _known_words(rows[best]):
        return best
    first = [one_line(cell) for cell in rows[0]]
    return None if any(is_email(cell) or is_web_address(cell) for cell in first) else 0


def _known_words(cells: Sequence[str]) -> int:
    """How many columns this row names. A row with an address in it names none: people may be called Job or Mobil."""
    lines = [one_line(cell[:1_000]) for cell in cells[: MOST_COLUMNS + 1]]
    return 0 if any(is_email(line) or is_web_address(line) for line in lines) else len(guess(lines))


def _person(
    collected: Collected, row: Sequence[str], columns: Mapping[str, Sequence[int]], header: Sequence[str]
) -> IncomingPerson | None:
    def lines(field: str) -> list[str]:
        return [text for at in columns.get(field, ()) if (text := _unguarded(one_line(row[at])))]

    name = next(iter(lines("name")), "") or " ".join(text for part in NAME_PARTS for text in lines(part))
    if not name:
        return None
    for field in columns:
        if field in ("name", "email", *MANY):
            continue
        for text in lines(field):
            collected.take(field, text) if field != "linkedin_url" else collected.web_page(text)
    for text in [*lines("email"), *lines("other_emails")]:
        for address in text.replace(";", ",").split(",") if "@" in text else [text]:
            collected.email(address.strip())
    for at in columns.get("notes", ()):
        if text := _unguarded(paragraphs(row[at])):
            collected.note(text if len(columns["notes"]) == 1 else f"{header[at]}: {text}")
    for text in lines("tags"):
        for tag in text.replace(";", ",").split(","):
            collected.tag(tag.strip())
    return collected.person(name)


def _unguarded(text: str) -> str:
    """Text without the apostrophe that programs (ivw, too) put before what a spreadsheet would compute."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULAS and len(text) > 1 else text

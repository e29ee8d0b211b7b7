"""Google Contacts' CSV, in both generations of its header."""

import re
from collections.abc import Mapping, Sequence

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem, SkippedRow, is_email, is_web_address
from ivw.exchange import csv_rows
from ivw.exchange.address_book import Collected
from ivw.exchange.contact_values import EMPTY, NAMES_NOBODY, NOBODY
from ivw.exchange.plain_text import one_line, paragraphs

# What each column is called: by the newer header, then by the older one.
_COLUMNS = {
    "name": ("Name",),
    "given_name": ("First Name", "Given Name"),
    "middle_name": ("Middle Name", "Additional Name"),
    "family_name": ("Last Name", "Family Name"),
    "other_names": ("File As", "Nickname"),
    "organization": ("Organization Name", "Organization 1 - Name"),
    "department": ("Organization Department", "Organization 1 - Department"),
    "position": ("Organization Title", "Organization 1 - Title"),
    "birthday": ("Birthday",),
    "notes": ("Notes",),
    "labels": ("Labels", "Group Membership"),
}
_MANY = re.compile(r"(e-mail|phone|website) (\d+) - (value|label|type)", re.IGNORECASE)
_BETWEEN = ":::"  # stands between several values of one cell
_OWN = ("e-mail 1 - ", "phone 1 - ", "organization 1 - ", "phonetic first name", "website 1 - ", "given name yomi")
_MOST_COLUMNS = 1_000
_RIGHT = "Choose the file that Google Contacts writes under Export, Google CSV."


def is_header(line: str) -> bool:
    """Whether this line names the columns of a file from Google Contacts."""
    lower = line[:20_000].casefold()
    return any(own in lower for own in _OWN) and any(
        f"{name},".casefold() in f"{lower.strip()}," for name in ("First Name", "Given Name", "Name")
    )


def read(data: bytes) -> FileRead:
    """Read the CSV of Google Contacts.

    In: its bytes. Out: everybody in it; several addresses of one person as in vcards.read, the labels that one made
    oneself as tags. Raises InvalidRecord when these are not Google's columns.
    """
    lines = csv_rows.lines_of(data)
    first = next((number for number, line in enumerate(lines[:20]) if line.strip()), 0)
    if not lines or not is_header(lines[first]):
        raise InvalidRecord("file", "These are not the columns of Google Contacts.", _RIGHT)
    header = [one_line(cell) for cell in csv_rows.cells_of(lines[first], ",")]
    if len(header) > _MOST_COLUMNS:
        raise InvalidRecord("file", f"This table has {len(header):,} columns, more than {_MOST_COLUMNS:,}.", _RIGHT)
    columns = _Columns(header)
    people: list[IncomingPerson] = []
    problems: list[Problem] = []
    skipped: list[SkippedRow] = []

    def like_a_row(cells: Sequence[str]) -> bool:
        return len(cells) == len(header)

    def certainly_a_row(cells: Sequence[str]) -> bool:
        return len(cells) == len(header) and any(is_email(cell) or is_web_address(cell) for cell in cells)

    for row, cells in csv_rows.rows(lines, first + 1, ",", len(header), like_a_row, certainly_a_row):
        if isinstance(cells, str):
            problems.append(Problem(row, "row", cells))
            skipped.append(SkippedRow(row, "cannot be read"))
        elif not any(cell.strip() for cell in cells):
            if cells:
                skipped.append(SkippedRow(row, EMPTY))
        elif person := _person(row, columns.by_name(cells), columns, problems):
            people.append(person)
        else:
            skipped.append(SkippedRow(row, NAMES_NOBODY))
    return FileRead("google", tuple(people), tuple(problems), len(skipped), skipped_rows=tuple(skipped))


class _Columns:
    """Which column is where."""

    def __init__(self, header: Sequence[str]) -> None:
        at = {name.casefold(): index for index, name in reversed(list(enumerate(header)))}
        self._one = {
            field: [at[name.casefold()] for name in names if name.casefold() in at] for field, names in _COLUMNS.items()
        }
        self._many: dict[str, dict[int, dict[str, int]]] = {"e-mail": {}, "phone": {}, "website": {}}
        for name, index in at.items():
            if match := _MANY.fullmatch(name):
                what = "value" if match[3] == "value" else "label"
                self._many[match[1]].setdefault(int(match[2][:6]), {})[what] = index

    def by_name(self, cells: Sequence[str]) -> Mapping[str, str]:
        """What a row says, by field; of two columns for one field the first that says something."""
        return {
            field: next((cells[index] for index in indexes if index < len(cells) and cells[index].strip()), "")
            for field, indexes in self._one.items()
        } | {
            f"{kind} {number} {what}": cells[index]
            for kind, by_number in self._many.items()
            for number, both in by_number.items()
            for what, index in both.items()
            if index < len(cells)
        }

    def values(self, kind: str, said: Mapping[str, str]) -> list[str]:
        """All values of a kind, the one that Google calls the main one (its label begins with a star) first."""
        found: list[tuple[bool, str]] = []
        for number in sorted(self._many[kind]):
            starred = said.get(f"{kind} {number} label", "").startswith("*")
            found += [(not starred, text) for text in _several(said.get(f"{kind} {number} value", ""))]
        return [text for _, text in sorted(found, key=lambda each: each[0])]


def _several(cell: str) -> list[str]:
    return [text for part in cell.split(_BETWEEN) if (text := one_line(part))]


def _person(row: int, said: Mapping[str, str], columns: _Columns, problems: list[Problem]) -> IncomingPerson | None:
    """One row as a person, None when it names nobody."""
    line = {field: one_line(text) for field, text in said.items() if field in _COLUMNS}
    parts = (line["given_name"], line["middle_name"], line["family_name"])
    name = line["name"] or " ".join(filter(None, parts)) or line["other_names"]
    if not name:
        problems.append(Problem(row, "name", NOBODY))
        return None
    collected = Collected(row, problems)
    for fact in ("given_name", "family_name", "organization", "position"):
        collected.take(fact, line[fact])
    for text in columns.values("e-mail", said):
        collected.email(text)
    for text in columns.values("phone", said):
        collected.phone(text)
    for text in columns.values("website", said):
        collected.web_page(text)
    collected.note(paragraphs(said["notes"]))
    collected.also("Department", line["department"])
    collected.also("Birthday", line["birthday"])
    for label in _several(said["labels"]):
        if not label.startswith("* "):  # Google's own groups: myContacts, starred
            collected.tag(label)
    return collected.person(name)

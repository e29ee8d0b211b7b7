"""LinkedIn's Connections.csv, by itself or in the ZIP that LinkedIn sends."""

import csv
import io
import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import LONGEST_TEXT, FileRead, IncomingPerson, Problem, is_email, is_web_address
from ivw.exchange import zips
from ivw.exchange.plain_text import decode, one_line, shortened
from ivw.exchange.written_dates import month_first, read_day

# What a column is called, by language; upper and lower case, accents, blanks and hyphens do not count.
# LinkedIn writes English today; older exports and spreadsheets saved by hand have the others.
_CALLED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "given_name": ("First Name", "Given Name", "Forename"),
        "family_name": ("Last Name", "Family Name", "Surname"),
        "name": ("Name", "Full Name"),
        "linkedin_url": ("URL", "Profile URL", "LinkedIn URL", "Public Profile URL", "LinkedIn"),
        "email": ("Email Address", "Email"),
        "organization": ("Company", "Organization", "Organisation", "Employer"),
        "position": ("Position", "Title", "Job Title"),
        "connected_on": ("Connected On", "Connection Date", "Date Connected"),
    },
    "de": {
        "given_name": ("Vorname",),
        "family_name": ("Nachname", "Familienname"),
        "linkedin_url": ("Profil-URL",),
        "email": ("E-Mail-Adresse", "E-Mail"),
        "organization": ("Unternehmen", "Firma", "Organisation"),
        "position": ("Position", "Stelle", "Berufsbezeichnung"),
        "connected_on": ("Verbunden am", "Vernetzt am", "Kontakt seit"),
    },
    "fr": {
        "given_name": ("Prénom",),
        "family_name": ("Nom", "Nom de famille"),
        "name": ("Nom complet",),
        "linkedin_url": ("URL du profil", "Lien"),
        "email": ("Adresse e-mail", "Adresse électronique", "Courriel"),
        "organization": ("Entreprise", "Société"),
        "position": ("Poste", "Fonction", "Intitulé du poste"),
        "connected_on": ("Connecté le", "Connectée le", "En relation depuis le", "Date de connexion"),
    },
    "es": {
        "given_name": ("Nombre",),
        "family_name": ("Apellidos", "Apellido"),
        "name": ("Nombre completo",),
        "linkedin_url": ("URL del perfil", "Enlace"),
        "email": ("Dirección de correo electrónico", "Correo electrónico", "Correo"),
        "organization": ("Empresa", "Compañía"),
        "position": ("Cargo", "Puesto"),
        "connected_on": ("Conectado el", "Fecha de conexión", "Contacto desde"),
    },
}
_NAME_PARTS = ("given_name", "family_name")
_NAMES = {*_NAME_PARTS, "name"}
_CHECKED = {"email", "linkedin_url", "connected_on"}
_FOUND_IN = 1_000  # lines; the header stands within these, after notes of whatever length
_DELIMITERS = ",;\t|"
_MOST_BROKEN = 100  # rows with stray quotation marks, after which the file as a whole is called broken


def _plain(column: str) -> str:
    """A column's name without what differs from one program to the next."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", column.casefold()) if letter.isalnum())


_FACT_OF = {_plain(name): fact for called in _CALLED.values() for fact, names in called.items() for name in names}
_ENGLISH = {_plain(name) for names in _CALLED["en"].values() for name in names}


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns: what stands in which of them, and how the rows below are to be read."""

    line: int  # counted from 0
    delimiter: str
    width: int
    column_of: Mapping[str, int]  # fact -> column, counted from 0
    english: bool
    foreign: int  # columns that LinkedIn does not have

    @property
    def certain(self) -> bool:
        """Whether this is LinkedIn's own header, not one of another address book that also has names in it."""
        known = self.column_of.keys()
        return not _NAMES.isdisjoint(known) and (
            bool(known & {"linkedin_url", "connected_on"}) or (len(known) > 1 and self.foreign == 0)
        )


def read(data: bytes) -> FileRead:
    """Read Connections.csv, or the ZIP with it, as downloaded.

    In: the bytes of the file. Out: everybody in it, in its order; what could not be read, by row; how many rows were
    left out. Raises InvalidRecord when there is no Connections.csv in it. What the real file looks like (notes before
    the header, empty rows, two ways to write a date): STACK.md, "Files from outside".
    """
    if zips.is_zip(data):
        unpacked = zips.member(data, "Connections.csv")
        if unpacked is None:
            raise InvalidRecord(
                "file",
                "There is no Connections.csv in this ZIP.",
                "Ask LinkedIn for a copy of your data with Connections ticked, and choose the ZIP it sends.",
            )
        data = unpacked
    if len(data) > zips.LARGEST:
        raise InvalidRecord("file", "This file is larger than 200 MB.", "Choose Connections.csv as LinkedIn sent it.")
    lines = io.StringIO(decode(data), newline="").readlines()
    header = find_header(lines)
    if header is None:
        raise InvalidRecord(
            "file",
            "No row with the column names of LinkedIn's Connections.csv was found.",
            "Choose Connections.csv, or the ZIP that LinkedIn sent, unchanged. It has columns such as "
            "First Name, Last Name, URL and Connected On.",
        )
    return _people(header, list(_rows(lines, header)))


def find_header(lines: Sequence[str]) -> Header | None:
    """The first row that names a column for the name and another one we know, else the first with one for the name.

    In: the lines of a file. Out: None when no line is a header.
    """
    second_best = None
    for number, line in enumerate(lines[:_FOUND_IN]):
        for delimiter in _DELIMITERS:
            header = _header(number, line, delimiter)
            if header is None or _NAMES.isdisjoint(header.column_of):
                continue
            if len(header.column_of) > 1:
                return header
            second_best = second_best or header
    return second_best


def _header(number: int, line: str, delimiter: str) -> Header | None:
    columns = [_plain(cell) for cell in _cells(line, delimiter)]
    column_of: dict[str, int] = {}
    for index, column in enumerate(columns):
        if column in _FACT_OF:
            column_of.setdefault(_FACT_OF[column], index)
    if "given_name" in column_of and "family_name" not in column_of and "name" in column_of:
        column_of["family_name"] = column_of.pop("name")  # "Vorname; Name"
    known = [column for column in columns if column in _FACT_OF]
    return Header(
        line=number,
        delimiter=delimiter,
        width=len(columns),
        column_of=column_of,
        english=all(column in _ENGLISH for column in known),
        foreign=sum(column != "" and column not in _FACT_OF for column in columns),
    )


def _cells(line: str, delimiter: str) -> list[str]:
    """One line by itself as cells; none when it is no row of a table."""
    try:
        return next(csv.reader([line], delimiter=delimiter), []) if len(line) <= LONGEST_TEXT else []
    except csv.Error:
        return []


def _rows(lines: Sequence[str], header: Header) -> Iterator[tuple[int, list[str] | None]]:
    """The rows below the header with the line (from 1) each begins on; None for one whose quotation marks do not match.

    One missing quotation mark makes a CSV reader swallow every row up to the next mark. Whoever stands there
    would be lost without a word; so the row is given up and reading goes on with the next line.
    """
    at = header.line + 1
    for _ in range(_MOST_BROKEN):
        reader = csv.reader(itertools.islice(lines, at, None), delimiter=header.delimiter)
        first = at
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a cell of more than 131,072 characters
                break
            after = at + reader.line_num
            if after > first + 1 and _swallowed(cells, lines[first + 1 : after], header):
                break
            yield first + 1, cells
            first = after
        yield first + 1, None
        at = first + 1
    raise InvalidRecord(
        "file",
        f"The quotation marks in this file do not match (the first {_MOST_BROKEN} such rows end at line {at}).",
        "Choose Connections.csv as LinkedIn sent it; a program that saved it since has damaged it.",
    )


def _swallowed(cells: Sequence[str], later_lines: Sequence[str], header: Header) -> bool:
    """Whether a row of several lines has a row of its own among them, instead of a cell of several lines."""
    in_one_cell = any("\n" in cell and cell.count(header.delimiter) >= header.width - 1 for cell in cells)
    return (in_one_cell or not _whole_row(cells, header)) and any(
        _whole_row(_cells(line, header.delimiter), header) or _whole_row(line.split(header.delimiter), header)
        for line in later_lines
    )


def _whole_row(cells: Sequence[str], header: Header) -> bool:
    """Whether these are the cells of a row: as many as there are columns, an address or a day where it belongs."""
    if len(cells) != header.width:
        return False
    address, day = header.column_of.get("linkedin_url"), header.column_of.get("connected_on")
    return (address is not None and is_web_address(cells[address].strip())) or (
        day is not None and isinstance(_day(cells[day].strip(), None), date)
    )


def _people(header: Header, rows: list[tuple[int, list[str] | None]]) -> FileRead:
    column = header.column_of.get("connected_on")
    days = (cells[column].strip() for _, cells in rows if cells and column is not None and column < len(cells))
    order = month_first(days, otherwise=header.english)
    people: list[IncomingPerson] = []
    problems: list[Problem] = []
    skipped = 0
    for row, raw in rows:
        if raw is None:
            problems.append(Problem(row, "row", "The quotation marks in this row do not match, so it was left out."))
            skipped += 1
            continue
        cells = [cell and one_line(cell) for cell in raw]
        if not any(cells):
            skipped += bool(cells)  # a blank line is no row
            continue
        person = _person(row, cells, header, order, problems)
        if person is None:
            skipped += 1
        else:
            people.append(person)
    return FileRead("linkedin", tuple(people), tuple(problems), skipped)


def _person(
    row: int, cells: list[str], header: Header, order: bool | None, problems: list[Problem]
) -> IncomingPerson | None:
    """One row as a person, None when it names nobody; what is wrong in it is added to `problems`."""
    facts: dict[str, object] = {}
    cells += [""] * (header.width - len(cells))
    for fact, column in header.column_of.items():
        text = cells[column]
        if not text:
            continue
        if fact not in _CHECKED and len(text) <= LONGEST_TEXT and "\ufffd" not in text:
            facts[fact] = text
            continue
        value, why = _value(fact, text, order)
        if value is not None:
            facts[fact] = value
        if why:
            problems.append(Problem(row, fact, why))
    name = str(facts.pop("name", "")) or " ".join([str(facts[part]) for part in _NAME_PARTS if part in facts])
    if not name:
        problems.append(Problem(row, "name", "This row names nobody and was left out. A first or last name is needed."))
        return None
    if any(cells[header.width :]):
        why = f"This row has {len(cells)} cells, the header {header.width}. A text with a comma needs quotation marks."
        problems.append(Problem(row, "row", why))
    return IncomingPerson(row, name, facts)


def _value(fact: str, text: str, order: bool | None) -> tuple[object, str]:
    """What a cell says, or None; and what is wrong with it, or "". A value with a fault one can live with has both."""
    if len(text) > LONGEST_TEXT:
        return None, f"This is longer than {LONGEST_TEXT:,} characters and was left out."
    if fact == "email" and not is_email(text):
        return None, f'"{shortened(text)}" is no e-mail address and was left out. Right would be name@example.org.'
    if fact == "linkedin_url" and not is_web_address(text):
        return None, f'"{shortened(text)}" is no web address and was left out. Right would be https://...'
    if fact == "connected_on":
        day = _day(text, order)
        if isinstance(day, str):
            return None, f'"{shortened(text)}" was left out. {day} Right would be 12 Mar 2024 or 2024-03-12.'
        return day, ""
    if "\ufffd" in text:
        return text, f'A letter in "{shortened(text)}" cannot be read. Save the file as UTF-8, or mend it by hand.'
    return text, ""


def _day(text: str, order: bool | None) -> date | str:
    try:
        return read_day(text, order)
    except ValueError as error:
        return str(error)

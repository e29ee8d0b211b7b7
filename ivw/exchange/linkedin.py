"""LinkedIn's Connections.csv, by itself or in the ZIP that LinkedIn sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import LONGEST_TEXT, FileRead, IncomingPerson, Problem, SkippedRow, is_web_address
from ivw.exchange import csv_rows, zips
from ivw.exchange.contact_values import EMPTY, NAME_PARTS, NAMES_NOBODY, NOBODY, day, plain, value
from ivw.exchange.plain_text import one_line
from ivw.exchange.written_dates import month_first

CALLED = "Connections.csv"
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
_NAMES = {*NAME_PARTS, "name"}
_CHECKED = {"email", "linkedin_url", "connected_on"}
_FOUND_IN = 1_000  # lines; the header stands within these, after notes of whatever length
_DELIMITERS = ",;\t|"
_MOST_OTHERS = 50  # files of a ZIP that are named though they are not read

_FACT_OF = {plain(name): fact for called in _CALLED.values() for fact, names in called.items() for name in names}
_ENGLISH = {plain(name) for names in _CALLED["en"].values() for name in names}


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
        """Whether this is LinkedIn's own header, not one of another table that also has names in it (and perhaps
        columns that LinkedIn does not have, which would be lost).
        """
        known = self.column_of.keys()
        return not _NAMES.isdisjoint(known) and bool(known & {"linkedin_url", "connected_on"}) and self.foreign == 0


def read(data: bytes) -> FileRead:
    """Read Connections.csv, or the ZIP with it, as downloaded.

    In: the bytes of the file. Out: everybody in it, in its order; what could not be read, by row; how many rows were
    left out. Raises InvalidRecord when there is no Connections.csv in it. What the real file looks like (notes before
    the header, empty rows, two ways to write a date): tests/data/inputs/Connections.csv.
    """
    others: tuple[str, ...] = ()
    if zips.is_zip(data):
        unpacked = zips.member(data, CALLED)
        if unpacked is None:
            raise InvalidRecord(
                "file",
                f"There is no {CALLED} in this ZIP.",
                "Ask LinkedIn for a copy of your data with Connections ticked, and choose the ZIP it sends.",
            )
        bare = [one_line(name.replace("\\", "/").rpartition("/")[2]) for name in zips.names(data)]
        others = tuple(name[:100] for name in bare if name and name.casefold() != CALLED.casefold())[:_MOST_OTHERS]
        data = unpacked
    lines = csv_rows.lines_of(data)
    header = find_header(lines)
    if header is None:
        raise InvalidRecord(
            "file",
            "No row with the column names of LinkedIn's Connections.csv was found.",
            "Choose Connections.csv, or the ZIP that LinkedIn sent, unchanged. It has columns such as "
            "First Name, Last Name, URL and Connected On.",
        )

    def whole(cells: Sequence[str]) -> bool:
        return _whole_row(cells, header)

    rows = list(csv_rows.rows(lines, header.line + 1, header.delimiter, header.width, whole, whole))
    return _people(header, rows, others)


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
    columns = [plain(cell) for cell in csv_rows.cells_of(line, delimiter)]
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


def _whole_row(cells: Sequence[str], header: Header) -> bool:
    """Whether these are the cells of a row: as many as there are columns, an address or a day where it belongs."""
    if len(cells) != header.width:
        return False
    address, connected = header.column_of.get("linkedin_url"), header.column_of.get("connected_on")
    return (address is not None and is_web_address(cells[address].strip())) or (
        connected is not None and isinstance(day(cells[connected].strip(), None), date)
    )


def _people(header: Header, rows: list[tuple[int, list[str] | str]], others: tuple[str, ...]) -> FileRead:
    column = header.column_of.get("connected_on")
    days = (
        cells[column].strip()
        for _, cells in rows
        if not isinstance(cells, str) and column is not None and column < len(cells)
    )
    order = month_first(days, otherwise=header.english)
    people: list[IncomingPerson] = []
    problems: list[Problem] = []
    skipped: list[SkippedRow] = []
    for row, raw in rows:
        if isinstance(raw, str):
            problems.append(Problem(row, "row", raw))
            skipped.append(SkippedRow(row, "cannot be read"))
            continue
        cells = [cell and one_line(cell) for cell in raw]
        if not any(cells):
            if cells:  # a blank line is no row
                skipped.append(SkippedRow(row, EMPTY))
            continue
        person = _person(row, cells, header, order, problems)
        if person is None:
            skipped.append(SkippedRow(row, NAMES_NOBODY))
        else:
            people.append(person)
    return FileRead(
        "linkedin", tuple(people), tuple(problems), len(skipped), skipped_rows=tuple(skipped), other_files=others
    )


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
        found, why = value(fact, text, order)
        if found is not None:
            facts[fact] = found
        if why:
            problems.append(Problem(row, fact, why))
    name = str(facts.pop("name", "")) or " ".join([str(facts[part]) for part in NAME_PARTS if part in facts])
    if not name:
        problems.append(Problem(row, "name", NOBODY))
        return None
    if any(cells[header.width :]):
        why = f"This row has {len(cells)} cells, the header {header.width}. A text with a comma needs quotation marks."
        problems.append(Problem(row, "row", why))
    return IncomingPerson(row, name, facts)

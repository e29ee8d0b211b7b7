import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead, IncomingPerson
from ivw.exchange import linkedin, zips

SAMPLE = (Path(__file__).parents[1] / "data" / "inputs" / "Connections.csv").read_bytes()
COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
NOTES = 'Notes:\r\n"When exporting your connection data, you may notice\r\nthat some addresses are missing."\r\n\r\n'
ADA = ("Ada", "Example", "https://www.linkedin.com/in/ada", "", "Acme Labs", "Engineer", "12 Mar 2024")
BEN = ("Ben", "Example", "https://www.linkedin.com/in/ben", "", "Acme Labs", "Engineer", "7-Feb-22")


def a_file(*rows, columns=COLUMNS, notes="", delimiter=",", encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([columns, *rows])
    return (notes + out.getvalue()).encode(encoding)


def a_row(**cells):
    names = ("first", "last", "url", "email", "company", "position", "on")
    return tuple(cells.get(name, cell) for name, cell in zip(names, ADA, strict=True))


def a_zip(content, name="Connections.csv", **others):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, data in others.items():
            archive.writestr(other, data)
        archive.writestr(name, content)
    return out.getvalue()


def only(read: FileRead) -> IncomingPerson:
    assert len(read.people) == 1
    return read.people[0]


def day_of(text, **more):
    return only(linkedin.read(a_file(a_row(on=text), **more))).facts.get("connected_on")


def test_the_sample_is_read_to_its_last_row():
    read = linkedin.read(SAMPLE)

    assert read.source == "linkedin"
    assert (len(read.people), read.skipped) == (298, 2)
    assert (read.people[0].row, read.people[-1].row) == (5, 304)
    assert [(problem.row, problem.field) for problem in read.problems] == [(69, "connected_on")]
    assert "31 Feb 2021" in read.problems[0].why
    assert sum("email" in person.facts for person in read.people) == 15
    assert sum("organization" not in person.facts for person in read.people) == 10
    assert sum("connected_on" not in person.facts for person in read.people) == 1


def test_the_sample_keeps_names_and_titles_as_they_stand():
    people = {person.row: person for person in linkedin.read(SAMPLE).people}

    assert people[5].name == "Mateo Khan"
    assert people[5].facts == {
        "given_name": "Mateo",
        "family_name": "Khan",
        "linkedin_url": "https://www.linkedin.com/in/mateo-khan-000",
        "organization": "Lumen Press",
        "position": 'Director, Research & "Insights"',
        "connected_on": date(2019, 8, 4),
    }
    assert people[8].facts["linkedin_url"] == "https://www.linkedin.com/in/benoît-nguyễn-003"
    assert people[66].facts["position"] == "<img src=x onerror=alert(1)>"
    assert people[68].name == "Benoît"
    assert "family_name" not in people[68].facts


@pytest.mark.parametrize("notes", ["", "Notes:\r\n", NOTES, NOTES * 20, 'Notes:\r\n"A quote that never ends\r\n\r\n'])
def test_the_header_is_found_below_any_notes(notes):
    assert only(linkedin.read(a_file(ADA, notes=notes))).name == "Ada Example"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding):
    assert only(linkedin.read(a_file(a_row(first="Zoë"), encoding=encoding))).name == "Zoë Example"


def test_one_broken_letter_spoils_one_name_and_says_so():
    read = linkedin.read(
        a_file(a_row(first="Zoë"), a_row(first="Chloé"), a_row(first="José")).replace("é,".encode(), b"\xc3,", 1)
    )

    assert [person.name for person in read.people] == ["Zoë Example", "Chlo\ufffd Example", "José Example"]
    assert [(problem.row, problem.field) for problem in read.problems] == [(3, "given_name")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_order_and_more_columns_are_read(delimiter):
    read = linkedin.read(
        a_file(
            ("x", "Acme, Labs; GmbH", "Example", "12 Mar 2024", "Ada"),
            columns=("Tags", "Company", "Last Name", "Connected On", "First Name"),
            delimiter=delimiter,
        )
    )

    assert only(read).name == "Ada Example"
    assert only(read).facts["organization"] == "Acme, Labs; GmbH"
    assert only(read).facts["connected_on"] == date(2024, 3, 12)


@pytest.mark.parametrize("column", ["First Name", "Last Name", "first_name", "Full Name", "Vorname", "Prénom"])
def test_a_column_for_the_name_is_enough(column):
    assert only(linkedin.read(a_file(("Ada",), columns=(column,)))).name == "Ada"


@pytest.mark.parametrize(
    "columns",
    [
        ("Vorname", "Nachname", "URL", "E-Mail-Adresse", "Unternehmen", "Position", "Verbunden am"),
        ("Prénom", "Nom", "URL", "Adresse e-mail", "Entreprise", "Poste", "Connecté le"),
        ("Nombre", "Apellidos", "URL", "Correo electrónico", "Empresa", "Cargo", "Conectado el"),
        ("FIRST NAME", "last_name", "Url", "E-mail", "organisation", "Job Title", "connected on"),
    ],
)
def test_headers_in_other_languages_and_spellings_are_read(columns):
    person = only(linkedin.read(a_file(a_row(email="ada@example.org"), columns=columns)))

    assert person.name == "Ada Example"
    assert set(person.facts) == {
        "given_name", "family_name", "linkedin_url", "email", "organization", "position", "connected_on",
    }  # fmt: skip


def test_name_beside_a_first_name_is_the_last_name():
    read = linkedin.read(a_file(("Ada", "Example", "Acme"), columns=("Vorname", "Name", "Firma")))

    assert only(read).name == "Ada Example"
    assert only(read).facts["family_name"] == "Example"


def test_what_is_no_date_is_a_problem_and_the_person_is_read_without_it():
    read = linkedin.read(a_file(a_row(on="31 Feb 2021")))

    assert "connected_on" not in only(read).facts
    assert only(read).facts["position"] == "Engineer"
    assert [(problem.row, problem.field) for problem in read.problems] == [(2, "connected_on")]


def test_one_date_settles_the_order_of_all_others():
    read = linkedin.read(a_file(a_row(on="3/12/24"), a_row(on="25/12/24")))

    assert [person.facts["connected_on"] for person in read.people] == [date(2024, 12, 3), date(2024, 12, 25)]


def test_a_file_that_writes_both_orders_has_its_doubtful_dates_left_out():
    read = linkedin.read(a_file(a_row(on="3/12/24"), a_row(on="25/12/24"), a_row(on="12/25/24"), a_row(on="5/5/24")))

    assert [person.facts.get("connected_on") for person in read.people] == [
        None, date(2024, 12, 25), date(2024, 12, 25), date(2024, 5, 5),
    ]  # fmt: skip
    assert [problem.row for problem in read.problems] == [2]


def test_a_german_file_has_the_day_first():
    assert day_of(
        "3/12/24", columns=("Vorname", "Nachname", "URL", "E-Mail", "Firma", "Position", "Verbunden am")
    ) == date(2024, 12, 3)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ada \t Jane  ", "Ada Jane"),
        ("Ada\nJane", "Ada Jane"),
        ("Ada\x00\x07", "Ada"),
        ("\u202eAda\u202c", "Ada"),
        ("Ada\u00a0Jane", "Ada Jane"),
        ("👩‍🔬 Ada", "👩‍🔬 Ada"),
        ("أمينة", "أمينة"),
        ("=1+1", "=1+1"),
    ],
)
def test_names_lose_only_what_nobody_sees(written, kept):
    assert only(linkedin.read(a_file(a_row(first=written, last="Doe, PhD")))).name == f"{kept} Doe, PhD"


@pytest.mark.parametrize(
    "email", ["ada", "ada@", "@example.org", "ada@example", "a b@example.org", "a@b@c.org", "Ada <a@b.org>"]
)
def test_what_is_no_email_address_is_left_out_with_a_problem(email):
    read = linkedin.read(a_file(a_row(email=email)))

    assert "email" not in only(read).facts
    assert [(problem.row, problem.field) for problem in read.problems] == [(2, "email")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "www.example.org/in/ada",
        "ftp://example.org",
        "https://",
        "http://a b",
        "https://u@evil.example",
        "//x.org",
    ],
)
def test_what_is_no_web_address_is_left_out_with_a_problem(url):
    read = linkedin.read(a_file(a_row(url=url)))

    assert "linkedin_url" not in only(read).facts
    assert [(problem.row, problem.field) for problem in read.problems] == [(2, "linkedin_url")]


def test_an_address_at_linkedin_may_lack_its_beginning():
    read = linkedin.read(a_file(a_row(url="www.linkedin.com/in/ada")))

    assert (only(read).facts["linkedin_url"], read.problems) == ("https://www.linkedin.com/in/ada", ())


def test_empty_rows_are_skipped_without_a_word_and_blank_lines_are_no_rows():
    read = linkedin.read(a_file(("",) * 7, ADA, (" ",) * 7, (), BEN))

    assert ([person.row for person in read.people], read.skipped, read.problems) == ([3, 6], 2, ())


def test_a_row_that_names_nobody_is_skipped_with_a_problem():
    read = linkedin.read(a_file(a_row(first="", last=" "), BEN))

    assert [person.name for person in read.people] == ["Ben Example"]
    assert read.skipped == 1
    assert [(problem.row, problem.field) for problem in read.problems] == [(2, "name")]


def test_rows_are_counted_as_an_editor_counts_lines():
    read = linkedin.read(a_file(a_row(position="Head of\nthings\r\nand more"), BEN, notes=NOTES))

    assert [person.row for person in read.people] == [6, 9]
    assert read.people[0].facts["position"] == "Head of things and more"


@pytest.mark.parametrize("spoilt", [1, 2, 9])
def test_a_missing_quotation_mark_costs_its_own_row_only(spoilt):
    rows = [a_row(first=f"Ada{number}", company="Acme, Inc.") for number in range(50)]
    damaged = a_file(*rows).replace(b'"Acme, Inc."', b'"Acme Inc.', spoilt)

    read = linkedin.read(damaged)

    assert [person.name for person in read.people] == [f"Ada{number} Example" for number in range(spoilt, 50)]
    assert [(problem.row, problem.field) for problem in read.problems] == [(2 + row, "row") for row in range(spoilt)]
    assert read.skipped == spoilt


def test_lines_within_any_cell_are_no_missing_quotation_mark():
    cells = {"first": "Ada\nJane", "last": "Doe\nA, B", "company": "Acme,\nInc.", "position": "Head of\nA, B, C,\nD"}

    for name, text in cells.items():
        read = linkedin.read(a_file(a_row(**{name: text}), BEN))
        assert (len(read.people), read.problems) == (2, ())


def test_a_file_of_nothing_but_stray_quotation_marks_is_refused():
    with pytest.raises(InvalidRecord) as refused:
        linkedin.read(a_file(*[ADA] * 300).replace(b"Acme", b'"Acme'))
    assert refused.value.field == "file"


def test_an_unquoted_comma_is_a_problem():
    read = linkedin.read(a_file(ADA).replace(b"Acme Labs", b"Acme, Labs"))

    assert {(problem.row, problem.field) for problem in read.problems} == {(2, "connected_on"), (2, "row")}
    assert only(read).name == "Ada Example"


def test_a_short_row_is_read():
    assert only(linkedin.read(a_file(("Ada", "Example")))).facts == {"given_name": "Ada", "family_name": "Example"}


@pytest.mark.parametrize(
    "name", ["Connections.csv", "connections.CSV", "Basic_Export/Connections.csv", "a\\b\\Connections.csv"]
)
def test_the_zip_is_read_as_downloaded(name):
    assert (
        len(linkedin.read(a_zip(SAMPLE, name, **{"Profile.csv": b"x", "__MACOSX/Connections.csv": b"y"})).people) == 298
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Notes:\r\n",
        b"a,b,c\r\n1,2,3\r\n",
        b"URL,Company\r\nhttps://example.org,Acme\r\n",
        b"PK\x03\x04 and no more",
        a_zip(SAMPLE)[:-30],
        a_zip(SAMPLE)[:200] + b"\x00" * 50 + a_zip(SAMPLE)[250:],
        a_zip(b"", "Profile.csv"),
    ],
)
def test_what_holds_no_connections_is_refused_in_words(data):
    with pytest.raises(InvalidRecord) as refused:
        linkedin.read(data)
    assert refused.value.field == "file"
    assert refused.value.wrong
    assert refused.value.right


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(InvalidRecord, match="would unpack to 30 MB"):
        linkedin.read(a_zip(b"0" * 30_000_000))


def test_a_member_that_lies_about_its_size_is_refused():
    packed = bytearray(a_zip(b"0" * 30_000_000))
    true_size = (30_000_000).to_bytes(4, "little")
    while true_size in packed:
        at = packed.index(true_size)
        packed[at : at + 4] = (1_000).to_bytes(4, "little")

    with pytest.raises(InvalidRecord):
        linkedin.read(bytes(packed))


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "LARGEST", 1_000)

    for data in (SAMPLE, a_zip(SAMPLE)):
        with pytest.raises(InvalidRecord):
            linkedin.read(data)


def test_a_locked_zip_is_refused():
    packed = bytearray(a_zip(SAMPLE))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + flags] |= 1

    with pytest.raises(InvalidRecord, match="password"):
        linkedin.read(bytes(packed))

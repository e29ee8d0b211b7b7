import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import tables, workbooks
from ivw.exchange.tables import guess, people, read_table

INPUTS = Path(__file__).parents[1] / "data" / "inputs"
SHEET = "xl/worksheets/sheet1.xml"
_SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"


def a_workbook(rows, **more):
    """An .xlsx as small as one can be; `rows` is the inside of its sheet."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_SPREADSHEET} xmlns:r="{_RELATED}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET: f"<worksheet {_SPREADSHEET}><sheetData>{rows}</sheetData></worksheet>",
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def a_row(number, *texts):
    return (
        f'<row r="{number}">{"".join(a_cell("ABCDEF"[at] + str(number), text) for at, text in enumerate(texts))}</row>'
    )


HEAD = a_row(1, "Name", "Company")


def guessed(data):
    table = read_table(data)
    return people(table, guess(table.header))


def refused(read, *arguments):
    with pytest.raises(InvalidRecord) as info:
        read(*arguments)
    assert info.value.right
    return info.value


def test_a_german_table_in_an_old_encoding_is_read_by_its_heads():
    read = guessed((INPUTS / "people-windows-1252.csv").read_bytes())

    assert read.source == "table"
    assert [(person.row, person.name) for person in read.people] == [
        (3, "Jürgen Müller"), (5, "Zoë D'Amour"), (7, "Ångström Øystein"),
    ]  # fmt: skip
    assert read.people[0].facts == {
        "given_name": "Jürgen", "family_name": "Müller", "organization": "Bäckerei Größ",
        "email": "juergen@example.org", "phone": "0176 / 123 45 67",
    }  # fmt: skip
    assert read.people[0].notes == "Treffen: Köln; im März\nzweite Zeile"
    assert read.people[2].facts["organization"] == "=1+1"
    assert read.people[2].facts["email"] == "=cmd@example.org"
    assert read.people[2].notes == "+49 verschlüsselt"
    assert [(problem.row, problem.field) for problem in read.problems] == [(5, "email"), (6, "name")]
    assert [(row.row, row.why) for row in read.skipped_rows] == [(6, "names nobody")]


def test_a_workbook_is_read_with_numbers_days_and_formulas_as_text():
    read = guessed((INPUTS / "people.xlsx").read_bytes())

    nia, wei = read.people
    assert (nia.row, wei.row) == (4, 5)
    assert nia.facts == {
        "organization": "Borealis Health", "position": "Nurse Manager", "email": "nia@example.org",
        "phone": "447700900000", "connected_on": date(2024, 3, 12),
    }  # fmt: skip
    assert wei.facts["connected_on"] == date(2023, 1, 5)
    assert [(problem.row, problem.field) for problem in read.problems] == [(1, "sheet"), (6, "name")]
    assert "Old" in read.problems[0].why
    assert read.skipped == 1


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Name,Email,Company,Notes", "name email organization notes"),
        ("First Name|Surname|Work email|Home e-mail|Mobile phone", "given_name family_name email other_emails phone"),
        ("Vorname;Nachname;Firma;Stelle;E-Mail;Handy", "given_name family_name organization position email phone"),
        ("Vorname;Name;Gruppe", "given_name family_name tags"),
        ("Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Teléfono",
         "given_name family_name organization position email phone"),
        ("Nombre;Empresa", "name organization"),
        ("Prénom;Nom;Société;Poste;Courriel;Téléphone", "given_name family_name organization position email phone"),
        ("Nom;Entreprise", "name organization"),
        ("LinkedIn profile,FULL_NAME,Employer name,", "linkedin_url name organization"),
        ("Shoe size,Colour", ""),
    ],
)  # fmt: skip
def test_the_heads_are_understood_in_four_languages(header, fields):
    heads = next(header.split(each) for each in ",;|" if each in header)

    assert list(guess(heads).values()) == fields.split()
    assert list(guess(heads)) == list(range(len(fields.split())))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_delimiter_and_encoding_is_read(delimiter, encoding):
    rows = ("Name", "E-mail", "Firm"), ("Zoë Öz", "z@example.org", "Größe, Maß; & Co | Söhne"), ("Ada", "", "Acme")
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    read = guessed(text.encode(encoding))

    assert [person.name for person in read.people] == ["Zoë Öz", "Ada"]
    assert read.people[0].facts["organization"] == "Größe, Maß; & Co | Söhne"


def test_other_alphabets_of_old_encodings_are_read():
    people_there = "Иван Петров;Газпром\nОльга Смирнова;Яндекс\n"  # noqa: RUF001 - Cyrillic on purpose

    read = guessed(f"Name;Company\n{people_there}".encode("cp1251"))

    assert [f"{person.name};{person.facts['organization']}" for person in read.people] == people_there.splitlines()


def test_addresses_are_no_names_whatever_their_column_is_called():
    table = tables.read_table(b"Kontakt;Firma\nada@example.org;Acme\nben@example.org;\n;Borealis\n")
    assert tables.guess_of(table) == {0: "email", 1: "organization"}
    table = tables.read_table(b"Contact;E-mail\nAda A;a@example.org\nben@example.org;ben@example.org\n")
    assert tables.guess_of(table) == {0: "name", 1: "email"}


def test_a_table_without_heads_loses_nobody():
    table = read_table(b"Ada Example,ada@example.org\nBen Example,ben@example.org\n")

    assert table.header == ("Column 1", "Column 2")
    assert [person.name for person in people(table, {0: "name", 1: "email"}).people] == ["Ada Example", "Ben Example"]


def test_more_addresses_tags_and_notes_of_one_person_are_all_kept():
    table = read_table(b"Name,Mail,Mail 2,Tags,Group,Note,Remarks\nAda,a@x.org; b@x.org,c@x.org,one; two,two,yes,no\n")

    ada = people(table, guess(table.header)).people[0]

    assert (ada.facts["email"], ada.other_emails) == ("a@x.org", ("b@x.org", "c@x.org"))
    assert (ada.tags, ada.notes) == (("one", "two"), "Note: yes\nRemarks: no")


def test_the_table_that_ivw_writes_is_understood():
    table = read_table(
        b"Name,LinkedIn address,Tie,At first contact,Days between contacts,Do not contact\n"
        b"Ada,linkedin.com/in/ada,Close,A stranger,45,yes\nBen,x,Z,,soon,perhaps\n"
    )

    read = people(table, guess(table.header))

    assert read.people[0].facts == {
        "linkedin_url": "https://linkedin.com/in/ada", "tie": "A", "relationship": "stranger", "cadence_days": 45,
        "do_not_contact": True,
    }  # fmt: skip
    assert {problem.field for problem in read.problems} == {"tie", "cadence_days", "do_not_contact"}


@pytest.mark.parametrize(
    ("mapping", "field"),
    [
        ({}, "name"),
        ({0: "given_name"}, "name"),
        ({0: "name", 1: "name"}, "column:1"),
        ({0: "name", 7: "email"}, "column:7"),
        ({0: "shoe_size"}, "column:0"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_beside_its_column(mapping, field):
    assert refused(people, read_table(b"Name,Other\nAda,x\n"), mapping).field == field


def test_a_missing_quotation_mark_costs_its_own_row_only():
    rows = [f'Ada {number},"Acme, Inc.",x' for number in range(30)]
    rows[4] = rows[4].replace('Inc."', "Inc.")

    read = guessed("\n".join(["Name,Company,Other", *rows]).encode())

    assert [person.name for person in read.people] == [f"Ada {number}" for number in range(30) if number != 4]
    assert [(problem.row, problem.field) for problem in read.problems] == [(6, "row")]


def test_lines_within_a_cell_are_no_missing_quotation_mark():
    read = guessed(b'Name,Company,Note\nAda,Acme,"one, two, three\nfour, five, six\nseven"\nBen,Acme,x\n')

    assert [person.name for person in read.people] == ["Ada", "Ben"]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no row"),
        (b"Name,Company\n", "nobody"),
        ((",".join(f"c{n}" for n in range(20_000)) + "\nAda").encode(), "columns"),
        ((",".join("x" * 100_000) + "\nAda").encode(), "columns"),
        (a_workbook(""), "Nothing"),
        (a_workbook(HEAD), "nobody"),
        (a_workbook("<row"), "damaged"),
        (a_workbook(HEAD)[:-40], "damaged"),
        (a_workbook(HEAD, **{SHEET: ""}), "damaged"),
        (a_workbook(HEAD, **{"xl/workbook.xml": "<a/>"}), ""),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, says):
    error = refused(read_table, data)

    assert (error.field, says in error.wrong) == ("file", True)


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>',
        '<row r="3"><c r="XFD3" t="n"><v>1</v></c></row>',
        '<row r="999999999"/>',
        "<row><c r = '&#88;FD1048576' ><v>1</v></c></row>",
        '<x:row xmlns:x="urn:x" r="1048576"/>',
        '<row r="3"><c a=">" r="ZZZ9999999"/></row>',
        '<row r="3"><c r="nowhere"/></row>',
        f"<row>{'<c/>' * 1_001}</row>",
    ],
)
def test_a_cell_far_outside_is_refused_before_room_is_made_for_it(far):
    assert refused(read_table, a_workbook(HEAD + far)).field == "file"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    assert "unpack" in refused(read_table, a_workbook(HEAD + " " * 30_000_000)).wrong
    monkeypatch.setattr(workbooks, "LARGEST", 500)
    assert "unpack" in refused(read_table, a_workbook(HEAD)).wrong


def test_entities_are_refused_and_never_spelled_out():
    laughs = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY a{n} '&a{n - 1 if n else ''};&a{n - 1 if n else ''};'>" for n in range(40)
    ) + "]>"  # fmt: skip

    data = a_workbook("", **{SHEET: f"{laughs}<worksheet><sheetData/></worksheet>"})

    assert "words of its own" in refused(read_table, data).wrong


def test_a_workbook_of_implicit_places_is_read():
    rows = "".join(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>' for text in ("Name", "Ada", "Ben"))

    assert [person.name for person in guessed(a_workbook(rows)).people] == ["Ada", "Ben"]


def test_the_parts_that_are_not_needed_are_never_unpacked():
    data = a_workbook(HEAD + a_row(2, "Ada", "Acme"), **{"xl/media/image1.png": "0" * 50_000_000})

    assert [person.name for person in guessed(data).people] == ["Ada"]
    assert tables.read_table(data).rows == (("Ada", "Acme"),)

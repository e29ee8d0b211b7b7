import io
import json
import zipfile
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange.recognise import kind_of, read, read_file
from ivw.exchange.tables import Table

INPUTS = Path(__file__).parents[1] / "data" / "inputs"
SAMPLE = (INPUTS / "Connections.csv").read_bytes()
ZONE = "Europe/Berlin"


def a_zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data, as_=None):
    with pytest.raises(InvalidRecord) as info:
        read_file(data, ZONE, as_)
    assert info.value.wrong
    assert info.value.right
    return info.value


def test_connections_are_recognised_by_themselves_and_in_their_zip():
    assert read_file(SAMPLE, ZONE) == read_file(a_zip(**{"Connections.csv": SAMPLE}), ZONE)
    assert read_file(SAMPLE, ZONE).source == "linkedin"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("top", [{"contacts": [{"name": "Zoë"}]}, [{"name": "Zoë"}], {"name": "Zoë"}])
def test_a_history_is_recognised(top, encoding):
    read = read_file(("\n " + json.dumps(top, ensure_ascii=False)).encode(encoding), ZONE)

    assert (read.source, read.people[0].name) == ("history", "Zoë")


@pytest.mark.parametrize("header", ["First Name,Last Name,Connected On", "Vorname;Nachname;Verbunden am", "Name\tURL"])
def test_a_table_with_the_columns_of_linkedin_is_recognised(header):
    read = read_file(f"{header}\nAda".encode(), ZONE)

    assert (read.source, len(read.people)) == ("linkedin", 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Connections.csv", "linkedin"),
        ("google-contacts.csv", "google"),
        ("google-contacts-older.csv", "google"),
        ("contacts.vcf", "vcard"),
        ("contacts-from-everywhere.vcf", "vcard"),
        ("people-windows-1252.csv", "csv"),
        ("people.xlsx", "csv"),
    ],
)
def test_what_other_programs_write_is_recognised_by_what_is_in_it(name, kind):
    data = INPUTS.joinpath(name).read_bytes()

    assert kind_of(data) == kind
    assert read_file(data, ZONE).source == {"csv": "table"}.get(kind, kind)
    assert read_file(data, ZONE, as_=kind) == read_file(data, ZONE)


@pytest.mark.parametrize(
    "rows",
    [
        "First Name,Last Name,Company,Phone\nAda,Example,Acme,1",
        "Name;URL;Notes\nAda;https://www.linkedin.com/in/ada;kind",
        "Shoe size,Colour\n42,red\n43,blue",
    ],
)
def test_another_table_waits_for_somebody_to_say_what_its_columns_are(rows):
    assert isinstance(read(rows.encode(), ZONE), Table)


def test_without_anybody_to_ask_a_table_needs_heads_that_say_it():
    assert read_file(b"Name,Phone\nAda,1", ZONE).people[0].facts == {"phone": "1"}
    assert "what its columns are" in refused(b"Shoe size,Colour\n42,red\n43,blue").wrong


def test_an_archive_is_recognised_by_its_manifest_and_is_no_file_to_read():
    ours = a_zip(**{"manifest.json": b'{"format": "ivw-archive"}', "contacts.parquet": b""})

    assert kind_of(ours) == "archive"
    assert "archive" in refused(ours).wrong
    assert "no Connections.csv" in refused(a_zip(**{"manifest.json": b'{"format": "else"}'})).wrong


def test_a_zip_within_a_zip_is_left_to_be_unpacked_by_hand():
    inner = a_zip(**{"Connections.csv": SAMPLE})

    assert "Unpack" in refused(a_zip(**{"inner.zip": inner, "Connections.csv.zip": inner})).right


def test_the_other_files_of_linkedins_zip_are_named():
    read = read_file(a_zip(**{"Connections.csv": SAMPLE, "a/messages.csv": b"x", "../Profile.csv": b"y"}), ZONE)

    assert read.other_files == ("messages.csv", "Profile.csv")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "Office"),
        (bytes(8) + b"DUCK" + bytes(50), "restored"),
        (a_zip(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "workbook"),
        (a_zip(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "document"),
        (a_zip(**{"photo.png": b"x"}), "no Connections.csv"),
        (b"PK\x03\x04", "damaged"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (b"\x00\x01\x02\x03" * 20, "no text"),
        (b"Dear diary, today I met Ada.", "no file that ivw knows"),
        (b'{"a": 1}', "no contacts"),
        (b"{oops", "no JSON"),
        (b"Dear Ada,\nhow are you?\n\nYours, Ben", "no file that ivw knows"),
        (b"\xff\xd8\xff", "picture"),
    ],
)
def test_anything_else_is_refused_and_told_what_it_is(data, says):
    error = refused(data)

    assert error.field == "file"
    assert says in error.wrong


def test_a_format_can_be_forced():
    assert read_file(b"First Name\nAda", ZONE, as_="linkedin").people[0].name == "Ada"
    assert read_file(b'{"name": "Ada"}', ZONE, as_="history").people[0].name == "Ada"
    assert refused(SAMPLE, as_="history").field == "file"
    assert refused(b'{"name": "Ada"}', as_="linkedin").field == "file"


@pytest.mark.parametrize("as_", ["google", "vcard", "history", "archive"])
def test_a_format_that_is_forced_and_wrong_is_refused(as_):
    assert refused(SAMPLE, as_).field == "file"


def test_a_format_nobody_knows_is_refused():
    assert refused(SAMPLE, "fax").field == "as"
    assert "linkedin, google" in refused(SAMPLE, "fax").right

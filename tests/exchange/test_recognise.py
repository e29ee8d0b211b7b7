import io
import json
import zipfile
from pathlib import Path

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange.recognise import read_file

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


@pytest.mark.parametrize(
    "header",
    ["First Name,Last Name,Company", "Vorname;Nachname;Verbunden am;Tags", "First Name\tURL", "Full Name|Position"],
)
def test_a_table_with_the_columns_of_linkedin_is_recognised(header):
    assert len(read_file(f"{header}\nAda".encode(), ZONE).people) == 1


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
        (a_zip(**{"photo.png": b"x"}), "no Connections.csv"),
        (b"PK\x03\x04", "damaged"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (b"\x00\x01\x02\x03" * 20, "no text"),
        (b"Dear diary, today I met Ada.", "no file that ivw knows"),
        (b"First Name,Last Name,Maiden Name,Headline\nAda,Example,,Engineer", "not LinkedIn's"),
        (b'{"a": 1}', "no contacts"),
        (b"{oops", "no JSON"),
        (INPUTS.joinpath("contacts.vcf").read_bytes(), "vCard"),
        (INPUTS.joinpath("google-contacts.csv").read_bytes(), "Google"),
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


@pytest.mark.parametrize("as_", ["google", "vcard", "csv", "archive"])
def test_formats_to_come_say_so_and_name_those_that_are_here(as_):
    error = refused(SAMPLE, as_)

    assert error.field == "as"
    assert "yet" in error.wrong
    assert "Connections.csv" in error.right


def test_a_format_nobody_knows_is_refused():
    assert "linkedin, history" in refused(SAMPLE, "fax").right

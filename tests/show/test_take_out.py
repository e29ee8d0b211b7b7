"""The way out: every format is offered with what it is for, and made only when it is pressed."""

import io
import zipfile

import pytest

from ivw.exchange import archive
from ivw.show import front_door, take_out
from tests.builders import a_contact
from tests.screen import said
from tests.show.view_page import open_view


@pytest.fixture
def pressed(records, monkeypatch):
    """What a format makes, as pressing its button does."""
    return lambda name: {**take_out.FORMATS, "archive": take_out.ARCHIVE}[name].make(front_door.here())


def test_every_format_is_offered_and_none_is_made_before_it_is_pressed(records, monkeypatch):
    monkeypatch.setattr(archive, "write", lambda *_, **__: pytest.fail("nobody pressed it"))
    app = open_view("take_out")
    shown = [each.proto for each in app.get("download_button")]
    assert [each.label for each in shown] == ["Download the archive", *["Download"] * 4]
    assert not any(each.type == "primary" for each in shown)
    for words in ("Everything in one archive", "Spreadsheets", "Address book", "Notes by person", "Calendar"):
        assert words in said(app)


def test_what_is_pressed_is_a_file_of_its_kind(records, pressed):
    a_contact(records, name="Ada Example", email="ada@example.org", noted="2026-11-12")
    assert archive.is_archive(pressed("archive"))
    for name, has in (("spreadsheets", "people.csv"), ("notes", "Ada Example.md")):
        assert has in zipfile.ZipFile(io.BytesIO(pressed(name))).namelist()
    assert b"FN:Ada Example" in pressed("address-book")
    assert pressed("calendar").startswith(b"BEGIN:VCALENDAR")


def test_empty_records_come_out_empty(records, pressed):
    assert archive.is_archive(pressed("archive"))
    assert zipfile.ZipFile(io.BytesIO(pressed("spreadsheets"))).namelist() == ["people.csv"]
    assert zipfile.ZipFile(io.BytesIO(pressed("notes"))).namelist() == []
    assert pressed("address-book") == b""

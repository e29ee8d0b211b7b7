"""`export`: every format goes into a file of one's own, and nothing is written over unasked."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from ivw.cli import door
from ivw.exchange import archive
from tests.builders import a_contact, a_conversation, records_in

NOW = "2026-11-24T09:00:00+01:00"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", NOW)
    with records_in(tmp_path) as records:
        ada = a_contact(records, name="Ada Example", email="ada@example.org", noted="2026-11-12")
        a_conversation(records, ada, starts="2026-11-26 10:00")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(door, ["export", *map(str, arguments)])


def test_each_format_is_written_for_its_owner_alone(folder):
    for what in ("archive", "csv", "vcard", "calendar", "notes"):
        path = folder / f"{what}.out"
        result = run(what, path, "--json")
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout) == {"written": str(path), "format": what, "bytes": path.stat().st_size}
        assert path.stat().st_mode & 0o777 == 0o600
    assert archive.is_archive((folder / "archive.out").read_bytes())
    assert "interactions.csv" in zipfile.ZipFile(folder / "csv.out").namelist()
    assert zipfile.ZipFile(folder / "notes.out").namelist() == ["Ada Example.md"]
    assert b"FN:Ada Example" in (folder / "vcard.out").read_bytes()
    assert b"Conversation with Ada Example" in (folder / "calendar.out").read_bytes()
    assert not list(folder.glob(".*.out.*"))  # nothing is left beside them


def test_a_file_that_is_there_is_written_over_only_when_that_is_said(folder):
    path = folder / "people.vcf"
    path.write_text("mine")
    refused = run("vcard", path)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--overwrite" in refused.stderr
    assert path.read_text() == "mine"
    assert run("vcard", path, "--overwrite").exit_code == 0
    assert path.read_bytes().startswith(b"BEGIN:VCARD")
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_is_said_in_plain_words(folder):
    for arguments, says in (
        (("pdf", folder / "x"), "archive, csv, vcard, calendar, notes"),
        (("vcard", folder / "records.duckdb", "--overwrite"), "holds your records"),
        (("vcard", folder / "no folder" / "x"), f"Nothing can be written into {folder / 'no folder'}: No such file"),
        (("vcard", folder / "records.duckdb" / "x"), "Nothing can be written into"),
        (("vcard", folder, "--overwrite"), "is a folder"),
        (("vcard", ""), "is a folder"),
    ):
        refused = run(*arguments)
        assert refused.exit_code == 2
        assert says in refused.stderr
        assert "Traceback" not in refused.stderr


def test_an_archive_is_merged_where_people_are_imported(folder, monkeypatch):
    path = folder / "ivw.zip"
    assert run("archive", path).exit_code == 0
    monkeypatch.setenv("IVW_RECORDS", str(folder / "other.duckdb"))
    with records_in(folder, name="other.duckdb") as records:
        a_contact(records, name="Ada E.", email="ada@example.org")

    def imported(*arguments):
        result = CliRunner().invoke(door, ["import", str(path), *arguments])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    assert "Nothing is written yet" in imported("--dry-run")
    found = json.loads(imported("--json"))
    assert (found["added"], found["tables"]) == (0, {"interactions": 1, "meetings": 1})
    assert [(each["about"], each["ours"], each["theirs"]) for each in found["conflicts"]] == [
        ("Ada E.", "Ada E.", "Ada Example")
    ]
    assert "Ada Example" in imported("--take-theirs")
    with records_in(folder, name="other.duckdb") as records:
        assert records.rows("SELECT name FROM contacts") == [("Ada Example",)]


def test_an_archive_is_restored_where_a_backup_is(folder, monkeypatch):
    path = folder / "ivw.zip"
    assert run("archive", path).exit_code == 0
    monkeypatch.setenv("IVW_RECORDS", str(folder / "other.duckdb"))
    with records_in(folder, name="other.duckdb") as records:
        a_contact(records, name="Ben Ode")
    result = CliRunner().invoke(door, ["restore", str(path), "--yes"])
    assert result.exit_code == 0, result.stderr
    with records_in(folder, name="other.duckdb") as records:
        assert records.rows("SELECT name FROM contacts") == [("Ada Example",)]

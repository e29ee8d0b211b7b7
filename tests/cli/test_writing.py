"""`check-message`: what a message lacks, as JSON and in words."""

import csv
import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivw.cli import door
from tests.cli import terminal

WORKED = Path(__file__).parents[1] / "data" / "messages.csv"
DRAFT = "Hi [Name],\n\nCan I pick your brain sometime? I'm flexible.\n\nThanks,\nTom\n"
run = partial(terminal.run, "check-message")
refused = partial(terminal.refused, "check-message")


@pytest.fixture(autouse=True)
def no_records(tmp_path, monkeypatch):
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "nowhere" / "records.duckdb"))


def test_what_a_context_cannot_know_is_named(tmp_path):
    (tmp_path / "c.json").write_text('{"contact": "Tom", "relatonship": "friend", "limit": 200}', "utf-8")
    checked = run("-", "--kind", "request", "--context", tmp_path / "c.json", input=DRAFT)
    assert checked.stderr == "Passed over in the context, since ivw does not know it: relatonship.\n"
    assert checked.exit_code == 0


def test_every_worked_message_has_its_flags(tmp_path):
    with WORKED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        (tmp_path / "m.txt").write_text(row["text"], "utf-8")
        (tmp_path / "c.json").write_text(row["context"], "utf-8")
        result = run(tmp_path / "m.txt", "--kind", row["kind"], "--context", tmp_path / "c.json", "--json")
        assert result.exit_code == 0
        said = json.loads(result.stdout)
        assert set(said) == {"words", "characters", "flags", "remarks"}
        assert all(set(each) == {"flag", "why", "mend"} for each in said["flags"] + said["remarks"])
        expected = [] if row["expected_flags"] == "none" else row["expected_flags"].split(";")
        assert {each["flag"] for each in said["flags"]} == set(expected)


def test_it_reads_from_a_pipe_and_json_may_stand_before_the_command():
    result = CliRunner().invoke(door, ["--json", "check-message", "-", "--kind", "request"], input=DRAFT)
    assert json.loads(result.stdout)["words"] == 12


def test_in_words_it_says_what_to_mend_and_what_is_good():
    said = run("-", "--kind", "request", input=DRAFT).stdout
    assert said.startswith("12 words, ")
    for words in ("It should not go out like this.", "mend  placeholder_left", "hint  short", "good  Says thank you."):
        assert words in said


def test_a_message_without_a_fault_says_so():
    said = run("-", "--kind", "answer", input="Dear Ana,\n\nthank you, I will.\n\nTom").stdout
    assert "Nothing is missing." in said


def test_what_cannot_be_checked_is_refused_in_plain_words(tmp_path):
    (tmp_path / "m.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "latin.txt").write_bytes("Café".encode("latin-1"))
    (tmp_path / "c.json").write_text('{"topics": "SQL"}', "utf-8")
    (tmp_path / "list.json").write_text("[]", "utf-8")
    (tmp_path / "broken.json").write_text("{", "utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, "utf-8")
    assert "no message 'poem'" in refused(tmp_path / "m.txt", "--kind", "poem")
    assert "cannot be read" in refused(tmp_path / "nowhere.txt", "--kind", "request")
    assert "The message is empty" in refused("-", "--kind", "request", input=" \n")
    assert "no text in UTF-8" in refused(tmp_path / "latin.txt", "--kind", "request")
    assert "topics is no list" in refused(tmp_path / "m.txt", "--kind", "request", "--context", tmp_path / "c.json")
    assert "no JSON object" in refused(tmp_path / "m.txt", "--kind", "request", "--context", tmp_path / "list.json")
    for name in ("broken.json", "deep.json"):
        assert "is no JSON" in refused(tmp_path / "m.txt", "--kind", "request", "--context", tmp_path / name)
    assert "both come from stdin" in refused("-", "--kind", "request", "--context", "-", input=DRAFT)
    assert "--kind" in refused(tmp_path / "m.txt")

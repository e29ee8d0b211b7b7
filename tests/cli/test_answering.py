"""What a dashboard answers a terminal, asked without a server; test_beside.py asks a real one."""

import base64
import json

import pytest
from click.testing import CliRunner

from ivw.cli import answering, asking, door
from tests.builders import a_contact, records_in

NOW = "2024-06-12T09:00:00+02:00"
ADDRESS = "http://127.0.0.1:8501"


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("answering")) as opened:
        a_contact(opened, name="Ada", met="2024-06-11 14:00")
        yield opened


def asked(records, *words, now=NOW):
    return answering.answer(records, {"arguments": list(words), "now": now}, ADDRESS)


def test_a_command_that_reads_is_answered_as_it_would_print(records):
    told = asked(records, "due", "--json")
    assert (told["err"], told["code"], told["file"]) == ("", 0, "")
    assert [each["action"] for each in json.loads(told["out"])] == ["thank_you"]


def test_what_an_export_would_write_goes_back_whole(records, tmp_path):
    told = asked(records, "export", "vcard", str(tmp_path / "people.vcf"))
    assert b"FN:Ada" in base64.b64decode(told["file"])
    assert list(tmp_path.iterdir()) == []  # the terminal writes it


def test_the_address_book_of_nobody_is_written_as_an_empty_file(tmp_path, monkeypatch):
    with records_in(tmp_path) as nobody:
        told = asked(nobody, "export", "vcard", "people.vcf")
        file = base64.b64decode(told.pop("file"))
        monkeypatch.setattr(asking, "ask", lambda *_: asking.Answer(**told, file=file))
        monkeypatch.setenv("IVW_RECORDS", str(nobody.path))
        written = CliRunner().invoke(door, ["export", "vcard", str(tmp_path / "people.vcf")])
    assert (written.exit_code, (tmp_path / "people.vcf").read_bytes()) == (0, b"")


def test_a_command_that_writes_is_refused_with_the_address_of_the_dashboard(records):
    told = asked(records, "demo")
    assert (told["code"], told["out"]) == (2, "")
    assert ADDRESS in told["err"]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ({"arguments": "due", "now": NOW}, "no command"),
        ({"arguments": ["due", 1], "now": NOW}, "no command"),
        ({"arguments": ["due"], "now": "today"}, "no instant"),
        ({"arguments": ["due"]}, "no instant"),
    ],
)
def test_what_no_terminal_of_ours_asks_is_refused(records, question, why):
    told = answering.answer(records, question, ADDRESS)
    assert told["code"] == 2
    assert why in told["err"]

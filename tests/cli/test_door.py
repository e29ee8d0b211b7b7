"""What holds for every command: where the records are, how the answer looks, and what it loads."""

import json
import os
import subprocess
import sys

import pytest

from ivw.coaching import profile, promises
from tests.builders import a_contact, at, records_in
from tests.cli.terminal import ROOT, SAMPLE, ZONE, answer, process, refused, run

pytestmark = pytest.mark.usefixtures("a_wednesday")


def test_records_and_json_may_stand_before_or_after_the_command(records, tmp_path):
    with records_in(tmp_path, name="other.duckdb") as other:
        a_contact(other, name="Ada", met="2024-06-11 14:00")
    file = str(tmp_path / "other.duckdb")

    before = run("--records", file, "--json", "due")
    after = run("due", "--json", "--records", file)

    assert [item["contact"] for item in json.loads(before.stdout)] == ["Ada"]
    assert after.stdout == before.stdout
    assert answer("due") == []


def test_the_machines_zone_counts_where_the_records_name_none(tmp_path):
    with records_in(tmp_path) as mine:
        a_contact(mine, name="Ada", met="2024-06-12 01:00")

    told = process("-m", "ivw", "due", "--json", env={"TZ": "Asia/Kolkata"})

    assert json.loads(told.stdout)[0]["due_at"] == "2024-06-13T06:50:00+05:30"


def test_a_zone_that_nobody_knows_is_said_and_not_a_traceback(records):
    with records() as mine, mine.transaction() as transaction:
        transaction.fetch("UPDATE profile SET time_zone = 'Mars/Olympus'")

    assert "Mars/Olympus" in refused("due")


@pytest.mark.parametrize("said", ["yesterday", "2024-06-12T09:00:00"])  # the second lacks its offset
def test_a_stopped_clock_that_cannot_be_read_is_said(records, monkeypatch, said):
    monkeypatch.setenv("IVW_AS_OF", said)

    assert f'IVW_AS_OF is "{said}"' in refused("due")


def test_records_in_a_home_that_there_is_not_are_said_and_not_a_traceback():
    assert "no such home" in refused("due", "--records", "~nobody-here/ivw.duckdb")


def test_a_file_that_holds_no_records_is_refused_and_left_alone(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear diary, " * 1000)

    assert "not a records file" in refused("due", "--records", letter)
    assert letter.read_text().startswith("Dear diary")


def test_a_second_program_is_told_which_one_holds_the_records(records):
    with records():
        told = process("-m", "ivw", "due")

    assert told.returncode == 2
    assert "in use by" in told.stderr
    assert str(os.getpid()) in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("arguments", [("nothing",), ("due", "--sideways"), ("import",), ("restore",)])
def test_a_slip_in_the_command_ends_with_2(arguments):
    assert "Usage:" in refused(*arguments)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("due", "--as-of", "soon"), "as-of"),
        (("due", "--sideways"), None),
        (("nothing",), None),
        (("import",), "file"),
        (("plan", "--minutes", "many"), "minutes"),
        (("import", "no-such-file.csv"), "file"),
        (("doctor", "--records", "no-such-file.duckdb"), None),
        (("doctor", "--records", ""), "records"),
    ],
)
def test_who_asks_for_json_is_refused_in_json(records, arguments, field):
    for line in ((*arguments, "--json"), ("--json", *arguments)):
        told = json.loads(refused(*line))
        assert list(told) == ["error", "field"]
        assert told["field"] == field
        assert told["error"].endswith((".", "?"))
        assert not told["error"].startswith("Error")


def test_a_reminder_is_one_line_and_silent_when_nothing_is_due(records):
    assert run("due", "--reminder").stdout == ""
    with records() as mine:
        for name in ("Ada", "Ben", "Cem", "Dot"):
            a_contact(mine, name=name, met="2024-06-11 14:00", zone=ZONE)
        promises.promise(
            mine, contact_id=a_contact(mine, name="Eve"), what="it", due=at("2024-06-10").date(), as_of=at("2024-06-03")
        )

    told = run("due", "--reminder").stdout

    assert told.startswith("5 due, 1 of them late: promise, Eve; thank you, ")
    assert told.endswith("; …\n")
    assert told.count("\n") == 1


def test_a_quiet_weekend_says_what_waits_until_monday_and_reminds_of_nothing(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-01-11 14:00", thanked="2024-01-11 15:00", zone=ZONE)
        profile.save(mine, name=None, time_zone=ZONE, first_weekday=1, quiet_weekends=True)
    saturday = ("due", "--as-of", "2024-06-15T09:00:00+02:00")
    assert run(*saturday).stdout == "A quiet weekend: 1 thing can wait until Monday.\n"
    assert run(*saturday, "--reminder").stdout == ""
    assert json.loads(run(*saturday, "--json").stdout) == []
    assert "Ada" in run("due", "--as-of", "2024-06-17T09:00:00+02:00").stdout


def test_a_name_in_any_script_is_printed_whatever_the_terminal_was_set_to(records):
    with records() as mine:
        a_contact(mine, name="Łucja 雪", met="2024-06-11 14:00")

    told = subprocess.run(
        [sys.executable, "-m", "ivw", "due", "--json"],
        cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    assert json.loads(told.stdout.decode("utf-8"))[0]["contact"] == "Łucja 雪"


def test_the_terminal_loads_neither_streamlit_nor_pandas(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-06-11 14:00")
    code = (
        "import sys; from ivw.cli import door\n"
        f"for command in ('due', 'week', 'import {SAMPLE}', 'doctor', 'backup'):\n"
        "    door(command.split(' '), standalone_mode=False)\n"
        "print(','.join(sorted({'streamlit', 'pandas', 'numpy', 'altair'} & set(sys.modules))), file=sys.stderr)"
    )

    told = process("-c", code)

    assert (told.returncode, told.stderr.strip()) == (0, "")


def test_due_loads_no_reader_of_files_and_no_reader_of_dates(records):
    code = (
        "import sys; from ivw.cli import door; door(['due'], standalone_mode=False)\n"
        "print(','.join(sorted({'dateutil', 'ivw.exchange', 'tzlocal'} & set(sys.modules))), file=sys.stderr)"
    )

    assert process("-c", code).stderr.strip() == ""


def test_help_loads_no_database():
    told = process("-X", "importtime", "-m", "ivw", "--help")

    assert "duckdb" not in told.stderr
    assert all(f"  {name} " in told.stdout for name in ("import", "due", "health", "week", "demo", "doctor", "restore"))

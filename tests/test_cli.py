import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivw.cli import door
from ivw.coaching import people, profile, promises, weekly_reviews
from tests.builders import a_contact, at, load_history, records_in

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "data" / "inputs" / "Connections.csv"
NOW = "2024-06-12T09:00:00+02:00"  # a Wednesday
ZONE = "Europe/Berlin"


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", NOW)


@pytest.fixture
def records(tmp_path):
    """The records that the commands open, of somebody in Berlin; closed before a command runs."""
    with records_in(tmp_path) as mine:
        profile.save(mine, name="Mara", time_zone=ZONE, first_weekday=1)
    return lambda: records_in(tmp_path)


def run(*arguments, **how):
    return CliRunner().invoke(door, [str(each) for each in arguments], **how)


def answer(*arguments, **how):
    """The one JSON document of a command that went well."""
    result = run(*arguments, "--json", **how)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(*arguments, **how):
    """What a command says on stderr that ends with 2 and prints nothing else."""
    result = run(*arguments, **how)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def process(*arguments, **how):
    """A command as a program of its own."""
    environment = os.environ | how.pop("env", {})
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        **how,
    )


# due


def test_due_is_a_json_list_in_the_order_of_the_queue(records):
    with records() as mine:
        ada = a_contact(mine, name="Ada", met="2024-06-11 14:00", zone=ZONE)
        ben = a_contact(mine, name="Ben")
        promises.promise(mine, contact_id=ben, what="the article", due=at("2024-06-10").date(), as_of=at("2024-06-03"))

    queue = answer("due")

    assert [(item["contact"], item["action"], item["status"]) for item in queue] == [
        ("Ben", "promise", "overdue"),
        ("Ada", "thank_you", "due"),
    ]
    assert queue[1] == {
        "contact": "Ada",
        "contact_id": ada,
        "action": "thank_you",
        "status": "due",
        "due_at": "2024-06-12T14:20:00+02:00",
        "why": queue[1]["why"],
    }
    assert "Tuesday 11 June" in queue[1]["why"]


def test_due_tells_people_status_who_what_and_why_below_each_other(records):
    with records() as mine:
        a_contact(mine, name="Ada Example", met="2024-06-11 14:00", zone=ZONE)
        a_contact(mine, name="Bo", asked="2024-05-28 10:00")

    lines = run("due").stdout.splitlines()

    assert len(lines) == 2
    assert lines[0].startswith("due  Ada Example  thank you")
    assert lines[0].index("You met") == lines[1].index("You wrote")


def test_due_is_friendly_when_nothing_is(records):
    assert "Nothing is due" in run("due").stdout
    assert answer("due") == []


def test_what_is_to_come_is_listed_only_with_all(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-11 10:00", relationship="known")

    assert answer("due") == []
    assert [(item["action"], item["status"]) for item in answer("due", "--all")] == [("nudge", "upcoming")]


@pytest.mark.parametrize("instant", ["2024-06-20T00:01", "2024-06-20T00:01+02:00", "2024-06-19T22:01:00Z"])
def test_due_as_of_an_instant_without_an_offset_is_told_in_the_persons_zone(records, instant):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-11 10:00", relationship="known")

    assert [item["action"] for item in answer("due", "--as-of", instant)] == ["nudge"]
    assert answer("due", "--as-of", "2024-06-19T23:59") == []


@pytest.mark.parametrize("instant", ["soon", "2024-13-01", "0001-01-01T00:00", ""])
def test_an_instant_that_is_none_is_refused_in_plain_words(records, instant):
    assert refused("due", "--as-of", instant).startswith("Error: ")


# Where the records are, and how the answer looks


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


def test_a_stopped_clock_that_cannot_be_read_is_said(records, monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", "yesterday")

    assert "IVW_AS_OF" in refused("due")


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
        f"for command in ('due', 'health', 'week', 'import {SAMPLE}', 'demo', 'doctor', 'backup'):\n"
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


# health


def test_health_is_told_of_everybody_and_unrounded(records):
    with records() as mine:
        ada = a_contact(mine, name="Ada", met="2024-06-11 14:00", thanked="2024-06-11 18:00", zone=ZONE)
        ben = a_contact(mine, name="Ben")

    told = answer("health")

    assert told["network"] == told["contacts"][0]["score"]
    assert told["contacts"][0] == {
        "contact": "Ada", "contact_id": ada, "state": "on_track", "score": 90, "band": "healthy",
        "F": 1.0, "R": 1.0, "C": 1 / 3, "G": 1.0,
    }  # fmt: skip
    assert told["contacts"][1] == {
        "contact": "Ben", "contact_id": ben, "state": "prospect", "score": None, "band": None,
        "F": None, "R": None, "C": None, "G": None,
    }  # fmt: skip


def test_health_before_the_first_conversation_has_no_data(records):
    assert answer("health") == {"network": None, "contacts": []}
    assert "No data yet" in run("health").stdout


def test_health_as_of_an_instant_is_the_one_of_then(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-06-11 14:00")

    assert answer("health", "--as-of", "2024-06-10")["network"] is None
    assert answer("health", "--as-of", "2024-06-14")["network"] == 79


def test_health_tells_people_the_weakest_first(records):
    with records() as mine:
        a_contact(mine, name="Ada", met="2024-06-11 14:00", thanked="2024-06-11 18:00")
        a_contact(mine, name="Ben", met="2024-06-03 14:00")

    told = run("health").stdout

    assert told.startswith("Network: ")
    assert told.index("Ben") < told.index("Ada")


# week


def test_the_week_has_every_figure_its_targets_and_the_chain(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-10 10:00", replied="2024-06-11 10:00", met="2024-06-11 14:00")
        profile.set_target(mine, "introductions", 1, at("2024-06-03").date())

    told = answer("week")

    assert told["week"] == "2024-06-10"
    assert list(told["counts"]) == list(profile.FIGURES)
    assert (told["counts"]["requests"], told["counts"]["conversations"], told["counts"]["introductions"]) == (1, 1, 0)
    assert told["targets"]["introductions"] == 1
    assert told["chain"][:3] == [
        {"step": "asked", "n": 1, "of": 1},
        {"step": "replied", "n": 1, "of": 1},
        {"step": "met", "n": 1, "of": 1},
    ]


def test_a_past_week_is_told_as_it_stood_at_its_end(records):
    with records() as mine:
        a_contact(mine, name="Ada", asked=["2024-06-03 00:30", "2024-06-09 23:30"], met="2024-06-10 08:00", zone=ZONE)

    told = answer("week", "--of", "2024-06-05")

    assert (told["week"], told["counts"]["requests"]) == ("2024-06-03", 2)
    assert [step["n"] for step in told["chain"][:3]] == [1, 0, 0]
    assert answer("week", "--of", "2024-06-09") == told


def test_the_present_week_is_told_as_of_now(records, monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", "2024-06-12T08:00:00+02:00")
    with records() as mine:
        a_contact(mine, name="Ada", asked="2024-06-12 09:00", zone=ZONE)

    assert answer("week", "--of", "2024-06-14") == answer("week")
    assert answer("week")["counts"]["requests"] == 0


def test_a_week_begins_on_the_persons_first_day(records):
    with records() as mine:
        profile.save(mine, name=None, time_zone=ZONE, first_weekday=7)

    assert answer("week")["week"] == "2024-06-09"
    assert answer("week", "--of", "2024-06-08")["week"] == "2024-06-02"


@pytest.mark.parametrize("day", ["2024-06-17", "someday", "2199-01-01"])
def test_a_week_to_come_or_no_day_at_all_is_refused(records, day):
    assert refused("week", "--of", day)


def test_what_was_written_about_a_week_is_told_with_it(records):
    with records() as mine:
        day = at("2024-06-10").date()
        weekly_reviews.write(mine, day, "to_change", "Ask sooner.", as_of=at("2024-06-11"))
        weekly_reviews.intend(mine, day, situation="it rains", response="I write", as_of=at("2024-06-11"))
    written = {"went_well": None, "to_change": "Ask sooner.", "plans": [{"if": "it rains", "then": "I write"}]}
    assert answer("week")["review"] == written
    for page in (run("week").stdout, run("week", "--markdown").stdout):
        assert "Ask sooner." in page
        assert "If it rains, then I write" in page


def test_the_week_can_be_told_as_a_page_of_markdown(records):
    assert run("week", "--markdown").stdout.startswith("# Week of 10 June 2024\n")
    assert run("week").stdout.startswith("Week of Monday 10 June 2024\n")


# import


def test_an_import_is_tried_then_made_and_nothing_comes_in_twice(records):
    tried = answer("import", SAMPLE, "--dry-run")
    with records() as mine:
        assert people.counts(mine)["everyone"] == 0

    made = answer("import", SAMPLE)
    again = answer("import", SAMPLE)

    assert made == tried
    assert list(made) == ["added", "updated", "unchanged", "skipped", "problems", "conflicts", "rows_skipped"]
    assert len(made["rows_skipped"]) == made["skipped"]
    assert made["added"] > 250
    assert set(made["problems"][0]) >= {"row", "field", "why"}
    assert (again["added"], again["updated"]) == (0, 0)


def test_a_history_comes_in_from_stdin_with_its_instants_in_the_persons_zone(records):
    history = {"contacts": [{"name": "Ada", "interactions": [{"kind": "request", "happened_at": "2024-06-01T23:30"}]}]}

    assert answer("import", "-", input=json.dumps(history))["added"] == 1
    with records() as mine:
        assert mine.rows("SELECT happened_at FROM interactions")[0][0] == at("2024-06-01 21:30")


def test_problems_are_told_row_by_row(records):
    told = run("import", "-", input='{"contacts": [{"name": "Ada", "tie": "Z"}, {"name": ""}]}').stdout

    assert told.startswith("1 added, 0 updated, 0 unchanged, 1 rows skipped.")
    assert "row 1" in told
    assert "row 2" in told
    assert "row 3  left out: an empty row" in run("import", "-", input="Name,Email\nAda,\n,\nBen,\n").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-such-file.csv",), "cannot be read"),
        ((".",), "cannot be read"),
        ((SAMPLE, "--as", "history"), "no JSON"),
        ((SAMPLE, "--as", "vcard"), "no vCard"),
        ((SAMPLE, "--as", "papyrus"), "papyrus"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_plain_words(records, arguments, says):
    assert says in refused("import", *arguments)


# demo


def test_the_demo_network_comes_once_and_goes_again(records):
    added = answer("demo")["added"]

    assert added >= 40
    assert len(answer("due")) > 10
    assert "already" in refused("demo")
    assert answer("demo", "--remove") == {"removed": added}
    assert answer("due", "--all") == []
    assert "no demo network" in refused("demo", "--remove")


# doctor


def test_the_doctor_ends_with_0_when_all_is_well(records):
    run("demo")

    assert answer("doctor") == {"findings": [], "remarks": []}
    assert "is sound" in run("doctor").stdout


def test_the_doctor_ends_with_1_and_says_how_to_mend_what_it_finds(records):
    with records() as mine:
        load_history(
            mine, [{"name": "Ada", "interactions": [{"kind": "request", "happened_at": "2024-07-01T10:00Z"}]}], ZONE
        )

    told = run("doctor", "--json")

    assert (told.exit_code, told.stderr) == (1, "")
    (finding,) = json.loads(told.stdout)["findings"]
    assert set(finding) == {"what", "where", "mend"}
    assert "Ada" in finding["where"]
    assert all(finding.values())


def test_a_remark_of_the_doctors_is_no_finding(records):
    with records() as mine:
        load_history(mine, [{"name": "Ada", "interactions": [{"kind": "deferred", "happened_at": "2024-06-01"}]}], ZONE)

    told = answer("doctor")

    assert told["findings"] == []
    assert len(told["remarks"]) == 1
    assert "Remark" in run("doctor").stdout


def test_the_doctor_finds_a_zone_that_keeps_every_other_command_from_running(records):
    with records() as mine, mine.transaction() as transaction:
        transaction.fetch("UPDATE profile SET time_zone = 'Mars/Olympus'")

    told = run("doctor", "--json")

    assert told.exit_code == 1
    assert json.loads(told.stdout)["findings"][0]["where"] == "profile.time_zone"


def test_the_doctor_makes_no_file_where_there_is_none(tmp_path):
    assert "There is no file" in refused("doctor", "--records", tmp_path / "nowhere.duckdb")
    assert not (tmp_path / "nowhere.duckdb").exists()


@pytest.mark.parametrize(
    "command",
    [("due",), ("health",), ("week",), ("backup",), ("doctor",), ("plan", "--meeting", "x"), ("demo", "--remove")],
)
def test_a_command_that_only_reads_makes_no_file(tmp_path, command):
    assert "There is no file" in refused(*command, "--records", tmp_path / "nowhere.duckdb")
    assert list(tmp_path.iterdir()) == []


# backup and restore


def test_what_a_backup_holds_can_be_restored(records):
    with records() as mine:
        a_contact(mine, name="Ada")
    written = answer("backup")["written"]
    with records() as mine:
        a_contact(mine, name="Ben")

    told = answer("restore", written)

    assert told["restored"] == written
    assert Path(told["saved"]).is_file()
    with records() as mine:
        assert [found.name for found in people.search(mine)[0]] == ["Ada"]

    answer("restore", told["saved"])
    with records() as mine:
        assert [found.name for found in people.search(mine)[0]] == ["Ada", "Ben"]


def test_on_a_new_computer_a_backup_becomes_the_records_and_a_wrong_file_becomes_none(records, tmp_path):
    with records() as mine:
        a_contact(mine, name="Ada")
    written = answer("backup")["written"]
    there = tmp_path / "new" / "records.duckdb"
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"no records")

    assert "Nothing was changed" in refused("restore", wrong, "--records", there)
    assert not there.exists()

    told = run("restore", written, "--records", there)
    assert told.exit_code == 0, told.stderr
    assert f"Your records are {there} now" in told.stdout
    assert [each["contact"] for each in answer("health", "--records", there)["contacts"]] == ["Ada"]


@pytest.mark.parametrize("command", ["doctor", "due"])
def test_a_damaged_file_is_left_as_it_is_and_the_way_back_is_told(records, tmp_path, command):
    with records() as mine:
        a_contact(mine, name="Ada")
    written = answer("backup")["written"]
    file = tmp_path / "records.duckdb"
    cut = file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(cut)

    says = refused(command)

    assert "is damaged" in says
    assert says.rstrip().endswith(f"restore --records {file} {written}).")
    assert file.read_bytes() == cut


def test_a_restore_asks_first_and_says_what_goes(records):
    written = answer("backup")["written"]
    with records() as mine:
        a_contact(mine, name="Ada")

    asked = run("restore", written, input="n\n")

    assert asked.exit_code == 1
    assert "People" in asked.stderr
    with records() as mine:
        assert people.counts(mine)["everyone"] == 1
    assert run("restore", written, input="y\n").exit_code == 0
    with records() as mine:
        assert people.counts(mine)["everyone"] == 0


def test_a_restore_with_yes_does_not_ask(records):
    told = run("restore", answer("backup")["written"], "--yes")

    assert (told.exit_code, told.stderr) == (0, "")
    assert "is restored" in told.stdout


@pytest.mark.parametrize("content", [None, b"", b"no records at all" * 500])
def test_a_file_that_is_no_backup_is_refused_and_the_records_stay(records, tmp_path, content):
    with records() as mine:
        a_contact(mine, name="Ada")
    brought = tmp_path / "brought.duckdb"
    if content is not None:
        brought.write_bytes(content)

    refused("restore", brought, "--yes")

    with records() as mine:
        assert people.counts(mine)["everyone"] == 1

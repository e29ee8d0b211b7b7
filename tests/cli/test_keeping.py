"""`import`, `demo`, `doctor`, `backup` and `restore`: what goes into the records, and how they are kept."""

import json
from pathlib import Path

import duckdb
import pytest

from ivw.coaching import people
from tests.builders import a_contact, at, load_history
from tests.cli.terminal import SAMPLE, ZONE, answer, refused, run

pytestmark = pytest.mark.usefixtures("a_wednesday")


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


def test_a_file_that_lacks_a_table_is_told_by_the_doctor_and_never_becomes_the_records(records, tmp_path):
    lacking, new = tmp_path / "lacking.duckdb", tmp_path / "new.duckdb"
    lacking.write_bytes(Path(answer("backup")["written"]).read_bytes())
    with duckdb.connect(lacking) as connection:
        connection.execute("DROP TABLE themes")

    assert "themes: The table is missing." in run("doctor", "--records", str(lacking)).stdout
    told = run("restore", str(lacking), "--records", str(new))

    assert told.exit_code == 2
    assert "missing in this file: themes." in told.stderr
    assert not new.exists()


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

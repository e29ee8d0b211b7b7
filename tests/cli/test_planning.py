"""`plan`: which questions fit the minutes, as JSON and in words."""

import json
from functools import partial

import pytest

from ivw.coaching import goals, plans
from ivw.coaching.agenda import MUST_ASKS
from tests.builders import a_contact, a_conversation, at, records_in
from tests.cli import terminal

NOW = at("2026-11-24 09:00")
TABLE = """text,priority,goals,answer_seconds,must,about_me
How did you get into this?,3,path,,,
What is hard about it?,2,,,,
Which tools do you use?,1,tools,,,
Is it fun?,2,,,,
What would you study today?,2,path,,1,
How do you see my background?,2,,,,1
"""
run = partial(terminal.run, "plan")
refused = partial(terminal.refused, "plan")


def answer(*arguments, **how):
    """Its document; what else there is to know of the plan goes to stderr."""
    result = run(*arguments, "--json", **how)
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.setenv("IVW_AS_OF", "2026-11-24T09:00:00+01:00")
    return tmp_path


@pytest.fixture
def table(folder):
    path = folder / "questions.csv"
    path.write_text(TABLE, "utf8")
    return path


def test_the_document_has_what_scripts_rely_on_and_nothing_else(table):
    found = answer("--minutes", 20, "--questions", table)
    assert set(found) == {"minutes", "budget_s", "used_s", "keep", "cut", "spare"}
    assert (found["minutes"], found["budget_s"]) == (20, 885)
    assert found["used_s"] == sum(each["seconds"] for each in found["keep"]) <= found["budget_s"]
    assert all(set(each) == {"text", "tier", "seconds"} for each in found["keep"])
    assert all(set(each) == {"text", "seconds", "why"} and each["why"] for each in found["cut"])
    assert set(found["spare"]) <= {each["text"] for each in found["cut"]}
    assert len(found["keep"]) + len(found["cut"]) == 8


def test_the_must_asks_are_added_and_it_says_so(table):
    result = run("--minutes", 20, "--questions", table, "--json")
    assert [each["text"] for each in json.loads(result.stdout)["keep"]][-2:] == list(MUST_ASKS.values())
    assert result.stderr.count("Added, since nobody should leave without it") == 2


def test_in_words_it_says_what_is_kept_and_why_the_rest_is_not(table):
    said = run("--minutes", 15, "--questions", table).stdout
    assert said.startswith("15 minutes: the questions take ")
    for words in ("keep  must", "How did you get into this?", "cut", "leaving it out saves", "Added, since nobody"):
        assert words in said


def test_a_list_can_come_from_a_pipe():
    assert len(answer("--minutes", 20, "--questions", "-", input="text\nWhy?\nHow?\n")["keep"]) == 4


def test_the_plan_of_a_conversation_has_its_own_minutes_and_goals(folder):
    with records_in(folder) as records:
        meeting = a_conversation(records, a_contact(records), starts="2026-11-26 10:00", minutes=30)
        made = plans.start(records, minutes=15, as_of=NOW, meeting_id=meeting).fact_id
        goal = goals.add(records, text="Learn", as_of=NOW, weight=3).fact_id
        for place in range(6):
            plans.add_question(records, made, f"What of {place}?", goals=(goal,) if place == 5 else ())
    found = answer("--meeting", meeting)
    assert found["minutes"] == 15
    assert "What of 5?" in [each["text"] for each in found["keep"]]
    assert answer("--meeting", meeting, "--minutes", 30)["minutes"] == 30


def test_a_list_needs_no_records(folder, table):
    answer("--minutes", 20, "--questions", table)
    assert not (folder / "records.duckdb").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--minutes", 20], "Whose questions?"),
        ([], "Whose questions?"),
        (["--minutes", 20, "--meeting", "x", "--questions", "y"], "Both"),
        (["--minutes", 20, "--questions", "nowhere.csv"], "cannot be read"),
        (["--minutes", "many", "--questions", "-"], "not a valid integer"),
        (["--meeting", "nobody"], "No conversation nobody with a plan"),
    ],
)
def test_what_cannot_be_planned_is_said_in_a_sentence(folder, arguments, says):
    with records_in(folder):
        pass  # there are records, with nothing in them
    assert says in refused(*arguments)


@pytest.mark.parametrize("minutes", [0, 4, 601, -20])
def test_minutes_out_of_reach_are_refused(table, minutes):
    assert "5 to 600 minutes" in refused("--minutes", minutes, "--questions", table)


def test_minutes_are_needed_for_a_list(table):
    assert "minutes are missing" in refused("--questions", table)


def test_a_bad_row_is_named_by_its_line():
    assert "Line 3, priority" in refused("--minutes", 20, "--questions", "-", input="text,priority\nWhy?,1\nHow?,9\n")

"""Difficult moments are data; what comes up is random, and the same after a reload."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from ivw.coaching import curveballs, plans, practice
from ivw.coaching.agenda import MUST_ASKS
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.practice import Lap
from tests.builders import at, open_records

HEAD = "key,when,halves,text,way_out,say,why,source\n"
ROW = "late,first,1,They are late.,Keep to the end.,Shall we?,You watch the time (guide 2).,B33\n"
NOW = at("2026-11-22 10:00")
ADVICE = Path(__file__).parents[1] / "data" / "advice.csv"


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    records = open_records(tmp_path_factory.mktemp("curveballs"))
    yield records
    records.close()


@pytest.fixture
def run(records):
    plan = plans.start(records, minutes=30, as_of=NOW, title="Towns").fact_id
    plans.add_question(records, plan, "How did you come to this work?")
    return practice.start(records, plan, as_of=NOW).fact_id


def laps(questions):
    texts = [f"What is the {place}th thing?" for place in range(questions)] + list(MUST_ASKS.values())
    return [
        Lap(f"lap-{place}", place, text, 100.0, None, None, None, False, None, text in MUST_ASKS.values())
        for place, text in enumerate(texts, start=1)
    ]


# The file


def test_there_are_a_dozen_moments_and_more_and_each_is_told_once():
    every = curveballs.every()
    assert len(every) >= 12
    for column in ("key", "text", "way_out", "say"):
        assert max(Counter(getattr(each, column) for each in every).values()) == 1
    assert {"one_word", "send_cv", "late_start", "off_topic", "disagree", "runs_long"} <= {each.key for each in every}
    assert [each.key for each in every if each.halves and each.when == "first"] == ["late_start"]


def test_each_says_why_and_names_the_guides_of_its_statements():
    guides = {row["id"]: row["source"] for row in csv.DictReader(ADVICE.open(encoding="utf-8"))}
    for each in curveballs.every():
        statements = each.source.split(";")
        assert all(statement in guides for statement in statements), each.key
        named = {
            f"guide {n}" for said in re.findall(r"\(guides? ([\d and]+)\)", each.why) for n in re.findall(r"\d", said)
        }
        assert named, each.key
        assert named <= {guides[statement] for statement in statements}, each.key


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("key,text\n", "curveballs.csv has no column when"),
        (HEAD + ROW + ROW, "curveballs.csv, line 3, key: late is there twice"),
        (HEAD + ROW.replace("first", "soon"), "line 2, when: There is no 'soon'"),
        (HEAD + ROW.replace(",1,", ",2,"), "line 2, halves"),
        (HEAD + ROW.replace("late,", "Läte!,"), "line 2, key"),
        (HEAD + ROW.replace("They are late.", "They are late. " * 9), "line 2, text: This has"),
        (HEAD + ROW.replace("Shall we?", " "), "line 2, say: This is empty"),
        (HEAD + ROW.replace("Shall we?", "Well, shall we?"), "line 2, text: This row has more cells"),
    ],
)
def test_a_broken_line_is_named(tmp_path, written, says):
    path = tmp_path / "curveballs.csv"
    path.write_text(written, "utf8")
    with pytest.raises(InvalidRecord, match=says):
        curveballs.every(path)


# What comes up


def test_what_comes_up_is_the_same_after_a_reload_and_another_one_in_another_run():
    drawn = [curveballs.draw(f"run-{n}", laps(8)) for n in range(40)]
    assert drawn == [curveballs.draw(f"run-{n}", laps(8)) for n in range(40)]
    assert all(len(each) == 2 for each in drawn)
    assert len({tuple(each) for each in drawn}) > 5
    assert len({moment.key for each in drawn for moment in each.values()}) > 12


def test_nothing_comes_up_during_the_must_asks_nor_twice_and_the_time_is_halved_once_at_most():
    for n in range(300):
        drawn = curveballs.draw(f"run-{n}", laps(6), 4)
        assert len(drawn) == 4
        assert not set(drawn) & {7, 8}
        assert len({each.key for each in drawn.values()}) == 4
        assert sum(each.halves for each in drawn.values()) <= 1
        assert all(each.when != "first" or ordinal == 1 for ordinal, each in drawn.items())
        assert all(each.when != "late" or ordinal > 4 for ordinal, each in drawn.items())


def test_a_short_plan_has_fewer_of_them():
    assert len(curveballs.draw("run", laps(1))) == 1
    assert curveballs.draw("run", laps(0)) == {}
    assert curveballs.draw("run", []) == {}


def test_where_nothing_of_the_file_fits_any_more_nothing_comes_up(tmp_path):
    path = tmp_path / "curveballs.csv"
    head, *lines = curveballs.FILE.read_text("utf8").splitlines(keepends=True)
    path.write_text(head + lines[0], "utf8")
    assert len(curveballs.draw("run", laps(6), 4, path)) == 1


# What is kept


def keep(records, run, ordinal, key, *, tried=False):
    with records.transaction() as transaction:
        curveballs.keep(transaction, run, ordinal, key, tried=tried)


def test_what_came_up_is_kept_once_with_the_words_it_had(records, run):
    for tried in (False, True, False):
        keep(records, run, 1, "send_cv", tried=tried)
    (came,) = curveballs.of_run(records, run)
    assert (came.ordinal, came.situation, came.tried, came.ease) == (1, "send_cv", True, None)
    assert came.text == came.known.text == "They say: just send me your CV."


def test_what_came_up_can_be_rated_and_the_rating_undone(records, run):
    keep(records, run, 1, "silence", tried=True)
    (came,) = curveballs.of_run(records, run)
    for ease in (4, None, 2):
        rated = curveballs.rate(records, came.id, ease)
        assert [came.ease for came in curveballs.of_run(records, run)] == [ease]
    for wrong in (0, 6, True):
        with pytest.raises(InvalidRecord, match="1 to 5"):
            curveballs.rate(records, came.id, wrong)
    with pytest.raises(InvalidRecord, match="not in the records"):
        curveballs.rate(records, run, 3)
    undo(records, rated)
    assert [came.ease for came in curveballs.of_run(records, run)] == [None]


def test_a_moment_that_nobody_knows_is_refused(records, run):
    with pytest.raises(InvalidRecord) as refused:
        keep(records, run, 1, "nobody knows this")
    assert refused.value.field == "situation"
    assert curveballs.of_run(records, run) == []


def test_a_moment_that_left_the_file_is_still_told(records, run):
    with records.transaction() as transaction:
        transaction.add(
            "curveballs", {"rehearsal_id": run, "ordinal": 1, "situation": "gone", "text": "It rains.", "tried": False}
        )
    (came,) = curveballs.of_run(records, run)
    assert (came.text, came.known) == ("It rains.", None)
    keep(records, run, 1, "gone", tried=True)
    assert curveballs.of_run(records, run)[0].tried

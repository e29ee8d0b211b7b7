"""The chart and the words of a rehearsal."""

import pytest

from ivw.coaching.practice import Lap
from ivw.coaching.rehearsal_review import review
from ivw.show import charts
from ivw.show.charts.rehearsal import dumbbell
from ivw.show.rehearsal_words import advice, as_clock, finding, gap, in_brief, totals
from tests.show.test_charts import texts_in

ROWS = (
    ("1  How did you come to…", "How did you come to this work?", 205.0, 256.0, "51 s over", True),
    ("2  May I mention your name?", "May I mention your name?", 30.0, 24.0, "6 s under", False),
)


def a_lap(took, planned=150.0, text="How did you come to this work?", *, skipped=False, must=False):
    return Lap("lap", 1, text, planned, took, took, None, skipped, None, must)


def said(*laps, minutes=20):
    return finding(laps, review(laps, minutes)).replace("\\", "")


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], (("1  Why?", "Why?", 0.0, 0.0, "on the second", False),)])
def test_the_chart_is_valid_vega_lite_and_names_no_colour_of_its_own(rows):
    assert dumbbell(rows).to_dict() == charts.specification(dumbbell, rows)
    assert not [text for text in texts_in(charts.specification(dumbbell, rows)) if text.startswith("#")]


def test_the_chart_says_the_gap_beside_each_question():
    assert {"51 s over", "6 s under"} <= set(texts_in(charts.specification(dumbbell, ROWS)))


def test_the_title_is_the_finding():
    assert said(a_lap(200), a_lap(150)) == "One question runs long: “How did you come to this work?”"
    assert said(a_lap(200), a_lap(250)).startswith("2 questions run long, most of all")
    assert said(a_lap(8), a_lap(9)) == "Most laps left no room for an answer"
    assert said(a_lap(150), a_lap(3, skipped=True)) == "What was asked kept to its time"
    assert said(a_lap(150), a_lap(140)) == "Every question kept to its time"


def test_times_are_said_as_clocks_and_gaps_in_words():
    assert [as_clock(seconds) for seconds in (0, 59.6, 61, 3600, -4)] == ["0:00", "1:00", "1:01", "60:00", "0:00"]
    assert [gap(a_lap(took)) for took in (150.2, 201, 120)] == ["on the second", "51 s over", "30 s under"]


def test_a_long_question_is_cut_between_words():
    assert in_brief("one two three four", 10) == "one two…"
    assert in_brief("short") == "short"
    assert len(in_brief("x" * 100, 20)) <= 20


def test_the_totals_say_whether_it_fits():
    assert "it fits" in totals(review([a_lap(150)], 20))
    assert "5:45 too long" in totals(review([a_lap(150)], 0))
    assert "not reached" in totals(review([a_lap(150), a_lap(None)], 20))


def test_the_advice_names_what_to_shorten_and_what_to_leave_out():
    laps = [a_lap(300, 300, "A?"), a_lap(600, 600, "B?"), a_lap(200, 150, "C?", must=True)]
    lines = "\n".join(advice(review(laps, 12), "silent")).replace("\\", "")
    assert "Shorten “C?”** by 0:50" in lines
    assert "Leave out “B?”" in lines
    assert advice(review([a_lap(150)], 20), "silent") == [
        "Nothing to cut. Rehearse once more when the day is near, and then leave it."
    ]

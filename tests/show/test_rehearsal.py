"""The charts and the words of a rehearsal."""

from datetime import UTC, datetime

from ivw.coaching.practice import Lap, Run
from ivw.coaching.rehearsal_feelings import Felt
from ivw.coaching.rehearsal_review import Pace, review
from ivw.show import charts
from ivw.show.charts import rehearsal
from ivw.show.charts.rehearsal import dumbbell
from ivw.show.rehearsal_feelings import in_words
from ivw.show.rehearsal_words import (
    advice,
    as_clock,
    finding,
    gap,
    in_brief,
    must_asks,
    pace_in_words,
    reads,
    totals,
)
from tests.show.test_charts import texts_in

ROWS = (
    ("1  How did you come to…", "How did you come to this work?", 205.0, 256.0, "51 s over", True),
    ("2  May I mention your name?", "May I mention your name?", 30.0, 24.0, "6 s under", False),
)
NASTY = "<img src=x onerror=alert(1)> $x$ :red[x] 'quoted' \"twice\" \\"
WHOLES = tuple(
    (f"{NASTY}, {place}", "3 Nov", 20.0, 14.0 + 4 * place, "1:10 to spare", mark)
    for place, mark in enumerate(rehearsal.MARKS)
)
FELT = tuple(
    (float(7 * run), f"{NASTY}, {run}", float(run + 1), series) for run in (1, 2) for series in rehearsal.SERIES
)
REACHED = ((NASTY, 3, "after 3 rehearsals, 41 min", True), ("Ada", 1, "not yet, 1 rehearsal, 9 min", False))
CHARTS: dict[str, tuple[charts.Function, charts.Rows]] = {
    "dumbbell": (dumbbell, ROWS),
    "one question": (dumbbell, ROWS[:1]),
    "a question of no time": (dumbbell, (("1  Why?", "Why?", 0.0, 0.0, "on the second", False),)),
    "wholes": (rehearsal.wholes, WHOLES),
    "one whole": (rehearsal.wholes, WHOLES[:1]),
    "felt": (rehearsal.felt, FELT),
    "felt once, before anything was asked": (rehearsal.felt, ((0.0, "Ada, 1", 3.0, "Nerves after"),)),
    "comfortable": (rehearsal.until_comfortable, REACHED),
    "one comfortable": (rehearsal.until_comfortable, REACHED[1:]),
}


def a_lap(took, planned=150.0, text="How did you come to this work?", *, skipped=False, must=False, ask=None, held=0.0):
    """A lap with a real answer; `held` None: all of it was asking."""
    asking = took if held is None else 0.0
    return Lap("lap", 1, text, planned, took, asking, held, skipped, None, must, ask)


def a_run(mode="companion", broken_off=None):
    began = datetime(2026, 11, 22, tzinfo=UTC)
    return Run("run", "plan", mode, began, None if broken_off else began, broken_off)


def said(*laps, minutes=20, mode="companion"):
    return finding(review(laps, minutes, mode=mode)).replace("\\", "")


def lines(*laps, minutes=20, run=None, **how):
    run = run or a_run(how.get("mode", "companion"))
    return "\n".join(advice(review(laps, minutes, **how), run)).replace("\\", "")


def test_the_charts_say_in_words_what_their_colours_say():
    assert {"51 s over", "6 s under"} <= set(texts_in(charts.specification(dumbbell, ROWS)))
    assert f"{NASTY}, 0: 1:10 to spare" in texts_in(charts.specification(rehearsal.wholes, WHOLES))
    assert "Ada: not yet, 1 rehearsal, 9 min" in texts_in(charts.specification(rehearsal.until_comfortable, REACHED))


def test_the_title_is_the_finding():
    assert said(a_lap(200), a_lap(150)) == "One question runs long: “How did you come to this work?”"
    assert said(a_lap(200), a_lap(250)).startswith("2 questions run long, most of all")
    assert said(a_lap(8, held=None), a_lap(9, held=None), mode="silent") == "Most laps left no room for an answer"
    assert said(a_lap(150), a_lap(3, skipped=True)) == "What was asked kept to its time"
    assert said(a_lap(150), a_lap(140)) == "Every question kept to its time"


def test_times_are_said_as_clocks_and_gaps_in_words():
    assert [as_clock(seconds) for seconds in (0, 59.6, 61, 3600, -4)] == ["0:00", "1:00", "1:01", "60:00", "0:00"]
    taken = review([a_lap(150.2), a_lap(201), a_lap(120), a_lap(304), a_lap(90)], 20).taken
    assert [gap(each) for each in taken] == ["on the second", "51 s over", "30 s under", "2:34 over", "1:00 under"]


def test_a_long_question_is_cut_between_words():
    assert in_brief("one two three four", 10) == "one two…"
    assert in_brief("short") == "short"
    assert len(in_brief("x" * 100, 20)) <= 20


def test_the_totals_say_whether_it_fits():
    assert "it fits" in totals(review([a_lap(150)], 20))
    assert "5:45 too long" in totals(review([a_lap(150)], 0))
    assert "not reached" in totals(review([a_lap(150), a_lap(None)], 20))
    assert "A rapid round says nothing of the answers" in totals(review([a_lap(15, 12)], 20, round="asking"))


def test_the_advice_names_what_to_shorten_and_what_to_leave_out():
    long = "What did you do first, and then, and what came of it in the end?"
    said = lines(a_lap(300, 300, "A?"), a_lap(600, 600, "B?"), a_lap(200, 150, long, must=True), minutes=12)
    assert "by 0:50, by asking for less at once" in said
    assert "Leave out “B?”" in said
    assert lines(a_lap(150)) == "Nothing to cut. Rehearse once more when the day is near, and then leave it."


def test_of_a_short_question_or_a_must_ask_no_fewer_words_are_asked():
    said = lines(a_lap(196, 15, "May I mention your name?", ask="your_name"), a_lap(300, 150, "C?"))
    assert "Let the answer to “May I mention your name?” be short**, and go on: it took 3:01 longer" in said
    assert "Go on sooner after “C?”" in said
    assert "asking for less" not in said


def test_alone_the_asking_is_advised_on_and_the_chart_says_what_it_shows():
    alone = Lap("lap", 1, "Why is that so?", 100.0, 140.0, 40.0, 100.0, False, None, False)
    assert "Say “Why is that so?” without a lead-in**: 4 words took 0:29 longer" in lines(alone, mode="mirror")
    assert "only your asking counts" in reads(review([alone], 20, mode="mirror"))
    assert "The dot" not in reads(review([alone], 20))
    assert "Wait for the answer" in lines(a_lap(8, held=None), mode="silent")
    assert "a companion makes that easier" in lines(a_lap(8, held=None), mode="silent")


def test_must_asks_that_were_not_reached_are_said_with_what_to_do():
    missed = [a_lap(60, ask="who_else"), a_lap(None, text="May I mention your name?", ask="your_name")]
    assert "Not asked: “May I mention your name?”" in must_asks(review(missed, 20)).replace("\\", "")
    assert "Keep two minutes for the must-asks" in lines(*missed)
    broken_off = a_run(broken_off=datetime(2026, 11, 22, tzinfo=UTC))
    assert "Keep two minutes" not in lines(*missed, run=broken_off)
    assert "Both must-asks reached" in must_asks(review([a_lap(60, ask="who_else"), a_lap(9, ask="your_name")], 20))
    assert must_asks(review([a_lap(60)], 20)) == ""


def test_pace_stands_beside_what_was_planned_and_is_never_scored():
    said = pace_in_words(Pace(18.4, 12.2, 7))
    assert "A question took you **0:18** to ask, on average over 7 questions; the plan gives it 0:12" in said
    assert "never scored" in said
    assert pace_in_words(None) == ""


def test_how_it_felt_is_said_against_before():
    assert in_words(Felt(nerves_before=4, nerves_after=2, confidence_before=3, confidence_after=3)) == (
        ":green[:material/check:] Nerves went from 4 to 2. Confidence stayed at 3."
    )
    assert in_words(Felt(nerves_before=4, confidence_after=3)) == ""

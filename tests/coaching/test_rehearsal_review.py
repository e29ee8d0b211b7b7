"""What a run says about its plan."""

import pytest

from ivw.coaching import agenda
from ivw.coaching.agenda import Question
from ivw.coaching.practice import Lap
from ivw.coaching.rehearsal_review import pace, review

SIX = "one two three four five six"  # four seconds to ask, with breath, and 8 to move on


def a_lap(took, planned=100, *, text=SIX, skipped=False, must=False, ordinal=1, ask=None, answer=0.0):
    """A lap that took so long in all; `answer` None: all of it was asking."""
    asking = took if answer is None or took is None else 0
    return Lap("lap", ordinal, text, planned, took, asking, None if took is None else answer, skipped, None, must, ask)


def alone(asking, planned=100, *, text=SIX, held=80.0, ordinal=1):
    """A lap alone with the clock as the host."""
    return Lap("lap", ordinal, text, planned, asking + held, asking, held, False, None, False)


def test_a_run_that_fits_says_what_is_left():
    found = review([a_lap(100), a_lap(90)], 20)
    assert (found.spoken_s, found.planned_s) == (190, 200)
    assert found.whole_s == 190 + agenda.OVERHEAD_S
    assert found.spare_s == 1200 - found.whole_s
    assert (found.long, found.to_cut, found.without_room) == ((), (), False)


def test_what_was_not_reached_counts_with_its_plan():
    assert review([a_lap(100), a_lap(None, 300)], 20).whole_s == 400 + agenda.OVERHEAD_S
    assert review([a_lap(100), a_lap(None, 300)], 20).not_reached == 1


def test_what_ran_long_stands_there_worst_first():
    found = review([a_lap(130), a_lap(131, ordinal=2), a_lap(200, ordinal=3)], 20)
    assert [each.lap.ordinal for each in found.long] == [3, 2]


def test_a_cut_is_named_only_where_no_shortening_helps():
    laps = [a_lap(500, 500, ordinal=1), a_lap(300, 300, ordinal=2), a_lap(150, 100, must=True, ordinal=3)]
    assert review(laps, 19).to_cut == ()  # 5 s too long, and one ran 50 s over
    assert [each.lap.ordinal for each in review(laps, 17).to_cut] == [2]
    assert [each.lap.ordinal for each in review(laps, 12).to_cut] == [1]
    assert review([a_lap(900, 900, must=True)], 10).to_cut == ()


def test_with_the_plan_what_is_worth_least_for_its_time_is_left_out():
    texts = ["How did it begin?", "What is hard?", "What is next?", "Who helps you?", "What surprised you?"]
    questions = [Question(text, text, priority=1 if text == "What is next?" else 3) for text in texts]
    questions += [Question(text, text, tier="spare") for text in ("What else?", "Where to?")]
    laps = [a_lap(230, 230, text=text, ordinal=place) for place, text in enumerate(texts, start=1)]
    found = review(laps, 20, questions=questions)
    assert [each.lap.text for each in found.to_cut] == ["What is next?", "What surprised you?"]  # a tenth is reserve
    assert found.by_worth
    assert not review(laps, 20).by_worth
    # What must be in stays.
    musts = [Question(text, text, tier="must") for text in texts]
    assert review([a_lap(230, 230, text=text, must=True) for text in texts], 20, questions=musts).to_cut == ()


def test_laps_that_were_all_asking_left_no_room():
    assert review([a_lap(8, answer=None), a_lap(9, answer=None), a_lap(80)], 20, mode="mirror").without_room
    assert not review([a_lap(8, answer=None), a_lap(90)], 20, mode="mirror").without_room
    assert not review([a_lap(8, answer=None)], 20).without_room  # with a companion: the one at hand as the run ended
    assert not review([], 20).without_room


def test_a_lap_without_a_plan_is_never_long():
    assert review([a_lap(500, None)], 20).long == ()


def test_alone_only_the_asking_counts_and_the_answer_as_it_was_planned():
    (taken,) = review([alone(20, held=400)], 20, mode="mirror").taken
    assert (taken.planned_s, taken.took_s, taken.asking_only) == (12, 20, True)
    assert taken.counts_s == 20 + 88
    assert not taken.is_long
    assert review([alone(23)], 20, mode="mirror").long
    # The same lap with a companion is one with a real answer.
    assert review([alone(20, held=400)], 20).taken[0].took_s == 420


def test_alone_a_lap_that_was_one_time_counts_whole():
    split = alone(agenda.asking_seconds(SIX), held=90)
    assert review([split], 20, mode="silent").taken[0].asking_only is False


def test_a_rapid_round_says_nothing_of_the_minutes():
    laps = [a_lap(15, 12, answer=None), a_lap(30, 12, answer=None, ordinal=2)]
    found = review(laps, 1, mode="silent", round="asking")
    assert (found.whole_s, found.spare_s, found.to_cut, found.without_room) == (None, None, (), False)
    assert [each.lap.ordinal for each in found.long] == [2]


def test_must_asks_that_were_not_asked_are_named():
    laps = [a_lap(60, ask="who_else"), a_lap(3, ask="your_name", skipped=True)]
    found = review(laps, 20)
    assert (found.must_asks, [lap.must_ask for lap in found.never_asked]) == (2, ["your_name"])
    assert review([a_lap(60)], 20).must_asks == 0


def test_pace_is_told_only_where_the_asking_was_measured():
    assert pace([a_lap(100), alone(agenda.asking_seconds(SIX))]) is None
    found = pace([alone(12), alone(6), a_lap(3, skipped=True)])
    assert (found.took_s, found.planned_s, found.questions) == (9, pytest.approx(12), 2)

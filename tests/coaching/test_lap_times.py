"""The times of a lap: measured where the clock heard them, split by convention where it did not."""

import pytest

from ivw.coaching import lap_times

FIVE = "one two three four five"  # 2 s and a second of breath; twice that and 8 s to move on are 14 s


@pytest.mark.parametrize("mode", lap_times.ALONE)
def test_alone_a_short_lap_is_all_asking(mode):
    assert lap_times.split(FIVE, 14, mode) == (14, None)
    assert lap_times.split(FIVE, 0, mode) == (0, None)


@pytest.mark.parametrize("mode", lap_times.ALONE)
def test_alone_the_room_kept_for_the_answer_is_no_asking(mode):
    assert lap_times.split(FIVE, 14.5, mode) == (3, 11.5)
    assert lap_times.split(FIVE, 100, mode) == (3, 97)


def test_with_a_companion_all_after_the_question_is_the_answer():
    assert lap_times.split(FIVE, 10, "companion") == (3, 7)
    assert lap_times.split(FIVE, 2, "companion") == (2, 0)


def test_what_was_measured_is_kept_as_it_is_and_what_was_skipped_or_rapid_is_all_asking():
    assert lap_times.kept(FIVE, (5.5, 60, False), "companion", "whole") == (5.5, 60)
    assert lap_times.kept(FIVE, (5.5, 0.2, False), "mirror", "whole") == (5.5, 0.2)
    assert lap_times.kept(FIVE, (100, None, False), "companion", "whole") == (3, 97)
    assert lap_times.kept(FIVE, (5.5, 60, True), "companion", "whole") == (65.5, None)
    assert lap_times.kept(FIVE, (100, None, False), "companion", "asking") == (100, None)


def test_in_a_rapid_round_a_lap_is_planned_for_saying_it_and_moving_on():
    assert lap_times.planned_for(FIVE, 200, "whole") == 200
    assert lap_times.planned_for(FIVE, 200, "asking") == 3 + 8


def test_the_clock_holds_for_about_what_is_planned_and_the_same_again_after_a_reload():
    planned = [(FIVE, 3 + 150 + 8.0)] * 400
    holds = lap_times.holds("run", planned)
    assert holds == lap_times.holds("run", planned)
    assert holds != lap_times.holds("another run", planned)
    assert all(0.6 * 150 - 0.1 <= hold <= 1.5 * 150 + 0.1 for hold in holds)
    assert 130 < sum(holds) / len(holds) < 160
    assert len(set(holds)) > 100


def test_where_nothing_is_planned_the_clock_holds_as_for_an_open_question_and_never_not_at_all():
    assert 90 <= lap_times.holds("run", [(FIVE, None)])[0] <= 225
    assert lap_times.holds("run", [(FIVE, 0.0)])[0] >= 3


def test_what_took_less_than_a_second_was_passed_by():
    assert lap_times.checked((0.3, 0.2, False)) == (0.3, 0.2, True)
    assert lap_times.checked((0.3, 0.8, False)) == (0.3, 0.8, False)


def test_a_lap_that_was_cut_keeps_its_time_and_teaches_no_answer():
    assert lap_times.kept(FIVE, (40, None, False), "companion", "whole", is_cut=True) == (40, None)
    assert lap_times.kept(FIVE, (5.5, 60, False), "companion", "whole", is_cut=True) == (65.5, None)
    assert lap_times.kept(FIVE, (5.5, 60, False), "mirror", "whole", is_cut=True) == (5.5, 60)

"""What a run says about its plan."""

from ivw.coaching import agenda
from ivw.coaching.practice import Lap
from ivw.coaching.rehearsal_review import review


def a_lap(took, planned=100, *, text="one two three four five six", skipped=False, must=False, ordinal=1):
    return Lap("lap", ordinal, text, planned, took, took, None, skipped, None, must)


def test_a_run_that_fits_says_what_is_left():
    found = review([a_lap(100), a_lap(90)], 20)
    assert (found.spoken_s, found.planned_s) == (190, 200)
    assert found.whole_s == 190 + agenda.OVERHEAD_S
    assert found.spare_s == 1200 - found.whole_s
    assert (found.long, found.to_cut, found.without_room) == ((), None, False)


def test_what_was_not_reached_counts_with_its_plan():
    assert review([a_lap(100), a_lap(None, 300)], 20).whole_s == 400 + agenda.OVERHEAD_S
    assert review([a_lap(100), a_lap(None, 300)], 20).not_reached == 1


def test_what_ran_long_stands_there_worst_first():
    found = review([a_lap(130), a_lap(131, ordinal=2), a_lap(200, ordinal=3)], 20)
    assert [lap.ordinal for lap in found.long] == [3, 2]


def test_a_cut_is_named_only_where_no_shortening_helps():
    laps = [a_lap(500, 500, ordinal=1), a_lap(300, 300, ordinal=2), a_lap(150, 100, must=True, ordinal=3)]
    assert review(laps, 19).to_cut is None  # 5 s too long, and one ran 50 s over
    assert review(laps, 17).to_cut.ordinal == 2
    assert review(laps, 12).to_cut.ordinal == 1
    assert review([a_lap(900, 900, must=True)], 10).to_cut is None


def test_laps_that_are_over_at_once_left_no_room():
    assert review([a_lap(8), a_lap(9), a_lap(80)], 20).without_room
    assert not review([a_lap(8), a_lap(90)], 20).without_room
    assert not review([], 20).without_room


def test_a_lap_without_a_plan_is_never_long():
    assert review([a_lap(500, None)], 20).long == ()

"""What the charts of This week say in words, worked out by hand."""

from datetime import date

from ivw.coaching.weekly import Week
from ivw.show.week_charts import targets_reached

WEEKS = [date(2026, 10, day) for day in (5, 12, 19, 26)]


def a_week(met, asked, aims):
    activity = [(day, group, n) for group, counts in (("met", met), ("asked", asked))
                for day, n in zip(WEEKS, counts, strict=True)]  # fmt: skip
    return Week(WEEKS[-1], (), (), tuple(activity), tuple(zip(WEEKS, aims, strict=True)))


def test_a_target_counts_from_the_week_in_which_something_was_first_done():
    begun_in_the_last = a_week((0, 0, 0, 0), (0, 0, 0, 3), (2, 2, 2, 2))
    assert targets_reached(begun_in_the_last) == (0, 1)
    one_week_without_a_target = a_week((0, 2, 1, 3), (1, 0, 0, 0), (2, 2, None, 2))
    assert targets_reached(one_week_without_a_target) == (2, 3)
    assert targets_reached(a_week((0,) * 4, (0,) * 4, (2,) * 4)) == (0, 0)

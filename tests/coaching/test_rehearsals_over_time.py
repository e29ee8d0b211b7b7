"""What rehearsals say together: the SQL that counts them agrees with the review of each."""

from datetime import timedelta

import pytest

from ivw.coaching import plans, practice, rehearsal_review, rehearsals_over_time
from ivw.coaching.rehearsals_over_time import OverTime
from tests.builders import at

NOW = at("2026-11-22 10:00")
FIRST, SECOND = "How did you come to this work, and what would you do otherwise now?", "What is hard about it?"


def a_plan(records, title="Towns", minutes=20):
    made = plans.start(records, minutes=minutes, as_of=NOW, title=title).fact_id
    for text in (FIRST, SECOND):
        plans.add_question(records, made, text)
    return made


def rehearsed(records, plan, *laps, day=0, ease=None, mode="companion", end="finished", round="whole", **felt):
    """One rehearsal of so many laps: seconds of asking, of answering, whether skipped."""
    begun = NOW + timedelta(days=day)
    run = practice.start(records, plan, as_of=begun, mode=mode, round=round).fact_id
    practice.save_laps(records, run, number=1, laps=laps, as_of=begun + timedelta(minutes=20), end=end)
    for lap in practice.laps_of(records, run):
        if lap.is_asked and ease:
            practice.rate(records, lap.id, ease)
    if felt:
        with records.transaction() as transaction:
            transaction.change("rehearsals", run, **felt)
    return run


def read(records, plan=None, day=30) -> OverTime:
    return rehearsals_over_time.read(records, plan, as_of=NOW + timedelta(days=day))


FINE = ((8, 140, False), (7, 140, False), (5, 60, False), (4, 12, False))
LONG = ((8, 900, False), (7, 140, False), (5, 60, False), (4, 12, False))


def test_it_counts_each_as_its_review_does(records):
    plan = a_plan(records)
    every = [
        FINE, LONG, FINE[:2], ((40, 90, False), (3, 0, True), (30, 2, False)), ((9, None, False),),
        ((300, None, False), (8, None, False)), ((8, 140, True),), (),
    ]  # fmt: skip
    kinds = (("companion", "whole"), ("mirror", "asking"), ("mirror", "whole"), ("companion", "asking"))
    ways = [(*kinds[(place + turn) % 4], laps) for place, laps in enumerate(every) for turn in range(2)]
    runs = [
        rehearsed(records, plan, *laps, mode=mode, round=round, day=day, end="broken_off")
        for day, (mode, round, laps) in enumerate(ways)
    ]
    found = {each.id: each for each in read(records, day=60).runs}
    for run, (mode, round, laps) in zip(runs, ways, strict=True):
        counted, of_it = found[run], practice.laps_of(records, run)
        review = rehearsal_review.review(of_it, 20, mode=mode, round=round)
        assert counted.whole_s == (pytest.approx(review.whole_s) if review.taken and review.whole_s else None), laps
        assert counted.long_ones == len(review.long), laps
        assert counted.no_room == review.without_room, laps
        assert (counted.asked, counted.questions) == (len(review.taken), len(of_it))
        assert counted.spent_s == pytest.approx(sum(lap.seconds or 0 for lap in of_it))


def test_before_the_first_there_is_nothing(records):
    plan = a_plan(records)
    practice.start(records, plan, as_of=NOW)
    assert read(records) == OverTime((), ())


def test_the_first_comfortable_one_ends_the_count(records):
    plan = a_plan(records)
    rehearsed(records, plan, *LONG, ease=5)
    rehearsed(records, plan, *FINE, day=1, ease=3)
    rehearsed(records, plan, *FINE, day=2, ease=5, end="broken_off")
    rehearsed(records, plan, *FINE, day=3, ease=4)
    rehearsed(records, plan, *FINE, day=4, ease=5)
    found = read(records, plan)
    assert [run.is_comfortable for run in found.runs] == [False, False, False, True, True]
    (reached,) = found.reached
    assert (reached.called, reached.rehearsals, reached.is_comfortable) == ("Towns", 4, True)
    assert reached.minutes == pytest.approx(sum(run.spent_s for run in found.runs[:4]) / 60)
    assert found.broken_off == 1
    assert [run.aloud for run in found.runs] == [4, 8, 12, 16, 20]
    assert not read(records, plan, day=2).reached[0].is_comfortable


def test_what_was_not_asked_to_its_end_is_not_comfortable(records):
    plan = a_plan(records)
    rehearsed(records, plan, *FINE[:1], ease=5)  # one question, then Finish
    rehearsed(records, plan, *FINE[:3], (4, 0, True), day=1, ease=5)  # a must-ask was skipped
    rehearsed(records, plan, FINE[0], (4, 0, True), *FINE[2:], day=2, ease=5)  # another was, which one may
    found = read(records, plan).runs
    assert [(run.not_reached, run.must_missed) for run in found] == [(3, 2), (0, 1), (0, 0)]
    assert [run.is_comfortable for run in found] == [False, False, True]


def test_without_ease_room_or_an_end_none_is_comfortable(records):
    plan = a_plan(records)
    rehearsed(records, plan, *FINE)
    rehearsed(records, plan, *[(9, None, False)] * 4, day=1, mode="silent", ease=5)
    rehearsed(records, plan, *FINE, day=2, round="asking", ease=5)
    assert not [run for run in read(records, plan).runs if run.is_comfortable]


def test_all_plans_stand_together_and_each_counts_its_own(records):
    towns, rails = a_plan(records), a_plan(records, "Rails")
    rehearsed(records, towns, *LONG)
    rehearsed(records, rails, *FINE, day=1, ease=4)
    rehearsed(records, towns, *FINE, day=2, ease=4)
    found = read(records)
    assert [(run.called, run.number) for run in found.runs] == [("Towns", 1), ("Rails", 1), ("Towns", 2)]
    assert [(each.called, each.rehearsals) for each in found.reached] == [("Rails", 1), ("Towns", 2)]
    assert [run.called for run in read(records, rails).runs] == ["Rails"]
    assert read(records, "no plan").runs == ()


def test_nerves_that_fall_and_confidence_that_rises_are_counted_where_both_were_said(records):
    plan = a_plan(records)
    rehearsed(records, plan, *FINE, nerves_before=4, nerves_after=3, confidence_before=2, confidence_after=2)
    rehearsed(records, plan, *FINE, day=1, nerves_before=3, nerves_after=4, confidence_before=2)
    runs = read(records, plan).runs
    assert rehearsals_over_time.felt(runs, "nerves") == (1, 2)
    assert rehearsals_over_time.felt(runs, "confidence") == (0, 1)

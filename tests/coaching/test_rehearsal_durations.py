"""What a companion answered is taken into the plan in one press."""

import pytest

from ivw.coaching import plans, practice, rehearsal_durations
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import at

NOW = at("2026-11-22 10:00")
FIRST, SECOND = "How did you come to this work?", "What is hard about it?"


@pytest.fixture
def plan(records):
    made = plans.start(records, minutes=20, as_of=NOW, title="Towns").fact_id
    for text in (FIRST, SECOND):
        plans.add_question(records, made, text, answer_seconds=120)
    return made


def rehearsed(records, plan, *laps, mode="companion"):
    run = practice.start(records, plan, as_of=NOW, mode=mode).fact_id
    practice.save_laps(records, run, number=1, laps=laps, as_of=NOW, end="finished")
    return run


def planned(records, plan):
    return {each.text: each.answer_seconds for each in plans.get(records, plan).questions}


def test_a_companions_answers_are_planned_with_and_what_falls_out_is_said(records, plan):
    run = rehearsed(records, plan, (8, 170.4, False), (6, 900, False))
    done = rehearsal_durations.take(records, plan, run)
    assert planned(records, plan)[FIRST] == 170
    assert planned(records, plan)[SECOND] == 900
    assert done.says == "2 answers changed; left out now: 1 question."
    undo(records, done)
    assert planned(records, plan)[FIRST] == planned(records, plan)[SECOND] == 120


def test_what_hardly_differs_was_skipped_or_changed_since_stays_as_it_is(records, plan):
    run = rehearsed(records, plan, (8, 123, False), (6, 300, False), (5, 400, True))
    second = next(each for each in plans.get(records, plan).questions if each.text == SECOND)
    heard = rehearsal_durations.heard(records, plans.get(records, plan), run)
    assert [(each.text, each.took_s, each.planned_s, each.differs) for each in heard] == [
        (FIRST, 123, 120, False), (SECOND, 300, 120, True)
    ]  # fmt: skip
    plans.remove_question(records, second.id)
    with pytest.raises(InvalidRecord, match="changes no duration"):
        rehearsal_durations.take(records, plan, run)


def test_alone_nobody_answered(records, plan):
    run = rehearsed(records, plan, (8, 170, False), (6, 900, False), mode="mirror")
    assert rehearsal_durations.heard(records, plans.get(records, plan), run) == []
    with pytest.raises(InvalidRecord, match="changes no duration"):
        rehearsal_durations.take(records, plan, run)


def test_a_second_press_changes_nothing_more(records, plan):
    run = rehearsed(records, plan, (8, 170, False))
    rehearsal_durations.take(records, plan, run)
    with pytest.raises(InvalidRecord):
        rehearsal_durations.take(records, plan, run)

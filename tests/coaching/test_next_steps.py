"""Next steps: written in a debrief, done, let go with a reason, taken back."""

from datetime import date

import pytest

from ivw.coaching import next_steps, reflections
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_conversation, at
from tests.coaching.letters import NOW as TODAY
from tests.coaching.letters import a_draft, missing, of_tom, somebody

NEXT_STEP = "next_step"  # as a draft names what it lacks
NOW = at("2024-06-11 12:00")
NOBODY = "01900000-0000-7000-8000-000000000001"


def whats(steps):
    return [step.what for step in steps]


def test_the_first_words_begin_the_step_and_the_debrief_and_no_words_take_it_out(records, met):
    assert not next_steps.write(records, met, " ", as_of=NOW).change
    next_steps.write(records, met, "Walk", as_of=NOW)
    next_steps.write(records, met, "Walk the  14\n", as_of=at("2024-06-12"))
    [step] = next_steps.of_meeting(records, met)
    assert (step.what, step.kind, step.contact, step.made_at) == ("Walk the 14", "other", "Ada", NOW)
    assert reflections.of_meeting(records, met).written_at == NOW
    assert not next_steps.write(records, met, "Walk the 14", as_of=NOW).change
    next_steps.write(records, met, " ", as_of=NOW)
    assert next_steps.of_meeting(records, met) == []


def test_open_ones_come_by_their_day_and_those_without_one_last(records, met):
    next_steps.add(records, what="Some day", as_of=NOW, meeting_id=met)
    next_steps.add(records, what="Late", due=date(2024, 7, 1), as_of=NOW)
    next_steps.add(records, what="Soon", due=date(2024, 6, 15), as_of=NOW, kind="talk")
    assert whats(next_steps.open_ones(records)) == ["Soon", "Late", "Some day"]
    assert whats(next_steps.open_ones(records, limit=1, offset=1)) == ["Late"]


def test_a_step_is_done_once_and_taken_back(records, met):
    next_steps.write(records, met, "Walk", as_of=NOW)
    [step] = next_steps.of_meeting(records, met)
    done = next_steps.do(records, step.id, as_of=NOW)
    assert not next_steps.do(records, step.id, as_of=at("2024-06-12")).change
    assert next_steps.of_meeting(records, met)[0].done_at == NOW
    assert next_steps.counts(records) == {"open": 0, "done": 1, "dropped": 0}
    undo(records, done)
    assert next_steps.open_ones(records) == [step]


def test_letting_one_go_wants_a_reason(records, met):
    next_steps.write(records, met, "Walk", as_of=NOW)
    [step] = next_steps.of_meeting(records, met)
    with pytest.raises(InvalidRecord) as refused:
        next_steps.let_go(records, step.id, "  ", as_of=NOW)
    assert refused.value.field == "why"
    for why in ("It rains", "a second click, with other words"):
        next_steps.let_go(records, step.id, why, as_of=NOW)
    [step] = next_steps.of_meeting(records, met)
    assert (step.dropped_why, step.is_open, next_steps.counts(records)["dropped"]) == ("It rains", False, 1)


@pytest.mark.parametrize(("facts", "field"), [
    ({"what": ""}, "what"), ({"what": "x" * 501}, "what"), ({"kind": "hobby"}, "kind"), ({"made_at": NOW}, "field"),
])  # fmt: skip
def test_a_change_that_cannot_be_right_is_refused(records, met, facts, field):
    next_steps.write(records, met, "Walk", as_of=NOW)
    [step] = next_steps.of_meeting(records, met)
    with pytest.raises(InvalidRecord) as refused:
        next_steps.change(records, step.id, **facts)
    assert refused.value.field == field
    assert next_steps.of_meeting(records, met) == [step]


def test_what_is_gone_is_said_to_be_gone(records):
    for wrong in (
        lambda: next_steps.write(records, NOBODY, "Walk", as_of=NOW),
        lambda: next_steps.do(records, "no id", as_of=NOW),
        lambda: next_steps.change(records, NOBODY, kind="learn"),
        lambda: next_steps.let_go(records, NOBODY, "why", as_of=NOW),
    ):
        with pytest.raises(InvalidRecord):
            wrong()


def test_the_form_adds_one_however_often_it_is_sent(records):
    for _ in range(2):
        next_steps.add(records, what="Ask Bo", as_of=NOW, token=NOBODY)
    assert whats(next_steps.open_ones(records)) == ["Ask Bo"]


def test_the_thank_you_says_what_one_will_do_with_it(records):
    whom = somebody(of_tom(records))
    meeting = a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="the ward roster")
    before = a_draft(records, whom, "thank_you")
    next_steps.write(records, meeting, "Take a short course in SQL", as_of=TODAY)
    after = a_draft(records, whom, "thank_you")
    assert (NEXT_STEP in missing(before), NEXT_STEP in missing(after)) == (True, False)
    assert "My next step: Take a short course in SQL." in after.body
    assert "SQL" not in before.body


@pytest.mark.parametrize("kind", ["learn", "talk", "goal"])
def test_what_comes_next_is_to_learn_to_talk_to_more_people_or_to_change_a_goal(records, met, kind):
    next_steps.add(records, what="What I found out", as_of=NOW, meeting_id=met, kind=kind)
    assert [step.kind for step in next_steps.of_meeting(records, met)] == [kind]

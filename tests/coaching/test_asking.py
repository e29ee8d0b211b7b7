"""What becomes of each question in the conversation itself."""

import itertools

import pytest

from ivw.coaching import agenda, asking, plans
from ivw.coaching.asking import Question
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

STARTS = at("2024-06-11 10:00")
NOW = at("2024-06-11 10:07")
LATER = at("2024-06-11 10:09")
WEEK = "What did last week look like, day by day?"


@pytest.fixture
def meeting(records):
    return a_conversation(records, a_contact(records, name="Ada"), starts="2024-06-11 10:00")


def a_plan(records, meeting, *texts, minutes=20):
    plan = plans.start(records, minutes=minutes, meeting_id=meeting, as_of=at("2024-06-01")).fact_id
    for text in texts:
        plans.add_question(records, plan, text)
    return plans.get(records, plan)


def of_plan(records, meeting, *texts):
    plan = a_plan(records, meeting, *(texts or (WEEK,)))
    return Question(plan.questions[0].id, plan.questions[0].text)


def said(records, meeting):
    return [(each.text, each.asked_at, each.note, each.answered) for each in asking.of_meeting(records, meeting)]


def test_a_question_is_ticked_once_and_keeps_its_moment(records, meeting):
    question = of_plan(records, meeting)
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    assert not asking.tick(records, meeting, question, asked=True, as_of=LATER).change
    assert said(records, meeting) == [(WEEK, NOW, None, None)]


def test_a_tick_taken_away_leaves_nothing_behind_but_the_note(records, meeting):
    question = of_plan(records, meeting)
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    asking.tick(records, meeting, question, asked=False, as_of=NOW)
    assert said(records, meeting) == []
    asking.note(records, meeting, question, "Mondays are long")
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    asking.answer(records, meeting, question, True)
    asking.tick(records, meeting, question, asked=False, as_of=NOW)
    assert said(records, meeting) == [(WEEK, None, "Mondays are long", None)]


def test_a_note_is_kept_with_or_without_a_tick_and_goes_when_it_is_emptied(records, meeting):
    question = of_plan(records, meeting)
    asking.note(records, meeting, question, "Mondays\nare long")
    assert not asking.note(records, meeting, question, "Mondays\nare long").change
    assert said(records, meeting) == [(WEEK, None, "Mondays\nare long", None)]
    asking.note(records, meeting, question, "  ")
    assert said(records, meeting) == []


@pytest.mark.parametrize("answered", [True, False, None])
def test_a_question_was_answered_or_not(records, meeting, answered):
    question = of_plan(records, meeting)
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    asking.answer(records, meeting, question, answered)
    assert said(records, meeting) == [(WEEK, NOW, None, answered)]


def test_without_a_plan_a_question_is_known_by_its_words(records, meeting):
    question = Question(None, "May I mention your name?")
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    asking.note(records, meeting, question, "Gladly")
    assert said(records, meeting) == [("May I mention your name?", NOW, "Gladly", None)]


def test_what_was_said_about_a_question_stays_when_it_leaves_the_plan(records, meeting):
    question = of_plan(records, meeting)
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    plans.remove_question(records, question.id)
    asking.note(records, meeting, question, "Typed a moment later, in another tab")
    assert said(records, meeting) == [(WEEK, NOW, "Typed a moment later, in another tab", None)]
    other = Question(of_plan(records, meeting, "Who else is on the team?").id, "Who else is on the team?")
    plans.remove_question(records, other.id)
    asking.note(records, meeting, other, "Four people")
    assert ("Who else is on the team?", None, "Four people", None) in said(records, meeting)


def test_ticks_and_notes_can_be_undone(records, meeting):
    question = of_plan(records, meeting)
    done = asking.tick(records, meeting, question, asked=True, as_of=NOW)
    undo(records, done)
    assert said(records, meeting) == []


def test_a_note_beyond_all_measure_and_a_conversation_that_is_gone_are_refused(records, meeting):
    question = of_plan(records, meeting)
    with pytest.raises(InvalidRecord) as refused:
        asking.note(records, meeting, question, "x" * 20_001)
    assert refused.value.field == "note"
    with pytest.raises(InvalidRecord):
        asking.tick(records, "no id", question, asked=True, as_of=NOW)


# The run sheet


def sheet(records, meeting):
    return asking.sheet(records, meeting, STARTS)


def test_the_first_question_comes_after_the_opening_and_each_when_the_one_before_is_done(records, meeting):
    plan = a_plan(records, meeting, WEEK, "What is hardest about it?")
    lines = sheet(records, meeting).lines
    assert [line.question.text for line in lines] == [question.text for question in plan.questions]
    assert lines[0].starts_at == at("2024-06-11 10:02:15")  # 90 s to open, 45 s to introduce oneself
    taken = [(b.starts_at - a.starts_at).total_seconds() for a, b in itertools.pairwise(lines)]
    assert taken == [kept.seconds for kept in plans.agenda_of(records, plan.id).keep][:-1]


def test_the_must_asks_come_last_and_are_never_left_out(records, meeting):
    a_plan(records, meeting, WEEK)
    found = sheet(records, meeting)
    assert [line.must_ask for line in found.lines] == [None, "who_else", "your_name"]
    assert [line.must_ask for line in found.never_without] == ["who_else", "your_name"]
    asking.tick(records, meeting, found.lines[1].question, asked=True, as_of=NOW)
    assert [line.must_ask for line in sheet(records, meeting).never_without] == ["your_name"]


def test_without_a_plan_the_sheet_holds_the_two_must_asks(records, meeting):
    found = sheet(records, meeting)
    assert (found.plan_id, [line.question.text for line in found.lines]) == (None, list(agenda.MUST_ASKS.values()))
    assert [line.starts_at for line in found.lines] == [None, None]
    asking.tick(records, meeting, found.lines[0].question, asked=True, as_of=NOW)
    assert [line.is_asked for line in sheet(records, meeting).lines] == [True, False]


def test_the_next_question_is_the_first_that_was_not_asked(records, meeting):
    a_plan(records, meeting, WEEK, "What is hardest about it?")
    lines = sheet(records, meeting).lines
    asking.tick(records, meeting, lines[1].question, asked=True, as_of=NOW)
    assert sheet(records, meeting).next.question.text == WEEK
    for line in lines:
        asking.tick(records, meeting, line.question, asked=True, as_of=NOW)
    assert sheet(records, meeting).next is None


def test_what_does_not_fit_is_at_hand_as_a_spare(records, meeting):
    a_plan(records, meeting, *(f"How did you come to chapter {n} of your career?" for n in range(9)), minutes=15)
    found = sheet(records, meeting)
    assert len(found.spares) >= 2
    assert not {line.question.id for line in found.spares} & {line.question.id for line in found.lines}
    asking.tick(records, meeting, found.spares[0].question, asked=True, as_of=NOW)
    assert sheet(records, meeting).spares[0].is_asked


def test_what_was_asked_and_left_the_plan_is_listed_apart(records, meeting):
    question = of_plan(records, meeting)
    asking.tick(records, meeting, question, asked=True, as_of=NOW)
    plans.remove_question(records, question.id)
    assert [line.question.text for line in sheet(records, meeting).others] == [WEEK]

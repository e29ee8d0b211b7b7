"""How long an answer takes is learned: a little from each, never far from the first guess at once."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivw.coaching import agenda, plans, practice
from ivw.coaching.agenda import Question
from ivw.coaching.durations import learned
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")
WHY = "Why do you plan buses?"
seconds = st.floats(0, 1e6)


@pytest.mark.parametrize(
    ("observed", "plan", "long"),
    [([], 150, 228), ([240], 169, 251), ([240, 300, 900], 215, 319), ([60, 70, 65, 58, 62], 87, 123)],
)
def test_the_worked_cases_come_out(observed, plan, long):
    found = learned(150, observed)
    assert (found.plan_seconds, found.long_seconds, found.n) == (plan, long, len(observed))


@given(st.integers(1, 3600), st.lists(seconds, max_size=30))
def test_what_is_planned_stays_between_guess_and_answers_and_below_the_long_case(guess, observed):
    found = learned(guess, observed)
    assert math.floor(guess / math.e) <= found.plan_seconds <= math.ceil(guess * math.e)
    assert min(guess, *observed, guess) - 1 <= found.plan_seconds <= max(guess, *observed, guess) + 1
    assert found.plan_seconds <= found.long_seconds
    assert found.n == len(observed)


@given(st.integers(10, 600), st.lists(seconds, max_size=9), seconds)
def test_a_longer_answer_never_makes_the_plan_shorter(guess, observed, one):
    assert learned(guess, [*observed, one + 60]).plan_seconds >= learned(guess, [*observed, one]).plan_seconds


@given(st.integers(10, 600), st.permutations([20.0, 90.0, 200.0, 400.0]))
def test_their_order_does_not_matter(guess, observed):
    assert learned(guess, observed) == learned(guess, sorted(observed))


def test_by_hand_goes_before_learned_and_learned_before_guessed():
    question = Question("q", "What is hard about it?")
    taught = Question("q", question.text, observed=(240.0,))
    said = Question("q", question.text, answer_seconds=60, observed=(240.0,))
    banked = Question("q", question.text, guess=120)
    assert [agenda.answering_seconds(each) for each in (question, taught, said, banked)] == [150, 169, 60, 120]
    assert agenda.seconds_for(taught) == agenda.asking_seconds(question.text) + 169 + 8


# What counts as an answer


def asked(records, text, seconds, starts="2026-11-10 10:00"):
    """A conversation that was held, with one question in it."""
    meeting = a_conversation(records, a_contact(records), starts=starts, held=True)
    with records.transaction() as transaction:
        transaction.add("asked_questions", {"meeting_id": meeting, "text": text, "seconds": seconds})


def rehearsed(records, plan, mode, *laps):
    run = practice.start(records, plan, as_of=NOW, mode=mode).fact_id
    practice.save_laps(records, run, number=1, laps=laps, as_of=NOW)


def a_plan(records, *texts):
    made = plans.start(records, minutes=20, as_of=NOW, title="Buses").fact_id
    for text in texts:
        plans.add_question(records, made, text)
    return made


def the_question(records, plan):
    return plans.get(records, plan).questions[0]


def test_a_real_answer_counts_without_the_time_to_ask_and_wherever_it_was_asked(records):
    asked(records, "why do you plan BUSES", 243)
    asked(records, "Why do you plan trains?", 500)
    question = the_question(records, a_plan(records, WHY))
    assert question.observed == (240.0,)  # less two seconds to say five words, and one to breathe
    assert agenda.answering_seconds(question) == 169


def test_an_answer_by_a_companion_counts(records):
    made = a_plan(records, WHY)
    rehearsed(records, made, "companion", (243.0, False))
    assert the_question(records, made).observed == (240.0,)


def test_alone_only_the_asking_is_learned(records):
    made = a_plan(records, WHY)
    rehearsed(records, made, "mirror", (9.0, False))
    rehearsed(records, made, "silent", (200.0, False))  # room was kept for an answer: nothing tells them apart
    question = the_question(records, made)
    assert (question.observed, question.said) == ((), (9.0,))
    assert agenda.seconds_for(question) == 3 + 150 + 8


def test_alone_the_asking_that_the_clock_heard_is_learned_and_the_answer_it_held_for_is_not(records):
    made = a_plan(records, WHY)
    rehearsed(records, made, "mirror", (4.25, 160.0, False))
    assert (the_question(records, made).observed, the_question(records, made).said) == ((), (4.25,))


def test_the_records_reckon_the_time_to_ask_as_the_plan_does(records):
    for text in (WHY, "Why?", "one two three four five six", "  a\nb\tc d  "):
        [(seconds,)] = records.rows("SELECT saying_seconds($text)", text=text)
        assert seconds == agenda.asking_seconds(text)


def test_what_was_skipped_or_not_reached_teaches_nothing(records):
    made = a_plan(records, WHY, "And how?")
    rehearsed(records, made, "companion", (90.0, True))
    assert [each.observed + each.said for each in plans.get(records, made).questions] == [()] * 4


def test_answers_are_told_oldest_first_and_another_plan_learns_too(records):
    asked(records, WHY, 303, starts="2026-11-12 10:00")
    asked(records, WHY, 243, starts="2026-11-10 10:00")
    for _ in range(2):
        assert the_question(records, a_plan(records, WHY)).observed == (240.0, 300.0)


def test_what_the_bank_says_is_a_guess_and_learns(records):
    asked(records, "Could you tell me about your work so far?", 600)
    made = plans.start(records, minutes=20, as_of=NOW, title="Buses").fact_id
    plans.add_question(records, made, "Could you tell me about your work so far?", answer_seconds=195)
    question = the_question(records, made)
    assert (question.answer_seconds, question.guess) == (None, 195)
    assert agenda.answering_seconds(question) > 195
    plans.add_question(records, made, "Could you tell me about your work so far?", answer_seconds=100)
    assert plans.get(records, made).questions[1].answer_seconds == 100

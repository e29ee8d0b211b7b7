"""A letter and the choices beside it may disagree about the minutes: said where they do, and only there."""

import pytest

from ivw.coaching import contacts, message_check, message_context, outreach
from ivw.coaching.message_check import ASKS_MINUTES, Context
from tests.coaching.letters import NOW, ZONE, a_draft, every_draft, of_tom, somebody


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


def told(text, minutes=15, kind="request"):
    remarks = message_check.check(text, kind, Context(minutes=minutes)).remarks
    return [each.mend for each in remarks if each.flag == "other_minutes"]


@pytest.mark.parametrize("kind", ASKS_MINUTES)
def test_another_length_than_the_chosen_one_is_remarked_upon(records, kind):
    body = a_draft(records, somebody(records, asked="2026-11-10 09:00"), kind).body
    assert told(body, 15, kind) == ["The letter says 20 minutes, you chose 15. Change one of the two."]
    assert told(body, 20, kind) == []


@pytest.mark.parametrize("text", [
    "Could we talk for 15 minutes?", "Would you have 15 to 20 minutes?", "A quarter of an hour would do.",
    "I liked your 40-minute talk. Could we speak for fifteen minutes?", "Could we speak one day?",
    "Your talk lasted an hour.", "Your 40-minute talk was a pleasure.", "I spent an hour on your article.",
    "You kindly offered half an hour.", "I live 20 minutes away.", "The exam took eight hours.",
    "Would you have [how many] minutes?",
])  # fmt: skip
def test_what_is_no_other_length_to_ask_for_raises_no_alarm(text):
    assert told(f"Dear Ana,\n\n{text}\n\nKind regards,\nTom") == []


@pytest.mark.parametrize(("text", "most"), [
    ("Would you have half an hour?", 30), ("Could you spare a talk of 25 minutes?", 25),
    ("Your 40-minute talk stays with me. Would you have 20 minutes?", 20), ("Could I have an hour?", 60),
])  # fmt: skip
def test_however_it_is_put_the_other_length_is_named(text, most):
    assert told(text) == [f"The letter says {most} minutes, you chose 15. Change one of the two."]


def test_kinds_that_ask_for_no_minutes_and_messages_without_a_choice_are_left_alone(records):
    assert told("Thank you for the hour.", kind="thank_you") == []
    assert told("Would you have 20 minutes?", minutes=None) == []
    whom = contacts.get(records, somebody(records))
    for kind in outreach.KINDS:
        known = message_context.of(records, whom, kind, as_of=NOW, zone=ZONE, minutes=15)
        assert known.minutes == (15 if outreach.KINDS[kind].offers_times else None)


def test_no_draft_of_ivws_own_disagrees_with_its_choice(records):
    for kind, found in every_draft(records).items():
        for draft in found:
            assert told(draft.body, 20, "request" if kind == "note" else kind) == []

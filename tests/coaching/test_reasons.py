"""The words of what is due: what to do with whom, why, and how urgent it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivw.coaching import follow_ups, meetings
from tests.builders import a_contact, a_conversation, at, happened
from tests.coaching.due import WHEN, the_item, with_something_due


@pytest.mark.parametrize(
    ("action", "title", "why"),
    [
        ("thank_you", "Thank Ada Example", "You met on Thursday 20 June until 12:20."),
        ("promise", "Keep your promise to Ada Example", "You promised: send it."),
        ("referral", "Write to Priya whom Ada Example named", "Ada Example named Priya on Thursday 20 June."),
        ("check_in", "Check in with Ada Example", "You were last in touch on Thursday 20 June, 30 days ago."),
        ("reconnect", "Get back in touch with Ada Example", "last in touch on Thursday 20 June 2024, 560 days ago."),
        ("nudge", "Remind Ada Example", "You wrote on Monday 3 June and heard nothing."),
        ("second_person", "Ask somebody else at Acme Labs", "No answer since Monday 3 June."),
        ("answer", "Answer Ada Example", "They wrote on Tuesday 4 June"),
        ("propose_times", "Offer Ada Example times", "Open since Wednesday 5 June"),
        ("confirm", "Confirm with Ada Example", "You meet on Tuesday 18 June at 10:00 for 20 minutes."),
        ("prepare", "Prepare for Ada Example", "You meet on Tuesday 18 June at 10:00 for 20 minutes."),
        ("record", "Did you meet Ada Example?", "It was planned for Tuesday 18 June at 10:00."),
    ],
)
def test_an_item_says_what_to_do_and_why(records, action, title, why):
    with_something_due(records, action)
    item = the_item(records, action, WHEN[action])
    assert follow_ups.title(item) == title
    assert why in follow_ups.why(item, "UTC", at(WHEN[action]))
    assert follow_ups.GUIDES[action]
    assert follow_ups.ACTIONS[action]


@pytest.mark.parametrize(("days", "on"), [(180, "Thursday 20 June, 180"), (181, "Thursday 20 June 2024, 181")])
def test_the_year_is_said_where_the_same_day_may_be_meant_of_another_one(records, days, on):
    with_something_due(records, "check_in")
    item = replace(the_item(records, "check_in", WHEN["check_in"]), fact_number=days)
    assert f"last in touch on {on} days ago" in follow_ups.why(item, "UTC", item.fact_at + timedelta(days=days))


def test_a_reason_is_told_in_the_persons_own_time(records):
    with_something_due(records, "confirm")
    item = the_item(records, "confirm", WHEN["confirm"])
    assert "Tuesday 18 June at 19:00" in follow_ups.why(item, "Asia/Tokyo", at(WHEN["confirm"]))


def test_a_nudge_after_a_deferral_says_that_they_asked_for_it(records):
    ada = a_contact(records, asked="2024-06-03")
    happened(records, ada, "deferred", "2024-06-05", again_on=at("2024-06-20").date())
    assert "asked you to come back" in follow_ups.why(the_item(records, "nudge", "2024-06-20"), "UTC", at("2024-06-20"))


def test_new_times_after_a_cancellation_are_told_from_the_day_it_was_called_off(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2024-06-18 10:00", scheduled="2024-06-03 09:00")
    meetings.call_off(records, planned, as_of=at("2024-06-05"))
    item = the_item(records, "propose_times", "2024-06-05")
    assert "Open since Wednesday 5 June" in follow_ups.why(item, "UTC", at("2024-06-05"))


@pytest.mark.parametrize(
    ("action", "when", "says"),
    [
        ("thank_you", "2024-06-20 13:00", "Due in 23 h"),
        ("thank_you", "2024-06-21 12:00", "Due in 20 min"),
        ("thank_you", "2024-06-21 12:30", "1 h late"),
        ("thank_you", "2024-06-21 15:30", "3 h late"),
        ("thank_you", "2024-06-22 12:19", "23 h late"),
        ("thank_you", "2024-06-22 12:20", "1 day late"),
        ("record", "2024-06-18 12:00", "Due in 22 h"),
        ("thank_you", "2024-06-25 12:30", "4 days late"),
        ("promise", "2024-06-23 12:00", "From Monday 24 June"),
        ("promise", "2024-06-24 12:00", "Due today"),
        ("answer", "2024-06-04 12:00", "Due tomorrow"),
        ("propose_times", "2024-06-05 12:00", "Due by Friday 7 June"),
        ("nudge", "2024-06-12 12:00", "Due today"),
        ("nudge", "2024-06-14 12:00", "Since Wednesday 12 June"),
    ],
)
def test_an_item_says_how_urgent_it_is(records, action, when, says):
    with_something_due(records, action)
    assert follow_ups.when_due(the_item(records, action, when), at(when), "UTC") == says


def test_whoever_asked_to_be_asked_later_is_asked_again_and_not_reminded(records):
    ada = a_contact(records, name="Ada", asked="2024-06-03 10:00")
    happened(records, ada, "deferred", "2024-06-04 10:00", again_on=at("2024-06-20").date())
    _, items = follow_ups.standing(records, ada, at("2024-06-20 12:00"), "UTC")
    assert [follow_ups.title(item) for item in items] == ["Ask Ada again"]

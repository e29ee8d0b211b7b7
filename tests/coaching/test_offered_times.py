"""The times that were offered, and agreeing on one of them in one press."""

from datetime import timedelta

import pytest

from ivw.coaching import follow_ups, meetings, offered_times, outreach
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.offered_times import Offered
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"
FRIDAY, MONDAY = at("2026-11-27 10:00", ZONE), at("2026-11-30 15:00", ZONE)


def offer(records, whom, kind="request", when=NOW, slots=(MONDAY, FRIDAY), **facts):
    return outreach.sent(records, whom, kind, text="Hello", as_of=when, offered=slots, **facts)


def open_(records, whom, when=NOW):
    return [each.starts_at for each in offered_times.still_open(records, whom, when)]


def test_what_was_offered_stands_open_in_its_order_until_its_hour_is_past(records):
    whom = a_contact(records)
    offer(records, whom)
    assert open_(records, whom) == [FRIDAY, MONDAY]
    assert open_(records, whom, FRIDAY) == [MONDAY]
    assert open_(records, a_contact(records)) == []


def test_a_time_offered_twice_stands_there_once_as_it_was_offered_last(records):
    whom = a_contact(records)
    offer(records, whom, minutes=20)
    offer(records, whom, "nudge", NOW + timedelta(hours=1), slots=(FRIDAY,), minutes=15, format="phone")
    assert offered_times.still_open(records, whom, NOW + timedelta(hours=2))[0] == Offered(FRIDAY, 15, "phone")


@pytest.mark.parametrize("since", ["planned", "held", "declined"])
def test_what_was_offered_before_something_was_settled_is_open_no_more(records, since):
    whom = a_contact(records)
    offer(records, whom)
    later = NOW + timedelta(hours=3)
    match since:
        case "planned":
            a_conversation(records, whom, starts="2026-12-01 10:00", scheduled="2026-11-24 10:00")
        case "held":
            a_conversation(records, whom, starts="2026-11-24 10:00", held=True)
        case _:
            happened(records, whom, "declined", "2026-11-24 10:00")
    assert open_(records, whom, later) == []
    offer(records, whom, "proposal", later, slots=(MONDAY,))
    assert open_(records, whom, later) == [MONDAY]


def test_agreeing_plans_the_conversation_and_logs_their_yes_in_one_action(records):
    whom = a_contact(records)
    offer(records, whom, minutes=25, format="video")
    later = NOW + timedelta(hours=3)
    [friday, _] = offered_times.still_open(records, whom, later)
    done = offered_times.agree(records, whom, friday, as_of=later, channel="email", text="Friday is fine")
    [planned] = meetings.of_contact(records, whom)
    assert (planned.starts_at, planned.minutes, planned.format, planned.status) == (FRIDAY, 25, "video", "planned")
    assert records.rows("SELECT kind, channel, text FROM interactions WHERE direction = 'in'") == [
        ("agreed", "email", "Friday is fine")
    ]
    assert done.fact_id == planned.id
    assert [item.action for item in follow_ups.due(records, later, ZONE)] == ["confirm"]
    undo(records, done)
    assert meetings.of_contact(records, whom) == []
    assert open_(records, whom, later) == [FRIDAY, MONDAY]


def test_a_yes_that_is_in_the_log_is_not_logged_again(records):
    whom = a_contact(records)
    offer(records, whom)
    happened(records, whom, "agreed", "2026-11-24 10:00")
    later = NOW + timedelta(hours=3)
    offered_times.agree(records, whom, offered_times.still_open(records, whom, later)[0], as_of=later)
    assert records.rows("SELECT count(*) FROM interactions WHERE kind = 'agreed'") == [(1,)]


def test_a_double_click_agrees_once(records):
    whom = a_contact(records)
    offer(records, whom)
    friday = offered_times.still_open(records, whom, NOW)[0]
    with records.transaction() as transaction:
        [token] = transaction.new_ids(1)
    for _ in range(2):
        offered_times.agree(records, whom, friday, as_of=NOW, token=token)
    assert len(meetings.of_contact(records, whom)) == 1
    assert records.rows("SELECT count(*) FROM interactions WHERE kind = 'agreed'") == [(1,)]


def test_a_time_that_nobody_offered_cannot_be_agreed_on(records):
    whom = a_contact(records)
    offer(records, whom)
    with pytest.raises(InvalidRecord) as refusal:
        offered_times.agree(records, whom, Offered(FRIDAY + timedelta(hours=1), 20, None), as_of=NOW)
    assert refusal.value.field == "starts_at"
    with pytest.raises(InvalidRecord):
        offered_times.agree(records, whom, Offered(FRIDAY, 20, None), as_of=NOW, channel="pigeon")
    with pytest.raises(InvalidRecord):
        offer(records, whom, format="tent")
    assert meetings.of_contact(records, whom) == []

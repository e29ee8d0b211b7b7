"""What a person can do with an item of the queue: not now, letting go, done."""

import pytest

from ivw.coaching import contacts, follow_ups, network, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at, happened
from tests.coaching.due import WHEN, actions, due, hidden, owing, the_item, with_something_due

TOKEN = "01900000-0000-7000-8000-000000000001"


# Not now


def test_not_now_hides_an_item_until_the_day(records):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    done = follow_ups.postpone(records, nudge, 3, as_of=at("2024-06-12"), zone="UTC")
    assert (done.says, done.fact_id) == ("Remind Ada Example: not before Saturday 15 June.", nudge.subject_id)
    assert due(records, "2024-06-12") == []
    assert due(records, "2024-06-14 23:59") == []
    assert actions(due(records, "2024-06-15 00:00")) == [("nudge", "due")]


def test_not_now_counts_days_in_the_persons_zone(records):
    a_contact(records, asked="2024-06-03", zone="Pacific/Auckland")
    late_in_utc = at("2024-06-13 08:00", "Pacific/Auckland")  # still the 12th in UTC
    [nudge] = follow_ups.due(records, late_in_utc, "Pacific/Auckland")
    follow_ups.postpone(records, nudge, 3, as_of=late_in_utc, zone="Pacific/Auckland")
    assert due(records, "2024-06-15 23:59", "Pacific/Auckland") == []
    assert actions(due(records, "2024-06-16 00:00", "Pacific/Auckland")) == [("nudge", "due")]


def test_what_is_hidden_is_listed_with_its_day_and_out_of_the_state(records):
    ada = a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    follow_ups.postpone(records, nudge, 7, as_of=at("2024-06-12"), zone="UTC")
    [put_off] = hidden(records, "2024-06-13")
    assert (put_off.action, put_off.hidden_until) == ("nudge", at("2024-06-19").date())
    assert follow_ups.of_contact(records, ada, at("2024-06-13"), "UTC") == []
    assert contacts.state(records, ada, at("2024-06-13"), "UTC") == "waiting"
    assert hidden(records, "2024-06-19") == []


def test_all_that_is_hidden_is_listed_however_much_it_is(records):
    for n in range(follow_ups.SHOWN_THIS_WEEK + 1):
        a_contact(records, name=f"Ada {n}", asked="2024-06-03")
    shown = due(records, "2024-06-12")
    done = follow_ups.postpone_all(records, shown, 7, as_of=at("2024-06-12"), zone="UTC")
    assert done.says == "8 things: not before Wednesday 19 June."
    assert [item.contact for item in hidden(records, "2024-06-18")] == [item.contact for item in shown]
    for n, things in ((1, "1 thing"), (2, "2 things")):
        done = follow_ups.postpone_all(records, shown[:n], 14, as_of=at("2024-06-12"), zone="UTC")
        assert done.says == f"{things}: not before Wednesday 26 June."
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.postpone_all(records, [], 14, as_of=at("2024-06-12"), zone="UTC")
    assert (wrong.value.field, str(wrong.value)) == ("items", "Nothing is listed. Choose another kind.")


def test_not_now_is_logged_once_however_often_it_is_pressed_and_the_past_still_shows_the_item(records):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    for _ in range(2):
        follow_ups.postpone(records, nudge, 14, as_of=at("2024-06-13"), zone="UTC", token=TOKEN)
    assert records.rows("SELECT action, postponed_at, until FROM postponements") == [
        ("nudge", at("2024-06-13"), at("2024-06-27").date())
    ]
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


def test_not_now_hides_that_item_and_no_later_one(records):
    ada = a_contact(records, asked="2024-06-03", replied="2024-06-04 09:00")
    answer = the_item(records, "answer", "2024-06-04")
    follow_ups.postpone(records, answer, 14, as_of=at("2024-06-04"), zone="UTC")
    assert due(records, "2024-06-05") == []
    happened(records, ada, "reply", "2024-06-05 09:00")
    assert actions(due(records, "2024-06-05")) == [("answer", "due")]


def test_not_now_hides_the_item_of_one_person_only(records):
    a_contact(records, name="Ada", asked="2024-06-03")
    a_contact(records, name="Ben", asked="2024-06-03")
    [ada, _] = due(records, "2024-06-12")
    follow_ups.postpone(records, ada, 3, as_of=at("2024-06-12"), zone="UTC")
    assert [item.contact for item in due(records, "2024-06-12")] == ["Ben"]


def test_what_is_hidden_can_be_brought_back_however_often_it_was_put_off(records):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    for days in follow_ups.POSTPONE_DAYS:
        follow_ups.postpone(records, nudge, days, as_of=at("2024-06-12"), zone="UTC")
    until = [day for (day,) in records.rows("SELECT until::VARCHAR FROM postponements ORDER BY until")]
    assert until == ["2024-06-15", "2024-06-19", "2024-06-26"]
    done = follow_ups.bring_back(records, nudge)
    assert (done.says, done.fact_id) == ("Remind Ada Example: back on the queue.", nudge.subject_id)
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]
    assert hidden(records, "2024-06-12") == []


def test_not_now_can_be_taken_back(records):
    a_contact(records, asked="2024-06-03")
    done = follow_ups.postpone(records, the_item(records, "nudge", "2024-06-12"), 3, as_of=at("2024-06-12"), zone="UTC")
    undo(records, done)
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


@pytest.mark.parametrize(("days", "until"), [(1, "2024-06-13"), (365, "2025-06-12")])
def test_not_now_is_for_a_day_at_least_and_a_year_at_most(records, days, until):
    a_contact(records, asked="2024-06-03")
    follow_ups.postpone(records, the_item(records, "nudge", "2024-06-12"), days, as_of=at("2024-06-12"), zone="UTC")
    assert records.rows("SELECT until::VARCHAR FROM postponements") == [(until,)]


@pytest.mark.parametrize("days", [0, -3, 366])
def test_not_now_is_for_a_day_to_a_year(records, days):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.postpone(records, nudge, days, as_of=at("2024-06-12"), zone="UTC")
    assert wrong.value.field == "days"
    assert str(wrong.value) == "Not now is for 1 to 365 days. 3, 7 or 14 are usual."
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


# Letting go


@pytest.mark.parametrize("action", ["thank_you", "promise", "referral"])
def test_what_is_let_go_with_a_reason_leaves_queue_and_health(records, action):
    ada = owing(records)
    [before] = network.ties(records, at("2024-07-01"), "UTC")
    for each in ("thank_you", "promise", "referral"):
        if each != action:  # settled long after it was due, so that F is told by them alone once the third is gone
            follow_ups.mark_done(records, the_item(records, each, "2024-07-01"), as_of=at("2024-07-01"))
    item = the_item(records, action, "2024-07-01")
    done = follow_ups.let_go(records, item, "They left the firm.", as_of=at("2024-07-01"))
    assert (done.says, done.fact_id) == (f"{follow_ups.title(item)}: let go.", item.subject_id)
    left = follow_ups.of_contact(records, ada, at("2024-07-01"), "UTC")
    assert action not in [each.action for each in left]
    [after] = network.ties(records, at("2024-07-01"), "UTC")
    assert before.cap == 59
    assert (after.cap, after.longest_delay) == (None, 0)


def test_a_thank_you_that_was_let_go_counts_nowhere_though_thanks_were_sent_later(records):
    ada = a_contact(records, met="2024-06-03 09:00")
    item = the_item(records, "thank_you", "2024-06-03")
    follow_ups.let_go(records, item, "We thanked each other.", as_of=at("2024-06-03"))
    happened(records, ada, "thank_you", "2024-06-24 09:20")
    [tie] = network.ties(records, at("2024-06-24"), "UTC")
    assert tie.F == 1


def test_the_reason_for_letting_go_is_kept(records):
    owing(records)
    for action in ("thank_you", "promise", "referral"):
        follow_ups.let_go(records, the_item(records, action, "2024-07-01"), f"no {action}", as_of=at("2024-07-01"))
    assert records.rows("SELECT thanks_dropped_why FROM meetings") == [("no thank_you",)]
    assert records.rows("SELECT dropped_why FROM promises") == [("no promise",)]
    assert records.rows("SELECT dropped_why FROM referrals") == [("no referral",)]


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_nothing_is_let_go_without_a_reason(records, reason):
    owing(records)
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.let_go(records, the_item(records, "thank_you", "2024-07-01"), reason, as_of=at("2024-07-01"))
    assert wrong.value.field == "why"
    assert ("thank_you", "overdue") in actions(due(records, "2024-07-01"))


def test_a_nudge_cannot_be_let_go(records):
    a_contact(records, asked="2024-06-03")
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.let_go(records, the_item(records, "nudge", "2024-06-12"), "no wish", as_of=at("2024-06-12"))
    assert wrong.value.field == "action"
    assert str(wrong.value) == "Only a thank-you, a promise or a referral can be let go. Use not now instead."


def test_letting_go_can_be_taken_back(records):
    owing(records)
    item = the_item(records, "promise", "2024-07-01")
    undo(records, follow_ups.let_go(records, item, "moot", as_of=at("2024-07-01")))
    assert ("promise", "overdue") in actions(due(records, "2024-07-01"))


# Done


@pytest.mark.parametrize("action", [action for action in WHEN if action not in ("record", "second_person")])
def test_done_is_a_fact_that_clears_the_item(records, action):
    ada = with_something_due(records, action)
    when = at(WHEN[action])
    item = the_item(records, action, WHEN[action])
    assert item.status == "due"
    done = follow_ups.mark_done(records, item, as_of=when)
    assert (done.says, done.fact_id) == (f"{follow_ups.title(item)}: done.", item.subject_id)
    left = follow_ups.of_contact(records, ada, when, "UTC")
    assert action not in [each.action for each in left if each.status != "upcoming"]
    undo(records, done)
    assert the_item(records, action, WHEN[action]) == item


@pytest.mark.parametrize("action", ["record", "second_person"])
def test_what_needs_an_answer_cannot_be_ticked_off(records, action):
    with_something_due(records, action)
    item = the_item(records, action, WHEN[action])
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.mark_done(records, item, as_of=at(WHEN[action]))
    assert wrong.value.field == "action"
    assert str(wrong.value) == "This cannot simply be ticked off. Open it and say what happened."
    assert the_item(records, action, WHEN[action]) == item


@pytest.mark.parametrize("action", list(follow_ups.LOGGED_AS))
def test_pressing_done_twice_logs_once(records, action):
    with_something_due(records, action)
    item = the_item(records, action, WHEN[action])
    before = len(records.rows("SELECT id FROM interactions"))
    for _ in range(2):
        follow_ups.mark_done(records, item, as_of=at(WHEN[action]), token=TOKEN)
    assert len(records.rows("SELECT id FROM interactions")) == before + 1


def test_pressing_done_again_does_not_move_the_moment_but_the_past_may_come_before_it(records):
    owing(records)
    item = the_item(records, "promise", "2024-07-01")
    for when, settled in (("2024-07-03", "2024-07-03"), ("2024-07-05", "2024-07-03"), ("2024-07-02", "2024-07-02")):
        follow_ups.mark_done(records, item, as_of=at(when))
        assert records.rows("SELECT done_at FROM promises") == [(at(settled),)]


def test_done_is_refused_for_somebody_who_was_removed_meanwhile(records):
    ada = with_something_due(records, "nudge")
    item = the_item(records, "nudge", WHEN["nudge"])
    contacts.remove(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.mark_done(records, item, as_of=at(WHEN["nudge"]))
    assert wrong.value.field == "contact"


@pytest.mark.parametrize(
    "settle", [follow_ups.mark_done, lambda *what, **when: follow_ups.let_go(*what, "moot", **when)]
)
def test_what_was_taken_out_meanwhile_cannot_be_settled(records, settle):
    owing(records)
    item = the_item(records, "promise", "2024-07-01")
    promises.remove(records, item.subject_id)
    with pytest.raises(InvalidRecord) as wrong:
        settle(records, item, as_of=at("2024-07-01"))
    assert wrong.value.field == "action"
    assert str(wrong.value) == "This is not in the records (any more). Open the page again."


def test_a_finished_rehearsal_of_its_plan_prepares_a_conversation(records):
    with_something_due(records, "prepare")
    item = the_item(records, "prepare", WHEN["prepare"])
    with records.transaction() as transaction:
        plan = transaction.add("plans", {"meeting_id": item.subject_id, "made_at": at("2024-06-16")})
        facts = {"plan_id": plan, "started_at": at("2024-06-16")}
        transaction.add("rehearsals", facts | {"broken_off_at": at("2024-06-16")})
    assert actions(due(records, WHEN["prepare"])) == [("prepare", "due")]
    with records.transaction() as transaction:
        transaction.add("rehearsals", facts | {"finished_at": at("2024-06-17 09:00")})
    assert due(records, WHEN["prepare"]) == []
    assert actions(due(records, "2024-06-17 08:59")) == [("prepare", "due")]

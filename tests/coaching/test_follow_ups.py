"""What is due and how healthy a tie is: the worked histories, and what a person can do with the queue."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivw.coaching import contacts, follow_ups, interactions, meetings, network, profile, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import linkedin
from tests.builders import (
    a_contact,
    a_conversation,
    at,
    forget_everybody,
    happened,
    imported,
    load_history,
    records_in,
)
from tests.coaching.at_once import apart_from_each_other, read_by_sql

DATA = Path(__file__).parents[1] / "data"
CASES = json.loads((DATA / "follow_ups.json").read_text("utf-8"))
TOKEN = "01900000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    """One file for all tests here; each begins with nobody in it, and leaves the settings as they were."""
    with records_in(tmp_path_factory.mktemp("follow_ups")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    forget_everybody(one_file)
    return one_file


def due(records, when, zone="UTC", **listed):
    return follow_ups.due(records, at(when, zone), zone, **listed)


def actions(items):
    return [(item.action, item.status) for item in items]


def the_item(records, action, when, zone="UTC"):
    [item] = [each for each in due(records, when, zone, upcoming=True) if each.action == action]
    return item


# The worked histories


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """All worked histories in one file, each apart, and what is said of them at their instants."""
    with records_in(tmp_path_factory.mktemp("worked")) as opened:
        people = [each for case in CASES for each in apart_from_each_other(case["id"], case["contact"], case["others"])]
        assert load_history(opened, people, "UTC").problems == ()
        yield read_by_sql(opened, sorted({datetime.fromisoformat(case["as_of"]) for case in CASES}), "UTC")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['what']}")
def test_a_worked_history_holds(worked, case):
    queues, states, healths = worked
    as_of, name = datetime.fromisoformat(case["as_of"]), f"{case['id']} 0"
    score, band, *parts = healths[as_of].get(name, [None] * 6)
    items = [
        {"action": action, "status": status, "due_at": due_at.isoformat()}
        for whom, action, status, due_at in queues[as_of]
        if whom == name
    ]
    found = {"state": states[as_of][name], "items": items, "score": score, "band": band}
    assert found | dict(zip("FRCG", map(to_three_places, parts), strict=True)) == case["expected"]


def to_three_places(part):
    return None if part is None else round(part, 3)


def test_all_worked_histories_are_there():
    assert len(CASES) == 57


# Who is on the queue


def test_somebody_met_ten_months_ago_and_never_since_is_on_the_queue(records):
    a_contact(records, met="2024-01-10", thanked="2024-01-10 15:00")
    assert actions(due(records, "2024-11-10")) == [("check_in", "due")]


def test_somebody_met_ten_months_ago_is_on_the_queue_when_a_file_brought_them(records):
    load_history(records, [{"name": "Ada", "meetings": [{"starts_at": "2024-01-10", "status": "held"}]}], "UTC")
    assert actions(due(records, "2024-11-10")) == [("check_in", "due")]


def test_an_imported_address_book_puts_nobody_on_the_queue(records):
    read = linkedin.read((DATA / "inputs" / "Connections.csv").read_bytes())
    assert imported(records, read).added > 200
    assert due(records, "2026-01-01", upcoming=True) == []
    assert network.ties(records, at("2026-01-01"), "UTC") == []


def test_somebody_shortlisted_and_never_written_to_is_not_due(records):
    ada = a_contact(records, shortlist=True)
    assert due(records, "2030-01-01", upcoming=True) == []
    assert contacts.state(records, ada, at("2030-01-01"), "UTC") == "prospect"


def test_nothing_is_ever_due_about_somebody_marked_do_not_contact(records):
    ada = a_contact(records, met="2024-06-10", do_not_contact=True)
    assert due(records, "2024-06-11", upcoming=True) == []
    assert contacts.state(records, ada, at("2024-06-11"), "UTC") == "do_not_contact"


def test_a_person_who_is_not_there_has_no_state_but_prospect(records):
    assert contacts.state(records, TOKEN, at("2024-06-11"), "UTC") == "prospect"
    assert contacts.state(records, "not an id", at("2024-06-11"), "UTC") == "prospect"
    assert follow_ups.of_contact(records, "not an id", at("2024-06-11"), "UTC") == []


def test_a_page_of_the_queue_says_how_much_there_is_of_it(records):
    for name in ("Ada", "Ben", "Cy"):
        a_contact(records, name=name, met="2024-06-10")
    a_contact(records, name="Dee", asked="2024-06-03")
    whole = follow_ups.queue(records, at("2024-06-12 18:00"), "UTC", limit=100)
    page = follow_ups.queue(records, at("2024-06-12 18:00"), "UTC", limit=2, offset=1)
    assert [item.contact for item in whole.items] == ["Ada", "Ben", "Cy", "Dee"]
    assert [item.contact for item in page.items] == ["Ben", "Cy"]
    assert (page.total, page.late, page.thanks) == (whole.total, whole.late, whole.thanks) == (4, 3, 3)


def test_an_empty_queue_has_no_pages(records):
    empty = follow_ups.queue(records, at("2024-06-12"), "UTC")
    assert (empty.items, empty.total, empty.late, empty.thanks) == ((), 0, 0, 0)


def test_upcoming_items_stand_by_themselves_in_the_order_of_their_day(records):
    a_contact(records, name="Ada", asked="2024-06-04")
    a_contact(records, name="Ben", asked="2024-06-03")
    listed = follow_ups.queue(records, at("2024-06-05"), "UTC", listed="upcoming")
    assert [(item.contact, item.action) for item in listed.items] == [("Ben", "nudge"), ("Ada", "nudge")]


def test_a_day_begins_at_its_first_midnight_where_the_clocks_go_back_over_it(records):
    # In Havana 3 November 2024 has two midnights: at four o'clock UTC and an hour later.
    ada = a_contact(records)
    promises.promise(
        records, contact_id=ada, what="send it", due=at("2024-11-03").date(), as_of=at("2024-10-20", "America/Havana")
    )
    first_midnight = datetime.fromisoformat("2024-11-03T04:00:00+00:00")
    opened = follow_ups.due(records, first_midnight, "America/Havana")
    assert actions(opened) == [("promise", "due")]
    assert actions(follow_ups.due(records, first_midnight - timedelta(seconds=1), "America/Havana")) == []


def test_a_day_begins_an_hour_late_where_the_clocks_skip_its_midnight(records):
    ada = a_contact(records)  # In Beirut 31 March 2024 began at one o'clock.
    promises.promise(records, contact_id=ada, what="send it", due=at("2024-03-31").date(), as_of=at("2024-03-19"))
    item = the_item(records, "promise", "2024-03-20", "Asia/Beirut")
    assert item.opens_at.isoformat() == "2024-03-30T22:00:00+00:00"
    assert item.due_at.isoformat() == "2024-03-31T21:00:00+00:00"


def test_the_queue_can_be_narrowed_to_one_action_or_standing(records):
    a_contact(records, name="Ada", met="2024-06-10")
    a_contact(records, name="Ben", asked="2024-06-03")
    when = at("2024-06-12 18:00")
    thanks = follow_ups.queue(records, when, "UTC", action="thank_you")
    assert ([item.contact for item in thanks.items], thanks.total, thanks.late, thanks.thanks) == (["Ada"], 1, 1, 1)
    nudges = follow_ups.queue(records, when, "UTC", action="nudge")
    assert ([item.contact for item in nudges.items], nudges.total, nudges.late, nudges.thanks) == (["Ben"], 1, 0, 0)
    overdue = follow_ups.queue(records, when, "UTC", listed="overdue")
    assert [item.contact for item in overdue.items] == ["Ada"]


def test_the_queue_counts_everything_by_standing_and_action(records):
    a_contact(records, name="Ada", met="2024-06-10")
    a_contact(records, name="Ben", asked="2024-06-03")
    a_contact(records, name="Cy", asked="2024-06-03")
    put_off = due(records, "2024-06-12")[-1]
    follow_ups.postpone(records, put_off, 7, as_of=at("2024-06-12"), zone="UTC")
    counts = follow_ups.queue(records, at("2024-06-12"), "UTC", limit=1).counts
    assert counts == {
        "overdue": {"thank_you": 1},
        "due": {"nudge": 1},
        "upcoming": {"check_in": 1},
        "postponed": {"nudge": 1},
    }


def test_how_somebody_stands_is_their_state_and_their_items(records):
    ada = a_contact(records, asked="2024-06-03", replied="2024-06-04 09:00")
    for when in ("2024-06-04", "2024-06-06", "2024-06-01"):
        state, items = follow_ups.standing(records, ada, at(when), "UTC")
        assert state == contacts.state(records, ada, at(when), "UTC")
        assert items == follow_ups.of_contact(records, ada, at(when), "UTC")


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "request"),
        ({"asked": "2024-06-03"}, "reply"),
        ({"asked": "2024-06-03", "replied": "2024-06-04 09:00"}, "message"),
        ({"asked": "2024-05-20"}, "nudge"),
        ({"met": "2024-06-04 09:00"}, "thank_you"),
        ({"met": "2024-05-01", "thanked": "2024-05-01 15:00"}, "check_in"),
        ({"asked": "2024-06-03", "declined": "2024-06-03 15:00"}, "message"),
    ],
)
def test_the_form_begins_with_the_kind_that_most_likely_happened(records, facts, kind):
    ada = a_contact(records, **facts)
    assert follow_ups.fitting_kind(*follow_ups.standing(records, ada, at("2024-06-04"), "UTC")) == kind


# What they do counts as theirs: DESIGN.md lists these kinds as outgoing, but a file may say that they came in.


@pytest.mark.parametrize(
    ("kind", "still_due"),
    [("thank_you", "thank_you"), ("check_in", "check_in")],
)
def test_their_thanks_and_their_check_in_are_no_sign_of_mine(records, kind, still_due):
    theirs = {"kind": kind, "direction": "in", "happened_at": "2024-06-04T09:00:00Z"}
    met = {"starts_at": "2024-06-03T09:00:00Z", "status": "held"}
    load_history(records, [{"name": "Ada", "tie": "D", "meetings": [met], "interactions": [theirs]}], "UTC")
    soon = {item.action: item.due_at.isoformat() for item in due(records, "2024-06-04 10:00", upcoming=True)}
    expected = {"thank_you": "2024-06-04T09:20:00+00:00", "check_in": "2024-07-05T00:00:00+00:00"}
    assert soon[still_due] == expected[still_due]


def test_a_confirmation_of_theirs_does_not_confirm_for_me(records):
    theirs = {"kind": "confirmation", "direction": "in", "happened_at": "2024-06-04T09:00:00Z"}
    planned = {"starts_at": "2024-06-10T09:00:00Z", "scheduled_at": "2024-06-03T09:00:00Z"}
    load_history(records, [{"name": "Ada", "meetings": [planned], "interactions": [theirs]}], "UTC")
    assert actions(due(records, "2024-06-04")) == [("confirm", "due")]


def test_a_colleague_who_asks_me_is_no_second_person_that_i_asked(records):
    asked = {"kind": "request", "happened_at": "2024-06-03T09:00:00Z"}
    theirs = {"kind": "request", "direction": "in", "happened_at": "2024-06-04T09:00:00Z"}
    load_history(
        records,
        [
            {"name": "Ada", "organization": "Acme", "interactions": [asked]},
            {"name": "Ben", "organization": "Acme", "interactions": [theirs]},
        ],
        "UTC",
    )
    assert ("second_person", "due") in actions(due(records, "2024-06-06"))


# Not now


def test_not_now_hides_an_item_until_the_day(records):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    done = follow_ups.postpone(records, nudge, 3, as_of=at("2024-06-12"), zone="UTC")
    assert done.says == "Remind Ada Example: not before Saturday 15 June."
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
    [hidden] = follow_ups.postponed(records, at("2024-06-13"), "UTC")
    assert (hidden.action, hidden.hidden_until) == ("nudge", at("2024-06-19").date())
    assert follow_ups.of_contact(records, ada, at("2024-06-13"), "UTC") == []
    assert contacts.state(records, ada, at("2024-06-13"), "UTC") == "waiting"
    assert follow_ups.postponed(records, at("2024-06-19"), "UTC") == []


def test_not_now_is_logged_and_the_past_still_shows_the_item(records):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    follow_ups.postpone(records, nudge, 14, as_of=at("2024-06-13"), zone="UTC")
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
    done = follow_ups.bring_back(records, nudge)
    assert done.says == "Remind Ada Example: back on the queue."
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]
    assert follow_ups.postponed(records, at("2024-06-12"), "UTC") == []


def test_not_now_can_be_taken_back(records):
    a_contact(records, asked="2024-06-03")
    done = follow_ups.postpone(records, the_item(records, "nudge", "2024-06-12"), 3, as_of=at("2024-06-12"), zone="UTC")
    undo(records, done)
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


@pytest.mark.parametrize("days", [0, -3, 366])
def test_not_now_is_for_a_day_to_a_year(records, days):
    a_contact(records, asked="2024-06-03")
    nudge = the_item(records, "nudge", "2024-06-12")
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.postpone(records, nudge, days, as_of=at("2024-06-12"), zone="UTC")
    assert wrong.value.field == "days"
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


# Letting go


def owing(records):
    """A thank-you, a promise and a referral, all open and late on 1 July."""
    ada = a_contact(records, met="2024-06-20")
    promises.promise(records, contact_id=ada, what="send it", due=at("2024-06-24").date(), as_of=at("2024-06-20"))
    promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-06-20"))
    return ada


@pytest.mark.parametrize("action", ["thank_you", "promise", "referral"])
def test_what_is_let_go_with_a_reason_leaves_queue_and_health(records, action):
    ada = owing(records)
    [before] = network.ties(records, at("2024-07-01"), "UTC")
    for each in ("thank_you", "promise", "referral"):
        if each != action:  # settled long after it was due, so that F is told by them alone once the third is gone
            follow_ups.mark_done(records, the_item(records, each, "2024-07-01"), as_of=at("2024-07-01"))
    item = the_item(records, action, "2024-07-01")
    done = follow_ups.let_go(records, item, "They left the firm.", as_of=at("2024-07-01"))
    assert done.says.endswith(": let go.")
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


def test_letting_go_can_be_taken_back(records):
    owing(records)
    item = the_item(records, "promise", "2024-07-01")
    undo(records, follow_ups.let_go(records, item, "moot", as_of=at("2024-07-01")))
    assert ("promise", "overdue") in actions(due(records, "2024-07-01"))


# Done

WHEN = {
    "thank_you": "2024-06-20 13:00",
    "promise": "2024-06-24 12:00",
    "referral": "2024-06-27 12:00",
    "check_in": "2024-07-20 12:00",
    "reconnect": "2026-01-01 12:00",
    "nudge": "2024-06-12 12:00",
    "second_person": "2024-06-06 12:00",
    "answer": "2024-06-04 12:00",
    "propose_times": "2024-06-05 12:00",
    "confirm": "2024-06-10 12:00",
    "prepare": "2024-06-17 12:00",
    "record": "2024-06-18 12:00",
}


def with_something_due(records, action):
    """A world in which this action is due at WHEN."""
    match action:
        case "thank_you" | "promise" | "referral":
            return owing(records)
        case "check_in" | "reconnect":
            return a_contact(records, met="2024-06-20", thanked="2024-06-20 15:00")
        case "nudge" | "second_person":
            return a_contact(records, asked="2024-06-03", organization="Acme Labs")
        case "answer":
            return a_contact(records, asked="2024-06-03", replied="2024-06-04 09:00")
        case "propose_times":
            return a_contact(records, asked="2024-06-03", agreed="2024-06-05 09:00")
        case _:
            ada = a_contact(records, confirmed=None if action == "confirm" else "2024-06-11")
            a_conversation(records, ada, starts="2024-06-18 10:00", scheduled="2024-06-10 09:00")
            return ada


@pytest.mark.parametrize("action", [action for action in WHEN if action not in ("record", "second_person")])
def test_done_is_a_fact_that_clears_the_item(records, action):
    ada = with_something_due(records, action)
    when = at(WHEN[action])
    item = the_item(records, action, WHEN[action])
    assert item.status == "due"
    done = follow_ups.mark_done(records, item, as_of=when)
    assert done.says == f"{follow_ups.title(item)}: done."
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
    assert the_item(records, action, WHEN[action]) == item


@pytest.mark.parametrize("action", list(follow_ups.LOGGED_AS))
def test_pressing_done_twice_logs_once(records, action):
    with_something_due(records, action)
    item = the_item(records, action, WHEN[action])
    before = len(records.rows("SELECT id FROM interactions"))
    for _ in range(2):
        follow_ups.mark_done(records, item, as_of=at(WHEN[action]), token=TOKEN)
    assert len(records.rows("SELECT id FROM interactions")) == before + 1


def test_done_is_refused_for_somebody_who_was_removed_meanwhile(records):
    ada = with_something_due(records, "nudge")
    item = the_item(records, "nudge", WHEN["nudge"])
    contacts.remove(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        follow_ups.mark_done(records, item, as_of=at(WHEN["nudge"]))
    assert wrong.value.field == "contact"


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


# Words


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
    assert why in follow_ups.why(item, "UTC")
    assert follow_ups.GUIDES[action]


def test_a_reason_is_told_in_the_persons_own_time(records):
    with_something_due(records, "confirm")
    item = the_item(records, "confirm", WHEN["confirm"])
    assert "Tuesday 18 June at 19:00" in follow_ups.why(item, "Asia/Tokyo")


def test_a_nudge_after_a_deferral_says_that_they_asked_for_it(records):
    ada = a_contact(records, asked="2024-06-03")
    happened(records, ada, "deferred", "2024-06-05", again_on=at("2024-06-20").date())
    assert "asked you to come back" in follow_ups.why(the_item(records, "nudge", "2024-06-20"), "UTC")


def test_new_times_after_a_cancellation_are_told_from_the_day_it_was_called_off(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2024-06-18 10:00", scheduled="2024-06-03 09:00")
    meetings.call_off(records, planned, as_of=at("2024-06-05"))
    item = the_item(records, "propose_times", "2024-06-05")
    assert "Open since Wednesday 5 June" in follow_ups.why(item, "UTC")


@pytest.mark.parametrize(
    ("action", "when", "says"),
    [
        ("thank_you", "2024-06-20 13:00", "Due in 23 h"),
        ("thank_you", "2024-06-21 12:00", "Due in 20 min"),
        ("thank_you", "2024-06-21 12:30", "1 h late"),
        ("thank_you", "2024-06-21 15:30", "3 h late"),
        ("thank_you", "2024-06-22 12:30", "1 day late"),
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


# What was last talked about


def test_the_topic_of_the_newest_conversation_is_what_was_last_talked_about(records):
    ada = a_contact(records, name="Ada")
    a_conversation(records, ada, starts="2024-05-01 10:00", held=True, about="the lab")
    a_conversation(records, ada, starts="2024-06-01 10:00", held=True, about="the move to Oslo")
    happened(records, ada, "message", "2024-06-20", text="see you")
    ben = a_contact(records, name="Ben")
    happened(records, ben, "reply", "2024-06-01", text="gladly")
    happened(records, ben, "message", "2024-06-03", text="on Monday?")
    happened(records, ben, "note", "2024-06-04", text="nobody sees this")
    cy = a_contact(records, name="Cy", asked="2024-06-01")
    assert follow_ups.last_words(records, [ada, ben, cy], at("2024-07-01")) == {
        ada: "the move to Oslo",
        ben: "on Monday?",
    }
    assert follow_ups.last_words(records, [ada], at("2024-05-15")) == {ada: "the lab"}
    assert follow_ups.last_words(records, [], at("2024-07-01")) == {}


# Health


def test_before_the_first_conversation_there_is_no_health(records):
    a_contact(records, asked="2024-06-03", replied="2024-06-04")
    assert network.ties(records, at("2024-06-05"), "UTC") == []
    [tie] = network.ties(records, at("2024-06-05"), "UTC", everybody=True)
    assert (tie.score, tie.band, tie.F, tie.R, tie.C, tie.G) == (None,) * 6
    assert network.score(records, at("2024-06-05"), "UTC") is None
    assert network.bands(records, at("2024-06-05"), "UTC") == dict.fromkeys([*network.BANDS, "dormant"], 0)


def test_ties_come_weakest_first_and_dormant_ones_last(records):
    a_contact(records, name="Well", met="2024-06-20", thanked="2024-06-20 15:00")
    a_contact(records, name="Late", met="2024-06-10")
    a_contact(records, name="Asleep", met="2022-06-10", thanked="2022-06-10 15:00")
    ties = network.ties(records, at("2024-06-21"), "UTC")
    assert [(tie.contact, tie.band) for tie in ties] == [("Late", "at_risk"), ("Well", "healthy"), ("Asleep", None)]
    assert (ties[2].state, ties[2].dormant, ties[2].score) == ("reconnect_due", True, None)
    assert None not in (ties[2].F, ties[2].R, ties[2].C, ties[2].G)
    assert network.bands(records, at("2024-06-21"), "UTC") == {
        "healthy": 1,
        "attention": 0,
        "at_risk": 1,
        "fading": 0,
        "dormant": 1,
    }


def test_close_ties_weigh_four_times_as_much_as_distant_ones(records):
    for name, tie, met in (("Close", "A", "2024-06-20"), ("Distant", "D", "2024-06-10")):
        a_contact(records, name=name, tie=tie, met=met, thanked=f"{met} 15:00" if tie == "A" else None)
    scores = {tie.contact: tie.score for tie in network.ties(records, at("2024-06-21"), "UTC")}
    mean = (4 * scores["Close"] + scores["Distant"]) / 5
    assert scores["Close"] - scores["Distant"] > 10
    assert network.score(records, at("2024-06-21"), "UTC") == int(mean + 0.5)


def test_the_cadence_of_the_settings_says_when_to_check_in(records):
    ada = a_contact(records, tie="A", met="2024-06-20", thanked="2024-06-20 15:00", checked_in="2024-06-21")
    assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-07-21 00:00")
    undo_by = profile.cadences(records)["A"]
    profile.set_cadence(records, "A", 45)
    try:
        assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-08-05 00:00")
        contacts.change(records, ada, cadence_days=10)
        assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-07-01 00:00")
    finally:
        profile.set_cadence(records, "A", undo_by)


def test_taking_an_interaction_out_of_the_log_brings_its_reminder_back(records):
    ada = a_contact(records, asked="2024-06-03")
    reply = happened(records, ada, "reply", "2024-06-12 09:00")
    assert actions(due(records, "2024-06-12")) == [("answer", "due")]
    interactions.remove(records, reply)
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]

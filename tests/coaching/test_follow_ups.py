"""What is due: the worked histories, and the queue that is made of them."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivw.coaching import contacts, follow_ups, network, profile, promises
from ivw.exchange import linkedin
from tests.builders import (
    a_contact,
    a_conversation,
    at,
    happened,
    imported,
    load_history,
    records_in,
)
from tests.coaching.at_once import apart_from_each_other, read_by_sql
from tests.coaching.due import actions, due, owing, the_item

DATA = Path(__file__).parents[1] / "data"
CASES = json.loads((DATA / "follow_ups.json").read_text("utf-8"))
NOBODY = "01900000-0000-7000-8000-000000000001"


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
    assert contacts.state(records, NOBODY, at("2024-06-11"), "UTC") == "prospect"
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
    pages = {name: follow_ups.queue(records, at("2024-06-12"), "UTC", listed=name) for name in follow_ups.LISTED}
    assert all(len(page.items) == page.total for page in pages.values())
    assert {name: (page.total, page.late, page.thanks) for name, page in pages.items()} == {
        "open": (2, 1, 1),
        "all": (3, 1, 1),
        "overdue": (1, 1, 1),
        "due": (1, 0, 0),
        "upcoming": (1, 0, 0),
        "postponed": (1, 0, 0),
        "resting": (0, 0, 0),
    }


def test_how_somebody_stands_is_their_state_and_their_items(records):
    ada = a_contact(records, asked="2024-06-03", replied="2024-06-04 09:00")
    for when in ("2024-06-04", "2024-06-06", "2024-06-01"):
        state, items = follow_ups.standing(records, ada, at(when), "UTC")
        assert state == contacts.state(records, ada, at(when), "UTC")
        assert items == follow_ups.of_contact(records, ada, at(when), "UTC")
    ben = a_contact(records, name="Ben", asked="2024-06-03", nudged="2024-06-12")
    assert follow_ups.standing(records, ben, at("2024-08-01"), "UTC") == ("parked", [])


def test_what_is_due_with_one_person_is_what_the_queue_says_of_them(records):
    owing(records)
    a_contact(records, name="Ben", asked="2024-06-03", replied="2024-06-04 09:00")
    a_conversation(records, a_contact(records, name="Cy"), starts="2024-07-02 10:00", scheduled="2024-06-20")
    owing(records)
    everything = due(records, "2024-06-21", upcoming=True)
    for whom in {item.contact_id for item in everything}:
        theirs = [item for item in everything if item.contact_id == whom]
        assert follow_ups.of_contact(records, whom, at("2024-06-21"), "UTC") == theirs
    assert len(everything) == 2 * 4 + 2


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


# What they do counts as theirs: the rules count these kinds as outgoing, but a file may say that they came in.


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


def test_the_first_letter_to_somebody_named_follows_the_referral_however_many_come_later(records):
    ada = a_contact(records, met="2024-06-03 09:00", thanked="2024-06-03 15:00")
    named = promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-06-03 10:00"))
    for kind, when in (("request", "2024-06-04"), ("message", "2024-07-20")):
        happened(records, promises.prospect_of(records, named.fact_id), kind, when)
    [tie] = network.ties(records, at("2024-07-21"), "UTC")
    assert (tie.contact, tie.F) == ("Ada Example", 1)


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


def test_the_cadence_of_the_settings_says_when_to_check_in(records):
    ada = a_contact(records, tie="A", met="2024-06-20", thanked="2024-06-20 15:00", checked_in="2024-06-21")
    assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-07-21 00:00")
    undo_by = profile.cadences(records)["A"]
    profile.set_cadences(records, {"A": 45})
    try:
        assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-08-05 00:00")
        contacts.change(records, ada, cadence_days=10)
        assert the_item(records, "check_in", "2024-06-22").opens_at == at("2024-07-01 00:00")
    finally:
        profile.set_cadences(records, {"A": undo_by})


def test_taking_an_interaction_out_of_the_log_brings_its_reminder_back(records):
    ada = a_contact(records, asked="2024-06-03")
    reply = happened(records, ada, "reply", "2024-06-12 09:00")
    assert actions(due(records, "2024-06-12")) == [("answer", "due")]
    with records.transaction() as transaction:
        transaction.remove("interactions", [reply])
    assert actions(due(records, "2024-06-12")) == [("nudge", "due")]


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

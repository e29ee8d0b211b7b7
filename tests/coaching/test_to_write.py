"""Who waits for a message, and of which kind."""

import pytest

from ivw.coaching import contacts, meetings, outreach, promises, referrers, to_write
from tests.builders import a_contact, a_conversation, at, forget_everybody

NOW = at("2026-11-24 09:00")  # a Tuesday
ZONE = "Europe/Berlin"


def named_by(records, given):
    """Somebody, and the prospect whom they named on that day."""
    by = a_contact(records, name="Ruth")
    made = promises.refer(records, contact_id=by, name="Priya", as_of=at(given))
    return by, promises.prospect_of(records, made.fact_id)


def test_everybody_with_something_to_be_written_is_listed_and_the_shortlist_after_them(records):
    thank = a_contact(records, name="Ana", met="2026-11-23 14:00")
    by, named = named_by(records, "2026-11-02")
    prospect = a_contact(records, name="Zoë", shortlist=True, added="2026-11-01", why_this_person="Her maps")
    newer = a_contact(records, name="Bo", shortlist=True, added="2026-11-20")
    a_contact(records, name="Imported")
    a_contact(records, name="Left alone", shortlist=True, do_not_contact=True)
    a_contact(records, name="Asked", shortlist=True, asked="2026-11-23")
    rows, total = to_write.now(records, NOW, ZONE)
    assert [(row.whom, row.kind) for row in rows] == [
        (named, "request"), (thank, "thank_you"), (newer, "request"), (prospect, "request"),
    ]  # fmt: skip
    assert total == 4
    assert (rows[0].name, rows[0].item.contact_id) == ("Priya", by)
    assert rows[1].meeting_id == rows[1].item.subject_id
    assert (rows[3].item, rows[3].meeting_id, rows[3].why) == (None, None, "Her maps")


def test_a_second_person_is_written_to_where_one_is_known_there_and_else_not_listed(records):
    a_contact(records, name="Ann", organization="Calder", asked="2026-11-18")
    a_contact(records, name="Alone", organization="Harbour", asked="2026-11-18")
    assert to_write.now(records, NOW, ZONE) == ([], 0)
    a_contact(records, name="Far", organization="Calder Institute")
    ben = a_contact(records, name="Ben", organization="calder")
    [row], total = to_write.now(records, NOW, ZONE)
    assert (row.whom, row.kind, row.name, row.item.contact, total) == (ben, "second_person", "Ben", "Ann", 1)
    outreach.sent(records, ben, "second_person", text="Hello", as_of=NOW)
    assert to_write.now(records, NOW, ZONE) == ([], 0)


def test_of_ones_promises_only_those_to_tell_a_referrer_are_written(records):
    by, named = named_by(records, "2026-11-10")
    meeting = a_conversation(records, named, starts="2026-11-18 10:00", held=True)
    referrers.tell(records, meeting, [by], as_of=at("2026-11-18 12:00"), zone=ZONE)
    promises.promise(records, contact_id=by, what="A map", due=NOW.date(), as_of=at("2026-11-18"))
    rows, _ = to_write.now(records, NOW, ZONE)
    told = [row for row in rows if row.whom == by]
    assert [(row.kind, row.meeting_id, row.item.action) for row in told] == [("tell_referrer", meeting, "promise")]


@pytest.mark.parametrize(
    "history",
    [
        {}, {"asked": "2026-11-23"}, {"agreed": "2026-11-23"}, {"declined": "2026-11-23"}, {"offered": "2026-11-23"},
        {"wrote": "2026-11-01"}, {"replied": "2026-11-01"}, {"nudged": "2026-11-23"}, {"met": "2026-10-01"},
        {"asked": "2026-12-01"}, {"do_not_contact": True}, {"noted": "2026-11-01"},
    ],
)  # fmt: skip
def test_who_is_asked_for_the_first_time_is_a_prospect_by_the_rule(records, history):
    whom = a_contact(records, shortlist=True, added="2026-10-01", **history)
    rows, _ = to_write.now(records, NOW, ZONE)
    is_listed = any(row.item is None for row in rows)
    assert is_listed is (contacts.resting_state(records, whom, NOW, ZONE) == "prospect")


def test_whoever_has_a_conversation_planned_or_called_off_is_no_prospect(records):
    planned, off = (a_contact(records, name=name, shortlist=True, added="2026-10-01") for name in ("Ana", "Bo"))
    a_conversation(records, planned, starts="2026-12-01 10:00", scheduled="2026-11-20")
    meetings.call_off(
        records, a_conversation(records, off, starts="2026-12-01 10:00", scheduled="2026-11-20"),
        as_of=at("2026-11-21"), by="them",
    )  # fmt: skip
    rows, _ = to_write.now(records, NOW, ZONE)
    assert all(row.item for row in rows)
    assert "prospect" not in {contacts.resting_state(records, whom, NOW, ZONE) for whom in (planned, off)}


def test_it_comes_a_page_at_a_time(records):
    for number in range(5):
        a_contact(records, name=f"Person {number}", shortlist=True, added=f"2026-11-0{9 - number}")
    rows, total = to_write.now(records, NOW, ZONE, limit=2, offset=2)
    assert ([row.name for row in rows], total) == (["Person 2", "Person 3"], 5)
    assert to_write.now(records, NOW, ZONE, offset=9) == ([], 0)


def test_what_is_settled_in_another_way_is_not_to_be_written(records):
    whom = a_contact(records, met="2026-11-20 14:00", thanked="2026-11-20 15:00")
    promises.promise(records, contact_id=whom, what="a map", due=NOW.date(), as_of=at("2026-11-20 15:00"))
    assert to_write.now(records, NOW, ZONE) == ([], 0)


def test_nobody_is_listed_twice_who_was_named_and_stands_on_the_shortlist(records):
    _, named = named_by(records, "2026-11-02")
    assert [row.whom for row in to_write.now(records, NOW, ZONE)[0]] == [named]
    forget_everybody(records)
    _, named = named_by(records, "2026-11-23")  # the referral is not due yet, the prospect can be asked
    [row] = to_write.now(records, NOW, ZONE)[0]
    assert (row.whom, row.item) == (named, None)


@pytest.mark.parametrize(
    ("history", "kind"),
    [
        ({}, "request"),
        ({"met": "2026-11-23 14:00"}, "thank_you"),
        ({"asked": "2026-11-20 09:00"}, "nudge"),
        ({"asked": "2026-11-20 09:00", "agreed": "2026-11-23 09:00"}, "proposal"),
        ({"asked": "2026-11-20 09:00", "replied": "2026-11-23 09:00"}, "answer"),
        ({"met": "2026-11-20 14:00", "thanked": "2026-11-20 15:00"}, "check_in"),
        ({"met": "2024-11-20 14:00", "thanked": "2024-11-20 15:00"}, "reconnect"),
    ],
)
def test_the_kind_that_fits_follows_from_where_things_stand(records, history, kind):
    assert to_write.fitting_kind(records, a_contact(records, **history), NOW, ZONE) == kind

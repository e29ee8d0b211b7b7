"""Everything that is due leads to where it is done, with the right person or conversation open there."""

from datetime import UTC

import pytest

from ivw.coaching import follow_ups, journey, promises, referrers, research
from ivw.show import hand_over
from ivw.show import journey as path
from ivw.show.front_door import PAGES, Here
from tests.builders import a_contact, a_conversation, at, forget_everybody, happened, records_in

NOW = at("2026-11-16 09:00")


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("hand_over")) as opened:
        yield opened


@pytest.fixture
def here(one_file):
    return Here(forget_everybody(one_file), NOW.astimezone(UTC), "UTC")


def leads_to(here, action):
    item = next(item for item in follow_ups.due(here.records, here.as_of, here.zone) if item.action == action)
    page, query = hand_over.where(here, item)
    assert page in PAGES
    return page, query


def test_a_thank_you_is_written_about_its_conversation(here):
    contact = a_contact(here.records)
    meeting = a_conversation(here.records, contact, starts="2026-11-15 10:00", held=True)
    expected = ("outreach", {"contact": contact, "kind": "thank_you", "meeting": meeting})
    assert leads_to(here, "thank_you") == expected


def test_a_confirmation_is_written_about_its_conversation(here):
    contact = a_contact(here.records)
    meeting = a_conversation(here.records, contact, starts="2026-11-18 10:00", scheduled="2026-11-15 10:00")
    assert leads_to(here, "confirm") == ("outreach", {"contact": contact, "kind": "confirmation", "meeting": meeting})


@pytest.mark.parametrize(
    ("history", "action", "kind"),
    [
        ({"asked": "2026-10-20 09:00"}, "nudge", "nudge"),
        ({"asked": "2026-11-10 09:00", "replied": "2026-11-11 09:00"}, "answer", "answer"),
        ({"met": "2025-01-10 09:00", "thanked": "2025-01-10 12:00"}, "reconnect", "reconnect"),
    ],
)
def test_what_is_settled_by_writing_is_written(here, history, action, kind):
    contact = a_contact(here.records, **history)
    assert leads_to(here, action) == ("outreach", {"contact": contact, "kind": kind})


def test_times_are_offered_in_writing(here):
    contact = a_contact(here.records, asked="2026-11-10 09:00")
    happened(here.records, contact, "agreed", "2026-11-12 09:00")
    assert leads_to(here, "propose_times") == ("outreach", {"contact": contact, "kind": "proposal"})


def test_a_referral_leads_to_asking_the_person_named(here):
    contact = a_contact(here.records)
    given = at("2026-11-02 10:00")
    made = promises.refer(here.records, contact_id=contact, name="Ben Ode", as_of=given)
    named = promises.prospect_of(here.records, made.fact_id)
    assert leads_to(here, "referral") == ("outreach", {"contact": named, "kind": "request"})


def test_a_promise_leads_to_the_promises_of_that_person(here):
    contact = a_contact(here.records)
    promises.promise(here.records, contact_id=contact, what="send it", due=NOW.date(), as_of=NOW)
    assert leads_to(here, "promise") == ("prospect_research", {"contact": contact, "tab": "promises"})


def test_a_second_person_is_written_to_where_one_is_known_and_looked_for_else(here):
    a_contact(here.records, organization="Skerry Line", asked="2026-11-09 09:00")
    assert leads_to(here, "second_person") == ("prospect_research", {"organization": "Skerry Line"})
    other = a_contact(here.records, name="Ben", organization="skerry line")
    assert leads_to(here, "second_person") == ("outreach", {"contact": other, "kind": "second_person"})


def test_a_promise_to_tell_a_referrer_is_kept_in_writing(here):
    by = a_contact(here.records, name="Ruth")
    made = promises.refer(here.records, contact_id=by, name="Ben Ode", as_of=at("2026-11-02 10:00"))
    named = promises.prospect_of(here.records, made.fact_id)
    meeting = a_conversation(here.records, named, starts="2026-11-10 10:00", held=True)
    referrers.tell(here.records, meeting, [by], as_of=at("2026-11-10 12:00"), zone="UTC")
    assert leads_to(here, "promise") == ("outreach", {"contact": by, "kind": "tell_referrer", "meeting": meeting})


def test_preparing_leads_to_the_next_step_of_the_path(here):
    contact = a_contact(here.records, tenure="a year")
    meeting = a_conversation(here.records, contact, starts="2026-11-17 10:00", scheduled="2026-11-10 10:00")
    happened(here.records, contact, "confirmation", "2026-11-11 09:00")
    assert leads_to(here, "prepare") == ("prospect_research", {"contact": contact, "tab": "research"})
    about_them = research.Target("person", contact)
    research.note(here.records, about_them, topic="path", finding="By way of bridges", as_of=NOW)
    assert leads_to(here, "prepare") == ("question_builder", {"meeting": meeting})


def test_what_happened_is_recorded_at_the_conversation(here):
    contact = a_contact(here.records)
    meeting = a_conversation(here.records, contact, starts="2026-11-15 10:00", scheduled="2026-11-10 10:00")
    assert leads_to(here, "record") == ("conversation", {"meeting": meeting})


def test_every_step_of_every_path_leads_to_a_page(here):
    contact = a_contact(here.records, shortlist=True)
    before = journey.of_contact(here.records, contact, NOW)
    meeting = a_conversation(here.records, contact, starts="2026-11-15 10:00", held=True)
    for way in (before, journey.of_meeting(here.records, meeting, NOW)):
        assert {path.where(way, step.name)[0] for step in way.steps} <= set(PAGES)
    assert path.where(before, "contact") == ("outreach", {"contact": contact})
    assert path.where(way, "appear") == ("reflection", {"meeting": meeting})

"""Where one person stands, and what becomes of a draft that was written about them."""

from datetime import timedelta

import pytest

from ivw.coaching import contacts, demo, drafts, follow_ups, interactions, meetings
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import demo_file
from tests.builders import a_contact, at

HERE = at("2026-11-24T09:00:00+01:00")
ZONE = "Europe/Berlin"


def test_one_person_stands_where_the_states_of_all_say(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    states = dict(records.rows("SELECT contact_id::VARCHAR, state FROM stages($at, $zone)", at=HERE, zone=ZONE))
    items = follow_ups.due(records, HERE, ZONE, upcoming=True)
    somebody = {state: whom for whom, state in states.items()}
    assert len(somebody) > 12
    for state, whom in somebody.items():
        theirs = [item for item in items if item.contact_id == whom]
        assert follow_ups.standing(records, whom, HERE, ZONE) == (state, theirs)
        words, urgency = contacts.state_in_words(state)
        assert words
        assert urgency in ("", "due", "overdue")


def test_the_kind_that_fits_is_what_is_due_else_what_comes_next(records):
    kinds = {
        "thank_you": a_contact(records, met="2026-11-23 18:00", zone=ZONE),
        "request": a_contact(records),
        "reply": a_contact(records, asked="2026-11-23"),
        "message": a_contact(records, met="2026-11-12 10:00", thanked="2026-11-12 15:00"),
        "nudge": a_contact(records, asked="2026-11-10"),
    }
    for kind, whom in kinds.items():
        assert follow_ups.fitting_kind(*follow_ups.standing(records, whom, HERE, ZONE)) == kind


# Drafts


def test_what_is_drafted_anew_is_not_overwritten_by_undo(records):
    ada = a_contact(records)
    drafts.save(records, "log:ada", "Dear Ada,", HERE)
    logged = interactions.log(
        records, contact_id=ada, kind="message", happened_at=HERE, as_of=HERE, text="Dear Ada,", draft="log:ada"
    )
    drafts.save(records, "log:ada", "Something else", HERE)
    undo(records, logged)
    assert drafts.read(records, "log:ada") == "Something else"


def test_a_draft_stays_when_the_fact_is_refused(records):
    ada = a_contact(records)
    drafts.save(records, "log:ada", "Dear Ada,", HERE)
    with pytest.raises(InvalidRecord):
        interactions.log(
            records, contact_id=ada, kind="message", happened_at=HERE + timedelta(days=1), as_of=HERE, draft="log:ada"
        )
    assert drafts.read(records, "log:ada") == "Dear Ada,"


def test_what_was_talked_about_is_drafted_for_a_conversation_that_was_not_planned_too(records):
    ada = a_contact(records)
    drafts.save(records, "unplanned", "Her first year", HERE)
    meetings.log_held(
        records, contact_id=ada, starts_at=at("2026-11-20 10:00"), as_of=HERE, about="Her first year", draft="unplanned"
    )
    assert records.rows("SELECT count(*) FROM drafts") == [(0,)]

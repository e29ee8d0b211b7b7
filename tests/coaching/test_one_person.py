"""What coaching says and does about one person: their state and time line, what hangs on them, drafts that became facts."""

from datetime import timedelta

import pytest

from ivw.coaching import contacts, demo, drafts, follow_ups, interactions, meetings, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation, at, happened, records_in

HERE = at("2026-11-24T09:00:00+01:00")
ZONE = "Europe/Berlin"


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as records:
        yield records


def test_one_person_stands_where_the_states_of_all_say(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    states = dict(records.rows("SELECT contact_id::VARCHAR, state FROM stages($at, $zone)", at=HERE, zone=ZONE))
    items = follow_ups.due(records, HERE, ZONE, upcoming=True)
    for whom, state in states.items():
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


def test_the_time_line_is_counted_as_it_is_shown(records):
    ada = a_contact(records, met="2026-11-02", asked="2026-10-19")
    promises.promise(records, contact_id=ada, what="An article", due=HERE.date(), as_of=HERE)
    assert contacts.happenings(records, ada) == len(contacts.timeline(records, ada)) == 3
    assert contacts.happenings(records, "nobody") == 0


def test_whoever_had_a_conversation_is_met(records):
    assert contacts.is_met(records, a_contact(records, met="2026-11-02"))
    planned = a_contact(records)
    a_conversation(records, planned, starts="2026-12-01", scheduled="2026-11-12")
    assert not contacts.is_met(records, planned)


def test_what_goes_along_is_counted_by_table(records):
    ada = a_contact(records, met=("2026-11-02", "2026-11-20"), asked="2026-10-19", replied="2026-10-20")
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    assert contacts.goes_along(records, ada) == {"interactions": 2, "meetings": 2, "referrals": 1}
    assert contacts.goes_along(records, a_contact(records)) == {}


def entry(records, whom, what):
    return next(each for each in contacts.timeline(records, whom) if each.what == what)


@pytest.mark.parametrize("what", ["request", "conversation", "their_promise", "referral"])
def test_an_entry_is_taken_out_and_put_back(records, what):
    ada = a_contact(records, met="2026-11-02", asked="2026-10-19")
    promises.promise(records, contact_id=ada, what="An article", owner="them", due=HERE.date(), as_of=HERE)
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    before = contacts.timeline(records, ada)
    taken = contacts.take_out(records, entry(records, ada, what))
    assert what not in [each.what for each in contacts.timeline(records, ada)]
    undo(records, taken)
    assert contacts.timeline(records, ada) == before


@pytest.mark.parametrize("what", ["promise_kept", "referral_followed"])
def test_something_settled_is_open_again_when_that_is_taken_out(records, what):
    ada = a_contact(records)
    made = promises.promise(records, contact_id=ada, what="An article", due=HERE.date(), as_of=HERE)
    named = promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    promises.keep(records, made.fact_id, as_of=HERE)
    promises.follow(records, named.fact_id, as_of=HERE)
    contacts.take_out(records, entry(records, ada, what))
    assert sorted(each.what for each in contacts.timeline(records, ada)) == sorted(
        {"promise", "promise_kept", "referral", "referral_followed"} - {what}
    )


def test_an_entry_is_taken_out_once(records):
    ada = a_contact(records, asked="2026-10-19")
    gone = entry(records, ada, "request")
    contacts.take_out(records, gone)
    with pytest.raises(InvalidRecord):
        contacts.take_out(records, gone)


# Drafts


def test_what_was_drafted_goes_when_it_is_logged_and_comes_back_with_undo(records):
    ada = a_contact(records)
    drafts.save(records, "log:ada", "Dear Ada,", HERE)
    logged = interactions.log(
        records, contact_id=ada, kind="message", happened_at=HERE, as_of=HERE, text="Dear Ada,", draft="log:ada"
    )
    assert drafts.read(records, "log:ada") == ""
    undo(records, logged)
    assert drafts.read(records, "log:ada") == "Dear Ada,"


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


def test_what_was_talked_about_is_drafted_for_held_conversations_too(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2026-11-23 15:00", scheduled="2026-11-12")
    for slot in ("planned", "unplanned"):
        drafts.save(records, slot, "Her first year", HERE)
    meetings.hold(records, planned, as_of=HERE, about="Her first year", draft="planned")
    meetings.log_held(
        records, contact_id=ada, starts_at=at("2026-11-20 10:00"), as_of=HERE, about="Her first year", draft="unplanned"
    )
    assert records.rows("SELECT count(*) FROM drafts") == [(0,)]


# Promises and referrals


@pytest.mark.parametrize("owner", ["me", "them"])
def test_a_promise_is_let_go_with_a_reason(records, owner):
    ada = a_contact(records)
    made = promises.promise(records, contact_id=ada, what="An article", owner=owner, due=HERE.date(), as_of=HERE)
    with pytest.raises(InvalidRecord):
        promises.let_go(records, made.fact_id, " ", as_of=HERE)
    promises.let_go(records, made.fact_id, "She found it", as_of=HERE)
    assert promises.of_contact(records, ada)[0].dropped_at == HERE
    assert [item.action for item in follow_ups.of_contact(records, ada, HERE, ZONE)] == []


def test_a_referral_is_let_go_with_a_reason(records):
    ada = a_contact(records)
    named = promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    promises.let_referral_go(records, named.fact_id, "She moved away", as_of=HERE)
    assert promises.referrals_of(records, ada)[0].dropped_at == HERE


def test_a_permission_is_asked_later(records):
    ada = a_contact(records)
    named = promises.refer(records, contact_id=ada, name="Hana", as_of=HERE)
    promises.permit(records, named.fact_id, "yes")
    assert promises.referrals_of(records, ada)[0].may_mention == "yes"
    with pytest.raises(InvalidRecord):
        promises.permit(records, named.fact_id, "perhaps")


def test_the_words_of_the_time_line_know_everything_that_happens(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    happened(records, a_contact(records), "note", "2026-11-23")
    kinds = {what for (what,) in records.rows("SELECT DISTINCT what FROM activity")}
    assert kinds <= set(contacts.HAPPENINGS)

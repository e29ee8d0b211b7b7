"""Whoever named somebody is told how the conversation with them went."""

from datetime import date

import pytest

from ivw.coaching import contacts, meetings, promises, referrers
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at

ZONE = "Europe/Berlin"
NOW = at("2026-11-24 09:00", ZONE)  # a Tuesday


@pytest.fixture
def lena(records):
    return a_contact(records, name="Lena")


def named_by(records, referrer, name="Hana"):
    return promises.prospect_of(
        records, promises.refer(records, contact_id=referrer, name=name, as_of=at("2026-11-02")).fact_id
    )


@pytest.fixture
def hana(records, lena):
    return named_by(records, lena)


def a_planned(records, contact_id, starts="2026-11-24 08:00"):
    return a_conversation(records, contact_id, starts=starts, scheduled="2026-11-12", zone=ZONE)


def owed(records, contact_id):
    return [(each.what, each.due, each.owner) for each in promises.of_contact(records, contact_id)]


def of_meeting(records, meeting, as_of=NOW):
    return referrers.of_meeting(records, meeting, as_of, ZONE)


def test_who_named_somebody_is_offered_word_in_three_business_days(records, lena, hana):
    meeting = a_planned(records, hana)
    [referrer] = of_meeting(records, meeting)
    assert (referrer.contact_id, referrer.name, referrer.due) == (lena, "Lena", date(2026, 11, 27))
    assert (referrer.promised, referrer.told_before) == (False, False)


@pytest.mark.parametrize(("now", "due"), [
    ("2026-11-23 09:00", date(2026, 11, 26)),  # a Monday
    ("2026-11-25 09:00", date(2026, 11, 30)),  # Saturday and Sunday are none
    ("2026-11-27 23:30", date(2026, 12, 2)),  # a Friday in Berlin
    ("2026-11-28 12:00", date(2026, 12, 2)),  # from a weekend the count starts at its Friday
])  # fmt: skip
def test_business_days_are_those_of_the_persons_zone(records, hana, now, due):
    meeting = a_planned(records, hana, "2026-11-20 08:00")
    assert of_meeting(records, meeting, at(now, ZONE))[0].due == due


def test_somebody_found_alone_has_nobody_to_tell(records, lena):
    assert of_meeting(records, a_planned(records, lena)) == []
    assert of_meeting(records, "no id") == []


def test_telling_makes_one_promise_for_each_conversation(records, lena, hana):
    meeting = a_planned(records, hana)
    done = referrers.tell(records, meeting, [lena], as_of=NOW, zone=ZONE)
    assert done.says == "You promised Lena to tell them how it went."
    assert owed(records, lena) == [("Tell them how the conversation with Hana went", date(2026, 11, 27), "me")]
    again = referrers.tell(records, meeting, [lena], as_of=at("2026-11-30"), zone=ZONE)
    assert not again.change
    assert len(owed(records, lena)) == 1
    [referrer] = of_meeting(records, meeting)
    assert (referrer.promised, referrer.promised_for) == (True, date(2026, 11, 27))


def test_a_promise_that_was_let_go_is_not_made_anew(records, lena, hana):
    meeting = a_planned(records, hana)
    referrers.tell(records, meeting, [lena], as_of=NOW, zone=ZONE)
    [promise] = promises.of_contact(records, lena)
    promises.let_go(records, promise.id, "She knows already", as_of=NOW)
    referrers.tell(records, meeting, [lena], as_of=NOW, zone=ZONE)
    assert len(owed(records, lena)) == 1


def test_another_promise_of_the_same_conversation_is_no_word_to_the_referrer_of_another(records, lena, hana):
    first = a_planned(records, hana, "2026-11-20 08:00")
    second = a_planned(records, hana)
    referrers.tell(records, first, [lena], as_of=NOW, zone=ZONE)
    [referrer] = of_meeting(records, second)
    assert (referrer.promised, referrer.told_before) == (False, True)


def test_taking_it_back_offers_it_again(records, lena, hana):
    meeting = a_planned(records, hana)
    undo(records, referrers.tell(records, meeting, [lena], as_of=NOW, zone=ZONE))
    assert owed(records, lena) == []
    assert not of_meeting(records, meeting)[0].promised


def test_two_who_named_the_same_person_are_both_told(records, lena, hana):
    bo = a_contact(records, name="Bo")
    done = promises.refer(records, contact_id=bo, name="Hana", as_of=at("2026-11-03"))
    with records.transaction() as transaction:
        transaction.change("referrals", done.fact_id, prospect_id=hana)
    meeting = a_planned(records, hana)
    assert [each.name for each in of_meeting(records, meeting)] == ["Lena", "Bo"]
    assert "Lena and Bo" in referrers.tell(records, meeting, [lena, bo], as_of=NOW, zone=ZONE).says
    assert len(owed(records, lena)) == len(owed(records, bo)) == 1


def test_nobody_is_told_who_is_not_to_be_contacted_or_did_not_name_them(records, lena, hana):
    stranger = a_contact(records, name="Stranger")
    meeting = a_planned(records, hana)
    assert not referrers.tell(records, meeting, [stranger], as_of=NOW, zone=ZONE).change
    contacts.change(records, lena, do_not_contact=True)
    assert of_meeting(records, meeting) == []
    assert not referrers.tell(records, meeting, [lena], as_of=NOW, zone=ZONE).change


def test_a_conversation_that_is_gone_is_refused(records, lena):
    with pytest.raises(InvalidRecord):
        referrers.tell(records, lena, [lena], as_of=NOW, zone=ZONE)


def test_recording_the_conversation_makes_the_promise_in_the_same_act(records, lena, hana):
    meeting = a_planned(records, hana)
    done = meetings.hold(records, meeting, as_of=NOW, tell=[lena], zone=ZONE)
    assert owed(records, lena) == [("Tell them how the conversation with Hana went", date(2026, 11, 27), "me")]
    undo(records, done)
    assert owed(records, lena) == []
    assert meetings.get(records, meeting).status == "planned"

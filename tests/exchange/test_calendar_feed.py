"""The calendar of everything, read back by another library than the one that writes it."""

from datetime import date, timedelta

import pytest

from ivw.coaching import contacts, follow_ups, meetings, promises, settled
from ivw.coaching.done import undo
from ivw.exchange import calendar_feed
from tests.builders import a_contact, a_conversation, at, happened
from tests.needs import needs

needs("ical")
from ical.calendar_stream import IcsCalendarStream  # noqa: E402

BERLIN = "Europe/Berlin"
NOW = at("2026-11-24 09:00", BERLIN)


def made(records, when=NOW, zone=BERLIN):
    planned = [each.id for each in meetings.planned(records, when) if each.starts_at > when]
    told = [meetings.get(records, key) for key in [*planned, *settled.called_off(records, when)]]
    conversations = [(meeting, contacts.get(records, meeting.contact_id), True) for meeting in told]
    items = follow_ups.due(records, when, zone, upcoming=True)
    gone = settled.lately(records, when, zone, ahead=calendar_feed.AHEAD)
    return calendar_feed.file(conversations, items, gone, as_of=when, zone=zone)


def entries(written):
    """The entries of the file in their order."""
    text = written.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return IcsCalendarStream.calendar_from_ics(text).events


def by_summary(written):
    return {each.summary: each for each in entries(written)}


def standing(written):
    return {each.summary for each in entries(written) if each.status != "CANCELLED"}


def cancelled(written):
    return {each.summary for each in entries(written) if each.status == "CANCELLED"}


def test_a_conversation_and_what_is_due_around_it_stand_in_one_file(records):
    ada = a_contact(records)
    a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-23 10:00", zone=BERLIN)
    found = by_summary(made(records))
    assert found["Conversation with Ada Example"].dtstart == at("2026-11-26 10:00", BERLIN)
    confirm = found["Confirm with Ada Example"]
    assert (confirm.dtstart, confirm.dtend) == (date(2026, 11, 24), date(2026, 11, 25))
    assert [each.trigger for each in confirm.alarm] == [timedelta(hours=9)]


def test_a_thank_you_ends_with_its_24_hours_and_reminds_before(records):
    ada = a_contact(records)
    a_conversation(records, ada, starts="2026-11-23 15:00", held=True, zone=BERLIN)
    [thanks] = [each for each in entries(made(records)) if each.uid.startswith("thank_you-")]
    assert thanks.dtend == at("2026-11-24 15:20", BERLIN)
    assert [each.trigger for each in thanks.alarm] == [-timedelta(hours=2, minutes=30)]


def test_what_is_late_stands_on_the_present_day(records):
    a_contact(records, asked="2026-10-01", agreed="2026-10-05")
    [late] = entries(made(records))
    assert late.dtstart == date(2026, 11, 24)


def test_what_lies_further_ahead_than_sixty_days_stays_out(records):
    ada = a_contact(records, met="2026-08-20 10:00", thanked="2026-08-20 12:00", checked_in="2026-09-21", tie="D")
    assert entries(made(records)) == []
    assert follow_ups.of_contact(records, ada, NOW, BERLIN)


def test_read_anew_every_entry_replaces_its_older_self(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-23 10:00", zone=BERLIN)
    before = {each.uid: each for each in entries(made(records))}
    later = NOW + timedelta(hours=1)
    meetings.move(records, planned, starts_at=at("2026-11-27 11:00", BERLIN), as_of=later)
    after = {each.uid: each for each in entries(made(records, later))}
    assert before.keys() == after.keys()
    assert all(after[uid].sequence > each.sequence for uid, each in before.items())
    assert all(after[uid].dtstamp == after[uid].last_modified == later for uid in before)
    assert after[f"{planned}@ivw"].dtstart == at("2026-11-27 11:00", BERLIN)


def test_what_was_done_meanwhile_is_cancelled_in_the_next_file_and_comes_back_when_that_is_undone(records):
    ada = a_contact(records, asked="2026-11-20", replied="2026-11-23 10:00")
    promises.promise(records, contact_id=ada, what="send it", due=date(2026, 11, 26), as_of=at("2026-11-23"))
    written = made(records)
    first = entries(written)
    assert standing(written) == {"Answer Ada Example", "Keep your promise to Ada Example"}
    at_ten = NOW + timedelta(hours=1)
    done = [
        follow_ups.mark_done(records, item, as_of=at_ten)
        for item in follow_ups.due(records, NOW, BERLIN, upcoming=True)
    ]
    later = at_ten + timedelta(minutes=5)
    [*gone] = [each for each in entries(made(records, later)) if each.status == "CANCELLED"]
    assert {each.uid for each in gone} == {each.uid for each in first}
    assert all(not each.alarm for each in gone)
    assert {each.uid: each.dtstart for each in gone} == {each.uid: each.dtstart for each in first}
    for each in done:
        undo(records, each)
    written = made(records, later)
    assert standing(written) == {"Answer Ada Example", "Keep your promise to Ada Example"}
    assert cancelled(written) == {"Remind Ada Example"}  # which stood until the reply


def test_a_conversation_called_off_is_cancelled_and_what_was_due_around_it(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-23 10:00", zone=BERLIN)
    meetings.call_off(records, planned, by="them", as_of=NOW)
    later = NOW + timedelta(minutes=5)
    written = made(records, later)
    found = by_summary(written)
    assert cancelled(written) == {"Conversation with Ada Example", "Confirm with Ada Example"}
    assert standing(written) == {"Offer Ada Example times"}
    assert found["Conversation with Ada Example"].uid == f"{planned}@ivw"
    assert found["Conversation with Ada Example"].alarm == []


def test_a_check_in_that_moves_out_of_sight_and_what_was_put_off_are_taken_out(records):
    ada = a_contact(records, met="2026-10-26 10:00", thanked="2026-10-26 12:00", tie="D")
    assert standing(made(records)) == {"Check in with Ada Example"}
    happened(records, ada, "check_in", "2026-11-24 08:30")
    assert "Check in with Ada Example" in cancelled(made(records, NOW + timedelta(hours=1)))
    a_contact(records, name="Ben", asked="2026-11-02")
    [nudge] = [each for each in follow_ups.due(records, NOW, BERLIN) if each.contact == "Ben"]
    follow_ups.postpone(records, nudge, 7, as_of=NOW, zone=BERLIN)
    assert "Remind Ben" in cancelled(made(records, NOW + timedelta(hours=1)))


def test_what_somebody_else_has_settled_is_taken_out_too(records):
    a_contact(records, asked="2026-11-20", organization="Acme")
    a_contact(records, name="Ben", asked="2026-11-24 07:00", organization="Acme")
    assert cancelled(made(records)) == {"Ask somebody else at Acme"}


def test_what_was_due_with_somebody_who_is_put_away_or_not_to_be_contacted_is_cancelled(records):
    people = [a_contact(records, name=name, asked="2026-11-20", replied="2026-11-23") for name in ("Ada", "Ben")]
    assert standing(made(records)) == {"Answer Ada", "Answer Ben"}
    contacts.leave_alone(records, people[0])
    at_ten = NOW + timedelta(hours=1)
    contacts.archive(records, people[1], as_of=at_ten)
    written = made(records, at_ten)
    assert (standing(written), cancelled(written)) == (set(), {"Answer Ada", "Answer Ben", "Remind Ada", "Remind Ben"})
    contacts.leave_alone(records, people[0], on=False)
    assert standing(made(records, at_ten)) == {"Answer Ada"}


def test_what_stood_for_a_day_gone_by_stays_behind(records):
    ada = a_contact(records, asked="2026-11-02", replied="2026-11-10")
    happened(records, ada, "message", "2026-11-11")
    happened(records, ada, "declined", "2026-11-19")
    assert entries(made(records)) == []


def test_no_uid_stands_twice_and_names_stay_text(records):
    for number in range(8):
        whom = a_contact(records, name=f"Ada; Example, {number}\\n", asked="2026-11-20")
        happened(records, whom, "reply", "2026-11-23")
    every = entries(made(records))
    found = [each for each in every if each.status != "CANCELLED"]
    assert len({each.uid for each in every}) == len(every) > len(found)
    assert {each.summary for each in found} == {f"Answer Ada; Example, {number}\\n" for number in range(8)}


@pytest.mark.parametrize("zone", [BERLIN, "Pacific/Auckland"])
def test_a_day_is_a_day_in_ones_own_zone(records, zone):
    ada = a_contact(records, asked="2026-11-20", zone=zone)
    happened(records, ada, "agreed", "2026-11-23 12:00", zone=zone)
    [due] = [each for each in entries(made(records, at("2026-11-24 09:00", zone), zone)) if each.status != "CANCELLED"]
    assert due.dtstart == date(2026, 11, 25)

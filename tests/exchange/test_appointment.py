"""The calendar file of a conversation, read back by another library than the one that writes it."""

from datetime import timedelta

import pytest

from ivw.coaching import contacts, meetings
from ivw.exchange import appointment
from tests.builders import a_contact, a_conversation, at
from tests.needs import needs

needs("ical")
from ical.calendar_stream import IcsCalendarStream  # noqa: E402

NOW = at("2026-11-24 09:00")


def written(records, when=NOW, *, person=None, **facts):
    whom = a_contact(records, **({"name": "Mei-Lin Zhao", "organization": "Calder"} | (person or {})))
    starts = facts.pop("starts", "2026-11-27 10:00")
    about = a_conversation(records, whom, starts=starts, scheduled="2026-11-20", **facts)
    return about, appointment.file(meetings.get(records, about), contacts.get(records, whom), when)


def read(made):
    """The one entry of the file."""
    text = made.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    [entry] = IcsCalendarStream.calendar_from_ics(text).events
    return entry


def test_it_says_when_where_and_with_whom_and_reminds_before_it(records):
    about, made = written(records, format="video", place="https://example.org/j/1?a=b;c,d", minutes=25)
    found = read(made)
    assert found.uid == f"{about}@ivw"
    assert (found.dtstart, found.dtend) == (at("2026-11-27 10:00"), at("2026-11-27 10:25"))
    assert found.summary == "Conversation with Mei-Lin Zhao"
    assert found.location == "https://example.org/j/1?a=b;c,d"
    assert "Mei-Lin Zhao, Calder\n25 minutes agreed, video call" in found.description
    assert [each.trigger for each in found.alarm] == [-timedelta(minutes=30)]


def test_one_walks_to_a_place_and_calls_a_number(records):
    found = read(written(records, format="cafe", place="Café Lantern, Hauptstraße 1; back room")[1])
    assert [each.trigger for each in found.alarm] == [-timedelta(hours=1)]
    assert found.location == "Café Lantern, Hauptstraße 1; back room"
    found = read(written(records, format="phone", person={"phone": "+44 113"})[1])
    assert "Their number: +44 113" in found.description
    assert found.location == "Phone"
    assert read(written(records)[1]).location is None


def test_the_summer_hour_is_the_instant_it_was_planned_for(records):
    _, made = written(records, starts="2027-07-01 10:00", zone="America/New_York")
    assert read(made).dtstart == at("2027-07-01 14:00")


def test_a_later_file_replaces_the_entry(records):
    about, first = written(records)
    meetings.move(records, about, starts_at=at("2026-11-30 10:00"), as_of=NOW)
    meeting = meetings.get(records, about)
    later = appointment.file(meeting, contacts.get(records, meeting.contact_id), NOW + timedelta(minutes=5))
    before, after = read(first), read(later)
    assert before.uid == after.uid
    assert before.sequence < after.sequence
    assert (before.last_modified, after.last_modified) == (NOW, NOW + timedelta(minutes=5))
    assert after.dtstart == at("2026-11-30 10:00")


@pytest.mark.parametrize(
    "name", ["李明", "Zoë\\, née; X", "<b>x</b>", "BEGIN:VALARM", "نور القاسم", "x" * 400, "a\\nEND:VEVENT"]
)
def test_names_stay_text_in_every_script(records, name):
    _, made = written(records, person={"name": name, "organization": f"{name} & Co"})
    found = read(made)
    assert found.summary == f"Conversation with {name}"
    assert found.description.startswith(f"{name}, {name} & Co\n")


def test_it_is_tentative_until_it_is_confirmed_and_cancelled_without_a_reminder(records):
    about, confirmed = written(records)
    meeting = meetings.get(records, about)
    person = contacts.get(records, meeting.contact_id)
    assert read(confirmed).status == "CONFIRMED"
    assert read(appointment.file(meeting, person, NOW, is_confirmed=False)).status == "TENTATIVE"
    meetings.call_off(records, about, by="them", as_of=NOW)
    gone = read(appointment.file(meetings.get(records, about), person, NOW))
    assert (gone.status, gone.uid, gone.alarm) == ("CANCELLED", f"{about}@ivw", [])

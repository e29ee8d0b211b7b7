"""The calendar file of a conversation, read back by hand: lines unfolded, split at the first colon, unescaped."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ivw.coaching import contacts, meetings
from ivw.exchange import appointment
from tests.builders import a_contact, a_conversation, at, forget_everybody, records_in

NOW = at("2026-11-24 09:00")


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("appointment")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    return forget_everybody(one_file)


def written(records, when=NOW, *, person=None, **facts):
    whom = a_contact(records, **({"name": "Mei-Lin Zhao", "organization": "Calder"} | (person or {})))
    starts = facts.pop("starts", "2026-11-27 10:00")
    about = a_conversation(records, whom, starts=starts, scheduled="2026-11-20", **facts)
    return about, appointment.file(meetings.get(records, about), contacts.get(records, whom), when)


def read(made):
    """Every property of the file by its component, in their order."""
    text = made.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found, inside = {}, []
    for line in re.sub(r"\r\n[ \t]", "", text).rstrip("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            assert inside.pop() == value
        else:
            said = re.sub(r"\\([\\;,nN])", lambda each: {"n": "\n", "N": "\n"}.get(each[1], each[1]), value)
            found[(inside[-1], name.split(";")[0])] = said
    assert inside == []
    return found


def instant(value):
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_it_says_when_where_and_with_whom_and_reminds_before_it(records):
    about, made = written(records, format="video", place="https://example.org/j/1?a=b;c,d", minutes=25)
    found = read(made)
    assert found["VEVENT", "UID"] == f"{about}@ivw"
    assert instant(found["VEVENT", "DTSTART"]) == at("2026-11-27 10:00")
    assert instant(found["VEVENT", "DTEND"]) == at("2026-11-27 10:25")
    assert found["VEVENT", "SUMMARY"] == "Conversation with Mei-Lin Zhao"
    assert found["VEVENT", "LOCATION"] == "https://example.org/j/1?a=b;c,d"
    assert "Mei-Lin Zhao, Calder\n25 minutes agreed, video call" in found["VEVENT", "DESCRIPTION"]
    assert found["VALARM", "TRIGGER"] == "-PT30M"
    assert found["VCALENDAR", "VERSION"] == "2.0"


def test_one_walks_to_a_place_and_calls_a_number(records):
    found = read(written(records, format="cafe", place="Café Lantern, Hauptstraße 1; back room")[1])
    assert found["VALARM", "TRIGGER"] == "-PT1H"
    assert found["VEVENT", "LOCATION"] == "Café Lantern, Hauptstraße 1; back room"
    found = read(written(records, format="phone", person={"phone": "+44 113"})[1])
    assert "Their number: +44 113" in found["VEVENT", "DESCRIPTION"]
    assert found["VEVENT", "LOCATION"] == "Phone"
    assert ("VEVENT", "LOCATION") not in read(written(records)[1])


def test_the_summer_hour_is_the_instant_it_was_planned_for(records):
    _, made = written(records, starts="2027-07-01 10:00", zone="America/New_York")
    assert instant(read(made)["VEVENT", "DTSTART"]) == at("2027-07-01 14:00")


def test_a_later_file_replaces_the_entry(records):
    about, first = written(records)
    meetings.move(records, about, starts_at=at("2026-11-30 10:00"), as_of=NOW)
    meeting = meetings.get(records, about)
    later = appointment.file(meeting, contacts.get(records, meeting.contact_id), NOW + timedelta(minutes=5))
    before, after = read(first), read(later)
    assert before["VEVENT", "UID"] == after["VEVENT", "UID"]
    assert int(before["VEVENT", "SEQUENCE"]) < int(after["VEVENT", "SEQUENCE"])
    assert instant(after["VEVENT", "DTSTART"]) == at("2026-11-30 10:00")


@pytest.mark.parametrize(
    "name", ["李明", "Zoë\\, née; X", "<b>x</b>", "BEGIN:VALARM", "نور القاسم", "x" * 400, "a\\nEND:VEVENT"]
)
def test_names_stay_text_in_every_script(records, name):
    _, made = written(records, person={"name": name, "organization": f"{name} & Co"})
    found = read(made)
    assert found["VEVENT", "SUMMARY"] == f"Conversation with {name}"
    assert found["VEVENT", "DESCRIPTION"].startswith(f"{name}, {name} & Co\n")


def test_it_is_tentative_until_it_is_confirmed(records):
    about, confirmed = written(records)
    meeting = meetings.get(records, about)
    open_still = appointment.file(meeting, contacts.get(records, meeting.contact_id), NOW, is_confirmed=False)
    assert read(confirmed)["VEVENT", "STATUS"] == "CONFIRMED"
    assert read(open_still)["VEVENT", "STATUS"] == "TENTATIVE"

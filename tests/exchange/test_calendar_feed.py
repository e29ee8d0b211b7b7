"""The calendar of everything, read back by hand: lines unfolded, split at the first colon, unescaped."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from ivw.coaching import contacts, follow_ups, meetings
from ivw.exchange import calendar_feed
from tests.builders import a_contact, a_conversation, at, forget_everybody, happened, records_in

BERLIN = "Europe/Berlin"
NOW = at("2026-11-24 09:00", BERLIN)


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("feed")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    return forget_everybody(one_file)


def made(records, when=NOW, zone=BERLIN):
    planned = [
        (meeting := meetings.get(records, each.id), contacts.get(records, meeting.contact_id), True)
        for each in meetings.planned(records, when)
        if each.starts_at > when
    ]
    items = follow_ups.due(records, when, zone, upcoming=True)
    return calendar_feed.file(planned, items, as_of=when, zone=zone)


def entries(written):
    """The entries of the file in their order, each {property: value}, with its alarm's trigger."""
    text = written.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found, inside = [], []
    for line in re.sub(r"\r\n[ \t]", "", text).rstrip("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        name = name.split(";")[0]
        if name == "BEGIN":
            inside.append(value)
            found += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert inside.pop() == value
        elif "VEVENT" in inside:
            value = re.sub(r"\\([\\;,nN])", lambda each: {"n": "\n", "N": "\n"}.get(each[1], each[1]), value)
            found[-1][f"ALARM {name}" if inside[-1] == "VALARM" else name] = value
    assert inside == []
    return found


def by_summary(written):
    return {each["SUMMARY"]: each for each in entries(written)}


def test_a_conversation_and_what_is_due_around_it_stand_in_one_file(records):
    ada = a_contact(records)
    a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-23 10:00", zone=BERLIN)
    found = by_summary(made(records))
    assert found["Conversation with Ada Example"]["DTSTART"] == "20261126T090000Z"
    assert found["Confirm with Ada Example"]["DTSTART"] == "20261124"
    assert found["Confirm with Ada Example"]["DTEND"] == "20261125"
    assert found["Confirm with Ada Example"]["ALARM TRIGGER"] == "PT9H"


def test_a_thank_you_ends_with_its_24_hours_and_reminds_before(records):
    ada = a_contact(records)
    a_conversation(records, ada, starts="2026-11-23 15:00", held=True, zone=BERLIN)
    [thanks] = [each for each in entries(made(records)) if each["UID"].startswith("thank_you-")]
    ends = datetime.strptime(thanks["DTEND"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert ends == at("2026-11-24 15:20", BERLIN)
    assert thanks["ALARM TRIGGER"] == "-PT2H30M"


def test_what_is_late_stands_on_the_present_day(records):
    a_contact(records, asked="2026-10-01", agreed="2026-10-05")
    [late] = entries(made(records))
    assert late["DTSTART"] == "20261124"


def test_what_lies_further_ahead_than_sixty_days_stays_out(records):
    ada = a_contact(records, met="2026-11-20 10:00", thanked="2026-11-20 12:00", checked_in="2026-11-21", tie="D")
    assert entries(made(records)) == []
    assert follow_ups.of_contact(records, ada, NOW, BERLIN)


def test_read_anew_every_entry_replaces_its_older_self(records):
    ada = a_contact(records)
    planned = a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-23 10:00", zone=BERLIN)
    before = {each["UID"]: each for each in entries(made(records))}
    later = NOW + timedelta(hours=1)
    meetings.move(records, planned, starts_at=at("2026-11-27 11:00", BERLIN), as_of=later)
    after = {each["UID"]: each for each in entries(made(records, later))}
    assert before.keys() == after.keys()
    assert all(int(after[uid]["SEQUENCE"]) > int(each["SEQUENCE"]) for uid, each in before.items())
    assert after[f"{planned}@ivw"]["DTSTART"] == "20261127T100000Z"


def test_no_uid_stands_twice_and_names_stay_text(records):
    for number in range(30):
        whom = a_contact(records, name=f"Ada; Example, {number}\\n", asked="2026-11-02")
        happened(records, whom, "reply", "2026-11-20")
    found = entries(made(records))
    assert len({each["UID"] for each in found}) == len(found) == 30
    assert all(re.search(r"Ada; Example, \d+\\n", each["SUMMARY"]) for each in found)


@pytest.mark.parametrize(("zone", "day"), [(BERLIN, date(2026, 11, 25)), ("Pacific/Auckland", date(2026, 11, 25))])
def test_a_day_is_a_day_in_ones_own_zone(records, zone, day):
    ada = a_contact(records, asked="2026-11-20", zone=zone)
    happened(records, ada, "agreed", "2026-11-23 12:00", zone=zone)
    [due] = entries(made(records, at("2026-11-24 09:00", zone), zone))
    assert due["DTSTART"] == f"{day:%Y%m%d}"

"""On a quiet weekend the queue holds what cannot wait until Monday, and nothing else."""

from datetime import datetime

import pytest

from ivw.coaching import follow_ups, profile, promises, quiet_weekends
from ivw.exchange import calendar_now
from ivw.records.database import Records
from tests.builders import a_contact, at, open_records

ZONE = "Europe/Berlin"
SUNDAY, MONDAY = (at(f"2026-11-{day} 10:00", ZONE) for day in (22, 23))


@pytest.fixture
def records(tmp_path) -> Records:
    """Somebody to thank, one promise late and one due on Sunday, a request without an answer, a tie gone quiet."""
    records = open_records(tmp_path)
    a_contact(records, name="Thea Thanks", zone=ZONE, met="2026-11-21 17:00")
    for name, due in (("Lara Late", "2026-11-18"), ("Sam Sunday", "2026-11-22")):
        somebody = a_contact(records, name=name, zone=ZONE, met="2026-11-10 10:00", thanked="2026-11-10 12:00")
        promises.promise(
            records, contact_id=somebody, owner="me", what="The article", due=at(due).date(),
            as_of=at("2026-11-10 12:00", ZONE),
        )  # fmt: skip
    a_contact(records, name="Nora Nudge", zone=ZONE, asked="2026-11-09 10:00", shortlist=True)
    a_contact(records, name="Quentin Quiet", zone=ZONE, met="2026-09-01 10:00", thanked="2026-09-01 12:00")
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1, quiet_weekends=True)
    return records


def due(records: Records, as_of: datetime) -> set[tuple[str, str]]:
    return {(item.contact, item.action) for item in follow_ups.due(records, as_of, ZONE)}


def test_what_cannot_wait_until_monday_stays_and_the_rest_comes_back(records):
    everything = {
        ("Thea Thanks", "thank_you"), ("Lara Late", "promise"), ("Sam Sunday", "promise"), ("Nora Nudge", "nudge"),
        ("Quentin Quiet", "check_in"),
    }  # fmt: skip
    assert due(records, SUNDAY) == {("Thea Thanks", "thank_you"), ("Sam Sunday", "promise")}
    assert everything <= due(records, MONDAY)
    resting = quiet_weekends.resting(records, SUNDAY, ZONE)
    assert {(item.contact, item.action) for item in resting} == everything - due(records, SUNDAY)
    assert not quiet_weekends.resting(records, MONDAY, ZONE)


def test_the_weekend_is_as_any_day_where_nobody_asked_for_quiet(records):
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1, quiet_weekends=False)
    assert len(due(records, SUNDAY)) == 5
    assert not quiet_weekends.resting(records, SUNDAY, ZONE)


def test_the_page_of_a_person_says_what_is_due_even_on_a_quiet_weekend(records):
    late = next(i.contact_id for i in quiet_weekends.resting(records, SUNDAY, ZONE) if i.contact == "Lara Late")
    assert follow_ups.of_contact(records, late, SUNDAY, ZONE)[0].action == "promise"


def test_the_weekend_ends_where_the_person_lives(records):
    sunday_night_in_utc = at("2026-11-22 23:30")  # Monday in Berlin
    assert ("Lara Late", "promise") in due(records, sunday_night_in_utc)


def test_the_calendar_puts_what_rests_on_monday_and_what_cannot_where_it_is(records):
    from icalendar import Calendar

    entries = Calendar.from_ical(calendar_now.file(records, as_of=SUNDAY, zone=ZONE)).walk("VEVENT")
    days = {str(entry["summary"]): entry.decoded("dtstart") for entry in entries}
    assert days["Keep your promise to Lara Late"] == MONDAY.date()
    assert days["Remind Nora Nudge"] == MONDAY.date()
    assert days["Keep your promise to Sam Sunday"] == at("2026-11-22").date()

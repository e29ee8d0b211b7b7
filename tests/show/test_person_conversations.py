"""Conversations with somebody: planned, moved, prepared, recorded."""

from datetime import date, time

import pytest
from icalendar import Calendar

from ivw.coaching import drafts, meetings, outreach
from ivw.show.person_panel import CONVERSATIONS
from tests.builders import a_contact, a_conversation, at, happened
from tests.screen import HERE, ZONE, choose, click, field, labels, open_page, primary, run, said, text
from tests.show.draft_area import type_into
from tests.show.person_page import open_tab, page


def conversations(records, **facts):
    ada = a_contact(records, name="Ada", **facts)
    return ada, open_tab(page(contact=ada), ada, CONVERSATIONS)


def planned(records, starts, **facts):
    """Somebody with one conversation planned, as their page shows it."""
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts=starts, scheduled="2026-11-12", zone=ZONE, **facts)
    return meeting, open_tab(page(contact=ada), ada, CONVERSATIONS)


def the_only(records, whom):
    [meeting] = meetings.of_contact(records, whom)
    return meeting


# Planning one


def test_one_is_planned(records):
    ada, app = conversations(records)
    assert field(app, "Minutes").value == 20
    field(app, "Day").set_value(date(2026, 12, 1))
    field(app, "Time").set_value(time(15, 0))
    field(app, "How you meet").set_value("video")
    field(app, "Place or link").set_value("https://meet.example.org/ada")
    app = click(app, "Plan it")
    meeting = the_only(records, ada)
    assert (meeting.starts_at, meeting.minutes, meeting.status) == (at("2026-12-01 15:00", ZONE), 20, "planned")
    assert (meeting.format, meeting.place, meeting.scheduled_at) == ("video", "https://meet.example.org/ada", HERE)
    assert "1 December, 15:00" in said(app)
    assert "20 minutes · Video call · https://meet.example.org/ada" in said(app)
    assert [link.proto.url for link in app.get("link_button")] == ["https://meet.example.org/ada"]


@pytest.mark.usefixtures("clicked_twice")
def test_a_time_that_was_offered_is_agreed_on_in_one_press(records):
    ada = a_contact(records, name="Ada")
    friday = at("2026-11-27 10:00", ZONE)
    outreach.sent(
        records, ada, "request", text="Hello", as_of=at("2026-11-20"), offered=[friday], minutes=25, format="phone"
    )  # fmt: skip
    app = open_tab(page(contact=ada), ada, CONVERSATIONS)
    assert "You offered these" in text(app)
    app = click(app, "Friday 27 November, 10:00, 25 minutes, Phone")
    meeting = the_only(records, ada)
    assert (meeting.starts_at, meeting.minutes, meeting.format) == (friday, 25, "phone")
    assert records.rows("SELECT kind FROM interactions WHERE direction = 'in'") == [("agreed",)]
    assert "You offered these" not in text(app)
    assert "Write the confirmation" in labels(app)


def test_a_long_one_is_warned_of_quietly(records):
    _, app = conversations(records)
    assert "long for a first talk" not in text(app)
    app = run(field(app, "Minutes").set_value(31) and app)
    assert "long for a first talk" in text(app)


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [
        (None, time(15, 0), "The day is missing."),
        (date(2026, 12, 1), None, "The time is missing."),
        (date(2026, 11, 23), time(15, 0), "This has already passed."),
    ],
)
def test_a_moment_that_cannot_be_right_is_refused(records, day, clock, told):
    ada, app = conversations(records)
    field(app, "Day").set_value(day)
    field(app, "Time").set_value(clock)
    field(app, "Place or link").set_value("The café on the corner")
    app = click(app, "Plan it")
    assert told in said(app)
    assert field(app, "Place or link").value == "The café on the corner"
    assert meetings.of_contact(records, ada) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_plans_one(records):
    ada, app = conversations(records)
    field(app, "Day").set_value(date(2026, 12, 1))
    field(app, "Time").set_value(time(15, 0))
    click(app, "Plan it")
    assert the_only(records, ada).status == "planned"


# Recording one that was not planned here


def test_one_that_was_held_is_recorded_with_what_was_talked_about(records):
    ada, app = conversations(records)
    app = choose(app, "way", "record")
    field(app, "Day").set_value(date(2026, 11, 23))
    field(app, "Time").set_value(time(15, 0))
    field(app, "Minutes it took").set_value(35)
    app = type_into(app, f"held:{ada}:0", "How she left architecture.")
    app = click(app, "Record it")
    meeting = the_only(records, ada)
    assert (meeting.status, meeting.minutes, meeting.about) == ("held", 35, "How she left architecture.")
    assert drafts.read(records, f"held:{ada}") == ""
    assert "1 conversation held so far" in text(app)
    click(app, "Undo")
    assert meetings.of_contact(records, ada) == []
    assert drafts.read(records, f"held:{ada}") == "How she left architecture."


def test_one_that_is_not_over_cannot_have_been_held(records):
    ada, app = conversations(records)
    app = choose(app, "way", "record")
    field(app, "Day").set_value(date(2026, 11, 24))
    field(app, "Time").set_value(time(8, 55))
    assert "This is still to come." in said(click(app, "Record it"))
    assert meetings.of_contact(records, ada) == []


# What came of a planned one


def test_one_that_was_planned_is_held(records):
    meeting, app = planned(records, "2026-11-23 15:00")
    assert field(app, "What happened?").value == "held"
    app = type_into(app, f"about:{meeting}", "How the residents' panel is run.")
    app = click(app, "Record it")
    held = meetings.get(records, meeting)
    assert (held.status, held.ended_at, held.about) == (
        "held", at("2026-11-23 15:20", ZONE), "How the residents' panel is run.",
    )  # fmt: skip
    assert drafts.read(records, f"about:{meeting}") == ""
    assert "Thank-you due" in text(app)


def test_it_may_have_taken_longer(records):
    meeting, app = planned(records, "2026-11-23 15:00")
    field(app, "Minutes it took").set_value(45)
    click(app, "Record it")
    assert meetings.get(records, meeting).ended_at == at("2026-11-23 15:45", ZONE)


@pytest.mark.parametrize(
    ("outcome", "status", "by"),
    [
        ("off by them", "cancelled", "them"),
        ("off by me", "cancelled", "me"),
        ("no show", "no_show", "them"),
        ("missed", "no_show", "me"),
    ],
)
def test_it_may_not_have_taken_place(records, outcome, status, by):
    meeting, app = planned(records, "2026-11-23 15:00")
    app = run(field(app, "What happened?").set_value(outcome) and app)
    app = click(app, "Record it")
    assert records.rows("SELECT status, called_off_by FROM meetings") == [(status, by)]
    assert "Offer of times due" in text(app)
    click(app, "Undo")
    assert meetings.get(records, meeting).status == "planned"


def test_it_is_moved(records):
    meeting, app = planned(records, "2026-11-25 15:00")
    app = run(field(app, "What happened?").set_value("moved") and app)
    assert "The day is missing." in said(click(app, "Record it"))
    field(app, "Day").set_value(date(2026, 12, 2))
    field(app, "Time").set_value(time(10, 30))
    click(app, "Record it")
    moved = meetings.get(records, meeting)
    assert (moved.starts_at, moved.status, moved.scheduled_at) == (at("2026-12-02 10:30", ZONE), "planned", HERE)


def test_one_that_has_not_begun_cannot_have_been_held(records):
    meeting, app = planned(records, "2026-11-25 15:00")
    assert field(app, "What happened?").value is None
    assert "Record it" not in labels(app)
    assert "We talked" not in field(app, "What happened?").options
    assert "It has another time" in field(app, "What happened?").options
    assert meetings.get(records, meeting).status == "planned"


def test_one_is_ticked_as_prepared(records):
    meeting, app = planned(records, "2026-11-25 15:00")
    app = click(app, "Tick as prepared")
    assert meetings.get(records, meeting).prepared_at == HERE
    assert ":green-badge[:material/check: Prepared]" in text(app)
    click(app, "Undo")
    assert meetings.get(records, meeting).prepared_at is None


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_records_it_once(records):
    meeting, app = planned(records, "2026-11-23 15:00")
    click(app, "Record it")
    assert records.rows("SELECT count(*) FROM meetings") == [(1,)]
    assert meetings.get(records, meeting).status == "held"


def test_only_one_button_is_filled(records):
    _, app = planned(records, "2026-11-23 15:00")
    assert primary(app) == ["Record it"]


def test_the_calendar_file_is_made_when_it_is_pressed_and_knows_what_was_logged_since(records, downloads):
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-12", zone=ZONE)
    open_page("conversation", meeting=meeting)
    [make] = [make for name, make in downloads.items() if name.endswith(".ics")]
    assert b"STATUS:TENTATIVE" in make()
    happened(records, ada, "confirmation", "2026-11-24 08:00", zone=ZONE)
    [entry] = Calendar.from_ical(make()).walk("VEVENT")
    assert (str(entry["summary"]), str(entry["status"])) == ("Conversation with Ada", "CONFIRMED")
    assert entry["dtstart"].dt.isoformat() == "2026-11-26T09:00:00+00:00"

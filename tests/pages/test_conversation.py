"""Conversation, as a person uses it: before, while and after it takes place."""

from datetime import date, time

import pytest

from ivw.coaching import asking, day_list, demo, meetings, plans, promises
from ivw.exchange import demo_file
from ivw.show import front_door
from tests.builders import a_contact, a_conversation, at, happened
from tests.pages.conversations import page, planned
from tests.screen import HERE, NASTY, ZONE, choose, click, field, primary, run, said, text
from tests.show.draft_area import type_into
from tests.show.live_capture import catch

pytestmark = pytest.mark.usefixtures("records")
WEEK = "What did last week look like, day by day?"
WHO, NAME = "Can you suggest other people I could speak to?", "May I mention your name?"


def with_plan(records, meeting, *texts):
    plan = plans.start(records, minutes=20, meeting_id=meeting, as_of=at("2026-11-12")).fact_id
    for words in texts or (WEEK, "What is hardest about it, and why?"):
        plans.add_question(records, plan, words)
    return plans.get(records, plan)


def now(monkeypatch, when):
    monkeypatch.setenv("IVW_AS_OF", at(when, ZONE).isoformat())


def step(app):
    return next(group.value for group in app.button_group if group.key.startswith("step-"))


def ticked(app):
    return [box.label.replace("\\", "") for box in app.checkbox if box.value]


def tick(app, words):
    box = next(each for each in app.checkbox if words in each.label.replace("\\", ""))
    (box.uncheck if box.value else box.check)()
    return run(app)


# Which one


@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "9" * 5000, "\x00", "01900000-0000-7000-8000-000000000001"])
def test_an_address_that_makes_no_sense_falls_back_quietly(records, nasty):
    _, meeting = planned(records)
    assert "1 conversation ahead" in text(page(meeting=nasty, contact=nasty, step=nasty))
    assert step(page(meeting=meeting, step=nasty)) == "before"


def test_with_the_demo_network_every_step_draws_with_at_most_one_filled_button(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    assert "ahead" in text(page())
    some = [key for (key,) in records.rows(
        "SELECT min(id::VARCHAR) FROM meetings GROUP BY status, starts_at <= $now", now=HERE)]  # fmt: skip
    for meeting in some:
        for which in ("before", "live", "after"):
            assert len(primary(page(meeting=meeting, step=which))) <= 1


# Planning one


def test_one_is_planned_for_somebody(records, gone):
    ada = a_contact(records, name="Ada")
    app = page(contact=ada)
    assert "Plan one with Ada" in text(app)
    field(app, "Day").set_value(date(2026, 12, 1))
    field(app, "Time").set_value(time(15, 0))
    field(app, "How you meet").set_value("cafe")
    click(app, "Plan it")
    [meeting] = meetings.of_contact(records, ada)
    assert (meeting.starts_at, meeting.minutes, meeting.format) == (at("2026-12-01 15:00", ZONE), 20, "cafe")
    assert gone == [("conversation", {"meeting": meeting.id})]


def test_one_that_took_place_is_recorded_and_leads_to_its_debrief(records, gone):
    ada = a_contact(records, name="Ada")
    app = choose(page(contact=ada), "way", "record")
    field(app, "Day").set_value(date(2026, 11, 23))
    field(app, "Time").set_value(time(15, 0))
    click(app, "Record it")
    [meeting] = meetings.of_contact(records, ada)
    assert (meeting.status, gone) == ("held", [("reflection", {"meeting": meeting.id})])


def test_a_plan_that_cannot_be_right_is_refused_beside_its_field(records):
    ada, _ = planned(records)
    app = page(contact=ada)
    assert "Planned already" in text(app)
    field(app, "Place or link").set_value("The corner")
    app = click(app, "Plan it")
    assert "The day is missing." in said(app)
    assert field(app, "Place or link").value == "The corner"
    assert len(meetings.of_contact(records, ada)) == 1


# Before


def test_before_it_says_when_and_where_and_what_is_left_to_do(records, gone):
    ada, meeting = planned(records, format="video", place="https://meet.example.org/ada")
    app = page(meeting=meeting)
    assert step(app) == "before"
    assert "Thursday 26 November at 10:00, 20 minutes agreed" in text(app)
    assert "10:00 to 10:20" in text(app)
    assert "Not confirmed" in text(app)
    assert [link.proto.url for link in app.get("link_button")] == ["https://meet.example.org/ada"]
    assert primary(app) == ["Write the confirmation"]
    click(app, "Write the confirmation")
    click(page(meeting=meeting), "Choose the questions")
    plan = with_plan(records, meeting)
    click(page(meeting=meeting), "Rehearse them")
    assert gone == [
        ("outreach", {"contact": ada, "kind": "confirmation", "meeting": meeting}),
        ("question_builder", {"meeting": meeting}),
        ("practice_timer", {"plan": plan.id}),
    ]


def test_once_confirmed_the_next_thing_is_the_filled_button(records):
    ada, meeting = planned(records, "2026-11-25 10:00")
    happened(records, ada, "confirmation", "2026-11-20 10:00", zone=ZONE)
    assert primary(page(meeting=meeting)) == ["Choose the questions"]
    with_plan(records, meeting, WEEK, "What is hardest about it, and why?", "What would you read first?")
    assert primary(page(meeting=meeting)) == ["Rehearse them"]


def on_the_list(app):
    return [box.label.replace("\\", "") for box in app.checkbox if box.key.startswith("day-")]


@pytest.mark.parametrize(("format", "there", "not_there"), [
    ("video", "Link, sound and picture", "watch"), ("phone", "who calls whom", "clean"),
    ("workplace", "A watch", "pay"), ("cafe", "Enough to pay", "Link"), (None, "by heart", "clean"),
])  # fmt: skip
def test_the_list_for_the_day_follows_how_one_meets(records, format, there, not_there):
    _, meeting = planned(records, format=format)
    app = page(meeting=meeting)
    written = " ".join(on_the_list(app))
    assert there in written
    assert not_there not in written
    assert ("Say how you meet" in text(app)) is (format is None)


def test_what_is_left_to_do_leads_where_it_is_done_and_a_tick_is_kept(records, gone):
    ada = a_contact(records, name="Ada", organization="Trams & Co")
    meeting = a_conversation(records, ada, starts="2026-11-25 10:00", zone=ZONE, format="phone")
    app = page(meeting=meeting)
    shown = said(app)
    assert "It is tomorrow" in shown
    assert "Find out about Trams & Co: goals and objectives" in shown
    assert "0 of 6 seen to" in shown
    assert shown.count("hoose your questions, fitted to 20 minutes") == 1  # the line of the path says it nowhere else
    app = tick(app, "A quiet room")
    assert "1 of 6 seen to" in said(app)
    assert [check.entry.item for check in day_list.of_meeting(records, meetings.get(records, meeting), None, HERE)
            if check.ticked_at] == ["quiet"]  # fmt: skip
    assert "0 of 6 seen to" in said(tick(app, "A quiet room"))
    for label in ("Read up", "Choose the questions", "Set it"):
        click(page(meeting=meeting), label)
    assert gone == [
        ("prospect_research", {"contact": ada, "tab": "research"}),
        ("question_builder", {"meeting": meeting}),
        ("prospect_research", {"view": "goals"}),
    ]


def test_a_time_that_the_clocks_jump_over_is_refused_beside_it(records):
    _, meeting = planned(records)
    app = page(meeting=meeting)
    field(app, "Day").set_value(date(2027, 3, 28))
    field(app, "Time").set_value(time(2, 30))
    app = click(app, "Save")
    assert "There is no 02:30 on that day" in said(app)
    assert field(app, "Time").value == time(2, 30)
    assert meetings.get(records, meeting).starts_at == at("2026-11-26 10:00", ZONE)


def test_place_length_and_format_change_and_the_time_wants_a_new_confirmation(records):
    ada, meeting = planned(records)
    happened(records, ada, "confirmation", "2026-11-20 10:00", zone=ZONE)
    app = page(meeting=meeting)
    field(app, "Minutes").set_value(30)
    field(app, "How you meet").set_value("phone")
    field(app, "Place or link").set_value("+49 30 123")
    app = click(app, "Save")
    changed = meetings.get(records, meeting)
    assert (changed.minutes, changed.format, changed.place) == (30, "phone", "+49 30 123")
    assert ":material/event_available: Confirmed" in text(app)
    field(app, "Day").set_value(date(2026, 11, 27))
    app = click(app, "Save")
    assert meetings.get(records, meeting).starts_at == at("2026-11-27 10:00", ZONE)
    assert "Not confirmed" in text(app)
    click(app, "Undo")
    assert meetings.get(records, meeting).starts_at == at("2026-11-26 10:00", ZONE)


def test_a_change_that_cannot_be_right_is_refused_and_what_was_typed_stays(records):
    _, meeting = planned(records)
    app = page(meeting=meeting)
    field(app, "Place or link").set_value("x" * 501)
    field(app, "Day").set_value(date(2026, 11, 20))
    app = click(app, "Save")
    assert "This has 501 characters" in said(app)
    field(app, "Place or link").set_value("The corner")
    app = click(app, "Save")
    assert "This has already passed" in said(app)
    assert field(app, "Place or link").value == "The corner"
    assert meetings.get(records, meeting).place is None


# Afterwards


def test_it_took_place_and_leads_to_the_debrief(records, gone):
    _, meeting = planned(records, "2026-11-23 15:00")
    app = page(meeting=meeting)
    assert step(app) == "after"
    assert "Next, " not in text(app)  # its time has come: what is next is to say what happened
    field(app, "Minutes it took").set_value(35)
    app = run(app)
    field(app, "They wished to go on longer").check()
    app = type_into(app, f"about:{meeting}", "Her move; the panel")
    click(app, "Record it")
    held = meetings.get(records, meeting)
    assert (held.status, held.ended_at, held.extended_by_host) == ("held", at("2026-11-23 15:35", ZONE), True)
    assert held.about == "Her move; the panel"
    assert gone == [("reflection", {"meeting": meeting})]
    app = page(meeting=meeting)
    assert "You talked for 35 minutes" in text(app)
    assert "a good sign" in text(app)
    click(app, "Write the debrief")
    assert gone[-1] == ("reflection", {"meeting": meeting})


@pytest.mark.usefixtures("gone")
def test_whoever_named_them_is_promised_word_with_the_record(records):
    lena = a_contact(records, name="Lena")
    done = promises.refer(records, contact_id=lena, name="Hana", as_of=at("2026-11-02"))
    hana = promises.prospect_of(records, done.fact_id)
    meeting = a_conversation(records, hana, starts="2026-11-23 15:00", scheduled="2026-11-12", zone=ZONE)
    app = page(meeting=meeting)
    assert next(each for each in app.checkbox if "Lena" in each.label).value
    click(app, "Record it")
    assert [each.due for each in promises.of_contact(records, lena)] == [date(2026, 11, 27)]


@pytest.mark.parametrize(("outcome", "status", "title"), [
    ("off by them", "cancelled", "They called it off"), ("off by me", "cancelled", "You called it off"),
    ("no show", "no_show", "They did not come"), ("missed", "no_show", "You did not come"),
])  # fmt: skip
def test_it_did_not_take_place_and_new_times_are_offered(records, gone, outcome, status, title):
    ada, meeting = planned(records, "2026-11-23 15:00")
    app = page(meeting=meeting)
    field(app, "What happened?").set_value(outcome)
    app = click(run(app), "Record it")
    assert meetings.get(records, meeting).status == status
    assert title in said(app)
    click(app, "Offer new times")
    assert gone == [("outreach", {"contact": ada, "kind": "proposal"})]


def test_it_is_moved(records):
    _, meeting = planned(records, "2026-11-23 15:00")
    app = page(meeting=meeting)
    field(app, "What happened?").set_value("moved")
    app = run(app)
    app = click(app, "Record it")
    assert "The day is missing." in said(app)
    field(app, "Day").set_value(date(2026, 12, 2))
    field(app, "Time").set_value(time(10, 30))
    app = click(app, "Record it")
    assert meetings.get(records, meeting).starts_at == at("2026-12-02 10:30", ZONE)
    assert step(app) == "before"


@pytest.mark.usefixtures("clicked_twice", "gone")
def test_a_double_click_records_it_once(records):
    _, meeting = planned(records, "2026-11-23 15:00")
    click(page(meeting=meeting), "Record it")
    assert records.rows("SELECT status FROM meetings") == [("held",)]


def test_everything_that_belongs_before_still_works_afterwards(records):
    _, meeting = planned(records, "2026-11-23 15:00")
    plan = with_plan(records, meeting)
    app = page(meeting=meeting, step="live")
    app = click(app, "Asked")
    type_into(app, f"asked:{meeting}:{plan.questions[0].id}", "Written down a day later")
    meetings.hold(records, meeting, as_of=HERE)
    app = tick(page(meeting=meeting, step="live"), WHO)
    catch(app, meeting, "referral", "Hana", "not asked")
    assert len(asking.of_meeting(records, meeting)) == 2
    assert [each.name for each in promises.referrals_in(records, meeting)] == ["Hana"]


# Text from people


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_wrote_is_shown_as_text(records, nasty):
    ada, meeting = planned(records, name=nasty, place=nasty)
    with_plan(records, meeting, f"{nasty} what?")
    promises.refer(records, contact_id=ada, name=nasty, as_of=HERE, meeting_id=meeting)
    meetings.add_topic(records, meeting, nasty)
    for app in (page(), *(page(meeting=meeting, step=each) for each in ("before", "live", "after")), page(contact=ada)):
        assert nasty in said(app)
        shown = [*app.markdown, *app.caption, *app.subheader, *app.title]
        assert not [each.value for each in shown if nasty in each.value]
        assert not [each.label for each in [*app.checkbox, *app.button, *app.expander] if nasty in each.label]


def test_the_page_is_in_the_menu():
    assert front_door.PAGES["conversation"][2] == front_door.PAGES["reflection"][2] == "Meet"


def test_the_appointment_can_be_taken_into_ones_calendar_and_its_cost_noted(records, monkeypatch):
    _, meeting = planned(records, format="cafe", place="Café Lantern")
    app = page(meeting=meeting)
    assert "Calendar file" in [each.proto.label for each in app.get("download_button")]
    assert "Enough to pay for both, or a small gift, if you like" in on_the_list(app)
    meetings.hold(records, meeting, as_of=at("2026-11-26 12:00"))
    now(monkeypatch, "2026-11-26 15:00")
    app = page(meeting=meeting)
    field(app, "What it cost you").set_value(7.5)
    run(app)
    assert str(meetings.get(records, meeting).cost) == "7.50"
    _, other = planned(records, name="Ben", format="video", starts="2026-11-25 10:00")
    meetings.hold(records, other, as_of=at("2026-11-26 12:00"))
    assert "What it cost you" not in [each.label for each in page(meeting=other).number_input]


@pytest.mark.usefixtures("records")
def test_an_address_that_names_no_conversation_is_said_once_and_dropped():
    app = page(meeting="nonsense")
    assert "That conversation is not here (any more)." in text(app)
    assert "meeting" not in app.query_params

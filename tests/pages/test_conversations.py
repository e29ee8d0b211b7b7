"""Conversation where none is open: those that are planned, whom one could meet, and the way to either."""

import pytest

from ivw.show import meeting_list
from tests.builders import a_contact, a_conversation, happened
from tests.pages.conversations import page, planned
from tests.screen import ZONE, click, labels, primary, run, said, text

pytestmark = pytest.mark.usefixtures("records")


def test_with_nothing_planned_it_leads_to_where_one_begins(gone):
    app = page()
    assert "Nothing is planned yet" in text(app)
    assert primary(app) == ["Find somebody"]
    click(app, "Write to somebody")
    assert gone == [("outreach", {})]


def test_where_somebody_was_asked_it_says_where_their_answer_is_logged(records, gone):
    assert "Log an answer" not in labels(page())
    a_contact(records, asked="2026-11-20")
    click(page(), "Log an answer")
    assert gone == [("follow_ups", {"view": "theirs"})]


def test_what_is_over_is_asked_about_first_then_come_the_next_ones(records, gone):
    _, over = planned(records, "2026-11-23 15:00", "Bo Over")
    ada, ahead = planned(records, "2026-11-26 10:00", "Ada Ahead", format="video")
    happened(records, ada, "confirmation", "2026-11-20 10:00", zone=ZONE)
    app = page()
    assert "1 conversation ahead, 1 over" in text(app)
    assert text(app).index("Bo Over") < text(app).index("Ada Ahead")
    assert "Confirmed" in text(app)
    click(app, "Say what happened")
    click(page(), "Open")
    assert gone == [("conversation", {"meeting": over}), ("conversation", {"meeting": ahead})]


def test_whoever_said_yes_is_one_click_from_a_plan(records, gone):
    bo = a_contact(records, name="Bo", asked="2026-11-20", agreed="2026-11-23", organization="Trams")
    app = page()
    assert "They said yes, and no time is set" in text(app)
    assert "Bo" in said(app)
    click(app, "Plan it")
    assert gone == [("conversation", {"contact": bo})]
    a_conversation(records, bo, starts="2026-11-30 10:00", scheduled="2026-11-24 08:00", zone=ZONE)
    assert "They said yes" not in text(page())


def test_with_nothing_planned_those_held_lately_lead_to_their_debrief(records, gone):
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts="2026-11-20 10:00", held=True)
    click(page(), "Open")
    assert gone == [("reflection", {"meeting": meeting})]


def test_the_list_is_paged(records):
    for n in range(meeting_list.ROWS + 2):
        planned(records, f"2026-12-{n + 1:02} 10:00", f"Person {n}")
    app = page()
    assert labels(app).count("Open") == meeting_list.ROWS
    app.get("pagination")[0].set_value(2)
    assert labels(run(app)).count("Open") == 2

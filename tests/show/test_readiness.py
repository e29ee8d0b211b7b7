"""Readiness on screen: what is left, and when one is ready."""

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import day_list, goals, meetings, plans, research
from tests.builders import a_contact, a_conversation, at
from tests.screen import HERE, NASTY, ZONE, markdown, primary, run, said

PAGE = """
from ivw.coaching import meetings, plans
from ivw.show import front_door, parts, readiness
here = front_door.here()
meeting = meetings.get(here.records, front_door.asked_for("meeting"))
readiness.draw(here, meeting, first=True)
readiness.left(here, meeting.id)
if plan := plans.of_meeting(here.records, meeting.id):
    readiness.brief(here, plan)
"""


@pytest.fixture
def meeting(records):
    ada = a_contact(records, name="Ada", organization=NASTY[2], position="Driver")
    return a_conversation(records, ada, starts="2026-11-25 10:00", zone=ZONE, format="phone")


def shown(meeting):
    app = AppTest.from_string(PAGE, default_timeout=30)
    app.query_params["meeting"] = meeting
    return run(app)


def rehearsed(records, plan):
    with records.transaction() as transaction:
        transaction.add(
            "rehearsals", {"plan_id": plan, "mode": "mirror", "started_at": HERE, "finished_at": HERE, "round": "whole"}
        )


def test_what_is_left_is_told_until_nothing_is(records, meeting, monkeypatch):
    app = shown(meeting)
    assert "What is left to do" in said(app)
    assert primary(app) == ["Choose the questions"]
    assert f"Find out about {NASTY[2]}" in said(app)
    assert NASTY[2] not in markdown(app)
    assert "Left: a goal, reading up on them, questions, a rehearsal" in said(app)
    plan = plans.start(records, minutes=20, meeting_id=meeting, as_of=HERE).fact_id
    for text in (f"{NASTY[0]} what?", "What surprised you?", "What would you read?"):
        plans.add_question(records, plan, text)
    assert "Besides rehearsing, this is left: reading up on them, a goal, the list for the day" in said(shown(meeting))
    goals.add(records, text="Find a field", as_of=HERE)
    assert "Besides rehearsing, this is left: reading up on them, the list for the day" in said(shown(meeting))
    ada = meetings.get(records, meeting).contact_id
    for kind, topics in (("person", ("responsibilities", "path")), ("organization", ("goals", "mission", "culture"))):
        key = ada if kind == "person" else None
        for topic in topics:
            research.note(records, research.Target(kind, key, NASTY[2]), topic=topic, finding="Known.", as_of=HERE)
    rehearsed(records, plan)
    assert "Only the list for the day is left" in said(shown(meeting))
    for check in day_list.of_meeting(records, meetings.get(records, meeting), None, HERE):
        day_list.tick(records, meeting, check.entry.item, as_of=HERE)
    app = shown(meeting)
    assert "You are ready" in said(app)
    assert "You are ready for this conversation." in said(app)
    assert "5 of 10 things known about them" in said(app)
    assert f"Not said aloud so far: {NASTY[0]} what?" in said(app)
    assert NASTY[0] not in markdown(app)
    assert not primary(app)
    assert "Left:" not in said(app)
    monkeypatch.setenv("IVW_AS_OF", at("2026-11-25 11:00", ZONE).isoformat())
    assert "You are ready for this conversation." not in said(shown(meeting))  # it is over

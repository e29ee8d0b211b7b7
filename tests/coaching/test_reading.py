"""The oracle itself holds on the worked histories, and at the edges that they leave out."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.coaching import reading

CASES = json.loads((Path(__file__).parents[1] / "data" / "follow_ups.json").read_text("utf-8"))
MONDAY = datetime(2024, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_reading_holds_on_the_worked_histories(case):
    as_of = datetime.fromisoformat(case["as_of"])
    found = reading.read(case["contact"], case["others"], as_of, "UTC")
    items = [{"action": item.action, "status": item.status, "due_at": item.due_at.isoformat()} for item in found.items]
    parts = {part: to_three_places(getattr(found, part)) for part in "FRCG"}
    rest = {"state": found.state, "items": items, "score": found.score, "band": found.band}
    assert rest | parts == case["expected"]


def to_three_places(part):
    return None if part is None else round(part, 3)


def test_all_worked_histories_are_there():
    assert len(CASES) == 57


def said(kind, at, **marks):
    return {"kind": kind, "happened_at": at.isoformat(), **marks}


def contact(*interactions, **facts):
    return {"name": "Ada Example", "interactions": list(interactions), **facts}


def met(at, **facts):
    return {"starts_at": at.isoformat(), "status": "held", **facts}


def actions(found):
    return [(item.action, item.status) for item in found.items]


def test_a_day_is_a_day_in_the_persons_time_zone():
    late_on_friday = datetime(2024, 6, 7, 20, tzinfo=UTC)
    asked = contact(said("request", late_on_friday, direction="out"))
    in_berlin = reading.read(asked, [], late_on_friday, "Europe/Berlin")
    in_kolkata = reading.read(asked, [], late_on_friday, "Asia/Kolkata")
    assert in_berlin.items[0].due_at == datetime(2024, 6, 18, 22, tzinfo=UTC)
    assert in_kolkata.items[0].due_at == datetime(2024, 6, 18, 18, 30, tzinfo=UTC)


def test_a_thank_you_clock_runs_24_hours_through_the_change_of_the_clocks():
    before_the_change = datetime(2024, 3, 30, 12, tzinfo=UTC)
    talked = contact(meetings=[met(before_the_change, minutes=30)])
    found = reading.read(talked, [], before_the_change + timedelta(hours=1), "Europe/Berlin")
    assert found.items[0].due_at == datetime(2024, 3, 31, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "lapsed"), [(-1, False), (0, True)])
def test_a_thank_you_lapses_at_fourteen_days_exactly(minutes, lapsed):
    talked = contact(meetings=[met(MONDAY, minutes=30)])
    as_of = MONDAY + timedelta(days=15, minutes=30 + minutes)
    found = reading.read(talked, [], as_of, "UTC")
    assert (("thank_you", "overdue") not in actions(found)) is lapsed


@pytest.mark.parametrize(("minutes", "state"), [(-1, "waiting"), (0, "parked")])
def test_a_request_is_parked_from_the_day_on(minutes, state):
    asked = contact(said("request", MONDAY), said("nudge", MONDAY + timedelta(days=9)))
    midnight = MONDAY + timedelta(days=23)
    found = reading.read(asked, [], midnight + timedelta(minutes=minutes), "UTC")
    assert found.state == state


def test_while_a_conversation_is_planned_nothing_is_parked_or_waits():
    later = MONDAY + timedelta(days=90)
    planned = {"starts_at": later.isoformat(), "scheduled_at": MONDAY.isoformat()}
    asked = contact(said("request", MONDAY), meetings=[planned])
    found = reading.read(asked, [], MONDAY + timedelta(days=60), "UTC")
    assert found.state == "confirm_overdue"


def test_a_closed_matter_lets_no_answer_stand():
    declined = said("declined", MONDAY + timedelta(days=1))
    reply = said("reply", MONDAY + timedelta(days=2), wants_answer=True)
    asked = contact(said("request", MONDAY), declined, reply)
    found = reading.read(asked, [], MONDAY + timedelta(days=2), "UTC")
    assert (found.state, found.items) == ("declined", [])


def test_a_reply_marked_by_hand_wants_an_answer_though_nobody_was_asked():
    wrote = contact(said("reply", MONDAY, wants_answer=True))
    assert reading.read(wrote, [], MONDAY, "UTC").state == "answer_due"


def test_an_organization_is_the_same_whatever_its_case_and_blanks():
    asked = contact(said("request", MONDAY), organization="Acme Labs")
    other = contact(said("request", MONDAY), organization=" ACME labs ")
    as_of = MONDAY + timedelta(days=4)
    assert ("second_person", "due") in actions(reading.read(asked, [], as_of, "UTC"))
    assert actions(reading.read(asked, [other], as_of, "UTC")) == [("nudge", "upcoming")]


def test_who_is_not_to_be_contacted_keeps_a_score_and_has_nothing_due():
    talked = contact(meetings=[met(MONDAY)], do_not_contact=True)
    found = reading.read(talked, [], MONDAY + timedelta(days=2), "UTC")
    assert (found.state, found.items, found.score) == ("do_not_contact", [], 79)


def test_cadences_of_the_settings_replace_those_of_the_ties():
    talked = contact(meetings=[met(MONDAY)], tie="B")
    as_of = MONDAY + timedelta(days=20)
    assert reading.read(talked, [], as_of, "UTC", {"B": 10}).R == 0.5
    assert reading.read(talked, [], as_of, "UTC", {"A": 10}).R == 1.0


def test_the_queue_goes_by_status_then_action_then_due_then_name():
    def is_due(*items):
        return reading.Reading("", [reading.Item(*item) for item in items], *[None] * 6)

    soon, later = MONDAY, MONDAY + timedelta(days=1)
    cards = reading.queue(
        [
            ("Cy", is_due(("check_in", "due", soon), ("nudge", "upcoming", soon))),
            ("Ben", is_due(("nudge", "due", later), ("promise", "upcoming", soon))),
            ("Ada", is_due(("nudge", "due", later), ("record", "overdue", later))),
            ("Dee", is_due(("thank_you", "upcoming", later), ("nudge", "due", soon))),
        ]
    )
    assert [(name, item.action) for name, item in cards] == [
        ("Ada", "record"),
        ("Dee", "nudge"),
        ("Ada", "nudge"),
        ("Ben", "nudge"),
        ("Cy", "check_in"),
        ("Ben", "promise"),
        ("Cy", "nudge"),
        ("Dee", "thank_you"),
    ]


def test_the_network_is_a_mean_weighted_by_tie():
    def with_score(score):
        return reading.Reading("", [], None, None, None, None, score, None)

    assert reading.network([("A", with_score(90)), ("D", with_score(40))]) == 80
    assert reading.network([(None, with_score(71)), ("C", with_score(70))]) == 71
    assert reading.network([("A", with_score(None))]) is None
    assert reading.network([]) is None

from datetime import datetime, timedelta

import pytest

from ivw.coaching import contacts, follow_ups, meetings, under_way
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2024-06-11 12:00")
HOUR = timedelta(hours=1)
TOKEN = "01900000-0000-7000-8000-000000000001"


def state(records, contact_id, when):
    return contacts.state(records, contact_id, at(when), "UTC")


# Planned


def test_a_conversation_is_planned_for_twenty_minutes_where_nothing_is_said(records, ada):
    done = meetings.schedule(
        records, contact_id=ada, starts_at=at("2024-06-20 15:00", "Europe/Berlin"), as_of=NOW, format="cafe",
        place="  Café\tEinstein ",
    )  # fmt: skip
    assert done.says == "Planned: you meet Ada on Thursday 20 June at 15:00."
    planned = meetings.get(records, done.fact_id)
    assert (planned.contact_id, planned.contact, planned.status, planned.minutes) == (ada, "Ada", "planned", 20)
    assert (planned.starts_at, planned.scheduled_at) == (at("2024-06-20 13:00"), NOW)
    assert (planned.format, planned.place) == ("cafe", "Café Einstein")


def test_conversations_are_listed_newest_first(records, ada):
    a_conversation(records, ada, starts="2024-05-01 10:00", held=True)
    a_conversation(records, ada, starts="2024-06-20 10:00")
    a_conversation(records, ada, starts="2024-06-01 10:00", held=True)
    listed = meetings.of_contact(records, ada)
    assert [(each.starts_at.month, each.status) for each in listed] == [(6, "planned"), (6, "held"), (5, "held")]
    assert meetings.of_contact(records, "not an id") == []


BAD = [
    ({"minutes": 0}, "minutes"),
    ({"minutes": 601}, "minutes"),
    ({"minutes": 10**12}, "minutes"),
    ({"format": "seance"}, "format"),
    ({"contact_id": TOKEN}, "contact"),
    ({"contact_id": "not an id"}, "contact"),
    ({"starts_at": datetime(2024, 6, 20)}, "starts_at"),  # noqa: DTZ001 - that is what is wrong with it
]


@pytest.mark.parametrize(
    ("facts", "field"), [*BAD, ({"starts_at": NOW - HOUR}, "starts_at"), ({"place": "x" * 501}, "place")]
)
def test_a_plan_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        meetings.schedule(records, **({"contact_id": ada, "starts_at": NOW + HOUR, "as_of": NOW} | facts))
    assert wrong.value.field == field
    assert meetings.of_contact(records, ada) == []


@pytest.mark.parametrize(
    ("facts", "field"), [*BAD, ({"starts_at": NOW}, "starts_at"), ({"about": "x" * 20_001}, "about")]
)
def test_a_record_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        meetings.log_held(records, **({"contact_id": ada, "starts_at": NOW - HOUR, "as_of": NOW} | facts))
    assert wrong.value.field == field
    assert meetings.of_contact(records, ada) == []


def test_a_second_click_of_the_form_plans_nothing(records, ada):
    for _ in range(2):
        meetings.schedule(records, contact_id=ada, starts_at=NOW + HOUR, as_of=NOW, token=TOKEN)
        meetings.log_held(records, contact_id=ada, starts_at=NOW - HOUR, as_of=NOW, token=TOKEN[:-1] + "2")
    assert [each.status for each in meetings.of_contact(records, ada)] == ["planned", "held"]


@pytest.mark.parametrize("key", [TOKEN, "not an id"])
def test_a_conversation_that_is_not_there_is_refused_in_plain_words(records, key):
    for attempt in (
        lambda: meetings.get(records, key),
        lambda: meetings.hold(records, key, as_of=NOW),
        lambda: meetings.call_off(records, key, as_of=NOW),
        lambda: meetings.move(records, key, starts_at=NOW, as_of=NOW),
        lambda: meetings.tick_prepared(records, key, as_of=NOW),
    ):
        with pytest.raises(InvalidRecord) as wrong:
            attempt()
        assert wrong.value.field == "meeting"


# Held


def test_a_held_conversation_ends_after_its_minutes_and_starts_the_thank_you_clock(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 09:00", minutes=30)
    done = meetings.hold(records, planned, as_of=NOW, about="  the lab ")
    held = meetings.get(records, planned)
    assert (held.status, held.ended_at, held.about) == ("held", at("2024-06-11 09:30"), "the lab")
    assert "thank-you clock" in done.says
    assert state(records, ada, "2024-06-11 12:00") == "thank_you_due"
    undo(records, done)
    assert meetings.get(records, planned).status == "planned"
    assert state(records, ada, "2024-06-11 12:00") == "record_due"


def test_a_conversation_recorded_from_the_doorstep_ends_now(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 11:50")
    meetings.hold(records, planned, as_of=NOW)
    assert meetings.get(records, planned).ended_at == NOW


def test_a_host_who_goes_on_longer_is_no_fault(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 09:00")
    meetings.hold(records, planned, as_of=NOW, ended_at=at("2024-06-11 11:00"))
    assert meetings.get(records, planned).ended_at == at("2024-06-11 11:00")


def test_what_it_was_about_stays_when_nothing_new_is_said(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 09:00")
    meetings.hold(records, planned, as_of=NOW, about="the lab")
    meetings.hold(records, planned, as_of=NOW)
    assert meetings.get(records, planned).about == "the lab"


@pytest.mark.parametrize(
    ("starts", "ended"),
    [("2024-06-11 13:00", None), ("2024-06-11 09:00", "2024-06-11 08:59"), ("2024-06-11 09:00", "2024-06-11 12:02")],
    ids=["not begun", "ended before it began", "ends in the future"],
)
def test_an_end_that_cannot_be_right_is_refused(records, ada, starts, ended):
    planned = a_conversation(records, ada, starts=starts)
    with pytest.raises(InvalidRecord) as wrong:
        meetings.hold(records, planned, as_of=NOW, ended_at=at(ended) if ended else None)
    assert wrong.value.field == "ended_at"
    assert meetings.get(records, planned).status == "planned"


def test_a_conversation_may_be_recorded_that_was_never_planned(records, ada):
    done = meetings.log_held(records, contact_id=ada, starts_at=at("2024-06-11 11:30"), as_of=NOW, about="chance")
    held = meetings.get(records, done.fact_id)
    assert (held.status, held.scheduled_at, held.about) == ("held", held.starts_at, "chance")
    assert state(records, ada, "2024-06-11 12:00") == "thank_you_due"


# Called off, moved, prepared


@pytest.mark.parametrize(("no_show", "status"), [(False, "cancelled"), (True, "no_show")])
def test_a_conversation_that_is_called_off_asks_for_new_times(records, ada, no_show, status):
    planned = a_conversation(records, ada, starts="2024-06-11 09:00", scheduled="2024-06-03")
    done = meetings.call_off(records, planned, as_of=NOW, no_show=no_show, by="them")
    assert meetings.get(records, planned).status == status
    assert done.says.endswith("Offer new times.")
    assert state(records, ada, "2024-06-11 12:00") == "propose_times_due"
    undo(records, done)
    assert state(records, ada, "2024-06-11 12:00") == "record_due"


def test_a_conversation_is_called_off_by_me_or_them(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 09:00")
    with pytest.raises(InvalidRecord) as wrong:
        meetings.call_off(records, planned, as_of=NOW, by="the weather")
    assert wrong.value.field == "called_off_by"
    assert meetings.get(records, planned).status == "planned"


def test_a_moved_conversation_wants_to_be_confirmed_anew(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00", scheduled="2024-06-10 09:00")
    happened(records, ada, "confirmation", "2024-06-10 10:00")
    assert state(records, ada, "2024-06-11 12:00") == "scheduled"
    done = meetings.move(records, planned, starts_at=at("2024-06-21 09:00"), as_of=NOW, minutes=45)
    moved = meetings.get(records, planned)
    assert (moved.starts_at, moved.minutes, moved.scheduled_at) == (at("2024-06-21 09:00"), 45, NOW)
    assert state(records, ada, "2024-06-11 12:00") == "confirm_due"
    undo(records, done)
    assert state(records, ada, "2024-06-11 12:00") == "scheduled"
    meetings.move(records, planned, starts_at=at("2024-06-21 09:00"), as_of=NOW)
    assert meetings.get(records, planned).minutes == 20


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"minutes": 601}, "minutes"), ({"starts_at": datetime(2024, 6, 20)}, "starts_at")],  # noqa: DTZ001
)
def test_a_move_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00")
    before = meetings.get(records, planned)
    with pytest.raises(InvalidRecord) as wrong:
        meetings.move(records, planned, **({"starts_at": NOW + HOUR, "as_of": NOW} | facts))
    assert wrong.value.field == field
    assert meetings.get(records, planned) == before


def test_one_is_prepared_when_one_says_so(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-12 09:00", scheduled="2024-06-10 09:00")
    happened(records, ada, "confirmation", "2024-06-10 10:00")
    assert state(records, ada, "2024-06-11 12:00") == "prepare_due"
    done = meetings.tick_prepared(records, planned, as_of=NOW)
    assert meetings.get(records, planned).prepared_at == NOW
    assert state(records, ada, "2024-06-11 12:00") == "scheduled"
    undo(records, done)
    assert [item.action for item in follow_ups.of_contact(records, ada, NOW, "UTC")] == ["prepare"]


# Changed, listed, told by the clock


def details(meeting, **facts):
    kept = {name: getattr(meeting, name) for name in ("starts_at", "minutes", "format", "place")}
    return kept | {"as_of": NOW} | facts


def test_place_and_format_change_without_a_new_confirmation_and_another_time_with_one(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00", scheduled="2024-06-10 09:00")
    happened(records, ada, "confirmation", "2024-06-10 10:00")
    before = meetings.get(records, planned)
    done = meetings.change(records, planned, **details(before, minutes=30, format="cafe", place=" The  corner "))
    changed = meetings.get(records, planned)
    assert (changed.minutes, changed.format, changed.place) == (30, "cafe", "The corner")
    assert done.says == "Conversation with Ada changed."
    assert meetings.is_confirmed(records, planned, NOW)
    assert meetings.change(records, planned, **details(changed)).says == "Conversation with Ada unchanged."
    moved = meetings.change(records, planned, **details(changed, starts_at=at("2024-06-15 09:00")))
    assert moved.says == "Conversation with Ada moved."
    assert meetings.get(records, planned).scheduled_at == NOW
    assert not meetings.is_confirmed(records, planned, NOW)
    undo(records, moved)
    assert meetings.is_confirmed(records, planned, NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"format": "zoom"}, "format"),
        ({"starts_at": at("2024-06-01 09:00")}, "starts_at"),
        ({"place": "x" * 501}, "place"),
    ],
)
def test_a_change_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00")
    before = meetings.get(records, planned)
    with pytest.raises(InvalidRecord) as wrong:
        meetings.change(records, planned, **details(before, **facts))
    assert wrong.value.field == field
    assert meetings.get(records, planned) == before


def test_what_was_held_is_planned_no_more_and_does_not_change(records, ada):
    held = meetings.get(records, a_conversation(records, ada, starts="2024-06-10 09:00", held=True))
    with pytest.raises(InvalidRecord):
        meetings.change(records, held.id, **details(held, minutes=30))


def test_what_is_written_down_is_kept_and_saving_it_once_more_changes_nothing(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00")
    for field in ("notes", "about"):
        meetings.write_down(records, planned, field, "One\ntwo")
        assert not meetings.write_down(records, planned, field, "One\ntwo").change
        assert getattr(meetings.get(records, planned), field) == "One\ntwo"
        meetings.write_down(records, planned, field, " ")
        assert getattr(meetings.get(records, planned), field) is None
    for meeting, field, text in ((planned, "place", "x"), ("no id", "notes", "x"), (planned, "notes", "x" * 20_001)):
        with pytest.raises(InvalidRecord):
            meetings.write_down(records, meeting, field, text)


def test_topics_are_added_and_taken_out_one_by_one(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-14 09:00")
    for topic in ("Her first year", "Budgets; and trams", " her FIRST year "):
        meetings.add_topic(records, planned, topic)
    assert meetings.topics(meetings.get(records, planned).about) == ["Her first year", "Budgets, and trams"]
    done = meetings.remove_topic(records, planned, "Her first year")
    assert meetings.get(records, planned).about == "Budgets, and trams"
    undo(records, done)
    assert meetings.get(records, planned).about == "Her first year; Budgets, and trams"
    assert not meetings.remove_topic(records, planned, "Something else").change
    assert meetings.topics("One;two\n three ;") == ["One", "two", "three"]
    with pytest.raises(InvalidRecord) as wrong:
        meetings.add_topic(records, planned, "  ")
    assert wrong.value.field == "topic"


def test_a_host_who_goes_on_longer_is_remembered(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-11 10:00")
    meetings.hold(records, planned, as_of=NOW, ended_at=at("2024-06-11 10:50"), extended_by_host=True)
    held = meetings.get(records, planned)
    assert (held.extended_by_host, held.ends_at) == (True, at("2024-06-11 10:50"))


def test_planned_ones_are_listed_with_those_that_are_over_first(records, ada):
    bo = a_contact(records, name="Bo", organization="Trams")
    soon = a_conversation(records, ada, starts="2024-06-12 09:00", scheduled="2024-06-10 09:00", format="video")
    later = a_conversation(records, bo, starts="2024-06-20 09:00", scheduled="2024-06-10 09:00")
    over = a_conversation(records, bo, starts="2024-06-11 10:00", scheduled="2024-06-01")
    off = a_conversation(records, ada, starts="2024-06-11 10:00", scheduled="2024-06-01")
    meetings.call_off(records, off, as_of=at("2024-06-10"))
    happened(records, ada, "confirmation", "2024-06-10 10:00")
    listed = meetings.planned(records, NOW)
    assert [(each.id, each.is_over, each.confirmed) for each in listed] == [
        (over, True, False), (soon, False, True), (later, False, False),
    ]  # fmt: skip
    assert (listed[0].contact, listed[0].organization, listed[1].format) == ("Bo", "Trams", "video")
    assert [each.id for each in meetings.planned(records, NOW, limit=1, offset=1)] == [soon]
    assert meetings.how_many_planned(records, NOW) == (3, 1)
    assert meetings.how_many_planned(records, at("2024-06-05")) == (2, 0)  # one of them not yet called off


@pytest.mark.parametrize(
    ("when", "step"),
    [("08:44", "before"), ("08:45", "live"), ("09:00", "live"), ("09:19", "live"), ("09:20", "after")],
)
def test_the_clock_says_where_one_is_with_a_conversation(records, ada, when, step):
    planned = meetings.get(records, a_conversation(records, ada, starts="2024-06-12 09:00"))
    assert under_way.step(planned, at(f"2024-06-12 {when}")) == step


def test_what_was_held_or_called_off_is_afterwards_whatever_the_clock_says(records, ada):
    planned = a_conversation(records, ada, starts="2024-06-12 09:00")
    meetings.call_off(records, planned, as_of=NOW)
    assert under_way.step(meetings.get(records, planned), NOW) == "after"


def test_a_conversation_is_not_moved_into_the_past(records):
    meeting = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", scheduled="2026-11-10")
    with pytest.raises(InvalidRecord) as refused:
        meetings.move(records, meeting, starts_at=at("2026-11-10 15:00"), as_of=at("2026-11-19"))
    assert refused.value.field == "starts_at"
    assert meetings.get(records, meeting).starts_at == at("2026-11-20 10:00")


def test_nobody_has_missed_what_is_still_ahead(records):
    meeting = a_conversation(records, a_contact(records), starts="2026-11-23 10:00", scheduled="2026-11-10")
    with pytest.raises(InvalidRecord):
        meetings.call_off(records, meeting, as_of=at("2026-11-20"), no_show=True, by="them")
    assert meetings.get(records, meeting).status == "planned"


def test_today_are_the_conversations_of_the_persons_day_that_are_not_over(records):
    ada = a_contact(records)
    for starts in ("2026-11-23 07:00", "2026-11-23 22:30", "2026-11-23 23:30", "2026-11-24 10:00"):
        a_conversation(records, ada, starts=starts, scheduled="2026-11-10", zone="Europe/Berlin")
    today = meetings.on_day(records, at("2026-11-23 09:00", "Europe/Berlin"), "Europe/Berlin")
    assert [each.starts_at for each in today] == [
        at("2026-11-23 22:30", "Europe/Berlin"), at("2026-11-23 23:30", "Europe/Berlin"),
    ]  # fmt: skip


def test_however_many_wait_for_a_word_those_of_today_are_among_them(records):
    ada = a_contact(records)
    for day in range(1, 26):
        a_conversation(records, ada, starts=f"2026-10-{day:02} 10:00", scheduled="2026-09-10")
    today = a_conversation(records, ada, starts="2026-11-23 10:00", scheduled="2026-11-10")
    assert [each.id for each in meetings.on_day(records, at("2026-11-23 09:00"), "UTC")] == [today]


def test_what_a_conversation_cost_is_kept_and_can_be_taken_back(records, ada):
    held = a_conversation(records, ada, starts="2024-06-10 10:00", held=True, format="cafe")
    assert meetings.get(records, held).cost is None
    done = meetings.note_cost(records, held, 7.5)
    assert str(meetings.get(records, held).cost) == "7.50"
    meetings.note_cost(records, held, None)
    assert meetings.get(records, held).cost is None
    with pytest.raises(InvalidRecord) as refusal:
        meetings.note_cost(records, held, -1)
    assert refusal.value.field == "cost"
    assert done.fact_id == held

from datetime import datetime, timedelta

import pytest

from ivw.coaching import drafts, interactions, time_line
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at

NOW = at("2024-06-11 12:00")
DAY = NOW.date()
TOKEN = "01900000-0000-7000-8000-000000000001"


def log(records, contact_id, kind="message", happened_at=NOW, **facts):
    return interactions.log(records, contact_id=contact_id, kind=kind, happened_at=happened_at, as_of=NOW, **facts)


def logged(records, *columns):
    return records.rows(f"SELECT {', '.join(columns)} FROM interactions")


@pytest.mark.parametrize("kind", interactions.KINDS)
def test_every_kind_is_logged_with_its_direction_and_says_so(records, kind):
    ada = a_contact(records)
    done = log(records, ada, kind, text="words", again_on=DAY if kind == "deferred" else None)
    assert logged(records, "kind", "direction", "happened_at", "text") == [
        (kind, interactions.KINDS[kind].direction, NOW, "words")
    ]
    assert done.says.startswith("Ada Example: ")
    [entry] = time_line.entries(records, ada)
    assert (entry.what, entry.fact_id) == (kind, done.fact_id)


def test_whatever_way_one_reached_them_by_can_be_said(records):
    assert {"phone", "email", "letter", "in_person", "linkedin", "video"} <= set(interactions.CHANNELS)
    ada = a_contact(records)
    for channel in interactions.CHANNELS:
        log(records, ada, text=channel, channel=channel)
    assert {text: channel for channel, text in logged(records, "channel", "text")} == {
        channel: channel for channel in interactions.CHANNELS
    }


def test_directions_are_those_of_the_glossary():
    by_direction = {
        direction: {kind for kind, each in interactions.KINDS.items() if each.direction == direction}
        for direction in ("out", "in", "none")
    }
    assert by_direction == {
        "out": {"request", "nudge", "message", "proposal", "confirmation", "thank_you", "check_in", "introduction",
                "connection"},
        "in": {"reply", "agreed", "declined", "deferred"},
        "none": {"note"},
    }  # fmt: skip


def test_a_second_click_of_the_form_logs_nothing(records):
    ada = a_contact(records)
    assert log(records, ada, text="first", token=TOKEN).fact_id == TOKEN
    assert not log(records, ada, text="", token=TOKEN).change
    assert logged(records, "id::VARCHAR", "text") == [(TOKEN, "first")]


def test_marks_stand_on_what_goes_out_only(records):
    ada = a_contact(records)
    for kind in ("message", "reply", "note"):
        log(records, ada, kind, text="words", gives=True, asks=True)
    marks = {kind: (gives, asks) for kind, gives, asks in logged(records, "kind", "gives", "asks")}
    assert marks == {"message": (True, True), "reply": (False, False), "note": (False, False)}


def test_only_a_reply_may_want_an_answer_and_only_a_deferral_has_a_day(records):
    ada = a_contact(records)
    for kind in ("message", "reply", "deferred"):
        log(records, ada, kind, wants_answer=False, again_on=DAY)
    found = {kind: rest for kind, *rest in logged(records, "kind", "wants_answer", "again_on")}
    assert found == {"message": [None, None], "reply": [False, None], "deferred": [None, DAY]}


def test_it_may_have_happened_within_the_minute(records):
    ada = a_contact(records)
    log(records, ada, happened_at=NOW + timedelta(minutes=1))
    assert len(logged(records, "id")) == 1


BAD = [
    ({"kind": "fax"}, "kind"),
    ({"contact_id": TOKEN}, "contact"),
    ({"contact_id": "not an id"}, "contact"),
    ({"happened_at": NOW + timedelta(minutes=2)}, "happened_at"),
    ({"happened_at": NOW.replace(year=1969)}, "happened_at"),
    ({"happened_at": datetime(2024, 6, 1)}, "happened_at"),  # noqa: DTZ001 - that is what is wrong with it
    ({"channel": "pigeon"}, "channel"),
    ({"kind": "deferred"}, "again_on"),
    ({"kind": "note"}, "text"),
    ({"kind": "note", "text": " \n\x00"}, "text"),
    ({"text": "x" * 20_001}, "text"),
]


@pytest.mark.parametrize(("facts", "field"), BAD)
def test_what_cannot_be_right_is_refused_with_its_field_and_nothing_is_logged(records, facts, field):
    ada = a_contact(records)
    with pytest.raises(InvalidRecord) as wrong:
        log(records, **({"contact_id": ada} | facts))
    assert wrong.value.field == field
    assert wrong.value.wrong
    assert wrong.value.right
    assert logged(records, "id") == []


def test_logging_can_be_taken_back(records):
    ada = a_contact(records)
    done = log(records, ada, "request")
    undo(records, done)
    assert logged(records, "id") == []


def test_taking_something_out_of_the_log_can_be_taken_back(records):
    ada = a_contact(records)
    log(records, ada, "deferred", text="in the autumn, 'maybe'", again_on=DAY, channel="phone")
    before = logged(records, "*")
    [entry] = time_line.entries(records, ada)
    done = time_line.take_out(records, entry)
    assert logged(records, "id") == []
    undo(records, done)
    assert logged(records, "*") == before


def test_a_draft_that_was_logged_is_gone_and_comes_back_with_undo(records):
    ada = a_contact(records)
    drafts.save(records, f"note:{ada}", "a long thought", NOW)
    done = log(records, ada, "note", text="a long thought", draft=f"note:{ada}")
    assert drafts.read(records, f"note:{ada}") == ""
    undo(records, done)
    assert drafts.read(records, f"note:{ada}") == "a long thought"

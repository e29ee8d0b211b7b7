"""A message goes out: what is logged, what moves on, and what one writes oneself."""

from datetime import timedelta

import pytest

from ivw.coaching import drafts, follow_ups, message_facts, offered_times, outreach, own_templates
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at, happened
from tests.coaching.letters import NOW, WHY, ZONE, a_draft, missing, of_tom, somebody


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


def test_sending_logs_it_clears_the_draft_and_moves_the_queue_and_the_undo_brings_both_back(records):
    whom = somebody(records, met="2026-11-23 14:00")
    outreach.keep(records, whom, "thank_you", "Thanks", "Dear Mei-Lin, thank you.", NOW)
    done = outreach.sent(
        records, whom, "thank_you", text="Dear Mei-Lin, thank you.", as_of=NOW, channel="email", gives=True
    )
    assert records.rows("SELECT kind, direction, channel, gives, asks, text FROM interactions") == [
        ("thank_you", "out", "email", True, False, "Dear Mei-Lin, thank you.")
    ]
    assert outreach.written(records, whom, "thank_you") is None
    assert follow_ups.due(records, NOW, ZONE) == []
    assert outreach.was_sent(records, whom, done.fact_id).kind == "thank_you"
    undo(records, done)
    assert outreach.written(records, whom, "thank_you") == outreach.Written("Thanks", "Dear Mei-Lin, thank you.")
    assert [item.action for item in follow_ups.due(records, NOW, ZONE)] == ["thank_you"]
    assert outreach.was_sent(records, whom, done.fact_id) is None


@pytest.mark.parametrize(
    ("kind", "logged"),
    [("reconnect", "check_in"), ("answer", "message"), ("confirm", "confirmation"), ("second_person", "request"),
     ("in_writing", "message"), ("more_advice", "message"), ("tell_referrer", "message")],
)  # fmt: skip
def test_each_kind_logs_what_settles_it(records, kind, logged):
    outreach.sent(records, somebody(records), kind, text="Hello", as_of=NOW)
    assert records.rows("SELECT kind FROM interactions") == [(logged,)]


def test_an_empty_message_was_not_sent(records):
    with pytest.raises(InvalidRecord):
        outreach.sent(records, somebody(records), "request", text=" \n", as_of=NOW)
    assert records.rows("SELECT count(*) FROM interactions") == [(0,)]


def test_the_times_offered_are_kept_with_the_message_and_go_with_its_undo(records):
    whom = somebody(records)
    slots = (at("2026-11-30 15:00", ZONE), at("2026-11-27 10:00", ZONE), at("2026-11-20 10:00", ZONE))
    done = outreach.sent(
        records, whom, "request", text="Hello", as_of=NOW, offered=slots, minutes=25, format="phone"
    )  # fmt: skip
    found = offered_times.still_open(records, whom, NOW)
    assert [(each.starts_at, each.minutes, each.format) for each in found] == [
        (slots[1], 25, "phone"), (slots[0], 25, "phone"),
    ]  # fmt: skip
    undo(records, done)
    assert offered_times.still_open(records, whom, NOW) == []
    outreach.sent(records, whom, "thank_you", text="Hello", as_of=NOW, offered=slots)
    assert offered_times.still_open(records, whom, NOW) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("Friday 27 November at 10:00 or Monday 30 November at 15:00", 2), ("on 27/11, 10.00", 1), ("the 27th, 10 am", 1),
     ("Monday 30: 3 pm", 1), ("30 minutes on the 27th", 0), ("at 10:00", 0), ("Friday 27 at 110:00", 0)],
)  # fmt: skip
def test_a_time_that_was_struck_out_of_the_message_was_not_offered(text, said):
    slots = (at("2026-11-27 10:00", ZONE), at("2026-11-30 15:00", ZONE))
    assert len(outreach.times_said(text, slots, ZONE)) == said


def test_what_went_out_today_is_known_until_something_else_happens(records):
    whom = somebody(records)
    outreach.sent(records, whom, "request", text="Hello", as_of=NOW, channel="email")
    later = NOW + timedelta(hours=2)
    assert outreach.sent_today(records, whom, "request", later, ZONE).channel == "email"
    assert outreach.sent_today(records, whom, "check_in", later, ZONE) is None
    assert outreach.sent_today(records, whom, "request", later, ZONE, since=later) is None
    assert outreach.sent_today(records, whom, "request", NOW + timedelta(days=1), ZONE) is None
    happened(records, whom, "reply", "2026-11-24 10:00")
    assert outreach.sent_today(records, whom, "request", later, ZONE) is None


def test_a_template_of_ones_own_is_filled_from_the_same_records(records):
    made = own_templates.add(
        records, kind="request", name="Leeds", as_of=NOW, subject="Hello {{ first_name }}",
        body="{{ greeting }},\n{{ why }}\n{% for each in slots %}\n- {{ each }}\n{% endfor %}\n{{ my_name }}",
    )  # fmt: skip
    draft = a_draft(records, somebody(records), "request", own_template=made.fact_id)
    assert draft.subject == "Hello Mei-Lin"
    assert draft.body.startswith(f"Dear Mei-Lin Zhao,\n{WHY}\n- Friday 27 November at 10:00\n- ")
    bare = a_draft(records, a_contact(records), "request", own_template=made.fact_id)
    assert missing(bare) == ["why"]
    with pytest.raises(InvalidRecord, match="not in the records"):
        a_draft(records, somebody(records), "request", own_template="nonsense")


def test_what_was_written_to_one_person_becomes_a_template_for_the_next(records):
    first = somebody(records)
    slots = message_facts.suggested_slots(records, NOW, ZONE)
    draft = a_draft(records, first, "request")
    subject, body = outreach.as_template(
        records, first, "request", draft.subject, draft.body, as_of=NOW, zone=ZONE, asked=message_facts.Asked(slots)
    )
    assert subject == "A question about your work at {{ organization }}"
    assert "Mei-Lin" not in body
    made = own_templates.add(records, kind="request", name="Mine", subject=subject, body=body, as_of=NOW)
    again = a_draft(records, first, "request", own_template=made.fact_id)
    assert (again.subject, again.body) == (draft.subject, draft.body)
    other = a_draft(records, somebody(records, name="Søren Åberg", organization="Bygg"), "request",
                    own_template=made.fact_id)  # fmt: skip
    assert other.body.startswith("Dear Søren Åberg,")
    assert other.subject == "A question about your work at Bygg"


def test_a_double_click_sends_once(records):
    whom = somebody(records)
    with records.transaction() as transaction:
        [token] = transaction.new_ids(1)
    for _ in range(2):
        outreach.sent(records, whom, "request", text="Hello", as_of=NOW, token=token)
    assert records.rows("SELECT count(*) FROM interactions") == [(1,)]


def test_what_is_written_is_kept_with_its_subject_and_let_go_of_when_it_is_emptied(records):
    whom = somebody(records)
    outreach.keep(records, whom, "request", " A  question ", "Subject: no\n\nHello", NOW)
    assert outreach.written(records, whom, "request") == outreach.Written("A question", "Subject: no\n\nHello")
    done = outreach.start_over(records, whom, "request")
    assert outreach.written(records, whom, "request") is None
    undo(records, done)
    assert outreach.written(records, whom, "request").subject == "A question"
    outreach.keep(records, whom, "request", "A question", " ", NOW)
    assert drafts.read(records, outreach.slot(whom, "request")) == ""


def test_a_message_of_a_kind_that_nobody_knows_is_refused(records):
    with pytest.raises(InvalidRecord) as refused:
        outreach.sent(records, somebody(records), "poem", text="Roses are red.", as_of=NOW)
    assert refused.value.field == "kind"

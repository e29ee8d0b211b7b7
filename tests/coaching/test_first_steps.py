"""The first way round: it says how far one is, and is gone once somebody was thanked."""

import pytest

from ivw.coaching import first_steps, follow_ups, thanking
from tests.builders import a_contact, at, happened, records_in

NOW = at("2026-11-24 09:00")


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


def test_it_begins_with_nobody_chosen_and_goes_on_with_what_is_logged(records):
    a_contact(records)
    assert first_steps.done(records, NOW) == ()
    a_contact(records, name="Ben", shortlist=True)
    assert first_steps.done(records, NOW) == ("choose",)
    a_contact(records, name="Cleo", asked="2026-11-23 10:00")
    assert first_steps.done(records, NOW) == ("choose", "ask")
    a_contact(records, name="Dee", met="2026-11-23 15:00")
    assert first_steps.done(records, NOW) == ("choose", "ask", "meet")


def test_what_lies_ahead_counts_for_nothing_yet(records):
    a_contact(records, asked="2026-11-25 10:00", met="2026-11-26 15:00")
    assert first_steps.done(records, at("2026-11-19 09:00")) == ()


@pytest.mark.parametrize("thanks", [{"thanked": "2026-11-23 18:00"}, {"met": "2026-11-02 10:00"}])
def test_it_is_over_with_the_first_thanks_or_once_they_are_no_longer_waited_for(records, thanks):
    a_contact(records, **({"met": "2026-11-23 15:00"} | thanks))
    assert first_steps.done(records, NOW) is None


def test_thanks_that_are_on_the_queue_are_waited_for(records):
    a_contact(records, met="2026-11-09 15:00")
    assert [item.action for item in follow_ups.due(records, NOW, "UTC")] == ["thank_you"]
    assert first_steps.done(records, NOW) == ("choose", "ask", "meet")


def test_it_is_over_where_the_thanks_were_let_go(records):
    a_contact(records, met="2026-11-23 15:00")
    [(meeting,)] = records.rows("SELECT id::VARCHAR FROM meetings")
    thanking.let_go(records, meeting, "They asked for none.", as_of=NOW)
    assert first_steps.done(records, NOW) is None


def test_a_week_is_bare_until_something_counts(records):
    ada = a_contact(records, shortlist=True, noted="2026-11-23 10:00")
    assert first_steps.is_bare(records, NOW)
    assert first_steps.to_ask(records, NOW) == [(ada, "Ada Example")]
    happened(records, ada, "request", "2026-11-23 11:00")
    assert not first_steps.is_bare(records, NOW)
    assert first_steps.asked(records, NOW) == [(ada, "Ada Example")]

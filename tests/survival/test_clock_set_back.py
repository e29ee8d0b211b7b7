"""A clock that was set back, or had run ahead: nothing falls over, nothing turns negative, no backup goes for it."""

from contextlib import closing
from datetime import timedelta

import pytest

from ivw.coaching import contacts, follow_ups, interactions, keeping, network, promises, weekly
from ivw.coaching.done import undo
from ivw.coaching.opening import opened
from ivw.records import backups
from tests.builders import a_contact, a_conversation, at, open_records

ZONE = "Europe/Berlin"
NOW = at("2026-11-24 09:00", ZONE)
BACK = NOW - timedelta(days=400)


@pytest.fixture
def records(tmp_path):
    with closing(open_records(tmp_path, NOW)) as records:
        ada = a_contact(records, name="Ada", asked="2026-11-02", met="2026-11-10 14:00", thanked="2026-11-11")
        a_conversation(records, ada, starts="2026-12-01 10:00", scheduled="2026-11-20")
        promises.promise(records, contact_id=ada, what="a map", due=NOW.date(), as_of=NOW)
        a_contact(records, name="Ben", added="2026-11-20", asked="2026-11-23")
        yield records


def negative(value):
    """Whether a figure is below zero, however deep it stands."""
    if isinstance(value, bool | str) or value is None:
        return False
    if isinstance(value, int | float):
        return value < 0
    if isinstance(value, dict):
        return any(negative(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(negative(each) for each in value)
    slots = getattr(value, "__slots__", None)
    return bool(slots) and any(negative(getattr(value, each)) for each in slots)


def test_everything_answers_as_of_a_year_before_what_is_stored_and_no_figure_is_negative(records):
    week = weekly.week(records, BACK, ZONE)
    assert not negative(week)
    assert follow_ups.due(records, BACK, ZONE, upcoming=True) == []
    assert network.score(records, BACK, ZONE) is None
    assert not negative(network.ties(records, BACK, ZONE, everybody=True))


def test_what_is_done_after_the_clock_was_set_back_is_kept_and_undone_in_the_order_it_was_done(records):
    first = contacts.add(records, name="Cy", as_of=NOW)
    later = contacts.change(records, str(first.fact_id), position="Judge")  # by a clock that says an earlier time
    note = interactions.log(
        records, contact_id=str(first.fact_id), kind="note", happened_at=BACK, text="earlier", as_of=BACK
    )
    for done in (note, later, first):
        undo(records, done)
    assert records.rows("SELECT count(*) FROM contacts WHERE name = 'Cy'") == [(0,)]


def test_no_backup_goes_because_the_clock_is_wrong_and_none_is_written_over(records):
    first = records.back_up(NOW)
    for day in range(1, backups.KEPT):
        (first.parent / (NOW - timedelta(days=day)).strftime(f"{backups.STAMP}.duckdb")).write_bytes(b"of that day")
    before = {each.name for each in keeping.copies(records)}

    made = [records.back_up(BACK) for _ in range(2)]  # at the very same instant, too

    assert len(set(made)) == 2
    assert all(each.is_file() for each in made)
    assert before <= {each.name for each in keeping.copies(records)}


def test_a_file_opens_at_an_earlier_time_than_it_was_written(records):
    path = records.path
    records.close()
    with closing(opened(path, BACK)) as again:
        assert again.rows("SELECT count(*) FROM contacts") == [(2,)]
        assert again.back_up_daily(BACK) is None  # the day has its copy, made on opening
        assert len(backups.daily_of(path, BACK)) == 1

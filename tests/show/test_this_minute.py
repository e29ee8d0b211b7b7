"""A page that only looks is drawn for one instant a minute, and never misses what was written since."""

import pytest

from ivw.coaching import interactions, profile
from ivw.show import front_door, this_minute
from tests.builders import a_contact, at, records_in


@pytest.fixture
def records(tmp_path, monkeypatch):
    with records_in(tmp_path) as new:
        profile.save(new, name=None, time_zone="Europe/Berlin", first_weekday=1)
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    yield front_door.open_records(front_door.records_path())
    front_door.open_records.clear()


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock of the dashboard, and looks at it as a page does."""

    def look(records, present):
        monkeypatch.setenv("IVW_AS_OF", present)
        return this_minute.instant(records)

    return look


def test_two_looks_in_one_minute_are_of_one_instant(records, clock):
    first = clock(records, "2026-11-24T09:00:07+01:00")
    assert first == at("2026-11-24T09:00:07+01:00")
    assert clock(records, "2026-11-24T09:00:59.9+01:00") == first


@pytest.mark.parametrize("present", ["2026-11-24T09:01:00+01:00", "2026-11-25T09:00:30+01:00"])
def test_the_next_minute_has_an_instant_of_its_own(records, clock, present):
    clock(records, "2026-11-24T09:00:07+01:00")
    assert clock(records, present) == at(present)


def test_a_clock_set_back_is_believed(records, clock):
    clock(records, "2026-11-24T09:00:07+01:00")
    assert clock(records, "2026-11-24T09:00:03+01:00") == at("2026-11-24T09:00:03+01:00")


def test_after_a_write_it_is_now(records, clock):
    clock(records, "2026-11-24T09:00:07+01:00")
    now = at("2026-11-24T09:00:20+01:00")
    interactions.log(records, contact_id=a_contact(records), kind="request", happened_at=now, as_of=now)
    assert clock(records, now.isoformat()) == now


def test_a_page_that_only_looks_starts_there(records, clock):
    first = clock(records, "2026-11-24T09:00:07+01:00")
    clock(records, "2026-11-24T09:00:20+01:00")
    here = this_minute.here()
    assert (here.as_of, here.zone) == (first, "Europe/Berlin")

"""A day and a time of day, as forms ask for them, are one instant on the person's own clock."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.show import when
from ivw.show.front_door import Here
from tests.builders import UTC, at
from tests.screen import HERE, ZONE

BERLIN = Here(None, HERE, ZONE)


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2026, 11, 26), time(10, 0), "2026-11-26 09:00"),
        (date(2026, 11, 26), time(23, 55), "2026-11-26 22:55"),
        (date(2026, 11, 27), time(0, 0), "2026-11-26 23:00"),
        (date(2027, 3, 28), time(3, 0), "2027-03-28 01:00"),
        (date(2027, 10, 31), time(2, 30), "2027-10-31 00:30"),  # there are two, and the first counts
    ],
)
def test_what_is_asked_for_is_an_instant_on_ones_own_clock(day, clock, instant):
    # A time that a night has twice equals no instant of another zone, says Python.
    assert when.instant(BERLIN, "starts_at", day, clock).astimezone(UTC) == at(instant)


@pytest.mark.parametrize(
    ("day", "clock", "says"),
    [
        (None, time(10, 0), "The day is missing"),
        (date(2026, 11, 26), None, "The time is missing"),
        (date(2027, 3, 28), time(2, 30), "There is no 02:30 on that day: the clocks go forward. 03:30 would be right."),
    ],
)
def test_what_is_no_instant_is_refused_for_its_field(day, clock, says):
    with pytest.raises(InvalidRecord) as refused:
        when.instant(BERLIN, "starts_at", day, clock)
    assert refused.value.field == "starts_at"
    assert says in f"{refused.value.wrong} {refused.value.right}"


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en-US", "MM/DD/YYYY"), ("en-GB", "DD/MM/YYYY"), ("de", "DD.MM.YYYY"), ("de-AT", "DD.MM.YYYY"),
        ("sv-SE", "YYYY-MM-DD"), ("fr-CH", "DD.MM.YYYY"), ("tlh", "YYYY-MM-DD"), (None, "YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_a_field_for_a_day_writes_it_as_the_browser_does(monkeypatch, locale, written):
    monkeypatch.setattr(when.st, "context", SimpleNamespace(locale=locale))
    assert when.day_format() == written

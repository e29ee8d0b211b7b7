from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching.moments import At, Day, Within

BERLIN = "Europe/Berlin"
MONDAY = datetime(2024, 6, 10, 9, tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("days", "from_monday", "from_friday", "from_saturday", "from_sunday"),
    [
        (-6, "05-31", "06-06", "06-07", "06-07"),
        (-5, "06-03", "06-07", "06-10", "06-10"),
        (-1, "06-07", "06-13", "06-14", "06-14"),
        (0, "06-10", "06-14", "06-15", "06-16"),
        (1, "06-11", "06-17", "06-17", "06-17"),
        (4, "06-14", "06-20", "06-20", "06-20"),
        (5, "06-17", "06-21", "06-21", "06-21"),
    ],
)
def test_business_days_skip_weekends_both_ways(days, from_monday, from_friday, from_saturday, from_sunday):
    expected = {0: from_monday, 4: from_friday, 5: from_saturday, 6: from_sunday}
    for after, day in expected.items():
        found = Day(days, business=True).on(MONDAY + timedelta(days=after), BERLIN)
        assert found == date.fromisoformat(f"2024-{day}")


def test_a_day_is_told_from_the_persons_own_today():
    late = datetime(2024, 6, 10, 23, 30, tzinfo=UTC)

    assert Day(-1).on(late, "UTC") == date(2024, 6, 9)
    assert Day(-1).on(late, BERLIN) == date(2024, 6, 10)


def test_a_time_of_day_stays_what_it_is_across_the_change_of_the_clocks():
    after_the_change = datetime(2024, 4, 2, 12, tzinfo=UTC)

    assert At(Day(-5), time(9, 30)).on(after_the_change, BERLIN).isoformat() == "2024-03-28T09:30:00+01:00"
    assert At(Day(-1), time(9, 30)).on(after_the_change, BERLIN).isoformat() == "2024-04-01T09:30:00+02:00"


def test_a_recent_moment_is_by_day_past_and_no_older_than_it_says():
    recent = Within(22, 15, 19)
    for quarter in range(7 * 24 * 4):
        now = MONDAY + quarter * timedelta(minutes=15) + timedelta(minutes=7)
        found = recent.on(now, BERLIN)
        assert time(15) <= found.time() < time(19)
        assert timedelta(hours=2) < now - found < timedelta(hours=22, minutes=15)
        assert found.minute % 15 == found.second == 0


@pytest.mark.parametrize("day", ["2024-03-31", "2024-10-27"])
def test_a_recent_moment_is_recent_on_the_day_the_clocks_change(day):
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    for hour in range(48):
        now = (midnight + timedelta(hours=hour)).astimezone(ZoneInfo(BERLIN))
        found = Within(23, 11, 14).on(now, BERLIN)
        elapsed = now.astimezone(UTC) - found.astimezone(UTC)
        assert timedelta(minutes=50) < elapsed < timedelta(hours=23, minutes=15)

"""Days, business days and instants, as the rules count them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.coaching.reading.terms import Task


def instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    """“Instants are ISO 8601 with their offset.”

    Read as: one that says no offset is of the person's zone. Everything is counted in UTC, since
    Python subtracts two instants of one zone by their wall clocks.
    """
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """“a day is a day in the person's time zone”"""
    return at.astimezone(zone).date()


def named_day(text: str | None, zone: ZoneInfo) -> date | None:
    """A date, or the day of an instant."""
    if not text:
        return None
    is_date = len(text) == len("2024-06-21")
    return date.fromisoformat(text) if is_date else day_of(instant(text, zone), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def is_business_day(day: date) -> bool:
    """“Business days skip Saturday and Sunday”"""
    return day.weekday() < 5


def business_day(day: date, n: int) -> date:
    """The n-th business day after a day. Read as: Saturday + 1 is Monday."""
    while n:
        day += timedelta(days=1)
        n -= is_business_day(day)
    return day


def business_day_before(day: date) -> date:
    """The business day before a day."""
    day -= timedelta(days=1)
    return day if is_business_day(day) else business_day_before(day)


def late_after(day: date, zone: ZoneInfo) -> datetime:
    """“late after the next midnight”"""
    return midnight(day + timedelta(days=1), zone)


def task_of_day(action: str, day: date, zone: ZoneInfo) -> Task:
    """“an item of a day opens at its midnight and is late after the next midnight”"""
    return Task(action, midnight(day, zone), late_after(day, zone))

"""Moments told from the present: so many days or business days from today, or within the last hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day so many days from today; business days skip Saturday and Sunday.

    From a weekend they count from the Friday before it, as in follow-ups: one business day before Sunday is Friday, one
    after it Monday.
    """

    days: int
    business: bool = False

    def on(self, as_of: datetime, zone: str) -> date:
        """The day this is, for a person in this zone at this instant."""
        today = as_of.astimezone(ZoneInfo(zone)).date()
        if not self.business or self.days == 0:
            return today + timedelta(days=self.days)
        weekend = max(today.isoweekday() - 5, 0)
        # The day from which business days are counted: before a weekend its Friday, or (backwards) the Monday after it.
        start = today + timedelta(days=-weekend if self.days > 0 else (3 - weekend) % 3)
        weeks, rest = divmod(start.weekday() + self.days, 5)
        return start + timedelta(days=7 * weeks + rest - start.weekday())


@dataclass(frozen=True, slots=True)
class At:
    """A time of day on such a day."""

    day: Day
    clock: time

    def on(self, as_of: datetime, zone: str) -> datetime:
        """The instant this is, for a person in this zone at this instant."""
        return datetime.combine(self.day.on(as_of, zone), self.clock, ZoneInfo(zone))


@dataclass(frozen=True, slots=True)
class Within:
    """The first moment between two hours of the day, from so many hours ago on: recent, and yet never at night."""

    hours_ago: int
    first_hour: int
    last_hour: int

    def on(self, as_of: datetime, zone: str) -> datetime:
        """The instant this is, for a person in this zone at this instant; on a quarter of an hour."""
        here = ZoneInfo(zone)
        # In UTC, where an hour is an hour also when the clocks change.
        earliest = (as_of.astimezone(UTC) - self.hours_ago * HOUR).astimezone(here)
        opens = datetime.combine(earliest.date(), time(self.first_hour), here)
        if earliest <= opens:
            return opens
        if earliest < datetime.combine(earliest.date(), time(self.last_hour), here):
            return earliest.replace(minute=earliest.minute // 15 * 15, second=0, microsecond=0)
        return datetime.combine(earliest.date() + timedelta(days=1), time(self.first_hour), here)

"""Zones, instants and delays that Hypothesis draws, their edges more often than chance would."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import strategies as st  # noqa: E402

# With and without summer time, north and south, half hours and 45 minutes, summer time of half an hour (Lord Howe) or
# at midnight (Santiago, Asunción, Beirut, Cairo), and both sides of the date line.
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Asia/Kathmandu", "Asia/Tokyo",
    "America/St_Johns", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago",
    "America/Asuncion", "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip
FIRST, LAST = date(2023, 9, 15), date(2025, 1, 27)
CLOCK_CHANGES = tuple(
    date.fromisoformat(day)
    for day in (
        "2023-09-24", "2023-10-01", "2023-10-29", "2023-11-05", "2024-03-10", "2024-03-31", "2024-04-07", "2024-04-26",
        "2024-09-08", "2024-09-29", "2024-10-06", "2024-10-27", "2024-10-31", "2024-11-03",
    )
)  # fmt: skip
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NONE = timedelta(0)
# The delays that the rules name: a thank-you, its caps and its end, 30 days, and the end of a memory.
DELAYS = (NONE, DAY, 7 * DAY, 8 * DAY, 14 * DAY, 15 * DAY, 720 * HOUR, 180 * DAY, 181 * DAY)


def zones() -> st.SearchStrategy[str]:
    """The names of time zones."""
    return st.sampled_from(ZONES)


@cache
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """The instants at which the clocks of a zone change between FIRST and LAST; they do so on the half hour."""
    half_hours = int((LAST - FIRST) / timedelta(minutes=30))
    begin = datetime.combine(FIRST, time(), UTC)
    instants = [begin + n * timedelta(minutes=30) for n in range(half_hours)]
    offsets = [each.astimezone(ZoneInfo(zone)).utcoffset() for each in instants]
    return tuple(at for at, before, after in zip(instants[1:], offsets, offsets[1:], strict=False) if before != after)


@st.composite
def instants(draw: st.DrawFn, zone: str | None = None) -> datetime:
    """Instants of about 500 days around 2024, whole minutes: any, near a change of the clocks, or beside a midnight."""
    day = draw(st.dates(FIRST, LAST) | st.sampled_from(CLOCK_CHANGES))
    if draw(st.booleans()):
        return midnight(day, zone or draw(zones())) + draw(beside())
    return midnight(day, "UTC") + draw(st.integers(0, 24 * 60 - 1)) * MINUTE


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(at: datetime, zone: str) -> date:
    """The day on which an instant falls."""
    return at.astimezone(ZoneInfo(zone)).date()


def beside() -> st.SearchStrategy[timedelta]:
    """On an edge, or a minute to either side."""
    return st.sampled_from((NONE, MINUTE, -MINUTE))


def seldom(one_in: int) -> st.SearchStrategy[bool]:
    """True once in so many times; no is the simpler."""
    return st.integers(0, one_in - 1).map(lambda n: n == one_in - 1)


@st.composite
def waits(draw: st.DrawFn) -> timedelta:
    """How long until the next thing happens: minutes, an edge, or some days."""
    how = draw(st.integers(0, 3))
    if how == 0:
        return draw(st.integers(1, 24 * 60)) * MINUTE
    if how == 1:
        return max(draw(st.sampled_from(DELAYS)) + draw(beside()), NONE)
    return draw(st.integers(0, 25)) * DAY + draw(st.integers(0, 24 * 60 - 1)) * MINUTE

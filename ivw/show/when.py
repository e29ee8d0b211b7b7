"""Moments: as people say them, and as forms ask for them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.show.front_door import Here


def moment(here: Here, instant: datetime) -> str:
    """An instant as people say it today: "today, 14:00", "12 November, 14:00"."""
    local = here.local(instant)
    return f"{_short(local.date(), here.as_of.date())}, {local:%H:%M}"


def on_day(here: Here, day: date | datetime) -> str:
    """A day as people say it today: "yesterday", "12 November", and last year "12 November 2025"."""
    return _short(here.local(day).date() if isinstance(day, datetime) else day, here.as_of.date())


def in_brief(here: Here, instant: datetime) -> str:
    """A day for a narrow column: "12 Nov"; from another year "Nov 2025"."""
    day = here.local(instant).date()
    return f"{day.day} {day:%b}" if day.year == here.as_of.year else f"{day:%b %Y}"


def ask(
    key: str, *, day: date | None = None, clock: time | None = None, latest: date | None = None
) -> tuple[date | None, time | None]:
    """A day and a time of day, side by side. Either may be left empty."""
    left, right = st.columns(2, gap="small")
    with left:
        chosen = st.date_input("Day", day, max_value=latest, format="YYYY-MM-DD", key=f"day-{key}")
    with right:
        at = st.time_input("Time", clock, step=timedelta(minutes=5), key=f"time-{key}")
    return chosen, at


def instant(here: Here, field: str, day: date | None, clock: time | None) -> datetime:
    """What was asked for, in the person's time zone; of a time that a night has twice, the first.

    Raises InvalidRecord for this field when a half is missing, and for a time that the clocks jump over.
    """
    if day is None:
        raise InvalidRecord(field, "The day is missing.", "Choose one.")
    if clock is None:
        raise InvalidRecord(field, "The time is missing.", "Choose one, roughly is fine.")
    said = datetime.combine(day, clock, ZoneInfo(here.zone))
    shown = here.local(said.astimezone(UTC))
    if shown.time() != clock:
        raise InvalidRecord(
            field, f"There is no {clock:%H:%M} on that day: the clocks go forward.", f"{shown:%H:%M} would be right."
        )
    return said


def _short(day: date, today: date) -> str:
    match (today - day).days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case -1:
            return "tomorrow"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"

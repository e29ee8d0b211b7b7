"""Moments: as people say them, and as forms ask for them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.show.front_door import Here

# The numeric date of each language, and of the regions that differ from it (CLDR); whoever is not here gets ISO's.
DAY_FORMATS = {
    "MM/DD/YYYY": "en en-us en-ph es-us fil",
    "YYYY-MM-DD": "sv lt en-ca fr-ca",
    "YYYY/MM/DD": "ja zh en-za",
    "YYYY.MM.DD": "ko hu",
    "DD-MM-YYYY": "nl es-cl",
    "DD.MM.YYYY": "de da nb nn no fi et lv pl cs sk sl hr sr bg ro ru uk be tr he is fr-ch it-ch",
    "DD/MM/YYYY": "en-gb en-ie en-au en-nz en-in en-sg en-hk fr it es pt ca gl el vi id ms th ar hi bn nl-be",
}


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


def day_format() -> str:
    """How a field for a day writes it: the way of the browser's language and region, as its own fields for a day do."""
    tag = (st.context.locale or "").replace("_", "-").lower()
    for each in (tag, tag.split("-")[0]):
        for written, tags in DAY_FORMATS.items():
            if each in tags.split():
                return written
    return "YYYY-MM-DD"


def ask(
    key: str, *, day: date | None = None, clock: time | None = None, latest: date | None = None
) -> tuple[date | None, time | None]:
    """A day and a time of day. Either may be left empty."""
    with st.grid(2, min_column_width=160, gap="small"):  # below each other where a day would be cut off
        chosen = st.date_input("Day", day, max_value=latest, format=day_format(), key=f"day-{key}")
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

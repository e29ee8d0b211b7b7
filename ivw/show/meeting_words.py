"""A conversation in words: with whom, when, how long, how and where."""

import streamlit as st

from ivw.coaching import meetings
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.show import front_door, parts
from ivw.show.front_door import Here


def still_there(here: Here, meeting_id: str) -> Meeting:
    """The conversation as it stands now. Where it was removed meanwhile, in another tab, draws the page without it."""
    try:
        return meetings.get(here.records, meeting_id)
    except InvalidRecord:
        st.rerun()


def lead(here: Here, meeting: Meeting) -> str:
    """The line below the title of a page: "Priya Raman, Thursday 26 November at 10:00, 20 minutes agreed."."""
    name = parts.plain(meeting.contact)
    starts = here.local(meeting.starts_at)
    match meeting.status:
        case "held":
            return f"{name}, {day(here, meeting)}, {parts.count(meeting.took_minutes, 'minute')}."
        case "planned":
            return f"{name}, {day(here, meeting)} at {starts:%H:%M}, {parts.count(meeting.minutes, 'minute')} agreed."
    return f"{name}, {day(here, meeting)}: it did not take place."


def day(here: Here, meeting: Meeting) -> str:
    """The day of a conversation: "today", "Thursday 26 November", and in another year with the year."""
    starts = here.local(meeting.starts_at).date()
    if starts == here.as_of.date():
        return "today"
    year = "" if starts.year == here.as_of.year else f" {starts.year}"
    return f"{starts:%A} {starts.day} {starts:%B}{year}"


def how(meeting: Meeting) -> str:
    """How and where one meets, as Markdown; '' where nothing is said."""
    return " · ".join(parts.plain(fact) for fact in (FORMATS.get(meeting.format or ""), meeting.place) if fact)


def gone() -> None:
    """Said once where the address names a conversation that is not there."""
    if front_door.asked_for("meeting"):
        st.markdown(":gray[:material/link_off: That conversation is not here (any more).]")
        st.query_params.pop("meeting", None)

"""All that has a day on it, as one file for one's own calendar."""

import streamlit as st

from ivw.coaching import contacts, follow_ups, meetings
from ivw.exchange import calendar_feed
from ivw.show import front_door

MOST = 200  # conversations: nobody has that many ahead


def offer() -> None:
    """The button that downloads it. The file is made only once it is pressed: until then it costs nothing."""
    st.download_button(
        "For your calendar", _made, "ivw.ics", "text/calendar", icon=":material/event:", type="tertiary",
        on_click="ignore", key="calendar-feed",
        help="Conversations planned and what is due in the next 60 days, each with a reminder. Download it anew after "
        "changes: entries are replaced, never doubled. What you have done meanwhile, remove there yourself.",
    )  # fmt: skip


def _made() -> bytes:
    here = front_door.here()
    planned = []
    for each in meetings.planned(here.records, here.as_of, limit=MOST):
        if each.starts_at > here.as_of:
            meeting = meetings.get(here.records, each.id)
            person = contacts.get(here.records, meeting.contact_id)
            planned.append((meeting, person, meetings.is_confirmed(here.records, meeting.id, here.as_of)))
    items = follow_ups.due(here.records, here.as_of, here.zone, upcoming=True)
    return calendar_feed.file(planned, items, as_of=here.as_of, zone=here.zone)

"""All that has a day on it, as one file for one's own calendar."""

import streamlit as st

from ivw.exchange import calendar_now
from ivw.show import front_door


def offer() -> None:
    """The button that downloads it. The file is made only once it is pressed: until then it costs nothing."""
    st.download_button(
        "For your calendar", made, "ivw.ics", "text/calendar", icon=":material/event:", type="tertiary",
        on_click="ignore", key="calendar-feed",
        help="Conversations planned and what is due in the next 60 days, each with a reminder. Download it anew after "
        "changes: entries are replaced, never doubled, and what you did or called off in the last 30 days is cancelled "
        "there (our convention). What you take out of the records altogether you delete there yourself.",
    )  # fmt: skip


def made() -> bytes:
    """The file as it is at this moment."""
    here = front_door.here()
    return calendar_now.file(here.records, as_of=here.as_of, zone=here.zone)

"""A planned conversation as a file for one's own calendar."""

import streamlit as st

from ivw.coaching import meetings
from ivw.coaching.contacts import Contact
from ivw.coaching.meetings import Meeting
from ivw.exchange import appointment, mail_draft
from ivw.show import front_door


def offer(meeting: Meeting, person: Contact) -> None:
    """The button that downloads it. The file is made only once it is pressed: until then it costs nothing."""

    def made() -> bytes:
        now = front_door.here()
        is_confirmed = meetings.is_confirmed(now.records, meeting.id, now.as_of)
        return appointment.file(meeting, person, now.as_of, is_confirmed=is_confirmed)

    st.download_button(
        "Calendar file", made,
        mail_draft.file_name(person.name, "conversation", "ics"), "text/calendar", icon=":material/event:",
        on_click="ignore", key=f"calendar-{meeting.id}",
        help="For your own calendar. After a change download it anew: it replaces the entry.",
    )  # fmt: skip

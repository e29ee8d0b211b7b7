"""Before a conversation: when and where, what is left to do, and what to see to on the day."""

import streamlit as st

from ivw.coaching import contacts, meetings
from ivw.coaching.incoming import is_web_address
from ivw.coaching.meetings import Meeting
from ivw.show import appointment_file, day_list, front_door, meeting_forms, meeting_words, parts, readiness
from ivw.show.front_door import Here


def draw(here: Here, meeting: Meeting) -> None:
    """Everything that comes before it; still there for one that is over."""
    is_confirmed = meetings.is_confirmed(here.records, meeting.id, here.as_of)
    _when_and_where(here, meeting, is_confirmed=is_confirmed)
    _prepare(meeting.id, is_confirmed)
    if meeting.status == "planned":
        with st.container(width=560):
            _change(here, meeting)


def _when_and_where(here: Here, meeting: Meeting, *, is_confirmed: bool) -> None:
    planned = meeting.status == "planned"
    with parts.card(), st.container(gap="small"):
        with st.container(gap="xxsmall"):
            starts = here.local(meeting.starts_at)
            badge = (
                "" if not planned
                else "&ensp;:green-badge[:material/event_available: Confirmed]" if is_confirmed
                else "&ensp;:orange-badge[:material/event_upcoming: Not confirmed]"
            )  # fmt: skip
            day = meeting_words.day(here, meeting)
            st.markdown(
                f"##### {day[:1].upper()}{day[1:]}, {starts:%H:%M} to {here.local(meeting.ends_at):%H:%M}{badge}",
                anchors=False,
            )
            st.markdown(meeting_words.how(meeting) or ":gray[Not said yet how and where you meet]")
        with st.container(horizontal=True, gap="small"):
            if planned and st.button(
                "Confirm once more" if is_confirmed else "Write the confirmation", icon=":material/event_available:",
                type="secondary" if is_confirmed else "primary", key=f"confirm-{meeting.id}",
                help="Time, length, place or link, and thanks, in one short message (guide 1).",
            ):  # fmt: skip
                front_door.go("outreach", contact=meeting.contact_id, kind="confirmation", meeting=meeting.id)
            if planned:
                appointment_file.offer(meeting, contacts.get(here.records, meeting.contact_id))
            if meeting.place and is_web_address(meeting.place):
                st.link_button("Open the link", meeting.place, icon=":material/open_in_new:", type="tertiary")


@st.fragment
def _prepare(meeting_id: str, is_confirmed: bool) -> None:
    """What is left to do, and the list for the day. A tick draws nothing but this anew."""
    here = front_door.here()
    meeting = meeting_words.still_there(here, meeting_id)
    if meeting.status != "planned" or meeting.ends_at <= here.as_of:
        return  # nothing can be prepared any more
    left, right = st.columns([1.45, 1], gap="large")
    with left:
        readiness.draw(here, meeting, first=is_confirmed)
    with right:
        day_list.draw(here, meeting)


def _change(here: Here, meeting: Meeting) -> None:
    """Another time or place, or none at all."""
    form = f"details-{meeting.id}"
    with st.container(gap="small"):
        opened = parts.refused(form) or meeting.format is None  # how one meets is asked for further up
        with st.expander("Change time, length or place", expanded=opened, key=f"change-{meeting.id}"):
            if meeting_forms.details(here, meeting):
                st.rerun()
            st.caption("Another time wants to be confirmed anew; everything else does not.")
        if meeting.starts_at > here.as_of:
            off = f"outcome-{meeting.id}"
            with st.expander("It was moved or called off", expanded=parts.refused(off), key=f"off-{meeting.id}"):
                if recorded := meeting_forms.outcome(here, meeting, first=False):
                    meeting_forms.go_on(meeting.id, recorded)

"""Before a conversation: when and where, what is left to do, and what to see to on the day."""

import streamlit as st

from ivw.coaching import at_hand, contacts, meetings, plans, research
from ivw.coaching.incoming import is_web_address
from ivw.coaching.meetings import Meeting
from ivw.show import appointment_file, front_door, meeting_forms, meeting_words, parts, when
from ivw.show.front_door import Here


def draw(here: Here, meeting: Meeting) -> None:
    """Everything that comes before it; still there for one that is over."""
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        _when_and_where(here, meeting)
        if meeting.status == "planned":
            _change(here, meeting)
    with right:
        _on_the_day(here, meeting)


def _when_and_where(here: Here, meeting: Meeting) -> None:
    planned = meeting.status == "planned"
    is_confirmed = meetings.is_confirmed(here.records, meeting.id, here.as_of)
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
                f"##### {day[:1].upper()}{day[1:]}, {starts:%H:%M} to {here.local(meeting.ends_at):%H:%M}{badge}"
            )
            st.markdown(meeting_words.how(meeting) or ":gray[Not said yet how and where you meet]")
        if meeting.place and is_web_address(meeting.place):
            st.link_button("Open the link", meeting.place, icon=":material/open_in_new:", type="tertiary")
        if planned:
            _what_to_do(here, meeting, is_confirmed=is_confirmed)
            appointment_file.offer(here, meeting, contacts.get(here.records, meeting.contact_id))


def _what_to_do(here: Here, meeting: Meeting, *, is_confirmed: bool) -> None:
    plan = plans.of_meeting(here.records, meeting.id)
    with st.container(horizontal=True, gap="small"):
        if st.button(
            "Confirm once more" if is_confirmed else "Write the confirmation", icon=":material/event_available:",
            type="secondary" if is_confirmed else "primary", key=f"confirm-{meeting.id}",
            help="Time, length, place or link, and thanks, in one short message (guide 1).",
        ):  # fmt: skip
            front_door.go("outreach", contact=meeting.contact_id, kind="confirmation", meeting=meeting.id)
        if st.button(
            "Open the questions" if plan else "Choose the questions", icon=":material/format_list_bulleted:",
            type="primary" if is_confirmed and not plan else "secondary", key=f"questions-{meeting.id}",
        ):  # fmt: skip
            front_door.go("question_builder", meeting=meeting.id)
        if plan and st.button(
            "Rehearse them", icon=":material/timer:", type="primary" if is_confirmed else "secondary",
            key=f"rehearse-{meeting.id}",
        ):  # fmt: skip
            front_door.go("practice_timer", plan=plan.id)
    _read_on(here, meeting)


def _read_on(here: Here, meeting: Meeting) -> None:
    """The way to what is still to be found out, where that is much (C19)."""
    known = research.known_of(here.records, meeting.contact_id)
    if research.is_ready_to_meet(known):
        return
    if st.button(
        f"{known.deep} of {known.of_deep} things known about them: read on", icon=":material/menu_book:",
        type="tertiary", key=f"read-on-{meeting.id}", help="Whoever has read up asks what no page tells (guide 3).",
    ):  # fmt: skip
        front_door.go("prospect_research", contact=meeting.contact_id, tab="research")


def _change(here: Here, meeting: Meeting) -> None:
    """Another time or place, or none at all."""
    form = f"details-{meeting.id}"
    with st.container(gap="small"):
        with st.expander("Change time, length or place", expanded=parts.refused(form), key=f"change-{meeting.id}"):
            if meeting_forms.details(here, meeting):
                st.rerun()
            st.caption("Another time wants to be confirmed anew; everything else does not.")
        if meeting.starts_at > here.as_of:
            off = f"outcome-{meeting.id}"
            with st.expander("It was moved or called off", expanded=parts.refused(off), key=f"off-{meeting.id}"):
                if recorded := meeting_forms.outcome(here, meeting, first=False):
                    meeting_forms.go_on(meeting.id, recorded)


def _on_the_day(here: Here, meeting: Meeting) -> None:
    relationship = contacts.get(here.records, meeting.contact_id).relationship
    with st.container(gap="small"):
        starts = when.on_day(here, meeting.starts_at)
        parts.section("On the day", starts[:1].upper() + starts[1:])
        for point in at_hand.on_the_day(meeting.format, relationship):
            with st.container(gap=None):
                st.markdown(f":gray[:material/check_box_outline_blank:] {point.what}")
                st.caption(point.why)
        if meeting.format is None:
            st.caption(":material/info: Say how you meet, and the list follows.")

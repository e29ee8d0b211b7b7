"""The conversations with somebody: those ahead, and a form to plan one or to record one that took place."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ivw.coaching import meetings
from ivw.coaching.incoming import is_web_address
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.show import front_door, meeting_forms, parts, when
from ivw.show.front_door import Here
from ivw.show.paging import paged


@st.fragment
def draw(contact_id: str) -> None:
    """Everything about conversations with one person. A keystroke draws nothing but this anew."""
    here = front_door.here()
    every = meetings.of_contact(here.records, contact_id)
    ahead = [meeting for meeting in reversed(every) if meeting.status == "planned"]
    held = sum(meeting.status == "held" for meeting in every)
    with st.container(gap="medium"):
        if ahead:
            paged(ahead, partial(_ahead, here), key=f"ahead-{contact_id}", size=3)
            with st.expander("Plan or record another", type="compact", key=f"another-{contact_id}"):
                _new(here, contact_id, first=False)
        else:
            _new(here, contact_id, first=True)
        if held:
            says = f":material/forum: {parts.count(held, 'conversation')} held so far."
            st.caption(f"{says} The time line has {'it' if held == 1 else 'them'}.")


def _new(here: Here, contact_id: str, *, first: bool) -> None:
    with st.container(gap="small"):
        way = parts.choice("Plan or record", meeting_forms.WAYS, key=f"way-{contact_id}")
        ask = meeting_forms.plan if way == "plan" else meeting_forms.record
        if made := ask(here, contact_id, first=first):
            if way == "record":
                parts.lead_on("Write the debrief", "reflection", meeting=made)
            st.rerun()


def _ahead(here: Here, ahead: Sequence[Meeting]) -> None:
    for place, meeting in enumerate(ahead):
        _planned(here, meeting, first=place == 0)


def _planned(here: Here, meeting: Meeting, *, first: bool) -> None:
    """One that is planned: when and where, whether one is prepared, and what came of it."""
    form = f"outcome-{meeting.id}"
    started = meeting.starts_at <= here.as_of
    with st.container(gap="xsmall"):
        with st.container(gap="xxsmall"):
            starts = when.moment(here, meeting.starts_at)
            st.markdown(f":material/event: **{starts[:1].upper()}{starts[1:]}**")
            facts = (f"{meeting.minutes} minutes", FORMATS.get(meeting.format or ""), meeting.place)
            st.caption(parts.plain(" · ".join(fact for fact in facts if fact)))
            if st.button("Open it", icon=":material/arrow_forward:", type="tertiary", key=f"open-{meeting.id}"):
                front_door.go("conversation", meeting=meeting.id)
            if meeting.place and is_web_address(meeting.place):
                st.link_button("Open the link", meeting.place, icon=":material/open_in_new:", type="tertiary")
        if meeting.prepared_at:
            st.markdown(":green-badge[:material/check: Prepared]")
        elif not started and st.button(
            "Tick as prepared", icon=":material/check_box_outline_blank:", type="tertiary", key=f"prepared-{meeting.id}"
        ):
            parts.act(lambda now: meetings.tick_prepared(now.records, meeting.id, as_of=now.as_of), form)
            st.rerun()  # the whole page: what stands outside of this tab knows it, too
        if recorded := meeting_forms.outcome(here, meeting, first=first):
            if recorded == "held":
                parts.lead_on("Write the debrief", "reflection", meeting=meeting.id)
            st.rerun()

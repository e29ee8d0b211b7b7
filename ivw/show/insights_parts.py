"""What the views of Insights share: their empty state, and rows that lead to where one acts."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching.beliefs import Belief
from ivw.coaching.insights import Answer
from ivw.show import front_door, parts
from ivw.show.front_door import Here

CHANGED = ":material/change_circle: Changed my view"


def nothing_yet(title: str, what_to_do: str) -> None:
    """An empty view: what it takes to fill it, and the way to the debriefs."""
    with st.container(gap="small"):
        parts.nothing_yet(title, what_to_do)
        if st.button("Reflect on a conversation", icon=":material/edit_note:", type="primary", key="to-reflection"):
            front_door.go("reflection")


def row() -> DeltaGenerator:
    """A row of short things; on a phone they wrap, and stay closer to each other than to the next row."""
    return st.container(horizontal=True, vertical_alignment="center", gap="xxsmall")


def rows() -> DeltaGenerator:
    """Several such rows."""
    return st.container(gap="xsmall")


def talk(meeting_id: str, contact: str, says: str, key: str) -> None:
    """One conversation in a row: the person, which leads to its debrief, and what stands beside it (as text)."""
    with row():
        if st.button(
            f":blue[{parts.plain(contact)}]", type="tertiary", key=f"{key}-{meeting_id}", help="Open the debrief"
        ):
            front_door.go("reflection", meeting=meeting_id)
        st.caption(parts.plain(says), width="content")


def said_in(here: Here, row: Belief | Answer, key: str, *texts: tuple[str, str | None]) -> None:
    """A card of what one conversation left: whose and when it was, and each text that was written, under its label."""
    day = said_on(row.day, here.as_of.date())
    with parts.card(), st.container(gap="xsmall"):
        talk(row.meeting_id, row.contact, f"{day} · {row.field}" if row.field else day, key)
        for label, said in texts:
            if said:
                with st.container(gap=None):
                    st.caption(label)
                    st.text(said)


def said_on(day: date, today: date) -> str:
    """A day in a row: "12 November", and last year "12 November 2025"."""
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")

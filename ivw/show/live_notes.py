"""Beside the run sheet: general notes, and words for the moments when one has none."""

from functools import partial

import streamlit as st

from ivw.coaching import at_hand, meetings
from ivw.coaching.at_hand import Words
from ivw.show import front_door, meeting_words
from ivw.show.draft_area import draft_area


@st.fragment
def draw(meeting_id: str) -> None:
    """What one writes down while talking. A keystroke draws nothing but this anew."""
    here = front_door.here()
    draft_area(
        "Notes", key=f"notes:{meeting_id}", text=meeting_words.still_there(here, meeting_id).notes or "", height=160,
        placeholder="Their words, as they say them", on_save=partial(_keep, meeting_id),
    )  # fmt: skip


def words() -> None:
    """What to say near the end, and where it gets difficult."""
    with st.expander("Words at hand", icon=":material/chat:", key="words-at-hand"), st.container(gap="small"):
        for each in (*at_hand.TIME_LEFT.values(), *at_hand.DIFFICULT):
            _moment(each)


def _moment(each: Words) -> None:
    with st.container(gap=None):
        st.markdown(f"**{each.moment}** :gray[{each.do}]", help=each.why)
        if each.say:
            st.markdown(each.say)


def _keep(meeting_id: str, typed: str) -> None:
    meetings.write_down(front_door.here().records, meeting_id, "notes", typed)

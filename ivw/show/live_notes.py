"""Beside the run sheet: general notes, and words for the moments when one has none."""

from functools import partial

import streamlit as st

from ivw.coaching import at_hand, meetings, phrases
from ivw.coaching.at_hand import Words
from ivw.coaching.errors import InvalidRecord
from ivw.show import front_door, meeting_words, parts
from ivw.show.draft_area import draft_area

# Which sentences stand where: by the kinds of data/phrases.csv, and what else there is.
SHOWN = {kind: phrases.KINDS[kind] for kind in ("probe", "clarify", "redirect", "rescue")} | {"hard": "Difficult"}
TALK_SHARE = 30  # A86; the number is our convention


@st.fragment
def draw(meeting_id: str) -> None:
    """What one writes down while talking. A keystroke draws nothing but this anew."""
    here = front_door.here()
    draft_area(
        "Notes", key=f"notes:{meeting_id}", text=meeting_words.still_there(here, meeting_id).notes or "", height=160,
        placeholder="Their words, as they say them", on_save=partial(_keep, meeting_id),
    )  # fmt: skip


@st.fragment
def words() -> None:
    """What to say to hear more, to lead back, near the end, and where it gets difficult."""
    with st.container(gap="xsmall"):
        st.markdown("**Words at hand**")
        st.caption(
            f":material/hearing: Listen: at most {TALK_SHARE}% of the talk is yours (our convention). A pause is no "
            "fault, a follow-up is worth more than the next question (guide 1)."
        )
        shown = parts.choice("Words at hand", SHOWN, key="words-at-hand", may_wrap=True)
        with st.container(gap="small"):
            if shown == "hard":
                _calm()
                for each in (*at_hand.DIFFICULT, *at_hand.TIME_LEFT.values()):
                    _moment(each)
            else:
                _sentences(shown)


def stuck(meeting_id: str) -> None:
    """Words for the difficult moments right beside the clock, one press away."""
    with st.popover("Stuck?", icon=":material/support:", key=f"stuck-{meeting_id}"), st.container(gap="small"):
        _calm()
        _sentences("rescue")
        for each in at_hand.DIFFICULT:
            _moment(each)


def _sentences(kind: str) -> None:
    try:
        found = phrases.by_kind().get(kind, [])
    except InvalidRecord as broken:
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return
    with st.container(gap="xxsmall"):
        for text in found:
            st.markdown(f"“{parts.plain(text)}”")


def _calm() -> None:
    st.markdown(
        ":material/self_improvement: **Breathe out, slowly, once.** :gray[Nothing is decided in such a talk. You may "
        "take a moment, and you may see it differently and stay respectful.]",
        help="Stay calm, take a deep breath, be respectful even where you disagree (guide 1).",
    )


def _moment(each: Words) -> None:
    with st.container(gap=None):
        st.markdown(f"**{each.moment}** :gray[{each.do}]", help=each.why)
        if each.say:
            st.markdown(each.say)


def _keep(meeting_id: str, typed: str) -> None:
    meetings.write_down(front_door.here().records, meeting_id, "notes", typed)

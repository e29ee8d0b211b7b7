"""Which conversation to look back on: those without a debrief first."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import meetings, next_steps, reflections
from ivw.coaching.reflections import Held
from ivw.show import already_met, front_door, meeting_words, paging, parts, when
from ivw.show import next_steps as next_step_rows
from ivw.show.front_door import Here

ROWS = 6
PAGE = "reflection/page"


def draw(here: Here) -> None:
    """All conversations that were held, a page at a time; where there are none, what to do about that."""
    every, bare = reflections.how_many_held(here.records, here.as_of)
    parts.page_head(here, "Reflection", _lead(every, bare))
    meeting_words.gone()
    _waiting(here)
    if not every:
        _none_yet(here)
        return
    rows = reflections.held(here.records, here.as_of, limit=ROWS, offset=paging.skipped(PAGE, ROWS, every))
    counts = next_steps.counts(here.records)
    left, right = st.columns([1.45, 1], gap="large") if any(counts.values()) else (st.container(), None)
    with left, st.container(gap="small"):
        _conversations(here, rows)
        paging.foot(f"{parts.count(every, 'conversation')} held", PAGE, every, ROWS)
    if right:
        with right:
            next_step_rows.draw(here, counts)


def _lead(every: int, bare: int) -> str:
    if not every:
        return "What a conversation taught you, written down while it is fresh."
    if not bare:
        return f"{parts.count(every, 'conversation')} held, and all of them looked back on."
    wait = "waits" if bare == 1 else "wait"
    return f"{parts.count(bare, 'conversation')} {wait} for a debrief. While it is fresh, it takes three minutes."


def _waiting(here: Here) -> None:
    """Planned ones that are over: did they take place?"""
    _, over = meetings.how_many_planned(here.records, here.as_of)
    if not over:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        one = over == 1
        st.markdown(
            f":orange[:material/help:] {parts.count(over, 'planned conversation')} {'is' if one else 'are'} over. "
            f"Did {'it' if one else 'they'} take place?",
            width="content",
        )
        if st.button("Say what happened", type="tertiary", icon=":material/arrow_forward:"):
            front_door.go("conversation")


def _none_yet(here: Here) -> None:
    planned, _ = meetings.how_many_planned(here.records, here.as_of)
    with st.container(gap="small"):
        parts.nothing_yet(
            "No conversation yet",
            "After the first one you write down here what it taught you, whom they named and what was promised. "
            "The thank-you follows from it.",
        )
        page, label = ("conversation", "See what is planned") if planned else ("outreach", "Ask somebody")
        if st.button(label, icon=":material/arrow_forward:", type="primary"):
            front_door.go(page)
        already_met.way_in("Talked with somebody already?")


def _conversations(here: Here, rows: Sequence[Held]) -> None:
    for held in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
            with st.container(gap="xxsmall", width="stretch"):
                where = f" :gray[· {parts.plain(held.organization)}]" if held.organization else ""
                st.markdown(f"**{parts.plain(held.contact)}**{where}")
                about = f" · {parts.plain(_short(held.about))}" if held.about else ""
                on = when.on_day(here, held.ended_at)
                st.caption(f"{on[:1].upper()}{on[1:]}{about}")
            if held.written_at:
                st.markdown(":green-badge[:material/check: Written]", width="content")
            if st.button(
                "Open" if held.written_at else "Write it", key=f"debrief-{held.meeting_id}",
                icon=f":material/{'arrow_forward' if held.written_at else 'edit_note'}:",
                type="tertiary" if held.written_at else "secondary",
            ):  # fmt: skip
                front_door.go("reflection", meeting=held.meeting_id)


def _short(words: str, longest: int = 90) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"

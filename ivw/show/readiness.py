"""How ready one is for a conversation: what is left to do, what matters most now first, and what is there already."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from ivw.coaching import readiness
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.coaching.readiness import Part, Readiness, Step
from ivw.show import front_door, parts
from ivw.show.front_door import Here

SHOWN = 6
HELPFUL = 3  # of what would help once nothing is missing
# What a part is called where it is not done, in a line about all of them but rehearsing.
WORDS = {"research": "reading up on them", "questions": "the questions", "appearance": "the list for the day"}
A_GOAL = "a goal"  # it belongs to the questions, and may be all that they lack
SHOWN_BESIDE = ("list",)  # on the page of the conversation the list for the day stands beside it, with its own count


def draw(here: Here, meeting: Meeting, *, first: bool) -> None:
    """What is left before this conversation. `first`: the first step gets the page's filled button."""
    ready = readiness.of_meeting(here.records, meeting.id, as_of=here.as_of, zone=here.zone)
    missing = [step for step in ready.missing if step.key not in SHOWN_BESIDE]
    helpful = [step for step in ready.would_help if step.key not in SHOWN_BESIDE]
    with st.container(gap="small"):
        parts.section(_title(ready, missing), _time_left(ready.days_left))
        _steps(missing[:SHOWN], meeting.id, first=first)
        _there(ready)
        if helpful and not missing:
            st.markdown(":gray[If there is time]")
            _steps(helpful[:HELPFUL], meeting.id, first=False)


def brief(here: Here, plan: Plan) -> None:
    """One line on what is left besides rehearsing before the conversation of this plan, where that is still ahead."""
    if plan.meeting_id is None:
        return
    try:
        ready = readiness.of_meeting(here.records, plan.meeting_id, as_of=here.as_of, zone=here.zone)
    except InvalidRecord:  # it was removed meanwhile
        return
    others = [words for part in ready.parts for words in _lacking(part)]
    if ready.is_over:
        return
    if ready.is_ready:
        st.caption(":green[:material/check_circle: You are ready for this conversation.]")
    elif others:
        st.caption(f":material/checklist: Besides rehearsing, this is left: {', '.join(others)}.")


def _lacking(part: Part) -> list[str]:
    if part.is_done or part.name not in WORDS:
        return []
    gates = [step.key for step in part.steps if step.is_gate]
    words = [A_GOAL] if "goal" in gates else []
    return words if gates == ["goal"] else [*words, WORDS[part.name]]


def left(here: Here, meeting_id: str) -> None:
    """What is missing for this conversation, in a few words; nothing where nothing is."""
    if words := readiness.left(here.records, [meeting_id], here.as_of).get(meeting_id):
        st.markdown(f":gray[:material/checklist: Left: {parts.plain(', '.join(words))}]")


def _title(ready: Readiness, missing: Sequence[Step]) -> str:
    if missing:
        return "What is left to do"
    return "You are ready" if ready.is_ready else "Only the list for the day is left"


def _time_left(days: int) -> str | None:
    if days < 0:
        return None
    return {0: "It is today", 1: "It is tomorrow"}.get(days, f"In {days} days")


def _steps(steps: Sequence[Step], meeting_id: str, *, first: bool) -> None:
    """What leads to the same place stands together, with its button beside it."""
    leads: dict[tuple[str, tuple[tuple[str, str], ...]], list[Step]] = {}
    for step in steps:
        leads.setdefault((step.page, tuple(step.query.items())), []).append(step)
    is_next = first
    for together in leads.values():
        head = together[0]
        lines, way = st.columns([1.4, 1], gap="small", vertical_alignment="center")
        with lines, st.container(gap="xsmall"):
            for step in together:
                st.markdown(f":gray[:material/radio_button_unchecked:] {parts.plain(step.what)}", help=step.why)
        if head.page == "conversation":  # one is there: its form stands below
            continue
        kind: Literal["primary", "secondary"] = "primary" if is_next else "secondary"
        is_next = False
        if way.button(head.opens, type=kind, width="stretch", key=f"ready-{head.key}-{meeting_id}"):
            front_door.go(head.page, **head.query)


def _there(ready: Readiness) -> None:
    """What is there already; of research also how far one is."""
    lines = [
        f":material/{'check_circle' if part.is_done else 'hourglass_bottom'}: {parts.plain(part.there)}"
        for part in ready.parts
        if part.name != "appearance" and (part.is_done or part.name == "research")
    ]
    st.caption("  \n".join(lines))

"""Which plan is rehearsed: what the address names, or a list to choose from."""

from itertools import groupby
from typing import Literal

import streamlit as st

from ivw.coaching import meetings, plans, practice, rehearsal_choices
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Run
from ivw.coaching.rehearsal_choices import Choice
from ivw.show import front_door, paging, parts, when
from ivw.show.front_door import Here

ROWS = 8
PAGER = "rehearsal-choice"


def opened(here: Here) -> tuple[Plan | None, Run | None]:
    """The plan and the run that the address names; a run that belongs to another plan is none."""
    run = _run(here)
    plan = _plan(here, run)
    if run is not None and (plan is None or run.plan_id != plan.id):
        run = None
    return plan, run


def draw(here: Here) -> None:
    """A plan to choose: conversations ahead first."""
    unplanned = _unplanned(here)
    total = rehearsal_choices.count_choices(here.records, as_of=here.as_of)
    if unplanned:
        _plan_first(f"No plan yet for {parts.plain(unplanned.contact)}", meeting=unplanned.id)
    elif not total:
        _plan_first("Nothing to rehearse yet")
        return
    skip = paging.skipped(PAGER, ROWS, total)
    found = rehearsal_choices.choices(here.records, as_of=here.as_of, limit=ROWS, skip=skip)
    with st.container(gap="medium"):
        for is_ahead, listed in groupby(enumerate(found, start=skip), key=lambda placed: placed[1].is_ahead):
            with st.container(gap="small"):
                parts.section("Which conversation is it for?" if is_ahead else "Other plans")
                for place, choice in listed:
                    _row(here, choice, first=place == 0 and not unplanned)
        paging.foot(parts.count(total, "plan or conversation", "plans and conversations"), PAGER, total, ROWS)


def _plan_first(title: str, **query: str) -> None:
    with parts.card():
        parts.nothing_yet(
            title, "What is rehearsed are the questions of a plan. Make one for a conversation, or one in general."
        )
        if st.button("Plan some questions", type="primary", icon=":material/format_list_bulleted:"):
            front_door.go("question_builder", **query)


def _unplanned(here: Here) -> Meeting | None:
    """The conversation that the address names; it has no plan, or this page would show it."""
    asked = front_door.asked_for("meeting")
    try:
        return meetings.get(here.records, asked) if asked else None
    except InvalidRecord:
        return None


def _run(here: Here) -> Run | None:
    asked = front_door.asked_for("run")
    try:
        return practice.get(here.records, asked) if asked else None
    except InvalidRecord:
        return None


def _plan(here: Here, run: Run | None) -> Plan | None:
    asked = front_door.asked_for("plan") or (run.plan_id if run else None)
    try:
        if asked:
            return plans.get(here.records, asked)
    except InvalidRecord:
        pass  # it may be gone; then the conversation says
    meeting = front_door.asked_for("meeting")
    return plans.of_meeting(here.records, meeting) if meeting else None


def _row(here: Here, choice: Choice, *, first: bool) -> None:
    with parts.card():
        says, acts = st.columns([3, 1], gap="medium", vertical_alignment="center")
        with says, st.container(gap="xxsmall"):
            times = f" {choice.rehearsed} times" if choice.rehearsed > 1 else ""
            badge = f"&ensp; :green-badge[:material/check: Rehearsed{times}]" if choice.rehearsed else ""
            st.markdown(f"##### {parts.plain(choice.contact or choice.title or 'A plan')}{badge}", anchors=False)
            st.caption(_details(here, choice))
        with acts:
            key = f"rehearse-{choice.plan_id or choice.meeting_id}"
            if choice.plan_id:
                kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
                if st.button("Rehearse", type=kind, icon=":material/timer:", width="stretch", key=key):
                    front_door.go("practice_timer", plan=choice.plan_id)
            elif st.button("Plan its questions", icon=":material/format_list_bulleted:", width="stretch", key=key):
                front_door.go("question_builder", meeting=str(choice.meeting_id))


def _details(here: Here, choice: Choice) -> str:
    facts = []
    if choice.starts_at:
        starts = when.moment(here, choice.starts_at)
        facts.append(starts[:1].upper() + starts[1:])
    facts.append(f"{choice.minutes} minutes")
    if choice.title and choice.contact:
        facts.append(choice.title)
    if not choice.plan_id:
        facts.append("no plan yet")
    return parts.plain(" · ".join(facts))

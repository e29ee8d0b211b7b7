"""What research left open about the person of a plan, each point with a question that goes in with one press."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from ivw.coaching import open_topics, plans
from ivw.coaching.done import Done
from ivw.coaching.meetings import Meeting
from ivw.coaching.open_topics import FoundOut, Open
from ivw.coaching.plans import Plan
from ivw.coaching.research import Sheet
from ivw.show import front_door, paging, parts
from ivw.show.front_door import Here

ROWS = 4
Known = Sequence[Sheet]


def known(here: Here, meeting: Meeting | None) -> Callable[[], Known]:
    """What is known of the person, while the conversation with them is still to come: read beside the page."""
    if meeting is None or meeting.status != "planned":
        return lambda: ()
    return here.ahead(lambda records, *_: open_topics.sheets(records, meeting.contact_id))


def draw(plan: Plan, meeting: Meeting, found: Sequence[Open]) -> None:
    """What is still open, each with its question, and the way to read up on it."""
    with st.container(gap="small"):
        st.caption("What no page tells is what the talk is for; what one can read, read first (guide 5).")
        paging.paged(found, lambda some: _rows(plan, some), key=f"open-{plan.id}-{len(found)}", size=ROWS)
        if st.button("Read up on them", type="tertiary", icon=":material/travel_explore:", key="read-up"):
            front_door.go("prospect_research", contact=meeting.contact_id, tab="research", depth="deep")


def mark(plan: Plan, found: Mapping[str, FoundOut], question_id: str) -> None:
    """Below a question whose topic was found out since: what was found, and the ways on."""
    each = found.get(question_id)
    if each is None:
        return
    form = f"found-{question_id}"
    with st.container(gap=None):
        st.markdown(f":orange[:material/lightbulb: You found this out:] {parts.plain(_short(each.answer))}")
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Take it out", type="tertiary", icon=":material/remove_circle:", key=f"{form}-out", on_click=_remove,
                args=(question_id, form), help="Their time is for what no page tells (guide 1).",
            )  # fmt: skip
            st.button(
                "Ask it anyway", type="tertiary", icon=":material/forum:", key=f"{form}-anyway", on_click=_ask_anyway,
                args=(plan.id, question_id, form), help="It stays, and this mark goes.",
            )  # fmt: skip
        parts.problem(form)


def _rows(plan: Plan, some: Sequence[Open]) -> None:
    for each in some:
        form = f"topic-{plan.id}-{each.topic.key}-{each.question}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(parts.plain(each.question))
                whose = "your own question" if each.is_own else each.topic.label
                st.caption(f"{whose} · {parts.plain(each.about)}")
            if st.button("Add", icon=":material/add:", type="tertiary", key=form):
                parts.act(partial(_ask, plan.id, each), form)
                st.rerun()  # the whole page: the plan stands outside of what a choice draws anew
        parts.problem(form)


def _short(answer: str, longest: int = 140) -> str:
    line = " ".join(answer.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0]} …"


def _ask(plan_id: str, each: Open, here: Here) -> Done | None:
    return open_topics.ask(here.records, plan_id, each.question, each.topic.key)


def _remove(question_id: str, form: str) -> None:
    parts.act(lambda here: plans.remove_question(here.records, question_id), form)


def _ask_anyway(plan_id: str, question_id: str, form: str) -> None:
    parts.act(lambda here: open_topics.ask_anyway(here.records, plan_id, question_id), form)

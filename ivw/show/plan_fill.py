"""What could fill the time that is left: a few questions of the bank that fit, of what the plan does not touch yet."""

from collections.abc import Iterator

import streamlit as st

from ivw.coaching import agenda, arc, open_topics, questions
from ivw.coaching.agenda import Agenda, Question, clock
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plan_balance import SUBJECTS
from ivw.coaching.plans import Plan
from ivw.coaching.questions import STAGES, Banked
from ivw.show import parts
from ivw.show.front_door import Here

FEW = 3


def draw(here: Here, plan: Plan, fitted: Agenda, seconds: int) -> None:
    """Behind a button, so much of the bank as helps; nothing where no question of it fits into these seconds."""
    found = list(_fitting(here, plan, fitted, seconds))[:FEW]
    if not found:
        return
    with st.popover(f"Fill {clock(seconds)}", icon=":material/library_add:", type="tertiary", key=f"fill-{plan.id}"):
        spares = " Two always stay at hand as spares, so it may be one of yours that moves in." if fitted.spare else ""
        st.caption(f"From the bank; what nothing in your plan touches yet comes first.{spares}")
        for each in found:
            form = f"fill-{plan.id}-{each.id}"
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                with st.container(gap=None):
                    st.markdown(parts.plain(each.text))
                    st.caption(f"{STAGES[each.stage or arc.FIRST]} · about {clock(_takes(each))}")
                st.button(
                    "Add", icon=":material/add:", type="tertiary", key=form, on_click=_ask,
                    args=(plan.id, each.text, form),
                )  # fmt: skip
            parts.problem(form)


def _fitting(here: Here, plan: Plan, fitted: Agenda, seconds: int) -> Iterator[Banked]:
    """The first of each stage that fits: those of SUBJECTS that nothing touches go first."""
    try:
        bank = questions.bank()
    except InvalidRecord:  # somebody edited the file: the bank on this page says so
        return
    known, planned = arc.known_stages(here.records), {each.text for each in plan.questions}
    asked = [each.question for each in fitted.keep]
    touched = {stage for each in asked for stage in arc.stages_of(each.text, known, each.topic)}
    first: dict[str, Banked] = {}
    for each in bank:
        if each.stage in SUBJECTS and not each.about_me and each.text not in planned and _takes(each) <= seconds:
            first.setdefault(each.stage, each)
    yield from sorted(first.values(), key=lambda each: each.stage in touched)


def _takes(each: Banked) -> int:
    return agenda.seconds_for(Question("", each.text, guess=each.answer_seconds))


def _ask(plan_id: str, text: str, form: str) -> None:
    # Asked for twice, it goes in once.
    parts.act(lambda here: open_topics.ask(here.records, plan_id, text, None), form)

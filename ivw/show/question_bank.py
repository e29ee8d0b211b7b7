"""Where questions come from: one's own words, and the bank of the guides."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import agenda, plans, questions
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.coaching.questions import STAGES, Banked
from ivw.show import paging, parts
from ivw.show.front_door import Here

ROWS = 6
EVERY, OWN = "every", "own"


def own_words(here: Here, plan: Plan) -> None:
    """A question in one's own words, into the plan and, unless unticked, among one's own for other plans."""
    form = f"own-{plan.id}"
    token = parts.token(here, form)
    with st.form(f"own-{token}"):
        st.markdown("##### In your own words")
        st.text_input(
            "Your question", key=f"own-text-{token}", placeholder="What surprised you in your first month?",
            help="What they alone can tell, and no search: that is worth their time (guide 1).",
        )  # fmt: skip
        parts.problem(form, "text")
        st.checkbox("Keep it for other plans, too", True, key=f"own-kept-{token}")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add_own, args=(plan.id, form, token))
        parts.problem(form)


def bank(here: Here, plan: Plan) -> None:
    """The guides' questions and ours by stage, and one's own."""
    try:
        shipped = questions.bank()
    except InvalidRecord as broken:  # somebody edited the file
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        shipped = ()
    mine = questions.own(here.records)
    known = {each.text for each in mine}
    every = [*mine, *(each for each in shipped if each.must_ask is None and each.text not in known)]
    stages = [stage for stage in STAGES if any(each.stage == stage for each in every)]
    with st.container(gap="small"):
        parts.section("Bank", parts.count(len(every), "question"))
        labels = {EVERY: "All", **({OWN: "Yours"} if mine else {}), **{stage: STAGES[stage] for stage in stages}}
        shown = st.pills(
            "Stage", list(labels), default=EVERY, key="bank-stage", format_func=lambda stage: f":gray[{labels[stage]}]",
            label_visibility="collapsed",
        )  # fmt: skip
        found = mine if shown == OWN else [each for each in every if shown in (EVERY, None, each.stage)]
        planned = {question.text for question in plan.questions}
        paging.paged(found, lambda some: _rows(here, plan, some, planned), key=f"bank-{shown}-{len(found)}", size=ROWS)


def _rows(here: Here, plan: Plan, some: Sequence[Banked], planned: set[str]) -> None:
    for each in some:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(parts.plain(each.text))
                seconds = agenda.seconds_for(agenda.Question("", each.text, answer_seconds=each.answer_seconds))
                st.caption(f"about {agenda.clock(seconds)} · {each.guides or ('from ivw' if each.source else 'yours')}")
            if each.text in planned:
                st.markdown(":green[:material/check:] :gray[in it]", width="content")
            else:
                form = f"bank-{plan.id}-{each.id}"
                st.button(
                    "Add", icon=":material/add:", type="tertiary", key=form, on_click=_add,
                    args=(plan.id, each, form, parts.token(here, form)),
                )  # fmt: skip
            if not each.source:
                forget = f"forget-{each.id}"
                st.button(
                    "Forget", type="tertiary", key=forget, on_click=_forget, args=(each.id, forget),
                    help="Plans that have it keep it",
                )  # fmt: skip
        parts.problem(f"bank-{plan.id}-{each.id}")
        parts.problem(f"forget-{each.id}")


def _add_own(plan_id: str, form: str, token: str) -> None:
    text, kept = st.session_state.get(f"own-text-{token}", ""), st.session_state.get(f"own-kept-{token}")
    parts.act(
        lambda here: plans.add_question(here.records, plan_id, text, own_at=here.as_of if kept else None, token=token),
        form,
        token,
    )


def _add(plan_id: str, banked: Banked, form: str, token: str) -> None:
    parts.act(
        lambda here: plans.add_question(
            here.records,
            plan_id,
            banked.text,
            answer_seconds=banked.answer_seconds,
            about_me=banked.about_me,
            token=token,
        ),
        form,
        token,
    )


def _forget(question_id: str, form: str) -> None:
    parts.act(lambda here: questions.remove(here.records, question_id), form)

"""The bank: the guides' questions, ours and one's own, by what conversations made of them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ivw.coaching import agenda, plans, question_review, questions
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.coaching.question_review import Review
from ivw.coaching.questions import ORDERS, PURPOSES, STAGES, Banked
from ivw.show import paging, parts, question_draft, question_own
from ivw.show.front_door import Here

ROWS = 6
EVERY, OWN = "every", "own"
FIRST = next(iter(ORDERS))


def shelf(here: Here) -> list[Banked]:
    """What there is to ask: one's own questions and those that ship, without the must-asks, which every plan has."""
    return questions.shelf(here.records, _shipped())


def draw(here: Here, plan: Plan, every: list[Banked]) -> None:
    """The shelf, to be searched, narrowed down and put in order."""
    with st.container(gap="small"):
        found, key = _narrowed(every)
        planned = {question.text for question in plan.questions}
        if found:
            paging.paged(found, lambda some: _rows(here, plan, some, planned), key=key, size=ROWS)
        else:
            parts.nothing_yet("Nothing in the bank is like that", "Take a word or a choice away.")


def _shipped() -> list[Banked]:
    try:
        return [each for each in questions.bank() if each.must_ask is None]
    except InvalidRecord as broken:  # somebody edited the file
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return []


def _narrowed(every: list[Banked]) -> tuple[list[Banked], str]:
    """What is left of the bank after search, stage, purpose and order, and a key for the pages of exactly that."""
    words = st.text_input(
        "Search the bank", key="bank-words", placeholder="Search: mistake, team, first year …",
        label_visibility="collapsed", icon=":material/search:", max_chars=100,
    )  # fmt: skip
    mine = [each for each in every if not each.source]
    stages = [stage for stage in STAGES if any(each.stage == stage for each in every)]
    labels = {EVERY: "All", **({OWN: "Yours"} if mine else {}), **{stage: STAGES[stage] for stage in stages}}
    shown = st.pills(
        "Stage", list(labels), default=EVERY, key="bank-stage", format_func=lambda stage: f":gray[{labels[stage]}]",
        label_visibility="collapsed",
    )  # fmt: skip
    purpose, order = _order()
    found = questions.chosen(
        mine if shown == OWN else every, order=order or FIRST, stage=shown if shown in STAGES else None,
        purpose=purpose, words=words or "",
    )  # fmt: skip
    return found, f"bank-{shown}-{purpose}-{order}-{words}-{len(found)}"


def _order() -> tuple[str | None, str | None]:
    """For what, and which first: behind a button that says how much of it was chosen."""
    chosen = (st.session_state.get("bank-purpose") is not None) + (st.session_state.get("bank-order", FIRST) != FIRST)
    label = f"Filter and order · {chosen}" if chosen else "Filter and order"
    with st.popover(label, icon=":material/filter_list:", type="tertiary", key="bank-more"):
        purpose = st.selectbox(
            "What for", list(PURPOSES), index=None, key="bank-purpose", format_func=PURPOSES.__getitem__,
            placeholder="Either purpose", help="To find out about a line of work, or whether a place fits (guide 4).",
        )  # fmt: skip
        order = st.selectbox(
            "In which order", list(ORDERS), key="bank-order", format_func=ORDERS.__getitem__,
            help="What was useful: 4 or 5 of 5 in your debriefs (our convention).",
        )  # fmt: skip
    return purpose, order


def _rows(here: Here, plan: Plan, some: Sequence[Banked], planned: set[str]) -> None:
    for each in some:
        if not each.source and question_own.is_open(each.id):
            question_own.draw(here, each)
            continue
        form = f"bank-{plan.id}-{each.id}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(parts.plain(each.text))
                st.caption(_about(each))
                found = None if each.source else _reviewed(each.text)
                if found and (flags := _flags(found)):
                    st.markdown(flags)  # in a caption they would be too pale to read
            if not each.source:
                question_own.opener(each.id)
            if found and found.blocks:
                st.markdown(":red[:material/block:] :gray[held back]", width="content", help=parts.plain(_why(found)))
            else:
                _adder(here, plan, each, each.text, each.text in planned, form=form)
        if each.rewrite:
            _openly(here, plan, each, planned)
        parts.problem(form)


def _about(each: Banked) -> str:
    """How long it takes, where it comes from, and what became of it in conversations."""
    seconds = agenda.seconds_for(agenda.Question("", each.text, answer_seconds=each.answer_seconds))
    said = [f"about {agenda.clock(seconds)}", question_draft.whence(each)]
    if each.asked:
        useful = f", useful {each.useful} of {each.rated}" if each.rated else ""
        said.append(f"asked {parts.count(each.asked, 'time')}{useful}")
    return " · ".join(said)


def _reviewed(text: str) -> Review | None:
    """What the review says of a question of one's own; None where its rules are broken (the draft above says so)."""
    try:
        return question_review.review(text)
    except InvalidRecord:
        return None


def _why(found: Review) -> str:
    return next(flag.why for flag in found.flags if flag.blocks)


def _flags(found: Review) -> str:
    """What there is to see to, as badges."""
    marks = [flag for flag in found.flags if flag.flag not in ("must_ask", "other_language")]
    return " ".join(
        f":{'red' if flag.blocks else 'orange'}-badge[:material/{icon}: {title}]"
        for flag in marks
        for icon, title in [question_draft.TITLES[flag.flag]]
    )


def _adder(
    here: Here, plan: Plan, each: Banked, text: str, is_in: bool, *, form: str, label: str = "Add", icon: str = "add"
) -> None:
    """A press that takes these words of a question into the plan; or that they are in it."""
    if is_in:
        st.markdown(":green[:material/check:] :gray[in it]", width="content")
        return
    token = parts.token(here, form)
    if st.button(label, icon=f":material/{icon}:", type="tertiary", key=f"{form}-{token}"):
        parts.act(partial(_into, plan.id, each, text, token), form, token)
        st.rerun()


def _openly(here: Here, plan: Plan, each: Banked, planned: set[str]) -> None:
    """A closed question of the guides, the way it invites a story (X11)."""
    form = f"openly-{plan.id}-{each.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container():  # beside the button, not above it
            st.markdown(
                f":gray[:material/rule: Asked more openly:] “{parts.plain(each.rewrite)}”",
                help="Open questions bring the story (guide 1).",
            )
        words = str(each.rewrite)
        _adder(here, plan, each, words, words in planned, form=form, label="Use it", icon="auto_fix_high")
    parts.problem(form)


def _into(plan_id: str, each: Banked, text: str, token: str, here: Here) -> Done:
    return plans.add_question(
        here.records, plan_id, text, answer_seconds=each.answer_seconds, about_me=each.about_me, token=token
    )

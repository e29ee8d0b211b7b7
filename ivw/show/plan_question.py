"""One question of a plan, opened to be changed: its words, tier, priority, goals and time; moved or taken out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

import streamlit as st

from ivw.coaching import plans
from ivw.coaching.agenda import PRIORITIES, TIERS, Question, answering_seconds, asking_seconds, clock, prior_seconds
from ivw.coaching.durations import learned
from ivw.coaching.goals import Goal
from ivw.show import parts, question_draft
from ivw.show.front_door import Here

T = TypeVar("T")
OPEN = "open-question"
OBSERVED = 5  # the newest answers, shown one by one
WHY_TIERS = "Must: it is in, whatever happens. Should: it is in if it fits. Spare: stays at hand for a pause (guide 1)."


def is_open(question_id: str) -> bool:
    """Whether this question is the one that is being changed."""
    return bool(st.session_state.get(OPEN) == question_id)


def opener(question_id: str) -> None:
    """The button that opens it, or closes it again."""
    label = "Close" if is_open(question_id) else "Change"
    st.button(label, type="tertiary", key=f"change-{question_id}", on_click=_open, args=(question_id,))


def draw(here: Here, question: Question, goals: list[Goal], movable: list[str]) -> None:
    """The form. `movable` are the questions among which it may be moved, in their order."""
    form = f"question-{question.id}"
    token = parts.token(here, form)
    key = f"{form}-{token}"
    with parts.card(), st.container(gap="small"):
        text = st.text_input("Question", question.text, key=f"text-{key}")
        parts.problem(form, "text")
        found = question_draft.review(text or "", key, partial(_reword, f"text-{key}"))
        if question.must_ask is None:
            _one_of("Tier", TIERS, question.tier, f"tier-{key}", WHY_TIERS)
            _one_of("Priority", PRIORITIES, question.priority, f"priority-{key}")
        if goals:
            _goals(question, goals, f"goals-{key}")
        st.number_input(
            "Seconds for the answer", value=question.answer_seconds, step=15, key=f"answer_seconds-{key}",
            placeholder=f"{'learned' if question.observed else 'our guess'}: "
            f"{answering_seconds(replace(question, answer_seconds=None))}",
            help="Leave it empty for our guess, which learns from every answer you time: in a conversation, or with a "
            "companion.",
        )  # fmt: skip
        parts.problem(form, "answer_seconds")
        _how_long(question)
        st.checkbox(
            "It is about me", question.about_me, key=f"about_me-{key}",
            help="At most two: the talk is about them (guide 3).",
        )  # fmt: skip
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            shown = {goal.id for goal in goals}
            st.button(
                "Save", icon=":material/check:", key=f"save-{key}", on_click=_save, args=(question, shown, form, token),
                disabled=found.blocks, help="In other words, it can be saved." if found.blocks else None,
            )  # fmt: skip
            if question.id in movable:
                _moves(question.id, movable, form)
            if question.must_ask is None:
                st.button(
                    "Take it out", type="tertiary", icon=":material/remove_circle:", key=f"out-{key}", on_click=_remove,
                    args=(question.id, form),
                )  # fmt: skip
        parts.problem(form)


def _how_long(question: Question) -> None:
    """What was guessed, what was observed, what is planned for, and the long case (durations.py)."""
    guess = prior_seconds(question)
    found = learned(guess, question.observed)
    times = ", ".join(clock(round(each)) for each in question.observed[-OBSERVED:])
    earlier = f"{found.n - OBSERVED} earlier, then " if found.n > OBSERVED else ""
    observed = f"{parts.count(found.n, 'answer')} took {earlier}{times}" if found.n else "no answer timed yet"
    by_hand = " (as you said)" if question.answer_seconds is not None else ""
    st.caption(
        f"First guess {clock(guess)} · {observed} · **planned for {clock(answering_seconds(question))}**{by_hand} · "
        f"one answer in five is longer than {clock(found.long_seconds)}, which is not added up",
        help="Our convention: what was observed counts beside the first guess as if that had been three answers.",
    )
    if question.said:
        last, planned = round(question.said[-1]), asking_seconds(question.text)
        st.caption(
            f"Alone, you last asked it in {last} seconds; {planned} are planned. That teaches nothing of the answer."
        )


def _one_of(label: str, options: Mapping[T, str], chosen: T, key: str, help: str | None = None) -> None:
    st.segmented_control(
        label, list(options), default=chosen, required=True, key=key, help=help,
        format_func=lambda option: f":gray[{options[option]}]",
    )  # fmt: skip


def _goals(question: Question, goals: list[Goal], key: str) -> None:
    texts = {goal.id: goal.text for goal in goals}
    st.multiselect(
        "Goals it serves", list(texts), [goal for goal in question.goals if goal in texts],
        format_func=texts.__getitem__, key=key, placeholder="None yet",
    )  # fmt: skip


def _moves(question_id: str, movable: list[str], form: str) -> None:
    place = movable.index(question_id)
    for label, icon, to in (("Up", "arrow_upward", place - 1), ("Down", "arrow_downward", place + 1)):
        there = 0 <= to < len(movable)
        st.button(
            label, type="tertiary", icon=f":material/{icon}:", key=f"{label}-{question_id}", disabled=not there,
            on_click=_move, args=(question_id, movable[to] if there else "", form),
        )  # fmt: skip


def _open(question_id: str) -> None:
    st.session_state[OPEN] = None if is_open(question_id) else question_id


def _save(question: Question, shown_goals: set[str], form: str, token: str) -> None:
    # Read here and not where it was drawn: what was typed last comes together with the click.
    said = {
        name: st.session_state[key]
        for name in ("text", "tier", "priority", "goals", "answer_seconds", "about_me")
        if (key := f"{name}-{form}-{token}") in st.session_state
    }
    # Goals that are closed are not shown, and stay with the question.
    said["goals"] = (*said.get("goals", ()), *(goal for goal in question.goals if goal not in shown_goals))
    if parts.act(lambda here: plans.change_question(here.records, replace(question, **said)), form, token):
        st.session_state[OPEN] = None


def _reword(field: str, rewrite: str) -> None:
    """Take a rewrite into the field; nothing is saved yet."""
    st.session_state[field] = rewrite


def _move(question_id: str, past: str, form: str) -> None:
    parts.act(lambda here: plans.move_question(here.records, question_id, past=past), form)


def _remove(question_id: str, form: str) -> None:
    if parts.act(lambda here: plans.remove_question(here.records, question_id), form):
        st.session_state[OPEN] = None

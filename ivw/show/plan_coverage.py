"""Which of the goals the questions of a plan serve: a chart, and in words the goals that nobody serves."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ivw.coaching.agenda import Agenda
from ivw.coaching.goals import KINDS, Goal
from ivw.show import parts
from ivw.show.charts.plan import coverage

LONGEST_LABEL, LONGEST_TEXT = 44, 80


def draw(open_goals: Sequence[Goal], fitted: Agenda) -> None:
    """The chart of goals and kept questions; without goals, what to do to have some."""
    if not open_goals:
        parts.nothing_yet(
            "No goal yet",
            "Say what you want to find out, under Your goals: the questions then follow from it. One is enough to "
            "begin (guide 1).",
        )
        return
    asked = sorted(fitted.keep, key=lambda each: each.question.must_ask is not None)
    served = {goal.id: [each for each in asked if goal.id in each.question.goals] for goal in open_goals}
    alone = [goal for goal in open_goals if not served[goal.id]]
    if len(alone) == len(open_goals):
        parts.nothing_yet(
            "No question serves a goal yet",
            "Under Questions, open one with Change and say which of your goals it serves: the choice then weighs them "
            "(guide 1).",
        )
        return
    rows = tuple(
        (goal.text, _label(goal, len(served[goal.id])), number, _cut(each.question.text, LONGEST_TEXT),
         each in served[goal.id])
        for goal in open_goals for number, each in enumerate(asked, start=1)
    )  # fmt: skip
    met, all_ = len(open_goals) - len(alone), parts.count(len(open_goals), "goal")
    parts.figure(
        f"{met} of {all_} {'is' if len(open_goals) == 1 else 'are'} served",
        "A filled mark: this question serves the goal above it. Targeted questions follow from goals (guide 1).",
        coverage,
        rows,
        alt=f"For each of {all_} and each of {parts.count(len(asked), 'question')}, whether it serves it. "
        f"{met} of {all_} have at least one.",
        key="coverage",
    )
    _career(open_goals, served)
    if alone:
        these = "this goal" if len(alone) == 1 else f"these {len(alone)} goals"
        lines = [f"- {parts.plain(goal.text)}{_left_out(goal, fitted)}" for goal in alone]
        st.markdown("\n".join([f":orange[:material/flag: Nothing in the plan serves {these}]", "", *lines]))


def _career(open_goals: Sequence[Goal], served: Mapping[str, Sequence[object]]) -> None:
    """How the talk aligns with what one wants from one's career, soon and in the long run (A42, A44)."""
    career = [goal for goal in open_goals if goal.kind in ("short_term", "long_term")]
    towards = [f"{parts.plain(goal.text)} ({KINDS[goal.kind].lower()})" for goal in career if served[goal.id]]
    if towards:
        st.markdown(f":green[:material/route:] This talk leads towards: {', '.join(towards)}")
    elif career:
        st.markdown(":gray[:material/route: No goal for your career is served: how does this talk help?]")


def _left_out(goal: Goal, fitted: Agenda) -> str:
    """What was left out and would serve it."""
    for cut in fitted.cut:
        if goal.id in cut.question.goals:
            return f" :gray[· left out, it would be served by:] {parts.plain(cut.question.text)}"
    return ""


def _label(goal: Goal, many: int) -> str:
    return f"{_cut(goal.text, LONGEST_LABEL)} · {parts.count(many, 'question')}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

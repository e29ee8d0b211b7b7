"""Which of the goals the questions of a plan serve: a chart, and in words the goals that nobody serves."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching.agenda import Agenda
from ivw.coaching.goals import Goal
from ivw.show import parts
from ivw.show.charts.plan import coverage
from ivw.show.front_door import Here

LONGEST_LABEL, LONGEST_TEXT = 44, 80


def draw(here: Here, open_goals: Sequence[Goal], fitted: Agenda) -> None:
    """The chart of goals and kept questions; without goals, what to do to have some."""
    if not open_goals:
        parts.nothing_yet("No goal yet", "Say what you want to find out: the plan then serves it (guide 1).")
        return
    asked = sorted(fitted.keep, key=lambda each: each.question.must_ask is not None)
    served = {goal.id: [each for each in asked if goal.id in each.question.goals] for goal in open_goals}
    alone = [goal for goal in open_goals if not served[goal.id]]
    if len(alone) == len(open_goals):
        parts.nothing_yet(
            "No question serves a goal yet",
            "Open a question with Change and say which of your goals it serves: the choice then weighs them (guide 1).",
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
    if alone:
        these = "this goal" if len(alone) == 1 else f"these {len(alone)} goals"
        lines = [f"- {parts.plain(goal.text)}{_left_out(goal, fitted)}" for goal in alone]
        st.markdown("\n".join([f":orange[:material/flag: Nothing in the plan serves {these}]", "", *lines]))


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

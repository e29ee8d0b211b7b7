"""A plan against its minutes: the time bar, what is kept and in which order, what is left out and why."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import agenda, arc, plans
from ivw.coaching.agenda import CLOSING_S, INTRODUCTION_S, MOVING_ON_S, OPENING_S, OVERHEAD_S, Agenda, Cut, Kept, clock
from ivw.coaching.goals import Goal
from ivw.coaching.plans import Plan
from ivw.show import paging, parts, plan_question
from ivw.show.charts.plan import time_bar
from ivw.show.front_door import Here

USUAL = (15, 20, 30, 45, 60)
CUT_ROWS = 6


def time(plan: Plan, fitted: Agenda) -> None:
    """How the minutes are filled, how many they are, and what is unwise about it."""
    with st.container(gap="small"):
        _bar(fitted)
        _minutes(plan)
        for warning in agenda.warnings(fitted):
            st.markdown(f":orange[:material/info: {parts.plain(warning)}]")


def questions(here: Here, plan: Plan, goals: list[Goal], fitted: Agenda) -> None:
    """What is kept, in its order, and what is left out."""
    with st.container(gap="medium"):
        _kept(here, plan, goals, fitted)
        if fitted.cut:
            _left_out(here, plan, goals, fitted)


def _bar(fitted: Agenda) -> None:
    filled = fitted.used_s + OVERHEAD_S
    asked = parts.count(len(fitted.keep), "question")
    asking = sum(agenda.asking_seconds(each.question.text) for each in fitted.keep)
    answering = sum(agenda.answering_seconds(each.question) for each in fitted.keep)
    around = filled - asking - answering
    free = fitted.minutes * 60 - filled
    stays = f"{clock(free)} stay free, so that you end in time" if free > 0 else "nothing stays free"
    parts.figure(
        f"{asked} {'fills' if len(fitted.keep) == 1 else 'fill'} {clock(filled)} of {fitted.minutes} minutes",
        f"You ask for {clock(asking)}, they answer for {clock(answering)}; opening, moving on and thanks take "
        f"{clock(around)}; {stays}.",
        time_bar,
        _bars(fitted),
        alt=f"One bar: {asked} with their answers, opening and closing take {clock(filled)} of {fitted.minutes} "
        f"minutes; {stays}.",
        key="time-bar",
    )


def _bars(fitted: Agenda) -> tuple[tuple[object, ...], ...]:
    """The bars in their order, each with where it begins."""
    pieces = [("Opening and introduction", "Around it", OPENING_S + INTRODUCTION_S)]
    for each in sorted(fitted.keep, key=lambda each: each.question.must_ask is not None):
        text = _in_short(each.question.text)
        pieces += [
            (text, "You ask", agenda.asking_seconds(each.question.text)),
            (text, "They answer", agenda.answering_seconds(each.question)),
            ("Moving on", "Around it", MOVING_ON_S),
        ]
    pieces.append(("Closing and thanks", "Around it", CLOSING_S))
    free = fitted.minutes * 60 - OVERHEAD_S - fitted.used_s
    if free > 0:
        pieces.append(("Kept free", "track", free))  # by its place: a legend holds three names
    bars, at = [], 0
    for what, kind, seconds in pieces:
        bars.append((what, kind, at, seconds, fitted.minutes, clock(seconds)))
        at += seconds
    return tuple(bars)


def _minutes(plan: Plan) -> None:
    form = f"minutes-{plan.id}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        # With the minutes in the key, the widgets show what the records hold, whoever changed it.
        st.segmented_control(
            "Length", USUAL, default=plan.minutes if plan.minutes in USUAL else None,
            key=f"usual-{plan.id}-{plan.minutes}", format_func=lambda minutes: f":gray[{minutes}]",
            on_change=_set_minutes, args=(plan, "usual", form),
            help="How many minutes you agreed on. 20 are easily given; 15 to 30 are fine (guides 1 and 3).",
        )  # fmt: skip
        st.number_input(
            "Minutes", plans.SHORTEST, plans.LONGEST, plan.minutes, step=5, key=f"exact-{plan.id}-{plan.minutes}",
            on_change=_set_minutes, args=(plan, "exact", form), width=130,
        )  # fmt: skip
    parts.problem(form)


def _kept(here: Here, plan: Plan, goals: list[Goal], fitted: Agenda) -> None:
    with st.container(gap="small"):
        parts.section("Kept", clock(fitted.used_s))
        if all(each.question.must_ask for each in fitted.keep):
            st.markdown(":gray[Only the two must-asks so far. Add a question of your own, or some from the bank.]")
        movable = [each.question.id for each in fitted.keep if each.question.must_ask is None]
        for number, each in enumerate(fitted.keep, start=1):
            _kept_row(here, plan, goals, each, number, movable)
        if not arc.is_in_order(here.records, plan.questions):
            form = f"order-{plan.id}"
            st.button(
                "Put in order", icon=":material/format_line_spacing:", key=form, on_click=_put_in_order,
                args=(plan.id, form), help="From how they came here over their work to what they would advise; the "
                "must-asks last. Our convention, and only advice: a talk that flows goes where it goes (guide 5).",
            )  # fmt: skip
            parts.problem(form)


def _kept_row(here: Here, plan: Plan, goals: list[Goal], kept: Kept, number: int, movable: list[str]) -> None:
    question = kept.question
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(f":gray[{number}]&ensp; {parts.plain(question.text)}")
                st.caption(_facts(kept.seconds, kept, goals))
            plan_question.opener(question.id)
        if plan_question.is_open(question.id):
            plan_question.draw(here, plan, question, goals, movable)


def _left_out(here: Here, plan: Plan, goals: list[Goal], fitted: Agenda) -> None:
    def rows(some: Sequence[Cut]) -> None:
        for each in some:
            _cut_row(here, plan, goals, each, fitted)

    with st.container(gap="small"):
        parts.section("Left out, and why")
        paging.paged(fitted.cut, rows, key=f"cut-{plan.id}", size=CUT_ROWS)


def _cut_row(here: Here, plan: Plan, goals: list[Goal], cut: Cut, fitted: Agenda) -> None:
    question = cut.question
    form = f"keep-{question.id}"
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None):
                st.markdown(parts.plain(question.text))
                spare = ":material/back_hand: At hand as a spare. " if question.text in fitted.spare else ""
                more = f":material/more_time: +{cut.back_with - fitted.minutes} min. " if cut.back_with else ""
                st.caption(f"{spare}{more}{parts.plain(cut.why)}")
            st.button("Keep it", type="tertiary", key=form, on_click=_keep, args=(question.id, plan.id, form))
            plan_question.opener(question.id)
        parts.problem(form)
        if plan_question.is_open(question.id):
            plan_question.draw(here, plan, question, goals, [])


def _facts(seconds: int, kept: Kept, goals: list[Goal]) -> str:
    question = kept.question
    serves = [parts.plain(goal.text) for goal in goals if goal.id in question.goals]
    must = question.must_ask or question.tier == "must"
    facts = [clock(seconds), ":material/lock: must" if must else ""]
    facts += ["" if question.must_ask else f"{agenda.PRIORITIES[question.priority].lower()} priority"]
    learned = len(question.observed) if question.answer_seconds is None else 0
    facts += [f":material/history: learned from {parts.count(learned, 'answer')}" if learned else ""]
    facts += ["about you" if question.about_me else "", f":material/flag: {', '.join(serves)}" if serves else ""]
    return " · ".join(fact for fact in facts if fact)


def _in_short(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _set_minutes(plan: Plan, field: str, form: str) -> None:
    minutes = st.session_state.get(f"{field}-{plan.id}-{plan.minutes}")
    if minutes is not None:
        parts.act(lambda here: plans.set_minutes(here.records, plan.id, int(minutes)), form)


def _put_in_order(plan_id: str, form: str) -> None:
    parts.act(lambda here: arc.put_in_order(here.records, plan_id), form)


def _keep(question_id: str, plan_id: str, form: str) -> None:
    parts.act(lambda here: plans.keep_question(here.records, plan_id, question_id), form)

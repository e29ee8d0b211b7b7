"""A plan against its minutes: the time bar, what is kept and in which order, what is left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import agenda, arc, plans
from ivw.coaching.agenda import (
    CLOSING_S,
    INTRODUCTION_S,
    MOVING_ON_S,
    OPENING_S,
    OVERHEAD_S,
    Agenda,
    Cut,
    Kept,
    Question,
    clock,
)
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.goals import Goal
from ivw.coaching.open_topics import FoundOut
from ivw.coaching.plans import Plan
from ivw.show import names, paging, parts, plan_fill, plan_question, plan_topics
from ivw.show.charts.plan import time_bar
from ivw.show.front_door import Here

USUAL = (15, 20, 30, 45, 60)
CUT_ROWS = 6
WHY_POINTS = (
    "Points: its priority (1 to 3), and the weight of each goal that nothing else in the plan serves. The choice is "
    "exact: no other one that keeps the rules is worth more (our convention)."
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What every row is drawn from."""

    here: Here
    plan: Plan
    goals: list[Goal]
    fitted: Agenda
    found: Mapping[str, FoundOut]


def time(here: Here, plan: Plan, fitted: Agenda) -> None:
    """How the minutes are filled, how many they are, and what is unwise about it."""
    with st.container(gap="small"):
        _bar(here, plan, fitted)
        _minutes(plan)
        for warning in agenda.warnings(fitted):
            st.markdown(f":orange[:material/info: {parts.plain(warning)}]")


def questions(here: Here, plan: Plan, goals: list[Goal], fitted: Agenda, found: Mapping[str, FoundOut]) -> None:
    """What is kept, in its order, and what is left out. `found`: the questions whose topic was found out since."""
    rows = Rows(here, plan, goals, fitted, found)
    with st.container(gap="medium"):
        _kept(rows)
        if fitted.cut:
            _left_out(rows)


def _bar(here: Here, plan: Plan, fitted: Agenda) -> None:
    filled = fitted.used_s + OVERHEAD_S
    asked = parts.count(len(fitted.keep), "question")
    answering = sum(agenda.answering_seconds(each.question) for each in fitted.keep)
    reserve, to_fill = _left(fitted)
    stays = f"{clock(reserve)} are your reserve, so that you end in time" if reserve else "nothing is left in reserve"
    if to_fill:
        stays += f"; {clock(to_fill)} you could still fill"
    parts.figure(
        f"{asked} {'fills' if len(fitted.keep) == 1 else 'fill'} {clock(filled)} of {fitted.minutes} minutes",
        f"They answer for {clock(answering)} of it; {stays}.",
        time_bar,
        _bars(fitted),
        alt=f"One bar: {asked} with their answers, opening and closing take {clock(filled)} of {fitted.minutes} "
        f"minutes; {stays}.",
        key="time-bar",
    )
    plan_fill.draw(here, plan, fitted, to_fill)


def _left(fitted: Agenda) -> tuple[int, int]:
    """The seconds that stay free: those of the reserve (a tenth, see agenda.budget), and those that could be filled."""
    free = max(0, fitted.minutes * 60 - OVERHEAD_S - fitted.used_s)
    reserve = min(free, fitted.minutes * 60 - OVERHEAD_S - agenda.budget(fitted.minutes))
    return reserve, free - reserve


def _bars(fitted: Agenda) -> tuple[tuple[object, ...], ...]:
    """The bars in their order, each with where it begins."""
    pieces = [("Opening and introduction", "around", OPENING_S + INTRODUCTION_S)]
    for each in sorted(fitted.keep, key=lambda each: each.question.must_ask is not None):
        text = _in_short(each.question.text)
        pieces += [
            (text, "ask", agenda.asking_seconds(each.question.text)),
            (text, "answer", agenda.answering_seconds(each.question)),
            ("Moving on", "move", MOVING_ON_S),
        ]
    pieces.append(("Closing and thanks", "around", CLOSING_S))
    reserve, to_fill = _left(fitted)
    pieces += [("You could still fill this", "fill", to_fill)] if to_fill else []
    pieces += [("Reserve, so that you end in time", "reserve", reserve)] if reserve else []
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
            required=True, on_change=_set_minutes, args=(plan, "usual", form),
            help="How many minutes you agreed on. 20 are easily given; 15 to 30 are fine (guides 1 and 3).",
        )  # fmt: skip
        # Without bounds: the browser would refuse in its own words, and leave the old number above the new one.
        typed = st.number_input(
            "Minutes", value=plan.minutes, step=5, key=f"exact-{plan.id}-{plan.minutes}",
            on_change=_set_minutes, args=(plan, "exact", form), width=130,
        )  # fmt: skip
    parts.problem(form) if parts.refused(form) else _refuse(typed)


def _kept(rows: Rows) -> None:
    plan, fitted = rows.plan, rows.fitted
    with st.container(gap="small"):
        parts.section("Kept", clock(fitted.used_s))
        if all(each.question.must_ask for each in fitted.keep):
            st.markdown(":gray[Only the two must-asks so far. Add a question of your own, or some from the bank.]")
        movable = [each.question.id for each in fitted.keep if each.question.must_ask is None]
        for number, each in enumerate(fitted.keep, start=1):
            _kept_row(rows, each, number, movable)
        if not arc.is_in_order(rows.here.records, plan.questions):
            form = f"order-{plan.id}"
            st.button(
                "Put in order", icon=":material/format_line_spacing:", key=form, on_click=_put_in_order,
                args=(plan.id, form), help="From how they came here over their work to what they would advise; the "
                "must-asks last. Our convention, and only advice: a talk that flows goes where it goes (guide 5).",
            )  # fmt: skip
            parts.problem(form)


def _kept_row(rows: Rows, kept: Kept, number: int, movable: list[str]) -> None:
    question = kept.question
    with st.container(gap="xxsmall"):
        with _line():
            with st.container(gap=None):
                st.markdown(f":gray[{number}]&ensp; {parts.plain(question.text)}")
                st.caption(_facts(kept, rows.goals))
            if question.must_ask is None:
                _pin(question, rows.plan.id)
            plan_question.opener(question.id)
        parts.problem(f"pin-{question.id}")
        plan_topics.mark(rows.plan, rows.found, question.id)
        if plan_question.is_open(question.id):
            plan_question.draw(rows.here, question, rows.goals, movable)


def _left_out(rows: Rows) -> None:
    plan, fitted = rows.plan, rows.fitted
    with st.container(gap="small"):
        with st.container(gap=None):
            parts.section("Left out, and why", parts.count(len(fitted.cut), "question"))
            st.caption(_brought_back(fitted), help=WHY_POINTS)

        def some(cuts: Sequence[Cut]) -> None:
            for each in cuts:
                _cut_row(rows, each)

        paging.paged(fitted.cut, some, key=f"cut-{plan.id}", size=CUT_ROWS)


def _brought_back(fitted: Agenda) -> str:
    """The smallest change of minutes that brings one back, for all that is left out."""
    back = sorted(cut.back_with for cut in fitted.cut if cut.back_with)
    if not back:
        return "What is worth most a minute is kept."
    more = back[0] - fitted.minutes
    with_them = parts.count(back.count(back[0]), "of these", "of these")
    return f"What is worth most a minute is kept. {parts.count(more, 'minute')} more would bring back {with_them}."


def _cut_row(rows: Rows, cut: Cut) -> None:
    question, fitted = cut.question, rows.fitted
    badges = []
    if question.text in fitted.spare:
        badges.append(":blue-badge[:material/back_hand: At hand as a spare]")
    if cut.back_with:
        badges.append(f":gray-badge[:material/more_time: In with {cut.back_with} minutes]")
    # What the badge says need not be said again.
    also = parts.plain(f"{cut.reason} {'' if cut.back_with else cut.brings_back}".strip())
    worth = f"{clock(cut.seconds)} saved · worth {cut.a_minute:.1f} points a minute"
    with st.container(gap="xxsmall"):
        with _line():
            with st.container(gap=None):
                st.markdown(parts.plain(question.text))
                if badges:
                    st.markdown(" ".join(badges))
                st.caption(f"{worth}. {also}" if also else worth)
            _pin(question, rows.plan.id)
            plan_question.opener(question.id)
        parts.problem(f"pin-{question.id}")
        plan_topics.mark(rows.plan, rows.found, question.id)
        if plan_question.is_open(question.id):
            plan_question.draw(rows.here, question, rows.goals, [])


def _line() -> DeltaGenerator:
    """A question, and on the right what one does with it, on a phone, too."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False)


def _pin(question: Question, plan_id: str) -> None:
    form, icon = f"pin-{question.id}", "keep_off" if question.is_pinned else "keep"
    st.button(
        "", type="tertiary", icon=f":material/{icon}:", key=form, on_click=_set_pin,
        args=(question.id, plan_id, not question.is_pinned, form), help=names.of(form, icon),
    )  # fmt: skip


def _facts(kept: Kept, goals: list[Goal]) -> str:
    question = kept.question
    serves = [parts.plain(goal.text) for goal in goals if goal.id in question.goals]
    facts = [clock(kept.seconds)]
    if question.must_ask:
        facts.append(":material/keep: must-ask, always in")
    else:
        facts += [":material/keep: pinned: always in" if question.tier == "must" else ""]
        facts += [f"{agenda.PRIORITIES[question.priority].lower()} priority"]
    learned = len(question.observed) if question.answer_seconds is None else 0
    facts += [f":material/history: learned from {parts.count(learned, 'answer')}" if learned else ""]
    facts += ["about you" if question.about_me else "", f":material/flag: {', '.join(serves)}" if serves else ""]
    return " · ".join(fact for fact in facts if fact)


def _in_short(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _refuse(minutes: int) -> None:
    """Said as long as it stands in the field: what was typed stays, and the plan keeps its minutes."""
    try:
        plans.checked_minutes(minutes)
    except InvalidRecord as wrong:
        st.markdown(f":red[:material/error: {parts.plain(wrong.wrong)} {parts.plain(wrong.right)}]")


def _set_minutes(plan: Plan, field: str, form: str) -> None:
    minutes = st.session_state.get(f"{field}-{plan.id}-{plan.minutes}")
    if minutes is not None:
        parts.act(lambda here: plans.set_minutes(here.records, plan.id, int(minutes)), form)


def _put_in_order(plan_id: str, form: str) -> None:
    parts.act(lambda here: arc.put_in_order(here.records, plan_id), form)


def _set_pin(question_id: str, plan_id: str, pinned: bool, form: str) -> None:
    # Which way is said by what was drawn: a second click does not turn it back.
    parts.act(lambda here: plans.pin_question(here.records, plan_id, question_id, pinned=pinned), form)

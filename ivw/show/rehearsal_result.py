"""After a rehearsal: what it took against the plan, what to do about it, how it felt, and all runs of the plan."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import goals, practice
from ivw.coaching.plans import Plan
from ivw.coaching.practice import MODES, ROUNDS, Lap, Past, Run
from ivw.coaching.rehearsal_review import Review, Taken, pace, review
from ivw.show import (
    front_door,
    paging,
    parts,
    rehearsal_curveballs,
    rehearsal_feelings,
    rehearsal_take_over,
    rehearsal_voice,
    rehearsals_over_time,
    when,
)
from ivw.show.charts import rehearsal
from ivw.show.front_door import Here
from ivw.show.rehearsal_words import (
    advice,
    as_clock,
    finding,
    gap,
    in_brief,
    must_asks,
    pace_in_words,
    reads,
    totals,
)

RUNS = 5
EASE = "How at ease were you?"
EASY = (1, 2, 3, 4, 5)


def draw(here: Here, plan: Plan, run: Run, laps: Sequence[Lap]) -> None:
    """What one run that has ended says."""
    _ended(here, run, laps)
    if not any(lap.is_asked for lap in laps):
        parts.nothing_yet("No lap to look at", "No question was asked in this run. Rehearse once more.")
        return
    found = review(
        laps,
        plan.minutes,
        mode=run.mode,
        round=run.round,
        questions=plan.questions,
        weights=goals.weights(here.records),
    )
    missed = must_asks(found) if found.never_asked and run.finished_at and run.round == "whole" else ""
    if missed:
        st.markdown(missed)
    asked = parts.count(len(found.taken), "question")
    parts.figure(
        finding(found), reads(found), rehearsal.dumbbell, _rows(found.taken),
        alt=f"Time planned and taken for {asked}: "
        + "; ".join(f"{in_brief(each.lap.text)} {gap(each)}" for each in found.taken),
        key=f"dumbbell-{run.id}",
    )  # fmt: skip
    # On a phone the left comes first: what one does next, before what one reads.
    left, right = st.columns([1.15, 1], gap="large")
    with left, st.container(gap="medium"):
        _ease([each.lap for each in found.taken])
        rehearsal_take_over.draw(here, plan, run)
    with right, st.container(gap="medium"):
        _fits(run, laps, found, without_musts=bool(missed))
        rehearsal_feelings.after(here, run)
    rehearsal_curveballs.draw(here, run)
    rehearsal_voice.draw(here, run, laps)


def runs(here: Here, plan: Plan, shown: Run | None) -> None:
    """All runs of a plan with their totals, and what they say over time."""
    total = practice.count(here.records, plan.id)
    if total <= (1 if shown else 0):
        return
    if shown is None:
        _every(here, plan, shown, total)
        return
    # Below a result the others are read when they are asked for.
    box = st.expander(f"Every rehearsal of this plan ({total})", key=f"every-{plan.id}", on_change="rerun")
    if box.open:
        with box, st.container(gap="medium"):
            _every(here, plan, shown, total)


def _every(here: Here, plan: Plan, shown: Run | None, total: int) -> None:
    key = f"runs-{plan.id}"
    found = practice.history(here.records, plan.id, limit=RUNS, skip=paging.skipped(key, RUNS, total))
    with st.container(gap="small"):
        if shown is None:
            parts.section("Every rehearsal of this plan")
        for each in found:
            _past(here, plan, each, is_shown=shown is not None and shown.id == each.id)
        paging.foot(parts.count(total, "rehearsal"), key, total, RUNS)
    rehearsals_over_time.draw(here, plan.id)


def _ended(here: Here, run: Run, laps: Sequence[Lap]) -> None:
    ended = when.moment(here, run.finished_at or run.broken_off_at or run.started_at)
    counted = _counted(laps, [lap for lap in laps if lap.is_asked])
    if run.finished_at:
        rapid = " A rapid round warms up, and does not count as rehearsed." if run.round == "asking" else ""
        st.markdown(f":green-badge[:material/check: Finished {ended}] :gray[{counted}{rapid}]")
    else:
        st.markdown(
            f":gray-badge[:material/block: Broken off {ended}] "
            f":gray[{counted} It is kept, and does not count as rehearsed.]"
        )


def _fits(run: Run, laps: Sequence[Lap], found: Review, *, without_musts: bool) -> None:
    is_by_clock = run.round == "whole" and run.mode != "voice"  # a microphone says more of the pace, further below
    with st.container(gap="xsmall"):
        st.markdown("##### How fast was it?" if found.whole_s is None else "##### Does it fit?", anchors=False)
        musts = "" if without_musts else must_asks(found)
        for said in (totals(found), musts, pace_in_words(pace(laps) if is_by_clock else None)):
            if said:
                st.markdown(said)
        st.markdown("\n".join(f"- {line}" for line in advice(found, run)))


def _rows(taken: Sequence[Taken]) -> tuple[tuple[str, str, float, float, str, bool], ...]:
    return tuple(
        (
            f"{each.lap.ordinal}  {in_brief(each.lap.text, 24)}", each.lap.text, each.planned_s or 0.0, each.took_s,
            gap(each), each.is_long,
        )
        for each in taken
    )  # fmt: skip


def _counted(laps: Sequence[Lap], asked: Sequence[Lap]) -> str:
    if not laps:
        return ""
    skipped = sum(lap.skipped for lap in laps)
    rest = len(laps) - len(asked) - skipped
    facts = [f"{len(asked)} of {parts.count(len(laps), 'question')} asked"]
    facts += [f"{skipped} skipped"] if skipped else []
    facts += [f"{rest} not reached"] if rest else []
    return f"{', '.join(facts)}."


def _ease(asked: Sequence[Lap]) -> None:
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown(
                f"##### {EASE}",
                help="The aim of practising is to feel at ease asking (guide 3). What stays hard wants other words.",
                anchors=False,
            )
            st.caption("1 is not at all, 5 is wholly. Saved at once.")
        for lap in asked:
            st.segmented_control(
                parts.plain(in_brief(lap.text, 90)), EASY, default=lap.ease, key=f"ease-{lap.id}",
                format_func=lambda ease: f":gray[{ease}]", on_change=_rate, args=(lap.id,),
            )  # fmt: skip
            parts.problem(f"ease-{lap.id}")


def _rate(lap_id: str) -> None:
    ease = st.session_state.get(f"ease-{lap_id}")

    def rate(here: Here) -> None:
        practice.rate(here.records, lap_id, ease)  # the number chosen says that it is kept

    parts.act(rate, f"ease-{lap_id}")


def _past(here: Here, plan: Plan, past: Past, *, is_shown: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):  # as wide as the button leaves it: on a phone, too, the button stands beside
            began = when.moment(here, past.started_at)
            st.markdown(f"{began[:1].upper()}{began[1:]} {_standing(past)}")
            st.caption(_facts(past))
        if is_shown:
            st.caption("Shown above", width="content")
        elif st.button("Go on" if _is_open(past) else "Open", type="tertiary", key=f"open-{past.id}"):
            front_door.go("practice_timer", plan=plan.id, run=past.id)


def _is_open(past: Past) -> bool:
    return past.finished_at is None and past.broken_off_at is None


def _standing(past: Past) -> str:
    if past.finished_at:
        return ":green-badge[:material/check: Finished]"
    return ":orange-badge[:material/timer: Going on]" if _is_open(past) else ":gray-badge[:material/block: Broken off]"


def _facts(past: Past) -> str:
    facts = [MODES.get(past.mode, past.mode.capitalize())]
    if past.round == "asking":
        facts.append(ROUNDS["asking"].lower())
    if past.questions:
        facts.append(f"{past.asked} of {parts.count(past.questions, 'question')}")
        if past.asked and past.spoken_s is not None:
            facts.append(f"{as_clock(past.spoken_s)} against {as_clock(past.planned_s or 0)} planned")
    elif past.finished_at:
        facts.append(f"{as_clock((past.finished_at - past.started_at).total_seconds())} in all")
    return " · ".join(facts)

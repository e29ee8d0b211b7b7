"""While a plan is rehearsed: the clock, and what it is handed."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from ivw.coaching import agenda, lap_times, practice, thrown
from ivw.coaching.curveballs import Curveball
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Lap, Run
from ivw.show import parts, rehearsal_card
from ivw.show.front_door import Here
from ivw.show.practice_clock import Asked, Thrown, practice_clock, pressed, sound
from ivw.show.rehearsal_start import BEGUN
from ivw.show.rehearsal_ways import HOW, RAPID, WHY
from ivw.show.rehearsal_words import as_clock

BEFORE_S = agenda.OPENING_S + agenda.INTRODUCTION_S


def draw(here: Here, plan: Plan, run: Run, laps: Sequence[Lap]) -> None:
    """The clock of a run that is going on."""
    number, form, flow = practice.heard(here.records, run.id), f"clock-{run.id}", flow_of(run)
    holds = lap_times.holds(run.id, [(lap.text, lap.planned_seconds) for lap in laps])
    sent = practice_clock(
        run.id,
        questions=[
            Asked(lap.text, lap.planned_seconds or 0, hold if flow == "host" else 0, lap.must_ask or "")
            for lap, hold in zip(laps, holds, strict=True)
        ],
        laps=[(lap.asking_seconds or 0, lap.answering_seconds, lap.skipped) for lap in laps if lap.seconds is not None],
        number=number,
        starts=st.session_state.get(BEGUN) == run.id,
        on_press=lambda: listen(run.id),
        on_sound=lambda: _hear(run.id),
        flow=flow,
        slot_s=0 if flow == "rapid" else 60 * plan.minutes,
        before_s=BEFORE_S,
        curveballs=_curveballs(here, plan, run, laps),
        listens=run.mode == "voice",
    )
    if sent and sent.number > number and not parts.refused(form):
        listen(run.id)
        st.rerun()
    parts.problem(form)
    _how(plan, run, flow)


def flow_of(run: Run) -> Literal["host", "companion", "rapid"]:
    """Who answers: nobody, a companion, or the clock."""
    if run.round == "asking":
        return "rapid"
    return "companion" if run.mode == "companion" else "host"


def listen(run_id: str) -> None:
    """Save what the clock has sent about a run, unless it was heard before."""
    sent = pressed(run_id)
    if sent is None:
        return

    def save(here: Here) -> Done | None:
        if sent.number <= practice.heard(here.records, run_id):
            return None
        return practice.save_laps(
            here.records, run_id, number=sent.number, laps=sent.laps, as_of=here.as_of, end=sent.end,
            came_up=sent.came_up, is_cut=sent.is_cut,
        )  # fmt: skip

    parts.act(save, f"clock-{run_id}")


def _hear(run_id: str) -> None:
    from ivw.show import rehearsal_voice  # it loads pandas, which nobody waits for who practises without a microphone

    rehearsal_voice.keep_heard(run_id, sound(run_id))


def _curveballs(here: Here, plan: Plan, run: Run, laps: Sequence[Lap]) -> Mapping[int, Thrown]:
    try:
        in_store = thrown.in_store(here.records, run.id)
    except InvalidRecord:
        return {}  # somebody broke the file while it ran; starting the next run says so
    return {ordinal: _thrown(here, plan, each, laps[ordinal:]) for ordinal, each in in_store.items()}


def _thrown(here: Here, plan: Plan, each: Curveball, rest: Sequence[Lap]) -> Thrown:
    remain = None
    if each.halves:
        remains = thrown.remaining(here.records, plan.id, [(lap.text, lap.planned_seconds) for lap in rest])
        remain = tuple(lap.ordinal for lap, is_left in zip(rest, remains, strict=True) if is_left)
    return Thrown(each.text, each.way_out, each.say, each.why, remain)


def _how(plan: Plan, run: Run, flow: str) -> None:
    if flow == "rapid":
        st.markdown(f":gray[:material/record_voice_over: {RAPID}]", help=WHY)
        return
    before = f"The {plan.minutes} minutes count the opening and your introduction in, {as_clock(BEFORE_S)} together."
    st.markdown(f":gray[:material/record_voice_over: {HOW.get(run.mode, HOW['silent'])} {before}]", help=WHY)
    if run.mode == "companion":
        rehearsal_card.offer(plan)

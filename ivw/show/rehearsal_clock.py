"""Before and while a plan is rehearsed: what is going to be asked, how to practise, and the clock."""

import streamlit as st

from ivw.coaching import agenda, plans, practice
from ivw.coaching.done import Done
from ivw.coaching.plans import Plan
from ivw.coaching.practice import MODES, Lap, Run
from ivw.show import front_door, parts, when
from ivw.show.front_door import Here
from ivw.show.practice_clock import practice_clock, pressed
from ivw.show.rehearsal_words import as_clock

HOW = {
    "silent": "Say each question aloud, then keep quiet for about as long as an answer would take.",
    "mirror": "Say each question to your face in the mirror: you see whether you look at the person or at the page.",
    "companion": "Let somebody play the host and answer freely. Their answers show which question is too wide.",
}
WHY = (
    "Asking well is a matter of having said it before: before a mirror, with a companion, or into a camera that you "
    "watch afterwards. Go on until it feels easy (guide 3)."
)
START = "start-rehearsal"
BEGUN = "rehearsal-begun"


def before(here: Here, plan: Plan) -> None:
    """What is going to be rehearsed, and the way to start."""
    fitted = plans.fitted(here.records, plan)
    is_going_on = _still_open(here, plan)
    how, what = st.columns([1, 1.35], gap="large")
    with how, st.container(gap="small"):
        st.markdown("##### How do you practise?", help=WHY)
        mode = parts.choice("How do you practise?", MODES, key=f"mode-{plan.id}")
        st.markdown(HOW[mode])
        _start_button(here, plan, "Start anew" if is_going_on else "Start rehearsing", first=not is_going_on)
        st.caption("The clock starts at once. Space goes on to the next question, P pauses, S skips.")
        parts.problem(START)
    with what:
        _agenda(plan, fitted)


def again(here: Here, plan: Plan, run: Run) -> None:
    """The same once more, below what this run has shown."""
    is_going_on = _still_open(here, plan)
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _start_button(here, plan, "Rehearse again", first=not is_going_on)
            default = run.mode if run.mode in MODES else None
            parts.choice("How do you practise?", MODES, key=f"mode-{plan.id}", default=default)
        parts.problem(START)


def draw(run: Run, laps: list[Lap], number: int) -> None:
    """The clock of a run that is going on."""
    sent = practice_clock(
        run.id,
        questions=[(lap.text, lap.planned_seconds or 0) for lap in laps],
        laps=[(lap.seconds, lap.skipped) for lap in laps if lap.seconds is not None],
        number=number,
        starts=st.session_state.get(BEGUN) == run.id,
        on_press=lambda: listen(run.id),
    )
    if sent and sent.number > number and not parts.refused(f"clock-{run.id}"):
        listen(run.id)
        st.rerun()
    parts.problem(f"clock-{run.id}")
    st.markdown(f":gray[:material/record_voice_over: {HOW.get(run.mode, HOW['silent'])}]", help=WHY)


def listen(run_id: str) -> None:
    """Save what the clock has sent about a run, unless it was heard before."""
    sent = pressed(run_id)
    if sent is None:
        return

    def save(here: Here) -> Done | None:
        if sent.number <= practice.heard(here.records, run_id):
            return None
        return practice.save_laps(
            here.records, run_id, number=sent.number, laps=sent.laps, as_of=here.as_of, end=sent.end
        )

    parts.act(save, f"clock-{run_id}")


def _start(plan_id: str, token: str) -> None:
    mode = st.session_state.get(f"mode-{plan_id}", "silent")

    def start(here: Here) -> None:
        practice.start(here.records, plan_id, as_of=here.as_of, mode=mode, token=token)  # the clock says that it runs

    if parts.act(start, START, token):
        st.session_state[BEGUN] = token
        st.query_params.from_dict({"plan": plan_id, "run": token})


def _start_button(here: Here, plan: Plan, label: str, *, first: bool) -> None:
    token = parts.token(here, START)
    st.button(
        label, type="primary" if first else "secondary", icon=":material/timer:", key=f"start-{token}",
        on_click=_start, args=(plan.id, token),
    )  # fmt: skip


def _still_open(here: Here, plan: Plan) -> bool:
    """The way to a run that was left in the middle, where there is one."""
    ongoing = practice.going_on(here.records, plan.id)
    if ongoing is None:
        return False
    with parts.card(), st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        began = when.moment(here, ongoing.started_at)
        st.markdown(f":material/timer: A rehearsal begun {began} is still going on.", width="content")
        if st.button("Go on", type="primary", icon=":material/play_arrow:", key=f"go-on-{ongoing.id}"):
            front_door.go("practice_timer", plan=plan.id, run=ongoing.id)
    return True


def _agenda(plan: Plan, fitted: agenda.Agenda) -> None:
    with st.container(gap="xsmall"):
        used = f"{as_clock(fitted.used_s)} of {plan.minutes} minutes"
        st.markdown(f"##### {parts.count(len(fitted.keep), 'question')}, {used}")
        lines = [
            f"{place}. :gray[{as_clock(kept.seconds)}]&ensp;{parts.plain(kept.question.text)}"
            for place, kept in enumerate(fitted.keep, start=1)
        ]
        st.markdown("\n".join(lines))
        if fitted.cut:
            cut = parts.count(len(fitted.cut), "more question")
            st.caption(f"{cut} in the plan: spare, or too much for the minutes, and so not rehearsed.")
        elif all(kept.question.must_ask for kept in fitted.keep):
            st.caption("So far these are the two that close every conversation. Put your own before them in the plan.")

"""Before a plan is rehearsed: what is going to be asked, and how one practises."""

import streamlit as st

from ivw.coaching import agenda, plans, practice, thrown
from ivw.coaching.lap_times import ALONE
from ivw.coaching.plans import Plan
from ivw.coaching.practice import MODES, ROUNDS, Run
from ivw.show import front_door, parts, rehearsal_card, rehearsal_feelings, when
from ivw.show.front_door import Here
from ivw.show.rehearsal_ways import HOW, RAPID, WHY
from ivw.show.rehearsal_words import as_clock

START = "start-rehearsal"
BEGUN = "rehearsal-begun"
BEGINS = "The clock starts at once. "
BESIDES = " P pauses, S skips, U takes back."
KEYS = {
    "host": "Space says that you have asked; then it holds for an answer, and goes on by itself or by space. A "
    "curveball waits until you have looked at its way out.",
    "companion": "Space goes on to the next question; before that, A may say that they answer.",
    "rapid": "Space goes on to the next question.",
}


def before(here: Here, plan: Plan) -> None:
    """What is going to be rehearsed, and the way to start."""
    fitted = plans.fitted(here.records, plan)
    is_going_on = _still_open(here, plan)
    how, what = st.columns([1, 1.35], gap="large")
    with how, st.container(gap="small"):
        st.markdown("##### How do you practise?", help=WHY, anchors=False)
        mode, is_rapid = _choices(plan, fitted)
        rehearsal_feelings.before(here, plan)
        _start_button(here, plan, "Start anew" if is_going_on else "Start rehearsing", first=not is_going_on)
        keys = KEYS["rapid" if is_rapid else "host" if mode in ALONE else "companion"]
        st.caption(f"{BEGINS}{keys}{BESIDES}")
        parts.problem(START)
    with what:
        _agenda(plan, fitted)


def again(here: Here, plan: Plan, run: Run) -> None:
    """The same once more, below what this run has shown."""
    is_going_on = _still_open(here, plan)
    with st.container(gap="small"):
        parts.section("Once more")
        _choices(plan, plans.fitted(here.records, plan), run)
        with st.expander("Nerves and confidence before it"):
            rehearsal_feelings.before(here, plan)
        _start_button(here, plan, "Rehearse again", first=not is_going_on)
        parts.problem(START)


def _choices(plan: Plan, fitted: agenda.Agenda, run: Run | None = None) -> tuple[str, bool]:
    """In which way, and which round; as in `run` at first. Returns the way, and whether it is a rapid round."""
    ways, rounds = st.container(gap="xsmall"), st.container(gap="xsmall")
    with ways:
        way = run.mode if run and run.mode in MODES else None
        mode = parts.choice("How do you practise?", MODES, f"mode-{plan.id}", way, may_wrap=True)
    with rounds:
        which = run.round if run and run.round in ROUNDS else None
        is_rapid = parts.choice("What do you practise?", ROUNDS, f"round-{plan.id}", which, may_wrap=True) == "asking"
        if is_rapid:
            st.markdown(f":gray[{RAPID}]")
    with ways:
        if not is_rapid:
            st.markdown(f":gray[{HOW[mode]}]")
        if mode == "companion" and not is_rapid:
            rehearsal_card.offer(plan)
    if mode in ALONE and not is_rapid:
        _curveballs(plan, fitted)
    return mode, is_rapid


def _curveballs(plan: Plan, fitted: agenda.Agenda) -> None:
    if not thrown.can_come([kept.question.text for kept in fitted.keep]):
        st.caption(
            "No curveballs: they come while your own questions are answered, and the plan has none but those two."
        )
        return
    st.toggle(
        "Throw me a curveball now and then", key=f"curveballs-{plan.id}",
        help="Once or twice something difficult happens while they answer: find a way out, then see ours. Until you "
        "have, the clock waits. Be prepared for difficult situations (guide 1).",
    )  # fmt: skip


def _start(plan_id: str, token: str) -> None:
    mode = st.session_state.get(f"mode-{plan_id}", "silent")
    rounds = st.session_state.get(f"round-{plan_id}", "whole")
    curveballs = mode in ALONE and rounds == "whole" and st.session_state.get(f"curveballs-{plan_id}", False)

    def start(here: Here) -> None:  # the clock says that it runs
        practice.start(
            here.records, plan_id, as_of=here.as_of, mode=mode, round=rounds, curveballs=curveballs, token=token
        )

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
        asked = parts.count(len(fitted.keep), "question")
        st.markdown(f"##### {asked}, {as_clock(fitted.used_s)}", anchors=False)
        filled = as_clock(fitted.used_s + agenda.OVERHEAD_S)
        st.caption(f"With opening and thanks, {filled} of {plan.minutes} minutes.")
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

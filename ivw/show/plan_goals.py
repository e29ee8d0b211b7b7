"""The person's goals: added, weighed and closed. Questions serve them."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ivw.coaching import alignment, goals
from ivw.coaching.goals import ABOUT, KINDS, WEIGHTS, Goal
from ivw.show import front_door, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

WHY = "Clear goals let you ask for what you need to know (guide 1). A plan serves as many of them as it can."
NEW = "new-goal"  # the form


def draw(here: Here, open_goals: list[Goal], plan_id: str) -> None:
    """All of them, the form of another, and how this talk serves them."""
    with parts.card(), st.container(gap="small"):
        with st.container(gap=None):
            parts.section("Your goals", parts.count(len(open_goals), "goal") if open_goals else None)
            st.caption(WHY)
        for goal in open_goals:
            one(goal)
        new(here)
        if open_goals:
            _alignment(plan_id)


@st.fragment
def _alignment(plan_id: str) -> None:
    draft_area(
        "How this talk serves them", key=f"alignment:{plan_id}", height=72,
        text=alignment.of_plan(front_door.here().records, plan_id), on_save=partial(_align, plan_id),
        placeholder="It tells me whether the work outdoors is what I think it is",
        help="Knowing how a talk serves your goals keeps it to the point (guide 1). Only you read this.",
    )  # fmt: skip


def _align(plan_id: str, typed: str) -> None:
    alignment.write(front_door.here().records, plan_id, typed)


def one(goal: Goal) -> None:
    """A goal in two lines; beside it a box in which it is reworded, weighed and closed."""
    facts = (KINDS[goal.kind], WEIGHTS[goal.weight].lower(), ABOUT[goal.about].lower() if goal.about else "")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(parts.plain(goal.text))
            st.caption(" · ".join(fact for fact in facts if fact))
        box = st.popover("Change", type="tertiary", key=f"change-goal-{goal.id}", on_change="rerun")
    if box.open:
        with box:
            _change(goal)


def _change(goal: Goal) -> None:
    form = f"goal-{goal.id}"
    st.text_input(KINDS[goal.kind], goal.text, key=_text_key(goal), on_change=_keep, args=(goal, form))
    parts.problem(form, "text")
    st.selectbox(
        "Weight", list(WEIGHTS), index=list(WEIGHTS).index(goal.weight), format_func=WEIGHTS.__getitem__,
        key=_weight_key(goal), on_change=_keep, args=(goal, form),
    )  # fmt: skip
    _about(goal, form)
    st.button(
        "Close the goal", type="tertiary", icon=":material/done_all:", key=f"close-{form}", on_click=_close,
        args=(goal.id, form), help="Reached, or no longer wanted",
    )  # fmt: skip
    parts.problem(form)


def _about(goal: Goal, form: str) -> None:
    known = list(ABOUT)
    st.selectbox(
        "What it is about", known, index=known.index(goal.about) if goal.about in known else None,
        format_func=ABOUT.__getitem__, placeholder="Anything", key=_about_key(goal), on_change=_keep,
        args=(goal, form),
    )  # fmt: skip


def new(here: Here) -> None:
    """The form of another goal."""
    form = NEW
    token = parts.token(here, form)
    with st.form(f"goal-{token}", border=False):
        st.text_input("A new goal", key=f"goal-text-{token}", placeholder="Find out which training they would choose")
        parts.problem(form, "text")
        with st.grid(3, min_column_width=140, gap="small"):
            st.selectbox("Kind", list(KINDS), format_func=KINDS.__getitem__, key=f"goal-kind-{token}")
            st.selectbox(
                "About", list(ABOUT), index=None, format_func=ABOUT.__getitem__, placeholder="Anything",
                key=f"goal-about-{token}", help="A field, a career or an organization (guide 5).",
            )  # fmt: skip
            st.selectbox("Weight", list(WEIGHTS), index=1, format_func=WEIGHTS.__getitem__, key=f"goal-weight-{token}")
        st.form_submit_button("Add the goal", icon=":material/add:", on_click=_add, args=(form, token))
        parts.problem(form)


# With what the records hold in their keys, the widgets show it, whoever changed it (an undo, another tab).


def _text_key(goal: Goal) -> str:
    return f"goal-text-{goal.id}-{goal.text}"


def _weight_key(goal: Goal) -> str:
    return f"goal-weight-{goal.id}-{goal.weight}"


def _about_key(goal: Goal) -> str:
    return f"goal-about-{goal.id}-{goal.about}"


def _add(form: str, token: str) -> None:
    said = {name: st.session_state.get(f"goal-{name}-{token}") for name in ("text", "kind", "weight", "about")}
    parts.act(
        lambda here: goals.add(
            here.records, text=said["text"] or "", kind=said["kind"] or "learn", weight=said["weight"] or 2,
            about=said["about"], as_of=here.as_of, token=token,
        ),
        form,
        token,
    )  # fmt: skip


def _keep(goal: Goal, form: str) -> None:
    """All of it as it stands in the box: on a busy computer, two changes may arrive before the box is drawn anew."""
    said = replace(
        goal, text=str(st.session_state[_text_key(goal)]), weight=int(st.session_state[_weight_key(goal)]),
        about=st.session_state[_about_key(goal)],
    )  # fmt: skip
    parts.act(lambda here: goals.change(here.records, said), form)


def _close(goal_id: str, form: str) -> None:
    parts.act(lambda here: goals.close(here.records, goal_id, as_of=here.as_of), form)

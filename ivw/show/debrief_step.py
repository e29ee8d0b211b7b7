"""The one next step of a debrief: a line, what kind of step it is, and by when if one likes."""

from functools import partial

import streamlit as st

from ivw.coaching import next_steps
from ivw.coaching.next_steps import KINDS, Step
from ivw.show import front_door, parts, when
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here


@st.fragment
def draw(meeting_id: str) -> None:
    """The field, and below it what belongs to a step once there is one. A keystroke draws nothing but this anew."""
    here = front_door.here()
    first = next(iter(next_steps.of_meeting(here.records, meeting_id)), None)
    with st.container(gap="xsmall"):
        draft_area(
            "Next step", key=f"next_step:{meeting_id}", text=first.what if first else "", height=48, max_chars=500,
            placeholder="A skill to learn, somebody to ask, a goal to change",
            on_save=partial(_keep, meeting_id),
        )  # fmt: skip
        if first is None:
            return
        if first.is_open:
            _kind_and_day(first)
        elif first.done_at:
            st.caption(":green[:material/check:] Done.")
        else:
            st.caption(f":material/close: Let go: {parts.plain(first.dropped_why or '')}")


def _kind_and_day(step: Step) -> None:
    # With what is known in the keys, the fields follow when it changes by another way, such as an undo.
    kind, day = f"step-kind-{step.id}-{step.kind}", f"step-day-{step.id}-{step.due}"
    with st.container(gap="xsmall"):
        # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
        st.segmented_control(
            "What kind of step", list(KINDS), default=step.kind, required=True, key=kind,
            format_func=lambda each: f":gray[{KINDS[each]}]", label_visibility="collapsed",
            on_change=_change, args=(step, "kind", kind),
        )  # fmt: skip
        st.date_input(
            "By (optional)", step.due, format=when.day_format(), key=day, width=150, on_change=_change,
            args=(step, "due", day),
        )  # fmt: skip
    parts.problem(step.id)


def _keep(meeting_id: str, typed: str) -> None:
    here = front_door.here()
    next_steps.write(here.records, meeting_id, typed, as_of=here.as_of)


def _change(step: Step, field: str, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen == getattr(step, field):
        return

    def save(here: Here) -> None:
        next_steps.change(here.records, step.id, **{field: chosen})

    parts.act(save, step.id)

"""Next steps as a list: what is still to be done, from which conversation, done or let go; and a form for one more."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from ivw.coaching import next_steps
from ivw.coaching.done import Done
from ivw.coaching.next_steps import KINDS, Step
from ivw.show import front_door, let_go, paging, parts, when
from ivw.show.front_door import Here

ROWS = 4
PAGE = "next-steps/page"
# Where such a step is taken: what the button says, its icon, and the view of Prospect research.
LEADS = {"talk": ("Whom to ask next", "person_search", "next"), "goal": ("Your goals", "tune", "goals")}
ICONS = {"learn": "school", "talk": "forum", "goal": "flag", "other": "arrow_forward"}


def draw(here: Here, counts: Mapping[str, int]) -> None:
    """All that is open, a page at a time, with how many were done: `counts` as coaching counted them."""
    done = f"{counts['done']} done so far" if counts["done"] else None
    with st.container(gap="small"):
        parts.section("Next steps", done)
        if not counts["open"]:
            st.markdown(":gray[:material/check: Nothing is open. The next debrief brings the next one.]")
        skipped = paging.skipped(PAGE, ROWS, counts["open"])
        rows(here, next_steps.open_ones(here.records, limit=ROWS, offset=skipped), with_whom=True)
        if counts["open"] > ROWS:
            paging.foot(f"{counts['open']} open", PAGE, counts["open"], ROWS)
        add(here)


def rows(here: Here, steps: Sequence[Step], *, with_whom: bool) -> None:
    """These steps, each with what can be done about it."""
    for step in steps:
        with st.container(gap=None):
            st.markdown(f":material/{ICONS.get(step.kind, 'arrow_forward')}: {parts.plain(step.what)}{_by(here, step)}")
            if with_whom:
                _whence(here, step)
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _acts(step)
            parts.problem(f"step-{step.id}")


def add(here: Here, meeting_id: str | None = None) -> None:
    """A form for one more, of this conversation if one is named."""
    form = f"step-{meeting_id or 'new'}"
    token = parts.token(here, form)
    with (
        st.expander("Add a step", type="compact", expanded=parts.refused(form), key=f"{form}-open"),
        st.form(f"{form}-{token}", border=False),
    ):
        st.text_input("What", key=f"step-what-{token}", placeholder="A skill to learn, somebody to ask")
        parts.problem(form, "what")
        st.selectbox("Kind", list(KINDS), format_func=KINDS.__getitem__, key=f"step-kind-{token}")
        st.date_input("By (optional)", None, format=when.day_format(), key=f"step-due-{token}")
        parts.problem(form)
        st.form_submit_button("Add it", icon=":material/add:", on_click=_add, args=(meeting_id, form, token))


def _by(here: Here, step: Step) -> str:
    if step.done_at:
        return f"&ensp;:green-badge[:material/check: Done {when.on_day(here, step.done_at)}]"
    if step.dropped_at:
        return "&ensp;:gray-badge[:material/close: Let go]"
    if step.due is None:
        return ""
    colour, icon = ("orange", "schedule") if step.due <= here.as_of.date() else ("gray", "event")
    return f"&ensp;:{colour}-badge[:material/{icon}: By {when.on_day(here, step.due)}]"


def _whence(here: Here, step: Step) -> None:
    if step.contact and step.meeting_id and st.button(
        f":gray[{parts.plain(step.contact)}, {when.on_day(here, step.made_at)}]", type="tertiary",
        key=f"step-from-{step.id}", help="Open the debrief it came from",
    ):  # fmt: skip
        front_door.go("reflection", meeting=step.meeting_id)


def _acts(step: Step) -> None:
    if step.is_open:
        st.button(
            "Done", icon=":material/check:", type="tertiary", key=f"step-done-{step.id}", on_click=_do,
            args=(step.id,),
        )  # fmt: skip
        let_go.button(f"{step.what}: it leaves the list.", f"step-{step.id}", partial(_let_go, step.id))
    if step.is_open and step.kind in LEADS:
        label, icon, view = LEADS[step.kind]
        if st.button(label, type="tertiary", icon=f":material/{icon}:", key=f"step-leads-{step.id}"):
            front_door.go("prospect_research", view=view)


def _let_go(step_id: str, here: Here, why: str) -> Done:
    return next_steps.let_go(here.records, step_id, why, as_of=here.as_of)


def _do(step_id: str) -> None:
    parts.act(lambda here: next_steps.do(here.records, step_id, as_of=here.as_of), f"step-{step_id}")


def _add(meeting_id: str | None, form: str, token: str) -> None:
    what, kind, due = (st.session_state.get(f"step-{each}-{token}") for each in ("what", "kind", "due"))
    parts.act(
        lambda here: next_steps.add(
            here.records, what=str(what or ""), kind=str(kind), due=due, as_of=here.as_of, meeting_id=meeting_id,
            token=token,
        ), form, token,
    )  # fmt: skip

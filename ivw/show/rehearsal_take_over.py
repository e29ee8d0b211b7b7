"""What a rehearsal teaches the plan, taken over in one press."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import plans, rehearsal_durations
from ivw.coaching.done import Done
from ivw.coaching.lap_times import ALONE
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Run
from ivw.coaching.rehearsal_durations import Heard
from ivw.show import parts
from ivw.show.front_door import Here
from ivw.show.rehearsal_words import as_clock, in_brief

FORM = "take-durations"
WHY = (
    "How long an answer takes is learned from every companion and every real conversation, a little each time. Taking "
    "these over fixes them: the plan then counts with just these, until you empty the field there (our convention)."
)


def draw(here: Here, plan: Plan, run: Run) -> None:
    """The answers that a companion gave against those planned, and the press that takes them into the plan."""
    if run.round == "asking" or run.mode in ALONE:
        why = "A rapid round has no answers" if run.round == "asking" else "Alone nobody answers"
        st.caption(
            f"{why}, so this teaches how long your asking takes, and no more. Let a companion play the host once: then "
            "their answers can be taken into the plan (guide 3)."
        )
        return
    heard = rehearsal_durations.heard(here.records, plan, run.id)
    differ = [each for each in heard if each.differs]
    if not heard:
        return
    with st.container(gap="xsmall"):
        st.markdown("##### What the answers took", help=WHY, anchors=False)
        if not differ:
            st.markdown(":green[:material/check: The plan counts with these durations.]")
            if left_out := _left_out(here, plan, heard):
                st.markdown(f"Left out of the plan now: {left_out}.")
            st.markdown(
                "\n".join(f"- {parts.plain(in_brief(each.text))} **{as_clock(each.took_s)}**" for each in heard)
            )
            return
        st.markdown("\n".join(_line(each) for each in differ))
        token = parts.token(here, FORM)
        st.button(
            "Take these durations into the plan", icon=":material/timer:", key=f"take-{token}", on_click=_take,
            args=(plan.id, run.id, token),
        )  # fmt: skip
        parts.problem(FORM)


def _line(each: Heard) -> str:
    return (
        f"- {parts.plain(in_brief(each.text))} **{as_clock(each.took_s)}** "
        f":gray[against {as_clock(each.planned_s)} planned]"
    )


def _left_out(here: Here, plan: Plan, heard: Sequence[Heard]) -> str:
    """Which of the questions heard the plan has no room for, with these durations; as Markdown."""
    cut = {each.question.id for each in plans.fitted(here.records, plan).cut}
    return ", ".join(parts.plain(f"“{in_brief(each.text)}”") for each in heard if each.question_id in cut)


def _take(plan_id: str, run_id: str, token: str) -> None:
    def take(here: Here) -> Done:
        return rehearsal_durations.take(here.records, plan_id, run_id)

    parts.act(take, FORM, token)

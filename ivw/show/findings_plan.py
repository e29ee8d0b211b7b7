"""What reading does not tell goes into the plan as a question (E10, guide 5), with one press."""

import streamlit as st

from ivw.coaching import meetings, plans
from ivw.coaching.done import Done
from ivw.coaching.plans import Plan
from ivw.coaching.research import Finding
from ivw.show import parts
from ivw.show.front_door import Here


def of_next(here: Here, contact_id: str) -> Plan | None:
    """The plan for the next conversation planned with somebody; None where there is none."""
    planned = [each for each in meetings.of_contact(here.records, contact_id) if each.status == "planned"]
    return plans.of_meeting(here.records, planned[-1].id) if planned else None


def take(finding: Finding, plan: Plan | None) -> None:
    """The press that takes it into this plan, or the word that it is in there."""
    if plan is None:
        return
    if any(question.text == finding.finding for question in plan.questions):
        st.markdown(":green-badge[:material/check: In the plan]", width="content")
        return
    st.button(
        "Take it into the plan", icon=":material/playlist_add:", type="tertiary", key=f"take-{finding.id}",
        on_click=_take, args=(finding, plan.id),
    )  # fmt: skip
    parts.problem(f"take-{finding.id}")


def _take(finding: Finding, plan_id: str) -> None:
    def add(here: Here) -> Done | None:
        # A second click finds it in there already.
        if any(question.text == finding.finding for question in plans.get(here.records, plan_id).questions):
            return None
        return plans.add_question(here.records, plan_id, finding.finding)

    parts.act(add, f"take-{finding.id}")

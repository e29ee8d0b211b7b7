"""Question builder: which questions fit the minutes, in which order, and which have to go."""

import streamlit as st

from ivw.coaching import goals, open_topics, plans
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.show import (
    front_door,
    journey,
    parts,
    plan_agenda,
    plan_balance,
    plan_choice,
    plan_coverage,
    plan_goals,
    plan_topics,
    plan_ways,
    question_bank,
    question_draft,
    stories,
    when,
)
from ivw.show.front_door import Here

SIDES = (1.45, 1)
VIEWS = {"plan": "Your questions", "stories": "If they ask you"}


def show() -> None:
    here = front_door.here()
    if front_door.asked_for("view") == "stories":
        parts.page_head(here, "Question builder", "The talk is about them. If they ask about you, be ready.")
        choose_view("stories")
        stories.draw(here)
        return
    plan, meeting = plan_choice.opened(here)
    if plan is None:
        parts.page_head(here, "Question builder", "Which questions fit the minutes, and which have to go?")
        choose_view("plan")
        not_here(plan, meeting)
        plan_choice.draw(here, meeting)
        return
    parts.page_head(here, "Question builder", lead(here, plan, meeting))
    choose_view("plan")
    not_here(plan, meeting)
    if meeting:
        journey.draw(here, meeting.id)
    known = plan_topics.known(here, meeting)
    fitted, open_goals = plans.fitted(here.records, plan), goals.open_goals(here.records)
    # Rows of columns: on a phone they stack, and what one does first comes first.
    left, right = st.columns(SIDES, gap="large")
    with left, st.container(gap="medium"):
        plan_agenda.time(here, plan, fitted)
        plan_ways.draw(here, plan, meeting, fitted)
    with right:
        question_draft.draw(plan)
    left, right = st.columns(SIDES, gap="large")
    with left, st.container(gap="medium"):
        plan_agenda.questions(here, plan, open_goals, fitted, open_topics.found_out(known(), plan.questions))
        plan_balance.draw(here, plan, fitted)
    with right, st.container(gap="medium"):
        plan_topics.draw(plan, meeting, known())
        question_bank.bank(plan)
    left, right = st.columns(SIDES, gap="large")
    with left:
        plan_coverage.draw(open_goals, fitted)
    with right:
        plan_goals.draw(here, open_goals, plan.id)


def not_here(plan: Plan | None, meeting: Meeting | None) -> None:
    """Say of an old address that what it names is gone."""
    if missed := plan_choice.missed(plan, meeting):
        st.markdown(f":gray[:material/link_off: {missed}]")


def choose_view(view: str) -> None:
    """What one prepares; the plan that is open stays in the address."""
    # A fresh key for each view: what was chosen before says nothing once an address has led elsewhere.
    chosen = parts.choice("View", VIEWS, key=f"builder/view-{view}", default=view)
    if chosen != view:
        if chosen == "plan":
            st.query_params.pop("view", None)
            st.query_params.pop("story", None)
        else:
            st.query_params["view"] = chosen
        st.rerun()


def lead(here: Here, plan: Plan, meeting: Meeting | None) -> str:
    """Who it is for, when, and for how long."""
    name = parts.plain(plan_choice.called(plan))
    if meeting is None:
        return f"{name}, {plan.minutes} minutes."
    agreed = f"{meeting.minutes} minutes agreed"
    planned = "" if meeting.minutes == plan.minutes else f", planned for {plan.minutes}"
    return f"{name}, {when.moment(here, meeting.starts_at)}, {agreed}{planned}."


show()

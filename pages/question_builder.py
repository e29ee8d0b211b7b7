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
    plan_choice,
    plan_sources,
    plan_together,
    plan_topics,
    plan_ways,
    question_draft,
    stories,
    when,
)
from ivw.show.front_door import Here

SIDES = (1.45, 1)
PLAN, STORIES = "plan", "stories"
VIEWS = {PLAN: "Questions", plan_together.VIEW: "Taken together", STORIES: "If they ask you"}


def show() -> None:
    here = front_door.here()
    view = front_door.asked_for("view")
    if view == STORIES:
        parts.page_head(here, "Question builder", "The talk is about them. If they ask about you, be ready.")
        choose_view(STORIES)
        stories.draw(here)
        return
    plan, meeting = plan_choice.opened(here)
    if plan is None:
        parts.page_head(here, "Question builder", "Which questions fit the minutes, and which have to go?")
        choose_view(PLAN)
        not_here(plan, meeting)
        plan_choice.draw(here, meeting)
        return
    parts.page_head(here, "Question builder", lead(here, plan, meeting))
    choose_view(view if view == plan_together.VIEW else PLAN)
    not_here(plan, meeting)
    if view == plan_together.VIEW:
        plan_together.draw(here, plan, plans.fitted(here.records, plan), SIDES)
        return
    if meeting:
        journey.draw(here, meeting.id)
    build(here, plan, meeting)


def build(here: Here, plan: Plan, meeting: Meeting | None) -> None:
    """The questions against their minutes; beside them where more of them come from."""
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
        plan_together.in_short(here, fitted, open_goals)
    with right:
        plan_sources.draw(plan, meeting, known())


def not_here(plan: Plan | None, meeting: Meeting | None) -> None:
    """Say of an old address that what it names is gone."""
    if missed := plan_choice.missed(plan, meeting):
        st.markdown(f":gray[:material/link_off: {missed}]")


def choose_view(view: str) -> None:
    """What one prepares; the plan that is open stays in the address. Without one there is nothing to take together."""
    has_plan = bool(front_door.asked_for("plan") or front_door.asked_for("meeting"))
    views = {name: label for name, label in VIEWS.items() if has_plan or name != plan_together.VIEW}
    # A fresh key for each view: what was chosen before says nothing once an address has led elsewhere.
    chosen = parts.choice("View", views, key=f"builder/view-{view}-{has_plan}", default=view)
    if chosen != view:
        if chosen == PLAN:
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

"""Question builder: which questions fit the minutes, in which order, and which have to go."""

import streamlit as st

from ivw.coaching import goals, plans
from ivw.coaching.agenda import Agenda
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.coaching.plans import Plan
from ivw.exchange import run_sheet
from ivw.show import front_door, journey, parts, plan_agenda, plan_choice, plan_goals, question_bank, when
from ivw.show.front_door import Here


def show() -> None:
    here = front_door.here()
    plan, meeting = plan_choice.opened(here)
    if plan is None:
        parts.page_head(here, "Question builder", "Which questions fit the minutes, and which have to go?")
        plan_choice.draw(here, meeting)
        return
    parts.page_head(here, "Question builder", lead(here, plan, meeting))
    if meeting:
        journey.draw(here, meeting.id)
    fitted, open_goals = plans.fitted(here.records, plan), goals.open_goals(here.records)
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        plan_agenda.time(plan, fitted)
        ways_on(here, plan, meeting, fitted)
        plan_agenda.questions(here, plan, open_goals, fitted)
    with right, st.container(gap="medium"):
        question_bank.own_words(here, plan)
        plan_goals.draw(here, open_goals)
        question_bank.bank(here, plan)


def lead(here: Here, plan: Plan, meeting: Meeting | None) -> str:
    """Who it is for, when, and for how long."""
    name = parts.plain(plan_choice.called(plan))
    if meeting is None:
        return f"{name}, {plan.minutes} minutes."
    agreed = f"{meeting.minutes} minutes agreed"
    planned = "" if meeting.minutes == plan.minutes else f", planned for {plan.minutes}"
    return f"{name}, {when.moment(here, meeting.starts_at)}, {agreed}{planned}."


def ways_on(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> None:
    """What one does with a plan."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Rehearse it", type="primary", icon=":material/timer:"):
            front_door.go("practice_timer", plan=plan.id)
        st.download_button(
            "Run sheet to print", sheet(here, plan, meeting, fitted), "run-sheet.html", "text/html",
            icon=":material/print:", on_click="ignore",
            help="One page with clock times, saved as a file: open it in your browser and print it. On paper, since a "
            "phone on the table looks like boredom (guide 2).",
        )  # fmt: skip
        if meeting and st.button("The conversation", type="tertiary", icon=":material/forum:"):
            front_door.go("conversation", meeting=meeting.id)
        if st.button("Other plans", type="tertiary", icon=":material/list:"):
            front_door.go("question_builder")
        if st.button("Remove the plan", type="tertiary", icon=":material/delete:"):
            ask_to_remove(plan)
    parts.problem("remove-plan")


def sheet(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> str:
    name = plan_choice.called(plan)
    if meeting is None:
        return run_sheet.page(fitted, whom=name, details=(), starts_at=None)
    starts = here.local(meeting.starts_at)
    facts = (f"{starts:%A} {starts.day} {starts:%B %Y}", FORMATS.get(meeting.format or "", ""), meeting.place or "")
    return run_sheet.page(fitted, whom=name, details=[fact for fact in facts if fact], starts_at=starts)


@st.dialog("Remove this plan?")
def ask_to_remove(plan: Plan) -> None:
    asked = parts.count(len(plan.questions), "question")
    st.markdown(f"{parts.plain(plan_choice.called(plan))}: {asked} and all rehearsals of it go. You can undo it.")
    if st.button("Remove it", type="primary", key="remove-plan", on_click=remove, args=(plan.id,)):
        st.rerun()  # which closes the dialog


def remove(plan_id: str) -> None:
    if parts.act(lambda here: plans.remove(here.records, plan_id), "remove-plan"):
        st.query_params.clear()


show()

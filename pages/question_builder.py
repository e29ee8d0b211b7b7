"""Question builder: which questions fit the minutes, in which order, and which have to go."""

import streamlit as st

from ivw.coaching import goals, phrases, plans
from ivw.coaching.agenda import Agenda
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.coaching.plans import Plan
from ivw.exchange import run_sheet
from ivw.show import (
    front_door,
    journey,
    parts,
    plan_agenda,
    plan_choice,
    plan_coverage,
    plan_goals,
    question_bank,
    stories,
    when,
)
from ivw.show.front_door import Here

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
        plan_choice.draw(here, meeting)
        return
    parts.page_head(here, "Question builder", lead(here, plan, meeting))
    choose_view("plan")
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
        plan_coverage.draw(here, open_goals, fitted)
        plan_goals.draw(here, open_goals)
        question_bank.bank(here, plan)


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


def ways_on(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> None:
    """What one does with a plan."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Rehearse it", type="primary", icon=":material/timer:"):
            front_door.go("practice_timer", plan=plan.id)
        as_page, as_text = sheets(here, plan, meeting, fitted)
        st.download_button(
            "Run sheet to print", as_page, "run-sheet.html", "text/html", icon=":material/print:", on_click="ignore",
            help="One page with clock times, saved as a file: open it in your browser and print it. On paper, since a "
            "phone on the table looks like boredom (guide 2).",
        )  # fmt: skip
        st.download_button(
            "As Markdown", as_text, "run-sheet.md", "text/markdown", type="tertiary", icon=":material/markdown:",
            on_click="ignore", help="The same run sheet, for your notes.",
        )  # fmt: skip
        if meeting and st.button("The conversation", type="tertiary", icon=":material/forum:"):
            front_door.go("conversation", meeting=meeting.id)
        if st.button("Other plans", type="tertiary", icon=":material/list:"):
            front_door.go("question_builder")
        if st.button("Remove the plan", type="tertiary", icon=":material/delete:"):
            ask_to_remove(plan)
    parts.problem("remove-plan")


def sheets(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> tuple[str, str]:
    """The run sheet as a page and as Markdown, with clock times where an appointment says when it begins."""
    starts = here.local(meeting.starts_at) if meeting else None
    facts: list[str] = []
    if meeting and starts:
        day = f"{starts:%A} {starts.day} {starts:%B %Y}, times in {here.zone}"
        facts = [day, FORMATS.get(meeting.format or "", ""), meeting.place or ""]
    try:
        sentences = phrases.by_kind()
    except InvalidRecord as broken:  # somebody edited the file
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        sentences = {}
    as_page, as_text = (
        write(
            fitted, whom=plan_choice.called(plan), details=[fact for fact in facts if fact], starts_at=starts,
            sentences=sentences,
        )
        for write in (run_sheet.page, run_sheet.markdown)
    )  # fmt: skip
    return as_page, as_text


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

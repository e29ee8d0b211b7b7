"""What one does with a plan: rehearse it, take it along on paper, go on to the conversation, remove it."""

import streamlit as st

from ivw.coaching import phrases, plans, stories
from ivw.coaching.agenda import Agenda
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import FORMATS, Meeting
from ivw.coaching.plans import Plan
from ivw.exchange import run_sheet
from ivw.show import front_door, parts, plan_choice
from ivw.show.front_door import Here


def draw(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> None:
    """What one does with a plan."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Rehearse it", type="primary", icon=":material/timer:"):
            front_door.go("practice_timer", plan=plan.id)
        as_page, as_text = _sheets(here, plan, meeting, fitted)
        st.download_button(
            "Run sheet", as_page, "run-sheet.html", "text/html", icon=":material/print:", on_click="ignore",
            help="One page with clock times, saved as a file: open it in your browser and print it. On paper, since a "
            "phone on the table looks like boredom (guide 2).",
        )  # fmt: skip
        st.download_button(
            "Markdown", as_text, "run-sheet.md", "text/markdown", type="tertiary", icon=":material/markdown:",
            on_click="ignore", help="The same run sheet, for your notes.",
        )  # fmt: skip
        _more(plan, meeting)
    parts.problem("remove-plan")


def _more(plan: Plan, meeting: Meeting | None) -> None:
    """What one does with it now and then."""
    choices = {"conversation": "The conversation"} if meeting else {}
    choices |= {"others": "Other plans", "remove": "Remove the plan"}
    chosen = st.menu_button("More", list(choices), format_func=choices.__getitem__, type="tertiary", key="plan-more")
    if chosen == "conversation" and meeting:
        front_door.go("conversation", meeting=meeting.id)
    elif chosen == "others":
        front_door.go("question_builder")
    elif chosen == "remove":
        _ask_to_remove(plan)


def _sheets(here: Here, plan: Plan, meeting: Meeting | None, fitted: Agenda) -> tuple[str, str]:
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
    ready = [each.title for each in stories.every(here.records) if stories.is_ready(each)]
    as_page, as_text = (
        write(
            fitted, whom=plan_choice.called(plan), details=[fact for fact in facts if fact], starts_at=starts,
            sentences=sentences, stories=ready,
        )
        for write in (run_sheet.page, run_sheet.markdown)
    )  # fmt: skip
    return as_page, as_text


@st.dialog("Remove this plan?")
def _ask_to_remove(plan: Plan) -> None:
    asked = parts.count(len(plan.questions), "question")
    st.markdown(f"{parts.plain(plan_choice.called(plan))}: {asked} and all rehearsals of it go. You can undo it.")
    if st.button("Remove it", type="primary", key="remove-plan", on_click=_remove, args=(plan.id,)):
        st.rerun()  # which closes the dialog


def _remove(plan_id: str) -> None:
    if parts.act(lambda here: plans.remove(here.records, plan_id), "remove-plan"):
        st.query_params.clear()

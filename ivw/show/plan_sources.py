"""Where the questions of a plan come from besides one's own words: what research left open, the bank, and what stands
between the questions. One of them at a time."""

import streamlit as st

from ivw.coaching import open_topics
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.show import between_questions, front_door, parts, plan_topics, question_bank
from ivw.show.plan_topics import Known

OPEN, BANK, BETWEEN = "open", "bank", "between"


@st.fragment
def draw(plan: Plan, meeting: Meeting | None, sheets: Known) -> None:
    """The choice, each with how much it has, and what was chosen. A choice draws nothing but this."""
    here = front_door.here()
    found = open_topics.still_open(sheets, plan.questions) if meeting else ()
    shelf = question_bank.shelf(here)
    sources = {BANK: f"Bank {len(shelf)}", BETWEEN: "In between"}
    if found:
        sources = {OPEN: f"Left open {len(found)}"} | sources
    with st.container(gap="small"):
        asked = front_door.asked_for("source")
        shown = asked if asked in sources else next(iter(sources))
        # A fresh key for each that is shown: what was chosen before says nothing once an address has led elsewhere.
        key = f"sources-{plan.id}-{shown}"
        chosen = parts.choice("Where questions come from", sources, key=key, default=shown, may_wrap=True)
        if chosen != shown:
            st.query_params["source"] = chosen
            st.rerun()
        if meeting and chosen == OPEN:
            plan_topics.draw(plan, meeting, found)
        elif chosen == BETWEEN:
            between_questions.draw()
        else:
            question_bank.draw(here, plan, shelf)

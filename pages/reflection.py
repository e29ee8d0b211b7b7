"""Reflection: what a conversation taught and brought, written down while it is fresh, and then the thank-you."""

import streamlit as st

from ivw.coaching import meetings, next_steps, thanking
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.show import (
    debrief_close,
    debrief_list,
    debrief_more,
    debrief_names,
    debrief_questions,
    debrief_step,
    debrief_texts,
    front_door,
    journey,
    meeting_captures,
    meeting_forms,
    meeting_words,
    parts,
    this_minute,
)
from ivw.show import next_steps as next_step_rows

TITLE = "Reflection"


def show() -> None:
    here = front_door.here()
    meeting = asked_for(here)
    if meeting is None:
        debrief_list.draw(this_minute.here())
    elif meeting.status == "held":
        debrief(here, meeting)
    else:
        not_held(here, meeting)


def asked_for(here: front_door.Here) -> Meeting | None:
    try:
        return meetings.get(here.records, front_door.asked_for("meeting") or "")
    except InvalidRecord:
        return None


def debrief(here: front_door.Here, meeting: Meeting) -> None:
    thanks = thanking.of_meeting(here.records, meeting.id, meeting.contact_id, here.as_of, here.zone)
    parts.page_head(here, TITLE, meeting_words.lead(here, meeting))
    journey.draw(here, meeting.id)
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        with st.container(gap="small"):
            parts.section("Three minutes", "It saves itself while you type")
            debrief_texts.short(meeting.id)
            debrief_step.draw(meeting.id)
        debrief_names.draw(here, meeting)
        with st.expander("More, when you have a minute", key=f"more-{meeting.id}", on_change="rerun") as more:
            if more.open:
                debrief_more.draw(meeting.id, meeting.contact_id)
        debrief_questions.draw(meeting.id)
    with right, st.container(gap="medium"):
        meeting_captures.about(meeting.id)
        meeting_captures.promised(here, meeting)
        meeting_captures.leads(here, meeting)
        steps_besides(here, meeting)
    debrief_close.draw(here, meeting, thanks)


def steps_besides(here: front_door.Here, meeting: Meeting) -> None:
    """What else this conversation makes one do, besides the one next step; and a form for more."""
    if every := next_steps.of_meeting(here.records, meeting.id):
        with st.container(gap="xsmall"):
            st.markdown("**More steps**")
            next_step_rows.rows(here, every[1:], with_whom=False)
            next_step_rows.add(here, meeting.id)


def not_held(here: front_door.Here, meeting: Meeting) -> None:
    parts.page_head(here, TITLE, meeting_words.lead(here, meeting))
    with st.container(width=560, gap="small"):
        if meeting.status == "planned" and meeting.starts_at <= here.as_of:
            parts.nothing_yet("Did it take place?", "Say so first; then write down what it taught you.")
            if recorded := meeting_forms.outcome(here, meeting, first=True):
                meeting_forms.go_on(meeting.id, recorded)
        else:
            ahead = meeting.status == "planned"
            parts.nothing_yet(
                "This one is still ahead" if ahead else "This one did not take place",
                "A debrief follows the conversation." if ahead else "There is nothing to look back on.",
            )
            if st.button("Open the conversation", icon=":material/arrow_forward:"):
                front_door.go("conversation", meeting=meeting.id)


show()

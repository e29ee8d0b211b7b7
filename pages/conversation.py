"""Conversation: one informational interview before, while and after it takes place."""

import streamlit as st

from ivw.coaching import contacts, meetings, under_way
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.show import (
    front_door,
    journey,
    live_sheet,
    meeting_after,
    meeting_before,
    meeting_forms,
    meeting_list,
    meeting_words,
    parts,
    this_minute,
)

TITLE = "Conversation"
STEPS = {"before": "Before", "live": "While you talk", "after": "Afterwards"}


def show() -> None:
    here = front_door.here()
    if meeting := asked_for_meeting(here):
        one(here, meeting)
    elif person := asked_for_contact(here):
        plan_one(here, person)
    else:
        meeting_list.draw(this_minute.here())


def asked_for_meeting(here: front_door.Here) -> Meeting | None:
    try:
        return meetings.get(here.records, front_door.asked_for("meeting") or "")
    except InvalidRecord:
        return None


def asked_for_contact(here: front_door.Here) -> Contact | None:
    try:
        return contacts.get(here.records, front_door.asked_for("contact") or "")
    except InvalidRecord:
        return None


def one(here: front_door.Here, meeting: Meeting) -> None:
    parts.page_head(here, TITLE, meeting_words.lead(here, meeting))
    step = chosen_step(here, meeting)
    if step != "live":  # while one talks, nothing else is on the page
        # Before, it is said in full; once its time has come, what to do next is to say what happened.
        journey.draw(here, meeting.id, says_next=step != "before" and meeting.starts_at > here.as_of)
    match step:
        case "before":
            meeting_before.draw(here, meeting)
        case "live":
            live_sheet.draw(meeting.id)
        case _:
            meeting_after.draw(here, meeting)


def chosen_step(here: front_door.Here, meeting: Meeting) -> str:
    asked = front_door.asked_for("step")
    by_the_clock = under_way.step(meeting, here.as_of)
    chosen = parts.choice(
        "Step", STEPS, key=f"step-{meeting.id}-{by_the_clock}", default=asked if asked in STEPS else by_the_clock
    )
    # Once one talks, it stays open: a host who goes on longer must not be interrupted by the question how it was.
    if chosen == "live" or chosen != by_the_clock:
        st.query_params["step"] = chosen
    else:
        st.query_params.pop("step", None)
    return chosen


def plan_one(here: front_door.Here, person: Contact) -> None:
    parts.page_head(here, TITLE, f"Plan one with {parts.plain(person.name)}, or record one that took place.")
    planned = [each for each in meetings.of_contact(here.records, person.id) if each.status == "planned"]
    with st.container(width=560, gap="medium"):
        for each in planned[:3]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":material/event: Planned already: {meeting_words.day(here, each)}", width="content")
                if st.button("Open", icon=":material/arrow_forward:", type="tertiary", key=f"planned-{each.id}"):
                    front_door.go("conversation", meeting=each.id)
        with st.container(gap="small"):
            way = parts.choice("Plan or record", meeting_forms.WAYS, key=f"way-{person.id}")
            if way == "plan":
                if made := meeting_forms.plan(here, person.id, first=True):
                    front_door.go("conversation", meeting=made)
            elif made := meeting_forms.record(here, person.id, first=True):
                front_door.go("reflection", meeting=made)


show()

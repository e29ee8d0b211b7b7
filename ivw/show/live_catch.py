"""Catching what comes up while one talks, with one key each, and below it what was caught so far."""

from datetime import timedelta
from functools import partial

import streamlit as st

from ivw.coaching import meetings, promises, reflections
from ivw.coaching.errors import InvalidRecord
from ivw.show import front_door, meeting_captures, meeting_words, parts
from ivw.show.front_door import Here
from ivw.show.live_capture import Caught, live_capture


@st.fragment
def draw(meeting_id: str) -> None:
    """The four keys and the list. What is caught draws nothing but this anew."""
    here = front_door.here()
    with st.container(gap="xsmall"):
        st.markdown("**Catch it**", help="Their words at once, everything else afterwards (guide 1).")
        due = here.as_of.date() + timedelta(days=meeting_captures.DAYS_TO_KEEP_IT)
        live_capture(f"catch-{meeting_id}", due=due, on_catch=partial(_catch, meeting_id))
        if not meeting_captures.caught(here, meeting_words.still_there(here, meeting_id)):
            st.caption("What you catch stands here at once.")
    # What was taken out again is said at the head of the page, with its undo.
    said = st.session_state.get(parts.SAID)
    if said is not None and said is not st.session_state.get("said/shown"):
        st.rerun()


def _catch(meeting_id: str, caught: Caught) -> InvalidRecord | None:
    """Keep one thing, once; returns why it was refused."""
    form = f"catch-{meeting_id}"
    if parts.act(lambda here: _keep(here, meeting_id, caught), form, caught.id):
        return None
    refusal = st.session_state.pop(f"problem/{form}")
    return refusal if isinstance(refusal, InvalidRecord) else None


def _keep(here: Here, meeting_id: str, caught: Caught) -> None:
    """Nothing is said of it: it stands in the list a moment later."""
    meeting = meetings.get(here.records, meeting_id)
    whose = {"contact_id": meeting.contact_id, "meeting_id": meeting_id, "token": caught.id}
    match caught.kind:
        case "promise":
            due = caught.day or here.as_of.date() + timedelta(days=meeting_captures.DAYS_TO_KEEP_IT)
            promises.promise(here.records, owner=caught.choice, what=caught.text, due=due, as_of=here.as_of, **whose)
        case "referral":
            promises.refer(here.records, name=caught.text, may_mention=caught.choice, as_of=here.as_of, **whose)
        case "lead":
            hidden = caught.choice == "hidden"
            reflections.note_lead(here.records, what=caught.text, unadvertised=hidden, as_of=here.as_of, **whose)
        case _:
            meetings.add_topic(here.records, meeting_id, caught.text)

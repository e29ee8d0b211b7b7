"""After a conversation: what happened, and where it goes on."""

import streamlit as st

from ivw.coaching import meetings, reflections, thanking
from ivw.coaching.meetings import Meeting
from ivw.show import debrief_close, front_door, meeting_forms, parts
from ivw.show.front_door import Here


def draw(here: Here, meeting: Meeting) -> None:
    """Ask what happened, or say it once it is known."""
    with st.container(width=560, gap="medium"):
        match meeting.status:
            case "planned":
                _ask(here, meeting)
            case "held":
                _held(here, meeting)
            case _:
                _called_off(meeting)


def _ask(here: Here, meeting: Meeting) -> None:
    if meeting.starts_at <= here.as_of:
        parts.nothing_yet("How did it go?", "First what happened; then you write down what it taught you.")
    else:
        parts.nothing_yet("It is still ahead", "If it was moved or called off, say so here.")
    with st.container(gap="small"):
        if recorded := meeting_forms.outcome(here, meeting, first=True):
            st.query_params.pop("step", None)
            meeting_forms.go_on(meeting.id, recorded)


def _held(here: Here, meeting: Meeting) -> None:
    thanks = thanking.of_meeting(here.records, meeting.id, meeting.contact_id, here.as_of, here.zone)
    is_written = reflections.of_meeting(here.records, meeting.id) is not None
    with st.container(gap="xxsmall"):
        took = parts.count(meeting.took_minutes, "minute")
        st.markdown(f"##### :material/check_circle: You talked for {took}", anchors=False)
        if meeting.extended_by_host:
            st.markdown(":green[:material/thumb_up:] They wished to go on longer than agreed: a good sign.")
        st.markdown(debrief_close.clock(here, thanks))
    with st.container(horizontal=True, gap="small"):
        if st.button(
            "Open the debrief" if is_written else "Write the debrief", icon=":material/edit_note:", type="primary"
        ):
            front_door.go("reflection", meeting=meeting.id)
        if thanks and not thanks.settled_at and st.button("Write the thank-you", icon=":material/favorite:"):
            front_door.go("outreach", contact=meeting.contact_id, kind="thank_you", meeting=meeting.id)
    _cost(meeting)


def _cost(meeting: Meeting) -> None:
    """What the bill or a small gift came to: optional, and only where there may have been one (guide 3)."""
    if meeting.format not in ("cafe", "restaurant") and meeting.cost is None:
        return
    form = f"cost-{meeting.id}"
    stands = None if meeting.cost is None else float(meeting.cost)
    key = f"{form}-{stands}"
    with st.container(width=220, gap="xsmall"):
        st.number_input(
            "What it cost you", value=stands, step=1.0, format="%.2f", key=key, placeholder="Nothing said",
            on_change=_keep_cost, args=(meeting.id, key, stands, form),
            help="The bill or a small gift, for your own account. Optional (guide 3).",
        )  # fmt: skip
        parts.problem(form)


def _keep_cost(meeting_id: str, key: str, stands: float | None, form: str) -> None:
    said = st.session_state.get(key)
    if said == stands:  # a second click that came late says everything once more
        return
    parts.act(lambda here: meetings.note_cost(here.records, meeting_id, said), form)


def _called_off(meeting: Meeting) -> None:
    mine = meeting.called_off_by == "me"
    if meeting.status == "no_show":
        title = "You did not come" if mine else "They did not come"
    else:
        title = {"me": "You called it off", "them": "They called it off"}.get(
            meeting.called_off_by or "", "It was called off"
        )
    parts.nothing_yet(
        title,
        "Say that you are sorry, and offer new times." if mine
        else "It happens, and mostly for reasons that have nothing to do with you. Offer new times.",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        if st.button("Offer new times", icon=":material/calendar_add_on:", type="primary"):
            front_door.go("outreach", contact=meeting.contact_id, kind="proposal")
        if st.button("Plan a new one", icon=":material/event:"):
            front_door.go("conversation", contact=meeting.contact_id)

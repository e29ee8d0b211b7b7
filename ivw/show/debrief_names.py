"""The two questions one never leaves without, looked back on: whom they named, and may one mention them."""

import streamlit as st

from ivw.coaching import must_asks, promises
from ivw.coaching.meetings import Meeting
from ivw.coaching.must_asks import WHO_ELSE
from ivw.coaching.promises import LEAVE
from ivw.show import front_door, meeting_captures, parts
from ivw.show.front_door import Here


def draw(here: Here, meeting: Meeting) -> None:
    """Whom they named and the permission, in one press for all of them; where nobody was named, why."""
    named = promises.referrals_in(here.records, meeting.id)
    with st.container(gap="small"):
        meeting_captures.names(here, meeting)
        if named:
            _permission(here, meeting, {each.may_mention for each in named})
        else:
            _nobody(meeting.id)


def _permission(here: Here, meeting: Meeting, said: set[str]) -> None:
    # What was ticked as asked while talking has an answer, which is what is missing then.
    asked = "not asked" in said and must_asks.asked_for_name(here.records, meeting.id)
    stands = next(iter(said)) if len(said) == 1 else None
    options = [each for each in LEAVE if not (asked and each == "not asked")]
    stands = stands if stands in options else None
    whose = f"the name of {parts.plain(meeting.contact)}"
    key = f"may-all-{meeting.id}-{stands}"
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    st.segmented_control(
        f"You asked whether you may mention {whose}. What did they say?" if asked else f"May I mention {whose}?",
        options, default=stands, key=key,
        format_func=lambda each: f":gray[{LEAVE[each]}]", on_change=_permit, args=(meeting.id, stands, key),
        help="The second question never to leave without (guide 2). It stands wherever you write to whom they named.",
    )  # fmt: skip
    parts.problem(key)
    if "not asked" in said and not asked:
        st.caption(":material/lightbulb: Not asked yet? Your thank-you may ask: a line is enough (our convention).")


@st.fragment
def _nobody(meeting_id: str) -> None:
    here = front_door.here()
    stands = must_asks.who_else(here.records, meeting_id)
    key = f"who-else-{meeting_id}-{stands}"
    st.segmented_control(
        "Nobody?", list(WHO_ELSE), default=stands, key=key, format_func=lambda each: f":gray[{WHO_ELSE[each]}]",
        label_visibility="collapsed", on_change=_say, args=(meeting_id, stands, key),
    )  # fmt: skip
    parts.problem(key)
    if stands == "not asked":
        st.caption(":material/lightbulb: Your thank-you may still ask whom else to talk to (our convention).")


def _permit(meeting_id: str, stands: str | None, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is None or chosen == stands:
        return
    parts.act(lambda here: promises.permit_all(here.records, meeting_id, chosen), key)


def _say(meeting_id: str, stands: str | None, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen == stands:
        return

    def save(here: Here) -> None:
        must_asks.say_who_else(here.records, meeting_id, chosen, as_of=here.as_of)

    parts.act(save, key)

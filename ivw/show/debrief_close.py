"""The end of a debrief: the promise to whoever named them, the thank-you and its 24 hours, and the way on."""

from functools import partial

import streamlit as st

from ivw.coaching import referrers, thanking
from ivw.coaching.done import Done
from ivw.coaching.meetings import Meeting
from ivw.coaching.thanking import Thanks
from ivw.show import front_door, let_go, meeting_forms, parts, when
from ivw.show.front_door import Here

WITHIN = "Within 24 hours, the sooner the better (guides 1 and 2)."


def clock(here: Here, thanks: Thanks | None) -> str:
    """How the thank-you stands, as Markdown with an icon."""
    if thanks is None:
        return ""
    if thanks.settled_at:
        late = thanks.settled_at > thanks.due_at
        how = ":orange[:material/check: Thanked late" if late else ":green[:material/check: Thanked in time"
        return f"{how}, {when.moment(here, thanks.settled_at)}]"
    if thanks.dropped:
        return ":gray[:material/close: You let the thank-you go]"
    hours = (thanks.due_at - here.as_of).total_seconds() / 3600
    if thanks.lapsed:
        return ":gray[:material/history: The time for a thank-you is over; a friendly line is still welcome]"
    if hours < 0:
        return f":red[:material/priority_high: Thank-you {_late(-hours)} late; it still counts for something]"
    left = parts.count(int(hours), "hour") if hours >= 1 else parts.count(max(1, int(hours * 60)), "minute")
    return f":orange[:material/schedule: {left} left for the thank-you]"


def draw(here: Here, meeting: Meeting, thanks: Thanks | None) -> None:
    """Whom to tell, and the one button that ends the debrief."""
    form = f"close-{meeting.id}"
    token = parts.token(here, form)
    with st.container(gap="small"):
        tell = _referrers(here, meeting)
        is_thanked = thanks is not None and (thanks.settled_at is not None or thanks.dropped)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            pressed = st.button(
                "Done" if is_thanked else "Done: write the thank-you",
                icon=f":material/{'check' if is_thanked else 'favorite'}:",
                type="primary", key=f"close-{token}", help=None if is_thanked else WITHIN,
            )  # fmt: skip
            st.markdown(clock(here, thanks), width="content")
            if thanks and not is_thanked and not thanks.lapsed:
                let_go.button(
                    f"The thank-you to {meeting.contact}: it leaves the queue and the health of the tie.",
                    f"thanks-{meeting.id}", partial(_let_go, meeting.id),
                )  # fmt: skip
        if pressed and (not tell or parts.act(lambda now: _tell(now, meeting.id, tell), form, token)):
            if is_thanked:
                front_door.go("reflection")
            front_door.go("outreach", contact=meeting.contact_id, kind="thank_you", meeting=meeting.id)
        parts.problem(form)


def _let_go(meeting_id: str, here: Here, why: str) -> Done:
    return thanking.let_go(here.records, meeting_id, why, as_of=here.as_of)


def _tell(here: Here, meeting_id: str, tell: list[str]) -> Done:
    return referrers.tell(here.records, meeting_id, tell, as_of=here.as_of, zone=here.zone)


def _referrers(here: Here, meeting: Meeting) -> list[str]:
    """Show who named them, and return who is to be promised word of it."""
    chosen = []
    for referrer in referrers.of_meeting(here.records, meeting.id, here.as_of, here.zone):
        name = parts.plain(referrer.name)
        if referrer.promised and referrer.promised_for:
            by = when.on_day(here, referrer.promised_for)
            st.markdown(f":green[:material/handshake:] {name} named them. You promised to tell {name} by {by}.")
        elif meeting_forms.tell_box(here, referrer, meeting.id):
            chosen.append(referrer.contact_id)
    return chosen


def _late(hours: float) -> str:
    return parts.count(int(hours / 24), "day") if hours >= 24 else parts.count(max(1, int(hours)), "hour")

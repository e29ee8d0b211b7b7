"""What to do with the rest of the time, where what was planned does not fit it any more: offered, never forced."""

import streamlit as st

from ivw.coaching import agenda, under_way
from ivw.coaching.meetings import Meeting
from ivw.coaching.replanning import Rest
from ivw.coaching.under_way import Talk
from ivw.show import parts
from ivw.show.front_door import Here


def offer(here: Here, meeting: Meeting, talk: Talk, rest: Rest | None) -> None:
    """The rest as it is worth most, with a button that takes it over; or the way back from it."""
    form = f"rest-{meeting.id}"
    if rest is not None:
        with st.container(gap="xsmall"):
            st.markdown(f":orange[:material/av_timer: {_says(here, rest)}]", help=_why(rest))
            for each in rest.leave_out:
                with st.container(gap=None):
                    st.markdown(f":gray[:material/remove_circle_outline:] {parts.plain(each.question.text)}")
                    st.caption(each.why)
            st.button(
                "Leave them out" if len(rest.leave_out) > 1 else "Leave it out", icon=":material/content_cut:",
                key=f"leave-out-{meeting.id}", on_click=_leave_out,
                args=(meeting.id, tuple(each.question.id for each in rest.leave_out), form),
                help="They stay at hand below. Ask what you like: this is an offer.",
            )  # fmt: skip
    elif talk.left_out:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(f"{parts.count(len(talk.left_out), 'question')} left out for want of time.", width="content")
            st.button(
                "Take them in again", type="tertiary", icon=":material/undo:", key=f"take-back-{meeting.id}",
                on_click=_take_back, args=(meeting.id, form),
            )  # fmt: skip
    parts.problem(form)


def _says(here: Here, rest: Rest) -> str:
    """At 10:11, with 9 minutes left: ask 2 more, then the two must-asks. Leave out 1."""
    minutes = max(1, rest.seconds_left // 60)
    many = {0: "go to", 1: "ask one more, then"}.get(len(rest.ask), f"ask {len(rest.ask)} more, then")
    last = {0: "thank them", 1: "the must-ask"}.get(len(rest.must_asks), "the two must-asks")
    if rest.must_asks and rest.ask and rest.seconds_left <= under_way.NEAR_THE_END.total_seconds():
        many, last = f"ask {last}, then", "one more" if len(rest.ask) == 1 else f"{len(rest.ask)} more"
    if not rest.must_asks and not rest.ask:
        many = "it is time to"
    left = f"At {here.as_of:%H:%M}, with {parts.count(minutes, 'minute')} left"
    return f"{left}: {many} {last}. Leave out {len(rest.leave_out)}:"


def _why(rest: Rest) -> str:
    pace = "as planned"
    if rest.pace >= 1.05:
        pace = f"{round(100 * rest.pace - 100)}% longer than planned"
    elif rest.pace <= 0.95:
        pace = f"{round(100 - 100 * rest.pace)}% shorter than planned"
    return (
        f"Chosen as the plan was: what is worth most in the {agenda.clock(rest.room_s)} that questions still have, "
        f"with a tenth kept free and a minute to say thank you. Answers take {pace} in this talk (our convention)."
    )


def _leave_out(meeting_id: str, question_ids: tuple[str, ...], form: str) -> None:
    def leave_out(here: Here) -> None:
        under_way.leave_out(here.records, meeting_id, question_ids, as_of=here.as_of)

    parts.act(leave_out, form)


def _take_back(meeting_id: str, form: str) -> None:
    def take_back(here: Here) -> None:
        under_way.take_back(here.records, meeting_id)

    parts.act(take_back, form)

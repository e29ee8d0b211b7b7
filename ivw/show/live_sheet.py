"""The run sheet while one talks: the next question, the two one never leaves without, ticks and notes."""

from datetime import timedelta
from functools import partial

import streamlit as st

from ivw.coaching import asking, at_hand
from ivw.coaching.asking import Line, Question, Sheet
from ivw.coaching.meetings import Meeting
from ivw.show import front_door, meeting_words, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

SHOWN_LATE = timedelta(hours=1)  # how long after the agreed end the clock of a call goes on


@st.fragment
def draw(meeting_id: str) -> None:
    """The sheet of one conversation. A tick or a keystroke draws nothing but this anew."""
    here = front_door.here()
    meeting = meeting_words.still_there(here, meeting_id)
    sheet = asking.sheet(here.records, meeting_id, meeting.starts_at)
    with st.container(gap="medium"):
        _time(here, meeting)
        if sheet.plan_id is None:
            _no_plan(here, meeting, sheet)
        else:
            _next(here, meeting, sheet)
            _never_without(meeting, sheet)
            _lines(here, meeting, sheet)


def _time(here: Here, meeting: Meeting) -> None:
    """When to say that the end is near. On paper and in person a watch tells the time, in a call the screen does."""
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    say = [f"{here.local(ends - timedelta(minutes=left)):%H:%M}" for left in at_hand.TIME_LEFT]
    with st.container(gap="xxsmall"):
        st.markdown(
            f":material/schedule: Until **{here.local(ends):%H:%M}**. At **{say[0]}** and **{say[1]}** say that the "
            "end is near."
        )
        if meeting.status != "planned":
            st.caption("What you tick and write here is kept all the same.")
        elif meeting.format == "video" and meeting.starts_at <= here.as_of <= ends + SHOWN_LATE:
            _left(meeting.id)
        elif meeting.format == "video":
            st.caption(
                "You watch the time, so that they need not (guide 2). The minutes count down here once it began."
            )
        else:
            st.caption("You watch the time, so that they need not: on a watch rather than on a phone (guide 2).")


@st.fragment(run_every="15s")
def _left(meeting_id: str) -> None:
    """The minutes that are left, for a call: there the screen is no discourtesy."""
    here = front_door.here()
    meeting = meeting_words.still_there(here, meeting_id)
    left = (meeting.starts_at + timedelta(minutes=meeting.minutes) - here.as_of).total_seconds() / 60
    if left <= 0:
        st.markdown(f":red[:material/priority_high: Over time. {at_hand.DIFFICULT[0].say}]")
    elif left <= max(at_hand.TIME_LEFT):
        words = at_hand.TIME_LEFT[2 if left <= 2 else 5]
        st.markdown(f":orange[:material/timer: {words.moment}. {words.say}]")
    else:
        st.markdown(f":green[:material/timer: {int(left)} minutes left]")


def _next(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    upcoming = [line for line in sheet.lines if not line.is_asked]
    with parts.card(), st.container(gap="small"):
        if not upcoming:
            st.markdown("##### All asked")
            st.markdown(":gray[Thank them for their time, and say what you take with you (guide 5).]")
            return
        line = upcoming[0]
        with st.container(gap="xxsmall"):
            at = f", about {here.local(line.starts_at):%H:%M}" if line.starts_at else ""
            st.caption(f"Next{at}")
            st.markdown(f"### {parts.plain(line.question.text)}")
            if len(upcoming) > 1:
                st.markdown(f":gray[Then: {parts.plain(upcoming[1].question.text)}]")
        _asked_button(meeting, line, is_next=True)
        parts.problem(_key(meeting, line))


def _never_without(meeting: Meeting, sheet: Sheet) -> None:
    """The two must-asks, in sight until they are asked."""
    waiting = [line for line in sheet.never_without if line is not sheet.next]
    if not waiting:
        return
    with st.container(gap="xsmall"):
        st.markdown(":orange[:material/push_pin: Never leave without asking]", help="Both of them, always (guide 2).")
        for line in waiting:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(gap=None):
                    st.markdown(parts.plain(line.question.text))
                _asked_button(meeting, line, is_next=False)


def _asked_button(meeting: Meeting, line: Line, *, is_next: bool) -> None:
    key = _key(meeting, line)
    st.button(
        "Asked", icon=":material/check:", type="primary" if is_next else "tertiary", key=f"asked-{is_next}-{key}",
        on_click=_tick, args=(meeting.id, line.question, True, key),
    )  # fmt: skip


def _lines(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    asked = sum(line.is_asked for line in sheet.lines)
    with st.container(gap="small"):
        parts.section("Run sheet", f"{asked} of {len(sheet.lines)} asked")
        for line in sheet.lines:
            _line(here, meeting, line, is_next=line is sheet.next)
    if sheet.spares:
        with st.expander(f"{parts.count(len(sheet.spares), 'spare question')} at hand", key=f"spares-{meeting.id}"):
            for line in sheet.spares:
                _line(here, meeting, line, is_next=False)
    if sheet.others:
        with st.expander("No longer in the plan", key=f"others-{meeting.id}"):
            for line in sheet.others:
                _line(here, meeting, line, is_next=False)


def _line(here: Here, meeting: Meeting, line: Line, *, is_next: bool) -> None:
    """One question: its tick, and below it a note once its time has come."""
    key = _key(meeting, line)
    with st.container(gap="xsmall"):
        at = f":gray[{here.local(line.starts_at):%H:%M}]&ensp;" if line.starts_at else ""
        must = "&ensp;:material/push_pin:" if line.must_ask else ""
        # With the tick in its key, the box follows the records, whichever button or tab ticked it.
        st.checkbox(
            f"{at}{parts.plain(line.question.text)}{must}", value=line.is_asked, key=f"tick-{line.is_asked}-{key}",
            on_change=_tick, args=(meeting.id, line.question, not line.is_asked, key),
        )  # fmt: skip
        parts.problem(key)
        if is_next or line.said:
            draft_area(
                "Note", key=f"asked:{key}", text=(line.said and line.said.note) or "", height=40,
                on_save=partial(_note, meeting.id, line.question),
            )  # fmt: skip


def _no_plan(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    with st.container(gap="small"):
        parts.section("Never leave without asking", f"{sum(line.is_asked for line in sheet.lines)} of 2 asked")
        for line in (*sheet.lines, *sheet.others):
            _line(here, meeting, line, is_next=False)
    with st.container(gap="small"):
        parts.nothing_yet(
            "No questions are planned for this one",
            "With a plan, each question stands here with its clock time. Notes and everything else work without.",
        )
        if st.button("Choose the questions", icon=":material/format_list_bulleted:", key=f"choose-{meeting.id}"):
            front_door.go("question_builder", meeting=meeting.id)


def _key(meeting: Meeting, line: Line) -> str:
    named = line.question.id or line.must_ask or (line.said and line.said.id)
    return f"{meeting.id}:{named}"


def _tick(meeting_id: str, question: Question, asked: bool, key: str) -> None:
    def save(here: Here) -> None:
        asking.tick(here.records, meeting_id, question, asked=asked, as_of=here.as_of)

    parts.act(save, key)


def _note(meeting_id: str, question: Question, typed: str) -> None:
    asking.note(front_door.here().records, meeting_id, question, typed)

"""The run sheet while one talks: the next question, the two one never leaves without, ticks and notes."""

from functools import partial
from operator import itemgetter

import streamlit as st

from ivw.coaching import agenda, asking, phrases, under_way
from ivw.coaching.asking import Line, Question, Sheet
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.show import front_door, live_catch, live_notes, live_rest, live_time, meeting_words, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

SIDES = (1.45, 1)


@st.fragment
def draw(meeting_id: str) -> None:
    """Everything one needs while one talks. A tick draws nothing but this anew, a keystroke only its own field.

    On a phone it stacks: what is at hand comes first, then catching and notes, then the whole sheet.
    """
    here = front_door.here()
    meeting = meeting_words.still_there(here, meeting_id)
    talk = under_way.of_meeting(here.records, meeting_id)
    planned = under_way.without(asking.sheet(here.records, meeting_id, talk.begun_at or meeting.starts_at), talk)
    sheet = under_way.must_asks_first(planned, meeting, here.as_of)
    with st.container(gap="medium"):
        left, right = st.columns(SIDES, gap="large")
        with left, st.container(gap="medium"):
            live_time.draw(here, meeting, talk, sheet)
            if sheet.plan_id is None:
                _no_plan(here, meeting, sheet)
            else:
                _at_hand(here, meeting, sheet)
                live_rest.offer(here, meeting, talk, under_way.rest(here.records, sheet, meeting, talk, here.as_of))
                _never_without(meeting, sheet)
        with right, st.container(gap="medium"):
            live_catch.draw(meeting.id)
            live_notes.draw(meeting.id)
            if sheet.plan_id is None:
                live_notes.words()
        if sheet.plan_id is not None:
            left, right = st.columns(SIDES, gap="large")
            with left:
                _lines(here, meeting, sheet)
            with right:
                live_notes.words()


def _at_hand(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    """What they are answering, with room for their words, and in large what comes next."""
    now, upcoming = _answering(sheet), [line for line in sheet.lines if not line.is_asked]
    with parts.card(), st.container(gap="small"):
        if now:
            with st.container(gap="xxsmall"):
                st.caption("They are answering")
                st.markdown(parts.plain(now.question.text))
            _note_below(meeting, now)
        if upcoming:
            line = upcoming[0]
            with st.container(gap="xxsmall"):
                at = f", about {here.local(line.starts_at):%H:%M}" if line.starts_at else ""
                st.caption(f"Next{at}")
                st.markdown(f"### {parts.plain(line.question.text)}", anchors=False)
                if len(upcoming) > 1:
                    st.markdown(f":gray[Then: {parts.plain(upcoming[1].question.text)}]")
            _asked_button(meeting, line, is_next=True)
            parts.problem(_key(meeting, line))
            if not now:
                _note_below(meeting, line)
        else:
            _thanks()


def _thanks() -> None:
    st.markdown("##### All asked", anchors=False)
    st.markdown(":gray[Thank them for their time, and say what you take with you (guide 5).]")
    for text in _thank_you_words()[:2]:
        st.markdown(f":material/favorite: “{parts.plain(text)}”")


def _thank_you_words() -> list[str]:
    """Empty where somebody broke the file: the words at hand say so."""
    try:
        return phrases.by_kind().get("thanks", [])
    except InvalidRecord:
        return []


def _answering(sheet: Sheet) -> Line | None:
    """The question that was asked last."""
    asked = [
        (line.said.asked_at, line.said.id, line)
        for line in (*sheet.lines, *sheet.spares, *sheet.others)
        if line.said and line.said.asked_at
    ]
    return max(asked, key=itemgetter(0, 1))[2] if asked else None


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
        "Asked", icon=":material/radio_button_unchecked:", type="primary" if is_next else "tertiary",
        key=f"asked-{is_next}-{key}",
        shortcut="A" if is_next else None, on_click=_tick, args=(meeting.id, line.question, True, key),
        help="Press it as you ask: the time to the next one teaches how long answers take." if is_next else None,
    )  # fmt: skip


def _lines(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    """The whole sheet, the spares, and what left the plan."""
    asked = sum(line.is_asked for line in sheet.lines)
    with st.container(gap="small"):
        parts.section("Run sheet", f"{asked} of {len(sheet.lines)} asked")
        for line in sheet.lines:
            _line(here, meeting, line, sheet)
        _closing()
    if sheet.spares:
        with st.expander(f"{parts.count(len(sheet.spares), 'spare question')} at hand", key=f"spares-{meeting.id}"):
            for line in sheet.spares:
                _line(here, meeting, line, sheet)
    if sheet.others:
        with st.expander("No longer in the plan", key=f"others-{meeting.id}"):
            for line in sheet.others:
                _line(here, meeting, line, sheet)


def _closing() -> None:
    """The last minute of the time belongs to thanks (E21)."""
    words = next(iter(_thank_you_words()), "")
    said = f" “{parts.plain(words)}”" if words else ""
    st.markdown(
        f":material/favorite: Say what helped you most, and thank them for meeting you.{said}",
        help=f"The plan keeps {agenda.CLOSING_S} seconds for it. They gain nothing by it but your thanks (guide 5).",
    )


def _line(here: Here, meeting: Meeting, line: Line, sheet: Sheet) -> None:
    """One question: its tick, and below it its note, unless that stands with the question at hand."""
    key = _key(meeting, line)
    with st.container(gap="xsmall"):
        begins = line.said.asked_at if line.said and line.said.asked_at else line.starts_at  # asked when, else due when
        at = f":gray[{here.local(begins):%H:%M}]&ensp;" if begins else ""
        must = "&ensp;:material/push_pin:" if line.must_ask else ""
        # With the tick in its key, the box follows the records, whichever button or tab ticked it.
        st.checkbox(
            f"{at}{parts.plain(line.question.text)}{must}", value=line.is_asked, key=f"tick-{line.is_asked}-{key}",
            on_change=_tick, args=(meeting.id, line.question, not line.is_asked, key),
        )  # fmt: skip
        parts.problem(key)
        if line.said and not _has_card(sheet, line):
            _note_below(meeting, line)


def _has_card(sheet: Sheet, line: Line) -> bool:
    """Whether its note stands at the top, with the question at hand."""
    now = _answering(sheet)
    return sheet.plan_id is not None and line is (now or sheet.next)


@st.fragment
def _note_below(meeting: Meeting, line: Line) -> None:
    draft_area(
        "Note on this question", key=f"asked:{_key(meeting, line)}", text=(line.said and line.said.note) or "",
        height=40, placeholder="Their words, as they say them", on_save=partial(_note, meeting.id, line.question),
    )  # fmt: skip


def _no_plan(here: Here, meeting: Meeting, sheet: Sheet) -> None:
    with st.container(gap="small"):
        parts.section("Never leave without asking", f"{sum(line.is_asked for line in sheet.lines)} of 2 asked")
        for line in (*sheet.lines, *sheet.others):
            _line(here, meeting, line, sheet)
        _closing()
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

"""The planned questions looked back on: which were asked, which were answered, and what was noted below them."""

import streamlit as st

from ivw.coaching import asking, goals_reached
from ivw.coaching.asking import Line
from ivw.show import front_door, meeting_words, parts
from ivw.show.debrief_texts import FIVE
from ivw.show.front_door import Here

ANSWERED = {"yes": "Answered", "no": "Not answered"}


@st.fragment
def draw(meeting_id: str) -> None:
    """Every question that was planned or asked; nothing where there was neither a plan nor a tick."""
    here = front_door.here()
    meeting = meeting_words.still_there(here, meeting_id)
    sheet = asking.sheet(here.records, meeting_id, meeting.starts_at)
    lines = [*sheet.lines, *(spare for spare in sheet.spares if spare.said), *sheet.others]
    if sheet.plan_id is None and not any(line.said for line in lines):
        return
    answered = sum(line.said is not None and line.said.answered is True for line in lines)
    with st.expander("The questions", key=f"questions-{meeting_id}"):
        st.caption(f"{answered} of {len(lines)} answered. What stayed open may become your next question.")
        for place, line in enumerate(lines):
            _question(here, meeting_id, line, place)
        _goals(here, meeting_id)


def _goals(here: Here, meeting_id: str) -> None:
    """What the talk brought one's goals."""
    every = goals_reached.of_meeting(here.records, meeting_id)
    if not every:
        return
    reached = sum(bool(each.asked or each.answered) for each in every)
    with st.container(gap="xxsmall"):
        st.markdown(
            f"**{reached} of {parts.count(len(every), 'goal')} came up**",
            help="By the questions that serve it and were asked. A talk that went elsewhere is no fault (guide 2); "
            "what it left open may be for the next one (guide 1).",
        )
        for each in every:
            icon = "check" if each.asked or each.answered else "radio_button_unchecked"
            how = f"{each.asked} of {parts.count(each.planned, 'question')} asked, {each.answered} answered"
            st.markdown(f":gray[:material/{icon}:] {parts.plain(each.goal)} :gray[· {how}]")


def _question(here: Here, meeting_id: str, line: Line, place: int) -> None:
    key = f"answered-{meeting_id}-{line.question.id or place}"
    said = line.said
    if key not in st.session_state:
        st.session_state[key] = {None: None, True: "yes", False: "no"}[said.answered] if said else None
    with st.container(gap="xxsmall"):
        at = f":material/check: {here.local(said.asked_at):%H:%M}&ensp;" if said and said.asked_at else ""
        st.markdown(f":gray[{at}]{parts.plain(line.question.text)}")
        if said and said.note:
            st.caption("  \n".join(parts.plain(note) for note in said.note.splitlines() if note.strip()))
        # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
        st.segmented_control(
            "Was it answered?", list(ANSWERED), key=key, format_func=lambda each: f":gray[{ANSWERED[each]}]",
            label_visibility="collapsed", on_change=_answer, args=(meeting_id, line.question, key),
        )  # fmt: skip
        parts.problem(key)
        if said and said.answered:
            _useful(meeting_id, line.question, said.useful, key)


def _useful(meeting_id: str, question: asking.Question, stands: int | None, of: str) -> None:
    key = f"useful-{of}-{stands}"
    st.segmented_control(
        "How useful was the answer?", list(FIVE), default=stands, key=key,
        format_func=lambda each: f":gray[{FIVE[each]}]", on_change=_rate, args=(meeting_id, question, stands, key),
        help="1 is little, 5 is a lot. What was useful often comes first in the question bank.",
    )  # fmt: skip
    parts.problem(key)


def _rate(meeting_id: str, question: asking.Question, stands: int | None, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen == stands:  # a second click that came late says everything once more
        return

    def save(here: Here) -> None:
        asking.rate(here.records, meeting_id, question, chosen)

    parts.act(save, key)


def _answer(meeting_id: str, question: asking.Question, key: str) -> None:
    chosen = {"yes": True, "no": False}.get(st.session_state[key])

    def save(here: Here) -> None:
        asking.answer(here.records, meeting_id, question, chosen)

    parts.act(save, key)

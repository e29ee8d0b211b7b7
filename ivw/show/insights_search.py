"""A search across everything that was written down, newest first; without words, what each conversation taught."""

import streamlit as st

from ivw.coaching import insights, searching
from ivw.coaching.insights import Answer, Counts
from ivw.coaching.searching import LONGEST, Note
from ivw.show import front_door, insights_parts, paging, parts, this_minute
from ivw.show.front_door import Here

ROWS, NOTES = 6, 8
LAST = "insights/last-words"  # for the browser's way back, which brings the page without its address


def draw(here: Here, counts: Counts) -> None:
    """The search and what it finds; a keystroke draws nothing else anew."""
    _found(counts.said)


@st.fragment
def _found(said: int) -> None:
    here = this_minute.here()
    begins = front_door.asked_for("find") or st.session_state.get(LAST, "")
    words = st.text_input(
        "Find", begins, type="search", live="300ms", key="insights/find", label_visibility="collapsed",
        placeholder="Find in debriefs, answers, messages and findings",
    )  # fmt: skip
    words = (words or "")[:LONGEST]
    st.session_state[LAST] = words
    if words.strip():
        st.query_params["find"] = words
        _notes(here, words)
    else:
        st.query_params.pop("find", None)
        _learned(here, said)


def _notes(here: Here, words: str) -> None:
    page = f"notes-{words}"
    rows, total = searching.notes(
        here.records, words, here.as_of, here.zone, limit=NOTES, offset=paging.skipped(page, NOTES)
    )
    if not rows:
        parts.nothing_yet(
            f"“{parts.plain(words)}” stands nowhere",
            "Every word has to stand in one note, or in the name, the field or the organization it is about.",
        )
        return
    for place, row in enumerate(rows):
        _note(here, row, words, place)
    paging.foot(parts.count(total, "note"), page, total, NOTES)


def _note(here: Here, row: Note, words: str, place: int) -> None:
    day = insights_parts.said_on(row.day, here.as_of.date())
    with parts.card(), st.container(gap="xsmall"):
        with insights_parts.row():
            label = row.contact or row.title or row.label
            if st.button(f":blue[{parts.plain(label)}]", type="tertiary", key=f"note-{place}", help=_leads(row)):
                _open(row)
            field = f" · {parts.plain(row.field)}" if row.field else ""
            st.caption(f"{parts.plain(row.label)} · {day}{field}", width="content")
        with st.container(gap=None):
            if row.title and row.title != label:
                st.caption(parts.plain(row.title))
            st.text(searching.passage(row.said, words))


def _leads(row: Note) -> str:
    if row.meeting_id:
        return "Open the debrief"
    return "Open the field" if row.kind == "of_field" else "All you know of it" if row.of_id else "All you know of them"


def _open(row: Note) -> None:
    """Go where the note stands."""
    if row.meeting_id:
        front_door.go("reflection", meeting=row.meeting_id)
    elif row.contact_id:
        front_door.go("prospect_research", contact=row.contact_id)
    elif row.of_id and row.kind == "of_field":
        front_door.go("prospect_research", view="fields", field=row.of_id)
    elif row.of_id:
        front_door.go("prospect_research", view="organizations", organization=row.of_id)
    else:
        front_door.go("reflection")  # a next step of no conversation: they are listed there


def _learned(here: Here, said: int) -> None:
    if not said:
        insights_parts.nothing_yet(
            "Nothing is written down yet",
            "One debrief is enough: what you learned and which view of yours changed stand here, and every word of it, "
            "of your messages and of your research is found again.",
        )
        return
    page = "learned-page"
    rows, total = insights.answers(
        here.records, "", here.as_of, here.zone, limit=ROWS, offset=paging.skipped(page, ROWS)
    )
    for row in rows:
        _answer(here, row)
    paging.foot(f"{parts.count(total, 'conversation')} taught you something", page, total, ROWS)


def _answer(here: Here, row: Answer) -> None:
    insights_parts.said_in(
        here, row, "said", (":material/lightbulb: Learned", row.learned), (insights_parts.CHANGED, row.changed_view)
    )

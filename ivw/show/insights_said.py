"""Who said what: what each conversation taught and which view it changed, to be searched, newest first."""

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import Answer, Counts
from ivw.show import front_door, insights_parts, paging, parts
from ivw.show.front_door import Here

ROWS = 6
LAST = "insights/last-words"  # for the browser's way back, which brings the page without its address


def draw(here: Here, counts: Counts) -> None:
    """The search and what it finds; a keystroke draws nothing else anew."""
    if not counts.said:
        insights_parts.nothing_yet(
            "Nothing is written down yet",
            "One debrief is enough: what you learned and which view of yours changed stand here, to be found again.",
        )
        return
    _found()


@st.fragment
def _found() -> None:
    here = front_door.here()
    begins = front_door.asked_for("find") or st.session_state.get(LAST, "")
    words = st.text_input(
        "Find", begins, type="search", live="300ms", key="insights/find", label_visibility="collapsed",
        placeholder="Find by what was said, the person or the field",
    )  # fmt: skip
    words = (words or "")[:100]
    st.session_state[LAST] = words
    if words.strip():
        st.query_params["find"] = words
    else:
        st.query_params.pop("find", None)
    page = f"said-{words}"
    rows, total = insights.answers(
        here.records, words, here.as_of, here.zone, limit=ROWS, offset=paging.skipped(page, ROWS)
    )
    if not rows:
        parts.nothing_yet(
            f"Nobody said “{parts.plain(words)}”",
            "Every word has to stand in what you learned, in what changed your view, in the name or in the field.",
        )
        return
    for row in rows:
        _answer(here, row)
    paging.foot(parts.count(total, "conversation"), page, total, ROWS)


def _answer(here: Here, row: Answer) -> None:
    day = insights_parts.said_on(row.day, here.as_of.date())
    with parts.card(), st.container(gap="xsmall"):
        insights_parts.talk(row.meeting_id, row.contact, f"{day} · {row.field}" if row.field else day, "said")
        if row.learned:
            _words(":material/lightbulb: Learned", row.learned)
        if row.changed_view:
            _words(":material/change_circle: Changed my view", row.changed_view)


def _words(label: str, words: str) -> None:
    with st.container(gap=None):
        st.caption(label)
        st.text(words)

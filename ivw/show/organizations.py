"""Organizations: where one's people work, and where one would like to. One is open by ?organization=, id or name."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import organizations
from ivw.coaching.organizations import Organization
from ivw.coaching.research_topics import TOPICS
from ivw.show import front_door, organization_panel, paging, parts
from ivw.show.front_door import Here
from ivw.show.reveal import reveal

ROWS = 8
CHOSEN, WORDS, ADDING = "organizations/chosen", "organizations/words", "organizations/adding"
OF_TOPICS = len(TOPICS["organization"]) - 1  # what is left to ask is none to read up on


def draw(here: Here) -> None:
    """The list on the left, and on the right the one that is open."""
    asked = front_door.asked_for("organization")
    opened = organizations.find(here.records, asked)
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        _list(opened.address if opened else None)
    with right:
        if opened is None:
            _which(gone=bool(asked))
            return
        organization_panel.draw(here, opened)
        reveal(organization_panel.PLACE, opened.address)


@st.fragment
def _list(opened: str | None) -> None:
    """The search and a page of what it finds. A keystroke draws nothing but this anew."""
    here = front_door.here()
    words = st.text_input(
        "Find", type="search", live="300ms", key=WORDS, label_visibility="collapsed",
        placeholder="Find an organization",
    ) or ""  # fmt: skip
    key = f"organizations-page-{words}"
    rows, total = organizations.found(
        here.records, words[: organizations.LOOKED_FOR], limit=ROWS, offset=paging.skipped(key, ROWS)
    )
    if rows:
        _rows(rows, opened)
        paging.foot(parts.count(total, "organization"), key, total, ROWS)
    elif words.strip():
        parts.nothing_yet(
            f"No organization matches “{parts.plain(words)}”",
            "Every word has to stand in its name. Add it, if you would like to know more about it.",
        )
    else:
        parts.nothing_yet(
            "No organization yet", "Where your people work stands here by itself; add one you are curious about."
        )
    _add(here, words.strip() if not rows else "")


def _rows(rows: Sequence[Organization], opened: str | None) -> None:
    labels = parts.told_apart((row.address, row.name) for row in rows)
    st.session_state[CHOSEN] = opened if opened in labels else None
    with st.container(border=True):
        st.radio(
            "Organizations", list(labels), index=None, format_func=lambda each: labels.get(each, ""),
            captions=[_says(row) for row in rows], key=CHOSEN, on_change=_choose, label_visibility="collapsed",
        )  # fmt: skip


def _says(row: Organization) -> str:
    """What is known about one, in a line."""
    people = parts.count(row.people, "person", "people")
    marks = [
        ":material/flag: target" if row.target_employer else "",
        f"{row.known} of {OF_TOPICS} known" if row.known else "",
        people if row.people else "nobody known",
        f"{row.prospects} shortlisted" if row.prospects else "",
        f"{row.met} met" if row.met else "",
    ]
    return " · ".join(mark for mark in marks if mark)


def _add(here: Here, typed: str) -> None:
    """Write one down that nobody of one's people works for."""
    form = "new-organization"
    if not (typed or st.session_state.get(ADDING) or parts.refused(form)):
        st.button(
            "Add an organization", icon=":material/add:", type="tertiary", key="add-organization",
            on_click=_begin_to_add,
        )  # fmt: skip
        return
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        st.text_input("Its name", typed, key=f"organization-{token}")
        parts.problem(form)
        with st.container(horizontal=True, gap="small"):
            add = st.form_submit_button("Add it", icon=":material/add:")
            if not typed:
                st.form_submit_button("Close", type="tertiary", on_click=_leave_it)
    if add:
        name = st.session_state[f"organization-{token}"]
        if parts.act(lambda now: organizations.add(now.records, name=name, as_of=now.as_of, token=token), form, token):
            _leave_it()
            organization_panel.open_(token)
        st.rerun()


def _begin_to_add() -> None:
    st.session_state[ADDING] = True


def _leave_it() -> None:
    st.session_state.pop(ADDING, None)


def _choose() -> None:
    chosen = st.session_state.get(CHOSEN)
    if chosen:
        organization_panel.open_(chosen)
        st.rerun()  # the one that is open stands outside of this fragment


def _which(*, gone: bool) -> None:
    with st.container(border=True, gap="medium"):
        if gone:
            parts.nothing_yet("This organization is not here", "It was removed or renamed. Choose one from the list.")
            return
        parts.nothing_yet(
            "Which place would you like to see from inside?",
            "What it is there for, how people speak of working there, what makes it stand out: read up on it before "
            "you talk with somebody there (guides 3 and 5).",
        )
        with st.container(gap=None):
            st.markdown("**Those you would like to work for come first**")
            st.caption("An informational interview gives you a look inside before you apply anywhere (guide 2).")

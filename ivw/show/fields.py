"""The fields that interest the person (E16, guide 5): a list, and one of them open by ?field=."""

import streamlit as st

from ivw.coaching import fields
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.fields import Field
from ivw.coaching.research_topics import TOPICS
from ivw.show import field_panel, front_door, parts
from ivw.show.front_door import Here
from ivw.show.paging import paged
from ivw.show.reveal import reveal

ROWS = 8
CHOSEN = "fields/chosen"
OF_TOPICS = len(TOPICS["field"]) - 1  # what is left to ask is none to read up on


def draw(here: Here) -> None:
    """The list on the left, and on the right the one that is open: the first where the address names none."""
    every = fields.every(here.records)
    asked = front_door.asked_for("field")
    opened = _opened(here, asked) or (every[0] if every and not asked else None)
    left, right = st.columns([1, 1.15], gap="medium")
    with left, st.container(gap="small"):
        if every:
            paged(every, lambda rows: _rows(list(rows), opened), key="fields-page", size=ROWS)
        else:
            parts.nothing_yet(
                "Which lines of work interest you?",
                "List a few, as wide as you like (guide 5). What you find out about each stands here, with the people "
                "and the conversations in it.",
            )
        _add(here)
        _of_people(here)
    with right:
        if opened:
            field_panel.draw(here, opened)
            if asked:
                reveal(field_panel.PLACE, opened.id)
        else:
            _none(gone=bool(asked))


def _opened(here: Here, asked: str | None) -> Field | None:
    try:
        return fields.get(here.records, asked) if asked else None
    except InvalidRecord:
        return None


def _rows(rows: list[Field], opened: Field | None) -> None:
    labels = parts.told_apart((row.id, row.name) for row in rows)
    st.session_state[CHOSEN] = opened.id if opened and opened.id in labels else None
    with st.container(border=True):
        st.radio(
            "Your fields", list(labels), index=None, format_func=lambda each: labels.get(each, ""),
            captions=[_says(row) for row in rows], key=CHOSEN, on_change=_choose, label_visibility="collapsed",
        )  # fmt: skip


def _says(row: Field) -> str:
    people = parts.count(row.people, "person", "people") if row.people else "nobody known"
    talks = f" · {parts.count(row.talks, 'conversation')}" if row.talks else ""
    return f"{row.known} of {OF_TOPICS} known · {people}{talks}"


def _choose() -> None:
    chosen = st.session_state.get(CHOSEN)
    if chosen:
        field_panel.open_(chosen)


def _add(here: Here) -> None:
    form = "new-field"
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "A field that interests you", key=f"field-{token}", placeholder="Urban planning",
            )  # fmt: skip
            st.form_submit_button("Add", icon=":material/add:", on_click=_save, args=(form, token))
        parts.problem(form)


def _save(form: str, token: str) -> None:
    name = st.session_state.get(f"field-{token}")
    if parts.act(lambda here: fields.add(here.records, name=name, as_of=here.as_of, token=token), form, token):
        field_panel.open_(token)


def _of_people(here: Here) -> None:
    """What stands with one's people, to be taken over with a press."""
    offered = fields.of_people(here.records)
    if not offered:
        return
    with st.container(gap="xxsmall"):
        st.caption("Your people work in these; take over what interests you:")
        with st.container(horizontal=True, gap="xsmall"):
            for name, people in offered:
                form = f"take-field-{name}"
                st.button(
                    f"{parts.plain(name)} {people:,}", icon=":material/add:", type="tertiary", key=form,
                    on_click=_take, args=(name, parts.token(here, form), form),
                )  # fmt: skip
                parts.problem(form)


def _take(name: str, token: str, form: str) -> None:
    if parts.act(lambda here: fields.add(here.records, name=name, as_of=here.as_of, token=token), form, token):
        field_panel.open_(token)


def _none(*, gone: bool) -> None:
    with st.container(border=True, gap="medium"):
        if gone:
            parts.nothing_yet("This field is not here", "It was removed. Choose one from the list.")
            return
        parts.nothing_yet(
            "What to find out about a field",
            "What people in it bring, where they work, what is paid, what it is like, and how a day goes by. Read it "
            "up; keep the questions for what no page tells (guide 5).",
        )

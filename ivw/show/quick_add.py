"""Adding somebody in a minute: a name and a line are enough. Beside it stands whom to look for."""

from typing import Any

import streamlit as st

from ivw.coaching import contacts
from ivw.show import about, front_door, parts, people_list, where_to_look
from ivw.show.front_door import Here
from ivw.show.reveal import type_into

WHOM_TO_LOOK_FOR = (
    (
        "Somebody whose work you would like to do",
        "The closer to what you want to find out, the more comes of it (guides 1 and 3).",
    ),
    ("Somebody a friend knows", "A name you may mention makes the first message easier (guide 1)."),
    (
        "Somebody who writes, teaches or speaks",
        "Authors of articles, books and courses like to hear from readers (guide 1).",
    ),
)


def draw(here: Here, *, can_close: bool) -> None:
    """The form. `can_close`: there is something to go back to."""
    token = parts.token(here, "add")
    with st.form(f"add-{token}"):
        st.markdown("##### Add a person", anchors=False)
        st.text_input("Name", st.session_state.get(people_list.NEWCOMER, ""), key=f"add-name-{token}")
        parts.problem("add", "name")
        where, what = st.columns(2, gap="small")
        with where:
            st.text_input("Where they work", front_door.asked_for("at") or "", key=f"add-organization-{token}")
            parts.problem("add", "organization")
        with what:
            st.text_input("Position", front_door.asked_for("position") or "", key=f"add-position-{token}")
            parts.problem("add", "position")
        st.text_input(
            "Why this person?",
            key=f"add-why_this_person-{token}",
            placeholder="As you would say it to them: your talk on night buses …",
        )
        ways, way = list(contacts.SOURCES), front_door.asked_for("from")
        st.selectbox(
            "How you found them", ways, index=ways.index(way) if way in ways else None,
            format_func=contacts.SOURCES.__getitem__, placeholder="Not said", key=f"add-source_kind-{token}",
        )  # fmt: skip
        where_to_look.say_what_comes_along()
        parts.problem("add")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Add", type="primary", icon=":material/person_add:", on_click=_add, args=(token,))
            if can_close:
                st.form_submit_button("Close", type="tertiary", on_click=people_list.close_form)
    if people_list.adding():
        type_into(f"add-name-{token}")


def _add(token: str) -> None:
    asked = ("name", "organization", "position", "source_kind", "why_this_person")
    typed: dict[str, Any] = {
        field: st.session_state.get(f"add-{field}-{token}") for field in asked
    } | where_to_look.comes_along()
    if parts.act(lambda here: contacts.add(here.records, as_of=here.as_of, token=token, **typed), "add", token):
        people_list.look_for(listed="shortlist")
        people_list.open_person(token)


def whom_to_look_for() -> None:
    """What stands where nobody is open."""
    with st.container(border=True, gap="medium"):
        parts.nothing_yet("Whom to look for", "Whoever you choose stands here, with all that happened between you.")
        for title, why in WHOM_TO_LOOK_FOR:
            with st.container(gap=None):
                st.markdown(f"**{title}**")
                st.caption(why)
    about.draw()

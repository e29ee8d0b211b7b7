"""Somebody to be merged with somebody else, who is looked for first."""

from functools import partial

import streamlit as st

from ivw.coaching import contacts, people
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.show import merge_form, parts
from ivw.show.front_door import Here

ROWS = 6
LONGEST = 100


def draw(here: Here, person: Contact) -> None:
    """The search, and once somebody is chosen, both side by side."""
    chosen_key = f"merge-with/{person.id}"
    chosen = st.session_state.get(chosen_key)
    st.markdown(f"**Merge {parts.plain(person.name)} with …**")
    if chosen:
        try:
            other = contacts.get(here.records, chosen)
        except InvalidRecord:
            st.session_state.pop(chosen_key)
            st.rerun()
        with st.container(gap="xxsmall"):
            st.markdown(f"**{parts.plain(other.name)}**")
            st.markdown(merge_form.about(here, other))
        merge_form.draw(here, person.id, other.id, leave=partial(_choose, chosen_key, None))
        return
    words = st.text_input(
        "Find", type="search", live="300ms", key=f"merge-find-{person.id}", label_visibility="collapsed",
        placeholder="Find the other one",
    ) or ""  # fmt: skip
    rows, _ = people.search(here.records, words[:LONGEST] or person.name, limit=ROWS + 1)
    for row in [row for row in rows if row.contact_id != person.id][:ROWS]:
        works = ", ".join(part for part in (row.position, row.organization) if part)
        st.button(
            parts.plain(f"{row.name} · {works}" if works else row.name), icon=":material/person:", type="tertiary",
            key=f"merge-with-{row.contact_id}", on_click=_choose, args=(chosen_key, row.contact_id),
        )  # fmt: skip
    if not [row for row in rows if row.contact_id != person.id]:
        st.caption(
            "Nobody else is found by these words." if words else "Nobody else has this name: look for them by theirs."
        )


def _choose(key: str, contact_id: str | None) -> None:
    st.session_state[key] = contact_id

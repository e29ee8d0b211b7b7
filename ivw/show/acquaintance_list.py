"""Whom one knows somewhere: a row each, a page at a time, those met first."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ivw.coaching.acquaintances import Somebody
from ivw.show import front_door, paging, parts, when
from ivw.show.front_door import Here

ROWS = 6


def draw(
    here: Here, name: str, total: int, read: Callable[[int, int], Sequence[Somebody]], *, title: str, nobody: str,
    add: Mapping[str, str],
) -> None:  # fmt: skip
    """The people that `read` brings (limit, offset); `add` is what the form for a new one begins with."""
    key = f"acquaintances-{name}"
    with st.container(gap="xsmall"):
        st.markdown(f"##### {title}", anchors=False)
        if not total:
            st.caption(nobody)
        for person in read(ROWS, paging.skipped(key, ROWS, total)) if total else ():
            _row(here, person)
        if total > ROWS:
            paging.foot(parts.count(total, "person", "people"), key, total, ROWS)
        if st.button("Add a person", icon=":material/person_add:", type="tertiary", key=f"add-{name}"):
            front_door.go("prospect_research", open="add", **add)


def _row(here: Here, person: Somebody) -> None:
    since = f"met {when.in_brief(here, person.met_at)}" if person.met_at else ""
    mark = (
        f":green-badge[:material/forum: {since}]" if since
        else ":blue-badge[:material/bookmark: shortlist]" if person.is_prospect else ""
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if st.button(f":blue[{parts.plain(person.name)}]", type="tertiary", key=f"acquaintance-{person.contact_id}"):
            front_door.go("prospect_research", contact=person.contact_id)
        if mark:
            st.markdown(mark, width="content")
        if person.position:
            st.caption(parts.plain(person.position), width="content")

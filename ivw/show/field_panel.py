"""One field: what was found out about it, who works in it, and the conversations held in it."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import acquaintances, fields, research
from ivw.coaching.fields import Field, Talk
from ivw.show import acquaintance_list, findings, front_door, paging, parts, when
from ivw.show.debrief_texts import PATH_FIT
from ivw.show.front_door import Here

PLACE = "field"
MODE = "field/mode"
MORE = {"edit": "Rename", "remove": "Remove"}
ROWS = 5


def open_(field_id: str) -> None:
    """Open a field. Fit for on_click."""
    st.session_state.pop(MODE, None)
    st.query_params.from_dict({"view": "fields", "field": field_id})


def draw(here: Here, field: Field) -> None:
    """Everything about it."""
    with st.container(border=True, gap="medium", key=PLACE):
        with st.container(gap="small"):
            _head(field)
            match st.session_state.get(MODE):
                case "edit":
                    _rename(here, field)
                case "remove":
                    _ask_before_removing(field)
        sheet = research.of_field(here.records, field.id, field.name)
        findings.whole(here, sheet, field.known)
        acquaintance_list.draw(
            here, f"in-{field.id}", field.people,
            lambda limit, offset: acquaintances.in_field(here.records, field.name, limit=limit, offset=offset),
            title="People I know in it", nobody="Nobody of your people has this field in their entry.",
            add={"in": field.name},
        )  # fmt: skip
        _talks(here, field)


def _head(field: Field) -> None:
    st.subheader(parts.plain(field.name), anchor=False)
    with st.container(horizontal=True, gap="small"):
        if st.button("Roles to look for", icon=":material/person_search:", type="tertiary", key="field-roles"):
            front_door.go("prospect_research", view="goals")
        chosen = st.menu_button(
            "More", list(MORE), format_func=MORE.__getitem__, type="tertiary", key=f"more-{field.id}"
        )
        if chosen:
            st.session_state[MODE] = chosen
            st.rerun()


def _talks(here: Here, field: Field) -> None:
    """The conversations held in it, each with how well it fitted one's path."""
    key = f"talks-{field.id}"
    with st.container(gap="xsmall"):
        st.markdown("##### Conversations in it", anchors=False)
        if not field.talks:
            st.caption("None yet. After each, its debrief says how well the field would suit you (guide 5).")
            return
        _rows(here, fields.talks(here.records, field.name, limit=ROWS, offset=paging.skipped(key, ROWS, field.talks)))
        if field.talks > ROWS:
            paging.foot(parts.count(field.talks, "conversation"), key, field.talks, ROWS)
        if st.button("See how well it fits", icon=":material/insights:", type="tertiary", key=f"fit-{field.id}"):
            front_door.go("insights", view="path-fit")


def _rows(here: Here, talks: Sequence[Talk]) -> None:
    for talk in talks:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if st.button(f":blue[{parts.plain(talk.contact)}]", type="tertiary", key=f"talk-{talk.meeting_id}"):
                front_door.go("reflection", meeting=talk.meeting_id)
            fit = f" · {PATH_FIT[talk.path_fit]}" if talk.path_fit in PATH_FIT else ""
            st.caption(f"{when.on_day(here, talk.starts_at)}{fit}", width="content")


def _rename(here: Here, field: Field) -> None:
    form = f"field-{field.id}"
    token = parts.token(here, form)
    with st.form(f"rename-{token}", border=False):
        st.text_input("Name", field.name, key=f"name-{token}")
        parts.problem(form)
        if field.people:
            people = parts.count(field.people, "person", "people")
            st.caption(f"A new name goes to the {people} in it, too, so that they stay together.")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save", icon=":material/check:", type="primary", on_click=_save, args=(field.id, form, token)
            )
            st.form_submit_button("Close", type="tertiary", on_click=_leave)


def _ask_before_removing(field: Field) -> None:
    found = field.known and " What you found out about it goes with it."
    with st.container(gap="xsmall"):
        st.markdown(f"**Remove {parts.plain(field.name)} from your fields?**")
        st.markdown(f"The people in it stay as they are.{found or ''} You can undo this right after.")
    with st.container(horizontal=True, gap="small"):
        st.button("Remove it", icon=":material/delete:", key=f"remove-{field.id}", on_click=_remove, args=(field.id,))
        st.button("Keep it", type="tertiary", key=f"keep-{field.id}", on_click=_leave)
    parts.problem("remove-field")


def _save(field_id: str, form: str, token: str) -> None:
    name = st.session_state[f"name-{token}"]
    if parts.act(lambda here: fields.rename(here.records, field_id, name), form, token):
        _leave()


def _remove(field_id: str) -> None:
    if parts.act(lambda here: fields.remove(here.records, field_id), "remove-field"):
        _leave()
        st.query_params.from_dict({"view": "fields"})


def _leave() -> None:
    st.session_state.pop(MODE, None)

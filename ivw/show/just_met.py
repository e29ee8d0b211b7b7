"""I just met somebody: one form, from any page, done in a minute."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import streamlit as st

from ivw.coaching import just_met
from ivw.coaching.done import Done
from ivw.coaching.just_met import HOW_MUCH, Met
from ivw.coaching.past_meetings import SOMEBODY_NEW, Known
from ivw.coaching.promises import LEAVE
from ivw.show import front_door, parts, when
from ivw.show.front_door import Here

FORM = "just-met"
TITLE = "I just met somebody"
TYPED = "just-met/typed"  # what is typed so far, should the dialog be closed
DAYS_TO_KEEP_IT = 7


def way_in() -> None:
    """The button that opens the form, for the sidebar."""
    if st.button(TITLE, icon=":material/person_add:", type="tertiary", key="to-just-met"):
        _ask()


@st.dialog(TITLE)
def _ask() -> None:
    here = front_door.here()
    refused = parts.refused(FORM)
    token = parts.token(here, FORM)
    kept = st.session_state.get(TYPED, {})
    if kept.get("token") != token:
        kept = st.session_state[TYPED] = {"token": token}
    _whom(here, kept, token)
    _what(kept, token)
    _what_came_of_it(here, kept, token)
    parts.problem(FORM)
    # Its key stays when the form was saved and has a new token: else nobody would hear that it was pressed.
    if (
        st.button("Keep it", type="primary", icon=":material/check:", key=FORM, on_click=_record, args=(token,))
        and not refused
    ):
        st.rerun()  # which closes the dialog


def _whom(here: Here, kept: dict[str, Any], token: str) -> None:
    name = st.text_input("Name", placeholder="A name is enough", **_field("name", kept, token))
    parts.problem(FORM, "name")
    _meant(just_met.known(here.records, name), kept, token)
    parts.problem(FORM, "whom")
    st.text_input("Where you met", placeholder="The train, a fair, a friend's kitchen", **_field("where", kept, token))
    parts.problem(FORM, "where")


def _meant(candidates: list[Known], kept: dict[str, Any], token: str) -> None:
    """Whether somebody in the records is meant: said, and never decided by the name alone."""
    if not candidates:
        return
    called = parts.each_once(
        {each.contact_id: _called(each) for each in candidates} | {SOMEBODY_NEW: "Somebody new of that name"}
    )
    options = list(called)
    stands = options.index(kept["whom"]) if kept.get("whom") in called else None
    key = f"met-whom-{token}-{len(options)}-{candidates[0].contact_id}"
    st.selectbox(
        "In your records", options, index=stands, format_func=lambda each: called.get(each, ""), key=key,
        placeholder="Do you mean them?", on_change=_keep, args=("whom", key, token),
    )  # fmt: skip


def _called(one: Known) -> str:
    return f"{one.name}, {one.organization}" if one.organization else one.name


def _what(kept: dict[str, Any], token: str) -> None:
    st.text_input("What about", placeholder="A line: you will want it when you write", **_field("about", kept, token))
    parts.problem(FORM, "about")
    _one_of("How much was it?", HOW_MUCH, "how_much", kept, token)
    st.caption("A talk starts the 24 hours of its thank-you (guides 1 and 2); a few words are kept as a note.")
    _one_of("May I write to them?", LEAVE, "may_write", kept, token)
    if st.session_state.get(_key("may_write", token)) == "yes":
        st.text_input("Where to", placeholder="An e-mail address, or https://…", **_field("reach", kept, token))
    parts.problem(FORM, "reach")


def _what_came_of_it(here: Here, kept: dict[str, Any], token: str) -> None:
    with st.expander("I promised something", type="compact", expanded=bool(kept.get("promised"))):
        st.text_input("What I promised", placeholder="An article, a name, an answer", **_field("promised", kept, token))
        parts.problem(FORM, "promised")
        due = here.as_of.date() + timedelta(days=DAYS_TO_KEEP_IT)
        key = _key("due", token)
        st.date_input(
            "By", kept.get("due", due), format=when.day_format(), key=key, on_change=_keep, args=("due", key, token)
        )
        parts.problem(FORM, "due")
    with st.expander("They named somebody", type="compact", expanded=bool(kept.get("named"))):
        st.text_input("Whom they named", placeholder="They go on your shortlist", **_field("named", kept, token))
        parts.problem(FORM, "named")
        _one_of("May I mention who named them?", LEAVE, "may_mention", kept, token)


def _field(field: str, kept: dict[str, Any], token: str) -> dict[str, Any]:
    key = _key(field, token)
    return {"value": kept.get(field, ""), "key": key, "on_change": _keep, "args": (field, key, token)}


def _one_of(label: str, options: dict[str, str], field: str, kept: dict[str, Any], token: str) -> None:
    key = _key(field, token)
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    st.segmented_control(
        label, list(options), default=kept.get(field) or getattr(Met(), field), required=True, key=key,
        format_func=lambda each: f":gray[{options[each]}]", on_change=_keep, args=(field, key, token),
    )  # fmt: skip


def _key(field: str, token: str) -> str:
    return f"met-{field}-{token}"


def _keep(field: str, key: str, token: str) -> None:
    kept = st.session_state.get(TYPED)
    if kept and kept.get("token") == token:  # a second click that came late says everything once more
        kept[field] = st.session_state.get(key)
        if field == "name":  # whoever was chosen was chosen for the name that stood there
            kept.pop("whom", None)


def _record(token: str) -> None:
    kept = dict(st.session_state.get(TYPED) or {})
    typed = {each.name: kept[each.name] for each in fields(Met) if kept.get(each.name) is not None}
    for each in fields(Met):
        typed[each.name] = st.session_state.get(_key(each.name, token), typed.get(each.name, each.default))
    met = Met(**typed)
    made: list[Done] = []

    def record(here: Here) -> Done:
        made.append(just_met.record(here.records, met, as_of=here.as_of, token=token))
        return made[-1]

    if parts.act(record, FORM, token):
        st.session_state.pop(TYPED, None)
        if met.how_much == "talk":
            parts.lead_on("Write the debrief", "reflection", meeting=token)
        elif made and made[-1].fact_id:
            parts.lead_on("Open them", "prospect_research", contact=made[-1].fact_id)

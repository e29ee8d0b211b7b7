"""Letting something go with a reason: asked for in a dialog, and taken back with the undo of what was done."""

from collections.abc import Callable

import streamlit as st

from ivw.coaching.done import Done
from ivw.show import front_door, parts
from ivw.show.front_door import Here

LET_GO = "Let it go"
Letting = Callable[[Here, str], Done]


def button(what: str, key: str, letting: Letting) -> None:
    """The way to let this go; `what` says in a sentence what it is and what follows. Not for use inside a fragment."""
    if st.button(LET_GO, type="tertiary", key=f"let-go-{key}"):
        _ask_why(what, key, letting)


@st.dialog(LET_GO)
def _ask_why(what: str, key: str, letting: Letting) -> None:
    form = f"let-go/{key}"
    token = parts.token(front_door.here(), form)
    st.markdown(parts.plain(what))
    st.text_input("Why", placeholder="They moved on; it no longer matters", key=f"why-{key}")
    refused = parts.refused(form)
    parts.problem(form)
    if (
        st.button(LET_GO, type="primary", key=f"let-go-yes-{key}", on_click=_let_go, args=(key, letting, form, token))
        and not refused
    ):
        st.rerun()  # which closes the dialog


def _let_go(key: str, letting: Letting, form: str, token: str) -> None:
    why = st.session_state.get(f"why-{key}") or ""
    parts.act(lambda here: letting(here, why), form, token)

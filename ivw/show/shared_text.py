"""A text that saves itself while one types, and asks where another window has changed it meanwhile."""

from collections.abc import Callable

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.two_windows import Conflict
from ivw.show.draft_area import draft_area, pending, settle, typed_last

SHOWN = 300  # characters of what stands there now


def shared_text(
    label: str, *, key: str, read: Callable[[], str], save: Callable[[str, str], None], height: int, placeholder: str
) -> None:
    """Show the text that `read` returns. `save` gets what was typed and what this window had seen before.

    Where `save` raises Conflict, what was typed stays in the field, and below it one chooses: keep mine, take theirs.
    """
    seen, clash = f"{key}/seen", f"{key}/clash"
    if clash not in st.session_state and not pending(key):  # what is on its way was typed over what was seen before
        st.session_state[seen] = read()

    def keep(typed: str) -> None:
        try:
            save(typed, st.session_state[seen])
        except Conflict as conflict:
            st.session_state[clash] = True
            now = " ".join(str(next(iter(conflict.stands.values())) or "").split())
            shown = f"{now[:SHOWN]} …" if len(now) > SHOWN else now
            stands = f"“{shown}”" if now else "it is empty"
            raise InvalidRecord(conflict.field, f"Changed in another window: {stands}.", "") from conflict
        st.session_state[seen] = read()
        st.session_state.pop(clash, None)

    def keep_mine() -> None:
        st.session_state[seen] = read()
        typed = typed_last(key)
        try:
            keep(typed)
        except InvalidRecord:  # it changed once more this very moment: the question stays
            return
        settle(key, typed)

    def take_theirs() -> None:
        st.session_state.pop(clash, None)
        settle(key, read())

    draft_area(
        label, key=key, text=st.session_state[seen], on_save=keep, height=height, placeholder=placeholder
    )  # fmt: skip
    if clash in st.session_state:
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Keep mine", key=f"{key}/mine", icon=":material/check:", help="What you typed takes its place.",
                on_click=keep_mine,
            )  # fmt: skip
            st.button(
                "Take theirs", key=f"{key}/theirs", type="tertiary", on_click=take_theirs,
                help="What you typed here goes.",
            )  # fmt: skip

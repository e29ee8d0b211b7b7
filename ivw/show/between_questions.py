"""What keeps a conversation going between the questions (A58, B11), to be had at hand."""

import streamlit as st

from ivw.coaching import phrases
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.questions import GUIDES
from ivw.show import parts


def draw() -> None:
    """The sentences, a kind at a time, each kind with its guide."""
    try:
        every = phrases.every()
    except InvalidRecord as broken:  # somebody edited the file
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return
    st.caption("To have at hand; they stand on the run sheet, too. Asking back shows that you listen (guide 1).")
    there = [kind for kind in phrases.KINDS if any(each.kind == kind for each in every)]
    shown = st.pills(
        "What for", there, default=there[:1], key="bank-phrases", required=True, label_visibility="collapsed",
        format_func=lambda kind: f":gray[{phrases.KINDS[kind]}]",
    )  # fmt: skip
    of_kind = [each for each in every if each.kind == shown]
    st.markdown("\n".join(f"- {parts.plain(each.text)}" for each in of_kind))
    if guides := dict.fromkeys(GUIDES[each.source[0]] for each in of_kind if each.source[:1] in GUIDES):
        st.caption(f"After {', '.join(guides)}.")

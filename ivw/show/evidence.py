"""Which numbers come from a guide, which from a study, and which are a convention: told where somebody may wonder."""

import streamlit as st

from ivw.coaching import evidence
from ivw.coaching.errors import InvalidRecord
from ivw.show import parts

TITLE = "Where these numbers come from"


def draw() -> None:
    """A closed box with all of them, by what they rest on."""
    box = st.expander(TITLE, icon=":material/fact_check:", on_change="rerun", key="evidence")
    if not box.open:
        return
    with box, st.container(gap="small"):
        try:
            every = evidence.every()
        except InvalidRecord as unreadable:
            st.markdown(f":red[:material/error: {parts.plain(unreadable)}]")
            return
        for kind, label in evidence.KINDS.items():
            lines = [
                f"- **{parts.plain(each.number)}** {parts.plain(each.says)} :gray[{parts.plain(each.source)}]"
                for each in every
                if each.kind == kind
            ]
            if lines:
                st.markdown("\n".join([f"##### {label}", "", *lines]), anchors=False)

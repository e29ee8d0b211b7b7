"""What informational interviews are and why one holds them, for whoever is new to them."""

import streamlit as st

from ivw.coaching import advice
from ivw.coaching.errors import InvalidRecord
from ivw.show import parts

TITLE = "What is an informational interview, and why hold one?"


def draw() -> None:
    """A closed box with the reasons, each with its guide."""
    box = st.expander(TITLE, icon=":material/lightbulb:", on_change="rerun", key="about")
    if not box.open:
        return
    with box, st.container(gap="xsmall"):
        try:
            for each in advice.said("why"):
                st.markdown(f"{parts.plain(each.words)} :gray[({parts.plain(each.guide)})]")
        except InvalidRecord as unreadable:
            st.markdown(f":red[:material/error: {parts.plain(unreadable)}]")

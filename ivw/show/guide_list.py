"""Which guide is which, on every page: hints name them by their numbers."""

import streamlit as st

from ivw.coaching.guides import TITLES


def way_in() -> None:
    """The button in the sidebar, and behind it the guides by their titles."""
    with st.popover("The guides", icon=":material/menu_book:", type="tertiary", key="guides"):
        st.markdown(
            "\n".join([
                "What ivw advises comes from five guides. A hint says in brackets which one; what they do not say is "
                "our convention, and says so.",
                "",
                *(f"{number}. {title}" for number, title in TITLES.items()),
            ])
        )  # fmt: skip

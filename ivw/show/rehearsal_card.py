"""The card to hand to a companion: whom they play, how to answer, and what to throw in."""

import streamlit as st

from ivw.coaching import plans, role_card
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.show import front_door, parts


def offer(plan: Plan) -> None:
    """A button that shows the card."""
    if st.button("Card for your companion", icon=":material/badge:", key=f"card-{plan.id}"):
        _card(plan.id)


@st.dialog("Card for your companion")
def _card(plan_id: str) -> None:
    here = front_door.here()
    try:
        card = role_card.card(here.records, plans.get(here.records, plan_id))
    except InvalidRecord as refused:
        st.markdown(f":red[:material/error: {parts.plain(refused)}]")
        return
    role = f" {parts.plain(card.role)}." if card.role else ""
    st.markdown(f"You play **{parts.plain(card.host)}**.{role} You have {card.minutes} minutes.")
    st.markdown("**How to answer**")  # no heading: in a dialog those are smaller than the text
    st.markdown("\n".join(f"- {line}" for line in role_card.HOW_TO_ANSWER))
    if card.throws:
        st.markdown("**If you like, throw in one of these**", help="“They” is you.")
        st.markdown("\n".join(f"- {parts.plain(each.text)}" for each in card.throws))
    st.download_button(
        "Download, to print or to send", card.text, "role-card.txt", "text/plain", icon=":material/download:",
        on_click="ignore", key=f"card-file-{plan_id}",
    )  # fmt: skip

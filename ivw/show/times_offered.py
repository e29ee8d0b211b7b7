"""The times that were offered to somebody, to be agreed on in one press."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ivw.coaching import offered_times, wording
from ivw.coaching.done import Done
from ivw.coaching.meetings import FORMATS
from ivw.coaching.offered_times import Offered
from ivw.show import parts
from ivw.show.front_door import Here

NONE_YET = "No time yet"


def agree(here: Here, contact_id: str, form: str, token: str) -> bool:
    """A button for each time that is still open. True in the run in which one was agreed on: it is planned then.

    `token` is the id that the conversation gets.
    """
    still_open = _still_open(here, contact_id)
    if not still_open:
        return False
    with st.container(gap="xsmall"):
        st.markdown("You offered these. Which one did they take?")
        with st.container(horizontal=True, gap="small"):
            for offered in still_open:
                if not st.button(
                    said(here, offered), icon=":material/event_available:", key=f"agree-{offered.starts_at}-{token}",
                    help="Plans it, and notes that they said yes.",
                ):  # fmt: skip
                    continue
                if parts.act(_agreeing(contact_id, offered, token), form, token):
                    parts.lead_on("Write the confirmation", "outreach", contact=contact_id, kind="confirmation")
                    return True
                st.rerun()
        st.caption("None of them? Say below when it is.")
    return False


def choose(here: Here, contact_id: str, token: str) -> Offered | None:
    """Which of the times they chose when they said yes; None for none yet, or where none is open."""
    still_open = _still_open(here, contact_id)
    if not still_open:
        return None
    labels = [said(here, each) for each in still_open]
    chosen = st.selectbox(
        "Which time did they take?", [NONE_YET, *labels], key=f"which-time-{token}",
        help="Choosing one plans the conversation, too.",
    )  # fmt: skip
    return still_open[labels.index(chosen)] if chosen in labels else None


def said(here: Here, offered: Offered) -> str:
    """One time in a few words: "Friday 27 November, 10:00, 20 minutes, phone"."""
    how = FORMATS.get(offered.format or "")
    local = here.local(offered.starts_at)
    facts = (wording.day(local.date(), here.as_of.date()), f"{local:%H:%M}", f"{offered.minutes} minutes", how)
    return ", ".join(each for each in facts if each)


def _still_open(here: Here, contact_id: str) -> list[Offered]:
    """Each in one's own time zone, in which it is said back."""
    offered = offered_times.still_open(here.records, contact_id, here.as_of)
    return [replace(each, starts_at=here.local(each.starts_at)) for each in offered]


def _agreeing(contact_id: str, offered: Offered, token: str) -> Callable[[Here], Done]:
    return lambda now: offered_times.agree(now.records, contact_id, offered, as_of=now.as_of, token=token)

"""Actions that may take longer than a double click: the second click waits for the first one and does nothing more.

Streamlit runs the callback of the second click beside the first one's, in a thread of its own, and stops the first
where it next touches the session state: what stands after the action may never be reached.
"""

import threading
from collections.abc import Callable

import streamlit as st

from ivw.coaching.done import Done
from ivw.show import parts
from ivw.show.front_door import Here

_ONE_AT_A_TIME = threading.Lock()


def act(action: Callable[[Here], Done | None], form: str, token: str) -> bool:
    """parts.act, once for each token. An action that has written something leaves the session state alone."""
    outcomes: dict[str, Done | None] = st.session_state.setdefault("one-click", {})

    def remembered(here: Here) -> Done | None:
        outcome = outcomes[token] = action(here)
        return outcome

    with _ONE_AT_A_TIME:
        if not parts.act(remembered, form, token):
            return False
        # What the first click may have left undone: the form starts afresh, and what was done is said.
        if st.session_state.get(f"token/{form}") == token:
            st.session_state.pop(f"token/{form}")
        if (outcome := outcomes.pop(token, None)) is not None:
            st.session_state[parts.SAID] = outcome
    return True

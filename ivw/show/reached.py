"""What stands further down a page is read and drawn when somebody comes near it: so what stands first comes sooner."""

from typing import Any

import streamlit as st

_JS = """
export default function ({ parentElement, setStateValue }) {
  // The page scrolls inside the window, so both margins are said; a browser that knows one only still sees it arrive.
  const near = "300px 0px"
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return
    watch.disconnect()
    setStateValue("reached", true)
  }, { rootMargin: near, scrollMargin: near })
  watch.observe(parentElement.querySelector(".place"))
  return () => watch.disconnect()
}
"""

_mount = st.components.v2.component(
    "reached", html='<div class="place" aria-hidden="true"></div>', css=".place { height: 1px; }", js=_JS
)


def reached(name: str) -> bool:
    """Whether this place of the page has come near the window since the page was opened. For inside a fragment, which
    is drawn anew once it has.
    """
    key = f"reached-{name}"
    with st.container(gap=None, height=1, border=False):  # until its script is there, a grey bar would take more room
        _mount(key=key, on_reached_change=_nothing)
    state: Any = st.session_state.get(key)
    return isinstance(state, dict) and state.get("reached") is True


def _nothing() -> None:
    """A state is kept only where somebody listens to it."""

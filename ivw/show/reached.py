"""What stands further down a page is read and drawn when somebody comes near it: so what stands first comes sooner."""

from typing import Any

import streamlit as st

from ivw.show import component

_JS = """
const ASK_AGAIN_AFTER = 60 // ms

// Each drawing hands over a new way to send, and the one before leads nowhere any more: so the watch begins anew.
const ends = new WeakMap()

export default function ({ parentElement, setStateValue }) {
  const place = parentElement.querySelector(".place")
  ends.get(place)?.()
  ends.set(place, watchFor(place, setStateValue))
  return ends.get(place)
}

function watchFor(place, setStateValue) {
  // The page scrolls inside the window, so both margins are said; a browser that knows one only still sees it arrive.
  const near = "300px 0px"
  let later
  const ask = () => {
    if (isServerBusy() || isLeaving()) later = setTimeout(ask, ASK_AGAIN_AFTER)
    else setStateValue("reached", true)
  }
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return
    watch.disconnect()
    ask()
  }, { rootMargin: near, scrollMargin: near })
  watch.observe(place)
  return () => {
    watch.disconnect()
    clearTimeout(later)
  }
}
"""

_mount = st.components.v2.component(
    "reached",
    html='<div class="place" aria-hidden="true"></div>',
    css=".place { height: 1px; }",
    js=f"{component.shared()}\n{_JS}",
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

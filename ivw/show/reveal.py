"""What one came for comes into view: the top of what was opened, on a phone the person below the list."""

import streamlit as st

ARRIVALS = "arrivals"

# A page keeps its place while its contents change: from the foot of a list one would come to the foot of a letter.
_TO_THE_TOP = """
let seen

export default function ({ data }) {
  if (data.arrivals > seen) { // not where a server that was started again counts from nought
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }
  seen = data.arrivals
}
"""
_INTO_VIEW = """
let shown

export default function ({ data }) {
  if (data.whom !== shown) {
    shown = data.whom
    requestAnimationFrame(() => {
      const place = document.querySelector(`.st-key-${data.place}`)
      if (place && matchMedia("(max-width: 640px)").matches) {
        place.style.scrollMarginTop = "4rem" // the header lies over the page
        place.scrollIntoView({ block: "start" })
      }
      // Where there is no room for all tabs, the open one may be among those beyond the edge.
      const tab = place?.querySelector('[role="tab"][aria-selected="true"]')
      tab?.scrollIntoView({ block: "nearest", inline: "nearest" })
    })
  }
  return () => { shown = undefined }
}
"""

# A field that is drawn for the first time is not there at once; who has gone to another one meanwhile is left there.
_TYPE_INTO = """
const LOOK_EVERY = 50, LOOK_FOR = 3000 // ms
let begun
const end = () => { begun = undefined }

export default function ({ data: { field, opened } }) {
  if (opened === begun) return end
  begun = opened
  const until = Date.now() + LOOK_FOR
  const look = () => {
    if (opened !== begun || document.activeElement?.matches("input, textarea")) return
    const place = document.querySelector(`.st-key-${field} input`)
    if (place) place.focus()
    else if (Date.now() < until) setTimeout(look, LOOK_EVERY)
  }
  look()
  return end
}
"""

_top = st.components.v2.component("to_the_top", js=_TO_THE_TOP)
_into_view = st.components.v2.component("reveal", js=_INTO_VIEW)
_type_into = st.components.v2.component("type_into", js=_TYPE_INTO)


def arrive() -> None:
    """Somebody is being led somewhere, to another page or to something else on the same one."""
    st.session_state[ARRIVALS] = arrivals() + 1


def to_the_top() -> None:
    """Show the page from its top, once for each arrival. Belongs where every page has it, before what is opened."""
    with st.container(gap=None, height=1, border=False):  # until its script is there, a grey bar stands in its place
        _top(key="to-the-top", data={"arrivals": arrivals()})


def reveal(place: str, whom: str) -> None:
    """Bring the open tab of the container with this key into view, and on a phone the container; once for each that is
    opened and for each arrival.
    """
    _into_view(key="reveal", data={"place": place, "whom": f"{whom} {arrivals()}"})


def type_into(field: str) -> None:
    """Put the focus into the field with this key, once: for a form that somebody opened to type into it."""
    with st.container(gap=None, height=1, border=False):
        _type_into(key="type-into", data={"field": field, "opened": f"{field} {arrivals()}"})


def arrivals() -> int:
    """How often somebody was led somewhere in this tab of the browser."""
    return int(st.session_state.get(ARRIVALS, 0))

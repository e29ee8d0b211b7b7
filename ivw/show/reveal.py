"""On a phone the opened person stands below the list, out of sight: this brings them into view."""

import streamlit as st

_JS = """
let shown

export default function ({ data }) {
  if (data.whom !== shown) {
    shown = data.whom
    const place = document.querySelector(`.st-key-${data.place}`)
    if (place && matchMedia("(max-width: 640px)").matches) {
      place.style.scrollMarginTop = "4rem" // the header lies over the page
      requestAnimationFrame(() => place.scrollIntoView({ block: "start" }))
    }
  }
  return () => { shown = undefined }
}
"""

_mount = st.components.v2.component("reveal", js=_JS)


def reveal(place: str, whom: str) -> None:
    """Scroll to the container of this key, once for each that is opened; on a wide screen nothing moves."""
    _mount(key="reveal", data={"place": place, "whom": whom})

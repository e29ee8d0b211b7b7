"""What was just done, for whoever does not see it: read aloud. And whoever works by keyboard is brought near it.

Streamlit draws a page anew after each press, and what was pressed may be gone with its focus: the next Tab would begin
at the top of the page. So the focus goes to what was said, on another page to its title. A mouse or a finger moves
nothing: where one pressed far below, what was said comes to the foot of the window for a while, with its undo.
"""

import streamlit as st

HEAD, TITLE, SAID = "page-head", "page-title", "said"  # the keys of the containers that it knows

_JS = """
const LOOK_EVERY = 60, LOOK_FOR = 20_000, GOES_WITHIN = 1500, SHOWN_FOR = 8000 // ms
const isStill = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning"
const isLost = () => !document.activeElement || document.activeElement === document.body
const known = globalThis.ivwHeard ??= begin() // one for all pages, however often this is loaded

function begin() {
  const begun = { page: undefined, told: undefined, isByKeyboard: false, looks: 0 }
  for (const pressed of ["keydown", "pointerdown"]) {
    addEventListener(pressed, () => {
      begun.isByKeyboard = pressed === "keydown"
      begun.looks += 1 // whoever presses something is on the way elsewhere: what is still looked for is given up
    }, { capture: true })
  }
  return begun
}

export default function ({ data: { page, told, head, title, said } }) {
  // What comes and goes in the head is read aloud; its title and lead, which are always there, are not.
  document.querySelector(`.st-key-${head}`)?.setAttribute("aria-live", "polite")
  document.querySelector(`.st-key-${title}`)?.setAttribute("aria-live", "off")
  const isNews = told !== known.told || (known.page !== undefined && page !== known.page)
  Object.assign(known, { page, told })
  if (!isNews) return
  known.looks += 1
  known.shown?.remove()
  const place = told ? `.st-key-${said}` : `.st-key-${title} h1`
  if (known.isByKeyboard) bringNear(place, Date.now() + LOOK_FOR, known.looks)
  else if (told) showBelow(place, Date.now() + LOOK_FOR, known.looks)
}

// Only where nothing else takes the focus meanwhile. What was pressed may go a moment after the page stands still.
function bringNear(selector, until, look) {
  if (look !== known.looks) return
  const place = document.querySelector(selector)
  if (isStill() && isLost() && place) {
    place.tabIndex = -1
    return place.focus()
  }
  const end = isStill() ? Math.min(until, Date.now() + GOES_WITHIN) : until
  if (Date.now() < end) setTimeout(bringNear, LOOK_EVERY, selector, end, look)
}

// What stands out of sight at the head of the page, once more at the foot of the window. It was read aloud already.
function showBelow(selector, until, look) {
  if (look !== known.looks) return
  const place = document.querySelector(selector)
  if (!isStill() || !place) {
    if (Date.now() < until) setTimeout(showBelow, LOOK_EVERY, selector, until, look)
    return
  }
  if (place.getBoundingClientRect().bottom > 0) return
  const shown = known.shown = document.createElement("div")
  const { backgroundColor, color, font } = getComputedStyle(document.querySelector('[data-testid="stApp"]'))
  Object.assign(shown.style, {
    position: "fixed", bottom: "1rem", left: "50%", transform: "translateX(-50%)", zIndex: 999_990,
    width: "max-content", maxWidth: "calc(100vw - 2rem)", boxSizing: "border-box",
    display: "flex", alignItems: "center", gap: "1rem", padding: "0.5rem 1rem", borderRadius: "0.5rem",
    border: "1px solid color-mix(in srgb, currentColor 25%, transparent)", boxShadow: "0 4px 16px rgb(0 0 0 / 0.25)",
    backgroundColor, color, font,
  })
  shown.ariaHidden = "true"
  shown.dataset.shown = "below"
  shown.append(place.querySelector('[data-testid="stMarkdownContainer"]').cloneNode(true))
  const undo = place.querySelector(".st-key-undo button")
  if (undo) {
    const same = undo.cloneNode(true)
    same.tabIndex = -1
    Object.assign(same.style, { width: "auto", flex: "none" })
    same.onclick = () => {
      shown.remove()
      document.querySelector(`${selector} .st-key-undo button`)?.click()
    }
    shown.append(same)
  }
  document.body.append(shown)
  setTimeout(() => shown.remove(), SHOWN_FOR)
}
"""

_mount = st.components.v2.component("heard", js=_JS)


def heard(page: str, told: int) -> None:
    """Read out what the head of the page says, and keep the focus near: once for each `told` (0: nothing was done), and
    on each `page`, by the words of its head.
    """
    _mount(key="heard", data={"page": page, "told": told, "head": HEAD, "title": TITLE, "said": SAID})

// What every component of ours needs of the page around it; it stands before the component's own script.

// A drawing of the page hands over anew, and what was opened for an element stays with it.
const opened = new WeakMap()

function handOver(component, selector, open) {
  const element = component.parentElement.querySelector(selector)
  if (!opened.has(element)) opened.set(element, open(element))
  const it = opened.get(element)
  const setStateValue = (name, value) => isLeaving() || component.setStateValue(name, value)
  it.receive({ ...component, setStateValue })
  return it.close
}

// Whoever presses Back or a link of the menu is on the way to another page before anything of that is there. What the
// page that is left sends meanwhile would be answered after it, and leave it empty (Streamlit 1.67): it is not sent.
// What was kept here comes with the next visit, or is sent again where the page stays.
const LEAVES_WITHIN = 1000 // ms
const TO_A_PAGE = '[data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]'
const way = globalThis.ivwWay ??= watchTheWay() // one for all components
const isLeaving = () => performance.now() - way.leftAt < LEAVES_WITHIN

function watchTheWay() {
  const watched = { leftAt: -Infinity }
  const leave = () => { watched.leftAt = performance.now() }
  addEventListener("popstate", leave, { capture: true })
  addEventListener("click", event => { if (event.target.closest?.(TO_A_PAGE)) leave() }, { capture: true })
  return watched
}

// Streamlit draws the page anew when somebody presses r outside of a field.
function drawPageAnew() {
  for (const motion of ["keydown", "keyup"]) {
    document.dispatchEvent(new KeyboardEvent(motion, { key: "r", code: "KeyR", keyCode: 82, bubbles: true }))
  }
}

// What Streamlit says of itself on its outermost element. Without it, we take it that all is well.
const app = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {}
const isConnected = () => (app().testConnectionState ?? "CONNECTED") === "CONNECTED"
const isServerBusy = () => (app().testScriptState ?? "notRunning") !== "notRunning"

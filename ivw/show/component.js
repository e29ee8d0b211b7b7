// What every component of ours needs of the page around it; it stands before the component's own script.

// A drawing of the page hands over anew, and what was opened for an element stays with it.
const opened = new WeakMap()

function handOver(component, selector, open) {
  const element = component.parentElement.querySelector(selector)
  if (!opened.has(element)) opened.set(element, open(element))
  const it = opened.get(element)
  it.receive(component)
  return it.close
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

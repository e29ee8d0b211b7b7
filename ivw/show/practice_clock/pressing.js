// How one presses: buttons and keys, what is no press at all, and what stands in their way.

const ONE_PRESS = 300 // ms in which the same once more is a bounce, or a burst, and nothing that was meant (our convention)
const PAGE = ["stApp", "stAppViewContainer", "stMain"].map(id => `[data-testid="${id}"]`).join(", ") + ", body, html"
const TYPES = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox']"
const SPACE_PRESSES = "button, summary, [role='button'], [role='checkbox'], [role='radio'], [role='switch'], [role='tab'],"
  + " [role='option'], [role='menuitem'], [role='slider']"

// `buttons`: what each of them does, by its class; `keys`: by key. `mayPress` says whether anything can be pressed now,
// `isAsking` whether it asks how to end, and `onTouch` is called at each touch, `onEscape` by that key while it asks.
function openPresses(root, { buttons, keys, mayPress, isAsking, onTouch, onEscape }, signal) {
  let last = null, lastAt = -Infinity

  // As a press only what comes a while after the same one before.
  function press(act) {
    const at = performance.now(), isBounce = act === last && at - lastAt < ONE_PRESS
    ;[last, lastAt] = [act, at]
    if (!isBounce) act()
  }

  // A mouse or a finger leaves the focus on the clock, so that space stays what it was; whoever moves by Tab keeps it
  // on the button.
  function onClick(act) {
    return event => {
      onTouch()
      if (!mayPress()) return
      press(act)
      if (event.detail && !isAsking()) root.focus({ preventScroll: true })
    }
  }

  // On the window, and before anything else gets it: a dialog of Streamlit's keeps its keys to itself.
  function onKey(event) {
    onTouch()
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !mayPress()) return
    const { target, key } = event
    if (!isOurs(target, key)) return
    if (isAsking()) {
      if (key === "Escape" && !event.repeat) press(onEscape)
      return
    }
    if (key === " " && root.contains(target) && target.closest("button")) return // it presses what has the focus
    const act = keys[key.toLowerCase()]
    if (!act) return
    event.preventDefault() // also of a key held down: the page would scroll
    if (isInTheWay(target)) event.stopPropagation()
    if (!event.repeat) press(act)
  }

  // Space is the clock's wherever it would do nothing else; letters are only where nothing else has the focus.
  function isOurs(target, key) {
    if (!target.closest || root.contains(target) || target.matches(PAGE) || isInTheWay(target)) return true
    return key === " " && !target.closest(`${TYPES}, ${SPACE_PRESSES}, [role='dialog']`)
  }

  // A key that went down as ours does not press a button as it comes up.
  function onKeyUp(event) {
    if (event.key === " " && mayPress() && isInTheWay(event.target)) event.preventDefault()
  }

  for (const [button, act] of Object.entries(buttons)) root.querySelector(button).onclick = onClick(act)
  addEventListener("keydown", onKey, { signal, capture: true })
  addEventListener("keyup", onKeyUp, { signal, capture: true })
}

// While the server is away Streamlit lays a dialog over the page, which takes the focus and makes all else inert. The
// clock says so itself, and goes on without a server: so the dialog is closed, and until it is, its keys are the clock's.
const isInTheWay = element => !isConnected() && Boolean(element.closest?.("[role='dialog']"))

function clearTheWay(root) {
  if (isConnected()) return
  const dialog = [...document.querySelectorAll("[role='dialog']")].find(each => each.getClientRects().length)
  if (!dialog) return
  dialog.querySelector("button[aria-label='Close']")?.click()
  root.focus({ preventScroll: true })
}

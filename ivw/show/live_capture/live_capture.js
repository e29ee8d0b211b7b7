// What is caught here is the truth until the server has answered for it, by its id. The whole list of what was not
// answered goes up with every catch, and again when no answer came.

const SEND_AGAIN_AFTER = 1500 // ms without an answer from a server that is idle; doubled each time
const SEND_AGAIN_AT_THE_LATEST = 30_000
const LOOK_EVERY = 500 // ms, while something is not answered
const KINDS = {
  promise: {
    key: "p", named: "What was promised", hint: "An article, a name, an answer", asks: "Who promised:",
    choices: { me: "I did", them: "They did" },
  },
  referral: {
    key: "r", named: "Whom they named", hint: "Goes on your shortlist, introduced", asks: "May I mention who named them:",
    choices: { "not asked": "Not asked yet", yes: "Yes", no: "No" },
  },
  lead: {
    key: "l", named: "The opening they told you of", hint: "Only what they offer; never ask for one",
    asks: "Is it advertised:", choices: { "": "Nothing said", hidden: "Not advertised yet" },
  },
  topic: { key: "t", named: "What you talk about", hint: "How the residents' panel is run", asks: "", choices: {} },
}
const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox'], " +
  "[role='combobox'], [role='listbox'], [role='dialog']"

const TAKEN_UP_WITHIN = 3_000 // ms between a line that is taken away by a drawing and its successor
const JUST_NOW = 200 // ms: an element that is taken away loses the keyboard a little earlier
let lately = { key: "", kind: "", at: 0 } // the line that had the keyboard when it was taken away

export default component => handOver(component, ".ivw-catch section", openLine)

function openLine(root) {
  const $ = selector => root.querySelector(selector)
  const leaving = new AbortController()
  const text = $(".text"), choice = $(".choice"), day = $(".day")

  let data, send
  let open = "" // the kind whose line is open
  let begun = {} // what was begun and not saved, by its kind
  let unanswered = [] // caught, and not known to be in the records
  let leftAt = -Infinity // when the keyboard left the line; Infinity while it is there
  let number = 0, waitingSince = 0, patience = SEND_AGAIN_AFTER, tries = 0, isLost = false, watch
  let saved = 0

  const id = Math.random().toString(36).slice(2)
  text.id = `catch-${id}`
  $(".named").htmlFor = text.id
  $(".error").id = `catch-${id}-error`
  text.setAttribute("aria-describedby", $(".error").id)

  // From the server

  function receive(component) {
    const isFirst = !data
    data = component.data
    send = component.setStateValue
    if (isFirst) {
      restore()
      takeUp()
    }
    const answers = JSON.parse(data.answers)
    for (const item of unanswered) {
      if (answers[item.id]) refuse(item, answers[item.id])
      else if (item.id in answers) saved += 1
    }
    const before = unanswered.length
    unanswered = unanswered.filter(item => !(item.id in answers))
    if (unanswered.length !== before) {
      patience = SEND_AGAIN_AFTER
      remember()
    }
    say()
  }

  // What was not accepted comes back into its line; what is being typed there meanwhile goes before it.
  function refuse(item, why) {
    const line = open === item.kind ? shown() : begun[item.kind]
    if (!line?.text) begun[item.kind] = { text: item.text, choice: item.choice, day: item.day }
    if (!open || open === item.kind) {
      if (!line?.text) show(item.kind)
      $(".error").textContent = why
      text.setAttribute("aria-invalid", "true")
    }
  }

  // To the server

  function post() {
    number = Math.max(Date.now(), number + 1)
    waitingSince = performance.now()
    send("caught", { number, items: unanswered })
    watch ??= setInterval(look, LOOK_EVERY)
  }

  function look() {
    if (!unanswered.length) {
      clearInterval(watch)
      watch = undefined
    } else if (!isConnected() || isServerBusy()) {
      isLost ||= !isConnected()
      waitingSince = performance.now()
    } else if (isLost || performance.now() - waitingSince > patience) {
      // A server that was started anew does not know the fragment this stands in: it has to draw the whole page first.
      patience = isLost ? SEND_AGAIN_AFTER : Math.min(2 * patience, SEND_AGAIN_AT_THE_LATEST)
      waitingSince = performance.now()
      if (isLost || (tries += 1) % 2 === 0) drawPageAnew()
      else post()
      isLost = false
    }
    say()
  }

  // The line

  function show(kind) {
    keep()
    open = kind
    const { named, hint, asks, choices } = KINDS[kind]
    const line = begun[kind] ?? {}
    $(".line").hidden = false
    $(".named").textContent = named
    text.placeholder = hint
    text.value = line.text ?? ""
    text.removeAttribute("aria-invalid")
    $(".error").textContent = ""
    $(".asks").textContent = asks
    choice.replaceChildren(...Object.entries(choices).map(([value, label]) => new Option(label, value)))
    if (line.choice in choices) choice.value = line.choice
    $(".of-choice").hidden = !asks
    $(".of-day").hidden = kind !== "promise"
    day.value = line.day || data.due
    for (const button of root.querySelectorAll(".kinds button")) {
      button.setAttribute("aria-expanded", String(button.dataset.kind === kind))
    }
    remember()
    say()
  }

  function shut() {
    const kind = open
    keep()
    open = ""
    $(".line").hidden = true
    const button = root.querySelector(`[data-kind="${kind}"]`)
    for (const each of root.querySelectorAll(".kinds button")) each.setAttribute("aria-expanded", "false")
    button?.focus({ preventScroll: true })
    remember()
  }

  const shown = () => ({ text: text.value, choice: choice.value, day: day.value })

  function keep() {
    if (open) begun[open] = shown()
  }

  function save() {
    const words = (text.value.toWellFormed?.() ?? text.value).trim()
    if (!words) {
      $(".error").textContent = "This is empty. A word is enough."
      text.setAttribute("aria-invalid", "true")
      return text.focus()
    }
    unanswered = [...unanswered, {
      id: uuid7(), kind: open, text: words, choice: choice.value, day: open === "promise" ? day.value || data.due : "",
    }]
    text.value = ""
    choice.selectedIndex = 0
    day.value = data.due
    shut()
    post()
    say()
  }

  // What is said below

  function say() {
    const waits = unanswered.length
    $(".status").toggleAttribute("data-unsaved", waits > 0 && !isConnected())
    write($(".status"), waits ? (isConnected() ? "Saving…" : "Not saved yet: no connection. It is kept here.")
      : saved ? "Saved. It stands below." : "")
  }

  // In the browser: a second net, for a reload

  const place = () => `ivw-catch/${data.key}`

  function remember() {
    keep()
    const left = Object.fromEntries(Object.entries(begun).filter(([, line]) => line.text))
    try { sessionStorage.setItem(place(), JSON.stringify({ open, begun: left, unanswered })) } catch { /* it goes on */ }
  }

  function restore() {
    try {
      const left = JSON.parse(sessionStorage.getItem(place()))
      begun = left.begun ?? {}
      unanswered = (left.unanswered ?? []).filter(item => item.kind in KINDS)
      if (left.open in KINDS && begun[left.open]?.text) show(left.open)
    } catch { return }
    if (unanswered.length) post()
  }

  // A drawing may put another element in our place while somebody types: the keyboard stays where it was.
  function takeUp() {
    if (lately.key !== data.key || performance.now() - lately.at > TAKEN_UP_WITHIN) return
    show(lately.kind)
    text.focus()
    lately.at = -TAKEN_UP_WITHIN
  }

  // Keys: only while nothing else is being typed into. Streamlit itself draws the page anew on r, so it must not hear.
  function onKey(event) {
    if (!event.isTrusted || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.target.closest?.(FIELDS) || document.querySelector("[role='dialog']")) return
    const kind = Object.keys(KINDS).find(each => KINDS[each].key === event.key.toLowerCase())
    if (!kind) return
    event.preventDefault()
    event.stopImmediatePropagation()
    show(kind)
    text.focus()
  }

  function onKeyInLine(event) {
    if (event.key !== "Escape" || event.isComposing) return
    event.stopPropagation()
    shut()
  }

  function close() {
    remember()
    const now = performance.now()
    if (open && now - leftAt < JUST_NOW) lately = { key: data.key, kind: open, at: now }
    clearInterval(watch)
    leaving.abort()
    opened.delete(root)
  }

  for (const button of root.querySelectorAll(".kinds button")) {
    button.onclick = () => {
      if (open === button.dataset.kind) return shut()
      show(button.dataset.kind)
      text.focus()
    }
  }
  $(".line").onsubmit = event => {
    event.preventDefault()
    save()
  }
  $(".line").onkeydown = onKeyInLine
  $(".line").oninput = remember
  text.onfocus = () => { leftAt = Infinity }
  text.onblur = () => { leftAt = performance.now() }
  const { signal } = leaving
  addEventListener("keydown", onKey, { capture: true, signal })
  return { receive, close }
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words
}

// Keys of the records sort by time (RFC 9562, version 7), so that what was caught keeps its order.
function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const now = BigInt(Date.now())
  for (let place = 0; place < 6; place += 1) bytes[place] = Number((now >> BigInt(8 * (5 - place))) & 255n)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

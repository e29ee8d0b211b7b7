// What is typed here is the truth until the server has answered that it is kept. Every update has a number; the
// server names the last one it heard. While an answer is missing, nothing that comes from there touches the field,
// and the text lies in sessionStorage too, for a reload or for the next time that this field is shown.

const SEND_AT_THE_LATEST = 2000 // ms of typing without a pause
const LOOK_EVERY = 500 // ms, while something is unsaved
const SEND_AGAIN_AFTER = 3 // looks at a server that is idle and still has not answered
const TEXTS_REMEMBERED = 8

export default component => handOver(component, "textarea", field => openDraft(component.parentElement, field))

function openDraft(root, field) {
  const $ = selector => root.querySelector(selector)
  const client = Math.random().toString(36).slice(2) // crypto.randomUUID is missing where the page has no https
  const leaving = new AbortController()

  let data, send // what the server handed over last, and the way back to it
  let onServer = [] // texts that the records may hold: the last answered one and those sent since
  let number = 0, kept = 0, refused = 0 // the last update that was sent, kept, refused
  let unsent = false, typingSince = 0, pause, watch, idleLooks = 0, unanswered = 0
  let overtaken = "" // the text of another window that was told of last

  const isSettled = () => !unsent && kept === number
  const isFocused = () => document.activeElement === field

  // A page may hold several of these.
  const id = part => `draft-${client}-${part}`
  field.id = id("field")
  $("label").htmlFor = id("field")
  for (const part of ["help", "error", "status", "aside-says"]) $(`.${part}`).id = id(part)
  $(".aside").setAttribute("aria-labelledby", id("aside-says"))

  // From the server

  function receive({ data: handedOver, setStateValue }) {
    const isFirst = !data
    data = { ...handedOver, text: handedOver.text.replace(/\r\n?/g, "\n") }
    send = setStateValue
    $("label").textContent = data.label
    $(".help").textContent = data.help
    field.placeholder = data.placeholder
    field.style.minHeight = `${data.height}px`
    const [whom, which, isKept] = data.answer ?? []
    if (whom === client) {
      unanswered = 0
      if (isKept) kept = which
      else refused = which
    }
    if (isFirst) restore()
    if (data.overtook === client && data.aside !== overtaken) setAside(overtaken = data.aside)
    if (isSettled()) settle()
    say()
  }

  // Everything typed is in the records: the field may now follow them, but never under somebody's fingers.
  function settle() {
    clearInterval(watch)
    watch = undefined
    forget("draft")
    if (isFocused() && !holds(field.value, data.text)) return
    onServer = [data.text]
    if (!isFocused() && field.value !== data.text) show(data.text)
  }

  function show(text) {
    field.value = text
    grow()
  }

  // To the server

  function typed() {
    if (isSettled()) {
      // The records moved on under somebody's fingers, where settle() lets the field be.
      if (!onServer.includes(data.text) && !holds(field.value, data.text)) setAside(data.text)
      onServer = [data.text]
    }
    if (!unsent) typingSince = performance.now()
    unsent = true
    remember("draft", { text: field.value, onServer })
    const latest = typingSince + SEND_AT_THE_LATEST - performance.now()
    clearTimeout(pause)
    pause = setTimeout(flush, Math.max(0, Math.min(data.delay_ms, latest)))
    watch ??= setInterval(look, LOOK_EVERY)
    grow()
    say()
  }

  function flush() {
    clearTimeout(pause)
    if (unsent && !isTooLong() && isConnected()) post()
  }

  function post() {
    unsent = false
    idleLooks = 0
    // Half of an emoji, which some keyboards leave behind, cannot be stored anywhere.
    const text = field.value.toWellFormed?.() ?? field.value
    onServer = [...new Set([...onServer, text])].slice(-TEXTS_REMEMBERED)
    remember("draft", { text, onServer })
    number += 1
    send("draft", { text, client, number })
  }

  // An update can get lost: the connection breaks, the server starts anew, another rerun overtakes this one.
  function look() {
    const answered = Math.max(kept, refused) === number
    if (!isConnected() || isServerBusy() || (answered && !unsent)) idleLooks = 0
    else if ((idleLooks += 1) >= SEND_AGAIN_AFTER && !isTooLong()) sendAgain()
    say()
  }

  // A server that was started anew does not know the fragment this field stands in, and drops all that comes from it
  // until the whole page was drawn again.
  function sendAgain() {
    idleLooks = 0
    if ((unanswered += 1) % 2) post()
    else drawPageAnew()
  }

  // What the last visit left behind

  function restore() {
    show(data.text)
    onServer = [data.text]
    const left = recall("draft")
    if (left && left.text !== data.text) {
      if (left.onServer.includes(data.text)) {
        show(left.text)
        typed()
        flush()
      } else {
        // The records have moved on since: neither version may silently replace the other.
        remember("aside", left)
      }
    }
    $(".aside").hidden = !recall("aside")
  }

  function setAside(text) {
    remember("aside", { text })
    $(".aside").hidden = !recall("aside")
  }

  function swap() {
    const aside = recall("aside")
    remember("aside", { text: field.value })
    show(aside.text)
    typed()
    field.focus()
  }

  function discard() {
    forget("aside")
    $(".aside").hidden = true
    field.focus()
  }

  // What is said below the field

  function say() {
    const tooLong = isTooLong()
    const counts = [tooLong, data.max_chars].map(count => count.toLocaleString())
    const error = tooLong ? `Too long to be saved: ${counts.join(" of ")} characters.` : data.error
    let state, words
    if (isSettled()) [state, words] = number ? ["saved", "Saved"] : [undefined, ""]
    else if (!isConnected()) [state, words] = ["unsaved", "Not saved yet: no connection"]
    else if (tooLong || (refused === number && !unsent)) [state, words] = ["unsaved", "Not saved"]
    else [state, words] = ["saving", "Saving…"]

    if (state) $(".status").dataset.state = state
    else delete $(".status").dataset.state
    write($(".says"), words)
    write($(".error"), error)
    field.setAttribute("aria-invalid", String(Boolean(error)))
    const describe = ["status", ...(data.help ? ["help"] : []), ...(error ? ["error"] : [])]
    field.setAttribute("aria-describedby", describe.map(id).join(" "))
  }

  function isTooLong() {
    if (field.value.length <= data.max_chars) return 0
    const characters = [...field.value].length // as Python counts them
    return characters > data.max_chars ? characters : 0
  }

  function grow() {
    if (!CSS.supports("field-sizing", "content") && field.scrollHeight > field.clientHeight) {
      field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
    }
  }

  // sessionStorage is a second net below the records: where it is full or switched off, typing goes on without it.

  const place = drawer => `ivw-${drawer}/${data.key}`

  function remember(drawer, left) {
    try { sessionStorage.setItem(place(drawer), JSON.stringify(left)) } catch { forget(drawer) }
  }
  function recall(drawer) {
    try {
      const { text, onServer = [] } = JSON.parse(sessionStorage.getItem(place(drawer)))
      return typeof text === "string" ? { text, onServer } : null
    } catch {
      return null
    }
  }
  function forget(drawer) {
    try { sessionStorage.removeItem(place(drawer)) } catch { /* then nothing was kept there either */ }
  }

  function close() {
    flush()
    clearInterval(watch)
    leaving.abort()
    opened.delete(field)
  }

  field.oninput = typed
  field.onblur = () => {
    flush()
    if (isSettled()) settle()
  }
  $(".swap").onclick = swap
  $(".discard").onclick = discard
  // Whoever reaches for the mouse is about to click elsewhere. Sent now, the update is there before that click is.
  const { signal } = leaving
  for (const reach of ["pointermove", "pointerdown"]) document.addEventListener(reach, flush, { signal })
  for (const end of ["beforeunload", "pagehide"]) addEventListener(end, flush, { signal })
  document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal })

  return { receive, close }
}

// Whether a text has all that another one says; spaces apart, which are trimmed where it is kept.
function holds(text, other) {
  const [all, part] = [text, other].map(each => each.split(/\s+/).join(" ").trim())
  return all.includes(part)
}

// A live region that is given its own words again may say them again.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words
}

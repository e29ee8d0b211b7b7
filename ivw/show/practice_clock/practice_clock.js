// The clock of a rehearsal. What was pressed here is the truth until the server has said that it is in the records: the
// whole list of laps goes up with every press, under a number that only grows, and the newest number wins everywhere.
// Where the clock stands between two presses is nobody's business but this browser's: it lies in localStorage, so that
// a reload, another page or a server that is away for a while change nothing.

const DRAW_EVERY = 200 // ms
const WRAP_UP_FROM = 0.8 // of the time that is planned for a question
const LONGEST_LAP = 6 * 3600 // s, as in ivw/coaching/practice.py
const SEND_AGAIN_AFTER = 1500 // ms without an answer from a server that is idle; doubled each time
const SEND_AGAIN_AT_THE_LATEST = 30_000
const NO_SECOND_PRESS = 600 // ms: a burst of presses that reaches the end of the plan does not finish the run, too
const KEPT_FOR = 30 * 24 * 3600 * 1000 // ms that a run stays in localStorage
const DRAWER = "ivw-rehearsal/"
const PAGE = ["stApp", "stAppViewContainer", "stMain"].map(id => `[data-testid="${id}"]`).join(", ") + ", body, html"

const clocks = new WeakMap()

export default function (component) {
  const root = component.parentElement.querySelector(".ivw-clock section")
  if (!clocks.has(root)) clocks.set(root, openClock(root))
  const clock = clocks.get(root)
  clock.receive(component)
  return clock.close
}

function openClock(root) {
  const $ = selector => root.querySelector(selector)
  const leaving = new AbortController()

  let run, questions, total // what is rehearsed, and the seconds planned for all of it
  let send // the way to the server
  let laps = [] // [seconds, skipped] of each question that is behind us
  let end = "" // "finished" or "broken_off" once that was said
  let spent = 0 // seconds of the question at hand, before the clock last went on
  let since = null // when it last went on: here, and on the wall; null while it stands
  let number = 0, kept = 0 // the newest list, and the newest that is in the records
  let waitingSince = 0, patience = SEND_AGAIN_AFTER
  let lastPress = -Infinity, isAsking = false, ranBeforeAsking = false, lastState

  const isAllAsked = () => laps.length === questions.length
  const isRunning = () => since !== null

  // Time: never counted, always the difference of two instants

  function elapsed() {
    const now = isRunning() ? (performance.now() - since.here) / 1000 : 0
    return Math.min(LONGEST_LAP, Math.max(0, spent + now))
  }

  function start(ago = 0) {
    since = { here: performance.now() - ago, wall: Date.now() - ago }
  }

  function stop() {
    spent = elapsed()
    since = null
  }

  // Some computers stop the one clock while they sleep; the other one shows the time on return.
  function catchUp() {
    if (!isRunning()) return
    const slept = Date.now() - since.wall - (performance.now() - since.here)
    if (slept > 1000) since.here -= slept
  }

  // What one can do

  function go() {
    if (!isRunning() && !isAllAsked()) return goOn()
    if (laps.length >= questions.length - 1) {
      if (performance.now() - lastPress < NO_SECOND_PRESS) return
      if (isAllAsked()) return anyAsked(laps) ? finish() : askHowToEnd()
      closeLap(false)
      return finish()
    }
    closeLap(false)
    pressed()
  }

  function skip() {
    if (isAllAsked()) return
    closeLap(true)
    pressed()
  }

  function closeLap(skipped) {
    laps = [...laps, [Math.round(elapsed() * 1000) / 1000, skipped]]
    spent = 0
    if (isAllAsked()) since = null
    else if (isRunning()) start()
  }

  // As if it had not been pressed: the question before goes on with all the time since it began.
  function undo() {
    if (!laps.length) return
    const wasAllAsked = isAllAsked(), now = elapsed()
    const [before] = laps.at(-1)
    laps = laps.slice(0, -1)
    spent = before + now
    if (isRunning() || wasAllAsked) start()
    pressed()
  }

  function pressed() {
    lastPress = performance.now()
    post()
    announce(whereWeAre())
    draw()
  }

  function pauseOrGoOn() {
    if (isAllAsked()) return
    if (!isRunning()) return goOn()
    stop()
    remember()
    announce("Paused.")
    draw()
  }

  function goOn() {
    lastPress = performance.now()
    start()
    remember()
    announce(`The clock runs. ${whereWeAre()}`)
    draw()
  }

  function finish() {
    end = "finished"
    leave()
  }

  function breakOff() {
    end = "broken_off"
    leave()
  }

  function leave() {
    if (isRunning()) stop()
    isAsking = false
    post()
    draw()
    root.focus({ preventScroll: true })
  }

  function askHowToEnd() {
    ranBeforeAsking = isRunning()
    if (ranBeforeAsking) stop()
    isAsking = true
    remember()
    draw()
    $(".ask button:not([hidden])").focus()
  }

  function stay() {
    isAsking = false
    if (ranBeforeAsking) start()
    remember()
    draw()
    root.focus({ preventScroll: true })
  }

  // To the server and back

  function post() {
    number = Math.max(Date.now(), number + 1)
    waitingSince = performance.now()
    remember()
    send("laps", { run, number, laps, end })
  }

  // An update can get lost: the connection breaks, the server starts anew, another rerun overtakes this one.
  function lookForAnAnswer() {
    if (kept >= number) patience = SEND_AGAIN_AFTER
    else if (!isConnected() || isServerBusy()) waitingSince = performance.now()
    else if (performance.now() - waitingSince > patience) {
      patience = Math.min(2 * patience, SEND_AGAIN_AT_THE_LATEST)
      post()
    }
  }

  function receive({ data, setStateValue }) {
    send = setStateValue
    if (run !== data.run) {
      run = data.run
      questions = JSON.parse(data.questions)
      total = questions.reduce((sum, question) => sum + question.seconds, 0)
      drawLane(root, questions)
      resume(data)
    } else if (data.number > number) takeOver(data)
    kept = Math.max(kept, data.number)
    draw()
  }

  function resume(data) {
    tidy()
    const left = recall()
    kept = data.number
    if (left && left.number >= data.number) {
      ({ laps, spent, number } = left)
      const isNews = number > kept
      end = isNews ? left.end : "" // a run that ended and is open again was taken back
      since = null
      if (left.since && !left.end && !isAllAsked()) start(Math.max(0, Date.now() - left.since))
      if (isNews) post()
    } else {
      takeOver(data)
      if (data.fresh && !laps.length) start()
      remember()
    }
    if (!end) announce(whereWeAre())
  }

  // The records know more than this browser: the run went on in another one.
  function takeOver(data) {
    laps = JSON.parse(data.laps)
    number = data.number
    spent = 0
    since = null
    end = ""
    isAsking = false
  }

  // In the browser

  function remember() {
    put(DRAWER + run, JSON.stringify({ laps, end, spent, number, since: since && since.wall, at: Date.now() }))
  }

  function recall() {
    try {
      const left = JSON.parse(take(DRAWER + run))
      const laps = left.laps.map(([seconds, skipped]) => [Number(seconds), Boolean(skipped)])
      const isSane = laps.length <= questions.length && [left.number, left.spent].every(Number.isFinite)
      return isSane ? { ...left, laps } : null
    } catch {
      return null
    }
  }

  function movedElsewhere({ key, newValue }) {
    if (key !== DRAWER + run || !newValue) return
    const left = recall()
    if (!left || left.number < number) return
    ({ laps, spent, number, end } = left)
    kept = number // that tab sends it
    since = null
    if (left.since) start(Math.max(0, Date.now() - left.since))
    draw()
  }

  // What is seen and said

  function whereWeAre() {
    if (isAllAsked()) return "All questions were asked."
    const { text, seconds } = questions[laps.length]
    return `Question ${laps.length + 1} of ${questions.length}: ${text} ${spoken(seconds)} planned.`
  }

  function announce(words) {
    $(".aloud").textContent = words
  }

  function stateOf(share) {
    if (isAllAsked()) return "asked"
    return share >= 1 ? "over" : share >= WRAP_UP_FROM ? "wrap-up" : "fine"
  }

  function draw() {
    if (!questions) return
    const question = questions[laps.length], took = elapsed()
    const share = question ? took / Math.max(1, question.seconds) : 1
    const state = stateOf(share)
    const paused = !isRunning() && !isAllAsked()
    drawFace(root, { questions, total, laps, question, took, share, state, paused, isAsking, end })
    root.toggleAttribute("data-saved", kept >= number)
    write($(".unsaved"), unsaved())
    if (state !== lastState && isRunning()) {
      if (state === "wrap-up") announce(`Wrap up: ${spoken(question.seconds - took)} left.`)
      if (state === "over" && lastState) announce("Over time.")
    }
    lastState = state
  }

  function unsaved() {
    if (kept >= number) return ""
    if (!isConnected()) return "No connection. Go on: your laps are kept in this browser and saved when it is back."
    if (end) return "Saving this run…"
    return performance.now() - lastPress > 4000 ? "Saving your laps…" : ""
  }

  // A mouse or a finger leaves the focus on the clock, so that space stays what it was; whoever moves by Tab keeps it
  // on the button.
  function onClick(act) {
    return event => {
      if (end) return
      act()
      if (event.detail && !isAsking) root.focus({ preventScroll: true })
    }
  }

  function onKey(event) {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || end) return
    const { target, key } = event
    if (!root.contains(target) && !target.matches?.(PAGE)) return
    if (isAsking) {
      if (key === "Escape") stay()
      return
    }
    if (key === " " && target.closest("button")) return // it presses what has the focus
    const act = { " ": go, "p": pauseOrGoOn, "s": skip, "u": undo }[key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  }

  function close() {
    clearInterval(ticking)
    leaving.abort()
    clocks.delete(root)
  }

  const acts = {
    ".go": go, ".pause": pauseOrGoOn, ".skip": skip, ".undo": undo, ".end": askHowToEnd,
    ".finish": finish, ".break-off": breakOff, ".stay": stay,
  }
  for (const [button, act] of Object.entries(acts)) $(button).onclick = onClick(act)
  const { signal } = leaving
  document.addEventListener("keydown", onKey, { signal })
  document.addEventListener("visibilitychange", () => { catchUp(); draw() }, { signal })
  addEventListener("storage", movedElsewhere, { signal })
  const ticking = setInterval(() => { catchUp(); lookForAnAnswer(); draw() }, DRAW_EVERY)

  return { receive, close }
}

// localStorage may be full or switched off; then a clock is forgotten with its tab, and its laps are not.

const inThisTab = new Map()

function put(place, text) {
  inThisTab.set(place, text)
  try { localStorage.setItem(place, text) } catch { /* see above */ }
}

function take(place) {
  try { return localStorage.getItem(place) ?? inThisTab.get(place) } catch { return inThisTab.get(place) }
}

function tidy() {
  try {
    for (const place of Object.keys(localStorage).filter(place => place.startsWith(DRAWER))) {
      if (!(JSON.parse(localStorage.getItem(place)).at > Date.now() - KEPT_FOR)) localStorage.removeItem(place)
    }
  } catch { /* not ours to mend */ }
}

// What Streamlit says of itself on its outermost element. Without it, we take it that all is well.
const app = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {}
const isConnected = () => (app().testConnectionState ?? "CONNECTED") === "CONNECTED"
const isServerBusy = () => (app().testScriptState ?? "notRunning") !== "notRunning"

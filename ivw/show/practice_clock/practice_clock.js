// The clock of a rehearsal. What was pressed here is the truth until the server has said that it is in the records: the
// whole list of laps goes up with every lap, under a number that only grows, and the newest number wins everywhere.
// Where the clock stands between two laps is nobody's business but this browser's: it lies in localStorage, so that a
// reload, another page or a server that is away for a while change nothing.
//
// `flow` says who plays the host. "host": the clock does. Once the question was asked it holds for an answer, and goes on
// by itself. "companion": somebody answers, and one may say when they begin. "rapid": nobody answers.

const DRAW_EVERY = 50 // ms
const WRAP_UP_FROM = 0.8 // of the time that is planned for a question
const SEND_AGAIN_AFTER = 1500 // ms without an answer from a server that is idle; doubled each time
const SEND_AGAIN_AT_THE_LATEST = 30_000
const NO_SECOND_PRESS = 600 // ms in which a burst of presses neither ends the run nor passes by what has just come up
const TO_SAY_IT = 30 // s at least that one has to say a way out aloud, once it is shown
const TOO_SHORT = 3 // s in which nobody has asked the question at hand, where the run ends there
const LEFT_ALONE = 30 * 60_000 // ms without a press; a question that is picked up again after them waits

export default component => handOver(component, ".ivw-clock section", openClock)

function openClock(root) {
  const $ = selector => root.querySelector(selector)
  const leaving = new AbortController()
  const watch = openStopwatch() // of the question at hand
  const bell = openBell()
  const hearing = openHearing()

  let plan = null // what is rehearsed: run, flow, questions, the seconds planned for all of them, and the minutes agreed
  let send // the way to the server
  let laps = [] // [seconds of asking, seconds of answering or null, skipped] of each question that is behind us
  let asked = null // seconds into this lap after which the question was asked
  let isHeld = true // whether the clock may end this answer by itself
  let cameUp = {} // curveballs by the ordinal of their lap: whether a way out was looked at
  let wayOutAt = null // seconds into this lap after which it was
  let isCut = false // whether the last lap was at hand when the run ended
  let end = "" // "finished" or "broken_off" once that was said
  let number = 0, kept = 0 // the newest list, and the newest that is in the records
  let waitingSince = 0, patience = SEND_AGAIN_AFTER
  let lastPress = -Infinity, movedOn = -Infinity, isAsking = false, ranBeforeAsking = false
  let lastState, lastCue, words = []

  const isAllAsked = () => laps.length === plan.questions.length
  const curveball = () => (asked === null ? null : plan.curveballs[laps.length + 1] ?? null)
  const isShown = () => Boolean(cameUp[laps.length + 1])

  // What one can do

  function go() {
    if (!watch.isRunning() && !isAllAsked()) return goOn()
    if (performance.now() - movedOn < NO_SECOND_PRESS) return
    if (plan.flow === "host" && !isAllAsked()) {
      if (asked === null) return sayAsked()
      if (curveball() && !isShown()) return showWayOut()
    }
    if (laps.length >= plan.questions.length - 1) {
      if (performance.now() - lastPress < NO_SECOND_PRESS) return
      if (isAllAsked()) return anyAsked(laps) ? finish() : askHowToEnd()
      closeLap(false)
      return anyAsked(laps) ? finish() : (pressed(), askHowToEnd())
    }
    closeLap(false)
    pressed()
  }

  function sayAsked() {
    if (isAllAsked() || asked !== null || plan.flow === "rapid" || !watch.isRunning()) return
    ;[asked, isHeld] = [watch.read(), true]
    lastPress = performance.now()
    const thrown = curveball()
    if (thrown && !isShown()) cameUp = { ...cameUp, [laps.length + 1]: false }
    announce(thrown ? `${thrown.text} Try a way out, aloud.` : "They answer.")
    remember()
    draw()
  }

  function showWayOut() {
    if (performance.now() - lastPress < NO_SECOND_PRESS) return
    cameUp = { ...cameUp, [laps.length + 1]: true }
    wayOutAt = watch.read()
    lastPress = performance.now()
    const { way_out, say } = curveball()
    announce(`A way out: ${way_out} For example: ${say}`)
    remember()
    draw()
  }

  function skip() {
    if (isAllAsked()) return
    closeLap(true)
    pressed()
  }

  function closeLap(skipped, at = instant(), took = watch.read(at)) {
    const asking = asked === null ? took : Math.min(asked, took), over = watch.read(at) - took
    laps = [...laps, [inMs(asking), asked === null ? null : inMs(took - asking), skipped || took < LEAST_LAP]]
    hearing.take(laps.length, over)
    ;[asked, isHeld, wayOutAt] = [null, true, null]
    if (isAllAsked()) watch.stop(at)
    watch.set(isAllAsked() ? 0 : over, at)
  }

  // The host has said all there is to say. Whatever passed since then, in a hidden tab, belongs to the next question.
  function moveOn() {
    const hold = plan.questions[laps.length]?.hold
    if (plan.flow !== "host" || !hold || asked === null || !isHeld || !watch.isRunning()) return
    if (curveball() && !isShown()) return
    const over = Math.max(asked + hold, wayOutAt === null ? 0 : wayOutAt + TO_SAY_IT)
    if (watch.read() < over) return
    closeLap(false, instant(), over)
    movedOn = performance.now()
    bell.ring(1)
    pressed()
  }

  // As if it had not been pressed: the question goes on with all the time since it began, and an answer waits.
  function undo() {
    if (asked !== null) {
      asked = null
      announce("Back to asking.")
      remember()
      return draw()
    }
    if (!laps.length) return
    takeBack()
    pressed()
  }

  function takeBack() {
    const wasAllAsked = isAllAsked(), at = instant()
    const [asking, answering] = laps.at(-1)
    hearing.putBack(laps.length)
    laps = laps.slice(0, -1)
    asked = answering === null ? null : asking
    isHeld = asked === null
    watch.set(watch.read(at) + asking + (answering ?? 0), at)
    if (wasAllAsked) watch.start(at)
  }

  function pressed() {
    lastPress = performance.now()
    post()
    announce(whereWeAre())
    draw()
  }

  function pauseOrGoOn() {
    if (isAllAsked()) return
    if (!watch.isRunning()) return goOn()
    watch.stop()
    remember()
    announce("Paused.")
    draw()
  }

  function goOn() {
    lastPress = performance.now()
    watch.start()
    remember()
    announce(`The clock runs. ${whereWeAre()}`)
    draw()
  }

  function finish() {
    leave("finished")
  }

  function breakOff() {
    leave("broken_off")
  }

  // What was at hand goes along as far as it went: nothing that took its time is thrown away.
  function leave(how) {
    isCut = isAskedAtHand()
    if (isCut) closeLap(false)
    end = how
    watch.stop()
    hearing.stop()
    isAsking = false
    post()
    draw()
    root.focus({ preventScroll: true })
  }

  // Alone one says that one has asked. Else what stood there for a while was asked (our convention).
  function isAskedAtHand() {
    return !isAllAsked() && (asked !== null || (plan.flow !== "host" && watch.read() >= TOO_SHORT))
  }

  function askHowToEnd() {
    ranBeforeAsking = watch.isRunning()
    watch.stop()
    isAsking = true
    remember()
    draw()
    $(".ask button:not([hidden])").focus()
  }

  function stay() {
    isAsking = false
    if (ranBeforeAsking) watch.start()
    remember()
    draw()
    root.focus({ preventScroll: true })
  }

  function turnSound() {
    bell.turn()
    draw()
  }

  // To the server and back

  function post() {
    number = Math.max(Date.now(), number + 1)
    waitingSince = performance.now()
    remember()
    if (plan.listens) send("sound", hearing.taken())
    const came_up = Object.entries(cameUp).map(([ordinal, tried]) => [Number(ordinal), tried])
    send("laps", { run: plan.run, number, laps, end, is_cut: isCut, came_up })
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
    if (plan?.run !== data.run) {
      plan = readPlan(data)
      drawLane(root, plan)
      keepRoom(root, plan)
      resume(data)
      if (plan.listens && !end) hearing.start(draw)
      if (!document.activeElement?.closest(TYPES)) root.focus({ preventScroll: true })
    } else if (data.number > number) takeOver(data)
    kept = Math.max(kept, data.number)
    draw()
  }

  function resume(data) {
    tidy()
    const left = recall(plan)
    kept = data.number
    if (left && left.number >= data.number) {
      const isNews = left.number > kept
      pickUp(left)
      if (!isNews && end) openAgain()
      if (isNews) post()
    } else {
      takeOver(data)
      if (data.fresh && !laps.length) watch.start()
      remember()
    }
    if (!end) announce(whereWeAre())
  }

  // A run that ended and is open again was taken back, and with that goes on where it was.
  function openAgain() {
    end = ""
    if (isCut && laps.length) takeBack()
    isCut = false
    watch.stop()
  }

  // Where it stood in this browser, and has gone on since. Nobody practised one question that long, over night for
  // instance: then it waits at where it was pressed last, to be sent off again.
  function pickUp(left) {
    ({ laps, asked, isHeld, cameUp, wayOutAt, isCut, number, end } = left)
    watch.stop()
    watch.set(left.spent)
    const wasLeft = Date.now() - left.since > LEFT_ALONE
    if (left.since && !wasLeft && !end && !isAllAsked()) watch.start(instant(), left.since)
  }

  // The records know more than this browser: the run went on in another one.
  function takeOver(data) {
    laps = JSON.parse(data.laps)
    number = data.number
    ;[asked, isHeld, wayOutAt, isCut, end, isAsking] = [null, true, null, false, "", false]
    watch.stop()
    watch.set(0)
  }

  function remember() {
    const standing = { laps, asked, isHeld, cameUp, wayOutAt, isCut, end, number }
    keepRun(plan.run, { ...standing, spent: watch.spent(), since: watch.since() })
  }

  function movedElsewhere({ key, newValue }) {
    if (!plan || key !== drawerOf(plan.run) || !newValue) return
    const left = recall(plan)
    if (!left || left.number < number) return
    pickUp(left)
    kept = number // that tab sends it
    draw()
  }

  // What is seen and said

  function whereWeAre() {
    if (isAllAsked()) return "No question is left."
    const { text, seconds } = plan.questions[laps.length]
    return `Question ${laps.length + 1} of ${plan.questions.length}: ${text} ${spoken(seconds)} planned.`
  }

  // All that is to be said of one moment is said in one breath.
  function announce(sentence) {
    if (!words.length) queueMicrotask(() => { write($(".aloud"), words.join(" ")); words = [] })
    words.push(sentence)
  }

  function stateOf(share) {
    if (isAllAsked()) return "asked"
    return share >= 1 ? "over" : share >= WRAP_UP_FROM ? "wrap-up" : "fine"
  }

  function draw() {
    if (!plan) return
    const question = plan.questions[laps.length], took = watch.read()
    const share = question ? took / Math.max(1, question.seconds) : 1
    const state = stateOf(share), cue = cueOf(plan, secondsOf(laps) + took, lostOf(plan, laps, asked, cameUp))
    drawFace(root, {
      ...plan, laps, question, took, share, state, cue, isAsking, end, asked: asked !== null, isAskedAtHand: isAskedAtHand(),
      paused: !watch.isRunning() && !isAllAsked(), curveball: curveball(), isWayOutShown: isShown(),
      isBellOn: bell.isOn(), hears: hearing.state(), level: hearing.level(),
    })
    root.toggleAttribute("data-saved", kept >= number)
    write($(".unsaved"), unsaved())
    hearing.hold(!watch.isRunning())
    if (watch.isRunning()) sayWhatChanged(state, cue, question, took)
    ;[lastState, lastCue] = [state, cue.name]
  }

  function sayWhatChanged(state, cue, question, took) {
    if (state !== lastState && state === "wrap-up") announce(`Wrap up: ${spoken(question.seconds - took)} left.`)
    if (state !== lastState && state === "over" && lastState) {
      announce("Over time.")
      bell.ring(2)
    }
    if (cue.name !== lastCue && lastCue !== undefined && cue.name) {
      announce(cue.aloud)
      if (cue.name === "over") bell.ring(3)
    }
  }

  function unsaved() {
    if (kept >= number) return ""
    if (!isConnected()) return "No connection. Go on: your laps are kept in this browser and saved when it is back."
    if (end) return "Saving this run…"
    return performance.now() - lastPress > 4000 ? "Saving your laps…" : ""
  }

  function tick() {
    if (!plan) return
    watch.catchUp()
    moveOn()
    lookForAnAnswer()
    if (!end) clearTheWay(root)
    draw()
  }

  function close() {
    clearInterval(ticking)
    leaving.abort()
    bell.close()
    hearing.stop()
    opened.delete(root)
  }

  const buttons = {
    ".go": go, ".asked": sayAsked, ".pause": pauseOrGoOn, ".skip": skip, ".undo": undo, ".end": askHowToEnd,
    ".finish": finish, ".break-off": breakOff, ".stay": stay, ".sound": turnSound,
  }
  const keys = { " ": go, "p": pauseOrGoOn, "s": skip, "u": undo, "a": sayAsked }
  const { signal } = leaving
  openPresses(root, {
    buttons, keys, mayPress: () => Boolean(plan) && !end, isAsking: () => isAsking, onTouch: bell.wake, onEscape: stay,
  }, signal)
  document.addEventListener("visibilitychange", tick, { signal })
  addEventListener("storage", movedElsewhere, { signal })
  const ticking = setInterval(tick, DRAW_EVERY)

  return { receive, close }
}

function readPlan({ run, flow, questions, curveballs, slot, before, listens }) {
  const asked = JSON.parse(questions), total = asked.reduce((sum, { seconds }) => sum + seconds, 0)
  return { run, flow, questions: asked, curveballs: JSON.parse(curveballs), total, slot, before, listens }
}

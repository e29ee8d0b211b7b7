// What is seen of the clock, drawn from how it stands: `now` has the plan, the laps, the question at hand (none once all
// were asked) with the seconds it took and their share of its plan, whether it was asked, the state, the cue about the
// minutes, the curveball in the air, whether it is paused, whether it asks how to end, and how it ended.

const WORDS = { "fine": "On time", "wrap-up": "Wrap up", "over": "Over time", "asked": "All done" }
const WIDE_LINE = 56, NARROW_LINE = 31 // characters of a question that stand on a line, about
const MUST_ASKS = { who_else: "Who else", your_name: "Your name" }

function drawFace(root, now) {
  const $ = selector => root.querySelector(selector)
  root.dataset.state = now.state
  root.toggleAttribute("data-paused", now.paused)
  root.toggleAttribute("data-answering", now.asked)
  drawDial($, now)
  drawWords($, now)
  drawCurveball($, now)
  drawButtons(root, $, now)
  drawWhole($, now)
  drawMicrophone($, now)
}

function drawDial($, { flow, laps, question, took, share, state, paused, asked, end }) {
  const digits = $(".digits")
  if (!question) write(digits, asClock(secondsOf(laps)))
  else if (state === "over") write(digits, `+${asClock(took - question.seconds)}`)
  else write(digits, asClock(Math.ceil(question.seconds - took)))
  digits.classList.toggle("long", digits.textContent.length > 5)
  write($(".turn"), !question || end || (flow !== "host" && !asked) ? "" : asked ? "They answer" : "You ask")
  write($(".says"), paused && !end ? "Paused" : WORDS[state])
  set($(".hand").style, "stroke-dashoffset", state === "over" || state === "asked" ? 0 : (1000 * Math.min(1, share)).toFixed(1))
}

function drawWords($, { questions, laps, question }) {
  const next = questions[laps.length + 1]
  const skipped = laps.filter(([, , skipped]) => skipped).length
  write($(".place"), question
    ? `Question ${laps.length + 1} of ${questions.length} · ${asClock(question.seconds)} planned`
    : `${laps.length - skipped} asked${skipped ? `, ${skipped} skipped` : ""}`)
  write($(".now"), question ? question.text : "That was the last one.")
  $(".now").classList.toggle("long", Boolean(question) && question.text.length > 160)
  write($(".next"), next ? `Next: ${next.text}` : question ? "This is the last one." : "Finish to see how it went.")
}

function drawCurveball($, { curveball, isWayOutShown, curveballs, questions, laps, question }) {
  const block = $(".thrown")
  block.hidden = !curveball
  if (curveball) {
    write($(".happens"), curveball.text)
    write($(".try"), isWayOutShown ? curveball.way_out : "Find a way out, and try it aloud.")
    write($(".say"), isWayOutShown ? `For example: ${curveball.say}` : "")
    write($(".why"), isWayOutShown ? curveball.why : "")
    const remain = curveball.remain && questions.filter((_, n) => curveball.remain.includes(n + 1))
    write($(".remain"), remain ? `With the time that is left: ${remain.map(({ text }) => text).join(" ")}` : "")
  }
  const isOut = question && Object.entries(curveballs).some(([ordinal, { remain }]) =>
    remain && laps.length + 1 > ordinal && !laps[ordinal - 1]?.[2] && !remain.includes(laps.length + 1))
  write($(".left-out"), isOut ? "There is no time left for this one: skip it." : "")
}

function drawButtons(root, $, now) {
  const { flow, questions, laps, question, paused, asked, isAskedAtHand, isAsking, end, isBellOn } = now
  const main = $(".go"), left = questions.length - laps.length, label = mainOf(now, left)
  const mayFinish = isAskedAtHand || anyAsked(laps)
  write(main.firstElementChild, label)
  show($(".asked"), flow === "companion" && question && !asked && !paused, main)
  show($(".pause"), !paused && question, main)
  show($(".skip"), question, main)
  show($(".end"), left !== 1 || label !== "Finish", main)
  write($(".undo span"), asked ? "Not asked yet" : "Undo last lap")
  write($(".sound span"), isBellOn ? "Sound on" : "Sound off")
  $(".sound").toggleAttribute("data-on", isBellOn)
  for (const part of [".words > .acts", ".quiet"]) $(part).hidden = isAsking
  $(".ask").hidden = !isAsking
  write($(".left-over"), [
    left ? `${left} question${left === 1 ? " is" : "s are"} left${isAskedAtHand ? "; this one counts as asked" : ""}.`
      : "No question was asked.",
    !mayFinish ? "Broken off, the run is kept and does not count as rehearsed."
      : flow === "rapid" ? "The run is kept. A rapid round does not count as rehearsed."
        : "Finished here, the run counts as rehearsed. Broken off, it is kept and does not count.",
  ].join(" "))
  $(".finish").hidden = !mayFinish
  if (!laps.length && !asked && document.activeElement === $(".undo")) main.focus()
  for (const button of root.querySelectorAll("button")) button.disabled = Boolean(end)
  if (!laps.length && !asked) $(".undo").disabled = true
}

function mainOf({ flow, question, paused, asked, curveball, isWayOutShown }, left) {
  if (paused) return "Go on"
  if (flow === "host" && question && !asked) return "Asked"
  if (curveball && !isWayOutShown) return "Show a way out"
  return left <= 1 ? "Finish" : "Next question"
}

// A button that goes must not take the focus with it.
function show(button, isShown, instead) {
  if (!isShown && document.activeElement === button) instead.focus()
  button.hidden = !isShown
}

// Buttons stay where they are: every question has the lines of the longest.
function keepRoom(root, { questions }) {
  const longest = Math.max(...questions.map(({ text }) => text.length))
  for (const [name, line] of [["--wide-lines", WIDE_LINE], ["--narrow-lines", NARROW_LINE]]) {
    root.style.setProperty(name, Math.min(4, Math.ceil(longest / line)))
  }
}

function drawLane(root, { questions }) {
  root.querySelector(".lane").replaceChildren(...questions.map(({ seconds }) => {
    const part = document.createElement("i")
    part.style.flex = `${Math.max(1, seconds)} 0 0`
    return part
  }))
  root.querySelector(".musts").replaceChildren(...questions.filter(({ must }) => must).map(({ must }) => {
    const item = document.createElement("li")
    item.dataset.must = must
    return item
  }))
}

function drawWhole($, now) {
  const { questions, total, laps, question, took, cue } = now
  const all = secondsOf(laps) + took
  for (const [place, part] of [...$(".lane").children].entries()) {
    const share = place < laps.length ? 1 : place > laps.length ? 0 : took / Math.max(1, questions[place].seconds)
    part.classList.toggle("skipped", Boolean(laps[place]?.[2]))
    set(part.style, "--full", `${(100 * Math.min(1, share)).toFixed(1)}%`)
  }
  const left = all > total ? `${asClock(all - total)} over` : `${asClock(total - all)} left of`
  write($(".spoken"), `${asClock(all)} spoken`)
  write($(".left"), `${left} ${asClock(total)}`)
  write($(".drift"), laps.length ? drift(now) : "")
  write($(".cue"), question ? cue.words : "")
  $(".cue").dataset.cue = cue.name
  for (const item of $(".musts").children) {
    const lap = laps[questions.findIndex(({ must }) => must === item.dataset.must)]
    item.dataset.stands = !lap ? "to ask" : lap[2] ? "skipped" : "asked"
    write(item, `${MUST_ASKS[item.dataset.must]}: ${item.dataset.stands}`)
  }
}

function drift({ questions, laps, question, took }) {
  const planned = questions.slice(0, laps.length).reduce((sum, { seconds }) => sum + seconds, 0)
  const over = question ? Math.max(0, took - question.seconds) : 0
  const gap = Math.round(secondsOf(laps) + over - planned)
  if (Math.abs(gap) < 5) return "as planned so far"
  return gap > 0 ? `${asClock(gap)} behind the plan` : `${asClock(-gap)} ahead of the plan`
}

function drawMicrophone($, { hears, level }) {
  $(".hears").hidden = !MICROPHONE_SAYS[hears]
  $(".hears").dataset.hears = hears
  write($(".heard"), MICROPHONE_SAYS[hears] ?? "")
  set($(".hears").style, "--level", level.toFixed(2))
}

const secondsOf = laps => laps.reduce((sum, [asking, answering]) => sum + asking + (answering ?? 0), 0)
const anyAsked = laps => laps.some(([, , skipped]) => !skipped)

// Only what differs is written: a live region that is given its own words again may say them again.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words
}

function set(style, name, value) {
  if (style.getPropertyValue(name) !== String(value)) style.setProperty(name, value)
}

function asClock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}

function spoken(seconds) {
  const whole = Math.max(0, Math.round(seconds)), minutes = Math.floor(whole / 60), rest = whole % 60
  const counted = (n, what) => (n ? [`${n} ${what}${n === 1 ? "" : "s"}`] : [])
  return [...counted(minutes, "minute"), ...counted(rest, "second")].join(" ") || "0 seconds"
}

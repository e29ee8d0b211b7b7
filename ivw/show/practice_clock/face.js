// What is seen of the clock, drawn from how it stands: `now` has the questions and the seconds planned for all of them
// (total), the laps, the question at hand (none once all were asked) with the seconds it took and their share of its
// plan, the state, whether it is paused, whether it asks how to end, and how it ended.

const WORDS = { "fine": "On time", "wrap-up": "Wrap up", "over": "Over time", "asked": "All asked" }

function drawFace(root, now) {
  const $ = selector => root.querySelector(selector)
  root.dataset.state = now.state
  root.toggleAttribute("data-paused", now.paused)
  drawDial($, now)
  drawWords($, now)
  drawButtons(root, $, now)
  drawWhole($, now)
}

function drawDial($, { laps, question, took, share, state, paused, end }) {
  const digits = $(".digits")
  if (!question) write(digits, asClock(secondsOf(laps)))
  else if (state === "over") write(digits, `+${asClock(took - question.seconds)}`)
  else write(digits, asClock(Math.ceil(question.seconds - took)))
  digits.classList.toggle("long", digits.textContent.length > 5)
  write($(".says"), paused && !end ? "Paused" : WORDS[state])
  $(".hand").style.strokeDashoffset = state === "over" || state === "asked" ? 0 : 1000 * Math.min(1, share)
}

function drawWords($, { questions, laps, question }) {
  const next = questions[laps.length + 1]
  const skipped = laps.filter(([, skipped]) => skipped).length
  write($(".place"), question
    ? `Question ${laps.length + 1} of ${questions.length} · ${asClock(question.seconds)} planned`
    : `${laps.length - skipped} asked${skipped ? `, ${skipped} skipped` : ""}`)
  write($(".now"), question ? question.text : "That was the last one.")
  $(".now").classList.toggle("long", Boolean(question) && question.text.length > 160)
  write($(".next"), next ? `Next: ${next.text}` : question ? "This is the last one." : "Finish to see how it went.")
}

function drawButtons(root, $, { questions, laps, question, paused, isAsking, end }) {
  const main = $(".go"), left = questions.length - laps.length
  write(main.firstElementChild, paused ? "Go on" : left <= 1 ? "Finish" : "Next question")
  show($(".pause"), !paused && question, main)
  show($(".skip"), question, main)
  show($(".end"), paused || left !== 1, main)
  for (const part of [".words > .acts", ".quiet"]) $(part).hidden = isAsking
  $(".ask").hidden = !isAsking
  write($(".left-over"), [
    left ? `${left} question${left === 1 ? " is" : "s are"} left.` : "No question was asked.",
    anyAsked(laps) ? "Finished here, the run counts as rehearsed. Broken off, it is kept and does not count."
      : "Broken off, the run is kept and does not count as rehearsed.",
  ].join(" "))
  $(".finish").hidden = !anyAsked(laps)
  if (!laps.length && document.activeElement === $(".undo")) main.focus()
  for (const button of root.querySelectorAll("button")) button.disabled = Boolean(end)
  if (!laps.length) $(".undo").disabled = true
}

// A button that goes must not take the focus with it.
function show(button, isShown, instead) {
  if (!isShown && document.activeElement === button) instead.focus()
  button.hidden = !isShown
}

function drawLane(root, questions) {
  root.querySelector(".lane").replaceChildren(...questions.map(({ seconds }) => {
    const part = document.createElement("i")
    part.style.flex = `${Math.max(1, seconds)} 0 0`
    return part
  }))
}

function drawWhole($, now) {
  const { questions, total, laps, took } = now
  const all = secondsOf(laps) + took
  for (const [place, part] of [...$(".lane").children].entries()) {
    const share = place < laps.length ? 1 : place > laps.length ? 0 : took / Math.max(1, questions[place].seconds)
    part.classList.toggle("skipped", Boolean(laps[place]?.[1]))
    part.style.setProperty("--full", `${100 * Math.min(1, share)}%`)
  }
  const left = all > total ? `${asClock(all - total)} over` : `${asClock(total - all)} left of`
  write($(".spoken"), `${asClock(all)} spoken`)
  write($(".left"), `${left} ${asClock(total)}`)
  write($(".drift"), laps.length ? drift(now) : "")
}

function drift({ questions, laps, question, took }) {
  const planned = questions.slice(0, laps.length).reduce((sum, { seconds }) => sum + seconds, 0)
  const over = question ? Math.max(0, took - question.seconds) : 0
  const gap = Math.round(secondsOf(laps) + over - planned)
  if (Math.abs(gap) < 5) return "as planned so far"
  return gap > 0 ? `${asClock(gap)} behind the plan` : `${asClock(-gap)} ahead of the plan`
}

const secondsOf = laps => laps.reduce((sum, [seconds]) => sum + seconds, 0)
const anyAsked = laps => laps.some(([, skipped]) => !skipped)

// Only what differs is written: a live region that is given its own words again may say them again.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words
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

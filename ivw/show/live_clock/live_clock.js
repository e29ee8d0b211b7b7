// How much of the agreed time is left. The server says what time it is whenever it draws; between two drawings the
// browser counts on. All that is ever sent is which cue has begun.

const DRAW_EVERY = 500 // ms
const FIVE = 5 * 60_000, TWO = 2 * 60_000, MINUTE = 60_000
const SLEPT = 1000 // ms that the wall clock went on and performance.now() did not
const BEHIND_FROM = 2 // minutes behind the run sheet from which it is worth a word
const WORDS = {
  "before": "Not begun yet", "waits": "Not begun yet", "fine": "Under way", "five": "Let them know", "two": "Come to the end",
  "over": "Over time", "longer": "They wish to go on",
}

export default component => handOver(component, ".ivw-live-clock section", openClock)

function openClock(root) {
  const $ = selector => root.querySelector(selector)
  const leaving = new AbortController()
  let data, send, told
  let ahead = -Infinity // what the server's clock shows when performance.now() is 0
  let wall = Date.now() - performance.now() // the same of the browser's own clock

  // An answer that took long on its way, or a server whose clock stands still, must not turn this one back.
  function receive(component) {
    data = component.data
    send = component.setStateValue
    ahead = Math.max(ahead, data.as_of - performance.now())
    draw()
  }

  // Some computers stop the one clock while they sleep.
  function catchUp() {
    const slept = Date.now() - performance.now() - wall
    wall += slept
    if (slept > SLEPT) ahead += slept
  }

  const now = () => ahead + performance.now()

  function stateAt(instant) {
    const left = data.ends - instant
    if (instant < data.starts) return "before"
    if (data.longer) return "longer"
    if (data.waits && left > 0) return "waits"
    if (left <= 0) return "over"
    return left <= TWO ? "two" : left <= FIVE ? "five" : "fine"
  }

  function draw() {
    catchUp()
    const instant = now(), state = stateAt(instant)
    root.dataset.state = state
    drawNumber(instant, state)
    write($(".says"), WORDS[state])
    write($(".now"), asTime(instant))
    drawLane(instant)
    drawCue(state)
    const behind = Math.floor((instant - data.next_at) / MINUTE)
    const late = data.next_at && ["fine", "five"].includes(state) && behind >= BEHIND_FROM
    write($(".behind"), late ? `The next question was planned for ${asTime(data.next_at)}, ${behind} minutes ago.` : "")
    tell(state)
  }

  function drawNumber(instant, state) {
    const [until, unit] = {
      "before": [data.starts - instant, "until you begin"],
      "over": [instant - data.ends, "over the agreed time"],
      "longer": [Math.abs(data.ends - instant), instant < data.ends ? "left as agreed" : "past what was agreed"],
    }[state] ?? [data.ends - instant, "left"]
    const past = state === "over" || (state === "longer" && instant >= data.ends)
    const minutes = past ? Math.floor(until / MINUTE) : Math.ceil(until / MINUTE)
    write($(".number"), `${past ? "+" : ""}${minutes}`)
    write($(".unit"), `${minutes === 1 ? "minute" : "minutes"} ${unit}`)
  }

  function drawLane(instant) {
    const whole = Math.max(MINUTE, data.ends - data.starts)
    const share = of => `${100 * Math.min(1, Math.max(0, of))}%`
    $(".spent").style.width = share((instant - data.starts) / whole)
    const marks = root.querySelectorAll(".mark")
    for (const [place, left] of [FIVE, TWO].entries()) {
      marks[place].style.left = share(1 - left / whole)
      marks[place].hidden = left >= whole
    }
  }

  function drawCue(state) {
    const [does, says] = cueOf(state)
    $(".cue").hidden = !says
    write($(".do"), does)
    write($(".say"), says)
  }

  const cueOf = state => [data[`${state}_do`] ?? "", data[`${state}_say`] ?? ""]

  // Aloud once as it changes, never with every tick.
  function tell(state) {
    if (state === told) return
    if (told && data[`${state}_say`]) send("moment", state)
    told = state
    const [does, says] = cueOf(state)
    const minutes = { "five": "Five minutes left. ", "two": "Two minutes left. ", "over": "The agreed time is over. " }
    write($(".aloud"), says ? `${minutes[state]}${does} ${says}` : "")
  }

  function asTime(instant) {
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    try {
      return new Intl.DateTimeFormat("en-GB", { ...form, timeZone: data.zone }).format(instant)
    } catch { // a zone that this browser has not heard of
      return new Intl.DateTimeFormat("en-GB", form).format(instant)
    }
  }

  function close() {
    clearInterval(ticking)
    leaving.abort()
    opened.delete(root)
  }

  document.addEventListener("visibilitychange", draw, { signal: leaving.signal })
  const ticking = setInterval(draw, DRAW_EVERY)
  return { receive, close }
}

// A live region that is given its own words again may say them again.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words
}

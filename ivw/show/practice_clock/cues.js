// When the end of the agreed minutes is near: words for eyes and ears, and a bell.

// At five minutes and at two one lets the host know (B33, guide 2); five minutes before the end only where there are more
// than ten, and two only where there are more than five (our convention). The minutes begin with the opening and the
// introduction, which are not rehearsed here: `before` are their seconds.
const CUES = {
  five: {
    from: 300, over: 600, seen: (left, minutes) => `${left} left of the ${minutes} minutes: let them know.`,
    aloud: minutes => `5 minutes left of the ${minutes}. Let them know.`,
  },
  two: {
    from: 120, over: 300, seen: (left, minutes) => `${left} left of the ${minutes} minutes: your must-asks, and thanks.`,
    aloud: minutes => `2 minutes left of the ${minutes}. Your must-asks, and thanks.`,
  },
  over: {
    from: 0, over: 0, seen: (left, minutes) => `${left} over the ${minutes} minutes: thank them, or ask whether to go on.`,
    aloud: minutes => `The ${minutes} minutes are over.`,
  },
}

// `lost`: the seconds of the slot that are gone because they came late.
function cueOf({ slot, before }, spoken, lost) {
  if (!slot) return { name: "", words: "", aloud: "" }
  const there = slot - lost, left = there - before - spoken, minutes = Math.round(there / 60)
  const name = Object.keys(CUES).findLast(each => left <= CUES[each].from && there > CUES[each].over) ?? ""
  const shown = asClock(Math.abs(left > 0 ? Math.ceil(left) : left))
  return { name, words: name ? CUES[name].seen(shown, minutes) : "", aloud: name ? CUES[name].aloud(minutes) : "" }
}

// A late start leaves half of the minutes that were left when it came up, which is once the question was asked.
function lostOf({ slot, before, curveballs }, laps, asked, cameUp) {
  const late = Object.keys(cameUp).find(ordinal => curveballs[ordinal]?.remain && !laps[ordinal - 1]?.[2])
  if (late === undefined || (laps.length < late && asked === null)) return 0
  const spoken = secondsOf(laps.slice(0, late - 1)) + (laps[late - 1]?.[0] ?? asked)
  return Math.max(0, slot - before - spoken) / 2
}

const STROKE = 0.42 // s from one stroke to the next
const PITCH = 659.25 // Hz

// One stroke: the answer is over. Two: the time for a question is. Three: the agreed minutes are.
function openBell() {
  let context = null
  const isOn = () => take(SOUND) !== "off"

  // Browsers let a page sound only once somebody has touched it.
  function wake() {
    if (!isOn() || !globalThis.AudioContext) return null
    context ??= new AudioContext()
    return context.state === "running" ? null : context.resume()
  }

  async function ring(strokes) {
    if (!isOn()) return
    await Promise.race([wake(), new Promise(go => setTimeout(go, 300))])
    if (context?.state !== "running") return // else it would sound whenever it may, minutes late
    for (let n = 0; n < strokes; n += 1) strike(context, context.currentTime + n * STROKE)
  }

  function turn() {
    put(SOUND, isOn() ? "off" : "on")
    if (isOn()) ring(1)
  }

  function close() {
    context?.close()
    context = null
  }

  return { isOn, wake, ring, turn, close }
}

function strike(context, at) {
  const tone = new OscillatorNode(context, { frequency: PITCH }), loudness = new GainNode(context, { gain: 0 })
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.16, at + 0.012)
  loudness.gain.exponentialRampToValueAtTime(0.0005, at + 1.1)
  tone.connect(loudness).connect(context.destination)
  tone.start(at)
  tone.stop(at + 1.15)
}

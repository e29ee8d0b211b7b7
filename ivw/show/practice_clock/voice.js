// The microphone of a rehearsal. The sound itself stays in this tab and is kept nowhere: of every 20 ms only the loudness
// is left, one byte, and only these bytes go to our own server, to be counted (ivw/coaching/voice.py).
//
//   const microphone = openMicrophone(state => ...)   called whenever the state changes
//   await microphone.start()    asks for the microphone; resolves to the state that led to
//   microphone.level()          how loud it is now, 0 to 1; 0 where nothing is heard
//   microphone.hold(true)       while the clock stands: what is heard meanwhile belongs to no lap; hold(false) goes on
//   microphone.takeLap()        {frame_ms: 20, levels: base64}: what was heard since the last take; takeLap(3) leaves the
//                               last 3 seconds to the next lap
//   microphone.putBack(taken)   a lap that was taken back goes on with what it had
//   microphone.stop()           lets go of the microphone; what was heard may still be taken
//
// The states, and what to tell the person: MICROPHONE_SAYS. The clock goes on in each of them. To the server goes a JSON
// text of all laps so far, by their place in the plan: {"1": <taken>, "2": <taken>}; rehearsal_voice.keep_heard reads it.

const MICROPHONE_SAYS = {
  listening: "The microphone listens. Nothing is recorded, and no sound leaves this browser.",
  waiting: "The microphone is ready. Press a key or click once, and it listens.",
  asking: "The browser asks whether it may use the microphone. The clock goes on meanwhile.",
  refused: "No microphone: it was refused. The clock goes on without it; the browser's site settings can allow it.",
  missing: "No microphone: none is there, or another program has it. The clock goes on without it.",
  unsupported: "No microphone: this browser gives pages none here. The clock goes on without it.",
  off: "",
}
const LOUDNESS_FRAME_MS = 20
const LONGEST_SOUND = 30 * 60 * 1000 / LOUDNESS_FRAME_MS // frames of one lap, as in ivw/show/rehearsal_voice.py
const ONLY_LOUDNESS = { // what a browser does to make voices pleasant would change how loud they are
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 1 } },
  video: false,
}

// Turns samples into one byte for every 20 ms: 0 is -96 dB or less, 255 a signal as loud as can be. It counts samples and
// asks no clock, so a hidden tab loses nothing. It also runs in the worklet, so it may use nothing from outside.
class LoudnessMeter {
  constructor(rate, tell) {
    Object.assign(this, { tell, frame: rate * 0.02, count: 0, ends: rate * 0.02, power: 0, before: 0, passed: 0 })
    this.keep = 1 - 2 * Math.PI * 70 / rate // voices begin above 70 Hz; hum and handling noise lie below
  }

  take(samples) {
    for (const sample of samples) {
      this.passed = sample - this.before + this.keep * this.passed
      this.before = sample
      this.power += this.passed * this.passed
      this.count += 1
      if (this.count >= this.ends) this.close()
    }
  }

  close() {
    const decibels = 10 * Math.log10(this.power / this.frame + 1e-12)
    this.tell(Math.max(0, Math.min(255, Math.round((decibels + 96) * 255 / 96))))
    this.ends += this.frame - this.count // a frame need not be a whole number of samples
    this.count = this.power = 0
  }
}

function openMicrophone(onState = () => {}) {
  let state = "off", isHeld = false, loudest = 0
  let frames = new Uint8Array(4096), length = 0
  let release = () => {} // lets go of what start() took hold of
  let starting = null

  function become(next) {
    if (state !== next) onState(state = next)
    return next
  }

  function hear(byte) {
    loudest = Math.max(byte, loudest * 0.9)
    if (isHeld || length >= LONGEST_SOUND) return
    if (length === frames.length) {
      const longer = new Uint8Array(2 * length)
      longer.set(frames)
      frames = longer
    }
    frames[length++] = byte
  }

  function start() {
    if (!starting) starting = listen()
    return starting
  }

  async function listen() {
    if (!navigator.mediaDevices?.getUserMedia || !globalThis.AudioContext) return become("unsupported")
    let isWanted = true, stream
    release = () => { isWanted = false }
    become("asking")
    try {
      stream = await navigator.mediaDevices.getUserMedia(ONLY_LOUDNESS)
    } catch (error) {
      starting = null // it may be asked for again
      return isWanted ? become(whyThereIsNone(error)) : state
    }
    const letGo = () => stream.getTracks().forEach(track => { track.onended = null; track.stop() })
    if (!isWanted) { // stopped while the browser was still asking
      letGo()
      return state
    }
    return hearFrom(stream, letGo)
  }

  async function hearFrom(stream, letGo) {
    const context = new AudioContext(), leaving = new AbortController(), { signal } = leaving
    let isWanted = true
    release = () => {
      isWanted = false
      leaving.abort()
      letGo()
      context.onstatechange = null
      if (context.state !== "closed") context.close()
      loudest = 0
    }
    for (const track of stream.getAudioTracks()) track.onended = () => { release(); become("missing") }
    addEventListener("pagehide", stop, { signal })
    const node = await meterOf(context, byte => isWanted && hear(byte))
    if (!isWanted) return state
    context.createMediaStreamSource(stream).connect(node)
    node.connect(context.destination) // it is silent; what leads nowhere is not run
    // A page that was loaded anew may not run sound before somebody touched it.
    const wake = () => { if (context.state !== "running") context.resume() }
    for (const touch of ["keydown", "pointerdown"]) addEventListener(touch, wake, { signal, capture: true })
    context.onstatechange = () => become(context.state === "running" ? "listening" : "waiting")
    if (context.state !== "running") await Promise.race([context.resume(), new Promise(go => setTimeout(go, 500))])
    return isWanted ? become(context.state === "running" ? "listening" : "waiting") : state
  }

  function stop() {
    release()
    release = () => {}
    starting = null
    become("off")
  }

  function level() {
    return state === "listening" ? Math.max(0, Math.min(1, (loudest * 96 / 255 - 36) / 50)) : 0 // -60 to -10 dB
  }

  function hold(held) {
    isHeld = Boolean(held)
  }

  function takeLap(secondsAgo = 0) {
    const taken = Math.max(0, length - Math.round(secondsAgo * 1000 / LOUDNESS_FRAME_MS))
    let text = ""
    for (let from = 0; from < taken; from += 8192) {
      text += String.fromCharCode(...frames.subarray(from, Math.min(taken, from + 8192)))
    }
    frames.copyWithin(0, taken, length)
    length -= taken
    return { frame_ms: LOUDNESS_FRAME_MS, levels: btoa(text) }
  }

  function putBack(taken) {
    const before = Uint8Array.from(atob(taken?.levels ?? ""), letter => letter.charCodeAt(0))
    const whole = new Uint8Array(2 * (before.length + length) + 4096)
    whole.set(before)
    whole.set(frames.subarray(0, length), before.length)
    length = Math.min(LONGEST_SOUND, before.length + length)
    frames = whole
  }

  return { start, level, hold, takeLap, putBack, stop, state: () => state }
}

// In the sound's own thread; where that is refused (an old browser, a strict policy), beside the page.
async function meterOf(context, tell) {
  const one = { channelCount: 1, channelCountMode: "explicit" }
  const address = URL.createObjectURL(new Blob([workletText()], { type: "text/javascript" }))
  try {
    await context.audioWorklet.addModule(address)
    const node = new AudioWorkletNode(context, "ivw-loudness", { numberOfInputs: 1, numberOfOutputs: 1, ...one })
    node.port.onmessage = ({ data }) => tell(data)
    return node
  } catch {
    const node = context.createScriptProcessor(1024, 1, 1), meter = new LoudnessMeter(context.sampleRate, tell)
    node.onaudioprocess = ({ inputBuffer }) => meter.take(inputBuffer.getChannelData(0))
    return node
  } finally {
    URL.revokeObjectURL(address)
  }
}

function workletText() {
  return `${LoudnessMeter}
registerProcessor("ivw-loudness", class extends AudioWorkletProcessor {
  meter = new LoudnessMeter(sampleRate, byte => this.port.postMessage(byte))
  process([[samples]]) {
    if (samples) this.meter.take(samples)
    return true
  }
})`
}

function whyThereIsNone({ name }) {
  if (name === "NotAllowedError" || name === "SecurityError") return "refused"
  return name === "TypeError" || name === "NotSupportedError" ? "unsupported" : "missing"
}

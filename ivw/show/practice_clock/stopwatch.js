// Time is never counted: it is always the difference of two instants, and what ends one lap begins the next one. So
// nothing is lost between laps, however many there are, and a tab that slept shows the time on return.

const LONGEST_LAP = 6 * 3600 // s, as in ivw/coaching/lap_times.py
const LEAST_LAP = 1 // s; what took less was passed by, as in the same file

const instant = () => ({ here: performance.now(), wall: Date.now() })
const inMs = seconds => Math.round(seconds * 1000) / 1000

function openStopwatch() {
  let spent = 0 // seconds before it last went on
  let began = null // when it last went on: here, and on the wall; null while it stands

  const read = (at = instant()) => {
    const now = began ? (at.here - began.here) / 1000 : 0
    return Math.min(LONGEST_LAP, Math.max(0, spent + now))
  }

  // `wall`: it has been running since then, for instance before a reload.
  function start(at = instant(), wall = at.wall) {
    if (!began) began = { here: at.here - Math.max(0, at.wall - wall), wall: Math.min(wall, at.wall) }
  }

  function stop(at = instant()) {
    spent = read(at)
    began = null
  }

  function set(seconds, at = instant()) {
    spent = seconds
    if (began) began = at
  }

  // Some computers stop the one clock while they sleep; the other one shows the time on return.
  function catchUp() {
    if (!began) return
    const slept = Date.now() - began.wall - (performance.now() - began.here)
    if (slept > 1000) began.here -= slept
  }

  return { read, start, stop, set, catchUp, isRunning: () => began !== null, spent: () => spent, since: () => began?.wall }
}

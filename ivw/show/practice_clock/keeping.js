// What lies in this browser: where the clock stands, and whether it may sound. localStorage may be full or switched off;
// then a clock is forgotten with its tab, and its laps are not.

const DRAWER = "ivw-rehearsal/"
const SOUND = "ivw-clock/sound"
const KEPT_FOR = 30 * 24 * 3600 * 1000 // ms that a run stays here

const inThisTab = new Map()
const drawerOf = run => DRAWER + run

function put(place, text) {
  inThisTab.set(place, text)
  try { localStorage.setItem(place, text) } catch { /* see above */ }
}

function take(place) {
  try { return localStorage.getItem(place) ?? inThisTab.get(place) } catch { return inThisTab.get(place) }
}

function keepRun(run, standing) {
  put(drawerOf(run), JSON.stringify({ ...standing, at: Date.now() }))
}

// Where a run stood, or null where nothing of it (or no sense) is here. Earlier versions kept [seconds, skipped].
function recall({ run, questions }) {
  try {
    const left = JSON.parse(take(drawerOf(run)))
    const laps = left.laps.map(lap => [Number(lap[0]), lap.length < 3 ? null : lap[1], Boolean(lap.at(-1))])
    const isSane = laps.length <= questions.length && [left.number, left.spent].every(Number.isFinite)
    const { asked = null, isHeld = true, cameUp = {}, wayOutAt = null, isCut = false } = left
    return isSane ? { ...left, laps, asked, isHeld, cameUp, wayOutAt, isCut } : null
  } catch {
    return null
  }
}

function tidy() {
  try {
    for (const place of Object.keys(localStorage).filter(place => place.startsWith(DRAWER))) {
      if (!(JSON.parse(localStorage.getItem(place)).at > Date.now() - KEPT_FOR)) localStorage.removeItem(place)
    }
  } catch { /* not ours to mend */ }
}

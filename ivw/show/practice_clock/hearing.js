// What the microphone heard of each lap, in this tab's memory only: it is sent with the laps, and gone with the tab.

function openHearing() {
  let microphone = null, sound = {}, isHeld = null

  function start(onChange) {
    microphone ??= openMicrophone(onChange)
    return microphone.start()
  }

  // `over`: so many seconds ago the lap ended, and the next one began.
  function take(ordinal, over) {
    if (microphone) sound[ordinal] = microphone.takeLap(over)
  }

  // A lap that was taken back goes on with what it had.
  function putBack(ordinal) {
    microphone?.putBack(sound[ordinal])
    delete sound[ordinal]
  }

  function hold(held) {
    if (microphone && held !== isHeld) microphone.hold(isHeld = held)
  }

  return {
    start, take, putBack, hold, taken: () => JSON.stringify(sound), stop: () => microphone?.stop(),
    state: () => microphone?.state() ?? "", level: () => microphone?.level() ?? 0,
  }
}

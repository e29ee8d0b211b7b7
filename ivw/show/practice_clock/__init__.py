"""The clock of a rehearsal: it runs in the browser, and the server hears of it only when a lap is done.

The browser sends the whole list of laps with every press, under a number that only grows; the newest number wins, and
`number` hands back the newest one that is in the records. So a burst of presses, a page switch, a reload, and a server
that is away for a while lose nothing: what was not answered is sent again. Where the clock stands between two presses,
and whether it is paused, lies in the browser's localStorage under the id of the run.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent

# A component is given one script: how the clock runs, and then how it looks.
JS = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("practice_clock.js", "face.js"))

_mount = st.components.v2.component(
    "practice_clock",
    html=(HERE / "practice_clock.html").read_text(encoding="utf-8"),
    css=(HERE / "practice_clock.css").read_text(encoding="utf-8"),
    js=JS,
    isolate_styles=False,  # so that keys reach it as any other part of the page, and Tab walks through it
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the browser sent: every lap so far (seconds, skipped), the number of this list, and how the run ended."""

    number: int
    laps: tuple[tuple[float, bool], ...]
    end: str


def practice_clock(
    run: str,
    *,
    questions: Sequence[tuple[str, float]],
    laps: Sequence[tuple[float, bool]],
    number: int,
    starts: bool,
    on_press: Callable[[], None],
) -> Pressed | None:
    """Show the clock of a run; returns what it last sent, as `pressed` does.

    `questions` are its words and planned seconds, `laps` what the records hold of it. `number` is the newest list that
    is in the records. `starts` lets the clock run at once where it knows nothing of this run yet; else it waits to be
    sent off. `on_press` is called when something was pressed.
    """
    # A dict or a list in here would make Streamlit load pandas; a text does not.
    shown = _mount(
        key=key_of(run),
        data={
            "run": run,
            "questions": json.dumps([{"text": text, "seconds": seconds} for text, seconds in questions]),
            "laps": json.dumps(list(laps)),
            "number": number,
            "fresh": starts,
        },
        on_laps_change=on_press,
    )
    # After a restart of the server the browser hands in its last list with the very first run, and nobody is called.
    return _read(shown.get("laps"), run)


def pressed(run: str) -> Pressed | None:
    """What the browser last sent about this run; None before anything was pressed, or when it is not what we send.

    Its values are input like any other: ivw.coaching.practice checks them.
    """
    state = st.session_state.get(key_of(run))
    return _read(state.get("laps") if isinstance(state, dict) else None, run)


def key_of(run: str) -> str:
    """Under which the clock of a run stands in the session state."""
    return f"practice-clock-{run}"


def _read(sent: Any, run: str) -> Pressed | None:
    match sent:
        case {"run": str(whose), "number": int(number), "laps": list(laps), "end": str(end)} if whose == run:
            times = tuple(each for each in map(_lap, laps) if each)
            return Pressed(number, times, end) if len(times) == len(laps) else None
    return None


def _lap(sent: Any) -> tuple[float, bool] | None:
    match sent:
        case [int() | float() as seconds, bool(skipped)]:
            return seconds, skipped
    return None

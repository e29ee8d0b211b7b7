"""The clock of a rehearsal: it runs in the browser, and the server hears of it only when a lap is done.

The browser sends the whole list of laps with every press, under a number that only grows; the newest number wins, and
`number` hands back the newest one that is in the records. So a burst of presses, a page switch, a reload, and a server
that is away for a while lose nothing: what was not answered is sent again. Where the clock stands between two laps,
and whether it is paused, lies in the browser's localStorage under the id of the run.

What the microphone heard of the laps comes beside them, as loudness alone.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from ivw.coaching.lap_times import Sent
from ivw.show import component

HERE = Path(__file__).parent

# A component is given one script: how the clock runs, what it needs for that, and how it looks.
FILES = ("practice_clock", "pressing", "stopwatch", "keeping", "cues", "voice", "hearing", "face")
JS = component.script(HERE, *FILES)

_mount = component.of(HERE, *FILES)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the clock: its words and planned seconds, which must-ask it is, if one ("" for none).

    `hold`: for how many seconds the clock holds for its answer, where the clock plays the host.
    """

    text: str
    seconds: float
    hold: float = 0
    must: str = ""


@dataclass(frozen=True, slots=True)
class Thrown:
    """A curveball on the clock. `remain`: the ordinals of the questions for which time is left, where it takes some."""

    text: str
    way_out: str
    say: str
    why: str
    remain: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the browser sent: every lap so far (seconds of asking, of answering, skipped), the number of this list, and
    how the run ended. `came_up`: during which laps a curveball did, and whether a way out was looked at. `is_cut`: the
    last lap was at hand when the run ended, and counts as far as it went.
    """

    number: int
    laps: tuple[Sent, ...]
    end: str
    came_up: tuple[tuple[int, bool], ...] = ()
    is_cut: bool = False


def practice_clock(
    run: str,
    *,
    questions: Sequence[Asked],
    laps: Sequence[Sent],
    number: int,
    starts: bool,
    on_press: Callable[[], None],
    on_sound: Callable[[], None] = lambda: None,
    flow: Literal["host", "companion", "rapid"] = "companion",
    slot_s: int = 0,
    before_s: int = 0,
    curveballs: Mapping[int, Thrown] | None = None,
    listens: bool = False,
) -> Pressed | None:
    """Show the clock of a run; returns what it last sent, as `pressed` does.

    `laps` are what the records hold of it, and `number` is the newest list that is in the records. `starts` lets the
    clock run at once where it knows nothing of this run yet; else it waits to be sent off. `on_press` is called when
    something was pressed. `flow`: who answers, the clock as the host, a companion, or nobody. `slot_s` are the agreed
    minutes, whose end is announced (0: none are), `before_s` what of them is over before the first question.
    `curveballs` by the ordinal of their lap. `listens`: the microphone is asked for, `on_sound` is called when it has
    heard a lap, and `sound` has what it heard.
    """
    # A dict or a list in here would make Streamlit load pandas; a text does not.
    shown = _mount(
        key=key_of(run),
        data={
            "run": run,
            "questions": json.dumps([asdict(each) for each in questions]),
            "laps": json.dumps(list(laps)),
            "number": number,
            "fresh": starts,
            "flow": flow,
            "slot": slot_s,
            "before": before_s,
            "curveballs": json.dumps({ordinal: asdict(each) for ordinal, each in (curveballs or {}).items()}),
            "listens": listens,
        },
        on_laps_change=on_press,
        on_sound_change=on_sound,
    )
    # After a restart of the server the browser hands in its last list with the very first run, and nobody is called.
    return _read(shown.get("laps"), run)


def pressed(run: str) -> Pressed | None:
    """What the browser last sent about this run; None before anything was pressed, or when it is not what we send.

    Its values are input like any other: ivw.coaching.practice checks them.
    """
    state = st.session_state.get(key_of(run))
    return _read(state.get("laps") if isinstance(state, dict) else None, run)


def sound(run: str) -> object:
    """What the microphone heard of a run since the clock stands there, as the browser sent it; None before that.

    Input like any other: ivw.show.rehearsal_voice checks it.
    """
    state = st.session_state.get(key_of(run))
    return state.get("sound") if isinstance(state, dict) else None


def key_of(run: str) -> str:
    """Under which the clock of a run stands in the session state."""
    return f"practice-clock-{run}"


def _read(sent: Any, run: str) -> Pressed | None:
    match sent:
        case {"run": str(whose), "number": int(number), "laps": list(laps), "end": str(end)} if whose == run:
            times = tuple(each for each in map(_lap, laps) if each)
            came_up = tuple(each for each in map(_came_up, sent.get("came_up") or ()) if each)
            is_cut = sent.get("is_cut") is True
            return Pressed(number, times, end, came_up, is_cut) if len(times) == len(laps) else None
    return None


def _lap(sent: Any) -> Sent | None:
    match sent:
        case [int() | float() as asking, None | int() | float() as answering, bool(skipped)]:
            return asking, answering, skipped
        case [int() | float() as seconds, bool(skipped)]:  # a clock that stood open since an earlier version
            return seconds, skipped
    return None


def _came_up(sent: Any) -> tuple[int, bool] | None:
    match sent:
        case [int(ordinal), bool(tried)]:
            return ordinal, tried
    return None

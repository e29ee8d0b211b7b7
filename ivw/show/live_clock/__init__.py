"""The clock of a conversation that runs: how much of the agreed time is left, and when to say so.

It runs in the browser, from the server's instant and the browser's own count since: the server is asked nothing while
one talks. It only hears when a cue begins: what is offered for the rest of the time is then of that moment. Where
IVW_AS_OF stops the server's clock, this one begins at that instant and goes on from there.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivw.show import component

HERE = Path(__file__).parent

_mount = component.of(HERE)


@dataclass(frozen=True, slots=True)
class Cue:
    """What to do at a moment, and words to say."""

    do: str
    say: str


def live_clock(
    key: str, *, as_of: datetime, zone: str, starts: datetime, ends: datetime, five: Cue, two: Cue, over: Cue,
    longer: bool, waits: bool, next_at: datetime | None,
) -> None:  # fmt: skip
    """Show the clock of a conversation between these instants.

    `five`, `two` and `over` are the cues for five and two minutes before the end and after it; `longer`: they wish to
    go on, and nothing is late any more; `waits`: it should have begun, and nobody said that it did. `next_at` is when
    the next question was planned for.
    """
    # Numbers and texts alone: a dict or a list in here would make Streamlit load pandas.
    _mount(
        key=key,
        data={
            "as_of": _ms(as_of),
            "zone": zone,
            "starts": _ms(starts),
            "ends": _ms(ends),
            "next_at": _ms(next_at) if next_at else 0,
            "longer": longer,
            "waits": waits,
            "five_do": five.do,
            "five_say": five.say,
            "two_do": two.do,
            "two_say": two.say,
            "over_do": over.do,
            "over_say": over.say,
        },
        on_moment_change=_drawn_anew,
    )


def _drawn_anew() -> None:
    """That the fragment around is drawn once more is all there is to it."""


def _ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)

"""The times of a lap: what the clock sends, how that is kept, and how long the clock holds for an answer.

A lap has two times, asking and answering. Where the clock heard when the question was asked, both are measured: alone
one says so, and then the clock plays the host and holds for an answer; with a companion one may say so.

Where it did not, a lap is ONE time, from the moment the question stands there until "next", and split by this
convention of ours. The asking takes as long as the plan gives it (150 words a minute and a second of breath), the rest
is the answer. Alone, a lap of at most twice that asking time and the seconds for moving on left no room for an answer:
then only the asking was practised, and all of the lap is asking time.

A lap that was at hand when the run was finished or broken off keeps its time, too, and was asked. Alone that is where
its question had been said: the asking is whole, and what the answer lacks is compared with nothing. With a companion
the answer is not: all of it is kept as asking time, so it counts for the run and teaches nothing (our convention).

A skipped lap keeps its time as asking time, and nothing is to be learned from it; in a rapid round only the asking is
practised, so every lap is asking time. (A solo lap teaches the asking time only: nobody answered.)
"""

import math
import random
from collections.abc import Sequence

from ivw.coaching import agenda
from ivw.coaching.errors import InvalidRecord

ALONE = ("silent", "mirror", "camera", "voice")
LONGEST_LAP_S = 6 * 3600  # a clock that was forgotten; practice_clock.js stops there, too
LEAST_LAP_S = 1  # our convention: in less nobody says a question, it was passed by; practice_clock.js agrees
# Our convention: an imagined answer is as often two thirds as long as planned as one and a half times as long.
SHORTEST_HOLD, LONGEST_HOLD = 0.6, 1.5
LEAST_HOLD_S = 5

# Seconds of asking, seconds of answering (None: nobody said when the question was asked), whether it was skipped. A
# clock that stood open since an earlier version sends seconds and skipped alone.
Sent = tuple[float, float | None, bool] | tuple[float, bool]
Times = tuple[float, float | None, bool]


def checked(lap: Sent) -> Times:
    """What the clock sent of a lap; one of less than a second was skipped. Raises InvalidRecord for any other thing."""
    asking, answering, skipped = lap if len(lap) == 3 else (lap[0], None, lap[1])
    for seconds in (asking, 0.0 if answering is None else answering):
        if isinstance(seconds, bool) or not math.isfinite(seconds) or not 0 <= seconds <= LONGEST_LAP_S:
            raise InvalidRecord("seconds", "The clock sent a time that makes no sense.", "Load the page again.")
    is_passed_by = asking + (answering or 0) < LEAST_LAP_S
    return float(asking), None if answering is None else float(answering), bool(skipped) or is_passed_by


def kept(text: str, times: Times, mode: str, round: str, *, is_cut: bool = False) -> tuple[float, float | None]:
    """The asking and the answering seconds that the records keep of a lap of this question.

    `is_cut`: it was at hand when the run ended.
    """
    asking, answering, skipped = times
    if skipped or round == "asking" or (is_cut and mode == "companion"):
        return asking + (answering or 0), None
    return (asking, answering) if answering is not None else split(text, asking, mode)


def split(text: str, seconds: float, mode: str) -> tuple[float, float | None]:
    """The asking and the answering seconds of a lap that is one time; see the head of this file."""
    asking = agenda.asking_seconds(text)
    if mode in ALONE and seconds <= 2 * asking + agenda.MOVING_ON_S:
        return seconds, None
    return min(asking, seconds), max(0.0, seconds - asking)


def planned_for(text: str, seconds: float, round: str) -> float:
    """The seconds planned for a lap: what the plan gives its question; in a rapid round asking it and moving on."""
    return agenda.asking_seconds(text) + agenda.MOVING_ON_S if round == "asking" else seconds


def holds(run_id: str, planned: Sequence[tuple[str, float | None]]) -> list[float]:
    """How long the clock holds for each answer of a run: about what is planned, varied, and the same after a reload.

    `planned` are the questions with their seconds in all. An answer as long as planned each time would be learned by
    heart, and no host talks by the clock.
    """
    return [_hold(f"{run_id}/{place}", text, seconds) for place, (text, seconds) in enumerate(planned, start=1)]


def _hold(seed: str, text: str, planned: float | None) -> float:
    expected = agenda.OPEN_S if planned is None else planned - agenda.asking_seconds(text) - agenda.MOVING_ON_S
    chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    varied = math.exp(chance.uniform(math.log(SHORTEST_HOLD), math.log(LONGEST_HOLD)))
    return round(max(LEAST_HOLD_S, expected) * varied, 1)

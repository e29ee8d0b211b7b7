"""How long an answer really takes: what was observed, shrunk towards the first guess (our convention).

Pure: seconds in, seconds out. Where the observations come from stands in coaching/sql/94_durations.sql.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# How many answers the first guess is worth; how far one answer may pull, up or down (in logarithms: e to 1 over e);
# how many answers the first guess of the spread is worth, and that guess squared; and where 80 of 100 answers end.
GUESS_COUNTS, FURTHEST = 3, 1.0
SPREAD_COUNTS, SPREAD = 4, 0.25
EIGHTY = 0.84
SHORTEST_S = 0.1  # an answer of no time at all has no logarithm; this is far beyond the clip of any guess


@dataclass(frozen=True, slots=True)
class Learned:
    """What to plan with, the long case (four answers of five are shorter; never added up), and of how many answers."""

    plan_seconds: int
    long_seconds: int
    n: int


def learned(guess: float, observed: Sequence[float]) -> Learned:
    """What an answer takes, whose first guess is `guess` seconds and that took `observed` seconds so far.

    In logarithms, since an answer is as often twice as long as half as long. Nothing observed: the guess itself.
    """
    before = math.log(guess)
    clipped = [
        min(before + FURTHEST, max(before - FURTHEST, math.log(max(SHORTEST_S, seconds)))) for seconds in observed
    ]
    n = len(clipped)
    middle = (GUESS_COUNTS * before + sum(clipped)) / (GUESS_COUNTS + n)
    squared = (SPREAD_COUNTS * SPREAD + sum((each - middle) ** 2 for each in clipped)) / (SPREAD_COUNTS + n)
    long = math.exp(middle + EIGHTY * math.sqrt(squared))
    return Learned(round(math.exp(middle)), round(long), n)

"""Whether what one rated high in somebody made the talk with them useful, or easy (A26, A89).

The ratings of fit are those of the shortlist: interest, values, experience, 0 to 3. "Exactly" is set against all below
it (our convention): few put on their list whom they rate low.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from ivw.coaching.ranking import CLEAR_GAP as CLEAR
from ivw.coaching.ranking import ENOUGH_TALKS as ENOUGH
from ivw.records.database import Records

FITS = {"interest_fit": "Interest", "values_fit": "Values", "experience_fit": "Experience"}
AXES = {"useful": "useful", "rapport": "rapport"}
HIGH = 3
MOST = 300


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: how useful it was and how well one got along (1 to 5), and the fit of the person (0 to 3)."""

    contact: str
    useful: int | None
    rapport: int | None
    interest_fit: int | None
    values_fit: int | None
    experience_fit: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """The talks that were rated alike: `fit` a key of FITS, and the ratings of their usefulness or rapport."""

    fit: str
    is_high: bool
    talks: tuple[tuple[str, int], ...]

    @property
    def mean(self) -> float:
        """The mean of the ratings; nothing to ask of an empty side."""
        return sum(rating for _, rating in self.talks) / len(self.talks)


def talks(records: Records, as_of: datetime) -> list[Talk]:
    """The conversations with a debrief that rates them, of people with a rating of their fit; newest first."""
    return records.read(Talk, "FROM fit_and_worth($as_of, $limit)", as_of=as_of, limit=MOST)


def sides(every: Sequence[Talk], axis: str) -> list[Side]:
    """For each of the three fits the talks rated "exactly" and those below. `axis` is a key of AXES."""
    found = []
    for fit in FITS:
        said = [
            (getattr(each, fit) >= HIGH, each.contact, getattr(each, axis))
            for each in every
            if getattr(each, fit) is not None and getattr(each, axis) is not None
        ]
        for is_high in (True, False):
            found.append(Side(fit, is_high, tuple((who, rating) for high, who, rating in said if high == is_high)))
    return found


def finding(found: Sequence[Side], axis: str) -> str:
    """What made the difference, with its counts; too few to say below five talks on each side."""
    best: tuple[float, Side, Side] | None = None
    for high, low in zip(found[::2], found[1::2], strict=True):
        if is_enough(high, low):
            gap = high.mean - low.mean
            if best is None or abs(gap) > abs(best[0]):
                best = (gap, high, low)
    if best is None:
        return f"Too few to say what paid off: it takes {ENOUGH} talks rated high and {ENOUGH} rated lower"
    gap, high, low = best
    counted = f"{tenth(high.mean)} over {len(high.talks)} against {tenth(low.mean)} over {len(low.talks)}"
    name = FITS[high.fit]
    more = "more useful" if axis == "useful" else "easier"
    if gap >= CLEAR:
        return f"Where {name.lower()} fitted exactly, talks were {more}: {counted}"
    if gap <= -CLEAR:
        return f"Where {name.lower()} fitted exactly, talks were not {more}: {counted}"
    return f"No rating makes a difference yet; {name.lower()} comes closest: {counted}"


def is_enough(high: Side, low: Side) -> bool:
    """Whether the two sides of a fit can be set against each other."""
    return min(len(high.talks), len(low.talks)) >= ENOUGH


def tenth(mean: float) -> str:
    """A mean, rounded half up."""
    return f"{floor(round(10 * mean, 6) + 0.5) / 10:.1f}"

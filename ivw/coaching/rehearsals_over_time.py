"""What rehearsing changes over time: the whole against the minutes agreed, ease, nerves, and when it was comfortable.

What each rehearsal came to stands in sql/99_rehearsals.sql. Those broken off are shown as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import agenda
from ivw.coaching.rehearsal_review import ASKING_LONG_BY_S, LONG_BY_S
from ivw.records.database import Records

# Our convention: at ease asking is the aim (C29, guide 3), four of five is that, all of it was asked but what was
# skipped, with the must-asks (B35), and nothing ran long or over the slot.
COMFORTABLE = 4.0


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One rehearsal that has ended. `called` is whom or what its plan is for, `number` its place among its rehearsals.

    `whole_s` is the conversation it leads to, None for a rapid round and where nothing was asked; `ease` the middle of
    the `rated` ratings; `long_ones` how many questions ran long; `no_room`: most laps left none for an answer;
    `must_missed` how many must-asks were not asked; `aloud` how many questions were asked aloud by its end, in this one
    and all before it.
    """

    id: str
    plan_id: str
    called: str | None
    minutes: int
    mode: str
    round: str
    started_at: datetime
    finished: bool
    questions: int
    asked: int
    skipped: int
    must_missed: int
    whole_s: float | None
    ease: float | None
    rated: int
    long_ones: int
    no_room: bool
    nerves_before: int | None
    nerves_after: int | None
    confidence_before: int | None
    confidence_after: int | None
    spent_s: float
    aloud: int
    number: int

    @property
    def spare_s(self) -> float | None:
        """What was left of the slot; negative where it did not fit, None where there is no whole."""
        return None if self.whole_s is None else 60 * self.minutes - self.whole_s

    @property
    def not_reached(self) -> int:
        """How many of its questions were neither asked nor skipped."""
        return self.questions - self.asked - self.skipped

    @property
    def is_comfortable(self) -> bool:
        """Whether all of it was asked, at ease, with room for answers, and nothing ran over (our convention)."""
        return (
            self.finished
            and not self.not_reached
            and not self.must_missed
            and (self.ease or 0) >= COMFORTABLE
            and self.spare_s is not None
            and self.spare_s >= 0
            and not self.long_ones
            and not self.no_room
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """How long one plan took until it was comfortable. Not `is_comfortable`: so many rehearsals so far."""

    plan_id: str
    called: str | None
    rehearsals: int
    minutes: float
    is_comfortable: bool


@dataclass(frozen=True, slots=True)
class OverTime:
    """All rehearsals of a plan or of all plans, oldest first, and when each plan was comfortable, the newest first."""

    runs: tuple[Rehearsed, ...]
    reached: tuple[Reached, ...]

    @property
    def broken_off(self) -> int:
        """How many were broken off."""
        return sum(not each.finished for each in self.runs)

    @property
    def spent_s(self) -> float:
        """How long all of them took."""
        return sum(each.spent_s for each in self.runs)


def read(records: Records, plan_id: str | None = None, *, as_of: datetime) -> OverTime:
    """What had been rehearsed by `as_of`: of one plan, else of all."""
    runs = records.read(
        Rehearsed,
        "FROM rehearsals_by($as_of, $plan, $overhead, $moving_on, $long, $asking) ORDER BY started_at, id",
        as_of=as_of,
        plan=plan_id,
        overhead=agenda.OVERHEAD_S,
        moving_on=agenda.MOVING_ON_S,
        long=LONG_BY_S,
        asking=ASKING_LONG_BY_S,
    )
    return OverTime(tuple(runs), tuple(_reached(runs)))


def felt(runs: Sequence[Rehearsed], name: str) -> tuple[int, int]:
    """In how many runs nerves or confidence (`name`) got better, of how many where both were said."""
    better = -1 if name == "nerves" else 1
    moved = [
        (getattr(each, f"{name}_after") - getattr(each, f"{name}_before")) * better
        for each in runs
        if getattr(each, f"{name}_before") is not None and getattr(each, f"{name}_after") is not None
    ]
    return sum(each > 0 for each in moved), len(moved)


def _reached(runs: Sequence[Rehearsed]) -> list[Reached]:
    plans: dict[str, list[Rehearsed]] = {}
    for each in (each for each in runs if each.asked):
        plans.setdefault(each.plan_id, []).append(each)
    found = []
    for plan_id, of_it in plans.items():
        first = next((place for place, each in enumerate(of_it, start=1) if each.is_comfortable), None)
        until = of_it[:first]
        minutes = sum(each.spent_s for each in until) / 60
        found.append(Reached(plan_id, of_it[-1].called, len(until), minutes, first is not None))
    return list(reversed(found))

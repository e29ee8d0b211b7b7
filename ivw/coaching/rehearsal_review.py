"""What a rehearsal says about its plan: whether it fits, what ran long, what to leave out. Laps in, a review out."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivw.coaching import agenda
from ivw.coaching.practice import Lap

LONG_BY_S = 30  # our convention: a lap this much over its plan runs long


@dataclass(frozen=True, slots=True)
class Review:
    """What a run says about its plan, in seconds. `spoken_s` and `planned_s` are those of the questions asked.

    `whole_s` is the conversation this leads to: what was spoken, what is planned for questions not reached, and
    opening, introduction and closing. `long` are the laps that ran long, the worst first. `without_room`: most laps
    were over before an answer could have been given. `to_cut` is what to leave out where no shortening helps.
    """

    spoken_s: float
    planned_s: float
    whole_s: float
    slot_s: int
    long: tuple[Lap, ...]
    without_room: bool
    skipped: int
    not_reached: int
    to_cut: Lap | None

    @property
    def spare_s(self) -> float:
        """What is left of the slot; negative where it does not fit."""
        return self.slot_s - self.whole_s


def review(laps: Sequence[Lap], minutes: int) -> Review:
    """What a run says about its plan for so many minutes."""
    asked = [lap for lap in laps if lap.is_asked]
    spoken = sum(lap.seconds or 0 for lap in asked)
    not_reached = [lap for lap in laps if lap.seconds is None]
    whole = spoken + sum(lap.planned_seconds or 0 for lap in not_reached) + agenda.OVERHEAD_S
    long = sorted((lap for lap in asked if lap.over_s > LONG_BY_S), key=lambda lap: -lap.over_s)
    excess = whole - 60 * minutes
    return Review(
        spoken_s=spoken,
        planned_s=sum(lap.planned_seconds or 0 for lap in asked),
        whole_s=whole,
        slot_s=60 * minutes,
        long=tuple(long),
        without_room=2 * sum(_is_without_room(lap) for lap in asked) > len(asked),
        skipped=sum(lap.skipped for lap in laps),
        not_reached=len(not_reached),
        to_cut=_to_cut(asked, excess) if excess > sum(lap.over_s for lap in long) else None,
    )


def _is_without_room(lap: Lap) -> bool:
    return (lap.seconds or 0) <= 2 * agenda.asking_seconds(lap.text) + agenda.MOVING_ON_S


def _to_cut(asked: Sequence[Lap], excess: float) -> Lap | None:
    """The shortest lap that makes it fit, else the longest; never one that must be asked."""
    free = sorted((lap for lap in asked if not lap.is_must and excess > 0), key=lambda lap: lap.seconds or 0)
    return next((lap for lap in free if (lap.seconds or 0) >= excess), free[-1] if free else None)

"""What a rehearsal says about its plan: whether it fits, what ran long, what to leave out. Laps in, a review out.

With a companion all of a lap counts. Alone the clock played the host, and how long it held for an answer says nothing:
there the asking is compared with what the plan gives it and moving on, and the answer counts as it was planned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from ivw.coaching import agenda
from ivw.coaching.agenda import Question
from ivw.coaching.lap_times import ALONE
from ivw.coaching.practice import Lap

# Our convention: a lap this much over its plan runs long; where only the asking counts, one that is this much over.
LONG_BY_S, ASKING_LONG_BY_S = 30, 10


@dataclass(frozen=True, slots=True)
class Taken:
    """One question that was asked: the seconds compared with those planned (None: not kept), and `counts_s`, what it
    makes the conversation take. `asking_only`: only the asking is compared.
    """

    lap: Lap
    planned_s: float | None
    took_s: float
    counts_s: float
    asking_only: bool

    @property
    def over_s(self) -> float:
        """How much longer it took than planned; negative where it was shorter, 0 where nothing is known."""
        return self.took_s - self.planned_s if self.planned_s else 0.0

    @property
    def is_long(self) -> bool:
        """Whether it ran long (our convention)."""
        return self.over_s > (ASKING_LONG_BY_S if self.asking_only else LONG_BY_S)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it took to ask, on average over so many questions whose asking was measured: seconds from the question
    standing there to its being asked, and those planned for the same. Shown, never scored.
    """

    took_s: float
    planned_s: float
    questions: int


@dataclass(frozen=True, slots=True)
class Review:
    """What a run says about its plan, in seconds. `spoken_s` and `planned_s` are those of the questions asked.

    `whole_s` is the conversation this leads to: what was spoken, what is planned for questions not reached, and
    opening, introduction and closing; None for a rapid round. `long` are those that ran long, the worst first.
    `without_room`: most laps left none for an answer. `to_cut` is what to leave out where no shortening helps, and
    `by_worth` whether it is worth least for its time, or only the shortest that makes it fit. `never_asked` are the
    must-asks that were not asked, of `must_asks` in the run.
    """

    taken: tuple[Taken, ...]
    spoken_s: float
    planned_s: float
    whole_s: float | None
    slot_s: int
    without_room: bool
    skipped: int
    not_reached: int
    to_cut: tuple[Taken, ...]
    by_worth: bool
    must_asks: int
    never_asked: tuple[Lap, ...]

    @property
    def long(self) -> tuple[Taken, ...]:
        """What ran long, the worst first."""
        return tuple(sorted((each for each in self.taken if each.is_long), key=lambda each: -each.over_s))

    @property
    def spare_s(self) -> float | None:
        """What is left of the slot; negative where it does not fit, None where there is no whole."""
        return None if self.whole_s is None else self.slot_s - self.whole_s

    @property
    def asking_only(self) -> bool:
        """Whether of any question only the asking counts."""
        return any(each.asking_only for each in self.taken)


def review(
    laps: Sequence[Lap],
    minutes: int,
    *,
    mode: str = "companion",
    round: str = "whole",
    questions: Sequence[Question] = (),
    weights: Mapping[str, int] | None = None,
) -> Review:
    """What a run says about its plan for so many minutes. `questions` and `weights` are the plan's and its goals': with
    them, what to leave out is chosen as for the plan itself.
    """
    taken = tuple(_taken(lap, mode, round) for lap in laps if lap.is_asked)
    spoken = sum(each.counts_s for each in taken)
    not_reached = [lap for lap in laps if lap.seconds is None]
    whole = spoken + sum(lap.planned_seconds or 0 for lap in not_reached) + agenda.OVERHEAD_S
    excess = whole - 60 * minutes
    must_asks = [lap for lap in laps if lap.must_ask]
    to_cut: tuple[Taken, ...] = ()
    by_worth = False
    if round == "whole" and excess > sum(each.over_s for each in taken if each.is_long):
        to_cut = _worth_least(taken, minutes, questions, weights)
        by_worth = bool(to_cut)
        to_cut = to_cut or _shortest(taken, excess)
    return Review(
        taken=taken,
        spoken_s=spoken,
        planned_s=sum(_planned(each) for each in taken),
        whole_s=whole if round == "whole" else None,
        slot_s=60 * minutes,
        without_room=round == "whole"
        and mode in ALONE
        and 2 * sum(each.lap.answering_seconds is None for each in taken) > len(taken),
        skipped=sum(lap.skipped for lap in laps),
        not_reached=len(not_reached),
        to_cut=to_cut,
        by_worth=by_worth,
        must_asks=len(must_asks),
        never_asked=tuple(lap for lap in must_asks if not lap.is_asked),
    )


def is_measured(lap: Lap) -> bool:
    """Whether the clock heard when the question was asked; else the lap is one time, split as lap_times.py says."""
    return (
        lap.asking_seconds is not None
        and lap.answering_seconds is not None
        and lap.asking_seconds != agenda.asking_seconds(lap.text)
    )


def pace(laps: Sequence[Lap]) -> Pace | None:
    """How long the questions of a run took to ask; None where that was never measured."""
    timed = [lap for lap in laps if lap.is_asked and lap.asking_seconds and is_measured(lap)]
    if not timed:
        return None
    planned = mean(agenda.asking_seconds(lap.text) + agenda.MOVING_ON_S for lap in timed)
    return Pace(mean(lap.asking_seconds or 0 for lap in timed), planned, len(timed))


def _taken(lap: Lap, mode: str, round: str) -> Taken:
    seconds = lap.seconds or 0.0
    if round == "asking":
        return Taken(lap, lap.planned_seconds, seconds, seconds, True)
    if mode in ALONE and is_measured(lap) and lap.planned_seconds:
        asking, planned = lap.asking_seconds or 0.0, agenda.asking_seconds(lap.text) + agenda.MOVING_ON_S
        return Taken(lap, planned, asking, asking + max(0.0, lap.planned_seconds - planned), True)
    return Taken(lap, lap.planned_seconds, seconds, seconds, False)


def _planned(taken: Taken) -> float:
    return taken.lap.planned_seconds or 0


def _worth_least(
    taken: Sequence[Taken], minutes: int, questions: Sequence[Question], weights: Mapping[str, int] | None
) -> tuple[Taken, ...]:
    """What the plan would leave out, did it know these times; nothing where it is not known or all must be in."""
    by_words = {each.lap.text: each for each in taken}
    timed = tuple(_timed(each, by_words[each.text]) if each.text in by_words else each for each in questions)
    cut = {each.question.text for each in agenda.fit(timed, minutes, weights).cut} if timed else set()
    return tuple(each for each in taken if each.lap.text in cut)


def _timed(question: Question, taken: Taken) -> Question:
    """The question with the answer that makes it cost what it took."""
    answer = taken.counts_s - agenda.asking_seconds(question.text) - agenda.MOVING_ON_S
    return replace(question, answer_seconds=max(1, round(answer)))


def _shortest(taken: Sequence[Taken], excess: float) -> tuple[Taken, ...]:
    """The shortest lap that makes it fit, else the longest; never one that must be asked."""
    free = sorted(
        (each for each in taken if not each.lap.is_must and not each.lap.must_ask and excess > 0),
        key=lambda each: each.counts_s,
    )
    enough = [each for each in free if each.counts_s >= excess]
    return tuple((enough or free[-1:])[:1])

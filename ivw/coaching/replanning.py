"""Planning the rest of a conversation anew while it runs: what still fits, what to leave out, and why.

Pure: what is left to ask and the seconds that are left in, the rest of the agenda out. The choice is made as exactly as
the plan itself (choosing.py), with the pace of this very conversation.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivw.coaching import agenda, choosing, durations
from ivw.coaching.agenda import Question

MUST_FIRST = 1000  # what a must is worth more than any other, where not even all musts fit
RESERVE = 0.9  # a tenth stays free, as in the plan


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that no longer fits, and why."""

    question: Question
    why: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What to do with the time that is left: `ask` in their order, then the `must_asks`; leave the others out.

    `pace` is how the answers of this conversation compare with the plan (1.2: a fifth longer).
    """

    seconds_left: int
    room_s: int
    pace: float
    ask: tuple[Question, ...]
    must_asks: tuple[Question, ...]
    leave_out: tuple[LeftOut, ...]


def pace(taken: Sequence[tuple[float, float]]) -> float:
    """How much longer than planned this conversation takes, from (planned, taken) seconds of what was asked so far.

    Learned like a duration (durations.py): in logarithms, each one clipped, and shrunk towards 1 as though
    three questions had gone as planned.
    """
    furthest = durations.FURTHEST
    ratios = [
        min(furthest, max(-furthest, math.log(max(durations.SHORTEST_S, took) / planned)))
        for planned, took in taken
        if planned > 0
    ]
    return math.exp(sum(ratios) / (durations.GUESS_COUNTS + len(ratios)))


def rest(
    to_come: Sequence[Question],
    asked: Sequence[Question],
    *,
    seconds_left: float,
    taken: Sequence[tuple[float, float]] = (),
    at_work_s: float = 0,
    begins: bool = False,
    weights: Mapping[str, int] | None = None,
) -> Rest | None:
    """The best rest of a conversation, where what was to come does not fit any more; None where it does.

    `to_come` is in the order of the plan, must-asks included; `taken` as for `pace`. `at_work_s` are the planned
    seconds that the answer under way still has. `begins`: opening and introduction are still to come.
    A goal that was served already counts no more, and of questions about oneself there are two in all. The must-asks
    are always in (B35, guide 2), and so are the other musts; where not all of these fit, as many as do.
    """
    quick = pace(taken)
    overhead = agenda.CLOSING_S + (agenda.OPENING_S + agenda.INTRODUCTION_S if begins else 0)
    room = math.floor(RESERVE * seconds_left - overhead - at_work_s * quick)
    cost = {each.id: math.ceil(agenda.seconds_for(each) * quick) for each in to_come}
    if sum(cost.values()) <= room or all(each.must_ask for each in to_come):
        return None
    chosen = _chosen(to_come, asked, cost, room, weights or {})
    return Rest(
        max(0, int(seconds_left)), max(0, room), quick,
        tuple(each for each in to_come if each.id in chosen and not each.must_ask),
        tuple(each for each in to_come if each.must_ask),
        tuple(
            LeftOut(each, _why(each, cost[each.id], chosen, to_come)) for each in to_come if each.id not in chosen
        ),
    )  # fmt: skip


def _chosen(
    to_come: Sequence[Question], asked: Sequence[Question], cost: Mapping[str, int], room: int,
    weights: Mapping[str, int],
) -> set[str]:  # fmt: skip
    served = {goal for each in asked for goal in each.goals}
    goals = list(dict.fromkeys(goal for each in to_come for goal in each.goals if goal not in served))
    steps = {key: _steps(seconds) for key, seconds in cost.items()}
    free = max(0, room) // agenda.STEP_S
    musts = sum(steps[each.id] for each in to_come if each.must_ask or each.tier == "must")
    things = [
        choosing.Thing(
            size=steps[each.id],
            seconds=cost[each.id],
            value=each.priority + (MUST_FIRST if each.tier == "must" else 0),
            goals=sum(1 << goals.index(goal) for goal in set(each.goals) if goal in goals),
            rare=each.about_me,
            required=each.must_ask is not None or (each.tier == "must" and musts <= free),
        )
        for each in to_come
    ]
    asks = sum(each.must_ask is not None for each in to_come)
    enough = agenda.AT_LEAST - sum(each.must_ask is None for each in asked)
    limits = choosing.Limits(
        room=free,
        least=asks + max(0, enough),
        most=len(things),
        rare=max(0, agenda.ABOUT_ME - sum(each.about_me for each in asked)),
    )
    choice = choosing.best(things, [weights.get(goal, agenda.DEFAULT_WEIGHT) for goal in goals], limits)
    return {to_come[place].id for place in choice.places}


def _steps(seconds: int) -> int:
    return -(-seconds // agenda.STEP_S)


def _why(question: Question, seconds: int, chosen: set[str], to_come: Sequence[Question]) -> str:
    takes = f"About {agenda.clock(seconds)}"
    if not any(each.id in chosen and not each.must_ask for each in to_come):
        return f"{takes}: there is time for the must-asks only."
    if question.tier == "must":
        return f"{takes}: not even all your musts fit any more."
    return f"{takes}: what stays is worth more together."

"""Choosing: the best set of things that fit into a room, found exactly. agenda.py gives the numbers their meaning.

What a set is worth: the values of its things, and the weight of every goal that at least one of them serves. Of two
sets of equal worth the smaller is better, then the shorter.

How it is found: if the goals came for nothing, the smallest things of each value would do, and with few different
values there are few such fillings to compare. So every branch of the search (some things taken, some left out, some
goals given up) is worth at most its best filling and all its goals. A filling that happens to serve them all is the
best of its branch; else the branch is split at a goal it misses: which thing shall serve it, or shall it be given up?
The most promising branch goes first, and the search ends when none promises more than the best set known. A few
hundred branches prove it for 200 things and a dozen goals. Dozens of goals could take for ever; so after so many
branches as its patience allows the best set known has to do, and is called unproven.
"""

import heapq
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

PATIENCE = 15_000


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to choose. Its size counts against the room, its seconds only between equals.

    `goals` has a bit for each goal that it serves; `rare` things may only be chosen a few times.
    """

    size: int
    seconds: int
    value: int
    goals: int = 0
    rare: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How much room there is, how many things at least and at most, and how many rare ones."""

    room: int
    least: int
    most: int
    rare: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The places of what was chosen, in their order; how many branches were looked at; whether nothing is better."""

    places: tuple[int, ...]
    looked_at: int
    proven: bool


@dataclass(frozen=True, slots=True)
class _Branch:
    """All sets with the things `taken` and without those `out`; what serves a goal that is `given_up` is out."""

    taken: tuple[int, ...] = ()
    out: frozenset[int] = frozenset()
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a branch is worth at most; the filling that promises it, what that is worth, and the goals it misses."""

    at_most: int
    filling: tuple[int, ...]
    worth: int
    missed: int


def best(things: Sequence[Thing], weights: Sequence[int], limits: Limits, patience: int = PATIENCE) -> Choice:
    """The best set. What is required is in it, whatever the limits say.

    Where nothing reaches `least`, fewer will do. Of sets that are equal in everything, the first one found is taken:
    the same one each time, and as a rule the one with the earlier things.
    """
    required = [place for place, thing in enumerate(things) if thing.required]
    served = 0
    for place in required:
        served |= things[place].goals
    left = Limits(
        limits.room - sum(things[place].size for place in required),
        limits.least - len(required),
        limits.most - len(required),
        max(0, limits.rare - sum(things[place].rare for place in required)),
    )
    optional = {place: replace(thing, goals=thing.goals & ~served) for place, thing in enumerate(things)}
    for place in required:
        del optional[place]
    search = _Search(optional, weights, left, patience)
    chosen = search.run()
    if chosen is None:
        search = _Search(optional, weights, replace(left, least=0), patience)
        chosen = search.run() or ()
    return Choice(tuple(sorted([*required, *chosen])), search.looked_at, search.looked_at <= patience)


class _Search:
    """One search among things that are all optional, by their places."""

    def __init__(self, things: Mapping[int, Thing], weights: Sequence[int], limits: Limits, patience: int) -> None:
        self.weights, self.limits, self.patience, self.looked_at = weights, limits, patience, 0
        fitting = {p: each for p, each in things.items() if each.size <= limits.room and limits.rare >= each.rare}
        self.things = fitting
        # Worth first, then size, then seconds, in one number.
        second = 1 + sum(each.seconds for each in fitting.values())
        self.unit = second * (1 + sum(each.size for each in fitting.values()))
        self.score = {p: each.value * self.unit - each.size * second - each.seconds for p, each in fitting.items()}
        by_size = sorted(fitting, key=lambda p: (fitting[p].size, fitting[p].seconds, p))
        self.places = [p for p in by_size if not self._is_hopeless(p, by_size)]
        values = sorted({fitting[p].value for p in self.places}, reverse=True)
        self.classes = [[p for p in self.places if fitting[p].value == value] for value in values]
        self.rare = frozenset(p for p in self.places if fitting[p].rare)
        self.known_weights: dict[int, int] = {}

    def run(self) -> tuple[int, ...] | None:
        """The places of the best set; None where no set has enough things."""
        chosen: tuple[int, ...] | None = None
        worth = -self.unit
        waiting: list[tuple[int, int, _Branch, _Promise]] = []
        branches: Iterator[_Branch] = iter([_Branch()])
        while True:
            for branch in branches:
                self.looked_at += 1
                promise = self._promise(branch, worth)
                if promise is None or promise.at_most <= worth:
                    continue
                # Of equal promises the newest goes first: deep down, sets get complete.
                heapq.heappush(waiting, (-promise.at_most, -self.looked_at, branch, promise))
                if promise.worth > worth and self._rare_in(branch, promise) <= self.limits.rare:
                    worth, chosen = promise.worth, (*branch.taken, *promise.filling)
            if not waiting or -waiting[0][0] <= worth or self.looked_at > self.patience:
                return chosen
            _, _, branch, promise = heapq.heappop(waiting)
            branches = self._split(branch, promise)

    def _split(self, branch: _Branch, promise: _Promise) -> Iterator[_Branch]:
        """The branch in parts that together hold all its sets, and no set twice."""
        if self._rare_in(branch, promise) > self.limits.rare:
            rare = next(p for p in reversed(promise.filling) if p in self.rare)
            yield replace(branch, out=branch.out | {rare})
            yield replace(branch, taken=(*branch.taken, rare))
            return
        goal = max(_bits(promise.missed), key=self._weight)
        out = branch.out
        for place in sorted(self.places, key=lambda p: -self.score[p] - self._weight(self.things[p].goals) * self.unit):
            if self.things[place].goals & goal and place not in out and place not in branch.taken:
                yield replace(branch, taken=(*branch.taken, place), out=out)
                out = out | {place}
        yield replace(branch, out=out, given_up=branch.given_up | goal)

    def _promise(self, branch: _Branch, known: int) -> _Promise | None:
        """What the branch promises; None where there is no set in it, or none that is worth more than the one known."""
        taken = branch.taken
        room = self.limits.room - sum(self.things[p].size for p in taken)
        rare = self.limits.rare - len(self.rare.intersection(taken))
        if room < 0 or rare < 0 or len(taken) > self.limits.most:
            return None
        away = branch.out.union(taken, () if rare else self.rare)
        free = [p for p in self.places if p not in away and self.things[p].size <= room]
        served = self._goals_of(taken)
        open_ = self._goals_of(free) & ~served & ~branch.given_up
        so_far = sum(self.score[p] for p in taken) + self._weight(served) * self.unit
        gain = self._gain_at_most(free, room, self.limits.most - len(taken), open_)
        at_most = so_far + gain * self.unit
        if at_most <= known:
            return None
        filling = self._filling(free, room, self.limits.least - len(taken), self.limits.most - len(taken))
        if filling is None:
            return None
        got = self._goals_of(filling) & open_
        filled = so_far + sum(self.score[p] for p in filling)
        at_most = min(at_most, filled + self._weight(open_) * self.unit)
        return _Promise(
            at_most, filling, filled + self._weight(self._goals_of(filling) & ~served) * self.unit, open_ & ~got
        )

    def _filling(self, free: Sequence[int], room: int, least: int, most: int) -> tuple[int, ...] | None:
        """The best filling if there were no goals: the smallest so and so many of each value."""
        if most <= 0 or not free:
            return () if least <= 0 else None
        allowed = set(free)
        ladders = []
        for places in self.classes:
            rungs = [p for p in places if p in allowed][:most]
            sizes = [0, *accumulate(self.things[p].size for p in rungs)]
            ladders.append((rungs, sizes, [0, *accumulate(self.score[p] for p in rungs)]))
        found: tuple[int, tuple[int, ...]] | None = None

        def climb(ladder: int, room: int, score: int, counts: tuple[int, ...]) -> None:
            nonlocal found
            _, sizes, scores = ladders[ladder]
            highest = min(bisect_right(sizes, room) - 1, most - sum(counts))
            if ladder + 1 < len(ladders):
                for count in range(highest, -1, -1):
                    climb(ladder + 1, room - sizes[count], score + scores[count], (*counts, count))
            elif sum(counts) + highest >= least and (found is None or score + scores[highest] > found[0]):
                found = (score + scores[highest], (*counts, highest))

        climb(0, room, 0, ())
        if found is None:
            return None
        return tuple(p for (rungs, _, _), count in zip(ladders, found[1], strict=True) for p in rungs[:count])

    def _gain_at_most(self, free: Sequence[int], room: int, most: int, open_: int) -> int:
        """What may be gained at most, seen from the things: each brings its goals along, though others serve them, too.

        A goal's weight is given to the things that serve it, once all and once half of it (its other half then comes
        for nothing). The things are cut up to fill the room, and no more are taken than the smallest ones that fit.
        """
        sizes = list(accumulate(self.things[p].size for p in free))
        most = min(most, bisect_right(sizes, room))
        weight = self._weight(open_)
        bounds = []
        for halves in (2, 1):
            gains = [
                (2 * self.things[p].value + halves * self._weight(self.things[p].goals & open_), self.things[p].size)
                for p in free
            ]
            by_number = sum(gain for gain, _ in sorted(gains, reverse=True)[:most])
            by_room, left = 0.0, room
            for each, size in sorted(((gain / size, size) for gain, size in gains), reverse=True):
                by_room += each * min(size, left)
                left -= min(size, left)
                if not left:
                    break
            bounds.append(min(by_number, by_room + 1e-6) + (2 - halves) * weight)
        return int(min(bounds) / 2)

    def _is_hopeless(self, place: int, by_size: Sequence[int]) -> bool:
        """Whether it can never be chosen: what is better in every way, and goes before it, fills the room alone."""
        thing, score = self.things[place], self.score[place]
        room, most = self.limits.room - thing.size, self.limits.most
        for other in by_size:
            better = self.things[other]
            if better.size > thing.size:
                return False
            first = self.score[other] > score or (self.score[other] == score and other < place)
            if first and not thing.goals & ~better.goals and better.rare <= thing.rare:
                room -= better.size
                most -= 1
                if room < 0 or most <= 0:
                    return True
        return False

    def _rare_in(self, branch: _Branch, promise: _Promise) -> int:
        return len(self.rare.intersection(branch.taken)) + len(self.rare.intersection(promise.filling))

    def _goals_of(self, places: Collection[int]) -> int:
        goals = 0
        for place in places:
            goals |= self.things[place].goals
        return goals

    def _weight(self, goals: int) -> int:
        if goals not in self.known_weights:
            self.known_weights[goals] = sum(self.weights[bit.bit_length() - 1] for bit in _bits(goals))
        return self.known_weights[goals]


def _bits(goals: int) -> Iterator[int]:
    while goals:
        lowest = goals & -goals
        yield lowest
        goals -= lowest

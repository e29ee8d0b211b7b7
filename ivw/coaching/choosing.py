"""Choosing: the best set of things that fit into a room, found exactly. agenda.py gives the numbers their meaning.

What a set is worth: the values of its things, and the weight of every goal that at least one of them serves. Of two
sets of equal worth the smaller is better, then the shorter.

How it is found: dynamic programming. The things are gone through one by one, and of all beginnings that serve the same
goals in the same room only the best goes on. Two rules keep these few:
- A thing is taken only together with everything that is better than it in every way.
- A beginning goes on only while it may still become better than the best set known. What may come at most is read off
  two tables, "the rest of the things in the rest of the room". One of them holds as if all goals came for nothing; in
  the other each goal has a price, paid by everybody who serves it, though it counts only once. The prices are those
  for which the things, could they be cut up, would promise least. Worth being a whole number, who can only become
  worth as much as the best set known has to become smaller or shorter with as many things as that takes.
- And it goes on only while no other one with the same goals and as many things is worth more in less room.

At first only a few beginnings go on, which finds a good set; then more of them, until none had to be left behind: that
proves it. For 200 things, a dozen goals and half an hour that takes some hundredths of a second. Where whole hours are
to be filled with things that are all alike, or with dozens of goals, it could take seconds, only to prove that nothing
as good is a little shorter. So after `widest` the best set known has to do, and is called unproven.
"""

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

WIDTHS = (20, 200, 2000)  # how many beginnings go on at once: first few, then more
ROUNDS, FIRST_STEP, SMALLER = 30, 0.5, 0.93  # how the prices of the goals are found


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
    """The places of what was chosen, in their order, and whether it was proven that nothing is better."""

    places: tuple[int, ...]
    proven: bool


# A beginning: goals served, room taken, how many things (no more than matter), how many rare; and its worth so far,
# with the things in it as bits, the first in the order of the search as the highest.
_Key = tuple[int, int, int, int]
_Beginning = tuple[int, int]


def best(things: Sequence[Thing], weights: Sequence[int], limits: Limits, widest: int = WIDTHS[-1]) -> Choice:
    """The best set. What is required is in it, whatever the limits say.

    Where nothing reaches `least`, fewer will do. Of sets that are equal in everything, the same one is taken each time,
    as a rule the one with the earlier things.
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
    optional = {
        place: replace(thing, goals=thing.goals & ~served) for place, thing in enumerate(things) if not thing.required
    }
    chosen, proven = _Search(optional, weights, left).run(widest)
    if chosen is None:
        chosen, proven = _Search(optional, weights, replace(left, least=0)).run(widest)
    return Choice(tuple(sorted([*required, *(chosen or ())])), proven)


class _Search:
    """One search among things that are all optional, by their places."""

    def __init__(self, things: Mapping[int, Thing], weights: Sequence[int], limits: Limits) -> None:
        self.things, self.limits = things, limits
        # Worth first, then size, then seconds, in one number.
        second = 1 + sum(each.seconds for each in things.values())
        self.unit = second * (1 + sum(each.size for each in things.values()))
        self.cost = {p: each.size * second + each.seconds for p, each in things.items()}
        self.dearest = second * (limits.room + 1)  # whatever fits into the room costs less
        self.score = {p: each.value * self.unit - self.cost[p] for p, each in things.items()}
        self.weights = [weight * self.unit for weight in weights]
        self.better = self._better()
        self.promised, self.price, self.step_price = self._prices()
        self.priced = {p: self.score[p] + self._sum(things[p].goals, self.price) for p in self.better}
        self.order = sorted(
            self.better, key=lambda p: (-self.priced[p] / things[p].size, things[p].size, -self.score[p], p)
        )
        self.bit = {p: 1 << place for place, p in enumerate(reversed(self.order))}
        fits = sum(size <= limits.room for size in accumulate(sorted(things[p].size for p in self.better)))
        # How many they are matters until they are enough, and from then on only where they may become too many.
        self.matters = limits.most if limits.most < fits else limits.least
        self.tables: tuple[list[int], list[list[float]], list[list[float]]] = [], [], []
        self.known, self.chosen = (0, 0) if limits.least <= 0 else (-1, -1)

    def run(self, widest: int) -> tuple[tuple[int, ...] | None, bool]:
        """The places of the best set (None where no set has enough things), and whether that is proven."""
        proven = False
        for width in sorted({min(width, widest) for width in WIDTHS}):
            proven = self._pass(width)
            if proven:
                break
            self.order = [p for p in self.order if self._is_promising(p)]
        if self.chosen < 0:
            return None, proven
        return tuple(p for p, bit in self.bit.items() if self.chosen & bit), proven

    def _better(self) -> dict[int, list[int]]:
        """Each thing that may be chosen, with those that are better in every way: it is only taken with all of them."""
        found: dict[int, list[int]] = {}
        for p in sorted(self.things, key=lambda p: (self.things[p].size, -self.score[p], p)):
            thing = self.things[p]
            better = [
                q
                for q in found
                if self.score[q] >= self.score[p]
                and not thing.goals & ~self.things[q].goals
                and self.things[q].rare <= thing.rare
            ]
            together = [self.things[q] for q in (p, *better)]
            fits = sum(each.size for each in together) <= self.limits.room and len(together) <= self.limits.most
            if fits and (not thing.rare or sum(each.rare for each in together) <= self.limits.rare):
                found[p] = better
        return found

    def _prices(self) -> tuple[float, list[int], float]:
        """What all sets promise at most, the price of each goal at which they promise least, and that of the room.

        A goal's price goes up while nobody buys it, and down while several do (a subgradient).
        """
        prices = [float(weight) for weight in self.weights]
        goals = {p: [bit.bit_length() - 1 for bit in _bits(self.things[p].goals)] for p in self.better}
        least: tuple[float, list[float], float] | None = None
        step = FIRST_STEP * self.unit
        for _ in range(ROUNDS):
            worth = {p: self.things[p].value * self.unit + sum(prices[goal] for goal in goals[p]) for p in self.better}
            left, promised, a_step = self.limits.room, sum(self.weights) - sum(prices), 0.0
            bought = [-1.0] * len(prices)
            for p in sorted(worth, key=lambda p: -worth[p] / self.things[p].size):
                part = min(1.0, left / self.things[p].size)
                promised += worth[p] * part
                for goal in goals[p]:
                    bought[goal] += part
                left -= min(left, self.things[p].size)
                if not left:
                    a_step = worth[p] / self.things[p].size
                    break
            if least is None or promised < least[0]:
                least = promised, prices, a_step
            prices = [
                min(float(weight), max(0.0, price - step * many))
                for weight, price, many in zip(self.weights, prices, bought, strict=True)
            ]
            step *= SMALLER
        assert least is not None  # noqa: S101 - there is at least one round
        return least[0], [round(price) for price in least[1]], least[2]

    def _is_promising(self, place: int) -> bool:
        """Whether a set with this thing may be better than the best one known."""
        missing = self.step_price * self.things[place].size - self.priced[place]
        return self.promised + 1 - max(0.0, missing) > self.known  # 1: what was rounded

    def _pass(self, width: int) -> bool:
        """Go through the things once with so many beginnings; whether none had to be left behind."""
        if self.tables[0] != self.order:
            self.tables = self.order, self._table(self.score), self._table(self.priced)
        _, for_nothing, with_prices = self.tables
        ahead = [0, *accumulate((self.things[p].goals for p in reversed(self.order)), int.__or__)][::-1]
        fewest, cheapest, gains = self._fewest(), self._cheapest(), self._gains()
        extra: dict[int, tuple[int, int]] = {}  # what goals still to come may add, beside each of the tables

        def promise(key: _Key, worth: int, after: int) -> float:
            goals, taken, many, _ = key
            missing = self.limits.least - many
            if missing > 0 and taken + fewest[after][missing] > self.limits.room:
                return -1
            to_come = ahead[after] & ~goals
            if to_come not in extra:
                weight = self._sum(to_come, self.weights)
                extra[to_come] = weight, weight - self._sum(to_come, self.price)
            room, (free, paid) = self.limits.room - taken, extra[to_come]
            most = worth + min(free + for_nothing[after][room], paid + with_prices[after][room])
            known = -(-self.known // self.unit)
            if self.known <= 0 or (most + self.dearest) // self.unit > known:
                return most
            so_far = -(-worth // self.unit)
            steps = -((so_far - known) // gains[after]) if gains[after] else known - so_far
            if steps >= len(cheapest[after]):
                return -1
            return min(most, worth + (known - so_far) * self.unit - cheapest[after][steps])

        beginnings: dict[_Key, _Beginning] = {(0, 0, 0, 0): (0, 0)}
        left_behind = False
        for after, place in enumerate(self.order, start=1):
            going_on: dict[_Key, _Beginning] = {}
            needed = sum(self.bit[p] for p in self.better[place])
            for key, beginning in beginnings.items():
                both = [(key, beginning)]
                if beginning[1] & needed == needed and self._may_take(place, key, beginning):
                    both.append(self._taking(place, key, beginning))
                for each_key, each in both:
                    # Of equals the one with the earlier things, so that no thing waits for one that was passed over.
                    known = going_on.get(each_key)
                    if (known is None or each > known) and promise(each_key, each[0], after) > self.known:
                        going_on[each_key] = each
            going_on = _not_outdone(going_on)
            if len(going_on) > width:
                left_behind = True
                ranked = sorted(going_on, key=lambda key: -promise(key, going_on[key][0], after))
                going_on = {key: going_on[key] for key in ranked[:width]}
            beginnings = going_on
        return not left_behind

    def _may_take(self, place: int, key: _Key, beginning: _Beginning) -> bool:
        _, taken, _, rare = key
        thing, limits = self.things[place], self.limits
        return (
            taken + thing.size <= limits.room
            and rare + thing.rare <= limits.rare
            and beginning[1].bit_count() < limits.most
        )

    def _taking(self, place: int, key: _Key, beginning: _Beginning) -> tuple[_Key, _Beginning]:
        """The beginning with this thing, too; kept in mind where it is the best set so far."""
        goals, taken, many, rare = key
        worth, things = beginning
        thing = self.things[place]
        worth += self.score[place] + self._sum(thing.goals & ~goals, self.weights)
        many, things = many + 1, things | self.bit[place]
        if worth > self.known and many >= self.limits.least:
            self.known, self.chosen = worth, things
        return (goals | thing.goals, taken + thing.size, min(many, self.matters), rare + thing.rare), (worth, things)

    def _table(self, worth: Mapping[int, int]) -> list[list[float]]:
        """For each place in the order and each room: the most that the things from there on are worth in it.

        As floats, which hold these whole numbers exactly (up to 2 ** 53) and are added in half the time.
        """
        rows = [[0.0] * (self.limits.room + 1)]
        for place in reversed(self.order):
            row, size, more = rows[-1], self.things[place].size, float(worth[place])
            taken = [
                without if without > (with_it := less + more) else with_it
                for without, less in zip(row[size:], row, strict=False)
            ]
            rows.append(row[:size] + taken)
        return rows[::-1]

    def _fewest(self) -> list[list[float]]:
        """For each place in the order: the room that the smallest one, two, three from there on take, up to `least`."""
        smallest: list[int] = []
        rows = []
        for place in (None, *reversed(self.order)):
            if place is not None:
                smallest = sorted([*smallest, self.things[place].size])[: max(0, self.limits.least)]
            too_many = [inf] * (self.limits.least - len(smallest))
            rows.append([0, *accumulate(smallest), *too_many])
        return rows[::-1]

    def _cheapest(self) -> list[list[int]]:
        """For each place in the order: what the cheapest none, one, two from there on cost, as many as ever fit."""
        costs: list[int] = []
        rows = []
        for place in (None, *reversed(self.order)):
            if place is not None:
                insort(costs, self.cost[place])
                del costs[self.limits.room :]
            rows.append([cost for cost in accumulate(costs, initial=0) if cost < self.dearest])
        return rows[::-1]

    def _gains(self) -> list[int]:
        """For each place in the order: what one thing from there on adds at most."""
        each = [
            self.things[p].value + self._sum(self.things[p].goals, self.weights) // self.unit
            for p in reversed(self.order)
        ]
        return [0, *accumulate(each, max)][::-1]

    def _sum(self, goals: int, amounts: Sequence[int]) -> int:
        return sum(amounts[bit.bit_length() - 1] for bit in _bits(goals))


def _not_outdone(beginnings: Mapping[_Key, _Beginning]) -> dict[_Key, _Beginning]:
    """Those that no other one outdoes: the same goals, as many things, as many rare ones, more worth in less room."""
    most: dict[tuple[int, int, int], int] = {}
    going_on = {}
    for key in sorted(beginnings, key=lambda key: key[1]):
        goals, _, many, rare = key
        worth = beginnings[key][0]
        if worth >= most.get((goals, many, rare), worth):
            most[goals, many, rare] = worth
            going_on[key] = beginnings[key]
    return going_on


def _bits(goals: int) -> Iterator[int]:
    while goals:
        lowest = goals & -goals
        yield lowest
        goals -= lowest

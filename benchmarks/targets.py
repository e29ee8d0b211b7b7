"""What ivw should keep to, and whether what was measured does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks import browser, queries, script, sessions, terminal
from benchmarks.measure import Result
from benchmarks.report import amount, with_growth

CONTACTS, TEN_TIMES_FEWER = 10_000, 1_000  # the world that targets are set for, and the one that growth is held against
WORTH_A_WORD = 10.0  # milliseconds of CPU: below, growth is noise, and nobody waits
# What was measured, how much it came to, and the milliseconds that were computed where the figure is a time.
Figures: TypeAlias = list[tuple[str, float, float | None]]


@dataclass(frozen=True, slots=True)
class Target:
    """At most so much, for everything that `find` picks out of the results."""

    what: str
    at_most: float
    unit: str
    find: Callable[[Sequence[Result]], Figures]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target beside the worst that was measured: met, missed, or not measured."""

    what: str
    target: str
    measured: str
    says: str


def verdicts(results: Sequence[Result]) -> list[Verdict]:
    """Each target with what was measured, in plain words."""
    return [_verdict(target, target.find(results)) for target in TARGETS]


def _verdict(target: Target, figures: Figures) -> Verdict:
    asked = f"at most {amount(target.at_most, target.unit)}"
    if not figures:
        return Verdict(target.what, asked, "", "not measured")
    worst, value, cpu = max(figures, key=lambda each: each[1])
    beyond = sum(each > target.at_most for _, each, _ in figures)
    told = amount(value, target.unit) + (f", CPU {amount(cpu, 'ms')}" if cpu is not None else "")
    if len(figures) > 1:
        told = f"the worst {worst}: {told}"
    if not beyond:
        return Verdict(target.what, asked, told, "met")
    if len(figures) > 1:
        told = f"{beyond} of {len(figures)} above; {told}"
    return Verdict(target.what, asked, told, f"missed, by {amount(value - target.at_most, target.unit)}")


def _suite(suite: str, says: str = "", *, unit: str, p95: bool = False) -> Callable[[Sequence[Result]], Figures]:
    """The medians (or what 95 of 100 stay below) of a suite in the large world, of what has these words in its name."""

    def find(results: Sequence[Result]) -> Figures:
        found = [
            each
            for each in results
            if (each.suite, each.contacts, each.unit) == (suite, CONTACTS, unit)
            and says in each.what and not each.what.startswith(browser.EMPTY.title)
        ]  # fmt: skip
        return [
            (each.what, value, each.cpu_median if unit == "ms" else None)
            for each in found if (value := each.p95 if p95 else each.median) is not None
        ]  # fmt: skip

    return find


def _growth(suite: str, says: str = "") -> Callable[[Sequence[Result]], Figures]:
    """How many times the CPU time of ten times fewer records, where it is enough to speak of."""

    def find(results: Sequence[Result]) -> Figures:
        compared = [each for each in results if each.contacts in (CONTACTS, TEN_TIMES_FEWER)]
        return [
            (each.what, growth, None)
            for each, growth in with_growth(compared)
            if growth is not None and each.suite == suite and says in each.what
            and (each.cpu_median or each.median) >= WORTH_A_WORD
        ]  # fmt: skip

    return find


TARGETS = (
    Target(
        "The script of every page and state, nothing kept", 150, "ms",
        _suite(script.SUITE, script.NOTHING_KEPT, unit="ms"),
    ),
    Target("Growth of these from 1,000 contacts to 10,000", 3, "x", _growth(script.SUITE, script.NOTHING_KEPT)),
    Target("Growth of each query from 1,000 contacts to 10,000", 3, "x", _growth(queries.SUITE)),
    Target("This week: first card, to the empty page", 1.25, "x", _suite(browser.FIRST_LOOK, "This week,", unit="x")),
    Target("This week: everything drawn, to the empty page", 2, "x", _suite(browser.DRAWN, "This week,", unit="x")),
    Target("Websocket, first look at each page", 250, "KiB", _suite(browser.WEBSOCKET, unit="KiB")),
    Target("`due` from cold, to a bare `import duckdb`", 3, "x", _suite(terminal.SUITE, "ivw due", unit="x")),
    Target(
        "50 sessions, each at a person's pace: p95", 1_000, "ms",
        _suite(sessions.SUITE, f"50 sessions {sessions.OWN_PACE}", unit="ms", p95=True),
    ),
    Target(
        "50 sessions that open This week in the same moment: p95", 1_000, "ms",
        _suite(sessions.SUITE, "50 sessions open This week", unit="ms", p95=True),
    ),
)  # fmt: skip

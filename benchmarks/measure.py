"""What a measurement is, and the two clocks it is taken by."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeAlias

# Wall and CPU milliseconds of one run; no CPU where this system does not tell.
Run: TypeAlias = tuple[float, float | None]


class Skipped(Exception):
    """Something cannot be measured here, or not yet; says why in plain words. Raised where a whole suite cannot."""


class Failed(Exception):
    """One measurement went wrong; says what and why. Raised where the rest of its suite cannot go on."""


@dataclass(frozen=True, slots=True)
class Result:
    """One measured thing: median and best of `runs`, in `unit`. `contacts` is the size of the world, None for none.

    cpu is the time that all threads spent computing: on a busy machine it says more than the clock on the wall.
    p95 is what 95 of 100 runs stay below, where there were enough of them to say so.
    """

    suite: str
    what: str
    contacts: int | None
    unit: str
    median: float
    best: float
    cpu_median: float | None
    cpu_best: float | None
    runs: int
    note: str = ""
    p95: float | None = None


def timed(call: Callable[[], object]) -> Run:
    """Run it once, in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def of_runs(suite: str, what: str, contacts: int | None, runs: Sequence[Run], note: str = "") -> Result:
    """What several runs of the same thing come to, in milliseconds."""
    walls = [wall for wall, _ in runs]
    cpus = [cpu for _, cpu in runs if cpu is not None]
    return Result(
        suite, what, contacts, "ms", median(walls), min(walls),
        median(cpus) if cpus else None, min(cpus) if cpus else None, len(runs), note,
    )  # fmt: skip


def of_many(suite: str, what: str, contacts: int | None, runs: Sequence[Run], note: str = "") -> Result:
    """What very many runs come to, in milliseconds, with what 95 of 100 stay below."""
    return replace(of_runs(suite, what, contacts, runs, note), p95=percentile([wall for wall, _ in runs], 95))


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest of the values that `percent` of 100 do not exceed (nearest rank)."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def ratio(what: str, measured: Result, to: Result) -> Result:
    """How many times as long one thing takes as another of the same run."""
    return Result(
        measured.suite, what, measured.contacts, "x", measured.median / to.median, measured.best / to.best,
        _divided(measured.cpu_median, to.cpu_median), _divided(measured.cpu_best, to.cpu_best), measured.runs,
    )  # fmt: skip


def _divided(cpu: float | None, by: float | None) -> float | None:
    return cpu / by if cpu is not None and by else None


def of_amounts(
    suite: str, what: str, contacts: int | None, unit: str, amounts: Sequence[float], note: str = ""
) -> Result:
    """An amount that is no time, such as KiB."""
    return Result(suite, what, contacts, unit, median(amounts), min(amounts), None, None, len(amounts), note)

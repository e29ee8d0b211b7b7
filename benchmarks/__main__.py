"""Measure speed and scale: `python -m benchmarks --contacts 1000 10000 --only script queries`."""

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import (
    browser,
    clocks,
    document,
    imports,
    queries,
    report,
    script,
    sessions,
    targets,
    terminal,
    world,
    writes,
)
from benchmarks.measure import Failed, Result, Skipped

Measuring = Iterator[Result | Skipped | Failed]
# Each suite in a world of one size, with so many runs.
SUITES: dict[str, Callable[[int, Path, int], Measuring]] = {
    "queries": queries.measure,
    "script": script.measure,
    "terminal": terminal.measure,
    "browser": browser.measure,
    "sessions": sessions.measure,
    "writes": writes.measure,
    "import": lambda _contacts, _folder, runs: imports.measure(max(2, runs // 3)),
    "clocks": lambda _contacts, _folder, _runs: clocks.measure(),
}
WITHOUT_SIZE = ("import", "clocks")  # these make their own records
IN_ONE_SIZE = ("terminal", "browser", "sessions", "writes")  # in the world that the targets are set for
RUNS, QUICK_RUNS = 7, 2


@dataclass(slots=True)
class Outcome:
    """What was measured, what could not be and why, and what went wrong."""

    results: list[Result] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main() -> int:
    """Measure what was asked for, print it suite by suite, and say which target is met."""
    asked = _arguments()
    machine = report.machine()  # before: afterwards the load is our own
    outcome = Outcome()
    for suite in asked.only or SUITES:
        for size in _sizes(suite, asked.contacts):
            _measure(suite, size, asked.folder, asked.runs or (QUICK_RUNS if asked.quick else RUNS), outcome)
        _print(suite, outcome)
    _conclude(outcome)
    if asked.json:
        report.write_json(asked.json, outcome.results, outcome.skipped, outcome.failed, machine)
    if not asked.only and not asked.quick and {targets.CONTACTS, targets.TEN_TIMES_FEWER} <= {*asked.contacts}:
        kept = document.FILE.with_suffix(".json")
        report.write_json(kept, outcome.results, outcome.skipped, outcome.failed, machine)
        document.write(document.FILE, outcome.results, outcome.skipped, outcome.failed, machine)
        print(f"Written: docs/{document.FILE.name}, docs/{kept.name}")
    return 1 if outcome.failed else 0


def _sizes(suite: str, asked: list[int]) -> list[int]:
    if suite in WITHOUT_SIZE:
        return [0]
    if suite in IN_ONE_SIZE:
        return [targets.CONTACTS if targets.CONTACTS in asked else max(asked)]
    return asked


def _measure(suite: str, contacts: int, folder: Path, runs: int, outcome: Outcome) -> None:
    """One suite in one world; what cannot be measured does not keep the rest from it."""
    size = f", {contacts:,} contacts" if contacts else ""
    print(f"{suite}{size} ...", file=sys.stderr, flush=True)
    try:
        for each in SUITES[suite](contacts, folder, runs):
            if isinstance(each, Result):
                outcome.results.append(each)
            elif isinstance(each, Skipped):
                outcome.skipped.append(f"{suite}: {each}")
            else:
                outcome.failed.append(f"{suite}{size}: {each}")
    except Skipped as reason:
        outcome.skipped.append(f"{suite}: {reason}")
    except Failed as reason:
        outcome.failed.append(f"{suite}{size}: {reason}")
    except Exception as error:  # noqa: BLE001 - told below and at the end; what took minutes must not go with it
        traceback.print_exc()
        outcome.failed.append(f"{suite}{size}: {type(error).__name__}, told above")
    outcome.skipped[:] = dict.fromkeys(outcome.skipped)  # what one world lacks, all lack


def _print(suite: str, outcome: Outcome) -> None:
    told = {"browser": (browser.FIRST_LOOK, browser.DRAWN, browser.WEBSOCKET)}.get(suite, (suite,))
    for each in told:
        if measured := [result for result in outcome.results if result.suite == each]:
            print(report.table(each, measured), end="\n\n", flush=True)


def _conclude(outcome: Outcome) -> None:
    for each in targets.verdicts(outcome.results):
        print(f"{each.what}: {each.target}; {each.measured or 'nothing'}: {each.says}")
    for what in outcome.skipped:
        print(f"Skipped: {what}")
    for what in outcome.failed:
        print(f"Failed: {what}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure speed and scale. Everything at once is written to docs/performance.md and .json; "
        "with --only, --quick or other --contacts it is only printed.",
    )
    parser.add_argument(
        "--contacts", type=_size, nargs="+", default=[1_000, 10_000], metavar="N",
        help=f"contacts in each world, from {world.SMALLEST} on; with {world.INTERACTIONS_EACH} interactions each",
    )  # fmt: skip
    parser.add_argument("--only", choices=SUITES, nargs="+", help="these suites instead of all")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS} runs of each thing, to look at it")
    parser.add_argument("--runs", type=int, metavar="N", help=f"how often each thing is measured ({RUNS})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to this file, too")
    parser.add_argument(
        "--folder", type=Path, default=world.DEFAULT_FOLDER, help="where the worlds are kept from one time to the next"
    )
    return parser.parse_args()


def _size(text: str) -> int:
    size = int(text)
    if size < world.SMALLEST:
        raise argparse.ArgumentTypeError(f"a world has at least {world.SMALLEST} contacts")
    return size


if __name__ == "__main__":
    sys.exit(main())

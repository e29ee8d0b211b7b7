"""Measure speed and scale: `python -m benchmarks --contacts 1000 10000 --only script queries`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import browser, imports, queries, report, script, terminal, world
from benchmarks.measure import Failed, Result, Skipped

Measuring = Iterator[Result | Skipped | Failed]
# Each suite in a world of one size; import makes its own records, so the size does not matter to it.
SUITES: dict[str, Callable[[int, Path, int], Measuring]] = {
    "queries": queries.measure,
    "script": script.measure,
    "import": lambda _contacts, _folder, runs: imports.measure(max(3, runs // 2)),
    "terminal": terminal.measure,
    "websocket": lambda contacts, folder, _runs: browser.measure_websocket(contacts, folder),
    "first-look": browser.measure_first_look,
}
WITHOUT_SIZE = ("import",)


def main() -> int:
    """Measure what was asked for, print it suite by suite, and say what could not be measured."""
    asked = _arguments()
    results: list[Result] = []
    failed: list[str] = []
    skipped: list[str] = []
    for suite in asked.only or SUITES:
        measured: list[Result] = []
        for contacts in asked.contacts[:1] if suite in WITHOUT_SIZE else asked.contacts:
            size = "" if suite in WITHOUT_SIZE else f", {contacts:,} contacts"
            print(f"{suite}{size} ...", file=sys.stderr, flush=True)
            try:
                for outcome in SUITES[suite](contacts, asked.folder, asked.runs):
                    if isinstance(outcome, Result):
                        measured.append(outcome)
                    elif isinstance(outcome, Skipped):
                        skipped.append(f"{suite}: {outcome}")
                    else:
                        failed.append(f"{suite}{size}: {outcome}")
            except Skipped as reason:
                skipped.append(f"{suite}: {reason}")
                break
            except Failed as reason:
                failed.append(f"{suite}{size}: {reason}")
        if measured:
            print(report.table(suite, measured), end="\n\n", flush=True)
        results += measured
    skipped = list(dict.fromkeys(skipped))  # what one world lacks, all lack
    for what in skipped:
        print(f"Skipped: {what}")
    for what in failed:
        print(f"Failed: {what}")
    if asked.json:
        report.write_json(asked.json, results, skipped, failed)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and scale.")
    parser.add_argument(
        "--contacts", type=_size, nargs="+", default=[100, 1_000, 10_000], metavar="N",
        help=f"contacts in each world, from {world.SMALLEST} on; with {world.INTERACTIONS_EACH} interactions each",
    )  # fmt: skip
    parser.add_argument("--only", choices=SUITES, nargs="+", help="these suites instead of all")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="how often each thing is measured (7)")
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

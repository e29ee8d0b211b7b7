"""The results as a table for the terminal and as JSON for everything else; what they grow by; what they ran on."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import Result

HEAD = ("contacts", "median", "p95", "best", "CPU", "CPU best", "growth", "")
PACKAGES = ("duckdb", "streamlit", "altair", "pandas", "playwright")


def table(suite: str, results: Sequence[Result]) -> str:
    """One line a result of one suite; the sizes of a thing below each other, with the growth from size to size."""
    lines = [(suite, *HEAD), *(cells(result, growth, HEAD) for result, growth in with_growth(results))]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, len(HEAD)) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write_json(
    file: Path,
    results: Sequence[Result],
    skipped: Sequence[str],
    failed: Sequence[str],
    machine: Mapping[str, object],
) -> None:
    """Everything that was measured, what was not and why, and on what: a result a line, so that two can be compared."""
    lines = [
        json.dumps({name: _rounded(value) for name, value in {**asdict(result), "growth": growth}.items()})
        for result, growth in with_growth(results)
    ]
    head = {"measured_on": dict(machine), "skipped": list(skipped), "failed": list(failed)}
    opened = json.dumps(head, indent=2)[:-2]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(opened + ',\n  "results": [\n    ' + ",\n    ".join(lines) + "\n  ]\n}\n", "utf8")


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def with_growth(results: Sequence[Result]) -> Iterator[tuple[Result, float | None]]:
    """Results in the order of their things, each with how many times the next smaller world's it is.

    By CPU time where there is one: it is what grows with the records, whatever else the machine does.
    """
    order = list(dict.fromkeys((result.suite, result.what) for result in results))
    smaller: Result | None = None
    for result in sorted(results, key=lambda each: (order.index((each.suite, each.what)), each.contacts or 0)):
        growth = None
        same = smaller is not None and (smaller.suite, smaller.what) == (result.suite, result.what)
        if smaller is not None and same and result.unit != "x":
            before, now = (
                (smaller.cpu_median, result.cpu_median) if result.cpu_median else (smaller.median, result.median)
            )
            growth = now / before if now is not None and before else None
        yield result, growth
        smaller = result


def cells(result: Result, growth: float | None, heads: Sequence[str]) -> tuple[str, ...]:
    """What stands in the line of a result below these of HEAD, after its name."""
    told = {
        "contacts": "" if result.contacts is None else f"{result.contacts:,}",
        "median": amount(result.median, result.unit),
        "p95": amount(result.p95, result.unit),
        "best": amount(result.best, result.unit),
        "CPU": amount(result.cpu_median, result.unit),
        "CPU best": amount(result.cpu_best, result.unit),
        "growth": "" if growth is None else f"{growth:.1f} x",
        "": result.note,
    }
    return (result.what, *(told[head] for head in heads))


def amount(value: float | None, unit: str) -> str:
    """With its unit, as exact as one reads it; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.2f} {unit}" if unit == "x" else f"{value:,.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def machine() -> dict[str, object]:
    """What it ran on: nothing that names the machine or a place on it."""
    packages = {}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        # How busy the machine was with anything else: 1.0 for each core in use over the last minute.
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "packages": packages,
    }

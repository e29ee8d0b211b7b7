"""The results as a table for the terminal and as JSON for everything else."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import Result

HEAD = ("contacts", "median", "best", "CPU", "CPU best", "growth", "")
PACKAGES = ("duckdb", "streamlit", "altair", "pandas", "playwright")


def table(suite: str, results: Sequence[Result]) -> str:
    """One line a result of one suite; the sizes of a thing below each other, with the growth from size to size."""
    lines = [(suite, *HEAD), *(_line(result, growth) for result, growth in _with_growth(results))]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, len(HEAD)) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write_json(file: Path, results: Sequence[Result], skipped: Sequence[str], failed: Sequence[str]) -> None:
    """Everything that was measured, what was not and why, and on what."""
    document = {
        "measured_on": _machine(),
        "results": [
            {**asdict(result), "growth": None if growth is None else round(growth, 3)}
            for result, growth in _with_growth(results)
        ],
        "skipped": list(skipped),
        "failed": list(failed),
    }
    file.write_text(json.dumps(document, indent=2) + "\n", "utf8")


def _with_growth(results: Sequence[Result]) -> Iterator[tuple[Result, float | None]]:
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


def _line(result: Result, growth: float | None) -> tuple[str, ...]:
    return (
        result.what,
        "" if result.contacts is None else f"{result.contacts:,}",
        _amount(result.median, result.unit),
        _amount(result.best, result.unit),
        _amount(result.cpu_median, result.unit),
        _amount(result.cpu_best, result.unit),
        "" if growth is None else f"{growth:.1f} x",
        result.note,
    )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.2f} {unit}" if unit == "x" else f"{value:,.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def _machine() -> dict[str, object]:
    packages = {}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        # How busy the machine was with anything: 1.0 for each processor in use over the last minute.
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "packages": packages,
    }

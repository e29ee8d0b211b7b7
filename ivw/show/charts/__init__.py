"""One function a chart: rows in, an Altair chart out. What a chart shows was worked out before it is called."""

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Any

from ivw.show.charts.style import Drawn
from ivw.show.charts.tables import Table, table
from ivw.show.charts.ties_and_weeks import GROUPS, activity, bands, chain, health_parts

__all__ = [
    "GROUPS", "Function", "Rows", "Table", "activity", "as_table", "bands", "chain", "health_parts", "specification",
]  # fmt: skip

Rows = tuple[tuple[Any, ...], ...]
Function = Callable[[Any], Drawn]


def specification(chart: Function, rows: Rows) -> dict[str, Any]:
    """The Vega-Lite of one of these charts, worked out once for the same rows.

    Altair's check against its schema takes longer than everything else on a page together, so it is left to the tests.
    """
    return deepcopy(_specification(chart, rows))


def as_table(chart: Function, rows: Rows) -> Table:
    """The same rows as a table: what the chart tells of each of them, in words and numbers."""
    return table(_specification(chart, rows))


@lru_cache(maxsize=128)
def _specification(chart: Function, rows: Rows) -> dict[str, Any]:
    specified: dict[str, Any] = chart(rows).to_dict(validate=False)
    return specified

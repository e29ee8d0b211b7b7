"""The table behind a chart: its own rows, in the words of its tooltips. So both say the same, whatever is drawn."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple


class Table(NamedTuple):
    """What the columns are called, and each row as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(specification: Mapping[str, Any]) -> Table:
    """The rows that this chart tells by its tooltips. A chart without tooltips has none."""
    tooltips = list(_tooltips(specification, {}, None))
    if not tooltips:
        return Table((), ())
    source = tooltips[0][0]
    rows = specification["datasets"][source]
    # What only some layers tell (an aim above its bar) is a column more, where the same rows know it.
    told = {each["field"]: each for _, asked in tooltips for each in asked if rows and each["field"] in rows[0]}
    return Table(
        tuple(each["title"] for each in told.values()),
        tuple(tuple(_said(row[field], each) for field, each in told.items()) for row in rows),
    )


def _tooltips(view: Mapping[str, Any], above: Mapping[str, Any], source: str | None) -> Iterator[tuple[str, Any]]:
    """The rows and the tooltips of each layer; what a layer does not say, stands above it."""
    encoding = {**above, **view.get("encoding", {})}
    source = view.get("data", {}).get("name", source)
    if source and "tooltip" in encoding and "layer" not in view:
        yield source, encoding["tooltip"]
    for layer in view.get("layer", ()):
        yield from _tooltips(layer, encoding, source)


def _said(value: Any, tooltip: Mapping[str, Any]) -> str:
    """One cell, as Vega would say it."""
    if value is None:
        return ""
    form = tooltip.get("format", "")
    if tooltip["type"] == "temporal":
        day = datetime.fromisoformat(value)
        return day.strftime(form.replace("%-d", str(day.day)))  # not every system's strftime knows %-d
    if isinstance(value, str):
        return value
    if not form:
        return f"{value:,.0f}" if value == round(value) else f"{value:g}"
    # Python rounds half to even, a browser away from zero.
    places = Decimal(1).scaleb(-int(form.strip(".f")))
    return str(Decimal(value).quantize(places, ROUND_HALF_UP))

"""The charts of weeks and ties keep the counts beside their percentages."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from ivw.coaching.network import BANDS
from ivw.show import charts
from ivw.show.charts import trends

WEEKS = [date(2026, 9, 7) + timedelta(days=7 * n) for n in range(12)]
CHARTS = {
    "activity": (
        charts.activity,
        tuple((week, each, 2, 3 if each == "met" else None) for week, each in product(WEEKS, charts.GROUPS)),
    ),
    "activity without a target": (
        charts.activity, tuple((week, group, 2, None) for week, group in product(WEEKS, charts.GROUPS))
    ),
    "bands": (charts.bands, tuple((band, n) for n, band in enumerate([*BANDS, "dormant"]))),
    "chain": (charts.chain, (("Asked", 24, 24), ("Replied", 15, 24), ("Met", 9, 15), ("Met again", 2, 4))),
    "health_parts": (charts.health_parts, (("Kept word", 27.0, 40), ("Recent", 35.0, 35), ("Giving", 10.0, 10))),
    "health by week": (
        trends.health_by_week, tuple((week, band, n) for week in WEEKS for n, band in enumerate([*BANDS, "dormant"]))
    ),
    "waterfall": (
        trends.waterfall,
        (("Old", 0, 86.2, "total"), ("In", 86.2, 87, "up"), ("Out", 87, 85.9, "down"), ("Now", 0, 85.9, "total")),
    ),
    "hours to thanks": (
        trends.hours_to_thanks,
        (("Ada", datetime(2026, 11, 2, 9, tzinfo=UTC), 3.5), ("Ben", datetime(2026, 11, 9, 9, tzinfo=UTC), 60.0)),
    ),
    "heat": (trends.heat, tuple((week, 1 + place % 7, place) for place, week in enumerate(WEEKS))),
    "balance": (trends.balance, tuple((week, place % 3, place % 2) for place, week in enumerate(WEEKS))),
    "counted": (trends.counted, (("Promises, over 2 weeks", 2, "red"), ("Thank-yous, 1 to 3 days", 1, "soft"))),
    "cohorts": (
        trends.cohorts,
        tuple((week, step, n, 4) for week in WEEKS[:3] for step, n in (("Asked", 4), ("Replied", 2), ("Met", 0))),
    ),
    "nothing at all": (charts.bands, tuple((band, 0) for band in [*BANDS, "dormant"])),
}  # fmt: skip


def test_a_percentage_stands_beside_its_counts_and_not_below_five() -> None:
    chart, rows = CHARTS["chain"]
    labels = {text for text in texts_in(charts.specification(chart, rows)) if " of " in text}
    assert labels == {"15 of 24 · 63%", "9 of 15 · 60%", "2 of 4"}


def test_whoever_gets_a_specification_may_change_it() -> None:
    chart, rows = CHARTS["chain"]
    charts.specification(chart, rows).clear()
    assert charts.specification(chart, rows)


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_in(each)]
    return [value] if isinstance(value, str) else []

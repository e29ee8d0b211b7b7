"""The charts of Insights: valid Vega-Lite, colours by place, and a word beside every colour."""

from datetime import date
from typing import Any

import pytest

from ivw.coaching.insights import KINDS
from ivw.coaching.referral_tree import STANDINGS
from ivw.show import charts
from ivw.show.charts import insights
from ivw.show.charts.style import PLACES
from tests.show.test_charts import texts_in

NASTY = "<img src=x onerror=alert(1)> $x$ :red[x] 'quoted' \"twice\" \\"
FITS = tuple(
    (field, f"{field}: +0.5 over 2 talks", date(2026, month, 3), "Ada", fit, field == "Energy")
    for field in ("Energy", "Water", NASTY)
    for month, fit in ((5, -2), (9, 2))
)
THEMES = tuple((f"Theme {n}", kind, 3, "3 people") for n, kind in enumerate([*KINDS, None]))
TREE = tuple(
    (18 + n, parent, depth, name, mark, "in a word")
    for n, (parent, depth, name, mark) in enumerate(
        [(4, 3, "Ada", "met"), (18, 4, NASTY, "open"), (None, 0, "Ben", "top"), (20, 1, "Cy", "let_go")]
    )
)
CHARTS: dict[str, tuple[charts.Function, charts.Rows]] = {
    "path fit": (insights.path_fit, FITS),
    "one talk": (insights.path_fit, FITS[:1]),
    "themes": (insights.themes, THEMES),
    "one theme": (insights.themes, THEMES[-1:]),
    "tree": (insights.referral_tree, TREE),
    "one person": (insights.referral_tree, TREE[2:3]),
    "a long chain": (
        insights.referral_tree,
        tuple((n, n - 1 if n else None, n, f"Ada {n}", "met" if n else "top", "") for n in range(18)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_valid_vega_lite(name: str) -> None:
    chart, rows = CHARTS[name]
    assert chart(rows).to_dict() == charts.specification(chart, rows)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_names_no_colour_of_its_own(name: str) -> None:
    chart, rows = CHARTS[name]
    assert not [text for text in texts_in(charts.specification(chart, rows)) if text.startswith("#")]


@pytest.mark.parametrize("name", CHARTS)
def test_every_colour_scale_of_a_chart_is_the_same(name: str) -> None:
    chart, rows = CHARTS[name]
    scales = [tuple(scale) for scale in domains(charts.specification(chart, rows))]
    assert len(set(scales)) == 1
    assert len(scales[0]) == len(PLACES)


def test_every_standing_has_its_own_mark_and_a_word() -> None:
    assert set(insights.MARKS) == {"top", *STANDINGS}
    assert len({insights.MARKS[standing] for standing in STANDINGS}) == len(STANDINGS)


def test_a_lane_lies_below_the_one_before_it_and_keeps_its_scale() -> None:
    rows = rows_of(CHARTS["path fit"])
    for lane, field in enumerate(("Energy", "Water", NASTY)):
        fits = [row["y"] + lane * insights.LANE for row in rows if row.get("field") == field and "fit" in row]
        assert fits == pytest.approx([-2, 2])


def test_a_long_chain_stays_on_a_phone() -> None:
    places = [row["x"] for row in rows_of(CHARTS["a long chain"]) if "name" in row]
    assert places == sorted(places)
    assert places[-1] <= 8 + insights.WIDEST


def test_a_line_to_a_parent_on_an_earlier_page_comes_from_above() -> None:
    lines = [row for row in rows_of(CHARTS["tree"]) if "to" in row]
    assert min(line["row"] for line in lines) == -0.5
    assert all(line["x"] >= 2 for line in lines)


@pytest.mark.parametrize(("fit", "says"), [(2, "+2"), (0, "0"), (-1, "−1")])
def test_a_path_fit_says_its_sign(fit: int, says: str) -> None:
    assert insights.signed(fit) == says


def rows_of(drawn: tuple[charts.Function, charts.Rows]) -> list[dict[str, Any]]:
    return [row for rows in charts.specification(*drawn)["datasets"].values() for row in rows]


def domains(value: Any) -> list[Any]:
    """The domains of all colour scales in a specification."""
    if isinstance(value, list):
        return [domain for each in value for domain in domains(each)]
    if not isinstance(value, dict):
        return []
    own = [value["color"]["scale"]["domain"]] if "scale" in value.get("color", {}) else []
    return own + [domain for each in value.values() for domain in domains(each)]

"""The charts of Insights: valid Vega-Lite, colours by place, and a word beside every colour."""

from datetime import date
from typing import Any

import pytest

from ivw.coaching.insights import KINDS
from ivw.coaching.referral_tree import STANDINGS
from ivw.show import charts
from ivw.show.charts import insights
from ivw.show.charts.style import PLACES

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
WORTH = (
    *(("Interest exactly", NASTY, rating, "high") for rating in (5, 5, 4)),
    ("Interest below", "Ben", 3, "few"),
    ("Values exactly: no talk", None, None, "low"),
)
CHARTS: dict[str, tuple[charts.Function, charts.Rows]] = {
    "path fit": (insights.path_fit, FITS),
    "one talk": (insights.path_fit, FITS[:1]),
    "themes": (insights.themes, THEMES),
    "one theme": (insights.themes, THEMES[-1:]),
    "fields compared": (
        insights.fields_compared, ((NASTY, "+1.1 over 4 talks", 1.1, False), ("Water", "−0.2 over 1 talk", -0.2, True))
    ),
    "before and after": (insights.before_and_after, (("Ada, 3 May", 2, 4), (NASTY, 4, 3), ("Ben, 5 May", 3, 3))),
    "worth": (insights.worth, WORTH),
    "worth of none": (insights.worth, WORTH[-1:]),
    "tree": (insights.referral_tree, TREE),
    "one person": (insights.referral_tree, TREE[2:3]),
    "a long chain": (
        insights.referral_tree,
        tuple((n, n - 1 if n else None, n, f"Ada {n}", "met" if n else "top", "") for n in range(18)),
    ),
}  # fmt: skip


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


def test_dots_of_one_rating_lie_side_by_side_around_it() -> None:
    at_five = [row["x"] for row in rows_of(CHARTS["worth"]) if row.get("rating") == 5]
    assert at_five == pytest.approx([4.935, 5.065])
    many = (insights.worth, tuple(("Interest exactly", f"Ada {n}", 4, "high") for n in range(300)))
    assert all(3.5 < row["x"] < 4.5 for row in rows_of(many) if "rating" in row)


def test_a_group_without_talks_keeps_its_lane() -> None:
    lanes = [row["group"] for row in rows_of(CHARTS["worth"]) if "group" in row]
    assert lanes == ["Interest exactly", "Interest below", "Values exactly: no talk"]


def test_few_talks_are_gray_and_what_is_best_of_the_others_stands_out() -> None:
    tones = {row["field"]: row["tone"] for row in rows_of(CHARTS["fields compared"]) if "mean" in row}
    assert tones == {NASTY: "accent", "Water": "mute"}


def test_what_fell_has_another_colour_and_says_so() -> None:
    rows = [row for row in rows_of(CHARTS["before and after"]) if "before" in row]
    assert [row["tone"] for row in rows] == ["accent", "amber", "accent"]
    assert [row["says"].removeprefix(row["talk"]) for row in rows] == [": 2 to 4", ": 4 to 3", ": 3 as before"]


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

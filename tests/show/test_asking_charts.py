"""The charts of whom to ask and of what gets answered: valid, colours by place, a word beside every colour."""

from typing import Any

import pytest

from ivw.show import charts
from ivw.show.charts import outreach, research
from ivw.show.charts.style import PLACES
from tests.screen import NASTY
from tests.show.test_insights_charts import domains, rows_of

PEOPLE = tuple(
    (f"id-{n}", f"{NASTY[n % len(NASTY)]} {n}", n + 1, float(90 - 5 * (n // 2)), 50.0, mark)
    for n, mark in enumerate(["best", "chosen", "unrated", *["other"] * 12])
)
CHARTS: dict[str, tuple[charts.Function, charts.Rows]] = {
    "people": (research.fit_and_access, PEOPLE),
    "one person": (research.fit_and_access, PEOPLE[:1]),
    "at one spot": (research.fit_and_access, tuple((*row[:3], 0.0, 0.0, row[5]) for row in PEOPLE)),
    "fit and use": (research.fit_and_use, (("Ada", 70.0, 5), (NASTY[0], 70.0, 5), ("Cy", 20.0, 1))),
    "few talks": (research.few_fits_and_use, (("Ada", 70.0, 5),)),
    "rates": (
        outreach.rates,
        (("Warm", "9 of 10 · 90%", 0.9, 0.6, 0.98, False), ("Cold", "1 of 2 · few", 0.5, 0.1, 0.9, True)),
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_one_scale_of_colours(name: str) -> None:
    scales = {tuple(scale) for scale in domains(charts.specification(*CHARTS[name]))}
    assert [len(scale) for scale in scales] == [len(PLACES)]


def test_pressing_a_dot_says_whose_it_is() -> None:
    (selection,) = [
        each for each in charts.specification(*CHARTS["people"])["params"] if each["name"] == research.SELECTS
    ]
    assert selection["select"] == {"type": "point", "fields": ["contact_id"], "on": "click"}


def test_names_stand_beside_a_few_dots_only_the_chosen_one_first_and_on_no_other_name() -> None:
    labels = [row for row in rows_of(CHARTS["people"]) if "label" in row]
    assert 1 <= len(labels) <= research.LABELS
    assert "id-1" in {row["contact_id"] for row in labels}
    assert all(len(row["label"]) <= research.LONGEST for row in labels)


def test_dots_of_one_place_lie_beside_each_other() -> None:
    spots = research.spread([(50, 10)] * 40, 1.3, 2.9)
    near = [(a, b) for a in spots for b in spots if a < b and abs(a[0] - b[0]) < 0.6 and abs(a[1] - b[1]) < 1.2]
    assert spots[0] == (50, 10)
    assert not near


def test_few_are_grey_and_say_so() -> None:
    rows: list[Any] = [row for row in rows_of(CHARTS["rates"]) if row["few"]]
    assert {(row["tone"], row["ink"]) for row in rows} == {("mute", "mute")}
    assert all("few" in row["text"] for row in rows)

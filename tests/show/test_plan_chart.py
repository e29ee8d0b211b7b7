"""The bar of a plan is valid Vega-Lite in the colours of the theme, and ends where the minutes end."""

from ivw.show import charts
from ivw.show.charts.plan import time_bar
from tests.show.test_charts import texts_in

ROWS = (
    ("Opening", "Opening and closing", 0, 135, 20, "2:15"),
    ("Why <b>?", "Questions", 135, 160, 20, "2:40"),
    ("Who else?", "Must-asks", 295, 73, 20, "1:13"),
    ("Closing", "Opening and closing", 368, 60, 20, "1:00"),
    ("Kept free", "track", 428, 772, 20, "12:52"),
)


def test_it_is_valid_vega_lite_without_a_colour_of_its_own():
    specified = charts.specification(time_bar, ROWS)
    assert time_bar(ROWS).to_dict() == specified
    assert not [text for text in texts_in(specified) if text.startswith("#")]


def scale_of(rows):
    return charts.specification(time_bar, rows)["encoding"]["x"]["scale"]["domain"]


def test_it_ends_with_the_minutes_or_with_what_takes_longer():
    assert scale_of(ROWS) == [0, 20]
    assert scale_of((*ROWS[:4], ("More", "Questions", 428, 1000, 20, "16:40")))[1] > 20


def test_a_legend_names_three_kinds():
    legend = charts.specification(time_bar, ROWS)["encoding"]["color"]["legend"]
    assert legend["values"] == ["Questions", "Must-asks", "Opening and closing"]

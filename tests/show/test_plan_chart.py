"""The charts of a plan are valid Vega-Lite in the colours of the theme; the bar ends where the minutes end."""

from ivw.show import charts
from ivw.show.charts.plan import coverage, time_bar
from tests.show.test_charts import texts_in

ROWS = (
    ("Opening", "Around it", 0, 135, 20, "2:15"),
    ("Why <b>?", "You ask", 135, 5, 20, "0:05"),
    ("Why <b>?", "They answer", 140, 150, 20, "2:30"),
    ("Why <b>?", "Around it", 290, 8, 20, "0:08"),
    ("Closing", "Around it", 298, 60, 20, "1:00"),
    ("Kept free", "track", 358, 842, 20, "14:02"),
)
SERVED = (("Learn", "Learn · 1 question", 1, "Why <b>?", True), ("Learn", "Learn · 1 question", 2, "How?", False))


def test_it_is_valid_vega_lite_without_a_colour_of_its_own():
    for chart, rows in ((time_bar, ROWS), (coverage, SERVED)):
        specified = charts.specification(chart, rows)
        assert chart(rows).to_dict() == specified
        assert not [text for text in texts_in(specified) if text.startswith("#")]


def scale_of(rows):
    return charts.specification(time_bar, rows)["layer"][0]["encoding"]["x"]["scale"]["domain"]


def test_it_ends_with_the_minutes_or_with_what_takes_longer():
    assert scale_of(ROWS) == [0, 20]
    assert scale_of((*ROWS[:5], ("More", "They answer", 358, 1000, 20, "16:40")))[1] > 20


def test_the_reserve_says_what_it_is_where_its_words_fit():
    for free, fits in ((("track", 358, 842, 20, "14:02"), True), (("track", 1170, 30, 20, "0:30"), False)):
        says = f"{free[-1]} free"
        assert (says in texts_in(charts.specification(time_bar, (*ROWS[:5], ("Kept free", *free))))) is fits


def test_a_legend_names_three_kinds():
    legend = charts.specification(time_bar, ROWS)["layer"][0]["encoding"]["color"]["legend"]
    assert legend["values"] == ["You ask", "They answer", "Around it"]


def test_each_goal_has_a_row_of_its_own_with_its_name_above_it():
    two = (*SERVED, ("Reach", "Reach", 1, "Why <b>?", False), ("Reach", "Reach", 2, "How?", False))
    heights = [charts.specification(coverage, rows)["height"] for rows in (SERVED, two)]
    assert heights[0] < heights[1] < 2 * heights[0]
    assert {"Learn · 1 question", "Reach"} <= set(texts_in(charts.specification(coverage, two)))

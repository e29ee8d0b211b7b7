"""The charts of a plan: the bar ends where the minutes end, and goals have rows of their own."""

from ivw.show import charts
from ivw.show.charts.plan import KINDS, coverage, time_bar
from tests.show.test_charts import texts_in

ROWS = (
    ("Opening", "around", 0, 135, 20, "2:15"),
    ("Why <b>?", "ask", 135, 5, 20, "0:05"),
    ("Why <b>?", "answer", 140, 150, 20, "2:30"),
    ("Moving on", "move", 290, 8, 20, "0:08"),
    ("Closing", "around", 298, 60, 20, "1:00"),
    ("You could still fill this", "fill", 358, 722, 20, "12:02"),
    ("Reserve", "reserve", 1080, 120, 20, "2:00"),
)
SERVED = (("Learn", "Learn · 1 question", 1, "Why <b>?", True), ("Learn", "Learn · 1 question", 2, "How?", False))
CHARTS = {"time bar": (time_bar, ROWS), "coverage": (coverage, SERVED)}


def scale_of(rows):
    return charts.specification(time_bar, rows)["layer"][0]["encoding"]["x"]["scale"]["domain"]


def test_it_ends_with_the_minutes_or_with_what_takes_longer():
    assert scale_of(ROWS) == [0, 20]
    assert scale_of((*ROWS[:5], ("More", "answer", 358, 1000, 20, "16:40")))[1] > 20


def test_what_is_to_be_filled_says_so_where_its_words_fit():
    for fill, fits in ((("fill", 358, 722, 20, "12:02"), True), (("fill", 1050, 30, 20, "0:30"), False)):
        says = f"{fill[-1]} to fill"
        assert (says in texts_in(charts.specification(time_bar, (*ROWS[:5], ("To fill", *fill))))) is fits


def test_the_legend_names_every_kind_with_its_time_and_none_that_takes_none():
    legend = charts.specification(time_bar, ROWS)["layer"][0]["encoding"]["color"]["legend"]
    assert legend["values"] == [
        "You ask 0:05", "They answer 2:30", "Moving on 0:08", "Opening, thanks 3:15", "Reserve 2:00",
        "Yours to fill 12:02",
    ]  # fmt: skip
    assert legend["columns"] == 2
    [*_, last] = charts.specification(time_bar, ROWS[:5])["layer"][0]["encoding"]["color"]["legend"]["values"]
    assert last == "Opening, thanks 3:15"


def test_the_colours_of_the_axes_stay_those_of_the_axes():
    assert not {"mute", "lines"} & {place for _, place in KINDS.values()}


def test_each_goal_has_a_row_of_its_own_with_its_name_above_it():
    two = (*SERVED, ("Reach", "Reach", 1, "Why <b>?", False), ("Reach", "Reach", 2, "How?", False))
    heights = [charts.specification(coverage, rows)["height"] for rows in (SERVED, two)]
    assert heights[0] < heights[1] < 2 * heights[0]
    assert {"Learn · 1 question", "Reach"} <= set(texts_in(charts.specification(coverage, two)))

"""Every chart is valid Vega-Lite with places in the theme for colours, and behind it stands a table that says the same,
for whoever would rather read or hear it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from ivw.coaching import demo
from ivw.exchange import demo_file
from ivw.show import charts, front_door, parts
from ivw.show.charts import insights, research
from ivw.show.charts.tables import table
from tests.builders import records_in
from tests.screen import HERE, NOW, ROOT, ZONE, open_page, run
from tests.show import test_asking_charts, test_charts, test_insights_charts, test_plan_chart, test_rehearsal

SOURCES = (test_charts, test_asking_charts, test_insights_charts, test_rehearsal, test_plan_chart)
EVERY = {
    f"{name}, {source.__name__}": drawn
    for source in SOURCES
    for name, drawn in source.CHARTS.items()
}  # fmt: skip
# One of each kind: of several the first.
CHARTS: dict[charts.Function, charts.Rows] = dict(reversed(EVERY.values()))


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_is_valid_vega_lite_and_names_no_colour_of_its_own(name: str) -> None:
    chart, rows = EVERY[name]
    drawn = charts.specification(chart, rows)
    assert chart(rows).to_dict() == drawn
    assert not [text for text in test_charts.texts_in(drawn) if text.startswith("#")]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_every_chart_has_a_table_of_words_and_numbers(chart: charts.Function) -> None:
    columns, rows = charts.as_table(chart, CHARTS[chart])
    assert rows
    assert len(columns) > 1
    assert all(columns)
    for row in rows:
        assert len(row) == len(columns)
        assert any(row)
        assert not [cell for cell in row if cell in ("None", "nan", "NaT") or "T00:00" in cell]


def test_a_table_says_the_numbers_that_its_chart_draws() -> None:
    rows = CHARTS[charts.activity]
    drawn = charts.specification(charts.activity, rows)["datasets"]
    said = charts.as_table(charts.activity, rows)
    assert said.columns == ("Week beginning", "What", "Times", "Conversations aimed at")
    assert [int(times) for _, _, times, _ in said.rows] == [row["count"] for row in max(drawn.values(), key=len)]
    assert said.rows[:2] == (("7 September", "Met", "2", "3"), ("7 September", "On the way", "2", ""))


def test_a_tree_says_who_named_whom() -> None:
    named = {person: by for person, by, _ in charts.as_table(insights.referral_tree, test_insights_charts.TREE).rows}
    assert named == {
        "Ada": "on an earlier page",
        test_insights_charts.NASTY: "Ada",
        "Ben": "",
        "Cy": "Ben",
    }


@pytest.mark.parametrize(("fit", "says"), [(62.5, "63"), (0.5, "1"), (2.4, "2"), (100, "100")])
def test_a_number_is_rounded_as_a_browser_rounds_it(fit: float, says: str) -> None:
    assert charts.as_table(research.fit_and_use, (("Ada", fit, 4),)).rows == (("Ada", says, "4"),)


def test_a_chart_that_tells_nothing_has_no_table() -> None:
    bare: dict[str, Any] = {"data": {"name": "a"}, "datasets": {"a": [{"x": 1}]}, "encoding": {"x": {"field": "x"}}}
    assert table(bare) == ((), ())


# On the pages


@pytest.fixture(scope="module")
def demo_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    with records_in(folder) as filled:
        demo.load(filled, HERE, ZONE, demo_file.read())
    return folder / "records.duckdb"


@pytest.fixture
def shown(demo_network: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("IVW_AS_OF", NOW)
    monkeypatch.setenv("IVW_RECORDS", str(demo_network))
    yield
    front_door.open_records.clear()


def test_whatever_draws_a_chart_offers_its_table() -> None:
    for path in [*ROOT.glob("ivw/show/**/*.py"), *ROOT.glob("pages/*.py")]:
        source = path.read_text("utf-8")
        if re.search(r"chart_data=|(vega_lite|altair|line|bar|area|scatter)_chart\(", source):
            assert "table_behind(" in source, path


# Those of parts.figure, those beside them, and the small lines of numbers, which have one table for all.
@pytest.mark.parametrize(
    ("name", "query", "figures"),
    [("this_week", {}, 4), ("prospect_research", {"view": "next"}, 2), ("insights", {"view": "path-fit"}, 2)],
)
def test_every_figure_of_the_demo_network_offers_its_table(
    name: str, query: dict[str, str], figures: int, shown: None
) -> None:
    app = open_page(name, **query)
    if name == "this_week":
        app.session_state["reached-figures"] = app.session_state["reached-charts"] = {"reached": True}
        run(app)
    offered = [box.key for box in app.expander if box.label == "As a table"]
    assert len(offered) == len(app.get("vega_lite_chart")) + bool(app.metric) == figures
    before = len(app.table)
    assert len(opened(app, *offered).table) == before + figures


def test_a_table_that_is_opened_says_what_its_chart_drew(shown: None) -> None:
    app = open_page("insights", view="path-fit")
    sent = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in app.get("vega_lite_chart")[0].proto.datasets]
    [fits] = [frame[["person", "said", "field"]] for frame in sent if "person" in frame]
    cells = opened(app, "table-path-fit").table[0].value
    read = [tuple(cell.replace("\\", "") for cell in row) for row in cells[["Person", "Path fit", "Field"]].to_numpy()]
    assert read == [tuple(row) for row in fits.to_numpy()][: parts.TABLE_ROWS]


def opened(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        app.session_state[key] = True
    return run(app)

"""What informational interviews are, said to whoever opens the box, each sentence with its guide."""

from functools import partial

import pytest

from ivw.coaching import advice
from tests.screen import open_page, run, said, text

page = partial(open_page, "prospect_research")


@pytest.mark.usefixtures("records")
def test_the_reasons_stand_in_a_closed_box_each_with_its_guide():
    app = page()
    first = advice.said("why")[0]
    assert first.words not in said(app)
    app.session_state["about"] = True
    app = run(app)
    for each in advice.said("why"):
        assert each.words in said(app)
    assert text(app).count("guide") >= len(advice.said("why"))


@pytest.mark.usefixtures("records")
def test_a_broken_file_of_advice_is_said_in_words(monkeypatch, tmp_path):
    broken = tmp_path / "craft.csv"
    broken.write_text("id,guide,where,words\nA01,guide 1,why,\n")
    monkeypatch.setattr(advice.said, "__defaults__", (broken,))
    app = page()
    app.session_state["about"] = True
    assert "Line 2 of craft.csv has no words." in said(run(app))

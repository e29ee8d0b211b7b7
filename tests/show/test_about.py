"""What informational interviews are, said to whoever opens the box, each sentence with its guide."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import advice
from tests.screen import ROOT, open_page, run, said, text

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


def test_every_page_says_which_guide_is_which(records):
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    listed = "\n".join(each.value for each in app.sidebar.markdown)
    for number, title in enumerate(
        (
            "Mastering informational interviews",
            "Informational interviews, asked and answered",
            "Preparing for an informational interview",
            "The purpose of informational interviews",
            "Build your network through informational interviews",
        ),
        start=1,
    ):
        assert f"{number}. {title}" in listed


@pytest.mark.usefixtures("records")
def test_a_broken_file_of_advice_is_said_in_words(monkeypatch, tmp_path):
    broken = tmp_path / "craft.csv"
    broken.write_text("id,guide,where,words\nA01,guide 1,why,\n")
    monkeypatch.setattr(advice.said, "__defaults__", (broken,))
    app = page()
    app.session_state["about"] = True
    assert "Line 2 of craft.csv has no words." in said(run(app))

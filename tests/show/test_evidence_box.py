"""The box that says where the numbers come from: closed to begin with, honest about each of them."""

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import evidence as rules
from ivw.show import evidence
from tests.screen import NASTY, markdown, run, said

BOX = "from ivw.show import evidence; evidence.draw()"


def box(*, is_open=True):
    app = AppTest.from_string(BOX)
    app.session_state["evidence"] = is_open
    return run(app)


def test_the_numbers_are_told_once_the_box_is_opened():
    closed = box(is_open=False)
    assert [each.label for each in closed.expander] == [evidence.TITLE]
    assert not closed.markdown
    app = box()
    assert [each.value.splitlines()[0] for each in app.markdown] == [f"##### {kind}" for kind in rules.KINDS.values()]
    assert all(each.says in said(app) for each in rules.every())


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"24 hours,convention,{NASTY[0]},ours", "Our convention"),
        ("24 hours,rumour,It is so.,ours", "There is no kind 'rumour'."),
    ],
)
def test_a_file_that_somebody_edited_is_shown_as_text_or_says_what_is_wrong_with_it(tmp_path, monkeypatch, row, told):
    edited = tmp_path / "evidence.csv"
    edited.write_text(f"number,kind,says,source\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(rules.every, "__defaults__", (edited,))
    app = box()
    assert len(app.markdown) == 1  # neither kind that has nothing to say has a heading
    assert told in said(app)
    assert NASTY[0] not in markdown(app)

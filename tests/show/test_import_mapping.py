"""The screen on which a person says what the columns of a table are."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.screen import NASTY, said

CELLS = {"Full name": "Ada Example", "Shoe size": "37", "Mail": "ada@example.org"}


def script(header, rows):
    """A page that shows nothing but the columns of this table, and whom it holds."""
    import streamlit as st

    from ivw.exchange.tables import Table
    from ivw.show import import_mapping

    if "table" not in st.session_state:
        st.session_state["table"] = Table(tuple(header), tuple(map(tuple, rows)), tuple(range(2, len(rows) + 2)))
    read = import_mapping.draw(None, st.session_state["table"])
    st.text("nobody yet" if read is None else "; ".join(f"{who.name} {dict(who.facts)}" for who in read.people))


def opened(header, *rows):
    app = AppTest.from_function(script, args=(header, rows), default_timeout=30)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def column(app, head):
    return next(each for each in app.selectbox if each.label.replace("\\", "").replace("\u2060", "") == head)


def choose(app, head, field):
    column(app, head).set_value(field)
    return run(app)


def people(app):
    return app.text[-1].value


def test_columns_are_guessed_shown_and_may_be_changed():
    app = opened(CELLS, CELLS.values())

    assert [each.value for each in app.selectbox] == ["name", "", "email"]
    assert "for example: 37" in said(app)
    assert people(app) == "Ada Example {'email': 'ada@example.org'}"
    shown = app.dataframe[0].value
    assert list(shown.columns) == ["Name (Full name)", "E-mail (Mail)", "Leave out: Shoe size"]
    assert shown.iloc[0].tolist() == ["Ada Example", "ada@example.org", "37"]

    app = choose(app, "Shoe size", "notes")
    assert "for example: 37" in said(app)
    app = choose(app, "Mail", "")
    assert people(app) == "Ada Example {}"


def test_what_cannot_be_used_is_said_beside_the_column_and_the_choice_stays():
    app = choose(opened(CELLS, CELLS.values()), "Full name", "")

    assert "No column says what people are called." in said(app)
    assert people(app) == "nobody yet"

    app = choose(app, "Shoe size", "email")
    app = choose(app, "Full name", "name")
    assert '"Shoe size" is E-mail already.' in said(app) or '"Mail" is E-mail already.' in said(app)
    assert (column(app, "Shoe size").value, people(app)) == ("email", "nobody yet")

    app = choose(app, "Mail", "other_emails")
    assert "already" not in said(app)
    assert people(app) == "Ada Example {'email': 'ada@example.org'}"


def test_a_first_name_asks_for_the_last_one():
    app = choose(opened({"a": "", "b": ""}, ["Ada", "Example"]), "a", "given_name")

    assert people(app) == "nobody yet"
    assert people(choose(app, "b", "family_name")).startswith("Ada Example")


@pytest.mark.parametrize("text", [NASTY[0] + NASTY[1], "".join(NASTY[2:])])
def test_heads_and_cells_are_shown_as_the_text_they_are(text):
    app = opened(["Name", text], ["Ada", text])

    assert column(app, text).value == ""
    assert text in said(app).replace("&ensp;", "")
    assert ":red[x]" not in "".join(caption.value for caption in app.caption)
    assert text in app.dataframe[0].value.iloc[0].tolist()


def test_many_columns_stand_on_several_pages_and_keep_their_choices():
    heads = [f"Column {number}" for number in range(30)]
    app = choose(opened(heads, [f"x{number}" for number in range(30)]), "Column 2", "name")

    assert len(app.selectbox) == 12
    assert people(app) == "x2 {}"

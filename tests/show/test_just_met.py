"""I just met somebody, as a person uses it: the form, what is wrong beside its field, and what came of it."""

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import meetings, people, promises
from tests.builders import a_contact
from tests.screen import NASTY, ROOT, choose, click, field, run, said, text

pytestmark = pytest.mark.usefixtures("records")


def opened():
    """A page with the form open over it. (Under AppTest every run is one of the whole page, which closes a dialog.)"""

    def page():
        import streamlit as st

        from ivw.show import front_door, just_met, parts

        parts.page_head(front_door.here(), "A page", "")
        if not st.session_state.get("is closed"):
            just_met._ask()

    return run(AppTest.from_function(page, default_timeout=30))


def test_a_talk_with_a_promise_is_kept_and_leads_on_to_its_debrief(records):
    app = opened()
    field(app, "Name").set_value("Ada")
    field(app, "Where you met").set_value("On the train")
    field(app, "What I promised").set_value("The map")
    app = choose(run(app), "met-may_write", "yes")
    field(app, "Where to").set_value("ada@example.org")
    app = click(app, "Keep it")
    assert "Conversation with Ada recorded" in said(app)
    assert "Write the debrief" in [button.label for button in app.button]
    [ada], _ = people.search(records, "Ada")
    [talk] = meetings.of_contact(records, ada.contact_id)
    assert [promise.what for promise in promises.of_meeting(records, talk.id)] == ["The map"]
    assert field(app, "Name").value == ""
    click(app, "Undo")
    assert people.counts(records)["everyone"] == 0


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(records):
    ada, _ = (a_contact(records, name="Ada", organization="City of Utrecht") for _ in range(2))  # told apart below
    app = opened()
    field(app, "Where you met").set_value("On the train")
    app = click(app, "Keep it")
    assert "This is empty." in said(app)
    field(app, "Name").set_value("Ada")
    app = click(app, "Keep it")
    assert "Say whether it is them." in said(app)
    assert (field(app, "Name").value, field(app, "Where you met").value) == ("Ada", "On the train")
    assert records.rows("SELECT count(*) FROM meetings") == [(0,)]
    field(app, "In your records").set_value(ada)
    click(run(app), "Keep it")
    assert [talk.place for talk in meetings.of_contact(records, ada)] == ["On the train"]


def test_closed_before_it_was_kept_it_opens_with_what_was_typed(records):
    app = opened()
    field(app, "Name").set_value("Ada")
    app = run(app)
    app.session_state["is closed"] = True
    app = run(app)
    assert not app.text_input
    app.session_state["is closed"] = False
    assert field(run(app), "Name").value == "Ada"


def test_after_a_few_words_one_is_led_to_them():
    app = opened()
    field(app, "Name").set_value("Ada")
    app = click(choose(app, "met-how_much", "words"), "Keep it")
    assert "Noted that you met Ada." in said(app)
    assert "Open them" in [button.label for button in app.button]


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_keeps_one(records):
    app = opened()
    field(app, "Name").set_value("Ada")
    click(choose(app, "met-how_much", "words"), "Keep it")
    counted = "SELECT (SELECT count(*) FROM contacts), (SELECT count(*) FROM interactions)"
    assert records.rows(counted) == [(1, 1)]


def test_names_are_shown_as_text(records):
    nasty = " ".join(NASTY)
    app = opened()
    field(app, "Name").set_value(nasty)
    app = click(app, "Keep it")
    assert nasty in said(app)
    assert nasty not in text(app)


def test_every_page_has_the_way_in(records):
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    assert "I just met somebody" in [button.label for button in app.sidebar.button]

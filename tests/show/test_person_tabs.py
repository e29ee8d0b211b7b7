"""The tabs below somebody's name: what stands in the address opens one, and what is due leads to one."""

import pytest

from ivw.coaching import interactions
from ivw.show import person_panel
from tests.builders import a_contact, a_conversation
from tests.screen import click, field, run
from tests.show.person_page import open_tab, page


@pytest.mark.parametrize("tab", ["log", "conversations", "promises", "research"])
def test_the_open_tab_stands_in_the_address_and_a_way_back_leads_to_the_one_before(records, tab):
    ada = a_contact(records, shortlist=True)
    app = open_tab(page(contact=ada), ada, person_panel.OPENED_BY[tab])
    assert app.query_params["tab"] == tab
    assert app.query_params["contact"] == ada
    app = run(app)
    assert app.session_state[f"person-tab-{ada}"] == person_panel.OPENED_BY[tab]
    assert page(contact=ada, tab=tab).session_state[f"person-tab-{ada}"] == person_panel.OPENED_BY[tab]
    del app.query_params["tab"]
    app = run(app)
    assert app.session_state[f"person-tab-{ada}"] == person_panel.NOW
    assert "tab" not in app.query_params


def test_a_promise_in_the_address_opens_the_promises(records):
    ada = a_contact(records)
    app = page(contact=ada, tab="promises")
    assert app.session_state[f"person-tab-{ada}"] == person_panel.PROMISES


@pytest.mark.parametrize("kind", [*interactions.KINDS, "nonsense", "' OR 1=1 --"])
def test_an_address_can_name_the_kind_to_log(records, kind):
    ada = a_contact(records, shortlist=True)
    app = page(contact=ada, log=kind)
    if kind in interactions.KINDS:
        assert field(app, "What happened").value == kind
    else:
        assert app.session_state[f"person-tab-{ada}"] == person_panel.NOW


def test_a_conversation_that_is_over_leads_to_the_question_what_happened(records):
    ada = a_contact(records, name="Ada")
    a_conversation(records, ada, starts="2026-11-23 15:00", scheduled="2026-11-12")
    app = click(page(contact=ada), "What happened?")
    assert app.session_state[f"person-tab-{ada}"] == person_panel.CONVERSATIONS
    assert field(app, "What happened?").value == "held"


def test_what_one_hears_is_a_press_away_from_being_logged(records):
    ada = a_contact(records, asked="2026-11-23 10:00")
    app = click(page(contact=ada), "They said yes")
    assert field(app, "What happened").value == "agreed"

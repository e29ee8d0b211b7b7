"""The first way round on This week: one quiet line that leads on, until somebody was thanked."""

from functools import partial

from tests.builders import a_contact, happened
from tests.screen import click, labels, open_page, said

page = partial(open_page, "this_week")
STEPS = ["Choose", "Ask", "Meet", "Thank"]


def steps(app):
    return [label for label in labels(app) if label.strip("*") in STEPS]


def test_a_newcomer_sees_the_next_step_and_it_leads_there(records, gone):
    a_contact(records, name="Ada")
    app = page()
    assert steps(app) == ["**Choose**", "Ask", "Meet", "Thank"]
    assert "Next: choose three people." in said(app)
    assert "All clear" in said(app)
    click(app, "**Choose**")
    assert gone == [("prospect_research", {"list": "everyone"})]
    click(page(), "Whom to ask next")
    assert gone[-1] == ("prospect_research", {"view": "next"})


def test_it_says_nothing_where_a_card_says_what_to_do_and_is_gone_after_the_first_thanks(records):
    whom = a_contact(records, name="Ada", met="2026-11-23 15:00")
    app = page()
    assert steps(app) == ["Choose", "Ask", "Meet", "**Thank**"]
    assert "Next:" not in said(app)
    happened(records, whom, "thank_you", "2026-11-23 18:00")
    assert not steps(page())

"""The first way round on This week: a quiet line of four steps and one next thing to do, until somebody was thanked."""

from functools import partial

from ivw.coaching import contacts, research
from ivw.coaching.research import Target
from tests.builders import a_contact, a_conversation, happened
from tests.screen import HERE, ZONE, click, labels, open_page, primary, said

page = partial(open_page, "this_week")
STEPS = ["Choose", "Ask", "Meet", "Thank"]


def steps(app):
    return [label for label in labels(app) if label.strip("*") in STEPS]


def test_a_newcomer_sees_one_next_step_and_no_noughts(records, gone):
    ada = a_contact(records, name="Ada")
    app = page()
    assert steps(app) == ["**Choose**", "Ask", "Meet", "Thank"]
    assert primary(app) == ["Choose people"]
    assert "##### Choose whom to ask" in said(app)
    for other in ("All clear", "Next:", "A good day to find somebody new", "How it goes over time"):
        assert other not in said(app)
    assert not app.metric
    assert "Your first request starts the count" in said(app)
    assert "Targets a week to begin with: 5 asked, 2 met." in said(app)
    click(app, "Choose people")
    contacts.shortlist(records, ada, as_of=HERE)
    app = page()
    assert "##### Read up on Ada, then ask for 20 minutes" in said(app)
    click(app, "Find out a little more")
    for topic in ("why_this_person", "common_ground", "search"):
        research.note(records, Target("person", ada), topic=topic, finding="A talk on floods", as_of=HERE)
    app = page()
    assert "##### Ask Ada for 20 minutes" in said(app)
    click(app, "Write your request")
    a_contact(records, name="Ben", shortlist=True)
    click(page(), "Whom to ask next")
    assert gone == [
        ("prospect_research", {"list": "everyone"}), ("prospect_research", {"contact": ada, "tab": "research"}),
        ("outreach", {"contact": ada, "kind": "request"}),
        ("prospect_research", {"view": "next"}),
    ]  # fmt: skip


def test_who_waits_for_an_answer_hears_when_the_reminder_comes_and_who_has_a_date_what_is_next(records, gone):
    ada = a_contact(records, name="Ada <b>", shortlist=True)
    happened(records, ada, "request", "2026-11-24 08:00", zone=ZONE)
    app = page()
    assert "All clear" in said(app)
    assert "Ada <b> has your request. If no answer comes, a reminder stands here on Thursday 3 December." in said(app)
    click(app, "Whom to ask next")
    click(app, "Log an answer")
    a_contact(records, name="Ben", asked="2026-11-23")
    assert "2 people were asked so far." in said(page())
    click(page(), "Log an answer")
    a_conversation(records, ada, starts="2026-12-01 10:00", scheduled="2026-11-24 08:10", zone=ZONE)
    happened(records, ada, "confirmation", "2026-11-24 08:20", zone=ZONE)
    app = page()
    assert "##### You meet Ada <b> on Tuesday 1 December at 10:00" in said(app)
    assert "Next, research" in said(app)
    click(app, "Get ready")
    assert gone == [
        ("prospect_research", {"view": "next"}), ("prospect_research", {"contact": ada, "log": "reply"}),
        ("follow_ups", {"view": "theirs"}), ("prospect_research", {"contact": ada, "tab": "research"}),
    ]  # fmt: skip


def test_figures_and_charts_stand_where_they_have_something_to_show(records):
    a_contact(records, name="Ada", asked="2026-11-23", replied="2026-11-24 07:00")
    app = page()
    app.session_state["reached-figures"] = app.session_state["reached-charts"] = {"reached": True}
    app.run()
    assert [metric.label for metric in app.metric] == ["Asked", "Heard back", "Met"]
    assert "thanked in time, promises kept, introductions, min. rehearsed." in said(app)
    assert "So far: 1 message sent." in said(app)
    assert not app.get("vega_lite_chart")


def test_it_says_nothing_where_a_card_says_what_to_do_and_is_gone_after_the_first_thanks(records):
    whom = a_contact(records, name="Ada", met="2026-11-23 15:00")
    app = page()
    assert steps(app) == ["Choose", "Ask", "Meet", "**Thank**"]
    assert primary(app) == ["Write it"]
    happened(records, whom, "thank_you", "2026-11-23 18:00")
    assert not steps(page())

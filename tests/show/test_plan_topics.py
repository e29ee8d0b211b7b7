"""In the builder: what was not found out yet, what was since, and what the plan is like as a whole."""

from functools import partial

import pytest

from ivw.coaching import asking, goals, plans, research
from ivw.coaching.research import Target
from ivw.coaching.research_topics import QUESTIONS
from tests.builders import a_contact, a_conversation
from tests.screen import HERE, NASTY, click, labels, open_page, run, said, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "question_builder")


def world(records, name="Ada Example", **more):
    """Somebody, and a plan for the conversation with them."""
    ada = a_contact(records, name=name, field="Urban mobility", **more)
    meeting = a_conversation(records, ada, starts="2026-12-01 15:00", scheduled="2026-11-20")
    return ada, plans.start(records, minutes=20, as_of=HERE, meeting_id=meeting).fact_id


def note(records, contact, topic, finding):
    research.note(records, Target("person", contact), topic=topic, finding=finding, as_of=HERE)


def sources(app):
    """Where questions come from, as the choice beside the plan says it."""
    [group] = [each for each in app.button_group if each.key and each.key.startswith("sources-")]
    return [option.removeprefix(":gray[").removesuffix("]") for option in group.options]


def press(app, key):
    next(button for button in app.button if button.key == key).click()
    return run(app)


def own(records, plan):
    return [each for each in plans.get(records, plan).questions if not each.must_ask]


@pytest.mark.usefixtures("clicked_twice")
def test_an_open_point_becomes_a_question_and_is_let_go_of_once_it_was_found_out(records, gone):
    ada, plan = world(records)
    app = page(plan=plan)
    assert sources(app)[0] == "Left open 8"
    app = press(app, f"topic-{plan}-path-{QUESTIONS['path']}")
    [question] = own(records, plan)
    assert question.topic == "path"
    assert sources(app)[0] == "Left open 7"
    note(records, ada, "path", "Geography, then trams")
    app = run(app)
    assert ":orange[:material/lightbulb: You found this out:] Geography, then trams" in said(app)
    app = click(app, "Take it out")
    assert own(records, plan) == []
    app = click(app, "Undo")
    app = click(app, "Ask it anyway")
    assert "You found this out" not in said(app)
    assert [each.topic for each in own(records, plan)] == [None]
    click(app, "Read up on them")
    assert gone[-1] == ("prospect_research", {"contact": ada, "tab": "research", "depth": "deep"})


def test_a_plan_in_general_or_of_a_talk_that_is_over_has_no_such_list(records):
    plan = plans.start(records, minutes=20, as_of=HERE, title="City planners").fact_id
    assert sources(page(plan=plan)) == ["Bank 132", "In between"]
    talk = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", held=True)
    plan = plans.start(records, minutes=20, as_of=HERE, meeting_id=talk).fact_id
    assert sources(page(plan=plan)) == ["Bank 132", "In between"]


def test_it_says_how_many_are_open_about_oneself_and_what_they_touch(records):
    ada, plan = world(records)
    talk = a_conversation(records, ada, starts="2026-11-20 10:00", held=True)
    asking.tick(records, talk, asking.Question(None, "Which skills count?"), asked=True, as_of=HERE)
    assert "open]" not in said(page(plan=plan))
    plans.add_question(records, plan, "How did you get into this?")
    plans.add_question(records, plan, "Do you like it?")
    plans.add_question(records, plan, "What is hardest about it for somebody like me?", about_me=True)
    app = page(plan=plan)
    for badge in (
        ":orange-badge[:material/rule: 2 of 3 open]", ":green-badge[:material/check: 1 about you]",
        "Nothing about skills and their field]",
    ):  # fmt: skip
        assert badge in said(app)
    app = click(app, "Set a goal")
    written = said(app)
    [gauge] = app.get("progress")
    assert gauge.proto.value == 66
    assert "**2 of 3 open**" in gauge.proto.text
    assert "A word or two would do for: Do you like it?" in written
    assert "1 of 3 about you" in written
    assert ":green-badge[:material/check: Their path 1]" in written
    assert "Nothing in it asks about skills and their field." in written
    assert "You asked 1 question so far in Urban mobility: skills 1." in written


def test_it_says_towards_which_goal_for_ones_career_the_talk_leads(records):
    _, plan = world(records)
    learn = goals.add(records, text="Learn what counts", as_of=HERE).fact_id
    far = goals.add(records, text="Settle on a field", kind="long_term", as_of=HERE).fact_id
    plans.add_question(records, plan, "What counts?", goals=(learn,), tier="must")
    assert "No goal for your career is served" in said(page(plan=plan, view="together"))
    plans.add_question(records, plan, "Where will it be in ten years?", goals=(far,), tier="must")
    assert "This talk leads towards: Settle on a field (in the long run)" in said(page(plan=plan, view="together"))


def test_nasty_texts_of_the_research_are_shown_as_text(records):
    every = " ".join(NASTY)
    ada, plan = world(records, name=every, organization=every)
    note(records, ada, "to_ask", every)
    plans.add_question(records, plan, "How?", topic="path")
    note(records, ada, "path", every)
    app = page(plan=plan)
    shown = text(app) + "".join(labels(app)) + "".join(each.help or "" for each in app.button)
    assert "You found this out" in shown
    assert not [nasty for nasty in NASTY if nasty in shown]

"""A question in one's own words: what the review says while it is typed, and what it becomes."""

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import drafts, plans, question_cues, questions
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.question_cues import FLAGS
from ivw.show.question_draft import TITLES
from tests.builders import an_own_question
from tests.screen import HERE, NASTY, click, field, labels, run, said, text
from tests.show.plan_words import DRAFT, a_plan, opened, planned, write


def panel(every):
    from ivw.show import question_draft

    for place, draft in enumerate(every):
        question_draft.review(draft, str(place), use=print)


def reviewed(*every):
    return run(AppTest.from_function(panel, args=(every,)))


# The review


def test_every_flag_has_its_name_and_icon():
    assert set(TITLES) == set(FLAGS)


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("What surprised you in your first month?", ["Looks good:** open, and about them."]),
        ("Is it hard to begin?", ["Could be better asked", "Closed]", "(guide 1)", "Try:] “How hard is it to begin"]),
        ("Why do managers ignore their teams?", ["It is open by what it does", "Leading]", "(our convention)"]),
        ("What is your job title?", ["Can be looked up]", "(guide 1)", "“What does your title not say"]),
        ("What is your salary?", ["Better not asked", ":red-badge[", "About pay]", "(guide 2)"]),
        ("What do people pay for it, the usual salary?", ["About pay]", "Could be better asked"]),
        ("Are you married, by the way?", ["Better not asked", "Private life]"]),
        ("May I mention your name?", ["Fine as it is", "Must-ask]", "(guide 2)"]),
        ("Is it OK if I take notes?", ["Fine as it is"]),
        ("Was machen Sie den ganzen Tag?", ["Not judged]", "not in English"]),
        ("What would you do in my place?", ["Looks good:** open.", "About you]", "(guide 3)"]),
    ],
)
def test_the_review_says_what_it_found_with_its_reason_and_source(draft, shown):
    written = said(reviewed(draft))
    for words in shown:
        assert words in written


def test_a_draft_that_is_only_begun_is_left_in_peace_unless_it_is_off_limits():
    assert said(reviewed("What", "Do you", "")).strip() == ""
    assert "Better not asked" in said(reviewed("hire me"))


def test_one_rewrite_is_offered_once():
    assert labels(reviewed("What is your salary?")).count("Use it") == 1


def test_what_nasty_texts_are_quoted_in_a_rewrite_stands_as_text():
    app = reviewed(*(f"Do you think {nasty} is right?" for nasty in NASTY))
    assert len(labels(app)) == len(NASTY)
    assert not [nasty for nasty in NASTY if nasty in text(app)]


def test_rules_that_were_edited_badly_are_said_so(monkeypatch):
    def broken():
        raise InvalidRecord("row", "question_cues.csv, line 3: The pattern is missing.", "Mend it.")

    monkeypatch.setattr(question_cues, "read", broken)
    assert "question_cues.csv, line 3" in said(reviewed("Is it hard?"))


# The draft


def standing(app, made, places=2):
    """What stands in the field of a plan with so many questions."""
    return app.session_state[f"{questions.slot(made)}:{places}/draft"].typed


def test_a_question_is_kept_while_it_is_typed_then_added_and_undone(records):
    made = a_plan(records)
    app = write(opened(made, DRAFT), records, made, "  What surprised   you? ")
    assert drafts.read(records, questions.slot(made)) == "  What surprised   you? "
    assert "Looks good" in said(opened(made, DRAFT))  # a reload brings it back
    app = click(app, "Add it")
    assert planned(records, made) == ["What surprised you?"]
    assert [each.text for each in questions.own(records)] == ["What surprised you?"]
    assert standing(app, made, 3) == ""
    app = click(app, "Undo")
    assert planned(records, made) == []
    assert standing(app, made) == "  What surprised   you? "


def test_a_question_about_oneself_is_added_as_one_and_need_not_be_kept_for_other_plans(records):
    made = a_plan(records)
    app = write(opened(made, DRAFT), records, made, "What would you do in my place?")
    field(app, "Keep it for other plans, too").uncheck()
    click(app, "Add it")
    [added] = [each for each in plans.get(records, made).questions if not each.must_ask]
    assert (added.text, added.about_me) == ("What would you do in my place?", True)
    assert questions.own(records) == []


@pytest.mark.parametrize(("typed", "says"), [("  ", "This is empty"), ("W" * 501, "This has 501 characters")])
def test_a_question_that_cannot_be_kept_is_refused_beside_the_field_with_what_was_typed(records, typed, says):
    made = a_plan(records)
    app = write(opened(made, DRAFT), records, made, typed)
    app = click(app, "Add it")
    assert says in said(app)
    assert standing(app, made) == typed
    assert planned(records, made) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_adds_one_question(records):
    made = a_plan(records)
    click(write(opened(made, DRAFT), records, made, "Why lions?"), "Add it")
    assert planned(records, made) == ["Why lions?"]


def test_what_is_off_limits_waits_for_other_words_and_a_rewrite_is_taken_over_and_given_back(records):
    made = a_plan(records)
    app = write(opened(made, DRAFT), records, made, "Are you married?")
    assert next(button for button in app.button if button.label == "Add it").disabled
    assert "Held back: private life" in said(app)
    app = click(app, "Use it")
    assert "Looks good" in said(app)
    assert drafts.read(records, questions.slot(made)) == standing(app, made) != "Are you married?"
    assert "You wrote: Are you married?" in said(app)
    app = click(app, "Back to it")
    assert standing(app, made) == "Are you married?"
    assert planned(records, made) == []


def test_what_is_close_to_it_is_shown_and_one_press_takes_it_instead(records):
    made = a_plan(records, "How do you feed your lions?")
    an_own_question(records, text="Who feeds the lions at night?", as_of=HERE)
    app = write(opened(made, DRAFT), records, made, "Who is feeding your lions?")
    for words in ("How do you feed your lions?", "in this plan", "Who feeds the lions at night?", "yours"):
        assert words in said(app).splitlines()
    assert labels(app).count("Take this one") == 1
    app = click(app, "Take this one")
    assert planned(records, made)[1:] == ["Who feeds the lions at night?"]
    assert standing(app, made, 4) == ""
    app = write(app, records, made, "What does a normal day look like for you?")
    assert {"What does a typical day look like for you?", "guide 1, guide 4"} <= set(said(app).splitlines())
    assert "Close to" not in said(write(app, records, made, "What do giraffes dream of here?"))


def test_a_rewrite_is_offered_where_a_question_of_a_plan_is_changed(records):
    made = a_plan(records, "Is it hard to begin?")
    question = plans.get(records, made).questions[0]
    page = (
        "import streamlit as st\nfrom ivw.coaching import plans\nfrom ivw.show import front_door, plan_question\n"
        f"plan = plans.get(front_door.here().records, '{made}')\n"
        "plan_question.draw(front_door.here(), plan.questions[0], [], [])"
    )
    app = run(AppTest.from_string(page))
    app = click(app, "Use it")
    assert field(app, "Question").value.startswith("How hard is it to begin")
    field(app, "Question").set_value("What is your salary?")
    app = run(app)
    assert next(button for button in app.button if button.label == "Save").disabled
    assert plans.question_of(records, made, question.id).text == "Is it hard to begin?"

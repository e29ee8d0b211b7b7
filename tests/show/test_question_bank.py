"""The bank beside a plan: found, narrowed down, added, and one's own questions changed."""

import pytest

from ivw.coaching import plans, questions
from tests.builders import a_contact, a_conversation, an_own_question
from tests.screen import HERE, NASTY, choose, click, field, labels, run, said, text
from tests.show.plan_words import BANK, a_plan, opened, planned


def pills(app, chosen):
    next(group for group in app.button_group if group.key == "bank-stage").set_value(chosen)
    return run(app)


def put(app, label, value):
    field(app, label).set_value(value)
    return run(app)


def change(app):
    """Open the one own question that is shown, by the pencil beside it."""
    next(button for button in app.button if button.key.startswith("change-own-")).click()
    return run(app)


def test_the_bank_is_searched_narrowed_down_and_put_in_order(records):
    met = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", held=True)
    with records.transaction() as transaction:
        transaction.add_many(
            "asked_questions",
            [
                {"meeting_id": met, "text": "How are disagreements settled where you work?", "useful": useful}
                for useful in (5, 4, 4, 2)
            ],
        )
    made = a_plan(records)
    app = opened(made, BANK)
    assert ":gray[Bank 132]" in app.button_group[0].options
    assert "asked 4" not in said(app)
    assert "asked 0" not in said(app)  # nothing is said of what was never asked
    app = put(app, "In which order", "useful")
    assert "asked 4 times, useful 3 of 4" in said(app)
    app = put(app, "Search the bank", "disagreements")
    assert labels(app) == ["Add"]
    app = put(app, "What for", "discovery")
    assert "Nothing in the bank is like that" in said(app)
    app = put(put(app, "What for", None), "Search the bank", "")
    assert labels(pills(app, "culture")).count("Add") == 6


def test_a_closed_question_of_the_guides_is_offered_openly_and_either_can_be_added(records):
    made = a_plan(records)
    app = put(opened(made, BANK), "Search the bank", "mission and values")
    assert "Does the organization live up to its mission and values?" in said(app)
    assert "guide 4" in said(app)
    app = click(app, "Use it")
    assert planned(records, made) == ["In what ways does the organization live up to its mission and values?"]
    assert "in it" in said(app)
    app = click(app, "Add")
    assert len(planned(records, made)) == 2


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_adds_one_question_of_the_bank(records):
    made = a_plan(records)
    app = pills(opened(made, BANK), "advice")
    click(app, "Add", 2)
    [added] = [each for each in plans.get(records, made).questions if not each.must_ask]
    assert (added.text, added.about_me, added.guess) == ("Do you have any advice for me?", True, 120)


def test_what_keeps_a_conversation_going_stands_in_groups_with_its_guide(records):
    app = choose(opened(a_plan(records), BANK), "sources-", "between")
    groups = next(group for group in app.button_group if group.key == "bank-phrases")
    assert {"To hear more", "To understand it right", "To lead back"} <= {
        option.removeprefix(":gray[").removesuffix("]") for option in groups.options
    }
    assert "What happened next?" in said(app)
    groups.set_value("clarify")
    assert "What do you mean by that word here?" in said(run(app))
    assert "After guide 1." in said(app)


def test_an_own_question_shows_what_the_review_says_and_is_changed(records):
    an_own_question(records, text="Do you like bees?", as_of=HERE)
    made = a_plan(records, "Do you like bees?")
    app = opened(made, BANK)
    assert ":orange-badge[:material/rule: Closed]" in said(app)
    app = change(app)
    app = click(app, "Use it")
    assert field(app, "Your question").value == "What do you like about bees, and what less?"
    field(app, "Stage").set_value("role")
    field(app, "What for", 1).set_value("fit")
    field(app, "Seconds for the answer").set_value(90)
    field(app, "It is about me").check()
    app = click(app, "Save")
    [mine] = questions.own(records)
    assert (mine.text, mine.stage, mine.purpose, mine.answer_seconds, mine.about_me) == (
        "What do you like about bees, and what less?", "role", "fit", 90, True,
    )  # fmt: skip
    assert "Save" not in labels(app)
    assert ":orange-badge" not in said(app)
    assert planned(records, made) == ["Do you like bees?"]  # plans keep their words
    click(app, "Undo")
    assert [each.text for each in questions.own(records)] == ["Do you like bees?"]


def test_an_own_question_that_is_off_limits_is_held_back_from_plans(records):
    an_own_question(records, text="What do you earn?", as_of=HERE)
    app = pills(opened(a_plan(records), BANK), "own")
    assert "About pay]" in said(app)
    assert "held back" in said(app)
    assert [button.help for button in app.button] == ["Change this question"]


def test_an_own_question_that_cannot_be_kept_is_refused_beside_the_field_with_what_was_typed(records):
    an_own_question(records, text="Why bees?", as_of=HERE)
    app = change(opened(a_plan(records), BANK))
    field(app, "Your question").set_value("  ")
    field(app, "Seconds for the answer").set_value(90)
    app = click(app, "Save")
    assert "This is empty" in said(app)
    assert field(app, "Seconds for the answer").value == 90
    assert [each.text for each in questions.own(records)] == ["Why bees?"]
    assert "Save" not in labels(click(app, "Close"))


def test_an_own_question_is_removed_after_asking_and_brought_back(records):
    an_own_question(records, text="Why bees?", as_of=HERE)
    app = change(opened(a_plan(records), BANK))
    app = click(app, "Remove it")
    assert "Plans that have it keep it" in said(app)
    app = click(click(app, "Keep it"), "Remove it")
    assert len(questions.own(records)) == 1
    app = click(app, "Remove the question")
    assert questions.own(records) == []
    assert "No longer among your questions: Why bees?" in said(app)
    click(app, "Undo")
    assert len(questions.own(records)) == 1


def test_nasty_texts_in_the_bank_are_shown_as_text(records):
    an_own_question(records, text=" ".join(NASTY), as_of=HERE)
    app = change(pills(opened(a_plan(records), BANK), "own"))
    app = put(app, "Search the bank", NASTY[0])
    assert not [nasty for nasty in NASTY if nasty in text(app) + "".join(labels(app))]

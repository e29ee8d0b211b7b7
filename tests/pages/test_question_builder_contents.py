"""Question builder: the questions of a plan, the bank, goals and stories."""

import pytest

from ivw.coaching import alignment, goals, plans, questions, stories
from tests.builders import a_contact, a_conversation
from tests.pages.plans_open import a_plan, opened, page, planned
from tests.screen import HERE, choose, click, field, labels, primary, run, said
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")


def with_goal(records, **more):
    return goals.add(records, text="Learn what a first year is like", as_of=HERE, **more).fact_id


def together(plan):
    return page(plan=plan, view="together")


# Changing a question


def test_everything_about_a_question_can_be_changed(records):
    learn = with_goal(records)
    made = a_plan(records, "Why?")
    app = opened(page(plan=made), made, "Why?", records)
    field(app, "Question").set_value("Why that?")
    groups = {group.label: group for group in app.button_group if group.label in ("Tier", "Priority")}
    groups["Tier"].set_value("must")
    groups["Priority"].set_value(3)
    field(app, "Goals it serves").set_value([learn])
    field(app, "Seconds for the answer").set_value(90)
    field(app, "It is about me").check()
    app = click(app, "Save")
    [changed] = [each for each in plans.get(records, made).questions if not each.must_ask]
    assert (changed.text, changed.tier, changed.priority) == ("Why that?", "must", 3)
    assert (changed.goals, changed.answer_seconds, changed.about_me) == ((learn,), 90, True)
    assert "Save" not in labels(app)
    assert "always in · high priority · about you · :material/flag: Learn what a first year is like" in said(app)


def test_a_wrong_change_is_refused_and_stays_open(records):
    made = a_plan(records, "Why?")
    app = opened(page(plan=made), made, "Why?", records)
    field(app, "Question").set_value(" ")
    field(app, "Seconds for the answer").set_value(90)
    app = click(app, "Save")
    assert "This is empty" in said(app)
    assert field(app, "Seconds for the answer").value == 90
    assert planned(records, made) == ["Why?"]
    app = click(app, "Close")
    assert "Save" not in labels(app)


def test_seconds_that_cannot_be_are_refused_in_words_and_stay_as_typed(records):
    made = a_plan(records, "Why?")
    app = opened(page(plan=made), made, "Why?", records)
    field(app, "Seconds for the answer").set_value(0)
    app = click(app, "Save")
    assert "An answer takes 1 to 3600 seconds." in said(app)
    assert field(app, "Seconds for the answer").value == 0


def test_a_question_is_moved_and_taken_out(records):
    made = a_plan(records, "One?", "Two?", "Three?", "Four?", "Five?")
    app = opened(page(plan=made), made, "Two?", records)
    app = click(app, "Up")
    assert planned(records, made)[:2] == ["Two?", "One?"]
    app = click(app, "Down")
    assert planned(records, made)[:2] == ["One?", "Two?"]
    app = click(app, "Take it out")
    assert planned(records, made) == ["One?", "Three?", "Four?", "Five?"]
    click(app, "Undo")
    assert "Two?" in planned(records, made)


def test_a_must_ask_can_be_put_in_other_words_but_not_taken_out(records):
    made = a_plan(records)
    app = opened(page(plan=made), made, "May I mention your name?", records)
    assert not {"Take it out", "Up", "Down"} & set(labels(app))
    field(app, "Question").set_value("May I say that you sent me?")
    click(app, "Save")
    assert plans.get(records, made).questions[-1].text == "May I say that you sent me?"


def test_a_question_shows_its_first_guess_what_was_observed_and_what_is_planned(records):
    made = a_plan(records, "Why that?")
    whom = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", held=True)
    app = opened(page(plan=made), made, "Why that?", records)
    assert "First guess 2:30 · no answer timed yet · **planned for 2:30**" in said(app)
    with records.transaction() as transaction:
        transaction.add("asked_questions", {"meeting_id": whom, "text": "why that", "seconds": 242})
    app = run(app)
    assert (
        "First guess 2:30 · 1 answer took 4:00 · **planned for 2:49** · one answer in five is longer than 4:11"
        in said(app)
    )
    assert "learned from 1 answer" in said(app)
    field(app, "Seconds for the answer").set_value(60)
    app = click(app, "Save")
    assert "learned from" not in said(app)
    assert "**planned for 1:00** (as you said)" in said(opened(app, made, "Why that?", records))


def test_a_closed_goal_stays_with_its_question_unseen(records):
    goal = with_goal(records)
    made = a_plan(records, "Why?", goals=(goal,))
    goals.close(records, goal, as_of=HERE)
    app = opened(page(plan=made), made, "Why?", records)
    assert not app.multiselect
    click(app, "Save")
    assert plans.get(records, made).questions[0].goals == (goal,)


# Order and goals


def test_a_plan_is_put_in_order_by_one_press(records):
    made = a_plan(records, "Any advice?", "How did you get into this?")
    app = click(page(plan=made), "Put in order")
    assert planned(records, made) == ["How did you get into this?", "Any advice?"]
    assert "Put in order" not in labels(app)
    click(app, "Undo")
    assert planned(records, made) == ["Any advice?", "How did you get into this?"]


def test_it_shows_which_goals_are_served_and_names_those_that_are_not(records):
    made = a_plan(records, *(f"What about number {place}?" for place in range(3)))
    assert ":gray-badge[:material/flag: No goal yet]" in said(page(plan=made))
    assert "No goal yet" in said(together(made))
    learn = with_goal(records)
    assert "No question serves a goal yet" in said(together(made))
    plans.add_question(records, made, "Why?", goals=(learn,), tier="must")
    assert "1 of 1 goal is served" in said(together(made))
    assert ":green-badge[:material/check: 1 of 1 goal served]" in said(page(plan=made))
    reach = goals.add(records, text="Reach it", as_of=HERE).fact_id
    plans.add_question(records, made, "How far?", goals=(reach,), tier="spare")
    assert ":orange-badge[:material/flag: 1 of 2 goals served]" in said(page(plan=made))
    written = said(together(made))
    assert "1 of 2 goals are served" in written
    assert "Nothing in the plan serves this goal" in written
    assert "- Reach it :gray[· left out, it would be served by:] How far?" in written


# The bank


def adders(app, plan):
    """What adds a question of the bank, in the order in which they stand there."""
    return [button for button in app.button if (button.key or "").startswith(f"bank-{plan}")]


def test_the_bank_is_paged_and_chosen_by_stage(records):
    made = a_plan(records)
    app = page(plan=made)
    assert len(adders(app, made)) == 6
    next(group for group in app.button_group if group.key == "bank-stage").set_value("culture")
    app = run(app)
    culture = [each.text for each in questions.bank() if each.stage == "culture"]
    assert len(adders(app, made)) == 6
    adders(app, made)[0].click()
    app = run(app)
    assert planned(records, made) == culture[:1]
    assert len(adders(app, made)) == 5
    assert "in it" in said(app)


def test_what_is_about_oneself_stays_so_when_it_comes_from_the_bank(records):
    made = a_plan(records)
    app = page(plan=made)
    next(group for group in app.button_group if group.key == "bank-stage").set_value("advice")
    app = run(app)
    adders(app, made)[2].click()
    run(app)
    [added] = [each for each in plans.get(records, made).questions if not each.must_ask]
    assert (added.text, added.about_me, added.guess) == ("Do you have any advice for me?", True, 120)


def test_a_bank_that_was_edited_badly_is_said_so_and_the_page_stands(records, monkeypatch, tmp_path):
    broken = tmp_path / "bank.csv"
    broken.write_text("text\nWhy?\n", "utf8")
    shipped = questions.bank
    monkeypatch.setattr(questions, "bank", lambda: shipped(broken))
    app = page(plan=a_plan(records, "Why?"))
    assert "bank.csv has no column stage" in said(app)
    assert "Rehearse it" in labels(app)


# Goals


def test_goals_are_added_weighed_reworded_and_closed(records):
    app = together(a_plan(records))
    field(app, "A new goal").set_value("Learn what counts")
    app = click(app, "Add the goal")
    [goal] = goals.open_goals(records)
    assert (goal.text, goal.weight, goal.kind) == ("Learn what counts", 2, "learn")
    assert "To learn · matters" in said(app)
    app.session_state[f"change-goal-{goal.id}"] = True  # opens its box
    app = run(app)
    next(box for box in app.selectbox if box.key.startswith("goal-weight-" + goal.id)).set_value(3)
    app = run(app)
    field(app, "To learn").set_value("Learn what counts most")
    app = run(app)
    [goal] = goals.open_goals(records)
    assert (goal.text, goal.weight) == ("Learn what counts most", 3)
    field(app, "To learn").set_value(" ")
    app = run(app)
    assert "This is empty" in said(app)
    click(app, "Close the goal")
    assert goals.open_goals(records) == []


def test_a_goal_without_words_is_refused(records):
    app = click(together(a_plan(records)), "Add the goal")
    assert "This is empty" in said(app)
    assert goals.open_goals(records) == []


# Stories for "if asked"


def test_a_story_is_begun_and_opens_and_is_tagged_and_removed(records):
    app = page(view="stories")
    assert "No story yet" in said(app)
    assert len(primary(app)) == 1
    app = click(app, "Begin it")
    assert "This is empty" in said(app)
    field(app, "What you call it").set_value("The stop")
    app = click(app, "Begin it")
    [story] = stories.every(records)
    assert "situation, task, action, result missing" in said(app)
    for part, words in (
        ("situation", "Nobody found it."),
        ("task", "Mine."),
        ("action", "We did."),
        ("result", "Good."),
    ):
        stories.write(records, story.id, part, words)
    app = run(app)
    assert "1 ready of 1" in said(app)
    assert "2 more to go" in said(app)
    for hint in ("Put a number into the result", "Say “I” where it was you"):
        assert hint in said(app)
    field(app, "Kind of work it fits").set_value("planner")
    choose(app, "level-", "leading")
    app = click(app, "Save")
    assert "ready · 0:03 aloud · planner · Leading others" in said(app)
    stories.write(records, story.id, "action", "word " * 301)
    told = dict.fromkeys(stories.PARTS, "I drew 3 of them.")
    with records.transaction() as transaction:
        others = [{"kind": "story", "title": f"The map {n}", "added_at": HERE, **told} for n in range(3)]
        transaction.add_many("stories", others)
    app = run(app)
    assert ":material/hourglass_bottom: too long · 2:03 aloud" in said(app)
    assert "3 are ready: at least 3, as it should be." in said(app)
    app = click(app, "Remove it")
    app = click(app, "Remove it", 1)
    assert story.id not in [each.id for each in stories.every(records)]
    click(app, "Undo")
    assert len(stories.every(records)) == 4


def test_an_introduction_that_is_too_long_says_by_how_much(records):
    stories.introduce(records, "word " * 150, as_of=HERE)
    written = said(page(view="stories"))
    assert "1:00 aloud, of 0:45" in written
    assert "Shorten it by 15 seconds." in written


def test_between_questions_and_stories_the_plan_stays_open(records):
    app = page(plan=a_plan(records))
    app = choose(app, "builder/view", "stories")
    assert "If they ask about you" in said(app)
    app = choose(app, "builder/view", "plan")
    assert "City planners, 20 minutes." in said(app)


def test_how_a_talk_serves_ones_goals_is_written_while_one_types_and_stays(records):
    with_goal(records)
    made = a_plan(records)
    app = type_into(together(made), f"alignment:{made}", "It tells me what a first year is like.")
    assert not app.exception
    assert alignment.of_plan(records, made) == "It tells me what a first year is like."

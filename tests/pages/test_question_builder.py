"""Question builder, as a person uses it: opening a plan, filling it, seeing what goes and why."""

from functools import partial

import pytest

from ivw.coaching import contacts, demo, goals, meetings, plans, questions, stories
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, open_page, primary, run, said, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "question_builder")


def a_plan(records, *texts, minutes=20, meeting=None, title="City planners", **more):
    made = plans.start(
        records, minutes=minutes, as_of=HERE, meeting_id=meeting, title=None if meeting else title
    ).fact_id
    for each in texts:
        plans.add_question(records, made, each, **more)
    return made


def planned(records, plan_id):
    return [each.text for each in plans.get(records, plan_id).questions if not each.must_ask]


def opened(app, plan_id, text, records):
    """The page with this question opened to be changed."""
    key = next(each.id for each in plans.get(records, plan_id).questions if each.text == text)
    next(button for button in app.button if button.key == f"change-{key}").click()
    return run(app)


def press(app, key):
    """Press the button with this key."""
    next(button for button in app.button if button.key == key).click()
    return run(app)


def with_goal(records, **more):
    return goals.add(records, text="Learn what a first year is like", as_of=HERE, **more).fact_id


# Nothing open yet


def test_with_an_empty_file_it_says_what_to_do_and_leads_there(gone):
    app = page()
    assert "No conversation is planned yet" in said(app)
    click(app, "Whom could I ask?")
    assert gone == [("prospect_research", {})]


def test_a_plan_in_general_is_started(records, gone):
    app = page()
    field(app, "What it is about").set_value("City planners")
    field(app, "Minutes").set_value(30)
    click(app, "Start it")
    [head] = plans.recent(records)
    assert (head.title, head.minutes) == ("City planners", 30)
    assert gone == [("question_builder", {"plan": head.id})]


def test_a_plan_without_a_title_is_refused_beside_the_field(records, gone):
    app = page()
    field(app, "Minutes").set_value(45)
    app = click(app, "Start it")
    assert "This is empty" in said(app)
    assert field(app, "Minutes").value == 45
    assert (plans.how_many(records), gone) == (0, [])


def test_conversations_ahead_go_first_each_with_its_plan(records, gone):
    soon = a_conversation(records, a_contact(records, name="Bo Berg"), starts="2026-11-26 10:00", minutes=25)
    a_conversation(records, a_contact(records, name="Cleo"), starts="2026-11-20 10:00")  # over
    later = a_conversation(records, a_contact(records, name="Ada"), starts="2026-11-27 10:00")
    made = a_plan(records, meeting=later)
    app = page()
    written = said(app)
    assert written.index("Bo Berg") < written.index("Ada")
    assert "##### Cleo" not in written
    click(app, "Open its plan")
    click(page(), "Plan its questions")
    begun = plans.of_meeting(records, soon)
    assert begun.minutes == 25
    assert gone == [("question_builder", {"plan": made}), ("question_builder", {"plan": begun.id})]


def test_plans_are_paged_and_open(records, gone):
    for number in range(8):
        a_plan(records, title=f"Plan {number}")
    app = page()
    assert [f"Plan {number}" in said(app) for number in range(8)] == [False] * 2 + [True] * 6
    click(app, "Open")
    assert gone == [("question_builder", {"plan": plans.recent(records)[0].id})]


@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "\x00"])
def test_an_address_that_makes_no_sense_falls_back_quietly(nasty):
    for query in ({"plan": nasty}, {"meeting": nasty}, {"plan": nasty, "meeting": nasty}):
        assert "No conversation is planned yet" in said(page(**query))


def test_a_view_that_does_not_exist_and_a_story_of_nobody_fall_back(records):
    assert "No conversation is planned yet" in said(page(view="<script>"))
    assert "No story yet" in said(page(view="stories", story="' OR 1=1 --"))


def test_a_conversation_without_a_plan_offers_to_start_one(records, gone):
    meeting = a_conversation(records, a_contact(records, name="Bo Berg"), starts="2026-11-26 10:00")
    app = page(meeting=meeting)
    assert "No questions are planned for 26 November, 11:00 yet, 20 minutes." in said(app)
    click(app, "Plan its questions")
    assert gone == [("question_builder", {"plan": plans.of_meeting(records, meeting).id})]
    assert "Bo Berg, 26 November, 11:00, 20 minutes agreed." in said(page(meeting=meeting))


# A plan that is open


def test_a_new_plan_has_the_must_asks_and_says_what_to_add(records):
    app = page(plan=a_plan(records))
    assert "City planners, 20 minutes." in said(app)
    assert "2 questions fill 4:54 of 20 minutes" in said(app)
    assert "Only the two must-asks so far" in said(app)
    assert "Fewer than three questions" in said(app)
    assert len(primary(app)) == 1


def test_it_says_what_is_kept_and_what_is_left_out_and_why(records):
    app = page(plan=a_plan(records, *(f"What about number {place}?" for place in range(8))))
    written = said(app)
    assert [f":gray[{n}]&ensp; What about number {n - 1}?" in written for n in range(1, 6)] == [True] * 4 + [False]
    assert written.count("points a minute") == 4
    assert written.count("At hand as a spare") == 2
    assert "more would bring back" in written
    assert ":material/more_time: In with" in written


@pytest.mark.usefixtures("clicked_twice")
def test_what_was_left_out_is_pinned_and_let_go_of_again(records):
    made = a_plan(records, *(f"What about number {place}?" for place in range(8)))
    cut = plans.agenda_of(records, made).cut[0].question
    app = press(page(plan=made), f"pin-{cut.id}")
    assert plans.question_of(records, made, cut.id).tier == "must"
    assert cut.id in [each.question.id for each in plans.agenda_of(records, made).keep]
    assert "pinned: always in" in said(app)
    press(app, f"pin-{cut.id}")
    assert plans.question_of(records, made, cut.id).tier == "should"


def test_the_minutes_change_by_a_choice_or_to_the_minute(records):
    made = a_plan(records)
    app = page(plan=made)
    next(group for group in app.button_group if group.key.startswith("usual-")).set_value(30)
    app = run(app)
    assert plans.get(records, made).minutes == 30
    field(app, "Minutes").set_value(42)
    app = run(app)
    assert plans.get(records, made).minutes == 42
    assert "42 minutes are much to ask for" in said(app)
    click(app, "Undo")
    assert plans.get(records, made).minutes == 30


def test_minutes_that_cannot_be_are_refused_beside_the_field_which_keeps_them(records):
    made = a_plan(records)
    app = page(plan=made)
    for wrong in (3, 9999):
        field(app, "Minutes").set_value(wrong)
        for _ in range(2):  # and it is said as long as they stand there
            app = run(app)
            assert said(app).count("A plan is for 5 to 600 minutes.") == 1
            assert field(app, "Minutes").value == wrong
    assert plans.get(records, made).minutes == 20
    assert "City planners, 20 minutes." in said(app)
    [length] = [group for group in app.button_group if group.key.startswith("usual-")]
    assert length.proto.required


def test_the_reserve_and_what_could_be_filled_are_told_apart_with_a_way_to_fill_it(records):
    made = a_plan(records, "What about one?", "What about two?", minutes=30)
    written = said(page(plan=made))
    assert "3:00 are your reserve" in written
    assert "you could still fill" in written
    app = page(plan=made)
    offered = [button for button in app.button if (button.key or "").startswith(f"fill-{made}")]
    assert len(offered) == 3
    press(app, offered[0].key)
    assert len(planned(records, made)) == 3
    [stage] = [each.stage for each in questions.bank() if each.text in planned(records, made)]
    assert stage == "path"
    for question in plans.get(records, made).questions[:3]:
        plans.pin_question(records, made, question.id, pinned=True)
    plans.set_minutes(records, made, 8)
    app = page(plan=made)
    assert "nothing is left in reserve" in said(app)
    assert "Put in" not in labels(app)


def test_an_address_of_what_is_gone_says_so_once(records):
    made = a_plan(records)
    other = a_plan(records, title="Other")
    plans.remove(records, made)
    for query, words in (({"plan": made}, "plan"), ({"plan": "9" * 50}, "plan"), ({"meeting": made}, "conversation")):
        assert said(page(**query)).count(f"That {words} is not here (any more).") == 1
    assert "any more" not in said(page(plan=other.upper()))
    assert "any more" not in said(page())


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
    assert "No goal yet" in said(page(plan=made))
    learn = with_goal(records)
    assert "No question serves a goal yet" in said(page(plan=made))
    plans.add_question(records, made, "Why?", goals=(learn,), tier="must")
    assert "1 of 1 goal is served" in said(page(plan=made))
    reach = goals.add(records, text="Reach it", as_of=HERE).fact_id
    plans.add_question(records, made, "How far?", goals=(reach,), tier="spare")
    written = said(page(plan=made))
    assert "1 of 2 goals are served" in written
    assert "Nothing in the plan serves this goal" in written
    assert "- Reach it :gray[· left out, it would be served by:] How far?" in written


# The bank


def test_the_bank_is_paged_and_chosen_by_stage(records):
    made = a_plan(records)
    app = page(plan=made)
    assert labels(app).count("Add") == 6
    next(group for group in app.button_group if group.key == "bank-stage").set_value("culture")
    app = run(app)
    culture = [each.text for each in questions.bank() if each.stage == "culture"]
    assert labels(app).count("Add") == 6
    app = click(app, "Add")
    assert planned(records, made) == culture[:1]
    assert labels(app).count("Add") == 5
    assert "in it" in said(app)


def test_what_is_about_oneself_stays_so_when_it_comes_from_the_bank(records):
    made = a_plan(records)
    app = page(plan=made)
    next(group for group in app.button_group if group.key == "bank-stage").set_value("advice")
    app = click(run(app), "Add", 2)
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
    app = page(plan=a_plan(records))
    field(app, "A new goal").set_value("Learn what counts")
    app = click(app, "Add the goal")
    [goal] = goals.open_goals(records)
    assert (goal.text, goal.weight, goal.kind) == ("Learn what counts", 2, "learn")
    next(box for box in app.selectbox if box.key.startswith("goal-weight-" + goal.id)).set_value(3)
    app = run(app)
    field(app, "To learn").set_value("Learn what counts most")
    app = run(app)
    [goal] = goals.open_goals(records)
    assert (goal.text, goal.weight) == ("Learn what counts most", 3)
    field(app, "To learn").set_value(" ")
    app = run(app)
    assert "This is empty" in said(app)
    click(app, "Close it")
    assert goals.open_goals(records) == []


def test_a_goal_without_words_is_refused(records):
    app = click(page(plan=a_plan(records)), "Add the goal")
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
    app = click(app, "Remove it")
    app = click(app, "Remove it", 1)
    assert stories.every(records) == []
    click(app, "Undo")
    assert len(stories.every(records)) == 1


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


# What one does with it


def test_it_leads_to_the_rehearsal_the_conversation_and_other_plans(records, gone):
    meeting = a_conversation(records, a_contact(records), starts="2026-11-26 10:00")
    made = a_plan(records, meeting=meeting)
    click(page(plan=made), "Rehearse it")
    for chosen in ("conversation", "others"):
        app = page(plan=made)
        next(each for each in app.get("menu_button") if each.key == "plan-more").set_value(chosen)
        run(app)
    assert gone == [
        ("practice_timer", {"plan": made}),
        ("conversation", {"meeting": meeting}),
        ("question_builder", {}),
    ]


def test_a_plan_is_removed_after_asking(records):
    made = a_plan(records, "Why?")
    app = page(plan=made)
    next(each for each in app.get("menu_button") if each.key == "plan-more").set_value("remove")
    app = run(app)
    assert "City planners: 3 questions and all rehearsals of it go." in said(app)
    assert plans.how_many(records) == 1
    click(app, "Remove it")
    assert plans.how_many(records) == 0


def test_the_run_sheet_is_ready_to_print(records):
    meeting = a_conversation(
        records, a_contact(records, name="Ada"), starts="2026-11-26 10:00", format="video", place="Room 5"
    )
    app = page(plan=a_plan(records, "Why?", meeting=meeting))
    assert [each.proto.label for each in app.get("download_button")] == ["Run sheet", "Markdown"]
    assert meetings.get(records, meeting).place == "Room 5"


def test_a_plan_is_for_more_or_fewer_minutes_than_were_agreed_and_says_so(records):
    meeting = a_conversation(records, a_contact(records, name="Ada"), starts="2026-11-26 10:00", minutes=30)
    assert "30 minutes agreed, planned for 20." in said(page(plan=a_plan(records, meeting=meeting)))


def test_with_the_demo_network_the_page_stands(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    for app in (page(), *(page(plan=head.id) for head in plans.recent(records, 3))):
        assert len(primary(app)) <= 1


def test_nasty_texts_are_shown_as_text(records):
    every = " ".join(NASTY)
    whom = a_contact(records, name=every, organization=every)
    meeting = a_conversation(records, whom, starts="2026-11-26 10:00", place=every)
    goal = goals.add(records, text=every, as_of=HERE).fact_id
    made = a_plan(records, *(f"{number} {every}?" for number in range(9)), meeting=meeting, goals=(goal,))
    questions.add(records, text=every, as_of=HERE)
    a_plan(records, title=every)
    assert contacts.get(records, whom).name == every
    stories.write(records, stories.add(records, title=every, as_of=HERE).fact_id, "task", every)
    [story] = stories.every(records)
    stories.tag(records, story.id, title=every, role=every, level=None)
    for app in (
        page(),
        page(view="stories", story=story.id),
        page(plan=made),
        opened(page(plan=made), made, f"0 {every}?", records),
    ):
        shown = text(app) + "".join(labels(app))
        assert not [nasty for nasty in NASTY if nasty in shown]

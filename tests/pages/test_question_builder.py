"""Question builder, as a person uses it: which plan, what fits its minutes, and what one does with it."""

import pytest

from ivw.coaching import contacts, demo, goals, meetings, plans, questions, stories
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation, an_own_question
from tests.pages.plans_open import a_plan, opened, page, planned
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, primary, run, said, text

pytestmark = pytest.mark.usefixtures("records")


def press(app, key):
    """Press the button with this key."""
    next(button for button in app.button if button.key == key).click()
    return run(app)


# Nothing open yet


def test_with_an_empty_file_it_says_what_to_do_and_leads_there(gone):
    app = page()
    assert "No conversation is planned yet" in said(app)
    click(app, "Find somebody")
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


def test_nothing_is_taken_together_without_a_plan_and_the_plan_stays_open_on_the_way_there_and_back(records):
    app = page(view="together")
    assert "No conversation is planned yet" in said(app)
    assert ":gray[Taken together]" not in next(g for g in app.button_group if g.label == "View").options
    app = choose(page(plan=a_plan(records, "Why?")), "builder/view", "together")
    assert field(app, "A new goal")
    app = choose(app, "builder/view", "plan")
    assert "3 questions fill" in said(app)


def test_where_questions_come_from_stays_chosen_in_the_address(records):
    app = choose(page(plan=a_plan(records)), "sources-", "between")
    assert "To have at hand" in said(app)
    assert app.query_params["source"] == "between"
    assert "To have at hand" not in said(page(plan=a_plan(records), source="nonsense"))


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
    assert not [button for button in app.button if (button.key or "").startswith(f"fill-{made}")]


def test_an_address_of_what_is_gone_says_so_once(records):
    made = a_plan(records)
    other = a_plan(records, title="Other")
    plans.remove(records, made)
    for query, words in (({"plan": made}, "plan"), ({"plan": "9" * 50}, "plan"), ({"meeting": made}, "conversation")):
        assert said(page(**query)).count(f"That {words} is not here (any more).") == 1
    assert "any more" not in said(page(plan=other.upper()))
    assert "any more" not in said(page())


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
    an_own_question(records, text=every, as_of=HERE)
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

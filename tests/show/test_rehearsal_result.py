"""After a rehearsal, as a person uses it: what it took, what came up, how it felt, and what all of them say."""

from datetime import timedelta
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import curveballs, demo, plans, practice, rehearsal_feelings
from ivw.coaching.rehearsal_feelings import Felt
from ivw.exchange import demo_file
from tests.screen import HERE, NASTY, ZONE, click, labels, open_page, run, said, text

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "practice_timer")
FIRST, SECOND = "How did you come to policy work?", "What did last week look like?"
TAKE = "Take these durations into the plan"


def a_plan(records, *questions, title="In general"):
    made = plans.start(records, minutes=20, as_of=HERE, title=title).fact_id
    for words in questions or (FIRST, SECOND):
        plans.add_question(records, made, words, answer_seconds=120)
    return made


def rehearsed(records, plan, *laps, mode="companion", day=0, end="finished", came_up=(), **how):
    began = HERE - timedelta(days=30 - day)
    made = practice.start(records, plan, as_of=began, mode=mode, **how).fact_id
    with records.transaction() as transaction:
        for ordinal, key in came_up:
            curveballs.keep(transaction, made, ordinal, key, tried=True)
    practice.save_laps(records, made, number=1, laps=laps, as_of=began + timedelta(minutes=15), end=end)
    return made


def answers(records, plan):
    return {each.text: each.answer_seconds for each in plans.get(records, plan).questions}


def test_a_companions_answers_go_into_the_plan_in_one_press_and_back(records, clicked_twice):
    plan = a_plan(records)
    made = rehearsed(records, plan, (9, 200, False), (6, 60, False), (4, 61, False), (3, 15, False))
    app = page(run=made)
    assert f"{FIRST} **3:20** :gray[against 2:00 planned]" in said(app)
    assert "Both must-asks reached." in said(app)
    assert "A question took you **0:06** to ask" in said(app)
    app = click(app, TAKE)
    assert "2 answers changed." in said(app)
    assert answers(records, plan)[FIRST] == 200
    assert "The plan counts with these durations." in said(app)
    app = click(app, "Undo")
    assert answers(records, plan)[FIRST] == answers(records, plan)[SECOND] == 120
    assert TAKE in labels(app)


def test_alone_there_is_nothing_to_take_over_and_it_says_why(records):
    made = rehearsed(records, a_plan(records), (30, 200, False), (6, 60, False), mode="mirror")
    app = page(run=made)
    assert TAKE not in labels(app)
    assert "Alone nobody answers" in said(app)
    assert "only your asking counts" in said(app)
    assert f"Say “{FIRST}” without a lead-in" in said(app)
    assert "Not asked: “Can you suggest other people I could speak to?”" in said(app)


def test_how_it_felt_is_saved_at_once_and_against_before(records):
    plan = a_plan(records)
    made = rehearsed(records, plan, (9, 100, False), came_up=[(1, "silence")])
    rehearsal_feelings.say(records, made, "nerves_before", 4)
    (came_up,) = curveballs.of_run(records, made)
    app = page(run=made)
    assert "1 difficult moment came up" in said(app)
    assert came_up.known.say in said(app)
    app.button_group(key=f"nerves_after-{made}").set_value(2)
    app.button_group(key=f"storytelling-{made}").set_value(3)
    app.button_group(key=f"curveball-{came_up.id}").set_value(5)
    app = run(app)
    assert "Nerves went from 4 to 2." in said(app)
    assert rehearsal_feelings.of_run(records, made) == Felt(nerves_before=4, nerves_after=2, storytelling=3)
    assert curveballs.of_run(records, made)[0].ease == 5
    app.button_group(key=f"nerves_after-{made}").set_value(None)
    run(app)
    assert rehearsal_feelings.of_run(records, made).nerves_after is None


def test_how_it_felt_before_is_saved_at_once_and_belongs_to_the_run_that_begins(records):
    plan = a_plan(records)
    app = page(plan=plan)
    app.button_group(key=f"nerves_before-{plan}").set_value(4)
    run(app)
    app = page(plan=plan)
    assert app.button_group(key=f"nerves_before-{plan}").value == 4
    click(app, "Start rehearsing")
    begun = practice.going_on(records, plan)
    assert rehearsal_feelings.of_run(records, begun.id) == Felt(nerves_before=4)


def test_one_rehearsal_is_no_line_yet_and_two_are(records):
    plan = a_plan(records)
    assert "Over time" not in text(page(plan=plan))
    rehearsed(records, plan, (9, 700, False), (8, 400, False))
    assert "One rehearsal is no line yet" in text(page(plan=plan))
    made = rehearsed(records, plan, (9, 110, False), (8, 100, False), (5, 50, False), day=1, end="broken_off")
    app = page(run=made)
    assert "Every rehearsal of this plan (2)" in [each.label for each in app.expander]
    assert "Over time" not in text(app)
    app = page(plan=plan)
    assert "0 of 1 finished rehearsal fit the minutes" in said(app)
    assert "How it felt was not said yet" in said(app)
    assert "Not yet, 2 rehearsals" in said(app)
    assert "2 rehearsals, 23 minutes, 1 broken off" in said(app)


def over_time(plan):
    """What all rehearsals of a plan say together, by itself."""

    def script(plan):
        from ivw.show import front_door, parts, rehearsals_over_time

        here = front_door.here()
        parts.page_head(here, "Practice timer", "")
        rehearsals_over_time.draw(here, plan)

    return run(AppTest.from_function(script, args=(plan,), default_timeout=30))


def test_it_says_what_the_runs_cannot_tell_what_the_last_one_lacks_and_that_all_of_it_was_comfortable(records):
    plan = a_plan(records)
    for day in (0, 1):
        made = rehearsed(records, plan, (9, 12, False), (8, 9, False), day=day, round="asking")
    rehearsal_feelings.say(records, made, "nerves_before", 4)
    app = over_time(plan)
    assert "Nothing to hold against the minutes yet" in said(app)
    assert "Said once so far: no change to see yet" in said(app)
    assert "The last one: no whole one was finished." in said(app)
    assert "Nerves fell" not in said(app)
    rehearsed(records, plan, (9, 90, False), day=2, end="broken_off")
    assert "None was finished yet" in said(over_time(plan))
    rehearsed(records, plan, *[(8, None, False)] * 4, mode="silent", day=3)
    lacks = "The last one: no room for answers, how at ease you were was not said."
    assert lacks in said(over_time(plan))
    made = rehearsed(records, plan, (9, 110, False), (8, 100, False), (5, 50, False), (4, 12, False), day=4)
    with records.transaction() as transaction:
        transaction.fetch("UPDATE laps SET ease = 5 WHERE rehearsal_id = $id::UUID", id=made)
    app = over_time(plan)
    assert "Comfortable after 5 rehearsals" in said(app)
    assert "The last one" not in said(app)


def test_all_rehearsals_of_the_demo_network_speak_on_the_page_that_starts_one(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    assert len(app.get("vega_lite_chart")) == 3
    assert "finished rehearsals fit the minutes" in said(app)
    assert app.selectbox(key="over-time-plan").options[0].startswith("Leo")
    assert "plans comfortable so far, after" in said(app)
    assert "Nerves fell in" in said(app)


def test_nasty_texts_are_shown_as_text(records):
    every = " ".join(NASTY)
    plan = a_plan(records, *NASTY, title=every)
    for day in (0, 1):
        made = rehearsed(records, plan, *[(9, 300, False)] * 5, day=day)
    with records.transaction() as transaction:
        row = {"rehearsal_id": made, "ordinal": 1, "situation": "gone", "text": every, "tried": False}
        transaction.add("curveballs", row)
    shown = page(run=made)
    for app in (page(), shown, click(shown, TAKE)):
        assert not [nasty for nasty in NASTY if nasty in text(app)]

"""Practice timer, as a person uses it: choosing a plan, rehearsing it, and looking at what it took."""

import json
from functools import partial

import pytest

from ivw.coaching import curveballs, demo, follow_ups, plans, practice
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation
from tests.screen import HERE, NASTY, ZONE, choose, click, labels, open_page, primary, run, said, text
from tests.show.practice_clock import press

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "practice_timer")
FIRST, SECOND = "How did you come to policy work?", "What did last week look like?"


@pytest.fixture
def plan(records):
    """The plan for a conversation tomorrow, with two questions before the must-asks."""
    contact = a_contact(records, name="Priya Raman", confirmed="2026-11-22 10:00")
    meeting = a_conversation(records, contact, starts="2026-11-25 09:00", scheduled="2026-11-20 10:00")
    return a_plan(records, meeting)


def a_plan(records, meeting=None, *questions, title="In general"):
    made = plans.start(records, minutes=20, as_of=HERE, meeting_id=meeting, title=None if meeting else title).fact_id
    for words in questions or (FIRST, SECOND):
        plans.add_question(records, made, words)
    return made


def start(plan):
    """The page with a run that has just begun, and the id of the run."""
    app = page(plan=plan)
    app = click(app, next(label for label in labels(app) if label.startswith("Start")))
    return app, str(app.query_params["run"])


def after(plan, *laps, end="finished"):
    """The page once a run is over, and the id of the run."""
    app, run_id = start(plan)
    app = press(app, run_id, laps, end=end)
    assert not app.exception
    return app, run_id


def clock(app):
    """What the clock was handed, when it is there."""
    found = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return next((data for data in found if "questions" in data), None)


def due(records):
    return [item.action for item in follow_ups.due(records, HERE, ZONE)]


# Choosing


def test_with_nothing_there_it_leads_to_the_questions():
    app = page()
    assert "Nothing to rehearse yet" in text(app)
    assert labels(app) == ["Plan some questions"]


def test_with_the_demo_network_the_next_conversation_comes_first(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    assert labels(app).count("Rehearse") > 2
    first = next(each.value for each in app.markdown if each.value.startswith("#####"))
    assert "Leo Marchetti" in first or "Amara Diallo" in first


def test_a_conversation_without_a_plan_leads_to_planning_it(records):
    a_conversation(records, a_contact(records, name="Bo Berg"), starts="2026-11-25 09:00")
    app = page()
    assert "no plan yet" in said(app)
    assert labels(app) == ["Plan its questions"]


def test_a_long_list_pages(records):
    for number in range(10):
        a_plan(records, title=f"Plan {number}")
    assert labels(page()).count("Rehearse") == 8


@pytest.mark.parametrize("nasty", ["", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "\x00", "everyone"])
@pytest.mark.parametrize("name", ["plan", "run", "meeting"])
def test_an_address_that_makes_no_sense_falls_back_to_the_choice(plan, nasty, name):
    assert "Rehearse" in labels(page(**{name: nasty}))


def test_the_conversation_opens_its_newest_plan(records, plan):
    meeting = plans.get(records, plan).meeting_id
    assert "Start rehearsing" in labels(page(meeting=meeting))


def test_a_conversation_without_a_plan_is_named_and_leads_to_planning_it(records):
    meeting = a_conversation(records, a_contact(records, name="Bo Berg"), starts="2026-11-25 09:00")
    app = page(meeting=meeting)
    assert "No plan yet for Bo Berg" in said(app)
    assert len(primary(app)) == 1


# Before


def test_it_says_whom_when_how_long_and_what(plan):
    app = page(plan=plan)
    assert "Priya Raman, tomorrow, 10:00, 20 minutes agreed." in said(app)
    assert FIRST in said(app)
    assert "4 questions" in said(app)
    assert clock(app) is None


def test_a_plan_in_general_is_called_by_its_title(records):
    app = page(plan=a_plan(records, title="Anybody in policy"))
    assert "Anybody in policy, 20 minutes." in said(app)
    assert "The conversation" not in labels(app)


def test_starting_makes_a_run_and_puts_it_in_the_address(records, plan):
    app, run_id = start(plan)
    assert app.query_params["plan"] == plan
    assert practice.get(records, run_id).mode == "silent"
    shown = clock(app)
    assert (shown["run"], shown["number"], shown["fresh"]) == (run_id, 0, True)
    assert [each["text"] for each in json.loads(shown["questions"])][:2] == [FIRST, SECOND]


def test_it_is_rehearsed_the_way_that_was_chosen(records, plan):
    app = page(plan=plan)
    next(group for group in app.button_group if group.key.startswith("mode-")).set_value("companion")
    app = click(run(app), "Start rehearsing")
    assert practice.get(records, app.query_params["run"]).mode == "companion"


def test_alone_curveballs_are_offered_and_thrown_when_wanted(records, plan):
    app = page(plan=plan)
    assert [toggle.label for toggle in app.toggle] == ["Throw me a curveball now and then"]
    app.toggle[0].set_value(True)
    app = click(run(app), "Start rehearsing")
    shown = clock(app)
    assert (shown["flow"], shown["slot"], shown["listens"]) == ("host", 1200, False)
    thrown = json.loads(shown["curveballs"])
    assert set(thrown) <= {"1", "2"}
    assert thrown
    assert all(each["hold"] > 0 for each in json.loads(shown["questions"]))


def test_a_plan_of_must_asks_alone_offers_no_curveballs_and_says_why(records):
    made = plans.start(records, minutes=20, as_of=HERE, title="In general").fact_id
    app = page(plan=made)
    assert not app.toggle
    assert "No curveballs: they come while your own questions are answered" in said(app)


def test_a_companion_gets_a_card_and_a_rapid_round_needs_none_of_it(records, plan):
    app = choose(page(plan=plan), "mode-", "companion")
    assert not app.toggle
    app = click(app, "Card for your companion")
    assert "You play **Priya Raman**" in said(app)
    app = choose(page(plan=plan), "round-", "asking")
    assert not app.toggle
    assert "This does not count as rehearsed" in said(app)
    app = click(app, "Start rehearsing")
    shown = clock(app)
    assert (shown["flow"], shown["slot"]) == ("rapid", 0)
    assert practice.get(records, app.query_params["run"]).round == "asking"


def test_that_a_curveball_was_tried_is_kept_with_the_laps(records, plan):
    app = page(plan=plan)
    app.toggle[0].set_value(True)
    app = click(run(app), "Start rehearsing")
    ordinal = int(min(json.loads(clock(app)["curveballs"])))
    run_id = str(app.query_params["run"])
    press(app, run_id, [(5, 60, False)] * ordinal, came_up=[(ordinal, True)])
    assert [(each.ordinal, each.tried) for each in curveballs.of_run(records, run_id)] == [(ordinal, True)]


def test_with_voice_the_clock_asks_for_the_microphone(records, plan):
    app = click(choose(page(plan=plan), "mode-", "voice"), "Start rehearsing")
    assert clock(app)["listens"] is True


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_starts_one_run(records, plan):
    start(plan)
    assert practice.count(records, plan) == 1


def test_a_run_left_in_the_middle_is_offered(records, plan):
    _, run_id = start(plan)
    app = page(plan=plan)
    assert "is still going on" in text(app)
    app = click(app, "Start anew")
    assert practice.get(records, run_id).broken_off_at
    assert app.query_params["run"] != run_id


# While


def test_laps_are_saved_as_they_come_and_handed_back(records, plan):
    app, run_id = start(plan)
    app = press(app, run_id, [(6.5, 98, False), (3, None, True)], number=77)
    laps = practice.laps_of(records, run_id)
    assert [(lap.seconds, lap.skipped) for lap in laps[:2]] == [(104.5, False), (3, True)]
    app = page(plan=plan, run=run_id)
    assert json.loads(clock(app)["laps"]) == [[6.5, 98, False], [3, None, True]]
    assert (clock(app)["number"], clock(app)["fresh"]) == (77, False)


def test_what_was_at_hand_when_the_run_ended_keeps_its_time_and_the_next_run_asks_how_one_feels(records, plan):
    app = click(choose(page(plan=plan), "mode-", "companion"), "Start rehearsing")
    run_id = str(app.query_params["run"])
    app = press(app, run_id, [(6, 98, False), (30, 12, False)], end="finished", is_cut=True)
    laps = practice.laps_of(records, run_id)
    assert [(lap.asking_seconds, lap.answering_seconds) for lap in laps[:2]] == [(6, 98), (42, None)]
    assert app.button_group(key=f"nerves_before-{plan}")


def test_an_older_list_changes_nothing(records, plan):
    app, run_id = start(plan)
    press(app, run_id, [(1, False), (2, False)], number=5)
    press(app, run_id, [(9, False)], number=4)
    assert [lap.seconds for lap in practice.laps_of(records, run_id)][:2] == [1, 2]


@pytest.mark.parametrize("laps", [[(-5, False)], [(float("inf"), False)], [(1, False)] * 9])
def test_what_makes_no_sense_is_said_and_not_saved(records, plan, laps):
    app, run_id = start(plan)
    app = press(app, run_id, laps)
    assert "The clock sent" in text(app)
    assert practice.laps_of(records, run_id)[0].seconds is None
    assert clock(app)["number"] == 0


def test_a_run_of_another_plan_is_not_shown(records, plan):
    _, run_id = start(plan)
    other = a_plan(records)
    app = page(plan=other, run=run_id)
    assert clock(app) is None
    assert "Start rehearsing" in labels(app)


def test_the_run_alone_is_enough_of_an_address(plan):
    _, run_id = start(plan)
    assert clock(page(run=run_id))["run"] == run_id


# After


def test_finishing_shows_what_it_took_and_prepares_the_conversation(records, plan):
    assert "prepare" in due(records)
    app, run_id = after(plan, (250, False), (150, False), (70, False), (20, False))
    assert "Rehearsal finished." in said(app)
    assert f"One question runs long: “{FIRST}”" in said(app)
    assert "it fits" in text(app)
    assert clock(app) is None
    assert len(app.get("vega_lite_chart")) == 1
    assert {"Rehearse again", "The plan", "The conversation", "This week"} <= set(labels(app))
    assert "prepare" not in due(records)
    assert practice.get(records, run_id).finished_at == HERE


def test_finishing_can_be_undone_and_the_run_goes_on_with_its_laps(records, plan):
    app, run_id = after(plan, (9, 241, False), (7, 143, False))
    app = click(app, "Undo")
    assert practice.get(records, run_id).is_open
    assert json.loads(clock(run(app))["laps"]) == [[9, 241, False], [7, 143, False]]
    assert "prepare" in due(records)


def test_a_run_broken_off_says_so_and_prepares_nothing(records, plan):
    app, _ = after(plan, (100, False), end="broken_off")
    assert "It is kept, and does not count as rehearsed." in text(app)
    assert "1 of 4 questions asked, 3 not reached." in text(app)
    assert "prepare" in due(records)


def test_a_run_broken_off_at_once_has_no_chart(plan):
    app, _ = after(plan, end="broken_off")
    assert "No lap to look at" in text(app)
    assert not app.get("vega_lite_chart")
    assert "Rehearse again" in labels(app)


def test_short_laps_say_that_the_answers_had_no_room(plan):
    app, _ = after(plan, (8, False), (9, False), (4, False), (5, False))
    assert "left no room for an answer" in text(app)
    assert "Wait for the answer" in text(app)


def test_too_long_says_what_to_shorten(records):
    long = "What did the first year after you had moved from design to law teach you that no course would have?"
    plan = a_plan(records, None, FIRST, long)
    app, _ = after(plan, (210, False), (600, False), (320, False), (20, False))
    assert "too long" in text(app)
    assert "Shorten “What did the first year" in said(app)


def test_ease_is_saved_at_once(records, plan):
    app, run_id = after(plan, (100, False), (100, False))
    lap = practice.laps_of(records, run_id)[0]
    app.button_group(key=f"ease-{lap.id}").set_value(4)
    app = run(app)
    assert practice.laps_of(records, run_id)[0].ease == 4
    assert page(run=run_id).button_group(key=f"ease-{lap.id}").value == 4
    app.button_group(key=f"ease-{lap.id}").set_value(None)
    run(app)
    assert practice.laps_of(records, run_id)[0].ease is None


def test_all_rehearsals_are_listed_with_their_totals(plan):
    after(plan, (100, False), (100, False))
    app, _ = after(plan, (120, False))
    app.session_state[f"every-{plan}"] = True
    app = run(app)
    assert "2 rehearsals" in text(app)
    assert "3:20 against" in said(app)
    assert labels(app).count("Open") == 1
    assert text(app).count("Shown above") == 1


def test_rehearsals_of_the_demo_network_can_be_opened(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    for run_id, plan_id in records.rows("SELECT id::VARCHAR, plan_id::VARCHAR FROM rehearsals LIMIT 3"):
        app = page(plan=plan_id, run=run_id)
        assert "Rehearse again" in labels(app)


def test_there_is_one_filled_button_at_most(plan):
    for app in (page(), page(plan=plan), start(plan)[0], page(plan=plan), after(plan, (9, False))[0]):
        assert len(primary(app)) <= 1


# Whatever people write


def test_nasty_texts_are_shown_as_text(records):
    every = " ".join(NASTY)
    contact = a_contact(records, name=every[:400])
    meeting = a_conversation(records, contact, starts="2026-11-25 09:00")
    plan = a_plan(records, meeting, *NASTY)
    general = a_plan(records, None, *NASTY, title=every)
    for app in (page(), page(plan=plan), page(plan=general), start(plan)[0], after(general, *[(200, False)] * 7)[0]):
        assert not [nasty for nasty in NASTY if nasty in text(app)]

"""Readiness: what of the four ways to prepare is there, and what is missing next, what matters most first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivw.coaching import contacts, day_list, goals, meetings, plans, practice, readiness, research, stories
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-20 09:00")
TALK = "2026-11-26 10:00"
QUESTIONS = ("What did last week look like?", "What surprised you most?", "What would you read first?", "What else?")


def planned(records, *, starts=TALK, format="cafe", **facts):
    ada = a_contact(records, **facts)
    return ada, a_conversation(records, ada, starts=starts, scheduled="2026-11-12", format=format)


def read_up(records, ada, *topics):
    target = research.Target("person", ada)
    for topic in topics:
        research.note(records, target, topic=topic, finding="Known.", as_of=NOW)


def with_plan(records, meeting, *texts, minutes=20):
    plan = plans.start(records, minutes=minutes, meeting_id=meeting, as_of=NOW).fact_id
    for text in texts:
        plans.add_question(records, plan, text, answer_seconds=120)
    return plan


def rehearsed(records, plan, *laps, finished="2026-11-19 20:00"):
    """A finished run with these laps: text, seconds, ease."""
    start = at(finished)
    with records.transaction() as transaction:
        run = transaction.add(
            "rehearsals", {"plan_id": plan, "mode": "companion", "started_at": start, "finished_at": start}
        )
        transaction.add_many(
            "laps",
            [
                {"rehearsal_id": run, "ordinal": place, "text": text, "planned_seconds": 130, "asking_seconds": 8,
                 "answering_seconds": seconds, "ease": ease}
                for place, (text, seconds, ease) in enumerate(laps, start=1)
            ],
        )  # fmt: skip


def everything(records, **facts):
    """Somebody for whom all is prepared but the list for the day; the conversation and its plan."""
    ada, meeting = planned(records, **facts)
    goals.add(records, text="Find a field", as_of=NOW)
    read_up(records, ada, "responsibilities", "path")
    plan = with_plan(records, meeting, *QUESTIONS[:3])
    kept = [each.question.text for each in plans.agenda_of(records, plan).keep]
    rehearsed(records, plan, *((text, 110, 4) for text in kept))
    return meeting, plan


def of(records, meeting, as_of=NOW):
    return readiness.of_meeting(records, meeting, as_of=as_of, zone="Europe/Berlin")


def keys(steps):
    return [step.key for step in steps]


def part(ready, name):
    return next(each for each in ready.parts if each.name == name)


def test_with_nothing_done_every_step_is_told_with_its_page_and_why(records):
    ada, meeting = planned(records, organization="Trams & Co")
    ready = of(records, meeting)
    assert (ready.is_ready, ready.is_over, ready.days_left) == (False, False, 6)
    assert [each.name for each in ready.parts] == ["research", "questions", "rehearsal", "appearance"]
    assert keys(ready.missing) == ["goal", "research", "research", "plan"]
    assert [step.page for step in ready.missing] == ["prospect_research"] * 3 + ["question_builder"]
    assert ready.missing[1].query == {"contact": ada, "tab": "research"}
    assert ready.missing[3].query == {"meeting": meeting}
    assert all("guide" in each.why for each in (*ready.missing, *ready.would_help, *ready.parts))


def test_what_to_find_out_is_named_and_the_rest_counted(records):
    _, meeting = planned(records, organization="Trams & Co", position=None)
    person, organization = [step.what for step in of(records, meeting).missing if step.key == "research"]
    assert person == "Find out what they do, what they are responsible for, how long they have done it, and 2 more"
    assert organization == "Find out about Trams & Co: goals and objectives, mission, culture, and 3 more"
    assert part(of(records, meeting), "research").there == "0 of 10 things known about them and Trams & Co"


def test_half_of_what_can_be_read_is_enough_and_the_rest_would_help(records):
    ada, meeting = planned(records, position="Driver")
    read_up(records, ada, "responsibilities")
    assert "research" in keys(of(records, meeting).missing)
    read_up(records, ada, "path")
    ready = of(records, meeting)
    assert part(ready, "research").is_done
    assert "research" not in keys(ready.missing)
    [step] = [each for each in ready.would_help if each.key == "research"]
    assert step.what == "Find out how long they have done it, what they published or said"


def test_a_plan_wants_three_questions_besides_the_two_that_close_it(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, QUESTIONS[0])
    [step] = [each for each in of(records, meeting).missing if each.key == "enough"]
    assert (step.what, step.query) == ("Add 2 more questions", {"plan": plan})
    plans.add_question(records, plan, QUESTIONS[1])
    plans.add_question(records, plan, QUESTIONS[2])
    assert "enough" not in keys(of(records, meeting).missing)


def test_a_fourth_question_would_help_where_there_is_room_for_one(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, "Why?", "How long?", "What for?", minutes=20)
    [step] = [each for each in of(records, meeting).would_help if each.key == "fourth"]
    assert (step.is_gate, step.query) == (False, {"plan": plan})
    for each in plans.get(records, plan).questions:
        if not each.must_ask:
            plans.change_question(records, replace(each, answer_seconds=240))
    assert "fourth" not in keys(of(records, meeting).would_help)
    plans.set_minutes(records, plan, 30)
    assert "fourth" in keys(of(records, meeting).would_help)
    plans.add_question(records, plan, "What next?")
    assert "fourth" not in keys(of(records, meeting).would_help)


def test_a_plan_must_fit_the_minutes_that_were_agreed(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, *QUESTIONS)
    meetings.change(records, meeting, starts_at=at(TALK), minutes=15, format="cafe", place=None, as_of=NOW)
    [step] = [each for each in of(records, meeting).missing if each.key == "fit"]
    assert "for 20 minutes, and you agreed on 15" in step.what
    plans.set_minutes(records, plan, 15)
    assert "fit" not in keys(of(records, meeting).missing)
    for question in plans.get(records, plan).questions:
        if not question.must_ask:
            plans.change_question(records, replace(question, tier="must"))
    [step] = [each for each in of(records, meeting).missing if each.key == "fit"]
    assert "too much: make one of the musts a should" in step.what


def test_a_must_ask_that_an_older_plan_lacks_is_missed(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, *QUESTIONS)
    with records.transaction() as transaction:
        name = next(each.id for each in plans.get(records, plan).questions if each.must_ask == "your_name")
        transaction.remove("plan_questions", [name])
    [step] = [each for each in of(records, meeting).missing if each.key == "must_asks"]
    assert "May I mention your name?" in step.what


def test_questions_that_serve_no_goal_are_no_gate_and_told(records):
    _, meeting = planned(records)
    goal = goals.add(records, text="Find a field", as_of=NOW).fact_id
    plan = with_plan(records, meeting, *QUESTIONS[:3])
    assert "enough" in keys(of(records, meeting).would_help)
    plans.add_question(records, plan, QUESTIONS[3], priority=3, goals=(goal,))
    assert "enough" not in keys(of(records, meeting).would_help)


def test_a_finished_rehearsal_of_the_plan_is_needed_and_one_begun_is_finished_first(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, *QUESTIONS)
    [step] = [each for each in of(records, meeting).missing if each.key == "rehearse"]
    assert (step.page, step.query) == ("practice_timer", {"plan": plan})
    run = practice.start(records, plan, as_of=NOW).fact_id or practice.going_on(records, plan).id
    [step] = [each for each in of(records, meeting).missing if each.key == "rehearse"]
    assert step.query == {"plan": plan, "run": run}
    rehearsed(records, plan, (QUESTIONS[0], 100, 4))
    assert part(of(records, meeting), "rehearsal").is_done


def test_whoever_ticked_it_as_prepared_is_not_asked_to_rehearse_and_may(records):
    _, meeting = planned(records)
    with_plan(records, meeting, *QUESTIONS)
    meetings.tick_prepared(records, meeting, as_of=NOW)
    ready = of(records, meeting)
    assert part(ready, "rehearsal").is_done
    assert "rehearse" in keys(ready.would_help)


def test_what_felt_hard_or_took_too_long_or_is_new_since_is_said(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, *QUESTIONS[:3])
    kept = [each.question.text for each in plans.agenda_of(records, plan).keep]
    rehearsed(records, plan, *((text, 400, 2 if text == kept[0] else 4) for text in kept))
    helps = {step.key: step.what for step in of(records, meeting).would_help}
    assert helps["again"] == f"Say once more what felt hard: {kept[0]}"
    assert "too much: shorten or cut" in helps["fit"]
    rehearsed(records, plan, *((text, 100, 4) for text in kept[1:]), finished="2026-11-19 21:00")
    ready = of(records, meeting)
    assert {step.key: step.what for step in ready.would_help}["again"] == f"Not said aloud so far: {kept[0]}"
    assert "Rehearsed twice; the last one came to" in part(ready, "rehearsal").there


def test_a_rehearsal_that_broke_off_half_way_is_one_in_part_and_would_better_go_to_the_end(records):
    _, meeting = planned(records)
    plan = with_plan(records, meeting, *QUESTIONS)

    def run(*laps):
        made = practice.start(records, plan, as_of=at("2026-11-19 20:00"), mode="companion").fact_id
        practice.save_laps(records, made, number=1, laps=laps, as_of=at("2026-11-19 20:20"), end="finished")

    run((8, 110, False))
    ready = of(records, meeting)
    assert part(ready, "rehearsal").is_done
    assert part(ready, "rehearsal").there == "Rehearsed in part: 1 of 5 asked; the must-asks not reached"
    assert {step.key: step.what for step in ready.would_help}["again"] == "Rehearse it to the end"
    run(*[(8, 110, False)] * 5)
    assert part(of(records, meeting), "rehearsal").there.startswith("Rehearsed twice; the last one came to")


def test_stories_for_when_they_ask_would_help_and_are_no_condition(records):
    _, meeting = planned(records)
    [step] = [each for each in of(records, meeting).would_help if each.key == "stories"]
    assert (step.what, step.query) == ("Get 3 stories ready, in case they ask about you", {"view": "stories"})
    for n in range(3):
        story = str(stories.add(records, title=f"Story {n}", as_of=NOW).fact_id)
        for each in stories.PARTS:
            stories.write(records, story, each, "What was there.")
    assert "stories" not in keys(of(records, meeting).would_help)


def test_the_list_for_the_day_counts_from_the_day_before(records):
    meeting, _ = everything(records)
    ahead = of(records, meeting)
    assert ahead.is_ready
    assert ahead.missing == ()
    assert "list" in keys(ahead.would_help)
    eve = of(records, meeting, at("2026-11-25 09:00"))
    assert not eve.is_ready
    assert keys(eve.missing) == ["list"]
    for check in day_list.of_meeting(records, meetings.get(records, meeting), None, NOW):
        if not check.entry.optional:
            day_list.tick(records, meeting, check.entry.item, as_of=NOW)
    done = of(records, meeting, at("2026-11-25 09:00"))
    assert done.is_ready
    assert part(done, "appearance").there == "10 of 10 things for the day seen to"


def test_without_a_word_on_how_one_meets_that_is_asked_first(records):
    meeting, _ = everything(records, format=None)
    assert keys(of(records, meeting).missing) == ["format"]


@pytest.mark.parametrize(
    ("as_of", "order"),
    [
        ("2026-11-20 09:00", ["goal", "research", "enough", "rehearse"]),
        ("2026-11-25 09:00", ["enough", "rehearse", "goal", "research", "list"]),
        ("2026-11-26 07:00", ["list", "enough", "rehearse", "goal", "research"]),
    ],
)
def test_the_less_time_is_left_the_less_reading_matters(records, as_of, order):
    _, meeting = planned(records)
    with_plan(records, meeting, QUESTIONS[0])
    assert keys(of(records, meeting, at(as_of)).missing) == order


def test_days_are_days_on_ones_own_clock(records):
    _, meeting = planned(records, starts="2026-11-26 00:30")
    assert of(records, meeting, at("2026-11-25 23:30")).days_left == 0  # both are the 26th in Berlin
    assert of(records, meeting, at("2026-11-25 22:30")).days_left == 1


def test_one_that_is_over_or_called_off_is_not_ahead(records):
    _, meeting = planned(records)
    assert of(records, meeting, at("2026-11-26 10:20")).is_over
    meetings.call_off(records, meeting, as_of=NOW)
    assert of(records, meeting).is_over


def test_a_broken_list_takes_nothing_else_with_it(records, monkeypatch, tmp_path):
    meeting, _ = everything(records)
    (tmp_path / "day_list.csv").write_text("nothing\n", "utf-8")
    monkeypatch.setattr(day_list.every, "__defaults__", (tmp_path / "day_list.csv",))
    monkeypatch.setattr(day_list.fitting, "__defaults__", (None, tmp_path / "day_list.csv"))
    assert part(of(records, meeting), "appearance").there == "The list for the day cannot be read"


def test_for_lists_one_query_says_what_is_left_of_many(records):
    _, bare = planned(records)
    whole, _ = everything(records, name="Bo")
    [(ada,)] = records.rows("SELECT contact_id::VARCHAR FROM meetings WHERE id = $id::UUID", id=bare)
    begun = a_conversation(records, ada, starts="2026-11-27 10:00", scheduled="2026-11-12")
    with_plan(records, begun, QUESTIONS[0])
    found = readiness.left(records, [bare, whole, begun, "no id"], NOW)
    assert found[whole] == ()
    assert found[bare] == ("reading up on them", "questions", "a rehearsal")
    assert found[begun] == ("reading up on them", "2 more questions", "a rehearsal")
    goals_before = readiness.left(records, [whole], NOW - timedelta(days=1))
    assert "a goal" in goals_before[whole]


def test_nobody_named_as_their_work_is_no_error(records):
    ada, meeting = planned(records, organization="  ")
    contacts.change(records, ada, position="Driver")
    assert "and" not in part(of(records, meeting), "research").there

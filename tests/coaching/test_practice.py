"""Rehearsing a plan: laps are kept whole, the newest list wins, and what has ended stays as it was."""

from datetime import timedelta
from itertools import count

import pytest

from ivw.coaching import (
    follow_ups,
    journey,
    meetings,
    plans,
    practice,
    rehearsal_choices,
)
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, open_records

NOW = at("2026-11-24 09:00")
OPEN, SHORT = "What did last week look like?", "What surprised you in your first year here?"
_numbers = count(1)


@pytest.fixture
def plan(records):
    return a_plan(records)


def a_plan(records, *questions, meeting=None, minutes=20):
    title = None if meeting else "In general"
    made = plans.start(records, minutes=minutes, as_of=NOW, meeting_id=meeting, title=title).fact_id
    for text in questions or (OPEN, SHORT):
        plans.add_question(records, made, text)
    return made


def a_run(records, plan, **how):
    return practice.start(records, plan, as_of=NOW, **how).fact_id


def send(records, run, *laps, number=None, end="", as_of=NOW):
    times = [lap if isinstance(lap, tuple) else (lap, False) for lap in laps]
    return practice.save_laps(records, run, number=number or next(_numbers), laps=times, as_of=as_of, end=end)


def seconds(records, run):
    return [lap.seconds for lap in practice.laps_of(records, run)]


# Starting


def test_a_run_sets_out_with_the_kept_questions_in_their_order(records, plan):
    kept = plans.agenda_of(records, plan).keep
    laps = practice.laps_of(records, a_run(records, plan))
    assert [(lap.text, lap.planned_seconds) for lap in laps] == [(k.question.text, k.seconds) for k in kept]
    assert [lap.text for lap in laps[:2]] == [OPEN, SHORT]
    assert {lap.seconds for lap in laps} == {None}


def test_questions_that_do_not_fit_are_not_rehearsed(records):
    plan = a_plan(records, *[f"What is hard about part {n} of your work?" for n in range(12)])
    laps = practice.laps_of(records, a_run(records, plan))
    assert len(laps) == len(plans.agenda_of(records, plan).keep) < 14


def test_what_changes_in_the_plan_later_does_not_change_a_run(records, plan):
    run = a_run(records, plan)
    first = plans.get(records, plan).questions[0]
    plans.remove_question(records, first.id)
    plans.add_question(records, plan, "Something new?")
    assert [lap.text for lap in practice.laps_of(records, run)][:2] == [OPEN, SHORT]
    send(records, run, 100, 50)
    assert seconds(records, run)[:2] == [100, 50]


def test_it_is_rehearsed_alone_before_a_mirror_with_a_companion_into_a_camera_or_a_microphone(records, plan):
    for mode in ("silent", "mirror", "companion", "camera", "voice"):
        assert practice.get(records, a_run(records, plan, mode=mode)).mode == mode
    for how in ({"mode": ""}, {"mode": "loud"}, {"round": "asked"}):
        with pytest.raises(InvalidRecord, match="There is no"):
            a_run(records, plan, **how)
    assert practice.get(records, a_run(records, plan)).mode == "silent"


def test_a_plan_that_is_gone_cannot_be_rehearsed(records):
    with pytest.raises(InvalidRecord):
        practice.start(records, "nonsense", as_of=NOW)


def test_the_same_start_twice_is_one_run(records, plan):
    with records.transaction() as transaction:
        token = transaction.new_ids(1)[0]
    assert a_run(records, plan, token=token) == token
    assert a_run(records, plan, token=token) == token
    assert practice.count(records, plan) == 1
    assert len(practice.laps_of(records, token)) == 4


def test_starting_anew_breaks_off_the_run_going_on_as_of_its_last_lap(records, plan):
    old = a_run(records, plan)
    send(records, old, 60, 30)
    new = practice.start(records, plan, as_of=NOW + timedelta(days=2)).fact_id
    assert practice.get(records, old).broken_off_at == NOW + timedelta(seconds=90)
    assert practice.going_on(records, plan).id == new
    assert seconds(records, old)[:2] == [60, 30]


# Laps


def test_a_lap_has_two_times_where_the_clock_heard_when_the_question_was_asked(records, plan):
    run = a_run(records, plan)
    send(records, run, (9.5, 120.25, False), (4.0, 30.0, True))
    first, second, *_ = practice.laps_of(records, run)
    assert (first.asking_seconds, first.answering_seconds, first.seconds) == (9.5, 120.25, 129.75)
    assert (second.asking_seconds, second.answering_seconds, second.skipped) == (34, None, True)


def test_the_list_is_kept_whole(records, plan):
    run = a_run(records, plan)
    send(records, run, 100)
    send(records, run, 100, (3, True), 50.25)
    laps = practice.laps_of(records, run)
    assert [lap.seconds for lap in laps] == [100, 3, 50.25, None]
    assert [lap.skipped for lap in laps] == [False, True, False, False]
    assert [lap.is_asked for lap in laps] == [True, False, True, False]


def test_a_list_that_comes_twice_changes_nothing(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, number=7)
    send(records, run, 999, number=7)
    assert seconds(records, run)[0] == 100


def test_an_older_list_never_overwrites_a_newer_one(records, plan):
    run = a_run(records, plan)
    send(records, run, 1, 2, 3, number=30)
    send(records, run, 1, 2, number=20)
    send(records, run, number=10)
    assert seconds(records, run) == [1, 2, 3, None]
    assert practice.heard(records, run) == 30


def test_a_newer_list_may_be_shorter_where_a_lap_was_taken_back(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, (5, True), number=1)
    send(records, run, 100, number=2)
    assert seconds(records, run) == [100, None, None, None]
    assert not any(lap.skipped for lap in practice.laps_of(records, run))


def test_what_was_heard_survives_a_restart(tmp_path):
    with_run = open_records(tmp_path)
    run = a_run(with_run, a_plan(with_run))
    send(with_run, run, 100, 50, number=9)
    with_run.close()
    again = open_records(tmp_path)
    send(again, run, 1, number=8)
    assert seconds(again, run)[:2] == [100, 50]
    again.close()


@pytest.mark.parametrize(
    "laps",
    [
        [(-1, False)],
        [(float("nan"), False)],
        [(float("inf"), False)],
        [(1e9, False)],
        [(True, False)],
        [(1, -1, False)],
        [(1, float("nan"), False)],
        [(1, True, False)],
        [(1, False)] * 5,
        [(1, False)] * 5000,
    ],
)
def test_what_no_clock_of_ours_sends_is_refused_whole(records, plan, laps):
    run = a_run(records, plan)
    send(records, run, 60, number=1)
    with pytest.raises(InvalidRecord):
        send(records, run, *laps, number=2)
    assert seconds(records, run) == [60, None, None, None]
    assert practice.heard(records, run) == 1


@pytest.mark.parametrize("number", [0, -1, 2**53, 2**80, True])
def test_a_number_that_makes_no_sense_is_refused(records, plan, number):
    run = a_run(records, plan)
    with pytest.raises(InvalidRecord):
        practice.save_laps(records, run, number=number, laps=[(1, False)], as_of=NOW)


def test_laps_of_no_run_are_refused(records):
    with pytest.raises(InvalidRecord, match="not in the records"):
        send(records, "nonsense", 1)
    with pytest.raises(InvalidRecord):
        practice.get(records, "'; DROP TABLE laps --")


# Ending


def planned(records):
    contact = a_contact(records, name="Priya Raman", confirmed="2026-11-22 10:00")
    return contact, a_conversation(records, contact, starts="2026-11-25 10:00", scheduled="2026-11-20 10:00")


def due(records, as_of):
    return [item.action for item in follow_ups.due(records, as_of, "UTC")]


def test_finishing_prepares_the_conversation_of_the_plan(records):
    _, meeting = planned(records)
    run = a_run(records, a_plan(records, meeting=meeting))
    later = NOW + timedelta(minutes=15)
    assert "prepare" in due(records, later)
    done = send(records, run, 100, end="finished", as_of=later)
    assert "prepare" not in due(records, later)
    assert meetings.get(records, meeting).prepared_at is None  # it follows, and is not written down twice
    undo(records, done)
    assert "prepare" in due(records, later)


def test_a_rapid_round_is_kept_teaches_no_answer_and_prepares_nothing(records):
    _, meeting = planned(records)
    plan = a_plan(records, meeting=meeting)
    run = a_run(records, plan, mode="companion", round="asking")
    assert practice.laps_of(records, run)[0].planned_seconds == 4 + 8  # saying it, a breath, moving on
    done = send(records, run, 100, (5, 90, False), end="finished")
    assert "does not count" in done.says
    assert [lap.answering_seconds for lap in practice.laps_of(records, run)[:2]] == [None, None]
    assert "prepare" in due(records, NOW)
    assert journey.of_meeting(records, meeting, NOW).facts.rehearsals == 0
    assert rehearsal_choices.choices(records, as_of=NOW, limit=1)[0].rehearsed == 0
    assert practice.history(records, plan, limit=1)[0].round == "asking"


def test_a_run_broken_off_is_kept_and_prepares_nothing(records):
    _, meeting = planned(records)
    run = a_run(records, a_plan(records, meeting=meeting))
    send(records, run, 100)
    send(records, run, 100, end="broken_off")
    assert "prepare" in due(records, NOW)
    assert practice.get(records, run).broken_off_at == NOW
    assert seconds(records, run)[0] == 100


def test_a_run_with_no_question_asked_cannot_be_finished(records, plan):
    run = a_run(records, plan)
    with pytest.raises(InvalidRecord, match="No question was asked"):
        send(records, run, (5, True), end="finished")
    assert seconds(records, run)[0] is None
    assert practice.get(records, run).is_open


def test_laps_that_come_after_the_end_change_nothing(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, end="finished")
    assert send(records, run, 1, 2, 3) is None
    assert send(records, run, 1, end="finished", as_of=NOW + timedelta(hours=1)) is None
    assert send(records, run, 1, end="broken_off") is None
    assert practice.get(records, run).finished_at == NOW
    assert seconds(records, run) == [100, None, None, None]
    assert practice.get(records, run).broken_off_at is None


def test_undoing_the_end_opens_the_run_again_with_its_laps_and_what_was_heard(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, number=50)
    done = send(records, run, 100, 60, number=60, end="finished")
    practice.rate(records, practice.laps_of(records, run)[0].id, 4)
    undo(records, done)
    assert practice.get(records, run).is_open
    assert seconds(records, run)[:2] == [100, 60]
    assert practice.heard(records, run) == 60


def test_a_run_does_not_end_in_a_way_nobody_knows(records, plan):
    with pytest.raises(InvalidRecord, match="does not end"):
        send(records, a_run(records, plan), 100, end="given up")


def test_what_was_heard_is_forgotten_with_the_end(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, end="finished")
    assert records.rows("SELECT count(*) FROM drafts") == [(0,)]


# How it felt


def test_ease_is_kept_and_may_be_taken_back(records, plan):
    run = a_run(records, plan)
    send(records, run, 100, (4, True), end="finished")
    first, skipped, *_ = practice.laps_of(records, run)
    practice.rate(records, first.id, 2)
    assert practice.laps_of(records, run)[0].ease == 2
    practice.rate(records, first.id, None)
    assert practice.laps_of(records, run)[0].ease is None
    for lap_id, ease in ((first.id, 0), (first.id, 6), (first.id, True), (skipped.id, 3), ("nonsense", 3)):
        with pytest.raises(InvalidRecord):
            practice.rate(records, lap_id, ease)


# All runs of a plan


def test_the_history_counts_what_was_asked(records, plan):
    first = a_run(records, plan)
    send(records, first, 100, (4, True), 60, end="finished")
    second = practice.start(records, plan, as_of=NOW + timedelta(hours=1)).fact_id
    newest, oldest = practice.history(records, plan, limit=5)
    assert (newest.id, newest.asked, newest.spoken_s) == (second, 0, None)
    planned = [lap.planned_seconds for lap in practice.laps_of(records, first)]
    assert (oldest.questions, oldest.asked, oldest.spoken_s) == (4, 2, 160)
    assert oldest.planned_s == planned[0] + planned[2]
    assert [each.id for each in practice.history(records, plan, limit=1, skip=1)] == [first]
    assert practice.history(records, "nonsense", limit=5) == []


def test_a_run_without_laps_is_listed_too(records, plan):
    with records.transaction() as transaction:
        transaction.add("rehearsals", {"plan_id": plan, "started_at": NOW, "finished_at": NOW, "mode": "silent"})
    [past] = practice.history(records, plan, limit=5)
    assert (past.questions, past.asked, past.spoken_s) == (0, 0, None)

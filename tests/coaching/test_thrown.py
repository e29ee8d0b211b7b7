"""Curveballs thrown into a run: settled when it begins, kept as they come up."""

from ivw.coaching import agenda, curveballs, drafts, plans, practice, thrown
from tests.builders import at

NOW = at("2026-11-24 09:00")
OPEN, SHORT = "What did last week look like?", "What surprised you in your first year here?"


def a_plan(records):
    made = plans.start(records, minutes=20, as_of=NOW, title="In general").fact_id
    for text in (OPEN, SHORT):
        plans.add_question(records, made, text)
    return made


def a_run(records, plan, **how):
    return practice.start(records, plan, as_of=NOW, **how).fact_id


def test_what_a_run_has_in_store_is_settled_when_it_begins_and_forgotten_with_its_end(records):
    plan = a_plan(records)
    assert thrown.in_store(records, a_run(records, plan)) == {}
    run = a_run(records, plan, curveballs=True)
    in_store = thrown.in_store(records, run)
    laps = practice.laps_of(records, run)
    assert in_store == curveballs.draw(run, laps)
    assert in_store
    practice.save_laps(records, run, number=1, laps=[(9, 91, False)], as_of=NOW, end="finished")
    assert thrown.in_store(records, run) == {}
    assert drafts.read(records, thrown.slot(run)) == ""


def test_what_came_up_is_kept_with_the_laps_and_nothing_else(records):
    run = a_run(records, a_plan(records), curveballs=True)
    first, *_ = sorted(thrown.in_store(records, run))
    came_up = [(first, False), (9, True), (-1, True)]
    practice.save_laps(records, run, number=1, laps=[(1, 2, False)], as_of=NOW, came_up=came_up)
    assert [(each.ordinal, each.tried) for each in curveballs.of_run(records, run)] == [(first, False)]
    practice.save_laps(records, run, number=2, laps=[(1, 2, False)], as_of=NOW, came_up=[(first, True)])
    assert [each.tried for each in curveballs.of_run(records, run)] == [True]


def test_where_half_of_the_time_is_gone_the_must_asks_remain_and_what_is_worth_most(records):
    plan = a_plan(records)
    worth = {"What is new?": 1, "What is hard?": 3, "What is easy?": 1, "What is old?": 2}
    for text, priority in worth.items():
        plans.add_question(records, plan, text, priority=priority, answer_seconds=60)
    closing = [(text, seconds) for text, seconds in zip(agenda.MUST_ASKS.values(), (75.0, 26.0), strict=True)]
    rest = [*((text, 71.0) for text in worth), *closing]
    assert thrown.remaining(records, plan, rest) == [False, True, False, False, True, True]
    assert thrown.remaining(records, plan, closing) == [True, True]


def test_a_moment_that_left_the_file_comes_up_no_more_and_costs_no_lap(records):
    run = a_run(records, a_plan(records), curveballs=True)
    with records.transaction() as transaction:
        drafts.used(transaction, thrown.slot(run))
        transaction.add("drafts", {"slot": thrown.slot(run), "text": '{"1": "it_rains"}', "saved_at": NOW})
    assert thrown.in_store(records, run) == {}
    practice.save_laps(records, run, number=1, laps=[(1, 2, False)], as_of=NOW, came_up=[(1, True)])
    assert practice.laps_of(records, run)[0].seconds == 3
    assert curveballs.of_run(records, run) == []


def test_nothing_can_come_where_only_the_must_asks_are_asked():
    assert not thrown.can_come(list(agenda.MUST_ASKS.values()))
    assert thrown.can_come([OPEN, *agenda.MUST_ASKS.values()])

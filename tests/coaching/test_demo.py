"""The demo network, whatever day it is loaded: a life in full swing, with nothing impossible in it."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import demo, doctor, follow_ups, network, past_imports, people, profile, rehearsals_over_time, weekly
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at, everything, happened, records_in
from tests.coaching.demo_network import NETWORK, ZONES, counted


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as empty:
        yield empty


# A week on whose Sunday the clocks change in Berlin, and every part of the day.
DAYS = [
    "2024-10-21 00:05", "2024-10-22 06:30", "2024-10-23 09:00", "2024-10-24 13:20", "2024-10-25 17:45",
    "2024-10-26 20:10", "2024-10-27 23:55",
]  # fmt: skip
ACTIONS = {
    "thank_you", "promise", "record", "confirm", "prepare", "answer", "propose_times", "referral", "nudge",
    "second_person", "check_in", "reconnect",
}  # fmt: skip
RESTING = {"do_not_contact", "dormant", "declined", "parked", "waiting", "scheduled", "on_track", "prospect"}


@pytest.fixture(scope="module", params=[(day, ZONES[n % 2]) for n, day in enumerate(DAYS)], ids="-".join)
def loaded(request, tmp_path_factory):
    """The demo network, loaded on some day of the week somewhere: the records, the instant and the zone; only read."""
    day, zone = request.param
    as_of = at(day, zone)
    with records_in(tmp_path_factory.mktemp("demo")) as filled:
        demo.load(filled, as_of, zone, NETWORK)
        yield filled, as_of, zone


def test_every_action_and_every_state_is_there_whatever_day_it_is_loaded(loaded):
    records, as_of, zone = loaded
    queue = follow_ups.due(records, as_of, zone)
    states = {tie.state for tie in network.ties(records, as_of, zone, everybody=True)}

    assert {item.action for item in queue} == ACTIONS
    assert states >= RESTING
    assert states >= {"thank_you_due", "thank_you_overdue", "promise_due", "promise_overdue", "referral_overdue"}
    assert {state.removesuffix("_due").removesuffix("_overdue") for state in states} == ACTIONS | RESTING


def test_the_queue_is_full_and_not_late_everywhere(loaded):
    records, as_of, zone = loaded
    status = Counter(item.status for item in follow_ups.due(records, as_of, zone, upcoming=True))

    assert status["overdue"] == 3
    assert 12 <= status["due"] <= 20
    assert status["upcoming"] > 10


def test_a_thank_you_is_due_within_hours(loaded):
    records, as_of, zone = loaded
    (thank_you,) = [
        item for item in follow_ups.due(records, as_of, zone) if (item.action, item.status) == ("thank_you", "due")
    ]

    assert timedelta(hours=1) < thank_you.due_at - as_of < timedelta(hours=23)


def test_all_bands_and_all_ties_are_there_and_most_are_healthy(loaded):
    records, as_of, zone = loaded
    bands = network.bands(records, as_of, zone)

    assert all(bands.values())
    assert bands["healthy"] > sum(bands.values()) / 2
    assert {tie.tie for tie in network.ties(records, as_of, zone)} == set(profile.TIES)


def test_one_tie_has_been_silent_for_fourteen_months(loaded):
    records, as_of, zone = loaded
    (silent,) = [item for item in follow_ups.due(records, as_of, zone) if item.action == "reconnect"]

    assert 13.5 * 30.4 < silent.fact_number < 14.5 * 30.4


def test_the_weeks_look_like_those_of_somebody_at_it(loaded):
    records, as_of, zone = loaded
    history = {figure.name: figure.history[:-1] for figure in weekly.week(records, as_of, zone, weeks=13).figures}

    assert sum(1 <= count <= 6 for count in history["requests"]) >= 11
    assert sum(1 <= count <= 3 for count in history["conversations"]) >= 11
    assert all(sum(counts) > 0 for counts in history.values())
    *steps, again = weekly.week(records, as_of, zone).chain
    assert all(step.n > 0 for step in steps), steps
    # To meet again takes its time: on the first days of a week, whom one asked eleven weeks ago is not there yet.
    assert again.n > 0 or as_of.astimezone(ZoneInfo(zone)).isoweekday() <= 2


def test_it_reaches_back_half_a_year(loaded):
    records, as_of, _ = loaded
    (months,) = records.rows(
        "SELECT count(DISTINCT date_trunc('month', happened_at)) FROM interactions WHERE happened_at > $since",
        since=as_of - timedelta(days=183),
    )[0]

    assert months >= 6


def test_nothing_in_it_is_impossible(loaded):
    records, as_of, zone = loaded

    assert doctor.examine_facts(records, as_of, zone) == doctor.Examined((), ())


def test_every_page_of_the_cycle_has_something_to_show(loaded):
    records, as_of, _ = loaded

    assert counted(records, "SELECT count(*) FROM debriefs WHERE learned IS NOT NULL AND path_fit IS NOT NULL") >= 10
    assert counted(records, "SELECT count(DISTINCT field) FROM debriefs JOIN meetings m ON m.id = meeting_id "
                   "JOIN contacts c ON c.id = m.contact_id") == 3  # fmt: skip
    assert counted(records, "SELECT count(DISTINCT theme) FROM themes") >= 12
    assert counted(records, "SELECT count(*) FROM (SELECT theme FROM themes GROUP BY theme HAVING count(*) > 1)") >= 9
    assert counted(records, "SELECT count(*) FROM leads") >= 2
    assert counted(records, "SELECT count(*) FROM meetings WHERE notes IS NOT NULL") >= 5
    assert counted(records, "SELECT count(*) FROM goals WHERE closed_at IS NULL") >= 4
    assert counted(records, "SELECT count(*) FROM asked_questions WHERE plan_question_id IS NOT NULL") >= 10
    assert counted(records, "SELECT max(written_at) FROM debriefs") <= as_of
    assert counted(records, "SELECT max(asked_at) FROM asked_questions") <= as_of


def test_the_next_conversation_is_rehearsed_and_went_better_each_time(loaded):
    records, as_of, _ = loaded
    plan = records.rows(
        "SELECT p.id::VARCHAR FROM plans p JOIN meetings m ON m.id = p.meeting_id WHERE m.starts_at > $as_of "
        "ORDER BY m.starts_at LIMIT 1",
        as_of=as_of,
    )[0][0]
    over_time = rehearsals_over_time.read(records, plan, as_of=as_of)
    broken_off, rapid, *wholes = over_time.runs

    assert (broken_off.finished, rapid.round) == (False, "asking")
    assert [run.finished for run in wholes] == [True, True, True]
    assert wholes[0].spare_s < 0 < wholes[-1].spare_s
    assert [run.ease for run in over_time.runs] == sorted(run.ease for run in over_time.runs)
    nerves = [run.nerves_before for run in over_time.runs]
    assert nerves == sorted(nerves, reverse=True)
    assert [run.is_comfortable for run in wholes] == [False, False, True]
    assert counted(records, "SELECT count(*) FROM curveballs") >= 7
    assert {reached.is_comfortable for reached in rehearsals_over_time.read(records, as_of=as_of).reached} == {
        True,
        False,
    }


def test_the_conversation_after_it_has_a_plan_that_nobody_rehearsed(loaded):
    records, as_of, _ = loaded
    plans = records.rows(
        "SELECT count(q.id), count(DISTINCT r.id), count(q.must_ask) FROM meetings m "
        "JOIN plans p ON p.meeting_id = m.id LEFT JOIN plan_questions q ON q.plan_id = p.id "
        "LEFT JOIN rehearsals r ON r.plan_id = p.id "
        "WHERE m.starts_at > $as_of GROUP BY p.id, m.starts_at HAVING count(r.id) = 0 ORDER BY m.starts_at",
        as_of=as_of,
    )

    assert plans == [(9, 0, 2)]


def test_taking_it_out_can_be_taken_back_with_what_was_written_about_its_people(records):
    as_of = at("2024-10-23 09:00", ZONES[0])
    a_contact(records, name="Ada")
    demo.load(records, as_of, ZONES[0], NETWORK)
    (ines,) = people.search(records, "Ines Okafor")[0]
    happened(records, ines.contact_id, "note", "2024-10-23 10:00", text="Plays the cello")
    before = everything(records)

    removed = demo.remove(records, as_of + timedelta(hours=2))
    assert not people.search(records, "Ines Okafor")[0]
    undo(records, removed)

    assert everything(records) == before
    assert past_imports.demo_stands(records)


def test_taking_it_out_is_not_taken_back_once_it_came_anew(records):
    as_of = at("2024-10-23 09:00", ZONES[0])
    demo.load(records, as_of, ZONES[0], NETWORK)
    removed = demo.remove(records, as_of)
    demo.load(records, as_of, ZONES[0], NETWORK)
    before = everything(records)

    with pytest.raises(InvalidRecord):
        undo(records, removed)

    assert everything(records) == before

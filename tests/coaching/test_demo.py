from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import (
    contacts,
    demo,
    doctor,
    drafts,
    follow_ups,
    interactions,
    meetings,
    network,
    open_topics,
    past_imports,
    people,
    plans,
    profile,
    promises,
    rehearsals_over_time,
    stories,
    weekly,
    weekly_reviews,
)
from ivw.coaching.demo import Network, Person
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation, at, happened, records_in

NETWORK = demo_file.read()
ZONES = ("Europe/Berlin", "America/Los_Angeles")
# A week on whose Sunday the clocks change in Berlin, and every part of the day.
DAYS = [
    "2024-10-21 00:05", "2024-10-22 06:30", "2024-10-23 09:00", "2024-10-24 13:20", "2024-10-25 17:45",
    "2024-10-26 20:10", "2024-10-27 23:55",
]  # fmt: skip
WEDNESDAY = at("2024-10-23 09:00", ZONES[0])
ACTIONS = {
    "thank_you", "promise", "record", "confirm", "prepare", "answer", "propose_times", "referral", "nudge",
    "second_person", "check_in", "reconnect",
}  # fmt: skip
RESTING = {"do_not_contact", "dormant", "declined", "parked", "waiting", "scheduled", "on_track", "prospect"}


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as empty:
        yield empty


@pytest.fixture(scope="module", params=[(day, ZONES[n % 2]) for n, day in enumerate(DAYS)], ids="-".join)
def loaded(request, tmp_path_factory):
    """The demo network, loaded on some day of the week somewhere: the records, the instant and the zone; only read."""
    day, zone = request.param
    as_of = at(day, zone)
    with records_in(tmp_path_factory.mktemp("demo")) as filled:
        demo.load(filled, as_of, zone, NETWORK)
        yield filled, as_of, zone


def everything(records, *but):
    """Every row of every table but these."""
    return {
        table: sorted(map(str, records.rows(f"SELECT * FROM {table}")))
        for table in records.columns()
        if table not in ("definitions", "imports", "import_changes", *but)
    }


def a_plan_with_a_goal(records, goal):
    """A plan of one's own, in general, whose question serves a goal of one's own with these words."""
    with records.transaction() as transaction:
        plan = transaction.add("plans", {"title": "Mine", "minutes": 20, "made_at": WEDNESDAY})
        question = transaction.add("plan_questions", {"plan_id": plan, "ordinal": 1, "text": "What do you do all day?"})
        serves = transaction.add("goals", {"kind": "learn", "text": goal, "weight": 1, "added_at": WEDNESDAY})
        transaction.add("plan_question_goals", {"plan_question_id": question, "goal_id": serves})


def counted(records, sql):
    """The one number that this query returns."""
    return records.rows(sql)[0][0]


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


def test_referrals_lead_to_the_people_of_their_names(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    referred = records.rows("SELECT r.name, c.name FROM referrals r LEFT JOIN contacts c ON c.id = r.prospect_id")
    assert len(referred) > 5
    assert all(name == leads_to for name, leads_to in referred)


def test_what_people_said_reads_as_it_stands_in_the_file(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    (ines,) = people.search(records, "Ines Okafor")[0]
    (talk,) = meetings.of_contact(records, ines.contact_id)
    assert talk.about == "Her move from architecture, and how the residents' panel is run"
    assert contacts.get(records, ines.contact_id).field == "Service design"
    assert contacts.get(records, ines.contact_id).added_at < WEDNESDAY - timedelta(days=14)


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


def test_what_was_promised_and_named_in_a_conversation_belongs_to_it(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    (ines,) = people.search(records, "Ines Okafor")[0]
    (talk,) = meetings.of_contact(records, ines.contact_id)
    tied = records.rows("SELECT meeting_id::VARCHAR FROM promises WHERE contact_id = $id::UUID", id=ines.contact_id)
    assert tied == [(talk.id,), (talk.id,)]
    assert counted(records, "SELECT count(*) FROM referrals WHERE meeting_id IS NOT NULL") > 5


def test_a_question_that_serves_an_unknown_goal_is_refused(records):
    plan = {"questions": ({"text": "Why?", "goals": ("Fly",)},)}
    broken = Network((Person({"name": "Ada"}, meetings=({"starts_at": WEDNESDAY, "plan": plan},)),))

    with pytest.raises(InvalidRecord, match="Fly"):
        demo.load(records, WEDNESDAY, ZONES[0], broken)

    assert people.counts(records)["everyone"] == 0


def test_a_curveball_that_its_file_does_not_know_is_refused(records):
    rehearsal = {"started_at": WEDNESDAY, "minutes": 9, "curveballs": ({"ordinal": 1, "situation": "fly"},)}
    broken = Network((Person({"name": "Ada"}, meetings=({"starts_at": WEDNESDAY, "rehearsals": (rehearsal,)},)),))

    with pytest.raises(InvalidRecord, match="No curveball is called fly"):
        demo.load(records, WEDNESDAY, ZONES[0], broken)

    assert people.counts(records)["everyone"] == 0


def test_loading_it_twice_is_refused(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    before = everything(records)

    with pytest.raises(InvalidRecord) as refused:
        demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    assert refused.value.field == "demo"
    assert everything(records) == before


def test_it_is_marked_as_the_demo(records):
    assert past_imports.demo_import(records) is None

    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    marked = past_imports.demo_import(records)
    assert marked is not None
    assert marked.people == len(NETWORK.people)


def test_removing_it_leaves_ones_own_records_untouched(records):
    later = WEDNESDAY + timedelta(hours=1)
    ada = a_contact(records, name="Ada", email="ines.okafor@example.org", met="2024-10-01 10:00", asked="2024-09-20")
    promises.promise(records, contact_id=ada, what="the article", due=WEDNESDAY.date(), as_of=WEDNESDAY)
    promises.refer(records, contact_id=ada, name="Ben", as_of=WEDNESDAY)
    profile.save(records, name="Mara", time_zone=ZONES[0], first_weekday=7)
    a_plan_with_a_goal(records, NETWORK.goals[0]["text"])
    drafts.save(records, f"note:{ada}", "half a thought", WEDNESDAY)
    mine = everything(records)

    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    (ines, *_) = people.search(records, "Ines Okafor")[0]
    (amara,) = people.search(records, "Amara Diallo")[0]
    interactions.log(records, contact_id=ines.contact_id, kind="thank_you", happened_at=later, as_of=later)
    promises.promise(records, contact_id=ines.contact_id, what="a map", due=later.date(), as_of=later)
    a_conversation(records, amara.contact_id, starts="2024-11-20 10:00", scheduled="2024-10-23 10:00")
    happened(records, ada, "request", "2024-10-23 10:30")
    (item, *_) = follow_ups.due(records, later, ZONES[0])
    follow_ups.postpone(records, item, 3, as_of=later, zone=ZONES[0])
    with records.transaction() as transaction:
        talk = transaction.fetch("SELECT id::VARCHAR FROM meetings WHERE contact_id = $id::UUID", id=amara.contact_id)
        transaction.add("plans", {"meeting_id": talk[0][0], "minutes": 20, "made_at": later})
    also_mine = everything(records)["interactions"]

    demo.remove(records, later)

    assert everything(records, "interactions") == {t: rows for t, rows in mine.items() if t != "interactions"}
    (asked_again,) = set(everything(records)["interactions"]) - set(mine["interactions"])
    assert asked_again in also_mine
    assert past_imports.demo_import(records) is None


def test_a_referral_of_ones_own_to_somebody_in_the_demo_forgets_them(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    (ines,) = people.search(records, "Ines Okafor")[0]
    ada = a_contact(records, name="Ada")
    with records.transaction() as transaction:
        transaction.add(
            "referrals",
            {
                "contact_id": ada,
                "name": "Ines",
                "given_at": WEDNESDAY,
                "may_mention": "yes",
                "prospect_id": ines.contact_id,
            },
        )

    demo.remove(records, WEDNESDAY)

    (kept,) = promises.referrals_of(records, ada)
    assert (kept.name, kept.prospect_id) == ("Ines", None)


def test_it_can_come_again_after_it_went(records):
    for _ in range(2):
        demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
        demo.remove(records, WEDNESDAY)

    assert people.counts(records)["everyone"] == 0
    with pytest.raises(InvalidRecord):
        demo.remove(records, WEDNESDAY)


def test_its_coming_and_going_offer_no_undo_of_a_thousand_rows(records):
    assert not demo.load(records, WEDNESDAY, ZONES[0], NETWORK).change
    assert not demo.remove(records, WEDNESDAY).change


def test_a_value_that_the_records_refuse_leaves_nothing_behind(records):
    broken = Network((Person({"name": "Ada"}, meetings=({"starts_at": WEDNESDAY, "minutes": 0},)),))

    with pytest.raises(InvalidRecord):
        demo.load(records, WEDNESDAY, ZONES[0], broken)

    assert people.counts(records)["everyone"] == 0
    assert past_imports.demo_import(records) is None


def test_people_of_the_same_name_or_address_as_ones_own_are_somebody_else(records):
    a_contact(records, name="Ines Okafor", email="ines.okafor@example.org")

    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    assert len(people.search(records, "Ines Okafor")[0]) == 2


def test_the_instants_are_those_of_the_persons_zone(records):
    told = Network((Person({"name": "Ada", "shortlisted_at": WEDNESDAY}),))

    demo.load(records, WEDNESDAY, ZONES[1], told)

    (ada,) = people.search(records, "Ada")[0]
    assert ada.shortlisted_at == datetime(2024, 10, 23, 7, tzinfo=ZoneInfo("UTC"))


def test_an_introduction_in_ones_own_words_stays_when_the_demo_goes(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    assert [stories.is_ready(each) for each in stories.every(records)] == [True, True, False]
    stories.introduce(records, "I count things.", as_of=WEDNESDAY)
    demo.remove(records, WEDNESDAY)
    assert stories.introduction(records) == "I count things."
    assert stories.every(records) == []


def test_of_a_plan_to_come_one_question_was_answered_by_reading_since(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    amara = next(head for head in plans.recent(records, 100) if head.contact == "Amara Diallo")
    asked = plans.get(records, amara.id).questions
    known = open_topics.sheets(records, amara.contact_id)
    [found] = open_topics.found_out(known, asked).values()
    assert found.topic.key == "published"
    assert {each.topic for each in asked} > {"published", "qualifications"}
    assert open_topics.still_open(known, asked)


def test_the_demo_looks_back_on_some_weeks_and_takes_that_out_again(records):
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    found = weekly_reviews.found(records)
    assert [each.week.isoformat() for each in found] == ["2024-10-07", "2024-09-30", "2024-09-16"]
    assert all(each.went_well and each.to_change and each.intentions for each in found)
    assert all(each.written_at < WEDNESDAY for each in found)
    demo.remove(records, WEDNESDAY)
    assert weekly_reviews.found(records) == []
    assert records.rows("FROM intentions") == []


def test_what_i_wrote_about_a_week_is_not_the_demos(records):
    mine, theirs = date(2024, 9, 30), date(2024, 10, 7)
    weekly_reviews.write(records, mine, "went_well", "Mine", as_of=WEDNESDAY)
    demo.load(records, WEDNESDAY, ZONES[0], NETWORK)
    assert weekly_reviews.of_week(records, mine).went_well == "Mine"
    weekly_reviews.write(records, theirs, "to_change", "Rewritten", as_of=WEDNESDAY)
    demo.remove(records, WEDNESDAY)
    assert [each.week for each in weekly_reviews.found(records)] == [theirs, mine]

"""The demo network comes beside one's own records, is marked, and goes again without touching them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import (
    contacts,
    demo,
    drafts,
    follow_ups,
    interactions,
    meetings,
    open_topics,
    past_imports,
    people,
    plans,
    profile,
    promises,
    stories,
    weekly_reviews,
)
from ivw.coaching.demo import Network, Person
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, everything, happened, records_in
from tests.coaching.demo_network import NETWORK, ZONES, counted


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as empty:
        yield empty


WEDNESDAY = at("2024-10-23 09:00", ZONES[0])


def facts(records, *but):
    """Every row of every table of facts but these."""
    return everything(records, "definitions", "imports", "import_changes", *but)


def a_plan_with_a_goal(records, goal):
    """A plan of one's own, in general, whose question serves a goal of one's own with these words."""
    with records.transaction() as transaction:
        plan = transaction.add("plans", {"title": "Mine", "minutes": 20, "made_at": WEDNESDAY})
        question = transaction.add("plan_questions", {"plan_id": plan, "ordinal": 1, "text": "What do you do all day?"})
        serves = transaction.add("goals", {"kind": "learn", "text": goal, "weight": 1, "added_at": WEDNESDAY})
        transaction.add("plan_question_goals", {"plan_question_id": question, "goal_id": serves})


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
    before = facts(records)

    with pytest.raises(InvalidRecord) as refused:
        demo.load(records, WEDNESDAY, ZONES[0], NETWORK)

    assert refused.value.field == "demo"
    assert facts(records) == before


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
    mine = facts(records)

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
    also_mine = facts(records)["interactions"]

    demo.remove(records, later)

    assert facts(records, "interactions") == {t: rows for t, rows in mine.items() if t != "interactions"}
    (asked_again,) = set(facts(records)["interactions"]) - set(mine["interactions"])
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


def test_its_coming_offers_no_undo_since_removing_it_is_one(records):
    assert not demo.load(records, WEDNESDAY, ZONES[0], NETWORK).change


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

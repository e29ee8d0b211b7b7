"""What research left open becomes a question; what was found out since is marked."""

from dataclasses import replace

import pytest

from ivw.coaching import contacts, fields, open_topics, plans, question_review, research
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.research import Target
from ivw.coaching.research_topics import QUESTIONS, TOPICS, of_key
from tests.builders import a_contact, a_conversation, at

HERE = at("2026-11-24 09:00")


def somebody(records, **more):
    return a_contact(records, organization="Osierway", field="Urban mobility", **more)


def note(records, kind, key, topic, finding, name=""):
    return research.note(records, Target(kind, key, name), topic=topic, finding=finding, as_of=HERE).fact_id


def a_plan(records, contact, starts="2026-12-01 15:00"):
    meeting = a_conversation(records, contact, starts=starts, scheduled="2026-11-10")
    return plans.start(records, minutes=20, as_of=HERE, meeting_id=meeting).fact_id


def still_open(records, contact, plan):
    known = open_topics.sheets(records, contact)
    return [each.question for each in open_topics.still_open(known, plans.get(records, plan).questions)]


def found_out(records, contact, plan):
    known = open_topics.sheets(records, contact)
    return open_topics.found_out(known, plans.get(records, plan).questions)


def test_each_suggested_question_is_open_and_has_nothing_to_see_to():
    for question in QUESTIONS.values():
        found = question_review.review(question)
        assert (found.is_open, found.flags, question_review.is_about_me(question)) == (True, (), False), question


def test_each_belongs_to_one_topic_and_none_asks_for_pay():
    keys = [topic.key for topics in TOPICS.values() for topic in topics if topic.question]
    assert sorted(keys) == sorted(QUESTIONS)
    assert "income" not in keys
    assert [of_key(key).key for key in keys] == keys
    assert of_key("to_ask") is of_key(None) is of_key("nonsense") is None


def test_what_is_open_of_person_organization_and_field_is_suggested_ones_own_questions_first(records):
    ada = somebody(records)
    plan = a_plan(records, ada)
    note(records, "person", ada, "to_ask", "Who decides about the night bus?")
    note(records, "person", ada, "path", "Geography, then trams")
    note(records, "organization", None, "mission", "A tram for everybody", name="Osierway")
    field = fields.add(records, name="urban mobility", as_of=HERE).fact_id
    note(records, "field", field, "timetable", "Early")
    suggested = still_open(records, ada, plan)
    assert suggested[0] == "Who decides about the night bus?"
    asked = {key for key, question in QUESTIONS.items() if question in suggested}
    assert set(QUESTIONS) - asked == {"path", "mission", "timetable"}
    contacts.change(records, ada, tenure="six years")
    assert QUESTIONS["tenure"] not in still_open(records, ada, plan)


def test_a_press_puts_it_into_the_plan_once_and_undo_brings_the_point_back(records):
    ada = somebody(records)
    plan = a_plan(records, ada)
    done = open_topics.ask(records, plan, QUESTIONS["path"], "path")
    assert open_topics.ask(records, plan, QUESTIONS["path"], "path") is None
    [asked] = [each for each in plans.get(records, plan).questions if not each.must_ask]
    assert (asked.text, asked.topic) == (QUESTIONS["path"], "path")
    assert QUESTIONS["path"] not in still_open(records, ada, plan)
    undo(records, done)
    assert QUESTIONS["path"] in still_open(records, ada, plan)


def test_two_questions_of_ones_own_may_both_be_asked(records):
    plan = a_plan(records, somebody(records))
    for text in ("Who decides?", "Who pays?"):
        assert open_topics.ask(records, plan, text, "to_ask")
    assert len(plans.get(records, plan).questions) == 4


def test_in_other_words_it_stays_tied_to_its_topic_and_a_finding_marks_it(records):
    ada = somebody(records)
    plan = a_plan(records, ada)
    key = open_topics.ask(records, plan, QUESTIONS["path"], "path").fact_id
    question = plans.question_of(records, plan, key)
    plans.change_question(records, replace(question, text="How did you come here?"))
    assert found_out(records, ada, plan) == {}
    finding = note(records, "person", ada, "path", "Geography, then trams")
    [found] = found_out(records, ada, plan).values()
    assert (found.question.text, found.topic.key) == ("How did you come here?", "path")
    assert found.answer == "Geography, then trams"
    research.remove(records, finding)
    assert found_out(records, ada, plan) == {}


def test_who_wants_to_hear_it_anyway_may(records):
    ada = somebody(records)
    plan = a_plan(records, ada)
    key = open_topics.ask(records, plan, QUESTIONS["path"], "path").fact_id
    note(records, "person", ada, "path", "Geography")
    done = open_topics.ask_anyway(records, plan, key)
    assert found_out(records, ada, plan) == {}
    assert plans.question_of(records, plan, key)
    undo(records, done)
    assert found_out(records, ada, plan)


def test_from_the_research_it_goes_into_the_plan_of_the_next_conversation(records):
    ada = somebody(records)
    a_plan(records, ada, starts="2026-11-20 10:00")  # over
    later, sooner = (a_plan(records, ada, starts=f"2026-12-0{day} 10:00") for day in (8, 2))
    open_topics.ask_when_you_meet(records, ada, QUESTIONS["path"], "path", as_of=HERE)
    assert [each.topic for each in plans.get(records, sooner).questions if not each.must_ask] == ["path"]
    assert len(plans.get(records, later).questions) == 2


def test_where_no_plan_is_there_it_begins_one_in_one_step(records):
    ada = somebody(records)
    meeting = a_conversation(records, ada, starts="2026-12-01 15:00", scheduled="2026-11-20", minutes=25)
    done = open_topics.ask_when_you_meet(records, ada, QUESTIONS["path"], "path", as_of=HERE)
    plan = plans.of_meeting(records, meeting)
    assert [each.must_ask or each.topic for each in plan.questions] == ["path", "who_else", "your_name"]
    assert plan.minutes == 25
    assert open_topics.ask_when_you_meet(records, ada, QUESTIONS["path"], "path", as_of=HERE) is None
    undo(records, done)
    assert plans.of_meeting(records, meeting) is None


def test_without_a_conversation_it_says_so(records):
    with pytest.raises(InvalidRecord, match="No conversation"):
        open_topics.ask_when_you_meet(records, somebody(records), QUESTIONS["path"], "path", as_of=HERE)

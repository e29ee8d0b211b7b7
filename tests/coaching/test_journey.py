"""The five-step path of a conversation follows from what was logged, noted, planned and rehearsed."""

from dataclasses import replace

import pytest

from ivw.coaching import contacts, follow_ups, journey, meetings, plans, research
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.research import Target
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2026-11-16 09:00")


def done(path):
    return [step.name for step in path.steps if step.is_done]


def planned(records, *, questions=0, rehearsed=False):
    """A conversation to come, with a plan of so many questions besides a must-ask where there are any."""
    meeting = a_conversation(records, a_contact(records), starts="2026-11-18 10:00", scheduled="2026-11-10 09:00")
    if questions:
        with records.transaction() as transaction:
            plan = transaction.add("plans", {"meeting_id": meeting, "minutes": 20, "made_at": NOW})
            asked = [(f"Question {n}?", None) for n in range(questions)] + [("Who else?", "who_else")]
            for place, (text, must_ask) in enumerate(asked):
                row = {"plan_id": plan, "ordinal": place, "text": text, "must_ask": must_ask}
                transaction.add("plan_questions", row | {"tier": "should", "priority": 2, "about_me": False})
            if rehearsed:
                transaction.add("rehearsals", {"plan_id": plan, "started_at": NOW, "finished_at": NOW})
    return meeting


def test_somebody_on_the_shortlist_is_read_about_lightly_and_then_asked(records):
    whom = a_contact(records, shortlist=True)
    path = journey.of_contact(records, whom, NOW)
    assert done(path) == []
    assert path.next.name == "research"
    assert [each.name for each in path.steps] == ["research", "contact", "questions", "rehearse", "appear"]

    why = "Your talk on night buses stayed with me."
    contacts.change(records, whom, why_this_person=why, common_ground="Leeds", position="Planner")
    path = journey.of_contact(records, whom, NOW)
    assert done(path) == ["research"]
    assert path.next.name == "contact"
    assert path.next.says == "Ask for 20 minutes."
    assert path.facts.meeting_id is None


def test_what_was_logged_last_says_whose_turn_it_is(records):
    asked = a_contact(records, asked="2026-11-10 09:00")
    with_them = journey.of_contact(records, asked, NOW).next
    assert (with_them.name, with_them.standing) == ("contact", "waits")
    assert "theirs" in with_them.says
    happened(records, asked, "agreed", "2026-11-11 09:00")
    happened(records, asked, "note", "2026-11-12 09:00")
    with_me = journey.of_contact(records, asked, NOW).next
    assert (with_me.name, with_me.standing) == ("contact", "begun")
    assert "Agree on a time" in with_me.says


def test_what_was_read_before_the_request_is_begun_and_not_undone_after_the_yes(records):
    known = {"why_this_person": "Your talk on night buses.", "common_ground": "Leeds", "position": "Planner"}
    asked = a_contact(records, asked="2026-11-10 09:00", **known)
    before = journey.of_contact(records, asked, NOW)
    assert [(each.name, each.standing) for each in before.steps[:2]] == [("research", "done"), ("contact", "waits")]
    a_conversation(records, asked, starts="2026-11-18 10:00", scheduled="2026-11-11 09:00")
    after = journey.of_contact(records, asked, NOW)
    assert [(each.name, each.standing) for each in after.steps[:2]] == [("contact", "done"), ("research", "begun")]


def test_what_is_logged_for_later_does_not_count_yet(records):
    asked = a_contact(records, asked="2026-11-10 09:00")
    happened(records, asked, "agreed", "2026-11-17 09:00")
    assert "theirs" in journey.of_contact(records, asked, NOW).next.says


def test_a_planned_conversation_makes_the_contact(records):
    path = journey.of_meeting(records, planned(records), NOW)
    assert done(path) == ["contact"]
    assert path.next.name == "research"


def step(path, name="research"):
    return next((each.is_done, each.says) for each in path.steps if each.name == name)


def test_before_one_asks_three_of_five_things_are_research_the_reason_among_them(records):
    ada = a_contact(records, shortlist=True, position="Planner", common_ground="The same school")
    assert step(journey.of_contact(records, ada, NOW)) == (
        False, "2 of 5 known before you ask; note why this person (guide 1).",
    )  # fmt: skip
    contacts.change(records, ada, position=None, why_this_person="She changed fields at forty.")
    assert step(journey.of_contact(records, ada, NOW)) == (False, "2 of 5 known before you ask; three will do.")
    contacts.change(records, ada, position="Planner")
    assert step(journey.of_contact(records, ada, NOW)) == (True, "3 of 5 known before you ask.")


def test_after_their_yes_research_goes_deep_to_where_they_work_too(records):
    ada = a_contact(records, agreed="2026-11-11 09:00", why_this_person="She changed fields at forty.", tenure="a year")
    is_done, says = step(journey.of_contact(records, ada, NOW))
    assert (is_done, says.split(";")[0]) == (False, "1 of 4 found out about them")
    contacts.change(records, ada, organization="Osierway")
    for topic in ("goals", "mission", "culture", "impact"):
        at_work = Target("organization", None, "Osierway")
        research.note(records, at_work, topic=topic, finding="Something", as_of=NOW)
    path = journey.of_contact(records, ada, NOW)
    assert step(path) == (True, "5 of 10 found out about them and where they work.")


def test_half_of_what_is_deep_prepares_a_planned_conversation(records):
    meeting = planned(records)
    contact = meetings.get(records, meeting).contact_id
    contacts.change(records, contact, tenure="a year")
    assert done(journey.of_meeting(records, meeting, NOW)) == ["contact"]
    research.note(records, Target("person", contact), topic="path", finding="By way of a ship", as_of=NOW)
    assert done(journey.of_meeting(records, meeting, NOW)) == ["contact", "research"]


@pytest.mark.parametrize(("questions", "enough"), [(0, False), (2, False), (3, True), (9, True)])
def test_three_questions_besides_the_must_asks_are_a_plan(records, questions, enough):
    path = journey.of_meeting(records, planned(records, questions=questions), NOW)
    assert ("questions" in done(path)) is enough


def test_a_finished_rehearsal_or_a_tick_is_rehearsed(records):
    assert "rehearse" in done(journey.of_meeting(records, planned(records, questions=3, rehearsed=True), NOW))
    meeting = planned(records, questions=3)
    assert "rehearse" not in done(journey.of_meeting(records, meeting, NOW))
    meetings.tick_prepared(records, meeting, as_of=NOW)
    assert "rehearse" in done(journey.of_meeting(records, meeting, NOW))


def test_the_path_ends_with_the_conversation_held(records):
    meeting = planned(records)
    after = at("2026-11-18 12:00")
    meetings.hold(records, meeting, as_of=after)
    path = journey.of_meeting(records, meeting, after)
    assert path.steps[-1].is_done
    assert path.steps[-1].says == "You talked."


def test_the_next_planned_conversation_is_the_one_shown(records):
    contact = a_contact(records)
    a_conversation(records, contact, starts="2026-12-20 10:00", scheduled="2026-11-10 09:00")
    nearest = a_conversation(records, contact, starts="2026-11-20 10:00", scheduled="2026-11-10 09:00")
    assert journey.of_contact(records, contact, NOW).facts.meeting_id == nearest


def test_a_conversation_that_is_gone_is_said_to_be_gone(records):
    with pytest.raises(InvalidRecord):
        journey.of_meeting(records, "no id at all", NOW)


def test_after_the_talk_the_path_is_walked_and_nothing_of_it_is_to_come(records):
    met = a_contact(records, met="2026-11-10 09:00")
    path = journey.of_contact(records, met, NOW)
    assert path.facts.status == "held"
    assert path.next is None


def test_asking_anew_after_a_talk_begins_another_path(records):
    met = a_contact(records, met="2026-11-10 09:00", asked="2026-11-12 09:00")
    path = journey.of_contact(records, met, NOW)
    assert path.facts.meeting_id is None
    assert path.next.name == "contact"


def path_of(records, whom, day="2026-11-16 09:00"):
    """As a person's page asks for it: with what the queue says of them."""
    state, items = follow_ups.standing(records, whom, at(day), "UTC")
    due = {item.action for item in items if item.status != "upcoming"}
    return journey.of_contact(records, whom, at(day), due=due, rests=state == "parked")


def test_a_yes_stays_one_while_times_are_offered_and_what_one_can_do_meanwhile_is_read(records):
    asked = a_contact(records, asked="2026-11-10 09:00", agreed="2026-11-11 09:00")
    happened(records, asked, "proposal", "2026-11-12 09:00")
    path = path_of(records, asked)
    assert [(each.name, each.standing) for each in path.steps[:2]] == [("contact", "waits"), ("research", "open")]
    assert (path.next.name, path.next.says.split(";")[0]) == ("research", "0 of 4 found out about them")


def test_what_asks_for_no_conversation_is_no_request_and_reading_comes_first(records):
    for kind in ("connection", "message"):
        whom = a_contact(records, shortlist=True)
        happened(records, whom, kind, "2026-11-10 09:00")
        assert path_of(records, whom).next.name == "research"


def test_an_answer_to_their_reply_leaves_the_ball_with_them(records):
    asked = a_contact(records, asked="2026-11-10 09:00", replied="2026-11-11 09:00")
    assert path_of(records, asked).next.says == "They wrote. Answer them."
    happened(records, asked, "message", "2026-11-12 09:00")
    step = path_of(records, asked).next
    assert (step.name, step.standing, step.says) == ("contact", "waits", "You wrote last; the ball is theirs.")


def test_it_says_when_a_reminder_is_due_and_when_it_rests(records):
    asked = a_contact(records, asked="2026-11-02 09:00")
    assert path_of(records, asked, "2026-11-10 09:00").next.standing == "waits"
    assert path_of(records, asked, "2026-11-11 09:00").next.says == "No answer yet. Remind them."
    assert path_of(records, asked, "2027-03-01 09:00").next.says == "No answer came, and it rests."
    later = a_contact(records, asked="2026-11-02 09:00")
    happened(records, later, "deferred", "2026-11-03 09:00", again_on=at("2026-11-20").date())
    assert path_of(records, later).next.says == "They asked you to come back later."
    assert path_of(records, later, "2026-11-20 09:00").next.says == "The day they named has come."


def test_after_a_no_nothing_is_next(records):
    asked = a_contact(records, asked="2026-11-10 09:00")
    happened(records, asked, "declined", "2026-11-11 09:00")
    path = path_of(records, asked)
    assert path.next is None
    assert "They said no." in [each.says for each in path.steps]


def test_a_talk_that_is_over_waits_to_be_recorded_and_the_next_one_goes_before_it(records):
    whom = a_contact(records)
    over = a_conversation(records, whom, starts="2026-11-14 10:00", scheduled="2026-11-10 09:00")
    path = path_of(records, whom)
    assert (path.facts.meeting_id, path.next.name, path.next.says) == (over, "appear", "Say what happened.")
    ahead = a_conversation(records, whom, starts="2026-11-18 10:00", scheduled="2026-11-10 09:00")
    assert path_of(records, whom).facts.meeting_id == ahead


def test_what_was_called_off_is_planned_anew(records):
    meeting = planned(records)
    meetings.call_off(records, meeting, as_of=NOW)
    path = journey.of_meeting(records, meeting, NOW)
    assert done(path) == []
    assert (path.next.name, path.next.says) == ("contact", "It did not take place. Offer new times.")


def test_spares_are_no_part_of_what_is_chosen(records):
    meeting = planned(records, questions=3)
    plan = plans.of_meeting(records, meeting)
    for question in plan.questions:
        if not question.must_ask:
            plans.change_question(records, replace(question, tier="spare"))
    assert "questions" not in done(journey.of_meeting(records, meeting, NOW))

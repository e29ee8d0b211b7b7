"""Reflection: whom and what a conversation brought, its questions, and the way on to the thank-you."""

from datetime import date

import pytest

from ivw.coaching import (
    asking,
    contacts,
    goals,
    goals_reached,
    meetings,
    must_asks,
    plans,
    promises,
    referrers,
    reflections,
)
from tests.builders import a_contact, a_conversation, at, happened
from tests.pages.debriefs import met, page
from tests.screen import HERE, ZONE, choose, click, field, primary, run, said, text
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")


def referred(records, starts="2026-11-23 15:00"):
    """Hana, whom Lena named, met yesterday; Lena, Hana and the conversation."""
    lena = a_contact(records, name="Lena")
    done = promises.refer(records, contact_id=lena, name="Hana", as_of=at("2026-11-02"))
    hana = promises.prospect_of(records, done.fact_id)
    return lena, hana, a_conversation(records, hana, starts=starts, held=True, zone=ZONE)


# What it brought


def test_what_was_talked_about_can_be_mended(records):
    _, meeting = met(records)
    type_into(page(meeting=meeting), f"about:{meeting}", "Her move; the panel")
    assert meetings.get(records, meeting).about == "Her move; the panel"


def test_somebody_named_becomes_a_prospect_of_this_conversation(records):
    ada, meeting = met(records)
    app = page(meeting=meeting)
    assert "Nobody yet" in text(app)
    field(app, "Name").set_value("Hana Sato")
    field(app, "May you mention who named them?").set_value("yes")
    field(app, "What they said about them").set_value("Walks every line")
    field(app, "What they offered").set_value("introduction")
    app = click(app, "Add them")
    [referral] = promises.referrals_in(records, meeting)
    assert (referral.name, referral.may_mention, referral.contact_id) == ("Hana Sato", "yes", ada)
    assert (referral.about, referral.kind) == ("Walks every line", "introduction")
    assert "They will introduce me · Walks every line" in said(app)
    assert contacts.get(records, referral.prospect_id).mutual_contact == "Ada"
    assert "Hana Sato" in said(app)
    click(app, "Undo")
    assert promises.referrals_in(records, meeting) == []


def test_somebody_of_a_known_name_is_asked_about_and_linked(records):
    ada, meeting = met(records)
    camille = a_contact(records, name="Camille Roux")
    app = page(meeting=meeting)
    field(app, "Name").set_value("Camille Roux")
    app = click(app, "Add them")
    assert promises.referrals_in(records, meeting) == []
    field(app, "In your records").set_value(camille)
    app = click(app, "Add them")
    assert [each.prospect_id for each in promises.referrals_in(records, meeting)] == [camille]
    assert "the same person?" not in text(app)
    promises.refer(records, contact_id=ada, name="camille roux", as_of=HERE, meeting_id=meeting)
    app = page(meeting=meeting)
    assert "the same person?" in text(app)
    click(app, "Yes, Camille Roux")
    assert {each.prospect_id for each in promises.referrals_in(records, meeting)} == {camille}


def test_a_permission_ticked_as_asked_is_asked_for_its_answer(records):
    ada, meeting = met(records)
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE, meeting_id=meeting)
    asking.tick(records, meeting, asking.Question(None, "May I mention your name?"), asked=True, as_of=HERE)
    app = page(meeting=meeting)
    assert "Asked: what did they say?" in said(app)
    assert "Your thank-you may ask" not in text(app)
    choose(app, f"may-all-{meeting}", "yes")
    assert promises.referrals_in(records, meeting)[0].may_mention == "yes"


def test_the_permission_is_changed_beside_the_name(records):
    ada, meeting = met(records)
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE, meeting_id=meeting)
    app = page(meeting=meeting)
    next(each for each in app.get("menu_button") if each.key.startswith("mention-")).set_value("yes")
    run(app)
    assert promises.referrals_in(records, meeting)[0].may_mention == "yes"


def test_the_permission_is_asked_once_for_all_whom_they_named(records):
    ada, meeting = met(records)
    for name in ("Hana", "Bo"):
        promises.refer(records, contact_id=ada, name=name, as_of=HERE, meeting_id=meeting)
    app = page(meeting=meeting)
    assert "Your thank-you may ask" in text(app)
    choose(app, f"may-all-{meeting}", "no")
    assert {each.may_mention for each in promises.referrals_in(records, meeting)} == {"no"}


def test_where_nobody_was_named_it_is_said_whether_one_asked(records):
    _, meeting = met(records)
    app = choose(page(meeting=meeting), f"who-else-{meeting}", "not asked")
    assert must_asks.who_else(records, meeting) == "not asked"
    assert "Your thank-you may still ask" in text(app)
    choose(app, f"who-else-{meeting}", "nobody")
    assert must_asks.who_else(records, meeting) == "nobody"


def test_a_name_taken_out_takes_its_prospect_along_unless_something_is_known_of_them(records):
    ada, meeting = met(records)
    promises.refer(records, contact_id=ada, name="Hana", as_of=HERE, meeting_id=meeting)
    app = click(page(meeting=meeting), "")
    assert records.rows("SELECT name FROM contacts") == [("Ada",)]
    app = click(app, "Undo")
    [referral] = promises.referrals_in(records, meeting)
    happened(records, referral.prospect_id, "note", "2026-11-24 08:00", zone=ZONE)
    click(app, "")
    assert promises.referrals_in(records, meeting) == []
    assert records.rows("SELECT name FROM contacts ORDER BY name") == [("Ada",), ("Hana",)]


@pytest.mark.parametrize("owner", ["me", "them"])
def test_a_promise_is_noted_both_ways_with_its_day(records, owner):
    ada, meeting = met(records)
    app = page(meeting=meeting)
    next(group for group in app.button_group if group.key.startswith("owner")).set_value(owner)
    field(app, "What").set_value("The template")
    field(app, "By").set_value(date(2026, 11, 30))
    app = click(app, "Note it")
    [promise] = promises.of_meeting(records, meeting)
    assert (promise.owner, promise.what, promise.due, promise.contact_id) == (
        owner,
        "The template",
        date(2026, 11, 30),
        ada,
    )
    assert "By 30 November" in text(app)
    app = click(app, "")
    assert promises.of_meeting(records, meeting) == []
    click(app, "Undo")
    assert promises.of_meeting(records, meeting) == [promise]


@pytest.mark.parametrize(("button", "label"), [("Add them", "Name"), ("Note it", "What")])
def test_what_is_empty_is_refused_beside_its_field(records, button, label):
    _, meeting = met(records)
    app = click(page(meeting=meeting), button)
    assert "This is empty." in said(app)
    assert promises.referrals_in(records, meeting) == promises.of_meeting(records, meeting) == []
    assert field(app, label).value == ""


def test_an_opening_is_noted_with_whether_it_is_advertised(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    field(app, "What they told you").set_value("A second analyst in spring")
    field(app, "It is not advertised yet").check()
    app = click(app, "Note it", 1)
    [lead] = reflections.leads(records, meeting)
    assert (lead.what, lead.unadvertised) == ("A second analyst in spring", True)
    assert "Not advertised" in text(app)
    click(app, "")
    assert reflections.leads(records, meeting) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_catches_one(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    field(app, "Name").set_value("Hana")
    app = click(app, "Add them")
    field(app, "What").set_value("An article")
    app = click(app, "Note it")
    field(app, "What they told you").set_value("An opening")
    click(app, "Note it", 1)
    assert len(promises.referrals_in(records, meeting)) == 1
    assert len(promises.of_meeting(records, meeting)) == 1
    assert len(reflections.leads(records, meeting)) == 1


# The questions


def test_planned_questions_were_answered_or_not(records):
    _, meeting = met(records)
    plan = plans.start(records, minutes=20, meeting_id=meeting, as_of=at("2026-11-12")).fact_id
    plans.add_question(records, plan, "What did last week look like?")
    question = plans.get(records, plan).questions[0]
    asking.note(records, meeting, asking.Question(question.id, question.text), "Mondays are *long*")
    app = page(meeting=meeting)
    assert "0 of 3 answered" in text(app)
    assert "Mondays are *long*" in said(app)
    app = choose(app, f"answered-{meeting}-{question.id}", "no")
    assert asking.of_meeting(records, meeting)[0].answered is False
    app = choose(app, f"answered-{meeting}-{question.id}", "yes")
    assert asking.of_meeting(records, meeting)[0].answered is True
    assert "1 of 3 answered" in text(app)
    choose(app, f"useful-answered-{meeting}-{question.id}", 5)
    assert asking.of_meeting(records, meeting)[0].useful == 5


def test_the_end_says_which_goals_the_talk_reached_and_which_it_left_open(records):
    _, meeting = met(records)
    assert goals_reached.of_meeting(records, meeting) == []
    weighed = {"Leave *open*": 1, "See a week": 3, "Closed before": 2}
    made = {
        each: goals.add(records, text=each, weight=weight, as_of=at("2026-11-10")).fact_id
        for each, weight in weighed.items()
    }
    plan = plans.start(records, minutes=20, meeting_id=meeting, as_of=at("2026-11-12")).fact_id
    for words, served in (
        ("What did last week look like?", ("See a week",)),
        ("What about Mondays?", ("See a week", "Closed before")),
        ("What next?", ("Leave *open*",)),
    ):
        plans.add_question(records, plan, words, goals=tuple(made[each] for each in served))
    goals.close(records, made["Closed before"], as_of=at("2026-11-13"))
    asked = plans.get(records, plan).questions[0]
    asking.tick(records, meeting, asking.Question(asked.id, asked.text), asked=True, as_of=HERE)
    asking.answer(records, meeting, asking.Question(asked.id, asked.text), True)
    assert goals_reached.of_meeting(records, meeting) == [
        goals_reached.Reached("See a week", 2, 1, 1), goals_reached.Reached("Leave *open*", 1, 0, 0),
    ]  # fmt: skip
    written = said(page(meeting=meeting))
    assert "**1 of 2 goals came up**" in written
    assert ":gray[:material/check:] See a week :gray[· 1 of 2 questions asked, 1 answered]" in written
    assert ":gray[:material/radio_button_unchecked:] Leave *open* :gray[· 0 of 1 question asked, 0 answered]" in written


def test_without_a_plan_nothing_is_asked_about_questions(records):
    _, meeting = met(records)
    assert "The questions" not in [box.label for box in page(meeting=meeting).expander]


# The end: the referrer, and the thank-you


def promised_to(records, whom):
    return [(each.what, each.due) for each in promises.of_contact(records, whom)]


def test_done_leads_to_the_thank_you_with_its_clock_beside_it(records, gone):
    ada, meeting = met(records)
    app = page(meeting=meeting)
    assert "6 hours left for the thank-you" in text(app)
    assert primary(app) == ["Done: write the thank-you"]
    click(app, "Done: write the thank-you")
    assert gone == [("outreach", {"contact": ada, "kind": "thank_you", "meeting": meeting})]


@pytest.mark.parametrize(("starts", "thanked", "told"), [
    ("2026-11-22 15:00", None, "17 hours late"), ("2026-11-20 15:00", None, "2 days late"),
    ("2026-11-23 15:00", "2026-11-23 18:00", "Thanked in time"),
    ("2026-11-20 15:00", "2026-11-23 18:00", "Thanked late"),
    ("2026-10-20 15:00", None, "The time for a thank-you is over"),
])  # fmt: skip
def test_the_clock_says_how_the_thank_you_stands(records, gone, starts, thanked, told):
    ada, meeting = met(records, starts)
    if thanked:
        happened(records, ada, "thank_you", thanked, zone=ZONE)
    app = page(meeting=meeting)
    assert told in text(app)
    app = click(app, "Done" if thanked else "Done: write the thank-you")
    assert gone[0][0] == ("reflection" if thanked else "outreach")


def test_whoever_named_them_is_promised_word_by_default(records, gone):
    lena, _, meeting = referred(records)
    app = page(meeting=meeting)
    box = next(each for each in app.checkbox if "Lena" in each.label)
    assert box.value
    assert "27 November" in box.label
    click(app, "Done: write the thank-you")
    assert promised_to(records, lena) == [("Tell them how the conversation with Hana went", date(2026, 11, 27))]
    assert gone[0][0] == "outreach"
    app = page(meeting=meeting)
    assert "You promised to tell Lena by 27 November" in said(app)
    assert not [each for each in app.checkbox if "Lena" in each.label]
    click(app, "Done: write the thank-you")
    assert len(promised_to(records, lena)) == 1


@pytest.mark.usefixtures("clicked_twice", "gone")
def test_a_double_click_promises_it_once(records):
    lena, _, meeting = referred(records)
    click(page(meeting=meeting), "Done: write the thank-you")
    assert len(promised_to(records, lena)) == 1


@pytest.mark.usefixtures("gone")
def test_it_is_not_promised_when_the_tick_is_taken_away(records):
    lena, _, meeting = referred(records)
    app = page(meeting=meeting)
    next(each for each in app.checkbox if "Lena" in each.label).uncheck()
    click(run(app), "Done: write the thank-you")
    assert promised_to(records, lena) == []


def test_after_a_second_talk_with_the_same_person_it_is_offered_without_a_tick(records):
    _, hana, first = referred(records, "2026-11-02 15:00")
    second = a_conversation(records, hana, starts="2026-11-23 15:00", held=True, zone=ZONE)
    app = page(meeting=first)
    assert next(each for each in app.checkbox if "Lena" in each.label).value
    [lena] = referrers.of_meeting(records, first, HERE, ZONE)
    referrers.tell(records, first, [lena.contact_id], as_of=HERE, zone=ZONE)
    assert not next(each for each in page(meeting=second).checkbox if "Lena" in each.label).value

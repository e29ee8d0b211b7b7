"""Reflection, as a person uses it: writing the debrief, catching what it brought, and on to the thank-you."""

from datetime import date
from functools import partial

import pytest

from ivw.coaching import (
    asking,
    contacts,
    criteria,
    demo,
    fields,
    follow_ups,
    meetings,
    must_asks,
    next_steps,
    plans,
    promises,
    referrers,
    reflections,
    research,
    thanking,
    themes,
)
from ivw.exchange import demo_file
from ivw.show import debrief_list, debrief_texts
from tests.builders import a_contact, a_conversation, at, happened
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, open_page, primary, run, said, text
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "reflection")


def met(records, starts="2026-11-23 15:00", name="Ada", **facts):
    """Somebody met yesterday, unless it was earlier; the contact and the conversation."""
    ada = a_contact(records, name=name, **facts)
    return ada, a_conversation(records, ada, starts=starts, held=True, zone=ZONE)


def referred(records, starts="2026-11-23 15:00"):
    """Hana, whom Lena named, met yesterday; Lena, Hana and the conversation."""
    lena = a_contact(records, name="Lena")
    done = promises.refer(records, contact_id=lena, name="Hana", as_of=at("2026-11-02"))
    hana = promises.prospect_of(records, done.fact_id)
    return lena, hana, a_conversation(records, hana, starts=starts, held=True, zone=ZONE)


def with_more(app, meeting, group="how"):
    """The page with what is shown on request, and this group of it."""
    app.session_state[f"more-{meeting}"] = True
    return choose(run(app), f"add-{meeting}", group)


def written(records, meeting):
    return reflections.of_meeting(records, meeting)


# Which conversation


def test_with_nothing_there_it_says_what_to_do_and_leads_there(gone):
    app = page()
    assert "No conversation yet" in text(app)
    assert primary(app) == ["Ask somebody"]
    click(app, "Ask somebody")
    assert gone == [("outreach", {})]


def test_those_without_a_debrief_come_first_and_each_can_be_opened(records, gone):
    _, old = met(records, "2026-10-01 15:00", "Bo Old")
    _, new = met(records, "2026-11-20 15:00", "Cleo Written")
    reflections.save(records, new, "learned", "x", as_of=HERE)
    app = page()
    assert "1 conversation waits for a debrief" in text(app)
    assert text(app).index("Bo Old") < text(app).index("Cleo Written")
    assert [label for label in labels(app) if label in ("Write it", "Open")] == ["Write it", "Open"]
    click(app, "Write it")
    assert gone == [("reflection", {"meeting": old})]


def test_the_list_is_paged(records):
    ada = a_contact(records, name="Ada")
    for n in range(debrief_list.ROWS + 2):
        a_conversation(records, ada, starts=f"2026-10-{n + 1:02} 10:00", held=True)
    app = page()
    assert labels(app).count("Write it") == debrief_list.ROWS
    app.get("pagination")[0].set_value(2)
    assert labels(run(app)).count("Write it") == 2


def test_planned_ones_that_are_over_are_asked_about(records, gone):
    a_conversation(records, a_contact(records), starts="2026-11-23 15:00", scheduled="2026-11-12", zone=ZONE)
    app = page()
    assert "1 planned conversation is over" in text(app)
    click(app, "Say what happened")
    assert gone == [("conversation", {})]


@pytest.mark.parametrize(
    "nasty", ["", "' OR 1=1 --", "<script>", "9" * 5000, "\x00", "01900000-0000-7000-8000-000000000001"]
)
def test_an_address_that_makes_no_sense_shows_the_list(records, nasty):
    met(records)
    assert "1 conversation waits for a debrief" in text(page(meeting=nasty))


def test_with_the_demo_network_every_debrief_draws_with_one_filled_button(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    assert "wait for a debrief" in text(page())
    for held in reflections.held(records, HERE, limit=4):
        app = with_more(page(meeting=held.meeting_id), held.meeting_id)
        assert held.contact in said(app)
        assert len(primary(app)) == 1


# One that did not take place, or not yet


def test_one_that_is_over_is_recorded_first_and_then_written_about(records, gone):
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts="2026-11-23 15:00", scheduled="2026-11-12", zone=ZONE)
    app = page(meeting=meeting)
    assert "Did it take place?" in text(app)
    click(app, "Record it")
    assert meetings.get(records, meeting).status == "held"
    assert gone == [("reflection", {"meeting": meeting})]


@pytest.mark.parametrize(("starts", "off", "told"), [
    ("2026-11-25 15:00", False, "still ahead"), ("2026-11-23 15:00", True, "did not take place"),
])  # fmt: skip
def test_one_ahead_or_called_off_leads_back_to_the_conversation(records, gone, starts, off, told):
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts=starts, scheduled="2026-11-12", zone=ZONE)
    if off:
        meetings.call_off(records, meeting, as_of=HERE, by="them")
    app = page(meeting=meeting)
    assert told in text(app)
    click(app, "Open the conversation")
    assert gone == [("conversation", {"meeting": meeting})]


# Writing


def test_what_is_typed_is_in_the_records_at_once_and_there_again_after_a_reload(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    for what in debrief_texts.SHORT:
        type_into(app, f"{what}:{meeting}", f"Most of it\nis {what}.")
        assert getattr(written(records, meeting), what) == f"Most of it\nis {what}."
    assert written(records, meeting).written_at == HERE
    again = page(meeting=meeting)
    kept = [again.session_state[f"{what}:{meeting}/draft"].kept for what in debrief_texts.SHORT]
    assert kept == [f"Most of it\nis {what}." for what in debrief_texts.SHORT]


def test_more_can_be_written_on_request(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    asked = {
        "how": ["they_need"], "changed": ["believed_before", "believed_after"], "keep": ["use_in_application"],
        "myself": ["do_differently"],
    }  # fmt: skip
    for group, texts in asked.items():
        app = with_more(app, meeting, group)
        for what in texts:
            app = type_into(app, f"{what}:{meeting}", f"About {what}")
            assert getattr(written(records, meeting), what) == f"About {what}"
    assert "Written so far: How it was, Before and after, Themes, How I did." in said(app)


def test_a_text_that_cannot_be_kept_says_so_and_stays(records):
    _, meeting = met(records)
    app = type_into(page(meeting=meeting), f"learned:{meeting}", "x" * 20_001)
    assert written(records, meeting) is None
    assert app.session_state[f"learned:{meeting}/draft"].typed == "x" * 20_001
    assert "20,001" in app.session_state[f"learned:{meeting}/draft"].refusal


def test_every_scale_is_kept_with_one_click_and_can_be_taken_back(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    scales = {
        "how": ["useful", "rapport"],
        "changed": ["confidence_before", "confidence_after", "energy_before", "energy_after"],
        "myself": ["attitude", "storytelling", "interests", "questioning"],
    }
    for group, asked in scales.items():
        app = with_more(app, meeting, group)
        for place, what in enumerate(asked, start=2):
            app = choose(app, f"{what}-{meeting}", place)
            assert getattr(written(records, meeting), what) == place
    app = choose(with_more(app, meeting, "how"), f"useful-{meeting}", None)
    assert (written(records, meeting).useful, written(records, meeting).rapport) == (None, 3)
    assert "Undo" not in labels(app)  # writing is not interrupted


def test_how_much_one_talked_is_a_guess_and_says_what_it_means(records):
    _, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting, "myself")
    share = field(app, "How much of it I talked myself, in %")
    assert share.value is None
    app = run(share.set_value(30) and app)
    assert "You listened" in text(app)
    field(app, "How much of it I talked myself, in %").set_value(65)
    assert "next time ask, and wait" in text(run(app))
    assert written(records, meeting).talk_share == 65


def test_what_one_decides_by_is_chosen_weighed_and_rated_there(records):
    _, meeting = met(records, field="Urban mobility")
    mobility = research.Target("field", str(fields.add(records, name="Urban mobility", as_of=HERE).fact_id))
    research.note(records, mobility, topic="income", finding="38,000 to 52,000", as_of=HERE)
    app = with_more(page(meeting=meeting), meeting, "criteria")
    assert criteria.suggested(records) == field(app, "What do you decide by?").options
    field(app, "What do you decide by?").set_value("Income")
    app = run(app)
    [income] = criteria.every(records)
    assert "38,000 to 52,000" in said(app)
    app = choose(app, f"rate-{income.id}", -1)
    assert criteria.ratings(records, meeting) == {income.id: -1}
    app = choose(app, f"rate-{income.id}", None)
    assert criteria.ratings(records, meeting) == {}
    app.session_state[f"weigh-{meeting}"] = True
    app = choose(run(app), f"weight-{income.id}", 3)
    assert criteria.every(records)[0].weight == 3
    app.session_state[f"weigh-{meeting}"] = True
    next(each for each in run(app).button if each.key == f"close-{income.id}").click()
    run(app)
    assert criteria.every(records) == []


# The next step


def test_the_next_step_has_its_kind_and_its_day_once_it_is_written(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    assert not [each for each in app.date_input if each.label.startswith("By (opt")]
    app = type_into(app, f"next_step:{meeting}", "Walk the 14 from end to end")
    [step] = next_steps.of_meeting(records, meeting)
    assert (step.what, step.kind, step.due) == ("Walk the 14 from end to end", "other", None)
    app = choose(app, f"step-kind-{step.id}", "learn")
    field(app, "By (optional)").set_value(date(2026, 12, 1))
    run(app)
    [step] = next_steps.of_meeting(records, meeting)
    assert (step.kind, step.due) == ("learn", date(2026, 12, 1))
    type_into(page(meeting=meeting), f"next_step:{meeting}", "")
    assert next_steps.of_meeting(records, meeting) == []


def test_what_is_to_be_done_next_stands_on_the_front_list_and_is_done_there(records, gone):
    _, meeting = met(records)
    assert "Next steps" not in text(page())
    next_steps.write(records, meeting, "Walk *the* 14", as_of=HERE)
    app = page()
    assert "Walk *the* 14" in said(app)
    click(app, ":gray[Ada, today]")
    assert gone == [("reflection", {"meeting": meeting})]
    app = click(page(), "Done")
    assert "Nothing is open" in text(app)
    assert next_steps.counts(records) == {"open": 0, "done": 1, "dropped": 0}
    app = click(app, "Undo")
    field(app, "What").set_value("Ask Bo")
    app = click(app, "Add it")
    assert [step.what for step in next_steps.open_ones(records)] == ["Walk *the* 14", "Ask Bo"]
    app = click(app, "Add it")
    assert "This is empty." in said(app)


# Letting go


def test_a_thank_you_is_let_go_with_a_reason_and_comes_back_with_undo(records):
    _, meeting = met(records)
    app = page(meeting=meeting)
    click(app, "Let it go")
    # A button inside a dialog does not run under AppTest; what it calls does.
    thanking.let_go(records, meeting, "They moved away", as_of=HERE)
    app = page(meeting=meeting)
    assert "You let the thank-you go" in text(app)
    assert primary(app) == ["Done"]
    assert follow_ups.due(records, HERE, ZONE) == []


def test_the_path_fit_is_asked_for_the_field_they_work_in(records):
    ada, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting)
    assert "suit me" not in text(app)
    field(app, "Which field do they work in?").set_value("Public transport")
    app = run(app)
    assert contacts.get(records, ada).field == "Public transport"
    group = next(each for each in app.button_group if each.key == f"path_fit-{meeting}")
    assert "Public transport" in group.label
    choose(app, f"path_fit-{meeting}", -2)
    assert written(records, meeting).path_fit == -2


def test_one_of_ones_own_fields_is_chosen_in_a_press(records):
    ada, meeting = met(records)
    fields.add(records, name="Public *transport*", as_of=HERE)
    choose(with_more(page(meeting=meeting), meeting), f"own-field-{meeting}", "Public *transport*")
    assert contacts.get(records, ada).field == "Public *transport*"


def test_a_field_that_is_too_long_is_refused_beside_it(records):
    ada, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting)
    field(app, "Which field do they work in?").set_value("x" * 501)
    app = run(app)
    assert "This has 501 characters" in said(app)
    assert contacts.get(records, ada).field is None


def test_themes_are_chosen_by_kind_and_offered_again_later(records):
    ada, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting, "keep")
    assert [each.label for each in app.multiselect] == list(themes.KINDS.values())
    themes.say(records, meeting, "skill", ["Facilitation"], as_of=HERE)
    other = a_conversation(records, ada, starts="2026-11-02 10:00", held=True)
    app = with_more(page(meeting=other), other, "keep")
    app.multiselect[1].set_value(["Facilitation"])
    run(app)
    assert [(each.kind, each.theme) for each in themes.of_meeting(records, other)] == [("skill", "Facilitation")]


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


# Text from people


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_wrote_is_shown_as_text(records, nasty):
    ada, meeting = met(records, name=nasty, field=nasty)
    reflections.save(records, meeting, "learned", nasty, as_of=HERE)
    promises.refer(records, contact_id=ada, name=nasty, as_of=HERE, meeting_id=meeting)
    promises.promise(records, contact_id=ada, what=nasty, due=HERE.date(), as_of=HERE, meeting_id=meeting)
    reflections.note_lead(records, contact_id=ada, what=nasty, as_of=HERE, meeting_id=meeting)
    asking.note(records, meeting, asking.Question(None, nasty), nasty)
    meetings.write_down(records, meeting, "about", nasty)
    for app in (page(), with_more(page(meeting=meeting), meeting)):
        assert said(app).count(nasty) >= 2
        shown = [*app.markdown, *app.caption, *app.subheader, *app.title]
        assert not [each.value for each in shown if nasty in each.value]
        assert not [each.label for each in [*app.checkbox, *app.button, *app.expander] if nasty in each.label]

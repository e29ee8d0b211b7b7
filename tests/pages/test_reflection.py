"""Reflection, as a person uses it: which conversation, and what one writes about it."""

from datetime import date

import pytest

from ivw.coaching import (
    asking,
    contacts,
    criteria,
    demo,
    fields,
    follow_ups,
    meetings,
    next_steps,
    promises,
    reflections,
    research,
    thanking,
    themes,
)
from ivw.exchange import demo_file
from ivw.show import debrief_list, debrief_texts
from tests.builders import a_contact, a_conversation
from tests.pages.debriefs import met, page
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, primary, run, said, text
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")


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


def test_it_begins_with_what_one_learned_and_what_changed_ones_view(records):
    _, meeting = met(records)
    app = type_into(page(meeting=meeting), f"learned:{meeting}", "Trust comes first.")
    type_into(app, f"changed_view:{meeting}", "Rain is no excuse.")
    debrief = written(records, meeting)
    assert (debrief.learned, debrief.changed_view) == ("Trust comes first.", "Rain is no excuse.")


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


@pytest.mark.parametrize(("share", "says"), [(30, "You listened"), (31, "More than 30 %: next time ask, and wait")])
def test_three_tenths_of_the_talk_are_ones_own_at_most(records, share, says):
    _, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting, "myself")
    field(app, "How much of it I talked myself, in %").set_value(share)
    assert says in text(run(app))


def test_a_share_that_cannot_be_is_refused_in_words(records):
    _, meeting = met(records)
    app = with_more(page(meeting=meeting), meeting, "myself")
    field(app, "How much of it I talked myself, in %").set_value(140)
    app = run(app)
    assert "0 to 100" in said(app)
    assert field(app, "How much of it I talked myself, in %").value == 140
    assert (written(records, meeting) is None) or written(records, meeting).talk_share is None


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


def test_a_next_step_that_was_settled_says_so_and_is_no_longer_asked_for_its_kind(records):
    for name, settle, told in (
        ("Ada", lambda step: next_steps.do(records, step, as_of=HERE), "Done."),
        ("Bo", lambda step: next_steps.let_go(records, step, NASTY[1], as_of=HERE), f"Let go: {NASTY[1]}"),
    ):
        _, meeting = met(records, name=name)
        settle(next_steps.write(records, meeting, "Walk the 14", as_of=HERE).fact_id)
        app = page(meeting=meeting)
        assert told in said(app)
        assert NASTY[1] not in text(app)
        assert not [group for group in app.button_group if group.key.startswith("step-kind")]


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

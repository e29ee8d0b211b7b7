"""Outreach: what one writes oneself, chooses, keeps as a template and takes to the mail program."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from ivw.coaching import drafts, offered_times, outreach, own_templates
from tests.builders import a_contact
from tests.pages.letters import body, link, page, send, subject, write
from tests.screen import HERE, click, field, run, said, text
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")


# One's own words


def test_what_is_typed_is_kept_and_choices_leave_it_alone(records, mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "Dear Mei-Lin, hello.")
    assert outreach.written(records, mei, "request").body == "Dear Mei-Lin, hello."
    field(app, "Minutes").set_value(25)
    assert body(run(app)) == "Dear Mei-Lin, hello."
    again = page(contact=mei, kind="request")
    assert body(again) == "Dear Mei-Lin, hello."
    assert subject(again) == "A question about your work at Calder Institute"
    assert "From the template" not in text(again)


def test_a_subject_of_ones_own_is_kept(records, mei):
    app = page(contact=mei, kind="request")
    field(app, "Subject").set_value("Night buses")
    run(app)
    assert subject(page(contact=mei, kind="request")) == "Night buses"
    app = write(page(contact=mei, kind="request"), mei, "request", "Hello.")
    assert outreach.written(records, mei, "request") == outreach.Written("Night buses", "Hello.")


def test_the_template_replaces_ones_own_words_only_after_asking_and_the_undo_brings_them_back(records, mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "Mine.")
    app = click(app, "Draft it from the template")
    assert "puts away what you wrote" in text(app)
    app = click(app, "Keep mine")
    assert body(app) == "Mine."
    app = click(click(app, "Draft it from the template"), "Put mine away")
    assert body(app).startswith("Dear Mei-Lin Zhao,")
    assert body(click(app, "Undo")) == "Mine."


def test_an_emptied_message_says_that_the_template_comes_back_and_brings_it_at_a_press(records, mei):
    app = page(contact=mei, kind="request")
    template = body(app)
    app = write(app, mei, "request", " ")
    assert "Empty. When you come back, the template stands here again." in said(app)
    assert "It follows your choices" not in said(app)
    assert body(page(contact=mei, kind="request")) == template
    app = click(app, "Draft it from the template")
    assert body(app) == template
    assert "It follows your choices" in said(app)


def test_a_gap_is_pointed_at_until_it_is_filled(mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "Dear [her name], hello.")
    assert "A gap is left" in said(app)
    assert "A gap is left" not in text(write(app, mei, "request", "Dear Mei-Lin, hello."))


def test_words_are_counted_against_what_is_easily_read(mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "word " * 151)
    assert "151 of at most 150 words" in text(app)
    assert "Too long" in text(app)


# Out of the house


def test_the_mail_link_holds_subject_and_body_whatever_they_hold(records, mei):
    words = "Dear Mei-Lin,\n\n50 % & more? #1 = “näh” a < b\r\nTom"
    app = write(page(contact=mei, kind="request"), mei, "request", words)
    address = urlsplit(link(app, "Open as e-mail"))
    assert (address.scheme, address.path) == ("mailto", "mei@example.org")
    asked = parse_qs(address.query)
    assert asked["subject"] == ["A question about your work at Calder Institute"]
    assert asked["body"] == ["\r\n".join(words.splitlines())]


def test_links_are_offered_only_where_they_lead_somewhere(records, mei):
    assert [each.proto.label for each in page(contact=mei, kind="request").get("link_button")] == ["Open as e-mail"]
    with records.transaction() as transaction:
        transaction.change("contacts", mei, email="no address", linkedin_url="javascript:alert(1)")
    assert [each.proto.label for each in page(contact=mei, kind="request").get("link_button")] == []


# What is chosen


def test_minutes_chosen_after_one_wrote_oneself_are_said_where_the_letter_has_others(mei):
    app = page(contact=mei, kind="request")
    app = write(app, mei, "request", body(app).replace("Thank you", "Many thanks"))
    assert "Another length" not in said(app)
    field(app, "Minutes").set_value(15)
    app = run(app)
    assert "20 minutes" in body(app)
    assert "Another length:] The letter says 20 minutes, you chose 15." in said(app)
    app = write(app, mei, "request", body(app).replace("20 minutes", "15 minutes"))
    assert "Another length" not in said(app)


def test_times_that_were_chosen_are_there_again_after_a_look_at_another_page(records, mei):
    app = page(contact=mei, kind="request")
    assert drafts.read(records, outreach.choices_slot(mei, "request")) == ""
    field(app, "Day 1").set_value(date(2026, 12, 3))
    field(app, "Minutes").set_value(25)
    app = run(app)
    again = page(contact=mei, kind="request")
    assert (field(again, "Day 1").value, field(again, "Minutes").value) == (date(2026, 12, 3), 25)
    assert "Thursday 3 December at 10:00" in body(again)
    app = send(again)
    assert drafts.read(records, outreach.choices_slot(mei, "request")) == ""
    offered = offered_times.still_open(records, mei, HERE)
    assert [(each.starts_at.isoformat()[:10], each.minutes) for each in offered] == [
        ("2026-11-30", 25), ("2026-12-01", 25), ("2026-12-03", 25),
    ]  # fmt: skip
    assert field(click(app, "Write another one"), "Minutes").value == 20


def test_what_is_kept_of_choices_that_makes_no_sense_is_passed_over(records, mei):
    for kept in ("[]", "{", '{"happened": 0, "slots": "x", "minutes": null, "format": "tent", "channel": "pigeon"}'):
        drafts.save(records, outreach.choices_slot(mei, "request"), kept, HERE)
        assert "20 minutes" in body(page(contact=mei, kind="request"))


# Templates of one's own


def test_what_was_written_is_kept_as_a_template_and_used_for_the_next_person(records, mei):
    app = click(page(contact=mei, kind="request"), "Keep as my template")
    assert app.query_params["edit"] in ("new", ["new"])
    assert field(app, "Subject").value == "A question about your work at {{ organization }}"
    app = click(app, "Save the template")
    assert "This is empty. A word is enough." in said(app)
    field(app, "Name").set_value("Plain <b>")
    app = click(app, "Save the template")
    [mine] = own_templates.of_kind(records, "request")
    assert mine.body.startswith("{{ greeting }},")
    ada = a_contact(records, name="Ada Example", organization="Harbour", why_this_person="Your maps stay with me.",
                    common_ground="We both draw.")  # fmt: skip
    app = page(contact=ada, kind="request", template=mine.id)
    assert body(app).startswith("Dear Ada Example,\n\nWe both draw. Your maps stay with me.")
    assert field(app, "Template").value == mine.id
    field(app, "Template").set_value("")
    app = run(app)
    assert "template" not in app.query_params
    field(app, "Template").set_value(mine.id)
    assert run(app).query_params["template"] == mine.id
    assert field(page(contact=ada, kind="request", template="nonsense"), "Template").value == ""


def test_an_unknown_field_is_named_beside_the_text_that_stays_as_it_was_typed(records, mei):
    mine = own_templates.add(records, kind="request", name="Mine", subject="", body="Hello", as_of=HERE).fact_id
    app = page(contact=mei, kind="request", template=mine, edit=mine)
    token = app.session_state[f"token/own-template-{mine}-request"]
    app = type_into(app, f"{own_templates.slot(mine)}:{token}", "Hello,\n{{ frist_name }}")
    app = click(app, "Save the template")
    assert "There is no fact 'frist_name' (line 2). Did you mean {{ first_name }}?" in said(app)
    assert own_templates.get(records, mine).body == "Hello"
    again = page(contact=mei, kind="request", template=mine, edit=mine)
    token = again.session_state[f"token/own-template-{mine}-request"]
    assert again.session_state[f"{own_templates.slot(mine)}:{token}/draft"].typed == "Hello,\n{{ frist_name }}"


def test_a_template_is_renamed_and_forgotten_only_after_asking_and_the_undo_brings_it_back(records, mei):
    mine = own_templates.add(records, kind="request", name="Mine", subject="", body="Hello", as_of=HERE).fact_id
    app = click(page(contact=mei, kind="request", template=mine), "Change it")
    app = click(app, "Back to the message")
    assert "edit" not in app.query_params
    app = click(app, "Change it")
    field(app, "Name").set_value("Ours")
    app = click(app, "Save the template")
    assert own_templates.get(records, mine).name == "Ours"
    app = click(click(app, "Change it"), "Forget it")
    assert "Forget “Ours”?" in said(app)
    app = click(app, "Forget the template")
    assert own_templates.of_kind(records, "request") == []
    assert "Template" not in [each.label for each in app.selectbox]
    click(app, "Undo")
    assert own_templates.get(records, mine).name == "Ours"

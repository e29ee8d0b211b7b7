"""Outreach, as a person uses it: who waits for a message, writing one, and saying that it was sent."""

import re
from datetime import date, time
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from ivw.coaching import (
    contacts,
    demo,
    drafts,
    message_templates,
    offered_times,
    outreach,
    own_templates,
    profile,
    promises,
    referrers,
    time_line,
)  # fmt: skip
from ivw.exchange import demo_file
from ivw.show import front_door
from tests.builders import a_contact, a_conversation, at, happened
from tests.screen import HERE, NASTY, ZONE, choose, click, field, labels, open_page, primary, run, said, text
from tests.show.draft_area import type_into

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "outreach")
WHY = "Your talk on night buses made me want to see how one is planned."


@pytest.fixture
def mei(records):
    """A stranger about whom everything is written down that a request needs."""
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1)
    return a_contact(
        records, name="Mei-Lin Zhao", organization="Calder Institute", email="mei@example.org", why_this_person=WHY,
        common_ground="We both studied in Leeds.", shortlist=True,
    )  # fmt: skip


def headings(app):
    return [each.value.removeprefix("##### ").split("&")[0] for each in app.markdown if each.value.startswith("#####")]


def subject(app):
    return field(app, "Subject").value


def body(app):
    """The message as it stands in its field."""
    kind = field(app, "What you write").value
    stands = [
        key for key in app.session_state._state.filtered_state if re.fullmatch(rf"message:.*:{kind}:\d+/draft", key)
    ]
    return app.session_state[stands[-1]].typed


def write(app, whom, kind, words):
    records = front_door.open_records(front_door.records_path())
    return type_into(app, f"{outreach.slot(whom, kind)}:{time_line.length(records, whom)}", words)


def keep(app, fact):
    """Press "Keep it" beside the field of what is missing."""
    next(each for each in app.button if each.label == "Keep it" and fact in each.form_id).click()
    return run(app)


def send(app):
    """Say that it was sent."""
    return click(app, "I sent it")


def log(records):
    return records.rows("SELECT kind, channel, text, gives, asks FROM interactions ORDER BY happened_at")


def link(app, label):
    return next(each.proto.url for each in app.get("link_button") if each.proto.label == label)


# Who waits


def test_with_nobody_there_it_says_how_to_begin():
    app = page()
    assert "Nobody to write to yet" in text(app)
    assert "Many people like being asked" in text(app)
    assert labels(app) == ["Find somebody"]


def test_with_nothing_to_write_it_leads_to_somebody_new(records):
    a_contact(records)
    app = page()
    assert "Nobody waits for a message" in text(app)
    assert labels(app) == ["Find somebody"]


def test_everybody_who_waits_stands_there_with_the_reason(records, mei):
    a_contact(records, name="Ana Osei", met="2026-11-23 14:00")
    app = page()
    assert headings(app) == ["Thank Ana Osei", "Ask Mei\\-Lin Zhao"]
    assert "A thank-you counts within 24 hours" in said(app)
    assert "On your shortlist, and not asked yet." in said(app)
    assert WHY in said(app)
    assert "2 messages" in said(app)


def test_the_list_is_paged(records):
    for number in range(10):
        a_contact(records, name=f"Person {number}", shortlist=True)
    app = page()
    assert len(headings(app)) == 8
    app.get("pagination")[0].set_value(2)
    app = run(app)
    assert len(headings(app)) == 2
    with records.transaction() as transaction:
        transaction.fetch("UPDATE contacts SET shortlisted_at = NULL WHERE name < 'Person 4'")
    assert len(headings(run(app))) == 6  # that page is gone


def test_the_demo_network_fills_the_list(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    app = page()
    assert len(headings(app)) == 8
    assert len(primary(app)) == 1


@pytest.mark.parametrize("nasty", ["' OR 1=1 --", "9" * 5000, "\x00"])
def test_an_address_that_makes_no_sense_falls_back_quietly(mei, nasty):
    assert "Who waits for a word" in text(page(contact=nasty, kind=nasty, meeting=nasty, sent=nasty))
    assert field(page(contact=mei, kind=nasty, meeting=nasty, sent=nasty), "What you write").value == "request"


# The draft


def test_a_link_opens_the_draft_of_its_kind(mei):
    app = page(contact=mei, kind="request")
    assert "To Mei-Lin Zhao, Calder Institute." in said(app)
    assert subject(app) == "A question about your work at Calder Institute"
    assert body(app).startswith("Dear Mei-Lin Zhao,\n\nWe both studied in Leeds. " + WHY)
    assert "Friday 27 November at 10:00" in body(app)
    assert "From the template" in text(app)
    assert "still needs" not in text(app)


def test_every_kind_can_be_opened_for_everybody_in_the_demo(records):
    demo.load(records, HERE, ZONE, demo_file.read())
    ids = [key for (key,) in records.rows("SELECT id::VARCHAR FROM contacts ORDER BY name")]
    for number, whom in enumerate(ids[:8]):
        app = page(contact=whom, kind=list(outreach.KINDS)[number % len(outreach.KINDS)])
        assert body(app)
        is_held = "Not ready to go." in said(app)  # while something is still to be filled in
        assert primary(app) == ([] if is_held else ["I sent it"])


def test_choices_go_into_the_draft(mei):
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(30)
    field(app, "How you could talk").set_value("phone")
    field(app, "Day 1").set_value(date(2026, 12, 3))
    field(app, "Time 1").set_value(time(9, 15))
    app = run(app)
    assert "30 minutes to talk, by phone?" in body(app)
    assert "Thursday 3 December at 09:15" in body(app)


def test_more_than_half_an_hour_is_much_to_ask_of_a_stranger(records, mei):
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(45)
    assert "much to ask" in text(run(app))
    contacts.change(records, mei, relationship="known")
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(45)
    assert "much to ask" not in text(run(app))


def test_a_time_gone_by_is_left_out_and_said(mei):
    app = page(contact=mei, kind="request")
    field(app, "Day 1").set_value(date(2026, 11, 24))
    field(app, "Time 1").set_value(time(8, 0))
    app = run(app)
    assert "A time has already passed" in text(app)
    assert "at 08:00" not in body(app)


def test_another_kind_is_another_draft(mei):
    app = page(contact=mei, kind="request")
    field(app, "What you write").set_value("check_in")
    app = run(app)
    assert app.query_params["kind"] == "check_in"
    assert subject(run(app)) == "A short update"
    field(app, "Something for them").set_value("The report on night buses: https://example.org")
    assert "The report on night buses: https://example.org." in body(run(app))


def test_how_one_knows_them_sets_the_tone_and_is_kept(records, mei):
    app = page(contact=mei, kind="request")
    assert "Courteous, since you do not know" in text(app)
    field(app, "How you know them").set_value("known")
    app = run(app)
    assert contacts.get(records, mei).relationship == "known"
    assert body(app).startswith("Hi Mei-Lin,")


def test_a_linkedin_note_has_200_characters_and_no_subject(records, mei):
    contacts.change(records, mei, email=None, linkedin_url="https://www.linkedin.com/in/mei")
    app = page(contact=mei, kind="request")
    assert len(body(app)) <= 200
    assert "Subject" not in [each.label for each in app.text_input]
    assert "Day 1" not in [each.label for each in app.date_input]
    field(app, "As a note of at most 200 characters").set_value(False)
    assert subject(run(app))


@pytest.mark.parametrize(("may", "words"), [("no", "stay out of it"), ("not asked", "not asked")])
def test_a_name_that_may_not_be_mentioned_is_left_out_and_that_is_said(records, may, words):
    by = a_contact(records, name="Ruth Feldman")
    made = promises.refer(records, contact_id=by, name="Cleo Park", as_of=HERE, may_mention=may)
    app = page(contact=promises.prospect_of(records, made.fact_id), kind="request")
    assert words in text(app)
    assert "leaves that name out" in text(app)
    assert "Ruth" not in body(app) + subject(app)
    assert ("Open Ruth Feldman" in labels(app)) == (may == "not asked")


def test_the_guide_says_why(mei):
    app = page(contact=mei, kind="request")
    assert "Ask for 20 minutes" in text(app)
    assert text(app).count("(guide") > 5


# Where it goes


def test_an_address_that_is_missing_is_asked_for_and_kept_with_the_person(records, mei):
    ada = mei
    contacts.change(records, ada, email=None)
    app = page(contact=ada, kind="request")
    field(app, "How you send it").set_value("email")
    app = run(app)
    field(app, "Their e-mail address").set_value("nowhere")
    app = run(app)
    assert "'nowhere' is no e-mail address. Like name@example.org." in said(app)
    assert contacts.get(records, ada).email is None
    field(app, "Their e-mail address").set_value("ada@example.org")
    app = run(app)
    assert contacts.get(records, ada).email == "ada@example.org"
    assert link(app, "Open as e-mail").startswith("mailto:ada@example.org?")


def test_a_draft_with_gaps_is_not_simply_sent(records):
    app = page(contact=a_contact(records, name="Ada"), kind="request")
    assert "Not ready to go." in said(app)
    assert primary(app) == []


# What is missing


def test_what_is_missing_is_asked_for_beside_the_draft_and_taken_up_at_once(records):
    whom = a_contact(records, name="Ada Example", why_this_person="She draws maps.")
    app = page(contact=whom, kind="request")
    assert "The draft still needs 3 things" in said(app)
    assert "[your name]" in body(app)
    assert field(app, "Why them").value == "She draws maps."
    assert "Your own note, and it stays: what you say to them (you, your) is kept beside it." in text(app)
    field(app, "Your name").set_value("Tom Riley")
    app = next(each for each in app.button if each.label == "Keep it" and "my_name" in each.form_id).click() and run(
        app
    )
    assert profile.of(records).name == "Tom Riley"
    assert body(app).endswith("Tom Riley")
    field(app, "Why them").set_value("Your maps stay with me.")
    app = keep(app, "why")
    assert "Your maps stay with me." in body(app)
    assert contacts.get(records, whom).why_this_person == "She draws maps.\nYour maps stay with me."


def test_what_is_filled_in_closes_its_gap_in_ones_own_words_too(records):
    whom = a_contact(records, name="Ada Example")
    app = page(contact=whom, kind="request")
    app = write(app, whom, "request", "Dear Ada, [why you write to them of all people] Really. [sic]")
    assert "The draft still needs 1 thing" in said(app)
    field(app, "Why them").set_value("Your maps stay with me")
    assert body(keep(app, "why")) == "Dear Ada, Your maps stay with me. Really. [sic]"


def test_words_that_are_not_said_to_them_are_refused_beside_their_field(records):
    whom = a_contact(records, name="Ada Example")
    app = page(contact=whom, kind="request")
    field(app, "Why them").set_value("She draws maps")
    app = keep(app, "why")
    assert "This speaks about them" in said(app)
    assert field(app, "Why them").value == "She draws maps"
    assert contacts.get(records, whom).why_this_person is None


def test_the_debrief_is_where_one_writes_what_one_learned(records, mei):
    meeting = a_conversation(records, mei, starts="2026-11-23 14:00", held=True, about="night buses")
    app = page(contact=mei, kind="thank_you", meeting=meeting)
    assert "You met: yesterday, 15:00, 20 minutes." in said(app)
    assert labels(app).count("Write the debrief") == 1


def test_what_they_wrote_and_what_they_would_like_stands_beside_the_draft(records, mei):
    happened(records, mei, "reply", "2026-11-20", text="Thursday would suit me.")
    contacts.change(records, mei, what_they_get="Somebody who reads her drafts.")
    assert "They wrote, 20 November: Thursday would suit me." in said(page(contact=mei, kind="answer"))
    assert "by your note: Somebody who reads her drafts." in said(page(contact=mei, kind="check_in"))


def test_a_broken_template_is_named_and_one_can_still_write(records, mei, monkeypatch, tmp_path):
    (tmp_path / "answer.txt").write_text("Subject: x\n\n{{ nobody }}")
    monkeypatch.setattr(outreach.draft, "__kwdefaults__", outreach.draft.__kwdefaults__ | {"folder": tmp_path})
    app = page(contact=mei, kind="answer")
    assert "answer.txt is broken in line 3" in said(app)
    app = write(app, mei, "answer", "Thank you, Thursday is fine.")
    assert body(app) == "Thank you, Thursday is fine."
    assert message_templates.FOLDER.name == "messages"


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


# Sent


def test_sending_logs_the_message_and_says_what_comes_next(records, mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "Dear Mei-Lin, hello.")
    field(app, "It asks for something more").set_value(True)
    app = click(run(app), "I sent it")
    assert log(records) == [("request", "email", "Dear Mei-Lin, hello.", False, True)]
    assert outreach.written(records, mei, "request") is None
    assert "Logged: asked for a conversation" in said(app)
    assert "Ask somebody else at Calder Institute" in said(app)
    assert "From Friday 27 November" in said(app)
    assert {"This week", "Open Mei\\-Lin Zhao"} <= set(labels(app))


def test_the_template_as_it_is_can_be_sent(records, mei):
    app = page(contact=mei, kind="request")
    words = body(app)
    click(app, "I sent it")
    assert [row[2] for row in log(records)] == [words]


def test_the_undo_brings_back_the_draft_and_the_writing_of_it(records, mei):
    app = write(page(contact=mei, kind="request"), mei, "request", "Mine.")
    app = click(click(app, "I sent it"), "Undo")
    assert log(records) == []
    assert body(app) == "Mine."
    assert "I sent it" in labels(app)


def test_a_check_in_counts_as_given_unless_one_says_otherwise(records, mei):
    send(write(page(contact=mei, kind="reconnect"), mei, "reconnect", "Dear Mei-Lin, a map for you."))
    assert [(row[0], row[3]) for row in log(records)] == [("check_in", True)]


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_logs_it_once(records, mei):
    app = click(page(contact=mei, kind="request"), "I sent it")
    assert len(log(records)) == 1
    assert "Logged:" in text(app)


def test_once_they_were_thanked_an_invitation_to_connect_mentions_the_talk_and_is_logged_once(records, mei):
    a_conversation(records, mei, starts="2026-11-23 14:00", held=True, about=f"night buses {NASTY[0]}")
    app = write(page(contact=mei, kind="thank_you"), mei, "thank_you", "Dear Mei-Lin, thank you for yesterday.")
    app = click(app, "I sent it")
    assert "Connect with them on LinkedIn, too" in said(app)
    [shown] = [each.value for each in app.code if "stay in touch here" in each.value]
    assert f"about night buses {NASTY[0]}" in shown
    app = click(app, "I invited them")
    assert log(records)[-1][:3] == ("connection", "linkedin", shown)
    assert "Connect with them on LinkedIn, too" not in said(app)


def test_after_a_reload_it_still_says_what_was_sent(records, mei):
    app = click(page(contact=mei, kind="request"), "I sent it")
    again = page(contact=mei, kind="request", sent=app.query_params["sent"])
    assert "Logged: asked for a conversation" in said(again)
    other = a_contact(records, name="Ada")
    assert "Logged:" not in text(page(contact=other, kind="request", sent=app.query_params["sent"]))


def test_the_same_kind_can_be_written_again(records, mei):
    send(write(page(contact=mei, kind="check_in"), mei, "check_in", "Dear Mei-Lin, a map for you."))
    again = page(contact=mei, kind="check_in")
    assert "Logged: checked in" in said(again)  # whoever comes back is not asked to log it once more
    assert "I sent it" not in labels(again)
    again = click(again, "Write another one")
    assert "One was logged today at 09:00. This would be another one." in said(again)
    app = send(write(again, mei, "check_in", "Dear Mei-Lin, another map."))
    assert len(log(records)) == 2
    assert "Logged: checked in" in said(app)


def test_somebody_not_to_be_contacted_is_marked(records, mei):
    contacts.change(records, mei, do_not_contact=True)
    assert "do not contact" in text(page(contact=mei, kind="request"))


def test_all_messages_are_one_click_away(mei):
    app = click(page(contact=mei, kind="request"), "All messages")
    assert "contact" not in app.query_params
    assert "Waiting for a message" in text(run(app))


def test_nobody_is_asked_for_a_job_and_nothing_goes_with_a_gap(records, mei, gone):
    app = write(
        page(contact=mei, kind="request"), mei, "request", "Dear Mei-Lin, are you hiring? I am looking for a job."
    )
    assert "Not ready to go." in said(app)
    assert [each.disabled for each in app.button if each.label == "I sent it"] == [True]
    assert next(each.proto.disabled for each in app.get("link_button") if each.proto.label == "Open as e-mail")
    assert app.code == []
    assert app.get("download_button") == []
    click(app, "Log it on their page")
    assert gone == [("prospect_research", {"contact": mei, "log": "request"})]
    app = write(page(contact=mei, kind="request"), mei, "request", "Dear [name], hello.")
    assert "Not ready to go." in said(app)
    assert log(records) == []


def test_a_long_message_opens_the_mail_program_with_its_subject_alone(mei):
    app = write(page(contact=mei, kind="answer"), mei, "answer", "Dear Mei-Lin, thank you. " + "Word by word. " * 150)
    assert "body" not in parse_qs(urlsplit(link(app, "Open as e-mail")).query)
    assert "Too long for a link" in text(app)
    assert {each.proto.label for each in app.get("download_button")} == {"As text", "As a mail draft"}


# What is chosen


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


# Other messages


def test_a_second_person_is_offered_where_one_came_for_the_first_one(records, mei, gone):
    contacts.change(records, mei, do_not_contact=False)
    other = a_contact(records, name="Ben Ode", organization="Calder Institute")
    app = page(contact=mei, kind="second_person")
    assert "Did you mean to write to one of these?" in text(app)
    click(app, "Ben Ode")
    assert gone == [("outreach", {"contact": other, "kind": "second_person"})]
    happened(records, mei, "request", "2026-11-20")
    app = page(contact=other, kind="second_person")
    assert "You asked Mei-Lin Zhao at Calder Institute and wait" in said(app)
    assert "a colleague of yours" in body(app)


def test_telling_a_referrer_keeps_the_promise_with_the_same_press(records, mei):
    made = promises.refer(records, contact_id=mei, name="Priya Raman", as_of=at("2026-11-02"), may_mention="yes")
    meeting = a_conversation(
        records, promises.prospect_of(records, made.fact_id), starts="2026-11-23 14:00", held=True
    )  # fmt: skip
    referrers.tell(records, meeting, [mei], as_of=at("2026-11-23 15:00"), zone=ZONE)
    app = page(contact=mei, kind="tell_referrer", meeting=meeting)
    assert "About your conversation with Priya Raman: yesterday, 15:00." in said(app)
    app = write(app, mei, "tell_referrer", "Dear Mei-Lin, Priya and I talked. Thank you for the name.")
    app = send(app)
    assert promises.to_tell(records, mei) is None
    click(app, "Undo")
    assert promises.to_tell(records, mei)


def test_what_is_asked_in_writing_and_for_further_advice_goes_into_the_draft(mei):
    app = page(contact=mei, kind="in_writing")
    assert "[two or three questions]" in body(app)
    field(app, "Question 1").set_value("How does a week begin?")
    app = run(app)
    assert "- How does a week begin?" in body(app)
    assert field(app, "It asks for something more").value is True
    app = page(contact=mei, kind="more_advice")
    field(app, "Your question").set_value("Which course first?")
    assert "anybody's: Which course first?" in body(run(app))


def test_little_time_suggests_a_call(mei):
    app = page(contact=mei, kind="proposal")
    field(app, "Their time is short").set_value(True)
    assert "by Zoom or by phone" in body(run(app))


def test_a_confirmation_that_was_sent_goes_into_ones_calendar(records, mei):
    a_conversation(
        records, mei, starts="2026-11-27 10:00", scheduled="2026-11-23", format="video", place="https://x.org/j"
    )
    app = page(contact=mei, kind="confirmation")
    app = send(app)
    assert "Calendar file" in [each.proto.label for each in app.get("download_button")]


def test_what_gets_answered_is_one_press_away(mei):
    app = page()
    app = choose(app, "outreach/view", "rates")
    assert app.query_params["view"] == ["rates"] or app.query_params["view"] == "rates"
    assert "Waiting for a message" not in text(page(view="rates"))
    assert "Waiting for a message" in text(page(view="nonsense"))


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


# Whatever people are called


def test_nasty_names_are_shown_as_text(records):
    every = " ".join(NASTY)
    facts = dict.fromkeys(("name", "organization", "position", "field", "source"), every)
    whom = a_contact(records, shortlist=True, why_this_person=f"your {every}", **facts)
    by = a_contact(records, name=every)
    promises.refer(records, contact_id=by, name="x", as_of=HERE)
    with records.transaction() as transaction:
        transaction.fetch("UPDATE referrals SET prospect_id = $whom::UUID", whom=whom)
    happened(records, whom, "check_in", "2026-11-20")
    for app in (page(), page(contact=whom, kind="request"), page(contact=whom, kind="second_person"),
                send(write(page(contact=whom, kind="answer"), whom, "answer", "Hello."))):  # fmt: skip
        raw = text(app) + "".join(labels(app))
        assert not [nasty for nasty in NASTY if nasty in raw]

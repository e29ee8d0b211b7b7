"""Outreach: saying that it was sent, and the other messages there are to write."""

from urllib.parse import parse_qs, urlsplit

import pytest

from ivw.coaching import contacts, outreach, promises, referrers
from tests.builders import a_contact, a_conversation, at, happened
from tests.pages.letters import body, link, page, send, write
from tests.screen import NASTY, ZONE, choose, click, field, labels, run, said, text

pytestmark = pytest.mark.usefixtures("records")


def log(records):
    return records.rows("SELECT kind, channel, text, gives, asks FROM interactions ORDER BY happened_at")


# Sent


def test_sending_logs_the_message_and_says_what_comes_next(records, mei, gone):
    app = write(page(contact=mei, kind="request"), mei, "request", "Dear Mei-Lin, hello.")
    field(app, "It asks for something more").set_value(True)
    app = click(run(app), "I sent it")
    assert log(records) == [("request", "email", "Dear Mei-Lin, hello.", False, True)]
    assert outreach.written(records, mei, "request") is None
    assert "Logged: asked for a conversation" in said(app)
    assert "Ask somebody else at Calder Institute" in said(app)
    assert "From Friday 27 November" in said(app)
    assert "by itself, unless they answer first." in said(app)
    click(app, "Open Mei\\-Lin Zhao")
    click(app, "This week")
    assert gone == [("prospect_research", {"contact": mei}), ("this_week", {})]


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
    address = "https://www.linkedin.com/in/mei"
    contacts.change(records, mei, linkedin_url=address)
    a_conversation(records, mei, starts="2026-11-23 14:00", held=True, about=f"night buses {NASTY[0]}")
    app = write(page(contact=mei, kind="thank_you"), mei, "thank_you", "Dear Mei-Lin, thank you for yesterday.")
    app = click(app, "I sent it")
    assert "Connect with them on LinkedIn, too" in said(app)
    [shown] = [each.value for each in app.code if "stay in touch here" in each.value]
    assert f"about night buses {NASTY[0]}" in shown
    assert link(app, "Open LinkedIn") == address
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


def test_all_messages_are_one_click_away_and_so_is_the_person(mei, gone):
    app = click(page(contact=mei, kind="request"), "Open Mei\\-Lin Zhao")
    assert gone == [("prospect_research", {"contact": mei})]
    app = click(app, "All messages")
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


# Other messages


def test_a_second_person_is_offered_where_one_came_for_the_first_one(records, mei, gone):
    contacts.change(records, mei, do_not_contact=False)
    other = a_contact(records, name="Ben Ode", organization="Calder Institute")
    app = page(contact=mei, kind="second_person")
    assert "Did you mean to write to one of these?" in text(app)
    click(app, "Ben Ode")
    assert gone == [("outreach", {"contact": other, "kind": "second_person"})]
    happened(records, mei, "request", "2026-11-18")
    app = page(contact=other, kind="second_person")
    assert "Ask Ben Ode, too" in said(page())
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


@pytest.mark.parametrize("brings", ["", "I finished the course in SQL."])
def test_asking_for_advice_once_more_counts_as_given_only_with_something_in_it_for_them(records, mei, brings):
    a_conversation(records, mei, starts="2026-11-02 14:00", held=True, about="night buses")
    app = page(contact=mei, kind="more_advice")
    assert "Give before you ask again" in text(app)
    field(app, "What became of their advice").set_value(brings)
    field(app, "Your question").set_value("Which course first?")
    app = run(app)
    assert f"still helps me. {brings}".strip() in body(app)
    send(app)
    assert [row[3:] for row in log(records)] == [(bool(brings), True)]


def test_what_is_filled_in_last_still_counts_as_given(records, mei):
    a_conversation(records, mei, starts="2026-11-02 14:00", held=True, about="night buses")
    app = page(contact=mei, kind="more_advice")
    field(app, "Your question").set_value("Which course first?")
    app = run(app)
    assert not field(app, "It offers them something").value
    field(app, "What became of their advice").set_value("I finished the course in SQL.")
    app = run(app)
    assert field(app, "It offers them something").value


def test_little_time_suggests_a_call(mei):
    app = page(contact=mei, kind="proposal")
    field(app, "Their time is short").set_value(True)
    assert "by Zoom or by phone" in body(run(app))


def test_a_confirmation_that_was_sent_goes_into_ones_calendar(records, mei, gone):
    meeting = a_conversation(
        records, mei, starts="2026-11-27 10:00", scheduled="2026-11-23", format="video", place="https://x.org/j"
    )
    app = page(contact=mei, kind="confirmation")
    app = send(app)
    assert "Calendar file" in [each.proto.label for each in app.get("download_button")]
    assert "unless they answer" not in said(app)  # whoever prepares need not wait for a word from them
    click(app, "The conversation")
    assert gone == [("conversation", {"meeting": meeting})]


def test_what_gets_answered_is_one_press_away(mei):
    app = page()
    app = choose(app, "outreach/view", "rates")
    assert app.query_params["view"] == ["rates"] or app.query_params["view"] == "rates"
    assert "Waiting for a message" not in text(page(view="rates"))
    assert "Waiting for a message" in text(page(view="nonsense"))

"""Outreach, as a person uses it: who waits for a message, and the draft that the page begins."""

from datetime import date, datetime, time, timedelta

import pytest

from ivw.coaching import contacts, demo, meetings, message_templates, outreach, profile, promises
from ivw.exchange import demo_file
from tests.builders import a_contact, a_conversation, happened
from tests.pages.letters import WHY, body, link, page, send, subject, write
from tests.screen import HERE, NASTY, ZONE, click, field, labels, open_page, primary, run, said, text

pytestmark = pytest.mark.usefixtures("records")


def headings(app):
    return [each.value.removeprefix("##### ").split("&")[0] for each in app.markdown if each.value.startswith("#####")]


def keep(app, fact):
    """Press "Keep it" beside the field of what is missing."""
    next(each for each in app.button if each.label == "Keep it" and fact in each.form_id).click()
    return run(app)


# Who waits


def test_with_nobody_there_it_says_how_to_begin(gone):
    app = page()
    assert "Nobody to write to yet" in text(app)
    assert "Many people like being asked" in text(app)
    assert labels(app) == ["Find somebody"]
    click(app, "Find somebody")
    assert gone == [("prospect_research", {"open": "add"})]


def test_with_nothing_to_write_it_leads_to_somebody_new(records):
    a_contact(records)
    app = page()
    assert "Nobody waits for a message" in text(app)
    assert labels(app) == ["Find somebody"]


def test_everybody_who_waits_stands_there_with_the_reason(records, mei, gone):
    ana = a_contact(records, name="Ana Osei", met="2026-11-23 14:00")
    [meeting] = meetings.of_contact(records, ana)
    app = page()
    assert headings(app) == ["Thank Ana Osei", "Ask Mei\\-Lin Zhao"]
    assert "A thank-you counts within 24 hours" in said(app)
    assert "On your shortlist, and not asked yet." in said(app)
    assert WHY in said(app)
    assert "2 messages" in said(app)
    click(app, "Write it")
    assert gone == [("outreach", {"contact": ana, "kind": "thank_you", "meeting": meeting.id})]


def test_the_line_below_whom_one_writes_to_says_what_that_person_does(records):
    jana = a_contact(records, name="Jana Vogel", position="Grid planner", organization="Siemens Energy")
    happened(records, jana, "reply", "2026-11-09", text="The new lines in the north.")
    for name, works in (("Tarek Aziz", {}), ("Camille Roux", {"position": "Archivist"})):
        made = promises.refer(records, contact_id=jana, name=name, as_of=HERE - timedelta(days=14))
        contacts.change(records, promises.prospect_of(records, made.fact_id), **works)
    everywhere = [page(), open_page("this_week"), open_page("follow_ups")]
    for app in everywhere:
        assert sorted(title for title in headings(app) if title.startswith("Write to")) == [
            "Write to Camille Roux whom Jana Vogel named", "Write to Tarek Aziz whom Jana Vogel named",
        ]  # fmt: skip
        below = [each.value for each in app.caption]
        assert below.count("Archivist") == 1
        assert not [each for each in below if each.startswith("Grid planner")]
    for app in everywhere[1:]:
        assert said(app).count("With Jana Vogel: The new lines in the north.") == 2


def test_where_somebody_else_is_to_be_asked_the_card_says_whose_job_stands_below(records):
    works = {"position": "Grid planner", "organization": "Siemens Energy"}
    a_contact(records, name="Jana Vogel", asked="2026-11-17 09:00", **works)
    a_contact(records, name="Tarek Aziz", organization="Siemens Energy")
    app = open_page("follow_ups")
    assert "Ask somebody else at Siemens Energy" in headings(app)
    below = [each.value.replace("\\", "") for each in app.caption]
    assert "Jana Vogel: Grid planner, Siemens Energy" in below


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
    field(app, "Minutes").set_value(10)
    for place in (2, 3):
        field(app, f"Day {place}").set_value(None)
    app = run(app)
    assert "Less than 15 minutes is hardly a conversation" in said(app)
    assert "Offer two or three times" in said(app)
    assert "Thursday 3 December at 09:15" in body(app)


def test_a_time_that_somebody_else_may_choose_is_not_suggested_and_choosing_it_says_so(records, mei):
    for name in ("Ada Osei", "Ben Roux"):
        friday = datetime(2026, 11, 27, 10, 0, tzinfo=HERE.tzinfo)
        outreach.sent(records, a_contact(records, name=name), "request", text="x", as_of=HERE, offered=[friday])
    app = page(contact=mei, kind="request")
    assert "Friday 27 November at 11:00" in body(app)
    assert "you offered" not in text(app)
    field(app, "Time 1").set_value(time(9, 45))
    assert "Friday 27 November at 09:45 you offered Ada Osei and Ben Roux, too." in text(run(app))


def test_one_time_alone_is_too_few_to_offer(mei):
    app = page(contact=mei, kind="request")
    assert "one is easily taken" not in said(app)
    for place in (2, 3):
        field(app, f"Day {place}").set_value(None)
    assert "one is easily taken" in said(run(app))


def test_more_than_half_an_hour_is_much_to_ask_of_a_stranger(records, mei):
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(45)
    assert "much to ask" in text(run(app))
    contacts.change(records, mei, relationship="known")
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(45)
    assert "much to ask" not in text(run(app))


@pytest.mark.parametrize("typed", [999, 0, -5])
def test_minutes_that_cannot_be_are_refused_in_words_and_stay_in_their_field(records, mei, typed):
    app = page(contact=mei, kind="request")
    field(app, "Minutes").set_value(25)
    app = run(app)
    assert primary(app) == ["I sent it"]
    field(app, "Minutes").set_value(typed)
    app = run(app)
    assert field(app, "Minutes").value == typed
    assert "20 is a good length to ask for. Until then the draft keeps 25." in said(app)
    assert "25 minutes" in body(app)
    assert "Not ready to go." in said(app)
    assert "Ready to go**" not in said(app)
    assert primary(app) == []
    field(app, "Minutes").set_value(30)
    app = run(app)
    assert "30 minutes" in body(app)
    assert primary(app) == ["I sent it"]


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


def test_somebody_met_in_passing_is_no_stranger(records, mei):
    happened(records, mei, "note", "2026-11-23", text="Met in passing: ICE to Hamburg.\nNight shifts")
    app = page(contact=mei, kind="request")
    assert "Courteous, and it begins with how you met" in text(app)
    assert "you do not know each other" not in text(app)
    assert field(app, "How you know them").placeholder == "Not said"
    assert body(app).startswith("Dear Mei-Lin,\n\nWe met on the ICE to Hamburg yesterday")


def test_a_linkedin_note_has_200_characters_and_no_subject(records, mei):
    contacts.change(records, mei, email=None, linkedin_url="https://www.linkedin.com/in/mei")
    app = page(contact=mei, kind="request")
    assert len(body(app)) <= 200
    assert "Subject" not in [each.label for each in app.text_input]
    assert "Day 1" not in [each.label for each in app.date_input]
    field(app, "As a note of at most 200 characters").set_value(False)
    assert subject(run(app))


@pytest.mark.parametrize(("may", "words"), [("no", "stay out of it"), ("not asked", "not asked")])
def test_a_name_that_may_not_be_mentioned_is_left_out_and_that_is_said(records, gone, may, words):
    by = a_contact(records, name="Ruth Feldman")
    made = promises.refer(records, contact_id=by, name="Cleo Park", as_of=HERE, may_mention=may)
    app = page(contact=promises.prospect_of(records, made.fact_id), kind="request")
    assert words in text(app)
    assert "leaves that name out" in text(app)
    assert "Ruth" not in body(app) + subject(app)
    assert ("Open Ruth Feldman" in labels(app)) == (may == "not asked")
    if may == "not asked":
        click(app, "Open Ruth Feldman")
        assert gone == [("prospect_research", {"contact": by, "tab": "promises"})]


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
    assert field(app, "Why this person").value == "She draws maps."
    assert "This is your note, and it stays. Say here what you would say to them, with you or your." in text(app)
    field(app, "Your name").set_value("Tom Riley")
    app = next(each for each in app.button if each.label == "Keep it" and "my_name" in each.form_id).click() and run(
        app
    )
    assert profile.of(records).name == "Tom Riley"
    assert body(app).endswith("Tom Riley")
    field(app, "Why this person").set_value("Your maps stay with me.")
    app = keep(app, "why")
    assert "Your maps stay with me." in body(app)
    assert contacts.get(records, whom).why_this_person == "She draws maps.\nYour maps stay with me."


def test_a_promise_noted_about_them_is_asked_for_in_words_that_are_said_to_them(records, mei):
    meeting = a_conversation(records, mei, starts="2026-11-23 14:00", held=True, about="night buses")
    promises.promise(records, contact_id=mei, what="Send her the map", due=HERE.date(), as_of=HERE, meeting_id=meeting)
    app = page(contact=mei, kind="thank_you", meeting=meeting)
    assert "Not ready to go." in said(app)
    assert field(app, "Your promise").value == "Send her the map"
    field(app, "Your promise").set_value("The map of all lines")
    app = keep(app, "promises")
    assert "What I owe you, as promised: the map of all lines, by Tuesday 24 November." in body(app)


def test_what_is_filled_in_closes_its_gap_in_ones_own_words_too(records):
    whom = a_contact(records, name="Ada Example")
    app = page(contact=whom, kind="request")
    app = write(app, whom, "request", "Dear Ada, [why you write to them of all people] Really. [sic]")
    assert "The draft still needs 1 thing" in said(app)
    field(app, "Why this person").set_value("Your maps stay with me")
    assert body(keep(app, "why")) == "Dear Ada, Your maps stay with me. Really. [sic]"


def test_words_that_are_not_said_to_them_are_refused_beside_their_field(records):
    whom = a_contact(records, name="Ada Example")
    app = page(contact=whom, kind="request")
    field(app, "Why this person").set_value("She draws maps")
    app = keep(app, "why")
    assert "This speaks about them" in said(app)
    assert field(app, "Why this person").value == "She draws maps"
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


def test_what_has_no_text_cannot_have_been_sent(mei):
    app = page(contact=mei, kind="request")
    write(app, mei, "request", "")
    run(app)
    [sent] = [button for button in app.button if button.label == "I sent it"]
    assert sent.disabled

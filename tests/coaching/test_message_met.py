"""The first letter to somebody one just met: it says so, in words that fit what people note of a place and a talk."""

from dataclasses import replace

import pytest

from ivw.coaching import contacts, just_met, message_check, message_context, outreach
from ivw.coaching.just_met import Met
from tests.builders import a_contact, at, happened
from tests.coaching.letters import NOW, WHY, ZONE, a_draft, missing, named_by, of_tom

TOKEN = "01900000-0000-7000-8000-00000000000a"
BO = Met(name="Bo Berg", where="ICE to Hamburg", about="How a port schedules night shifts", how_much="words")
TALKED = "talked about how a port schedules night shifts"


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


def met(records, how=BO, when="2026-11-23 17:00", **facts):
    return str(just_met.record(records, replace(how, **facts), as_of=at(when), token=TOKEN).fact_id)


def opening(draft):
    return draft.body.split("\n")[2]


def test_after_a_few_words_the_letter_says_that_you_met_and_what_you_spoke_of(records):
    whom = met(records)
    draft = a_draft(records, whom, "request")
    assert draft.body.startswith(f"Dear Bo,\n\nWe met on the ICE to Hamburg yesterday and {TALKED}. What you said")
    assert "I found you" not in draft.body
    assert "It was good to meet you." in draft.body
    assert not draft.missing
    context = message_context.of(records, contacts.get(records, whom), "request", as_of=NOW, zone=ZONE)
    assert context.relationship == "met"
    assert not message_check.check(f"Subject: {draft.subject}\n\n{draft.body}", "request", context).flags
    contacts.change(records, whom, why_this_person=WHY)
    assert opening(a_draft(records, whom, "request")).endswith(f"{TALKED}. {WHY}")


@pytest.mark.parametrize(("where", "said"), [
    ("The train", "We met on the train yesterday and talked"),
    ("Train to Bonn.", "We met on the train to Bonn yesterday and talked"),
    ("on the ferry", "We met on the ferry yesterday and talked"),
    ("Met at your stand", "We met at your stand yesterday and talked"),
    ("fair", "We met at the fair yesterday and talked"),
    ("a fair", "We met yesterday, and you may remember me from a fair: we talked"),
    ("A friend's kitchen", "We met yesterday, and you may remember me from a friend's kitchen: we talked"),
    ("Café Lantern", "We met yesterday, and you may remember me from Café Lantern: we talked"),
    ("Bus stop", "We met yesterday, and you may remember me from Bus stop: we talked"),
    ("St. Pauli", "We met yesterday, and you may remember me from St. Pauli: we talked"),
    ("Her kitchen", "We met yesterday and talked"), ("Bo's kitchen", "We met yesterday and talked"),
    ("", "We met yesterday and talked"),
])  # fmt: skip
def test_whatever_people_write_of_a_place_stands_in_a_sentence(records, where, said):
    assert opening(a_draft(records, met(records, where=where), "request")).startswith(f"{said} about how a port")


@pytest.mark.parametrize(("about", "said"), [
    ("Spoke about tides; ferries", "We met on the ICE to Hamburg yesterday and talked about tides and ferries. What"),
    ("You run three depots", "We met on the ICE to Hamburg yesterday. You run three depots. What"),
    ("Her depots", "We met on the ICE to Hamburg yesterday. [why you"),
    ("", "We met on the ICE to Hamburg yesterday. [w"),
])  # fmt: skip
def test_what_one_spoke_of_is_the_connection_where_it_can_be_said_to_them(records, about, said):
    draft = a_draft(records, met(records, about=about), "request")
    assert opening(draft).startswith(said)
    assert ("why" in missing(draft)) == ("[" in said)


def test_after_a_talk_the_letter_goes_on_from_it(records):
    whom = met(records, how_much="talk")
    draft = a_draft(records, whom, "request")
    assert "I still think of our conversation yesterday about how a port schedules night shifts." in draft.body
    assert "I found you" not in draft.body
    assert "we could talk about how a port" in a_draft(records, whom, "thank_you").body
    note = a_draft(records, whom, "request", note=True)
    assert note.body.startswith("Hi Bo, we talked yesterday.")


def test_a_note_for_linkedin_says_where_you_met(records):
    assert a_draft(records, met(records), "request", note=True).body.startswith(
        "Hi Bo, we met on the ICE to Hamburg yesterday."
    )


def test_somebody_of_the_records_whom_one_met_again_hears_of_that(records):
    known = a_contact(records, name="Bo Berg", relationship="known", source="the alumni list")
    draft = a_draft(records, met(records, whom=known), "request")
    assert draft.body.startswith(f"Hi Bo,\n\nI hope you are well. We met on the ICE to Hamburg yesterday and {TALKED}.")
    assert "Since we know each other" not in draft.body


def test_who_named_them_is_said_too(records):
    _, whom = named_by(records)
    happened(records, whom, "note", "2026-11-23 17:00", text="Met in passing: Fair. Tides")
    body = a_draft(records, whom, "request").body
    assert body.startswith("Dear Mei-Lin,\n\nWe met at the fair yesterday and talked about tides.")
    assert "Ruth Feldman suggested that I write to you, too." in body


@pytest.mark.parametrize(("note", "where", "about"), [
    ("Met in passing: St. Pauli. Night buses They said that I may write to them.", "St. Pauli", "Night buses"),
    ("Met in passing: On the train. Night buses", "On the train", "Night buses"),
    ("Met in passing. Night buses", "", "Night buses"), ("Met in passing: On the train.", "On the train", ""),
    ("Met in passing.", "", ""), ("Met in passing: A. B. Hall.\nTides. Ferries", "A. B. Hall", "Tides. Ferries"),
])  # fmt: skip
def test_the_notes_of_a_few_words_are_read_again_those_of_one_line_too(records, note, where, about):
    whom = a_contact(records, name="Bo Berg", source="St. Pauli")
    happened(records, whom, "note", "2026-11-23 17:00", text=note)
    how = just_met.encounter(records, contacts.get(records, whom), NOW)
    assert (how.where, how.about, how.talked, how.at) == (where, about, False, at("2026-11-23 17:00"))


def test_other_notes_and_what_is_still_to_come_are_no_encounter(records):
    whom = a_contact(records, name="Bo Berg", source="the alumni list", met="2026-11-20 10:00")
    happened(records, whom, "note", "2026-11-20", text="She met me in passing")
    happened(records, whom, "note", "2026-11-25", text="Met in passing.")
    assert just_met.encounter(records, contacts.get(records, whom), NOW) is None


def test_whoever_one_never_met_is_greeted_by_the_whole_name_whoever_named_them(records):
    _, introduced = named_by(records)
    stranger = a_contact(records, name="Tarek Aziz-Müller", given_name="Tarek")
    talked = a_contact(records, name="Ana Osei", met="2026-11-20 10:00")
    greeted = [outreach.draft(records, whom, "request", as_of=NOW, zone=ZONE).body.split(",")[0]
               for whom in (introduced, stranger, talked)]  # fmt: skip
    assert greeted == ["Dear Mei-Lin Zhao", "Dear Tarek Aziz-Müller", "Dear Ana"]

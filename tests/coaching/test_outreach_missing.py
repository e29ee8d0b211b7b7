"""What a draft still lacks, where it is kept, and what is refused."""

from datetime import timedelta

import pytest

from ivw.coaching import contacts, meetings, message_needs, next_steps, profile, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.outreach import KINDS
from tests.builders import a_contact, a_conversation, at
from tests.coaching.letters import NOW, ZONE, a_debrief, a_draft, met_and_told, missing, of_tom, somebody


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


def test_empty_records_leave_gaps_and_say_which_field_fills_each(records):
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1)
    draft = a_draft(records, a_contact(records), "request", slots=())
    assert missing(draft) == ["found", "why", "times", "my_name"]
    assert draft.missing[1].need.label == "Why this person"
    assert all(f"[{each.need.gap}]" in draft.body for each in draft.missing)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_drafted_for_somebody_of_whom_only_the_name_is_known(records, kind):
    draft = a_draft(records, a_contact(records), kind)
    assert draft.body
    assert "None" not in draft.body + draft.subject


def test_a_confirmation_asks_for_what_its_format_needs(records):
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", format="phone")
    assert missing(a_draft(records, whom, "confirmation")) == ["phone"]
    contacts.change(records, whom, phone="+44 113 496 0000")
    assert "by phone: I will call you on +44 113 496 0000" in a_draft(records, whom, "confirmation").body


def test_a_workplace_needs_no_address(records):
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", format="workplace")
    assert not a_draft(records, whom, "confirmation").missing


def test_a_next_step_is_missing_only_without_promise_and_person_named(records):
    whom = somebody(records, met="2026-11-23 14:00")
    assert missing(a_draft(records, whom, "thank_you")) == ["topics", "learned", "next_step"]
    promises.promise(records, contact_id=whom, what="a map", due=NOW.date(), as_of=at("2026-11-23 15:00"))
    assert missing(a_draft(records, whom, "thank_you")) == ["topics", "learned"]


@pytest.mark.parametrize(
    "noted", ["Send her the paper on ring grids", "Send them the paper", "Send Jana the paper", "Write to them in May"]
)
def test_a_promise_that_speaks_about_them_is_a_gap_until_it_is_said_to_them(records, noted):
    whom = somebody(records, name="Jana Vogel")
    meeting = a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="ring grids")
    late = promises.promise(records, contact_id=whom, what="Ask her", due=NOW.date(), as_of=at("2026-11-23 14:15"))
    with records.transaction() as transaction:
        transaction.change("promises", str(late.fact_id), due=at("2026-11-23").date())
    for what in ("The map of the north", noted):
        promises.promise(
            records, contact_id=whom, what=what, due=at("2026-11-27").date(), as_of=at("2026-11-23 14:15"),
            meeting_id=meeting,
        )  # fmt: skip
    draft = a_draft(records, whom, "thank_you")
    assert "What I owe you, as promised: [what you promised them]." in draft.body
    assert noted[5:] not in draft.body
    assert missing(draft) == ["learned", "promises"]
    assert message_needs.suggestion(records, whom, "promises", meeting, today=NOW.date()) == noted
    with pytest.raises(InvalidRecord, match="speaks about them"):
        message_needs.fill(records, whom, "promises", "Her paper", today=NOW.date())
    done = message_needs.fill(records, whom, "promises", "The paper on ring grids", today=NOW.date())
    body = a_draft(records, whom, "thank_you").body
    assert "the paper on ring grids, by Friday 27 November" in body
    assert "the map of the north, by Friday 27 November" in body
    with pytest.raises(InvalidRecord, match="no such promise"):
        message_needs.fill(records, whom, "promises", "The paper on ring grids", today=NOW.date())
    undo(records, done)
    assert "promises" in missing(a_draft(records, whom, "thank_you"))


def test_a_next_step_that_is_done_for_them_is_nothing_to_send_them(records):
    whom = somebody(records, name="Jana Vogel")
    meeting = a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="ring grids")
    a_debrief(records, meeting, learned="Jana draws every line twice.")
    next_steps.write(records, meeting, "Show them my sketch.", as_of=NOW)
    assert missing(a_draft(records, whom, "thank_you")) == ["learned", "next_step"]
    next_steps.change(records, next_steps.of_meeting(records, meeting)[0].id, what="Draw a line twice.")
    assert missing(a_draft(records, whom, "thank_you")) == ["learned"]


def test_notes_about_them_are_asked_for_anew_with_the_note_at_hand(records):
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="Her move from architecture")
    assert missing(a_draft(records, whom, "check_in")) == ["topics"]
    assert message_needs.suggestion(records, whom, "topics") == "Her move from architecture"


def test_what_is_missing_is_kept_where_it_belongs_and_fills_the_draft(records):
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1)
    whom = a_contact(records, name="Ada Example", why_this_person="She went far.")
    for fact, said in {"my_name": "Tom Riley", "why": "You went far", "found": "the alumni list"}.items():
        message_needs.fill(records, whom, fact, said)
    draft = a_draft(records, whom, "request")
    assert not draft.missing
    assert "I found you through the alumni list. You went far." in draft.body
    assert profile.of(records).name == "Tom Riley"


def test_a_private_note_stays_beside_the_sentence_that_is_said_to_them(records):
    whom = a_contact(records, why_this_person="She went far.\nYour maps")
    message_needs.fill(records, whom, "why", "Your drawings stay with me.")
    assert contacts.get(records, whom).why_this_person == "She went far.\nYour drawings stay with me."


def test_topics_and_place_are_kept_with_their_conversation_and_can_be_undone(records):
    whom = somebody(records)
    held = a_conversation(records, whom, starts="2026-11-20 10:00", held=True)
    planned = a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", format="cafe")
    message_needs.fill(records, whom, "topics", "your maps")
    done = message_needs.fill(records, whom, "place", "Café Lantern", meeting_id=planned)
    assert "your maps" in a_draft(records, whom, "thank_you", meeting_id=held).body
    assert "Café Lantern" in a_draft(records, whom, "confirmation").body
    undo(records, done)
    assert missing(a_draft(records, whom, "confirmation")) == ["place"]


@pytest.mark.parametrize(
    ("fact", "said", "field"),
    [("why", "", "why"), ("why", "She went far", "why"), ("topics", "x", "topics"), ("answer", "x", "fact"),
     ("found", "x" * 501, "found"), ("promises", "x", "promises")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(records, fact, said, field):
    whom = a_contact(records)
    with pytest.raises(InvalidRecord) as refusal:
        message_needs.fill(records, whom, fact, said)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"kind": "poem"}, "kind"), ({"slots": [at("2026-11-01")]}, "slots"), ({"minutes": 0}, "minutes"),
     ({"slots": [NOW.replace(tzinfo=None) + timedelta(days=1)]}, "slots")],
)  # fmt: skip
def test_a_draft_that_makes_no_sense_is_refused(records, asked, field):
    with pytest.raises(InvalidRecord) as refusal:
        a_draft(records, somebody(records), **({"kind": "request"} | asked))
    assert refusal.value.field == field


def test_nobody_cannot_be_written_to(records):
    with pytest.raises(InvalidRecord):
        a_draft(records, "nobody", "request")


def test_a_conversation_of_somebody_else_is_passed_over(records):
    other, meeting = met_and_told(records, name="Ana Osei")
    assert "ward roster" not in a_draft(records, somebody(records), "thank_you", meeting_id=meeting).body
    assert "ward roster" in a_draft(records, other, "thank_you", meeting_id="nonsense").body


def test_word_promised_to_a_referrer_is_no_gap_in_a_thank_you_since_it_has_a_letter_of_its_own(records):
    lena = somebody(records, name="Lena Berg")
    a_conversation(records, lena, starts="2026-11-20 14:00", held=True, about="night buses")
    named = promises.refer(records, contact_id=lena, name="Hana", as_of=at("2026-11-20 14:10")).fact_id
    hana = str(promises.prospect_of(records, named))
    meeting = a_conversation(records, hana, starts="2026-11-23 14:00", scheduled="2026-11-21")
    meetings.hold(records, meeting, as_of=at("2026-11-23 14:30"), tell=[lena], zone=ZONE)
    [owed] = promises.of_contact(records, lena)
    assert owed.what == "Tell them how the conversation with Hana went"
    draft = a_draft(records, lena, "thank_you")
    assert "as promised" not in draft.body
    assert "promises" not in missing(draft)

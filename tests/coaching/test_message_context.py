"""What the records tell the check of a message, and that ivw's own drafts pass it."""

import pytest

from ivw.coaching import contacts, interactions, message_check, message_context, profile, promises
from tests.builders import a_contact, a_conversation, at
from tests.coaching.letters import NOW, ZONE, every_draft, of_tom


@pytest.fixture
def records(one_file):
    return of_tom(one_file, linkedin_note_characters=200)


def known(records, whom, kind, **more):
    return message_context.of(records, contacts.get(records, whom), kind, as_of=NOW, zone=ZONE, **more)


def test_a_request_knows_whom_it_goes_to_and_how(records):
    whom = a_contact(records, name="Ana Osei")
    found = known(records, whom, "request", channel="linkedin", note=True)
    assert (found.contact, found.relationship, found.channel, found.note) == ("Ana Osei", "stranger", "linkedin", True)
    assert found.note_limit == 200
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1, linkedin_note_characters=300)
    assert known(records, whom, "request").note_limit == 300
    assert known(records, a_contact(records, name="Bo", relationship="known"), "request").relationship == "known"
    assert known(records, a_contact(records, name="Cy", met="2026-11-02 10:00"), "request").relationship == "known"


def test_a_confirmation_knows_what_was_agreed(records):
    whom = a_contact(records, name="Ana Osei")
    a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", format="cafe", minutes=25)
    found = known(records, whom, "confirmation")
    assert (f"{found.meeting:%d %H:%M}", found.minutes, found.format) == ("27 11:00", 25, "cafe")
    assert known(records, a_contact(records, name="Bo"), "confirmation").meeting is None


def test_a_thank_you_knows_what_was_talked_about_who_was_named_and_when_it_ended(records):
    whom = a_contact(records, name="Ana Osei")
    meeting = a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="night nurses; SQL")
    promises.refer(records, contact_id=whom, name="Priya Raman", as_of=at("2026-11-23 14:18"), may_mention="yes",
                   meeting_id=meeting)  # fmt: skip
    found = known(records, whom, "thank_you")
    assert (found.topics, found.referrals) == (("night nurses", "SQL"), ("Priya Raman",))
    assert found.sent - found.meeting_end == NOW - at("2026-11-23 14:20")
    assert known(records, whom, "check_in").last_topics == ("night nurses", "SQL")


def test_a_second_thank_you_for_one_conversation_is_not_late(records):
    whom = a_contact(records, name="Ana Osei")
    a_conversation(records, whom, starts="2026-11-20 14:00", held=True)
    late = message_check.check("Thank you!", "thank_you", known(records, whom, "thank_you"))
    assert "late" in {each.flag for each in late.flags}
    interactions.log(
        records, contact_id=whom, kind="thank_you", happened_at=at("2026-11-20 18:00"), as_of=NOW, token=None
    )
    assert known(records, whom, "thank_you").meeting_end is None


def test_a_second_ask_knows_whether_something_was_given_since_the_last_one(records):
    whom = a_contact(records, name="Ana Osei")
    for kind in ("request", "more_advice", "in_writing"):
        assert known(records, whom, kind).given_since is None  # nobody gave one a talk yet
    a_conversation(records, whom, starts="2026-11-10 14:00", held=True)

    def says(day, **marks):
        interactions.log(
            records, contact_id=whom, kind="message", happened_at=at(f"2026-11-{day} 10:00"), as_of=NOW, **marks
        )
        return [known(records, whom, kind).given_since for kind in ("request", "more_advice", "in_writing")]

    assert says(11) == [False] * 3
    assert says(12, gives=True) == [True] * 3
    assert says(13, asks=True, gives=True) == [False] * 3  # that gift went with that ask
    assert says(14, gives=True) == [True] * 3
    assert says(15, asks=True) == [False] * 3
    owed = promises.promise(
        records, contact_id=whom, what="The article", due=at("2026-11-20").date(), as_of=at("2026-11-10 14:15")
    ).fact_id
    promises.keep(records, owed, as_of=at("2026-11-16 10:00"))
    assert known(records, whom, "more_advice").given_since
    assert known(records, whom, "check_in").given_since is None  # it asks for nothing


@pytest.mark.parametrize("kind", ["request", "more_advice", "in_writing"])
def test_whoever_asks_again_is_told_to_give_first_unless_the_message_gives(records, kind):
    whom = a_contact(records, name="Ana Osei")
    a_conversation(records, whom, starts="2026-11-10 14:00", held=True)

    def told(text):
        return {each.flag for each in message_check.check(text, kind, known(records, whom, kind)).remarks}

    assert "asks_again" in told("Dear Ana, could you tell me which course you would take?")
    assert "asks_again" not in told("Dear Ana, I followed your advice and took the course. Which one comes next?")
    interactions.log(
        records, contact_id=whom, kind="check_in", gives=True, happened_at=at("2026-11-12 10:00"), as_of=NOW
    )
    assert "asks_again" not in told("Dear Ana, could you tell me which course you would take?")


def test_the_drafts_of_well_filled_records_pass_the_check(records):
    for kind, found in every_draft(records).items():
        for draft in found:
            is_note = kind == "note"
            text = draft.body if is_note else f"Subject: {draft.subject}\n\n{draft.body}"
            context = message_check.Context(note=is_note)
            checked = message_check.check(text, "request" if is_note else kind, context)
            assert not checked.flags, (kind, checked.flags, text)

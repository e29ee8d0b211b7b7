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


def test_the_drafts_of_well_filled_records_pass_the_check(records):
    for kind, found in every_draft(records).items():
        for draft in found:
            is_note = kind == "note"
            text = draft.body if is_note else f"Subject: {draft.subject}\n\n{draft.body}"
            context = message_check.Context(note=is_note)
            checked = message_check.check(text, "request" if is_note else kind, context)
            assert not checked.flags, (kind, checked.flags, text)

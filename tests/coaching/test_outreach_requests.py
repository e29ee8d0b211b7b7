"""How a request speaks: the tone, who named them, and what stands in no draft."""

import pytest

from ivw.coaching import contacts, message_needs, profile, promises
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.outreach import KINDS
from tests.builders import a_contact, at, happened
from tests.coaching.letters import GROUND, WHY, ZONE, a_draft, missing, named_by, of_tom, somebody


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


def test_a_stranger_is_addressed_by_the_whole_name_and_told_how_they_were_found(records):
    draft = a_draft(records, somebody(records), "request")
    assert draft.body.startswith(f"Dear Mei-Lin Zhao,\n\n{GROUND} {WHY}")
    assert draft.subject == "A question about your work at Calder Institute"


def test_somebody_known_is_addressed_casually(records):
    draft = a_draft(records, somebody(records, relationship="known"), "request")
    assert draft.body.startswith("Hi Mei-Lin,")
    assert draft.body.endswith("Tom")


def test_who_named_them_is_said_where_that_name_may_be_mentioned(records):
    _, whom = named_by(records)
    draft = a_draft(records, whom, "request")
    assert draft.subject == "Ruth Feldman suggested that I write to you"
    assert "Ruth Feldman suggested that I write to you." in draft.body
    assert "Ruth" in a_draft(records, whom, "request", channel="linkedin").body


@pytest.mark.parametrize("may", ["no", "not asked"])
def test_a_name_that_may_not_be_mentioned_stands_in_no_draft_whatever_else_is_written_down(records, may):
    _, whom = named_by(records, may=may)
    contacts.change(
        records, whom, why_this_person="Ruth says your team is the best.", common_ground="We both know Ruth Feldman.",
        source="Ruth Feldman", mutual_contact="Ruth Feldman",
    )  # fmt: skip
    happened(records, whom, "request", "2026-11-02")
    for kind in KINDS:
        for channel in ("email", "linkedin"):
            draft = a_draft(records, whom, kind, channel=channel)
            assert "Ruth" not in draft.subject + draft.body
            assert "Feldman" not in draft.subject + draft.body
    assert missing(a_draft(records, whom, "request")) == ["found", "why"]


def test_a_name_that_may_not_be_mentioned_cannot_be_filled_in_either(records):
    _, whom = named_by(records, may="not asked")
    with pytest.raises(InvalidRecord) as refusal:
        message_needs.fill(records, whom, "why", "Ruth told me of your maps.")
    assert (refusal.value.field, refusal.value.right) == ("why", "Say it without that name.")


def test_the_newest_permission_of_whoever_named_them_counts(records):
    by, whom = named_by(records)
    later = promises.refer(records, contact_id=by, name="Mei-Lin Zhao", as_of=at("2026-11-22"), may_mention="no")
    with records.transaction() as transaction:
        transaction.change("referrals", later.fact_id, prospect_id=whom)
    assert "Ruth" not in a_draft(records, whom, "request").body


def test_a_private_note_about_somebody_never_goes_to_them(records):
    whom = somebody(
        records, why_this_person="She is the boss of the team I want.\nYour maps are lovely", common_ground="LSE",
        source="Her lecture at the evening school",
    )  # fmt: skip
    draft = a_draft(records, whom, "request")
    assert "boss" not in draft.body
    assert "lecture" not in draft.body
    assert "Your maps are lovely." in draft.body
    assert missing(draft) == ["found"]


def test_a_source_says_how_they_were_found(records):
    whom = somebody(records, common_ground=None, source="The alumni list of Leeds")
    assert "I found you through the alumni list of Leeds." in a_draft(records, whom, "request").body


def test_a_source_written_as_a_sentence_stands_as_one(records):
    whom = a_contact(records, source="I heard your talk on night buses", why_this_person="Your maps")
    assert "I heard your talk on night buses." in a_draft(records, whom, "request").body


@pytest.mark.parametrize("name", ["Mei-Lin Zhao", "Bartholomew-Maximilian von Hohenzollern-Sigmaringen"])
def test_a_linkedin_note_keeps_to_200_characters_whatever_there_is_to_say(records, name):
    whom = somebody(
        records, name=name, field="The history of municipal water supply and of everybody who ever fought about it",
        common_ground="We both studied in Leeds, walked the same towpath for years and never once said hello.",
    )  # fmt: skip
    draft = a_draft(records, whom, "request", channel="linkedin")
    assert len(draft.body) <= profile.NOTE_CHARACTERS[0]
    assert "20 minutes" in draft.body


def test_a_longer_linkedin_note_says_more(records):
    whom = somebody(records, field="water")
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1, linkedin_note_characters=300)
    draft = a_draft(records, whom, "request", channel="linkedin")
    assert 200 < len(draft.body) <= 300
    assert WHY in draft.body


def test_somebody_connected_gets_a_whole_message_on_linkedin(records):
    whom = somebody(records, connected_on=at("2026-01-01").date())
    assert a_draft(records, whom, "request", channel="linkedin").subject
    assert not a_draft(records, whom, "request", channel="linkedin", note=True).subject


@pytest.mark.parametrize(
    ("format", "said"),
    [
        ("cafe", "over a coffee near you"), ("restaurant", "over lunch near you"), ("workplace", "at your workplace"),
        ("video", "by video call?"), ("phone", "by phone?"), (None, "by video call or by phone, whichever you prefer"),
    ],
)  # fmt: skip
def test_a_request_says_where_or_by_which_way_one_could_talk(records, format, said):
    for relationship in ("stranger", "known"):
        assert said in a_draft(records, somebody(records, relationship=relationship), "request", format=format).body


def test_whoever_has_no_search_under_way_may_look_ahead(records):
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1, situation="looking ahead")
    assert "I am looking ahead and exploring water" in a_draft(records, somebody(records), "request").body

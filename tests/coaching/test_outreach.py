"""Drafts from the records, what they need, and what sending them does."""

import re
from datetime import timedelta

import pytest

from ivw.coaching import (
    asking,
    contacts,
    drafts,
    follow_ups,
    message_facts,
    message_needs,
    offered_times,
    outreach,
    own_templates,
    plans,
    profile,
    promises,
    referrers,
)
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_advice import ADVICE
from ivw.coaching.message_check import MOST_WORDS
from ivw.coaching.outreach import KINDS
from tests.builders import a_contact, a_conversation, at, forget_everybody, happened, records_in

NOW = at("2026-11-24 09:00")  # a Tuesday
ZONE = "Europe/Berlin"
WHY = "Your talk on night buses made me want to see how one is planned."
QUESTIONS = ("What would you learn first today?", "How does a week begin for you?")
GROUND = "We both studied in Leeds."


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("outreach")) as opened:
        yield opened


@pytest.fixture
def records(one_file):
    forget_everybody(one_file)
    profile.save(one_file, name="Tom Riley", time_zone=ZONE, first_weekday=1)
    return one_file


def somebody(records, **facts):
    known = {"name": "Mei-Lin Zhao", "organization": "Calder Institute", "field": "Water and climate",
             "why_this_person": WHY, "common_ground": GROUND}  # fmt: skip
    return a_contact(records, **(known | facts))


def a_draft(records, whom, kind, **asked):
    slots = message_facts.suggested_slots(records, NOW, ZONE)
    return outreach.draft(records, whom, kind, **({"as_of": NOW, "zone": ZONE, "slots": slots} | asked))


def missing(draft):
    return [each.fact for each in draft.missing]


def a_debrief(records, meeting, **said):
    with records.transaction() as transaction:
        transaction.add("debriefs", {"meeting_id": meeting, "written_at": NOW, **said})


def met_and_told(records, **facts):
    whom = somebody(records, **facts)
    meeting = a_conversation(
        records, whom, starts="2026-11-23 14:00", held=True, about="the ward roster; night nurses; SQL first"
    )
    a_debrief(
        records, meeting, learned="The hard part is trust, not software.", next_step="Take a short course in SQL."
    )
    promises.promise(
        records, contact_id=whom, what="The article on shift swaps", due=at("2026-11-27").date(),
        as_of=at("2026-11-23 14:15"), meeting_id=meeting,
    )  # fmt: skip
    promises.refer(
        records, contact_id=whom, name="Priya Raman", as_of=at("2026-11-23 14:18"), may_mention="yes",
        meeting_id=meeting,
    )  # fmt: skip
    return whom, meeting


def told_of(records):
    """A referrer, whom they named, and the conversation held with that person yesterday."""
    by, named = named_by(records)
    meeting = a_conversation(records, named, starts="2026-11-23 14:00", held=True)
    a_debrief(records, meeting, learned="She begins with the timetable.")
    return by, named, meeting


def named_by(records, name="Ruth Feldman", may="yes"):
    """A prospect whom somebody named; returns both."""
    by = a_contact(records, name=name)
    made = promises.refer(records, contact_id=by, name="Mei-Lin Zhao", as_of=at("2026-11-20"), may_mention=may)
    whom = promises.prospect_of(records, made.fact_id)
    contacts.change(records, whom, why_this_person=WHY)
    return by, whom


# What holds for every draft


def every_draft(records):
    """One of each kind for people about whom everything is written down."""
    stranger = somebody(records)
    _, introduced = named_by(records)
    known = somebody(records, name="Lena Okafor", relationship="known", linkedin_url="https://www.linkedin.com/in/l")
    talked, _ = met_and_told(records, name="Ana Osei")
    planned = somebody(records, name="Jun Park")
    a_conversation(records, planned, starts="2026-11-27 10:00", scheduled="2026-11-23", format="video",
                   place="https://example.org/j/123")  # fmt: skip
    asked = somebody(records, name="Carmen Ruiz", asked="2026-11-10 09:00")
    return {
        "request": [a_draft(records, whom, "request") for whom in (stranger, introduced, known, talked)],
        "note": [a_draft(records, whom, "request", channel="linkedin") for whom in (stranger, introduced, known)],
        "proposal": [a_draft(records, stranger, "proposal")],
        "confirmation": [a_draft(records, planned, "confirmation")],
        "nudge": [a_draft(records, asked, "nudge")],
        "thank_you": [a_draft(records, talked, "thank_you")],
        "check_in": [a_draft(records, talked, "check_in", offer="Here is the report on night-shift fatigue")],
        "reconnect": [a_draft(records, talked, "reconnect")],
        "second_person": [a_draft(records, stranger, "second_person")],
        "in_writing": [a_draft(records, whom, "in_writing", questions=QUESTIONS) for whom in (stranger, talked)],
        "more_advice": [a_draft(records, talked, "more_advice", question="Which course would you take first?")],
        "tell_referrer": [a_draft(records, told_of(records)[0], "tell_referrer")],
    }


def test_the_drafts_of_well_filled_records_have_no_gap_and_keep_their_length(records):
    for kind, found in every_draft(records).items():
        for draft in found:
            assert not draft.missing, (kind, draft)
            assert "[" not in draft.subject + draft.body
            assert "None" not in draft.body
            if kind == "note":
                assert len(draft.body) <= profile.NOTE_CHARACTERS[0]
                assert draft.subject == ""
            else:
                assert len(draft.body.split()) < MOST_WORDS.get(kind, 150), draft.body
                assert draft.subject
                assert re.search(r"(Dear|Hi) [A-Z]", draft.body)
                assert draft.body.endswith(("Tom Riley", "Tom"))
            assert not re.search(r"[{}_]|\.\.|,,| ,", draft.body + draft.subject)


def test_requests_ask_for_time_and_advice_offer_times_and_say_thank_you(records):
    found = every_draft(records)
    for draft in found["request"] + found["note"]:
        assert "20 minutes" in draft.body
        assert "any time that suits you" in draft.body
        assert "advice" in draft.body
        assert re.search(r"[Tt]hank you", draft.body)
        assert "job" in draft.body
        assert "exploring" in draft.body
    for draft in found["request"]:
        assert re.search(r"Friday 27 November at 10:00, .* or .* \(Berlin time\)", draft.body)
        assert re.search(r"(regards|best),\n", draft.body)


def test_a_confirmation_says_day_times_zone_length_and_link_with_thanks(records):
    [draft] = every_draft(records)["confirmation"]
    for said in (
        "Thank you",
        "Friday 27 November, 11:00 to 11:20",
        "Berlin time",
        "20 minutes",
        "https://example.org/j/123",
    ):
        assert said in draft.body


def test_a_thank_you_says_what_was_talked_about_learned_promised_and_who_was_named(records):
    [draft] = every_draft(records)["thank_you"]
    assert len(draft.body.split("\n\n")) == 5
    for said in (
        "the ward roster, night nurses and SQL first", "learned and will keep: The hard part is trust, not software.",
        "next step: Take a short course in SQL.", "the article on shift swaps, by Friday 27 November", "Priya Raman",
        "yesterday",
    ):  # fmt: skip
        assert said in draft.body


def test_a_check_in_refers_to_the_last_talk_and_brings_something(records):
    [draft] = every_draft(records)["check_in"]
    assert "the ward roster" in draft.body
    assert "Here is the report on night-shift fatigue." in draft.body
    whom, _ = met_and_told(records, name="Bo Berg")
    assert "I can help you with" in a_draft(records, whom, "check_in").body


def test_strangers_people_introduced_and_people_known_are_written_to_in_their_tone(records):
    stranger = somebody(records, asked="2026-11-10 09:00")
    known = somebody(records, name="Lena Okafor", relationship="known", asked="2026-11-10 09:00")
    _, introduced = named_by(records)
    happened(records, introduced, "request", "2026-11-10 09:00")
    nudges = [a_draft(records, whom, "nudge").body for whom in (stranger, introduced, known)]
    assert ["gets buried" in each for each in nudges] == [True, True, False]
    assert ["Ruth Feldman" in each for each in nudges] == [False, True, False]
    assert [each.rsplit("\n", 1)[1] for each in nudges] == ["Tom Riley", "Tom Riley", "Tom"]
    thanks = [a_draft(records, met_and_told(records, name="Ana Osei", relationship=each)[0], "thank_you").body
              for each in ("stranger", "known")]  # fmt: skip
    assert ["It was good to hear you" in each for each in thanks] == [False, True]


def test_a_second_person_is_told_of_the_colleague_and_not_of_the_name(records):
    somebody(records, name="Carmen Ruiz", asked="2026-11-17 09:00")
    draft = a_draft(records, somebody(records), "second_person")
    assert "I have written to a colleague of yours as well" in draft.body
    assert "Carmen" not in draft.body
    other = somebody(records, organization="Harbour Trust")
    assert "colleague" not in a_draft(records, other, "second_person").body


def test_where_their_time_is_short_a_call_is_suggested(records):
    whom = somebody(records, agreed="2026-11-23")
    assert "by Zoom or by phone" in a_draft(records, whom, "proposal", short_of_time=True).body
    assert "Zoom" not in a_draft(records, whom, "proposal").body


def test_questions_that_were_not_asked_are_suggested_for_an_exchange_in_writing(records):
    whom, meeting = met_and_told(records)
    plan = plans.start(records, minutes=20, as_of=NOW, meeting_id=meeting).fact_id
    for text in QUESTIONS:
        plans.add_question(records, plan, text=text)
    asking.tick(records, meeting, asking.Question(None, QUESTIONS[0]), asked=True, as_of=NOW)
    assert message_needs.questions_left(records, whom) == [QUESTIONS[1]]
    assert message_needs.questions_left(records, somebody(records)) == []


def test_a_referrer_hears_of_whom_they_named_and_what_came_of_it(records):
    by, _, meeting = told_of(records)
    draft = a_draft(records, by, "tell_referrer")
    for said in ("Mei-Lin Zhao and I talked yesterday", "What I took from it: She begins with the timetable."):
        assert said in draft.body
    other = a_draft(records, by, "tell_referrer", meeting_id=meeting)
    assert other.body == draft.body
    assert missing(a_draft(records, somebody(records), "tell_referrer")) == ["told_about", "learned"]


def test_telling_a_referrer_keeps_the_promise_in_the_same_action(records):
    by, _, meeting = told_of(records)
    referrers.tell(records, meeting, [by], as_of=at("2026-11-23 15:00"), zone=ZONE)
    owed = promises.to_tell(records, by)
    assert promises.tells_of(records, owed.id) == meeting
    done = outreach.sent(records, by, "tell_referrer", text="Hello", as_of=NOW, gives=True, keeps=owed.id)
    assert records.rows("SELECT kind, gives FROM interactions WHERE direction = 'out'") == [("message", True)]
    assert promises.to_tell(records, by) is None
    undo(records, done)
    assert promises.to_tell(records, by).id == owed.id
    assert records.rows("SELECT count(*) FROM interactions") == [(0,)]


def test_a_promise_to_somebody_else_is_not_kept_by_a_message(records):
    by, _, meeting = told_of(records)
    referrers.tell(records, meeting, [by], as_of=at("2026-11-23 15:00"), zone=ZONE)
    owed = promises.to_tell(records, by)
    outreach.sent(records, somebody(records), "answer", text="Hello", as_of=NOW, keeps=owed.id)
    assert promises.to_tell(records, by).id == owed.id


@pytest.mark.parametrize(
    ("situation", "said"),
    [("student", "I am a student exploring water"), ("changing", "thinking of a change and exploring"),
     ("searching", "where to go next and exploring"), (None, "I am exploring water")],
)  # fmt: skip
def test_ones_situation_is_said_and_never_that_one_looks_for_work(records, situation, said):
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1, situation=situation)
    draft = a_draft(records, somebody(records), "request")
    assert said in draft.body
    assert "search" not in draft.body


def test_a_confirmation_gives_ones_own_number_where_there_is_one(records):
    profile.save(records, name="Tom Riley", time_zone=ZONE, first_weekday=1, phone="+44 113 496 0000")
    [draft] = every_draft(records)["confirmation"]
    assert "on the day you reach me on +44 113 496 0000." in draft.body


def test_every_fact_that_is_gathered_is_told_of_and_the_other_way_round(records):
    whom, _ = met_and_told(records)
    for kind in KINDS:
        person = contacts.get(records, whom)
        facts = message_facts.gather(records, person, kind, message_facts.Asked(), None, NOW, ZONE)
        assert set(facts) == set(message_facts.FACTS), kind


NAMES = ("李明", "نور القاسم", "Şükrü Ağaoğlu", "=1+1", "<b>{{ why }}</b>", "{% if x %}")


@pytest.mark.parametrize("first", [0, 1, 3])
def test_a_name_in_any_script_and_a_note_of_any_length_stand_in_every_letter_as_they_are(records, first):
    long = " ".join(["Your maps"] * 400)  # 4,000 characters
    people = [
        somebody(records, name=name, organization=name, why_this_person=f"{long} {name}.", field=name,
                 common_ground=f"We met: {name}.", met="2026-11-20 10:00", asked="2026-11-21")
        for name in NAMES
    ]  # fmt: skip
    for place, kind in enumerate(KINDS, start=first):  # so that each kind is written to several of them
        name, whom = NAMES[place % len(NAMES)], people[place % len(NAMES)]
        draft = a_draft(records, whom, kind, question=name, questions=[name], offer=name)
        assert name.split(" ")[0] in draft.body
        assert len(draft.body) < 6_000
        subject, body = outreach.as_template(
            records, whom, kind, draft.subject, draft.body, as_of=NOW, zone=ZONE, asked=message_facts.Asked()
        )  # fmt: skip
        if body:
            own_templates.add(records, kind=kind, name="x", subject=subject, body=body, as_of=NOW)


# How a request speaks


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
        message_needs.fill(records, whom, "why", "Ruth told me of your maps.", as_of=NOW)
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


# What is missing


def test_empty_records_leave_gaps_and_say_which_field_fills_each(records):
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1)
    draft = a_draft(records, a_contact(records), "request", slots=())
    assert missing(draft) == ["found", "why", "times", "my_name"]
    assert [each.need.kept_in for each in draft.missing][1] == "contacts.why_this_person"
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


def test_notes_about_them_are_asked_for_anew_with_the_note_at_hand(records):
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-23 14:00", held=True, about="Her move from architecture")
    assert missing(a_draft(records, whom, "check_in")) == ["topics"]
    assert message_needs.suggestion(records, whom, "topics") == "Her move from architecture"


def test_what_is_missing_is_kept_where_it_belongs_and_fills_the_draft(records):
    profile.save(records, name=None, time_zone=ZONE, first_weekday=1)
    whom = a_contact(records, name="Ada Example", why_this_person="She went far.")
    for fact, said in {"my_name": "Tom Riley", "why": "You went far", "found": "the alumni list"}.items():
        message_needs.fill(records, whom, fact, said, as_of=NOW)
    draft = a_draft(records, whom, "request")
    assert not draft.missing
    assert "I found you through the alumni list. You went far." in draft.body
    assert profile.of(records).name == "Tom Riley"


def test_a_private_note_stays_beside_the_sentence_that_is_said_to_them(records):
    whom = a_contact(records, why_this_person="She went far.\nYour maps")
    message_needs.fill(records, whom, "why", "Your drawings stay with me.", as_of=NOW)
    assert contacts.get(records, whom).why_this_person == "She went far.\nYour drawings stay with me."


def test_topics_and_place_are_kept_with_their_conversation_and_can_be_undone(records):
    whom = somebody(records)
    held = a_conversation(records, whom, starts="2026-11-20 10:00", held=True)
    planned = a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", format="cafe")
    message_needs.fill(records, whom, "topics", "your maps", as_of=NOW)
    done = message_needs.fill(records, whom, "place", "Café Lantern", as_of=NOW, meeting_id=planned)
    assert "your maps" in a_draft(records, whom, "thank_you", meeting_id=held).body
    assert "Café Lantern" in a_draft(records, whom, "confirmation").body
    undo(records, done)
    assert missing(a_draft(records, whom, "confirmation")) == ["place"]


@pytest.mark.parametrize(
    ("fact", "said", "field"),
    [("why", "", "why"), ("why", "She went far", "why"), ("topics", "x", "topics"), ("answer", "x", "fact"),
     ("found", "x" * 501, "found")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(records, fact, said, field):
    whom = a_contact(records)
    with pytest.raises(InvalidRecord) as refusal:
        message_needs.fill(records, whom, fact, said, as_of=NOW)
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


# Times


def test_what_is_planned_already_changes_nothing_about_what_is_asked_for(records):
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-27 10:00", scheduled="2026-11-23", minutes=45)
    assert "20 minutes" in a_draft(records, whom, "request").body
    assert "45 minutes" in a_draft(records, whom, "confirmation").body


def test_three_times_are_suggested_on_business_days_where_nothing_is_planned(records):
    found = message_facts.suggested_slots(records, NOW, ZONE)
    assert [f"{each:%a %d %H:%M}" for each in found] == ["Fri 27 10:00", "Mon 30 15:00", "Tue 01 12:30"]
    whom = somebody(records)
    a_conversation(records, whom, starts="2026-11-30 14:50", scheduled="2026-11-23")  # 15:50 in Berlin
    assert message_facts.suggested_slots(records, NOW, ZONE)[1] == at("2026-12-01 15:00", ZONE)


def test_times_are_offered_in_their_order_and_once(records):
    late, early = at("2026-11-30 15:00", ZONE), at("2026-11-27 10:00", ZONE)
    draft = a_draft(records, somebody(records), "request", slots=(late, early, late))
    assert "Friday 27 November at 10:00 or Monday 30 November at 15:00 (Berlin time)" in draft.body


def test_kinds_go_by_the_names_of_queue_and_log_as_well():
    assert [outreach.kind_of(each) for each in ("confirm", "message", "propose_times", "reconnect", "x", None)] == [
        "confirmation", "answer", "proposal", "reconnect", None, None,
    ]  # fmt: skip
    assert set(ADVICE) == set(KINDS)


# Sending


def test_sending_logs_it_clears_the_draft_and_moves_the_queue_and_the_undo_brings_both_back(records):
    whom = somebody(records, met="2026-11-23 14:00")
    outreach.keep(records, whom, "thank_you", "Thanks", "Dear Mei-Lin, thank you.", NOW)
    done = outreach.sent(
        records, whom, "thank_you", text="Dear Mei-Lin, thank you.", as_of=NOW, channel="email", gives=True
    )
    assert records.rows("SELECT kind, direction, channel, gives, asks, text FROM interactions") == [
        ("thank_you", "out", "email", True, False, "Dear Mei-Lin, thank you.")
    ]
    assert outreach.written(records, whom, "thank_you") is None
    assert follow_ups.due(records, NOW, ZONE) == []
    assert outreach.was_sent(records, whom, done.fact_id).kind == "thank_you"
    undo(records, done)
    assert outreach.written(records, whom, "thank_you") == outreach.Written("Thanks", "Dear Mei-Lin, thank you.")
    assert [item.action for item in follow_ups.due(records, NOW, ZONE)] == ["thank_you"]
    assert outreach.was_sent(records, whom, done.fact_id) is None


@pytest.mark.parametrize(
    ("kind", "logged"),
    [("reconnect", "check_in"), ("answer", "message"), ("confirm", "confirmation"), ("second_person", "request"),
     ("in_writing", "message"), ("more_advice", "message"), ("tell_referrer", "message")],
)  # fmt: skip
def test_each_kind_logs_what_settles_it(records, kind, logged):
    outreach.sent(records, somebody(records), kind, text="Hello", as_of=NOW)
    assert records.rows("SELECT kind FROM interactions") == [(logged,)]


def test_an_empty_message_was_not_sent(records):
    with pytest.raises(InvalidRecord):
        outreach.sent(records, somebody(records), "request", text=" \n", as_of=NOW)
    assert records.rows("SELECT count(*) FROM interactions") == [(0,)]


def test_the_times_offered_are_kept_with_the_message_and_go_with_its_undo(records):
    whom = somebody(records)
    slots = (at("2026-11-30 15:00", ZONE), at("2026-11-27 10:00", ZONE), at("2026-11-20 10:00", ZONE))
    done = outreach.sent(
        records, whom, "request", text="Hello", as_of=NOW, offered=slots, minutes=25, format="phone"
    )  # fmt: skip
    found = offered_times.still_open(records, whom, NOW)
    assert [(each.starts_at, each.minutes, each.format) for each in found] == [
        (slots[1], 25, "phone"), (slots[0], 25, "phone"),
    ]  # fmt: skip
    undo(records, done)
    assert offered_times.still_open(records, whom, NOW) == []
    outreach.sent(records, whom, "thank_you", text="Hello", as_of=NOW, offered=slots)
    assert offered_times.still_open(records, whom, NOW) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("Friday 27 November at 10:00 or Monday 30 November at 15:00", 2), ("on 27/11, 10.00", 1), ("the 27th, 10 am", 1),
     ("Monday 30: 3 pm", 1), ("30 minutes on the 27th", 0), ("at 10:00", 0), ("Friday 27 at 110:00", 0)],
)  # fmt: skip
def test_a_time_that_was_struck_out_of_the_message_was_not_offered(text, said):
    slots = (at("2026-11-27 10:00", ZONE), at("2026-11-30 15:00", ZONE))
    assert len(outreach.times_said(text, slots, ZONE)) == said


def test_what_went_out_today_is_known_until_something_else_happens(records):
    whom = somebody(records)
    outreach.sent(records, whom, "request", text="Hello", as_of=NOW, channel="email")
    later = NOW + timedelta(hours=2)
    assert outreach.sent_today(records, whom, "request", later, ZONE).channel == "email"
    assert outreach.sent_today(records, whom, "check_in", later, ZONE) is None
    assert outreach.sent_today(records, whom, "request", later, ZONE, since=later) is None
    assert outreach.sent_today(records, whom, "request", NOW + timedelta(days=1), ZONE) is None
    happened(records, whom, "reply", "2026-11-24 10:00")
    assert outreach.sent_today(records, whom, "request", later, ZONE) is None


def test_a_template_of_ones_own_is_filled_from_the_same_records(records):
    made = own_templates.add(
        records, kind="request", name="Leeds", as_of=NOW, subject="Hello {{ first_name }}",
        body="{{ greeting }},\n{{ why }}\n{% for each in slots %}\n- {{ each }}\n{% endfor %}\n{{ my_name }}",
    )  # fmt: skip
    draft = a_draft(records, somebody(records), "request", own_template=made.fact_id)
    assert draft.subject == "Hello Mei-Lin"
    assert draft.body.startswith(f"Dear Mei-Lin Zhao,\n{WHY}\n- Friday 27 November at 10:00\n- ")
    bare = a_draft(records, a_contact(records), "request", own_template=made.fact_id)
    assert missing(bare) == ["why"]
    with pytest.raises(InvalidRecord, match="not in the records"):
        a_draft(records, somebody(records), "request", own_template="nonsense")


def test_what_was_written_to_one_person_becomes_a_template_for_the_next(records):
    first = somebody(records)
    slots = message_facts.suggested_slots(records, NOW, ZONE)
    draft = a_draft(records, first, "request")
    subject, body = outreach.as_template(
        records, first, "request", draft.subject, draft.body, as_of=NOW, zone=ZONE, asked=message_facts.Asked(slots)
    )
    assert subject == "A question about your work at {{ organization }}"
    assert "Mei-Lin" not in body
    made = own_templates.add(records, kind="request", name="Mine", subject=subject, body=body, as_of=NOW)
    again = a_draft(records, first, "request", own_template=made.fact_id)
    assert (again.subject, again.body) == (draft.subject, draft.body)
    other = a_draft(records, somebody(records, name="Søren Åberg", organization="Bygg"), "request",
                    own_template=made.fact_id)  # fmt: skip
    assert other.body.startswith("Dear Søren Åberg,")
    assert other.subject == "A question about your work at Bygg"


def test_a_double_click_sends_once(records):
    whom = somebody(records)
    with records.transaction() as transaction:
        [token] = transaction.new_ids(1)
    for _ in range(2):
        outreach.sent(records, whom, "request", text="Hello", as_of=NOW, token=token)
    assert records.rows("SELECT count(*) FROM interactions") == [(1,)]


def test_what_is_written_is_kept_with_its_subject_and_let_go_of_when_it_is_emptied(records):
    whom = somebody(records)
    outreach.keep(records, whom, "request", " A  question ", "Subject: no\n\nHello", NOW)
    assert outreach.written(records, whom, "request") == outreach.Written("A question", "Subject: no\n\nHello")
    done = outreach.start_over(records, whom, "request")
    assert outreach.written(records, whom, "request") is None
    undo(records, done)
    assert outreach.written(records, whom, "request").subject == "A question"
    outreach.keep(records, whom, "request", "A question", " ", NOW)
    assert drafts.read(records, outreach.slot(whom, "request")) == ""

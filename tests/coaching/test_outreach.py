"""Drafts from the records: what holds for every kind of message."""

import re

import pytest

from ivw.coaching import (
    asking,
    contacts,
    message_facts,
    message_needs,
    outreach,
    own_templates,
    plans,
    profile,
    promises,
    referrers,
)
from ivw.coaching.done import undo
from ivw.coaching.message_advice import ADVICE
from ivw.coaching.message_check import MOST_WORDS
from ivw.coaching.outreach import KINDS
from tests.builders import a_conversation, at, happened
from tests.coaching.letters import (
    NOW,
    QUESTIONS,
    ZONE,
    a_draft,
    every_draft,
    met_and_told,
    missing,
    named_by,
    of_tom,
    somebody,
    told_of,
)


@pytest.fixture
def records(one_file):
    return of_tom(one_file)


# What holds for every draft


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


def test_what_somebody_else_may_choose_is_not_suggested_to_the_next_one(records):
    ada, ben, cleo = (somebody(records, name=name) for name in ("Ada Osei", "Ben Roux", "Cleo Park"))

    def suggested(whom, as_of=NOW):
        return [f"{each:%a %d %H:%M}" for each in message_facts.suggested_slots(records, as_of, ZONE, whom)]

    def offer(whom, **more):
        slots = message_facts.suggested_slots(records, NOW, ZONE, whom)
        outreach.sent(records, whom, "request", text="Hello", as_of=NOW, offered=slots, **more)

    first = ["Fri 27 10:00", "Mon 30 15:00", "Tue 01 12:30"]
    assert suggested(ada) == first
    offer(ada)
    second = ["Fri 27 11:00", "Mon 30 14:00", "Tue 01 16:00"]
    assert [suggested(ada), suggested(ben)] == [first, second]
    offer(ben, minutes=30)
    third = suggested(cleo)
    assert len({each[-5:] for each in third}) == 3
    assert not {*first, *second} & {*third}
    happened(records, ada, "declined", "2026-11-24 10:00")
    assert suggested(cleo, at("2026-11-24 11:00"))[0] == "Fri 27 10:00"


def test_times_are_offered_in_their_order_and_once(records):
    late, early = at("2026-11-30 15:00", ZONE), at("2026-11-27 10:00", ZONE)
    draft = a_draft(records, somebody(records), "request", slots=(late, early, late))
    assert "Friday 27 November at 10:00 or Monday 30 November at 15:00 (Berlin time)" in draft.body


def test_kinds_go_by_the_names_of_queue_and_log_as_well():
    assert [outreach.kind_of(each) for each in ("confirm", "message", "propose_times", "reconnect", "x", None)] == [
        "confirmation", "answer", "proposal", "reconnect", None, None,
    ]  # fmt: skip
    assert set(ADVICE) == set(KINDS)

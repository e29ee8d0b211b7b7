import pytest

from ivw.coaching import contacts, follow_ups, people, promises
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2024-06-11 12:00")
DUE = at("2024-06-14").date()
TOKEN = "01900000-0000-7000-8000-000000000001"


def promise(records, contact_id, what="send it", due=DUE, **facts):
    return promises.promise(records, contact_id=contact_id, what=what, due=due, as_of=NOW, **facts)


def due(records, contact_id, when):
    items = follow_ups.of_contact(records, contact_id, at(when), "UTC")
    return [(item.action, item.status) for item in items]


# Promises


def test_my_promise_is_due_on_its_day_and_theirs_is_never_my_debt(records, ada):
    assert promise(records, ada).says == "You promised Ada: send it."
    assert promise(records, ada, "introduce me", owner="them").says == "Ada promised you: introduce me."
    assert due(records, ada, "2024-06-13") == [("promise", "upcoming")]
    assert due(records, ada, "2024-06-14") == [("promise", "due")]
    assert due(records, ada, "2024-06-15") == [("promise", "overdue")]
    assert [(each.owner, each.what) for each in promises.of_contact(records, ada)] == [
        ("me", "send it"),
        ("them", "introduce me"),
    ]


def test_open_promises_come_first_by_their_day(records, ada):
    kept = promise(records, ada, "kept", at("2024-06-12").date())
    let_go = promise(records, ada, "let go", at("2024-06-12").date())
    promise(records, ada, "later", at("2024-06-20").date())
    promise(records, ada, "sooner", at("2024-06-13").date())
    promises.keep(records, kept.fact_id, as_of=NOW)
    promises.let_go(records, let_go.fact_id, "moot", as_of=NOW)
    assert [each.what for each in promises.of_contact(records, ada)] == ["sooner", "later", "kept", "let go"]


def test_a_kept_promise_leaves_the_queue_and_keeping_it_can_be_taken_back(records, ada):
    made = promise(records, ada)
    done = promises.keep(records, made.fact_id, as_of=NOW)
    [kept] = promises.of_contact(records, ada)
    assert kept.done_at == NOW
    assert due(records, ada, "2024-06-15") == []
    undo(records, done)
    assert due(records, ada, "2024-06-15") == [("promise", "overdue")]


def test_a_promise_is_let_go_with_a_reason_only(records, ada):
    made = promise(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        promises.let_go(records, made.fact_id, "  ", as_of=NOW)
    assert wrong.value.field == "why"
    assert due(records, ada, "2024-06-14") == [("promise", "due")]
    promises.let_go(records, made.fact_id, "They found it.", as_of=NOW)
    assert due(records, ada, "2024-06-14") == []


def test_a_second_click_of_the_form_promises_nothing(records, ada):
    for _ in range(2):
        promise(records, ada, token=TOKEN)
        promises.refer(records, contact_id=ada, name="Priya", as_of=NOW, token=TOKEN)
    assert len(promises.of_contact(records, ada)) == 1
    assert len(promises.referrals_of(records, ada)) == 1
    assert people.counts(records)["everyone"] == 2


BAD = [
    ({"what": " "}, "what"),
    ({"what": "x" * 501}, "what"),
    ({"owner": "somebody"}, "owner"),
    ({"contact_id": TOKEN}, "contact"),
    ({"contact_id": "not an id"}, "contact"),
    ({"meeting_id": TOKEN}, "meeting_id"),
]


@pytest.mark.parametrize(("facts", "field"), BAD)
def test_a_promise_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        promise(records, **({"contact_id": ada} | facts))
    assert wrong.value.field == field
    assert promises.of_contact(records, ada) == []


@pytest.mark.parametrize("key", [TOKEN, "not an id"])
def test_what_is_not_there_is_refused_in_plain_words(records, ada, key):
    promise(records, ada)
    promises.refer(records, contact_id=ada, name="Priya", as_of=NOW)
    for attempt in (
        lambda: promises.keep(records, key, as_of=NOW),
        lambda: promises.let_go(records, key, "moot", as_of=NOW),
        lambda: promises.follow(records, key, as_of=NOW),
        lambda: promises.permit(records, key, "yes"),
        lambda: promises.let_referral_go(records, key, "moot", as_of=NOW),
    ):
        with pytest.raises(InvalidRecord) as wrong:
            attempt()
        assert wrong.value.field in ("promises", "referrals")
    assert promises.of_contact(records, key) == []
    assert promises.referrals_of(records, key) == []


def test_a_promise_outlives_the_conversation_it_was_made_in(records, ada):
    meeting = a_conversation(records, ada, starts="2024-06-10 10:00", held=True)
    promise(records, ada, meeting_id=meeting)
    with records.transaction() as transaction:
        transaction.remove("meetings", [meeting])
    assert [each.what for each in promises.of_contact(records, ada)] == ["send it"]


# Referrals


def test_somebody_who_was_named_becomes_a_prospect_at_once(records, ada):
    done = promises.refer(records, contact_id=ada, name=" Priya  Example ", as_of=NOW, may_mention="yes")
    assert done.says == "Ada named Priya Example: now on your shortlist."
    [referral] = promises.referrals_of(records, ada)
    assert (referral.name, referral.given_at, referral.may_mention) == ("Priya Example", NOW, "yes")
    priya = contacts.get(records, referral.prospect_id)
    assert (priya.name, priya.relationship, priya.mutual_contact) == ("Priya Example", "introduced", "Ada")
    assert (priya.source, priya.shortlisted_at) == ("Referral", NOW)


def test_a_referral_can_be_taken_back_with_the_prospect_until_they_were_written_to(records, ada):
    undo(records, promises.refer(records, contact_id=ada, name="Priya", as_of=NOW))
    assert promises.referrals_of(records, ada) == []
    assert people.counts(records)["everyone"] == 1
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW)
    [referral] = promises.referrals_of(records, ada)
    happened(records, referral.prospect_id, "request", "2024-06-12")
    with pytest.raises(InvalidRecord):
        undo(records, done)


def test_a_referral_is_due_after_five_business_days_until_it_was_followed(records, ada):
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW)
    assert due(records, ada, "2024-06-17") == [("referral", "upcoming")]
    assert due(records, ada, "2024-06-18") == [("referral", "due")]
    followed = promises.follow(records, done.fact_id, as_of=at("2024-06-18"))
    assert due(records, ada, "2024-06-18") == []
    undo(records, followed)
    assert due(records, ada, "2024-06-19") == [("referral", "overdue")]
    promises.let_referral_go(records, done.fact_id, "They moved away.", as_of=at("2024-06-18"))
    assert due(records, ada, "2024-06-19") == []


def test_whether_their_name_may_be_mentioned_can_be_said_later(records, ada):
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW)
    assert promises.referrals_of(records, ada)[0].may_mention == "not asked"
    for answer, says in {
        "yes": "To Priya you may mention Ada.", "no": "To Priya you keep Ada out of it.",
        "not asked": "Whether you may mention Ada to Priya is not asked yet.",
    }.items():  # fmt: skip
        assert promises.permit(records, done.fact_id, answer).says == says
        assert promises.referrals_of(records, ada)[0].may_mention == answer
    with pytest.raises(InvalidRecord) as wrong:
        promises.permit(records, done.fact_id, "perhaps")
    assert wrong.value.field == "may_mention"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": ""}, "name"), ({"may_mention": "perhaps"}, "may_mention"), ({"contact_id": TOKEN}, "contact"),
     ({"meeting_id": TOKEN}, "meeting_id")],
)  # fmt: skip
def test_a_referral_that_cannot_be_right_is_refused_with_its_field(records, ada, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        promises.refer(records, **({"contact_id": ada, "name": "Priya", "as_of": NOW} | facts))
    assert wrong.value.field == field
    assert people.counts(records)["everyone"] == 1


def test_referrals_are_listed_newest_first(records, ada):
    for day, name in (("2024-06-01", "First"), ("2024-06-05", "Second")):
        promises.refer(records, contact_id=ada, name=name, as_of=at(day))
    assert [each.name for each in promises.referrals_of(records, ada)] == ["Second", "First"]


def test_writing_to_the_person_they_became_follows_a_referral(records, ada):
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW)
    priya = promises.prospect_of(records, done.fact_id)
    assert due(records, ada, "2024-06-18") == [("referral", "due")]
    happened(records, priya, "request", "2024-06-17")
    assert due(records, ada, "2024-06-18") == []
    assert due(records, ada, "2024-06-16") == [("referral", "upcoming")]


# What one conversation brought


def test_promises_and_names_of_one_conversation_are_listed_as_they_were_noted(records, ada):
    met = a_conversation(records, ada, starts="2024-06-10 10:00", held=True)
    bo = a_contact(records, name="Bo")
    promise(records, ada, "first", at("2024-06-20").date(), meeting_id=met)
    promise(records, ada, "second", owner="them", meeting_id=met)
    promise(records, ada, "without a conversation")
    promise(records, bo, "to tell the referrer", meeting_id=met)
    promises.refer(records, contact_id=ada, name="Hana", as_of=NOW, meeting_id=met)
    promises.refer(records, contact_id=ada, name="Ole", as_of=NOW)
    assert [each.what for each in promises.of_meeting(records, met)] == ["first", "second"]
    assert [each.name for each in promises.referrals_in(records, met)] == ["Hana"]
    assert promises.of_meeting(records, "no id") == promises.referrals_in(records, "no id") == []


def test_a_promise_noted_by_mistake_is_taken_out(records, ada):
    made = promise(records, ada)
    removed = promises.remove(records, made.fact_id)
    assert promises.of_contact(records, ada) == []
    with pytest.raises(InvalidRecord):
        promises.remove(records, made.fact_id)
    undo(records, removed)
    assert [each.what for each in promises.of_contact(records, ada)] == ["send it"]


def test_a_name_noted_by_mistake_is_taken_out_with_the_prospect_that_came_with_it(records, ada):
    made = promises.refer(records, contact_id=ada, name="Hana", as_of=NOW)
    removed = promises.remove_referral(records, made.fact_id)
    assert records.rows("SELECT name FROM contacts") == [("Ada",)]
    with pytest.raises(InvalidRecord):
        promises.remove_referral(records, made.fact_id)
    undo(records, removed)
    [referral] = promises.referrals_of(records, ada)
    assert contacts.get(records, referral.prospect_id).name == "Hana"


def test_a_prospect_of_whom_something_is_known_stays(records, ada):
    asked, named_twice, known = (
        promises.refer(records, contact_id=ada, name=name, as_of=NOW).fact_id for name in ("Hana", "Ole", "Pia")
    )
    happened(records, promises.prospect_of(records, asked), "request", "2024-06-11 13:00")
    bo = a_contact(records, name="Bo")
    again = promises.refer(records, contact_id=bo, name="Ole", as_of=NOW).fact_id
    with records.transaction() as transaction:
        transaction.change("referrals", again, prospect_id=promises.prospect_of(records, named_twice))
        transaction.change("referrals", known, prospect_id=bo)  # somebody who was there before
    for referral in (asked, named_twice, known):
        promises.remove_referral(records, referral)
    assert promises.referrals_of(records, ada) == []
    left = {name for (name,) in records.rows("SELECT name FROM contacts")}
    assert {"Hana", "Ole", "Bo"} <= left


# What they offered, and the permission for all of them


def test_a_referral_says_what_was_said_of_them_and_what_was_offered(records):
    ada = a_contact(records, name="Ada")
    promises.refer(records, contact_id=ada, name="Hana", about=" Walks every line ", kind="cv", as_of=NOW)
    [referral] = promises.referrals_of(records, ada)
    assert (referral.about, referral.kind) == ("Walks every line", "cv")
    with pytest.raises(InvalidRecord) as refused:
        promises.refer(records, contact_id=ada, name="Bo", kind="a job", as_of=NOW)
    assert refused.value.field == "kind"


def test_the_permission_is_given_for_all_whom_they_named_in_one_conversation(records):
    ada = a_contact(records, name="Ada")
    first, second = (a_conversation(records, ada, starts=f"2024-06-0{n} 10:00", held=True) for n in (1, 2))
    for name, meeting in (("Bo", first), ("Cleo", first), ("Dora", second)):
        promises.refer(records, contact_id=ada, name=name, as_of=NOW, meeting_id=meeting)
    done = promises.permit_all(records, first, "yes")
    assert [each.may_mention for each in promises.referrals_in(records, first)] == ["yes", "yes"]
    assert promises.referrals_in(records, second)[0].may_mention == "not asked"
    undo(records, done)
    assert [each.may_mention for each in promises.referrals_in(records, first)] == ["not asked", "not asked"]
    with pytest.raises(InvalidRecord):
        promises.permit_all(records, first, "perhaps")


@pytest.mark.parametrize("offer", ["introduction", "hiring", "cv", "colleague"])
def test_they_may_offer_an_introduction_somebody_who_hires_their_word_or_a_colleague(records, offer):
    ada = a_contact(records, name="Ada")
    promises.refer(records, contact_id=ada, name="Hana", kind=offer, as_of=NOW)
    assert [each.kind for each in promises.referrals_of(records, ada)] == [offer]

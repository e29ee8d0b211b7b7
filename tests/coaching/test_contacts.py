import pytest

from ivw.coaching import contacts, people, promises, time_line
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at, happened

NOW = at("2024-06-11")
TOKEN = "01900000-0000-7000-8000-000000000001"


def found(records, words="", listed="everyone", **paging):
    page, _ = people.search(records, words, listed, **paging)
    return [each.name for each in page]


# Adding and changing


def test_a_name_is_enough_and_puts_somebody_on_the_shortlist(records):
    done = contacts.add(records, name="  Ada \t Example\n", as_of=NOW)
    assert done.says == "Ada Example is on your shortlist."
    ada = contacts.get(records, done.fact_id)
    assert (ada.name, ada.shortlisted_at, ada.added_at, ada.do_not_contact) == ("Ada Example", NOW, NOW, False)


def test_the_people_and_places_that_the_guides_name_can_be_said_of_somebody(records):
    assert {"linkedin", "social_media", "event", "article", "book", "course", "referral"} <= set(contacts.SOURCES)
    assert {"leader", "author", "teacher", "professor", "practitioner"} <= set(contacts.KINDS_OF_PERSON)
    ada = contacts.add(records, name="Ada", as_of=NOW, experience="Ten years of buses", tenure="since 2014").fact_id
    words = {"source_kind": contacts.SOURCES, "kind_of_person": contacts.KINDS_OF_PERSON,
             "seniority": contacts.SENIORITIES}  # fmt: skip
    for field, known in words.items():
        for word in known:
            contacts.change(records, ada, **{field: word})
            assert getattr(contacts.get(records, ada), field) == word
        with pytest.raises(InvalidRecord) as refused:
            contacts.change(records, ada, **{field: "dragon"})
        assert refused.value.field == field
    assert (contacts.get(records, ada).experience, contacts.get(records, ada).tenure) == (
        "Ten years of buses", "since 2014",
    )  # fmt: skip


def test_a_second_click_of_the_form_saves_nothing(records):
    first = contacts.add(records, name="Ada", as_of=NOW, token=TOKEN)
    second = contacts.add(records, name="Ada", as_of=NOW, token=TOKEN)
    assert first.fact_id == TOKEN
    assert not second.change
    assert found(records) == ["Ada"]


BAD = [
    ({"name": ""}, "name"),
    ({"name": " \t\x00"}, "name"),
    ({"name": "x" * 501}, "name"),
    ({"email": "nobody"}, "email"),
    ({"email": "a@b@c.org"}, "email"),
    ({"linkedin_url": "javascript:alert(1)"}, "linkedin_url"),
    ({"linkedin_url": "linkedin.com/in/ada"}, "linkedin_url"),
    ({"organization": "x" * 501}, "organization"),
    ({"why_this_person": "x" * 20_001}, "why_this_person"),
    ({"tie": "E"}, "tie"),
    ({"relationship": "friend"}, "relationship"),
    ({"cadence_days": 0}, "cadence_days"),
    ({"cadence_days": 3651}, "cadence_days"),
]


@pytest.mark.parametrize(("facts", "field"), BAD)
def test_what_cannot_be_right_is_refused_with_its_field_and_nothing_is_saved(records, facts, field):
    with pytest.raises(InvalidRecord) as wrong:
        contacts.add(records, **({"name": "Ada"} | facts), as_of=NOW)
    assert wrong.value.field == field
    assert wrong.value.wrong
    assert wrong.value.right
    assert found(records) == []
    ada = a_contact(records, name="Ada", tie="A", email="ada@example.org")
    before = contacts.get(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        contacts.change(records, ada, **facts)
    assert wrong.value.field == field
    assert contacts.get(records, ada) == before


def test_lines_and_texts_are_cleaned_and_empty_ones_are_nothing(records):
    ada = a_contact(records, organization="  Acme \n Labs\x07", position="   ", why_this_person="  one\n\ntwo\x00  ")
    told = contacts.get(records, ada)
    assert (told.organization, told.position, told.why_this_person) == ("Acme Labs", None, "one\n\ntwo")


def test_a_change_touches_what_it_names_and_can_be_taken_back(records):
    ada = a_contact(records, name="Ada", tie="A", email="ada@example.org")
    before = contacts.get(records, ada)
    done = contacts.change(records, ada, tie=None, position="Engineer", do_not_contact=True)
    after = contacts.get(records, ada)
    assert (after.tie, after.position, after.do_not_contact, after.email) == (None, "Engineer", True, before.email)
    assert undo(records, done).says == "Undone: “Ada: saved.” It is as it was before."
    assert contacts.get(records, ada) == before


def test_a_change_of_nothing_is_none(records):
    ada = a_contact(records)
    assert not contacts.change(records, ada).change
    assert not contacts.change(records, ada, tie=None).change


@pytest.mark.parametrize("key", [TOKEN, "not an id", ""])
def test_somebody_who_is_not_there_is_refused_in_plain_words(records, key):
    for attempt in (
        lambda: contacts.get(records, key),
        lambda: contacts.change(records, key, tie="A"),
        lambda: contacts.shortlist(records, key, as_of=NOW),
        lambda: contacts.remove(records, key),
    ):
        with pytest.raises(InvalidRecord) as wrong:
            attempt()
        assert wrong.value.field == "contact"
    assert time_line.entries(records, key) == []
    assert contacts.named_by(records, key) == []


def test_one_is_put_on_the_shortlist_and_taken_off_it(records):
    ada = a_contact(records)
    assert contacts.shortlist(records, ada, as_of=NOW).says == "Ada Example is on your shortlist."
    assert found(records, listed="shortlist") == ["Ada Example"]
    assert contacts.shortlist(records, ada, as_of=NOW, on=False).says == "Ada Example is off your shortlist."
    assert found(records, listed="shortlist") == []


# Removing


def test_removing_somebody_takes_all_that_was_written_down_and_can_be_taken_back(records):
    ada = a_contact(records, met="2024-06-01", asked="2024-05-01")
    ben = a_contact(records, name="Ben", asked="2024-05-01")
    promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=NOW)
    before = time_line.entries(records, ada)
    done = contacts.remove(records, ada)
    assert found(records) == ["Ben"]
    assert time_line.entries(records, ada) == []
    assert len(time_line.entries(records, ben)) == 1
    undo(records, done)
    assert time_line.entries(records, ada) == before


def test_adding_somebody_can_be_taken_back_until_something_was_written_down_about_them(records):
    undo(records, contacts.add(records, name="Ada", as_of=NOW))
    assert found(records) == []
    ben = contacts.add(records, name="Ben", as_of=NOW)
    happened(records, ben.fact_id, "request", "2024-06-12")
    cy = contacts.add(records, name="Cy", as_of=NOW)
    contacts.change(records, cy.fact_id, why_this_person="knows robots")
    for added in (ben, cy):
        with pytest.raises(InvalidRecord) as wrong:
            undo(records, added)
        assert wrong.value.field == "undo"
    assert found(records) == ["Ben", "Cy"]


def test_before_somebody_is_removed_it_is_said_what_would_go_along(records):
    ada = a_contact(records, met="2024-06-01", asked=["2024-05-01", "2024-05-02"])
    promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=NOW)
    a_contact(records, name="Ben", asked="2024-05-01")
    assert contacts.goes_along(records, ada) == {"interactions": 2, "meetings": 1, "promises": 1}
    assert contacts.goes_along(records, a_contact(records)) == {}
    assert contacts.goes_along(records, "not an id") == {}


def test_every_state_can_be_said_in_words():
    assert contacts.state_in_words("prospect")[1] == ""
    assert contacts.state_in_words("thank_you_overdue") == ("Thank-you late", "overdue")
    assert contacts.state_in_words("second_person_due")[1] == "due"


def test_a_referred_person_knows_who_named_them_and_whether_that_may_be_said(records):
    ada = a_contact(records)
    done = promises.refer(records, contact_id=ada, name="Priya", as_of=NOW, may_mention="yes")
    [referral] = promises.referrals_of(records, ada)
    assert contacts.named_by(records, referral.prospect_id) == [(ada, "Ada Example", "yes", NOW)]
    assert done.fact_id == referral.id
    assert contacts.named_by(records, ada) == []

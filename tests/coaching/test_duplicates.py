"""Who may be one person, and why."""

import pytest

from ivw.coaching import contacts, duplicates
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, at

NOW = at("2024-06-11")


def why(records):
    return [pair.reasons for pair in duplicates.pairs(records)]


ALIKE = [
    ({"name": "Ada", "email": "Ada@Example.org "}, {"name": "A. Example", "email": "ada@example.org"}, ["email"]),
    (
        {"name": "Ada", "linkedin_url": "https://www.linkedin.com/in/ada/"},
        {"name": "Bo", "linkedin_url": "http://de.linkedin.com/in/Ada?trk=x#me"},
        ["linkedin_url"],
    ),
    ({"name": "Ada", "phone": "+49 (30) 123 456-78"}, {"name": "Bo", "phone": "030 12345678"}, ["phone"]),
    ({"name": "Zoë Nguyễn"}, {"name": "NGUYEN, Zoe"}, ["name"]),
    ({"name": "John F. Kennedy"}, {"name": "John Kennedy"}, ["name"]),
    ({"name": "Anne-Marie O'Neil"}, {"name": "Anne Marie O Neil"}, ["name"]),
    ({"name": "王伟"}, {"name": "王伟"}, ["name"]),
    ({"name": "J. Smith"}, {"name": "Smith, John"}, ["initial"]),
    (
        {"name": "Katherine Johnson", "organization": "NASA"},
        {"name": "Katharine Johnson", "organization": " nasa"},
        ["similar"],
    ),
    (
        {"name": "Ada Example", "email": "a@x.org", "phone": "12345678"},
        {"name": "Ada Example", "email": "a@x.org", "phone": "12345678"},
        ["email", "phone", "name"],
    ),
]
DIFFERENT = [
    ({"name": "Ada Example"}, {"name": "Ben Example"}),
    ({"name": "Katherine Johnson", "organization": "NASA"}, {"name": "Katharine Johnson", "organization": "ESA"}),
    ({"name": "J. Smith"}, {"name": "John Miller"}),
    ({"name": "J. Smith"}, {"name": "Paul Smith"}),
    ({"name": "Ada", "phone": "12345"}, {"name": "Bo", "phone": "12345"}),
    (
        {"name": "Ada Example", "linkedin_url": "https://www.linkedin.com/in/ada"},
        {"name": "Ada Example", "linkedin_url": "https://www.linkedin.com/in/ada2"},
    ),
    ({"name": "Ada", "email": ""}, {"name": "Bo", "email": ""}),
]


@pytest.mark.parametrize(("one", "other", "reasons"), ALIKE)
def test_two_who_may_be_one_are_a_pair_with_its_reasons(records, one, other, reasons):
    ids = {a_contact(records, **one), a_contact(records, **other)}
    a_contact(records, name="Somebody Else", organization="NASA")
    [pair] = duplicates.pairs(records)
    assert {pair.contact_id, pair.other_id} == ids
    assert pair.reasons == reasons
    assert pair.certain is (reasons[0] in ("email", "linkedin_url"))
    assert all(duplicates.REASONS[reason] in pair.why for reason in reasons)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_who_are_not_alike_enough_are_none(records, one, other):
    a_contact(records, **one)
    a_contact(records, **other)
    assert why(records) == []


def test_a_name_that_many_bear_says_nothing(records):
    for _ in range(21):
        a_contact(records, name="Wang Wei")
    assert why(records) == []


def test_pairs_without_a_doubt_come_first(records):
    for facts in ({"name": "Ada Example"}, {"name": "Ada Example"}, {"name": "B", "email": "b@x.org"}):
        a_contact(records, **facts)
    a_contact(records, name="C", email="b@x.org")
    assert why(records) == [["email"], ["name"]]


def test_who_was_said_to_be_two_is_asked_about_no_more(records):
    ada, namesake = a_contact(records, name="Ada Example"), a_contact(records, name="Ada Example")
    before = duplicates.stamp(records)
    done = duplicates.two_people(records, namesake, ada, as_of=NOW)
    assert not duplicates.two_people(records, ada, namesake, as_of=NOW).change
    assert why(records) == []
    assert duplicates.stamp(records) != before
    undo(records, done)
    assert why(records) == [["name"]]
    assert duplicates.stamp(records) == before
    for other in (ada, "not an id"):
        with pytest.raises(InvalidRecord):
            duplicates.two_people(records, ada, other, as_of=NOW)


def test_the_stamp_changes_with_what_makes_a_pair_and_with_nothing_else(records):
    ada = a_contact(records)
    before = duplicates.stamp(records)
    contacts.change(records, ada, why_this_person="knows bees", tie="A")
    assert duplicates.stamp(records) == before
    contacts.change(records, ada, phone="12345678")
    assert duplicates.stamp(records) != before

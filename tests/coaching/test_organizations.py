"""Organizations: matched on the whole name, those one looked into first, renamed with the people who work there."""

from dataclasses import replace

import pytest

from ivw.coaching import acquaintances, contacts, done, organizations, research
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.research import Target
from tests.builders import a_contact, at

NOW = at("2026-11-16 09:00")


def names(records, words=""):
    return [each.name for each in organizations.found(records, words)[0]]


def saved(records, organization, **new):
    as_is = {"name": organization.name, "website": organization.website}
    as_is |= {"target_employer": organization.target_employer, "as_of": NOW}
    return organizations.save(records, organization, **(as_is | new))


def test_only_the_whole_name_is_a_match(records):
    for name, organization in (("Ada", "Art"), ("Ben", "Bart & Co"), ("Cem", "Artis"), ("Dea", " art "), ("Eve", None)):
        a_contact(records, name=name, organization=organization)
    found = organizations.find(records, "ART")
    assert (found.name, found.people) == ("Art", 2)
    assert [each.name for each in acquaintances.at(records, "Art")] == ["Ada", "Dea"]
    assert acquaintances.at(records, "") == []


def test_those_met_come_first_then_prospects_and_nobody_archived(records):
    a_contact(records, name="Ada", organization="Osierway")
    a_contact(records, name="Ben", organization="Osierway", shortlist=True)
    a_contact(records, name="Cem", organization="Osierway", met="2026-10-01 10:00", shortlist=True)
    gone = a_contact(records, name="Dea", organization="Osierway")
    contacts.change(records, gone, archived_at=NOW)
    people = acquaintances.at(records, "osierway")
    assert [(each.name, each.is_prospect, each.met_at is not None) for each in people] == [
        ("Cem", False, True), ("Ben", True, False), ("Ada", False, False),
    ]  # fmt: skip
    found = organizations.find(records, "osierway")
    assert (found.people, found.prospects, found.met) == (3, 1, 1)
    assert [each.name for each in acquaintances.at(records, "osierway", limit=1, offset=1)] == ["Ben"]


def test_those_looked_into_or_wanted_come_first_then_those_of_prospects(records):
    a_contact(records, organization="Zebra", shortlist=True)
    a_contact(records, organization="Aardvark")
    a_contact(records, organization="Wanted")
    research.note(records, Target("organization", None, "Read About"), topic="mission", finding="x", as_of=NOW)
    saved(records, organizations.find(records, "Wanted"), target_employer=True)
    assert names(records) == ["Wanted", "Read About", "Zebra", "Aardvark"]
    assert organizations.found(records, limit=2)[1] == 4
    assert [each.name for each in organizations.found(records, limit=2, offset=2)[0]] == ["Zebra", "Aardvark"]


def test_every_word_has_to_stand_in_the_name_whatever_case_and_accents(records):
    for organization in ("Café Réunion", "Cafe Union", "Reunion Books"):
        a_contact(records, organization=organization)
    assert names(records, "REUNION cafe") == ["Café Réunion"]
    assert names(records, "%") == []


@pytest.mark.parametrize("asked", [None, "", "  ", "nonsense", "' OR 1=1 --", "01a20413-e714-7190-9d1f-14479d9f5d4f"])
def test_an_address_that_names_none_finds_none(records, asked):
    a_contact(records, organization="Osierway")
    assert organizations.find(records, asked) is None


def test_one_is_found_by_its_id_its_name_and_the_beginning_that_an_address_brings(records):
    key = organizations.add(records, name="Osierway", as_of=NOW).fact_id
    assert organizations.find(records, key) == organizations.find(records, "OSIERWAY")
    long_one = "Institute " * 12
    a_contact(records, organization=long_one)
    assert organizations.find(records, long_one[:100]).name == long_one.strip()


def test_a_second_one_of_the_same_whole_name_is_refused(records):
    organizations.add(records, name="Osierway", as_of=NOW)
    with pytest.raises(InvalidRecord):
        organizations.add(records, name=" OSIERWAY ", as_of=NOW)


def test_a_new_name_goes_to_the_people_who_work_there_and_comes_back_with_them(records):
    ada = a_contact(records, organization="osierway")
    ben = a_contact(records, organization="Osierway Sons")
    renamed = saved(records, organizations.find(records, "osierway"), name="Osierway Transit")
    works = [contacts.get(records, who).organization for who in (ada, ben)]
    assert works == ["Osierway Transit", "Osierway Sons"]
    assert "with 1 of your people" in renamed.says
    done.undo(records, renamed)
    assert contacts.get(records, ada).organization == "osierway"
    assert records.rows("SELECT count(*) FROM organizations") == [(0,)]


def test_a_name_that_another_one_has_is_refused_and_changes_nothing(records):
    organizations.add(records, name="Osierway", as_of=NOW)
    ada = a_contact(records, organization="Brackmere")
    with pytest.raises(InvalidRecord) as refusal:
        saved(records, organizations.find(records, "Brackmere"), name="osierway")
    assert refusal.value.field == "name"
    assert contacts.get(records, ada).organization == "Brackmere"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" example.org/jobs ", "https://example.org/jobs"), ("http://example.org", "http://example.org")],
)
def test_a_web_address_is_kept_whole(records, typed, kept):
    a_contact(records, organization="Osierway")
    saved(records, organizations.find(records, "Osierway"), website=typed)
    assert organizations.find(records, "Osierway").website == kept


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "javascript://x", "not one", "ftp://example.org", "nothing"])
def test_what_is_no_web_address_is_refused(records, typed):
    a_contact(records, organization="Osierway")
    with pytest.raises(InvalidRecord) as refusal:
        saved(records, organizations.find(records, "Osierway"), website=typed)
    assert refusal.value.field == "website"


def test_forgetting_one_leaves_the_people_and_can_be_undone(records):
    ada = a_contact(records, organization="Osierway")
    research.note(records, Target("organization", None, "Osierway"), topic="mission", finding="x", as_of=NOW)
    found = organizations.find(records, "Osierway")
    gone = organizations.remove(records, found.id)
    assert organizations.find(records, "Osierway") == replace(found, id=None, known=0)
    assert contacts.get(records, ada).organization == "Osierway"
    done.undo(records, gone)
    assert organizations.find(records, "Osierway") == found
    with pytest.raises(InvalidRecord):
        organizations.remove(records, "nonsense")


def test_kinds_and_sources_are_counted(records):
    a_contact(records, kind_of_person="author", source_kind="book")
    a_contact(records, kind_of_person="author", source_kind="event")
    a_contact(records)
    kinds, sources = acquaintances.kinds_and_sources(records)
    assert (kinds, sources) == ({"author": 2}, {"book": 1, "event": 1})

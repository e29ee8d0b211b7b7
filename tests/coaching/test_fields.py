"""The fields that interest the person, with whom they know in each and what they talked about."""

import pytest

from ivw.coaching import acquaintances, contacts, done, fields, research
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.research import Target
from tests.builders import a_contact, at

NOW = at("2026-11-16 09:00")


def test_a_field_knows_its_people_by_its_whole_name_and_their_conversations(records):
    key = fields.add(records, name=" Urban  planning ", as_of=NOW).fact_id
    ada = a_contact(records, name="Ada", field="urban planning", met=("2026-10-01 10:00", "2026-11-01 10:00"))
    a_contact(records, name="Ben", field="Urban planning and housing", met="2026-10-02 10:00")
    a_contact(records, name="Cem", field="URBAN PLANNING")
    found = fields.get(records, key)
    assert (found.name, found.people, found.met, found.talks) == ("Urban planning", 2, 1, 2)
    assert [each.name for each in acquaintances.in_field(records, found.name)] == ["Ada", "Cem"]
    talks = fields.talks(records, found.name)
    assert [(talk.contact_id, talk.starts_at.day, talk.starts_at.month) for talk in talks] == [
        (ada, 1, 11),
        (ada, 1, 10),
    ]


def test_the_income_range_is_a_fact_with_its_source(records):
    key = fields.add(records, name="Energy", as_of=NOW).fact_id
    research.note(
        records, Target("field", key), topic="income", finding="38,000 to 52,000", source="The pay report of 2025",
        as_of=NOW,
    )  # fmt: skip
    (income,) = [item for item in research.of_field(records, key).items if item.is_known]
    assert (income.topic.key, income.findings[0].source) == ("income", "The pay report of 2025")
    assert fields.get(records, key).known == 1


def test_a_field_is_there_once(records):
    fields.add(records, name="Énergie", as_of=NOW)
    with pytest.raises(InvalidRecord):
        fields.add(records, name="energie", as_of=NOW)
    with pytest.raises(InvalidRecord):
        fields.add(records, name="  ", as_of=NOW)


def test_a_second_click_adds_nothing_more(records):
    with records.transaction() as transaction:
        (token,) = transaction.new_ids(1)
    for _ in range(2):
        fields.add(records, name="Energy", as_of=NOW, token=token)
    assert len(fields.every(records)) == 1


def test_a_new_name_goes_to_the_people_in_it_and_comes_back(records):
    key = fields.add(records, name="Planning", as_of=NOW).fact_id
    ada = a_contact(records, field="planning")
    renamed = fields.rename(records, key, "Urban planning")
    assert contacts.get(records, ada).field == "Urban planning"
    done.undo(records, renamed)
    assert contacts.get(records, ada).field == "planning"


def test_a_field_goes_with_what_was_found_out_and_comes_back(records):
    key = fields.add(records, name="Energy", as_of=NOW).fact_id
    research.note(records, Target("field", key), topic="where", finding="Everywhere", as_of=NOW)
    gone = fields.remove(records, key)
    assert records.rows("SELECT count(*) FROM findings") == [(0,)]
    done.undo(records, gone)
    assert fields.get(records, key).known == 1
    with pytest.raises(InvalidRecord):
        fields.remove(records, "nonsense")


def test_fields_of_people_that_are_not_listed_yet_are_offered(records):
    fields.add(records, name="Energy", as_of=NOW)
    for field in ("energy", "Policy", "policy ", "Data", None, " "):
        a_contact(records, field=field)
    assert fields.of_people(records) == [("Policy", 2), ("Data", 1)]

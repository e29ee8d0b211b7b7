"""Two windows on one person: the later one sees the conflict, and nothing is lost."""

import pytest

from ivw.coaching import contacts, tags
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.two_windows import Conflict, own_changes
from tests.builders import a_contact


def test_only_what_a_window_changed_itself_is_its_own():
    assert own_changes({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 1}, {"a": 9, "b": 1, "c": 0}) == {"b": 2, "c": 3}


def test_the_same_change_in_both_windows_is_no_conflict():
    assert own_changes({"a": 2}, {"a": 1}, {"a": 2}) == {"a": 2}


def test_a_conflict_names_every_field_and_what_stands_there():
    with pytest.raises(Conflict) as clash:
        own_changes({"a": 1, "b": 2, "c": 3}, {"a": 0, "b": 0, "c": 0}, {"a": None, "b": 5, "c": 0})
    assert clash.value.stands == {"a": None, "b": 5}
    assert clash.value.field == "a"


def test_fields_that_do_not_collide_are_both_kept(records):
    ada = a_contact(records, position="Planner", tie="C")
    seen = {"position": "Planner", "tie": "C", "organization": None}
    contacts.change(records, ada, seen=seen, position="Planner", tie="A", organization=None)
    contacts.change(records, ada, seen=seen, position=" Head  planner ", tie="C", organization="")
    person = contacts.get(records, ada)
    assert (person.position, person.tie, person.organization) == ("Head planner", "A", None)


def test_the_later_window_is_told_and_saves_nothing(records):
    ada = a_contact(records, position="Planner", email="ada@example.org")
    seen = {"position": "Planner", "email": "ada@example.org"}
    contacts.change(records, ada, seen=seen, position="Head", email="ada@example.org")
    with pytest.raises(Conflict) as clash:
        contacts.change(records, ada, seen=seen, position="Director", email="new@example.org", tagged=["x"])
    assert clash.value.stands == {"position": "Head"}
    person = contacts.get(records, ada)
    assert (person.position, person.email, tags.of(records, ada)) == ("Head", "ada@example.org", [])


def test_tags_of_both_windows_come_together(records):
    ada = a_contact(records)
    contacts.change(records, ada, tagged=["alumni", "Berlin"])
    seen = {"tags": ["alumni", "Berlin"]}
    contacts.change(records, ada, seen=seen, tagged=["alumni", "Berlin", "fair"])
    done = contacts.change(records, ada, seen=seen, tagged=["Berlin", " knows  bees ", "FAIR", "", "bees", "BEES"])
    assert tags.of(records, ada) == ["BEES", "Berlin", "fair", "knows bees"]
    undo(records, done)
    assert tags.of(records, ada) == ["alumni", "Berlin", "fair"]
    assert tags.known(records) == ["alumni", "Berlin", "fair"]


@pytest.mark.parametrize("wrong", [["x" * 501], [str(n) for n in range(31)]])
def test_tags_that_cannot_be_kept_are_refused(records, wrong):
    ada = a_contact(records)
    with pytest.raises(InvalidRecord) as refused:
        contacts.change(records, ada, tie="A", tagged=wrong)
    assert refused.value.field == "tags"
    assert contacts.get(records, ada).tie is None

"""A second person: who else is known where somebody works who has not answered."""

from ivw.coaching import contacts, second_person
from tests.builders import a_contact, a_conversation, at

NOW = at("2026-11-24 09:00")


def names(found):
    return [each.name for each in found]


def test_who_else_works_there_is_found_by_the_whole_name_of_the_organization(records):
    whom = a_contact(records, name="Ann", organization="Calder Institute", asked="2026-11-18")
    a_contact(records, name="Ben", organization="calder institute ", added="2026-01-01")
    a_contact(records, name="Cat", organization="Calder Institute of Art")
    a_contact(records, name="Dee")
    a_contact(records, name="Eva", organization="Calder Institute", shortlist=True)
    a_contact(records, name="Fay", organization="Calder Institute", relationship="known")
    assert names(second_person.others_there(records, whom, NOW)) == ["Eva", "Fay", "Ben"]
    assert names(second_person.others_there(records, whom, NOW, most=1)) == ["Eva"]
    nowhere = a_contact(records, name="Gil")
    assert second_person.others_there(records, nowhere, NOW) == []


def test_who_was_asked_said_no_or_is_left_alone_is_nobody_to_turn_to(records):
    whom = a_contact(records, name="Ann", organization="Calder")
    a_contact(records, name="Asked", organization="Calder", asked="2026-11-01")
    a_contact(records, name="No", organization="Calder", declined="2025-01-01")
    a_contact(records, name="Alone", organization="Calder", do_not_contact=True)
    planned = a_contact(records, name="Planned", organization="Calder")
    a_conversation(records, planned, starts="2026-12-01", scheduled="2026-11-20")
    archived = a_contact(records, name="Archived", organization="Calder")
    contacts.change(records, archived, archived_at=NOW)
    a_contact(records, name="Long ago", organization="Calder", asked="2025-01-01")
    assert names(second_person.others_there(records, whom, NOW)) == ["Long ago"]


def test_who_was_asked_there_and_has_not_answered_is_known(records):
    whom = a_contact(records, name="Ann", organization="Calder")
    a_contact(records, name="Waits", organization=" calder", asked="2026-11-18", nudged="2026-11-23")
    a_contact(records, name="Answered", organization="Calder", asked="2026-11-18", replied="2026-11-19")
    a_contact(records, name="Long ago", organization="Calder", asked="2026-10-01")
    assert names(second_person.asked_there(records, whom, NOW)) == ["Waits"]

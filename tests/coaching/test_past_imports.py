"""An import is undone as one, and what was written since stays."""

from datetime import date

import pytest

from ivw.coaching import contacts, meetings, past_imports, profile, promises, time_line
from ivw.coaching import done as actions
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import linkedin
from tests.builders import a_contact, happened, records_in
from tests.coaching.files_read import (
    ADA,
    CONNECTIONS,
    HISTORY,
    LATER,
    brought,
    counted,
    facts,
    names,
    somebody,
    the,
    told,
)


def undone(records):
    return past_imports.undo(records, past_imports.past(records)[0].id, as_of=LATER)


def test_an_import_is_undone_as_one_even_after_a_restart(tmp_path):
    with records_in(tmp_path) as records:
        a_contact(records, name="Ben", linkedin_url=ADA, organization="Own words")
        before = facts(records)
        brought(records, told(HISTORY))
        brought(records, somebody("Ben", linkedin_url=ADA, position="Nurse", organization="Acme"), somebody("Cy"))
    with records_in(tmp_path) as records:
        for past in past_imports.past(records):
            assert past_imports.undo(records, past.id, as_of=LATER).says == "What the import brought is taken out."
        assert facts(records) == before
        assert [(each.people, each.undone_at) for each in past_imports.past(records)] == [(1, LATER), (1, LATER)]


def test_a_big_import_is_undone_as_one(records):
    brought(records, linkedin.read(CONNECTIONS.read_bytes()))
    undone(records)
    assert names(records) == []


def test_undoing_an_import_can_be_taken_back(records):
    brought(records, told(HISTORY))
    before = facts(records)
    done = undone(records)
    assert names(records) == []
    actions.undo(records, done)
    assert facts(records) == before
    assert past_imports.past(records)[0].undone_at is None


def test_an_import_can_be_taken_back_right_after_it(records):
    result = brought(records, told(HISTORY))
    actions.undo(records, result.done)
    assert names(records) == []
    assert past_imports.past(records) == []


def test_what_was_undone_can_be_imported_again(records):
    brought(records, told(HISTORY))
    before = len(facts(records)["interactions"])
    undone(records)
    assert counted(brought(records, told(HISTORY))) == (1, 0, 0, 0)
    assert len(facts(records)["interactions"]) == before


@pytest.mark.parametrize("key", ["01900000-0000-7000-8000-000000000001", "not an id"])
def test_an_import_that_is_not_there_cannot_be_undone(records, key):
    brought(records, somebody())
    for attempt in (past_imports.undo, lambda records, key, as_of: past_imports.going(records, key)):
        with pytest.raises(InvalidRecord) as wrong:
            attempt(records, key, as_of=LATER)
        assert wrong.value.field == "import"
    undone(records)
    with pytest.raises(InvalidRecord):
        undone(records)


TOUCHES = {
    "an interaction": lambda records, ada: happened(records, ada, "message", "2024-06-12"),
    "a note": lambda records, ada: happened(records, ada, "note", "2024-06-12"),
    "a place on the shortlist": lambda records, ada: contacts.shortlist(records, ada, as_of=LATER),
    "words about them": lambda records, ada: contacts.change(records, ada, why_this_person="knows robots"),
    "a tie": lambda records, ada: contacts.change(records, ada, tie="A"),
    "a promise": lambda records, ada: promises.promise(
        records, contact_id=ada, what="call", due=date(2024, 7, 1), as_of=LATER
    ),
    "a promise kept": lambda records, ada: promises.keep(
        records, promises.of_contact(records, ada)[0].id, as_of=LATER
    ),
    "a conversation held": lambda records, ada: meetings.hold(
        records, meetings.of_contact(records, ada)[0].id, as_of=LATER, about="the lab"
    ),
    "a referral followed": lambda records, ada: promises.follow(
        records, promises.referrals_of(records, ada)[0].id, as_of=LATER
    ),
}  # fmt: skip


@pytest.mark.parametrize("touch", TOUCHES)
def test_people_about_whom_something_was_written_since_stay_with_all_of_it(records, touch):
    brought(records, told(HISTORY, {"name": "Ben"}))
    TOUCHES[touch](records, the(records, "Ada Example").id)
    before = time_line.entries(records, the(records, "Ada Example").id)
    going = past_imports.going(records, past_imports.past(records)[0].id)
    done = undone(records)
    assert done.says.startswith("What the import brought is taken out. Ada Example stayed, since you wrote something")
    assert names(records) == ["Ada Example"]
    assert time_line.entries(records, the(records, "Ada Example").id) == before
    assert (going.people, going.names, going.staying) == (1, ("Ben",), 1)


def test_undoing_says_first_what_would_go(records):
    a_contact(records, name="Zed", linkedin_url=ADA)
    brought(records, told(HISTORY, {"name": "Ben"}, {"name": "Zed", "linkedin_url": ADA, "position": "Nurse"}))
    before = facts(records)
    going = past_imports.going(records, past_imports.past(records)[0].id)
    assert (going.people, going.names, going.staying, going.restored) == (2, ("Ada Example", "Ben"), 0, 1)
    assert going.facts == {"interactions": 1, "meetings": 1, "promises": 1, "referrals": 1, "contact_tags": 0}
    assert facts(records) == before


def test_undoing_empties_what_it_filled_where_nobody_changed_it_since(records):
    ada = a_contact(records, name="Ada", linkedin_url=ADA)
    brought(records, somebody(linkedin_url=ADA, position="Engineer", organization="Acme", email="ada@example.org"))
    contacts.change(records, ada, position="Director", email=None, phone="12345")
    undone(records)
    left = contacts.get(records, ada)
    assert (left.position, left.organization, left.email, left.phone) == ("Director", None, None, "12345")


def test_a_column_that_its_table_has_lost_since_does_not_stop_undoing(records):
    ada = a_contact(records, name="Ada", linkedin_url=ADA)
    brought(records, somebody(linkedin_url=ADA, position="Engineer"))
    with records.transaction() as transaction:
        transaction.fetch(
            """UPDATE import_changes SET before = rtrim(before::VARCHAR, '}') || ',"gone":"was"}',
            after = rtrim(after::VARCHAR, '}') || ',"gone":"is"}' WHERE before IS NOT NULL"""
        )
    undone(records)
    assert contacts.get(records, ada).position is None


def test_undoing_takes_new_facts_from_somebody_who_was_there_before(records):
    ada = a_contact(records, name="Ada Example", organization="Acme Labs", asked="2024-04-01")
    brought(records, told(HISTORY))
    undone(records)
    assert [each.what for each in time_line.entries(records, ada)] == ["request"]
    assert contacts.get(records, ada).tie is None


def test_what_was_taken_out_by_hand_meanwhile_does_not_stop_undoing(records):
    brought(records, told(HISTORY, {"name": "Ben"}))
    [request] = [each for each in time_line.entries(records, the(records, "Ada Example").id) if each.what == "request"]
    time_line.take_out(records, request)
    contacts.remove(records, the(records, "Ben").id)
    undone(records)
    assert names(records) == []


def test_settings_are_no_part_of_an_import(records):
    before = profile.of(records)
    brought(records, told(HISTORY))
    undone(records)
    assert profile.of(records) == before

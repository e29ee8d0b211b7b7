"""What points at a row follows it when it goes, and comes back when that is undone."""

import json

import pytest

from ivw.records.errors import InvalidRecord
from ivw.records.references import REFERENCES
from ivw.records.transaction import Change
from tests.builders import everything
from tests.records.files import NOBODY, NOW, log, person

# References


@pytest.mark.parametrize("key", [NOBODY, "no id at all", "'; --"])
def test_a_row_that_points_at_nothing_is_refused(records, key):
    with pytest.raises(InvalidRecord) as wrong, records.transaction() as transaction:
        log(transaction, key)
    assert wrong.value.field == "contact_id"
    with records.transaction() as transaction:
        fact = log(transaction, person(transaction))
    with pytest.raises(InvalidRecord) as wrong, records.transaction() as transaction:
        transaction.change("interactions", fact, contact_id=key)
    assert wrong.value.field == "contact_id"


def test_every_reference_names_columns_that_are_there(records):
    for reference in REFERENCES:
        assert reference.column in records.columns()[reference.table]
        assert "id" in records.columns()[reference.target]


def test_every_column_that_points_somewhere_is_a_reference(records):
    said = {(reference.table, reference.column) for reference in REFERENCES}
    # What a change or a postponement is about may stand in any table.
    free = {("import_changes", "row_id"), ("postponements", "subject_id")}
    for table, columns in records.columns().items():
        for column, kind in columns.items():
            if kind == "UUID" and column != "id":
                assert (table, column) in said | free


# Undo


def a_life(transaction):
    """Somebody with something in every table that hangs on a contact, near or far."""
    ada, ben = person(transaction), person(transaction, "Ben")
    add = transaction.add
    add("contact_tags", {"contact_id": ada, "tag": "alumni"})
    add("findings", {"contact_id": ada, "topic": "work", "finding": "robots", "found_on": NOW.date()})
    log(transaction, ada)
    meeting = add("meetings", {"contact_id": ada, "scheduled_at": NOW, "starts_at": NOW, "status": "held"})
    own = {"contact_id": ada, "meeting_id": meeting}
    add("promises", own | {"owner": "me", "what": "send it", "made_at": NOW, "due": NOW.date()})
    add("referrals", own | {"name": "Ben", "given_at": NOW, "prospect_id": ben})
    add("referrals", {"contact_id": ben, "name": "Ada", "given_at": NOW, "prospect_id": ada})
    add("leads", own | {"what": "a post", "heard_at": NOW})
    later = {"action": "nudge", "subject_id": meeting, "postponed_at": NOW, "until": NOW.date()}
    add("postponements", {"contact_id": ada} | later)
    plan = add("plans", {"meeting_id": meeting, "made_at": NOW})
    question = add("plan_questions", {"plan_id": plan, "ordinal": 1, "text": "Why?"})
    goal = add("goals", {"kind": "learn", "text": "robots", "added_at": NOW})
    add("plan_question_goals", {"plan_question_id": question, "goal_id": goal})
    rehearsal = add("rehearsals", {"plan_id": plan, "started_at": NOW})
    add("laps", {"rehearsal_id": rehearsal, "plan_question_id": question, "ordinal": 1, "text": "Why?",
                 "asking_seconds": 4.25})  # fmt: skip
    add("asked_questions", {"meeting_id": meeting, "plan_question_id": question, "text": "Why?", "seconds": 0.1})
    debrief = add("debriefs", {"meeting_id": meeting, "written_at": NOW, "learned": 'it\'s "fine"'})
    add("themes", {"debrief_id": debrief, "theme": "robots"})
    return ada, ben, goal


def undoing(records, act):
    """What `act` does to everything, once it is done and once it is undone."""
    before = everything(records)
    with records.transaction() as transaction:
        act(transaction)
    between = everything(records)
    assert between != before
    records.undo(Change(tuple(transaction.journal)))
    return before, between, everything(records)


def test_adding_is_undone(records):
    before, _, after = undoing(records, a_life)
    assert after == before


def test_a_change_is_undone(records):
    with records.transaction() as transaction:
        ada, _, _ = a_life(transaction)

    def act(transaction):
        transaction.change("contacts", ada, name="Ada B", cadence_days=30, do_not_contact=True, connected_on=NOW.date())
        transaction.change("contacts", ada, name="Ada C", shortlisted_at=NOW)

    before, _, after = undoing(records, act)
    assert after == before


def test_removing_somebody_takes_what_hangs_on_them_and_undo_brings_all_of_it_back(records):
    with records.transaction() as transaction:
        ada, ben, _ = a_life(transaction)
    before, between, after = undoing(records, lambda transaction: transaction.remove("contacts", [ada]))
    gone = [table for table in before if before[table] and not between[table]]
    assert {"interactions", "meetings", "promises", "leads", "postponements", "findings", "contact_tags", "debriefs",
            "themes", "asked_questions"} <= set(gone)  # fmt: skip
    [referral] = between["referrals"]  # what Ben said stays, and forgets who Ada was
    assert (json.loads(referral)["contact_id"], json.loads(referral)["prospect_id"]) == (ben, None)
    [plan] = between["plans"]  # a plan outlives its conversation
    assert json.loads(plan)["meeting_id"] is None
    assert len(between["goals"]) == 1
    assert after == before


def test_removing_a_goal_leaves_the_questions_that_served_it(records):
    with records.transaction() as transaction:
        _, _, goal = a_life(transaction)
    before, between, after = undoing(records, lambda transaction: transaction.remove("goals", [goal]))
    assert (between["plan_question_goals"], len(between["plan_questions"])) == ([], 1)
    assert after == before


@pytest.mark.parametrize("target", sorted({reference.target for reference in REFERENCES}))
def test_nothing_dangles_whatever_is_removed(records, target):
    with records.transaction() as transaction:
        a_life(transaction)
        transaction.remove(target, [key for (key,) in transaction.fetch(f"SELECT id::VARCHAR FROM {target}")])
    assert everything(records)[target] == []
    for each in REFERENCES:
        dangling = records.rows(
            f"SELECT {each.column} FROM {each.table} t WHERE {each.column} IS NOT NULL "
            f"AND NOT EXISTS (FROM {each.target} o WHERE o.id = t.{each.column})"
        )
        assert dangling == []


def test_undo_is_refused_once_something_was_built_on_it(records):
    with records.transaction() as made:
        ada = person(made)
    with records.transaction() as transaction:
        log(transaction, ada)
    with pytest.raises(InvalidRecord) as wrong:
        records.undo(Change(tuple(made.journal)))
    assert wrong.value.field == "undo"
    assert records.rows("SELECT count(*) FROM interactions") == [(1,)]


def test_undo_is_refused_once_the_same_row_was_changed_again(records):
    with records.transaction() as made:
        ada = person(made)
    with records.transaction() as first:
        first.change("contacts", ada, position="Engineer")
    with records.transaction() as second:
        second.change("contacts", ada, position="Director")
    for earlier in (made, first):
        with pytest.raises(InvalidRecord):
            records.undo(Change(tuple(earlier.journal)))
    assert records.rows("SELECT position FROM contacts") == [("Director",)]
    records.undo(Change(tuple(second.journal)))
    records.undo(Change(tuple(first.journal)))
    records.undo(Change(tuple(made.journal)))
    assert records.rows("SELECT count(*) FROM contacts") == [(0,)]


def test_undoing_twice_is_undoing_once(records):
    with records.transaction() as made:
        ada = person(made)
    with records.transaction() as changed:
        changed.change("contacts", ada, position="Engineer")
    with records.transaction() as removed:
        removed.remove("contacts", [ada])
    for transaction, people in ((removed, ["Engineer"]), (changed, [None]), (made, [])):
        for _ in range(2):
            records.undo(Change(tuple(transaction.journal)))
            assert [position for (position,) in records.rows("SELECT position FROM contacts")] == people

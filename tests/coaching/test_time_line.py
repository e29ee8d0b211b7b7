import pytest

from ivw.coaching import contacts, meetings, promises, time_line
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, at, happened

NOW = at("2024-06-11")


def test_everything_that_happened_is_on_one_time_line_newest_first(records):
    ada = a_contact(records, asked="2024-05-01", replied="2024-05-02")
    a_conversation(records, ada, starts="2024-05-10 10:00", held=True, about="the lab")
    called_off = a_conversation(records, ada, starts="2024-06-30 10:00", scheduled="2024-05-15")
    meetings.call_off(records, called_off, as_of=at("2024-05-20"))
    a_conversation(records, ada, starts="2024-07-30 10:00", scheduled="2024-05-25")
    mine = promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=at("2024-05-11"))
    promises.keep(records, mine.fact_id, as_of=at("2024-05-12"))
    promises.promise(
        records, contact_id=ada, what="ask around", due=NOW.date(), as_of=at("2024-05-13"), owner="them"
    )  # fmt: skip
    named = promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-05-14"))
    promises.follow(records, named.fact_id, as_of=at("2024-05-16"))
    happened(records, ada, "note", "2024-05-30", text="shy")
    assert [(each.what, each.direction, each.words) for each in time_line.entries(records, ada)] == [
        ("note", "none", "shy"),
        ("scheduled", "both", None),
        ("cancelled", "both", None),
        ("referral_followed", "out", "Priya"),
        ("referral", "in", "Priya"),
        ("their_promise", "in", "ask around"),
        ("promise_kept", "out", "send it"),
        ("promise", "out", "send it"),
        ("conversation", "both", "the lab"),
        ("reply", "in", None),
        ("request", "out", None),
    ]
    assert [each.what for each in time_line.entries(records, ada, limit=2, offset=1)] == ["scheduled", "cancelled"]
    assert time_line.length(records, ada) == 11
    assert contacts.is_met(records, ada)
    for entry in time_line.entries(records, ada):
        assert time_line.HAPPENINGS[entry.what].label


def test_an_entry_can_be_taken_off_the_time_line_and_put_back(records):
    ada = a_contact(records, asked="2024-05-01", met="2024-05-05")
    mine = promises.promise(records, contact_id=ada, what="send it", due=NOW.date(), as_of=at("2024-05-11"))
    promises.keep(records, mine.fact_id, as_of=at("2024-05-12"))
    whole = time_line.entries(records, ada)
    for entry in whole:
        done = time_line.take_out(records, entry)
        left = time_line.entries(records, ada)
        assert entry not in left
        # A promise that was kept is open again; a promise that was made goes with the keeping of it.
        assert len(left) == len(whole) - (2 if entry.what == "promise" else 1)
        undo(records, done)
        assert time_line.entries(records, ada) == whole
    contacts.remove(records, ada)
    with pytest.raises(InvalidRecord) as wrong:
        time_line.take_out(records, whole[0])
    assert wrong.value.field == "entry"


def test_an_entry_of_the_time_line_names_the_fact_it_shows(records):
    ada = a_contact(records, asked="2024-05-01")
    [entry] = time_line.entries(records, ada)
    assert entry.fact_table == "interactions"
    assert records.rows("SELECT id::VARCHAR FROM interactions") == [(entry.fact_id,)]

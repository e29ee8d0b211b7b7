"""Forgetting somebody: gone from the tables, from the file, and from what may be undone."""

import json
import threading

import pytest

from ivw.coaching import (
    contacts,
    done,
    drafts,
    follow_ups,
    forgetting,
    keeping,
    merging,
    people,
    profile,
    promises,
    strategy,
)
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.exchange import history
from ivw.records import backups
from tests.builders import a_contact, a_conversation, at, happened, imported, open_records

NOW = at("2024-06-11")
NAME = "Xanthippe Qvortrup"


@pytest.fixture
def records(tmp_path):
    opened = open_records(tmp_path)
    yield opened
    opened.close()


def bytes_on_disk(records):
    """What stands in the file and in its write-ahead log."""
    log = records.path.with_name(f"{records.path.name}.wal")
    return b"".join(file.read_bytes() for file in (records.path, log) if file.exists())


def a_life(records, name=NAME):
    """Somebody with a bit of everything, known by others too."""
    whom = a_contact(
        records, name=name, email="x.q@example.org", met="2024-05-01 10:00", asked="2024-04-01", shortlist=True,
        why_this_person=f"{name} knows bees",
    )  # fmt: skip
    meeting = a_conversation(records, whom, starts="2024-06-20 10:00", place=f"with {name}")
    promises.promise(records, contact_id=whom, what=f"send {name} the draft", due=NOW.date(), as_of=NOW)
    drafts.save(records, f"log:{whom}", f"Dear {name}", NOW)
    drafts.save(records, f"notes:{meeting}", "bees", NOW)
    other = a_contact(records, name="Ben Other", mutual_contact=name)
    happened(records, other, "note", "2024-05-02", text=f"{name.upper()} and Ben; write to X.Q@example.org.")
    return whom, other


def test_no_byte_of_somebody_forgotten_is_left_in_the_file(records):
    whom, other = a_life(records)
    named = {"contact_id": other, "name": NAME, "given_at": at("2024-03-01"), "prospect_id": whom}
    with records.transaction() as transaction:
        transaction.add("referrals", named)
    records.rows("FORCE CHECKPOINT")
    assert b"Qvortrup" in bytes_on_disk(records)
    said = forgetting.forget(records, whom, as_of=NOW)
    assert (said.says, bool(said.change)) == ("This person is forgotten.", False)
    left = bytes_on_disk(records).lower()
    assert [word for word in (b"qvortrup", b"x.q@example.org", whom.encode(), b"knows bees") if word in left] == []
    assert people.counts(records)["everyone"] == 1
    assert records.rows("SELECT text FROM interactions") == [("somebody and Ben; write to somebody.",)]
    assert records.rows("SELECT name, prospect_id FROM referrals") == [("somebody", None)]
    assert contacts.get(records, other).mutual_contact is None
    assert records.rows("SELECT count(*) FROM drafts") == [(0,)]
    a_contact(records, name="Cy")  # the records stand open as before
    records.close()
    again = open_records(records.path.parent)
    assert [row.name for row in people.search(again)[0]] == ["Ben Other", "Cy"]
    again.close()


@pytest.mark.parametrize("name", ["Mädchen Łódź-Ünal", "王伟明", 'O\'Nasty "Q" \\1 (x.*)'])
def test_whatever_the_name(records, name):
    whom, _ = a_life(records, name)
    forgetting.forget(records, whom, as_of=NOW)
    assert name.encode() not in bytes_on_disk(records)
    assert people.counts(records)["everyone"] == 1


def test_what_others_said_stays_theirs_and_other_words_stay_whole(records):
    whom = a_contact(records, name="Ann Lee")
    ben = a_contact(records, name="Ben")
    happened(records, ben, "note", "2024-05-02", text="Joann Leeds, Ann  Lee, Ann\nLee's and ann lee")
    forgetting.forget(records, whom, as_of=NOW)
    assert records.rows("SELECT text FROM interactions") == [("Joann Leeds, somebody, somebody's and somebody",)]


def test_ones_own_strategy_names_them_no_more_and_ones_own_name_stays(records):
    whom, _ = a_life(records)
    profile.save(records, name=NAME, time_zone=None, first_weekday=1)
    strategy.save(records, f"Do as {NAME} does")

    forgetting.forget(records, whom, as_of=NOW)

    assert (strategy.of(records), profile.of(records).name) == ("Do as somebody does", NAME)


def test_a_name_that_somebody_else_bears_stays_in_what_was_said(records):
    whom = a_contact(records, name="Ann Lee")
    a_contact(records, name="Ann Lee")
    ben = a_contact(records, name="Ben")
    happened(records, ben, "note", "2024-05-02", text="Ann Lee")
    forgetting.forget(records, whom, as_of=NOW)
    assert records.rows("SELECT text FROM interactions") == [("Ann Lee",)]
    short = a_contact(records, name="Al")
    happened(records, ben, "note", "2024-05-03", text="Al and all")
    forgetting.forget(records, short, as_of=NOW)
    assert records.rows("SELECT text FROM interactions ORDER BY happened_at") == [("Ann Lee",), ("Al and all",)]


def test_nobody_is_to_be_asked_on_account_of_who_is_forgotten(records):
    ben = a_contact(records, name="Ben")
    promises.refer(records, contact_id=ben, name=NAME, as_of=at("2024-05-01"))
    [(whom,)] = records.rows("SELECT prospect_id::VARCHAR FROM referrals")
    assert follow_ups.due(records, NOW, "UTC")
    forgetting.forget(records, whom, as_of=NOW)
    assert follow_ups.due(records, NOW, "UTC") == []


def test_what_imports_remember_of_them_goes_and_the_import_can_still_be_looked_at(records):
    asked = {"kind": "request", "happened_at": "2024-05-01T10:00:00Z"}
    told = {"contacts": [{"name": NAME, "interactions": [asked]}, {"name": "Ben"}]}
    imported(records, history.read(json.dumps(told).encode(), "UTC"))
    [(whom,)] = records.rows("SELECT id::VARCHAR FROM contacts WHERE name = $name", name=NAME)
    forgetting.forget(records, whom, as_of=NOW)
    assert b"Qvortrup" not in bytes_on_disk(records)
    assert records.rows("SELECT count(*) FROM import_changes") == [(1,)]


def test_no_undo_brings_them_back(records):
    added = contacts.add(records, name=NAME, as_of=NOW)
    changed = contacts.change(records, added.fact_id, tie="A")
    removed = contacts.remove(records, added.fact_id)
    done.undo(records, removed)
    merged = merging.merge(records, added.fact_id, a_contact(records, name="X. Qvortrup"), {}, as_of=NOW)
    forgetting.forget(records, added.fact_id, as_of=NOW)
    for action in (added, changed, removed, merged):
        with pytest.raises(InvalidRecord):
            done.undo(records, action)
    assert people.counts(records)["everyone"] == 0


def test_it_is_said_before_what_goes_and_which_backups_hold_them(records):
    a_contact(records, name="Before")
    records.back_up(NOW, "before")
    whom, _ = a_life(records)
    records.back_up(at("2024-06-12"))
    broken = backups.folder_of(records.path) / "20240613T000000000000Z.duckdb"
    broken.write_bytes(b"no database")
    before = records.rows("SELECT text FROM interactions ORDER BY id")
    plan = forgetting.preview(records, whom, as_of=NOW)
    assert plan.goes == {"interactions": 1, "meetings": 2, "promises": 1}
    assert plan.mentions == 2
    assert [(each.made_at.day, each.is_sure) for each in plan.backups] == [(13, False), (12, True)]
    assert records.rows("SELECT text FROM interactions ORDER BY id") == before
    forgetting.forget(records, whom, as_of=NOW)
    assert len(keeping.copies(records)) == 3
    forgetting.delete_backups(records, [plan.backups[1].name, "../records.duckdb"])
    assert len(keeping.copies(records)) == 2
    assert records.path.exists()


def test_where_no_file_can_be_written_the_old_one_stays_and_says_so(records, monkeypatch):
    whom, _ = a_life(records)
    full = RecordsUnavailable("The disk is full.")

    def refuse(*_):
        raise full

    monkeypatch.setattr(backups, "written_anew", refuse)
    with pytest.raises(InvalidRecord) as wrong:
        forgetting.forget(records, whom, as_of=NOW)
    assert "traces may be left" in wrong.value.wrong
    assert people.counts(records)["everyone"] == 1
    monkeypatch.undo()
    forgetting.forget(records, a_contact(records, name="Cy"), as_of=NOW)
    assert b"Qvortrup" not in bytes_on_disk(records)


def test_whoever_reads_meanwhile_gets_answers(records):
    whom, _ = a_life(records)
    stop, wrong = threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                assert people.counts(records)["everyone"] in (1, 2)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
                wrong.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    forgetting.forget(records, whom, as_of=NOW)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_somebody_who_is_not_there_cannot_be_forgotten(records):
    with pytest.raises(InvalidRecord):
        forgetting.forget(records, "not an id", as_of=NOW)

"""The one file: made, opened, refused, written, and read by many at once."""

import threading
from contextlib import closing
from datetime import UTC, date, datetime

import duckdb
import pytest

from ivw.records.database import open_records
from ivw.records.errors import InvalidRecord
from tests.builders import everything
from tests.records.files import NOBODY, NOW, a_file, log, mode, person

TOKEN = "01900000-0000-7000-8000-000000000001"
# A file is made, and is the person's own


def test_a_new_file_is_made_with_its_folders_and_is_for_its_owner_alone(tmp_path, usual_umask):
    path = tmp_path / "not" / "there" / "records.duckdb"
    records = open_records(path, NOW)
    try:
        with records.transaction() as transaction:
            person(transaction)
        copy = records.back_up(NOW)
        assert path.with_name("records.duckdb.wal").is_file()
        for file in (path, path.with_name("records.duckdb.wal"), copy):
            assert mode(file) == 0o600, file
        assert mode(copy.parent) == 0o700
    finally:
        records.close()


def test_a_file_that_others_could_read_is_for_its_owner_alone_once_it_was_opened(tmp_path, usual_umask):
    path = a_file(tmp_path)
    path.chmod(0o644)
    open_records(path, NOW).close()
    assert mode(path) == 0o600


def test_backups_that_others_could_read_are_for_their_owner_alone_once_the_file_was_opened(tmp_path, usual_umask):
    path = a_file(tmp_path)
    with closing(open_records(path, NOW)) as records:
        copy = records.back_up(NOW)
    copy.chmod(0o644)
    copy.parent.chmod(0o755)
    open_records(path, NOW).close()
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)


@pytest.mark.parametrize(
    "name", ["O'Brien.duckdb", 'so "called".duckdb', "copy_of_records.duckdb", "main.duckdb", "émile", "a b.c"]
)
def test_a_file_may_be_called_anything(tmp_path, name):
    path = a_file(tmp_path, name)
    records = open_records(path, NOW)
    try:
        assert records.rows("SELECT count(*) FROM profile") == [(1,)]
        assert records.back_up(NOW).parent == path.with_name(f"{name}.backups")
    finally:
        records.close()


def test_what_was_written_is_there_after_opening_the_file_again(tmp_path):
    path = a_file(tmp_path)
    records = open_records(path, NOW)
    with records.transaction() as transaction:
        person(transaction, "Zoë")
    records.close()
    records = open_records(path, NOW)
    assert records.rows("SELECT name FROM contacts") == [("Zoë",)]
    records.close()


# Closed to the outside


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_csv('/etc/hostname')",
        "FROM read_text('/etc/hostname')",
        "FROM read_blob('/etc/hostname')",
        "FROM glob('/etc/*')",
        "FROM sniff_csv('/etc/hostname')",
        "FROM read_text('{folder}/records.duckdb.backups/../../../../../../../../etc/hostname')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb'",
        "ATTACH '{folder}/records.duckdb.backups/../other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/evil.duckdb_extension'",
        "FROM read_csv('https://example.org/x.csv')",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET lock_configuration = false",
        "SET autoinstall_known_extensions = true",
        "SET TimeZone = 'Asia/Tokyo'",
    ],
)
def test_no_statement_reaches_beyond_the_records(records, statement):
    (records.path.parent / "evil.duckdb_extension").write_bytes(b"\x7fELF")
    before = sorted(records.path.parent.rglob("*"))
    with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
        records.rows(statement.format(folder=records.path.parent))
    assert sorted(records.path.parent.rglob("*")) == before


# Reading and writing


def test_many_threads_read_right_answers_while_one_writes(records):
    done, wrong, read = threading.Event(), [], [0] * 6

    def reads(mine):
        seen = 0
        while not done.is_set() or read[mine] < 10:
            [(echo, people, pairs)] = records.rows(
                "SELECT $n::INT * 2, count(*), count(DISTINCT organization) * 2 FROM contacts", n=mine
            )
            if echo != mine * 2 or people != pairs or people < seen:
                wrong.append((mine, echo, people, pairs, seen))
            seen = people
            read[mine] += 1

    readers = [threading.Thread(target=reads, args=(n,)) for n in range(6)]
    for reader in readers:
        reader.start()
    try:
        for pair in range(30):
            with records.transaction() as transaction:
                person(transaction, "one", organization=str(pair))
                person(transaction, "other", organization=str(pair))
    finally:
        done.set()
        for reader in readers:
            reader.join(60)
    assert wrong == []
    assert min(read) >= 10
    assert records.rows("SELECT count(*) FROM contacts") == [(60,)]


def test_writers_wait_for_each_other(records):
    def writes():
        for _ in range(10):
            with records.transaction() as transaction:
                [(so_far,)] = transaction.fetch("SELECT count(*) FROM contacts")
                person(transaction, f"person {so_far}")

    writers = [threading.Thread(target=writes) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert records.rows("SELECT count(DISTINCT name) FROM contacts") == [(40,)]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_transaction_that_raises_leaves_nothing(records, error):
    def act():
        with records.transaction() as transaction:
            log(transaction, person(transaction))
            raise error

    before = everything(records)
    with pytest.raises(error):
        act()
    assert everything(records) == before
    with records.transaction() as transaction:  # and the next one goes on
        person(transaction)
    assert records.rows("SELECT count(*) FROM contacts") == [(1,)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"name": "Ada", "tie": "E"}, "tie"),
        ({"name": "Ada", "cadence_days": 0}, "cadence_days"),
    ],
)
def test_what_a_table_refuses_names_its_column_and_leaves_nothing(records, row, column):
    def act():
        with records.transaction() as transaction:
            person(transaction, "Ben")
            transaction.add("contacts", {"added_at": NOW} | row)

    with pytest.raises(InvalidRecord) as wrong:
        act()
    assert wrong.value.field == column
    assert records.rows("SELECT count(*) FROM contacts") == [(0,)]


def test_a_forms_token_saves_once_however_often_it_is_pressed(records):
    for _ in range(3):
        with records.transaction() as transaction:
            made = person(transaction, id=TOKEN)
            if made is None:
                assert transaction.journal == []
    assert records.rows("SELECT id::VARCHAR, name FROM contacts") == [(TOKEN, "Ada Example")]


def test_rows_of_one_batch_keep_their_order(records):
    with records.transaction() as transaction:
        made = transaction.add_many("contacts", [{"name": f"{n}", "added_at": NOW} for n in range(500)])
    assert len(set(made)) == 500
    assert [name for (name,) in records.rows("SELECT name FROM contacts ORDER BY id")] == [str(n) for n in range(500)]


def test_every_value_comes_back_as_it_went_in(records):
    instant = datetime(2024, 6, 3, 9, 30, 15, 123456, tzinfo=UTC)
    row = {
        "name": 'Zoë "Zo" O\'Brien \\ 美咲 {x} $1 %s', "do_not_contact": True, "cadence_days": 3650,
        "connected_on": date(1999, 12, 31), "added_at": instant, "shortlisted_at": None, "common_ground": "1\n2\t三",
    }  # fmt: skip
    with records.transaction() as transaction:
        transaction.add("contacts", row)
    assert records.rows(f"SELECT {', '.join(row)} FROM contacts") == [tuple(row.values())]


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE contacts; --", '"; DELETE FROM contacts;', "$name", "{}", "NULL", "\\"]
)
def test_text_is_stored_as_text(records, text):
    with records.transaction() as transaction:
        ada = person(transaction, text, organization=text)
        transaction.change("contacts", ada, position=text)
    assert records.rows("SELECT name, organization, position FROM contacts WHERE name = $name", name=text) == [
        (text,) * 3
    ]


def test_a_column_that_the_tables_do_not_have_never_reaches_a_statement(records):
    bad = "name = 'x' WHERE true; --"
    with records.transaction() as transaction:
        ada = person(transaction)
        for attempt in (
            lambda: transaction.add("contacts", {"name": "Ben", "added_at": NOW, bad: "x"}),
            lambda: transaction.change("contacts", ada, **{bad: "x"}),
            lambda: transaction.add("no_such_table", {"name": "Ben"}),
            lambda: transaction.row("contacts; DROP TABLE contacts", ada),
        ):
            with pytest.raises(KeyError):
                attempt()
    assert records.rows("SELECT name FROM contacts") == [("Ada Example",)]


def test_a_change_says_whether_anything_differs(records):
    with records.transaction() as transaction:
        ada = person(transaction)
        assert transaction.change("contacts", ada, position="Engineer")
        assert not transaction.change("contacts", ada, position="Engineer")
        assert not transaction.change("contacts", ada)
        assert not transaction.change("contacts", NOBODY, position="Engineer")
        assert [change.row_id for change in transaction.journal] == [ada, ada]


# Views and macros


def test_macros_are_made_anew_when_their_text_changed(records, tmp_path):
    one, two = tmp_path / "10_one.sql", tmp_path / "20_two.sql"
    one.write_text("CREATE MACRO answer() AS 41;")
    two.write_text("CREATE MACRO again() AS answer() + 1; CREATE VIEW answers AS SELECT answer() AS a;")
    records.define([one, two])
    assert records.rows("SELECT again(), a FROM answers") == [(42, 41)]
    one.write_text("CREATE MACRO answer() AS 7;")
    records.define([one, two])
    assert records.rows("SELECT again(), a FROM answers") == [(8, 7)]
    records.define([one])
    with pytest.raises(duckdb.CatalogException):
        records.rows("SELECT again()")


def test_macros_whose_text_did_not_change_are_left_standing(records, tmp_path):
    file = tmp_path / "10_one.sql"
    file.write_text("CREATE MACRO answer() AS 41;")
    records.define([file])
    with records.transaction() as transaction:
        transaction.fetch("CREATE OR REPLACE MACRO answer() AS 'by hand'")
    records.define([file])
    assert records.rows("SELECT answer()") == [("by hand",)]


def test_macros_that_cannot_be_made_leave_the_former_ones(records, tmp_path):
    file = tmp_path / "10_one.sql"
    file.write_text("CREATE MACRO answer() AS 5;")
    records.define([file])
    file.write_text("CREATE MACRO answer() AS 42; CREATE MACRO no;")
    with pytest.raises(duckdb.Error):
        records.define([file])
    assert records.rows("SELECT answer()") == [(5,)]

"""Copies that are put back, and those that are refused because they are damaged or not ours."""

import os
import shutil
import subprocess
import sys
import threading

import duckdb
import pytest

from ivw.records import backups, migrate
from ivw.records.database import open_records
from ivw.records.errors import RecordsNewer, RecordsUnavailable
from tests.builders import everything, records_in
from tests.records.copies import DAY, names, people, pretend, write
from tests.records.files import NOW, ROOT


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


def raw(path, statement):
    """Run a statement on a file as DuckDB sees it, without ivw."""
    connection = duckdb.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


# Put back


def test_a_restore_replaces_every_row_and_saves_the_present_first(records):
    write(records, "Ada", "Ben")
    before = everything(records)
    copy = records.back_up(NOW)
    with records.transaction() as transaction:
        transaction.remove("contacts", [key for (key,) in transaction.fetch("SELECT id::VARCHAR FROM contacts")])
    write(records, "Cy")
    present = everything(records)

    saved = records.replace_by(copy, NOW + DAY)
    assert everything(records) == before
    assert saved.name == "20240604T090000000000Z-before-restore.duckdb"
    records.replace_by(saved, NOW + 2 * DAY)
    assert everything(records) == present
    assert all(name.endswith(".duckdb") for name in names(records))


def test_a_restore_works_from_anywhere_on_the_disk_and_outlives_closing(tmp_path):
    with records_in(tmp_path) as records:
        write(records, "Ada")
        away = tmp_path / "my backup's copy.duckdb"
        shutil.copyfile(records.back_up(NOW), away)
        before = away.read_bytes()
        write(records, "Ben")
        records.replace_by(away, NOW + DAY)
        assert people(records) == ["Ada"]
        assert away.read_bytes() == before
        write(records, "Cy")
    with records_in(tmp_path) as records:
        assert people(records) == ["Ada", "Cy"]
        assert records.rows("SELECT count(*) FROM health(now(), 'UTC')") == [(0,)]


def test_even_the_oldest_copy_can_be_restored_though_saving_the_present_pushes_it_out(records):
    write(records, "Ada")
    records.back_up(NOW - 30 * DAY, "by-hand")
    pretend(records, 13, "by-hand")
    write(records, "Ben")
    oldest = backups.list_of(records.path)[-1].path
    records.replace_by(oldest, NOW)
    assert people(records) == ["Ada"]
    assert not oldest.exists()


def test_nobody_sees_a_restore_half_done(records):
    write(records, *[f"old {n}" for n in range(50)])
    copy = records.back_up(NOW)
    with records.transaction() as transaction:
        transaction.remove("contacts", [key for (key,) in transaction.fetch("SELECT id::VARCHAR FROM contacts")])
    write(records, *[f"new {n}" for n in range(30)])
    stop, seen = threading.Event(), set()

    def reads():
        while not stop.is_set():
            seen.add(records.rows("SELECT (SELECT count(*) FROM contacts), (SELECT count(*) FROM contact_tags)")[0])

    reader = threading.Thread(target=reads)
    reader.start()
    try:
        records.replace_by(copy, NOW + DAY)
        write(records, "and one")
    finally:
        stop.set()
        reader.join(60)
    assert seen <= {(30, 30), (50, 50), (51, 51)}


def test_an_older_copy_is_brought_up_to_date_before_it_is_restored(tmp_path, own_migrations):
    (tmp_path / "old").mkdir()
    with records_in(tmp_path / "old") as old:
        write(old, "Ada")
        copy = old.back_up(NOW)
    (own_migrations / "9999_more.sql").write_text(
        "ALTER TABLE contacts ADD COLUMN pronouns VARCHAR DEFAULT 'not said';"
        "CREATE TABLE more (id UUID PRIMARY KEY DEFAULT uuidv7(), what VARCHAR);"
    )
    migrate.known.cache_clear()
    before = copy.read_bytes()
    records = open_records(tmp_path / "new.duckdb", NOW)
    try:
        with records.transaction() as transaction:
            transaction.add("more", {"what": "gone afterwards"})
        records.replace_by(copy, NOW)
        assert records.rows("SELECT name, pronouns FROM contacts") == [("Ada", "not said")]
        assert records.rows("SELECT count(*) FROM more") == [(0,)]
        assert copy.read_bytes() == before
    finally:
        records.close()


# Refused


def damaged(content):
    content = bytearray(content)
    for place in range(20_000, len(content), 500):
        content[place] ^= 0xFF
    return bytes(content)


REFUSED = {
    "damaged": damaged,
    "cut short": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "a text": lambda content: b"Dear diary,\n" * 100,
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_damaged_copy_is_refused_and_the_present_stays(records, how):
    write(records, "Ada")
    copy = records.back_up(NOW)
    copy.write_bytes(REFUSED[how](copy.read_bytes()))
    write(records, "Ben")
    before = everything(records)
    with pytest.raises(RecordsUnavailable) as error:
        records.replace_by(copy, NOW + DAY)
    assert str(copy) in str(error.value)
    assert everything(records) == before
    write(records, "Cy")
    assert people(records) == ["Ada", "Ben", "Cy"]
    assert [name for name in names(records) if not name.endswith(".duckdb")] == []


FOREIGN = {
    "films": "CREATE TABLE films (title VARCHAR)",
    "nothing": "SELECT 1",
    "their own migrations": "CREATE TABLE migrations (name VARCHAR)",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_of_another_program_is_refused_and_the_present_stays(records, tmp_path, what):
    theirs = tmp_path / "theirs.duckdb"
    raw(theirs, FOREIGN[what])
    content = theirs.read_bytes()
    write(records, "Ada")
    with pytest.raises(RecordsUnavailable):
        records.replace_by(theirs, NOW)
    assert people(records) == ["Ada"]
    assert theirs.read_bytes() == content


def test_a_copy_that_lacks_a_table_is_refused_and_the_present_stays(records):
    write(records, "Ada")
    copy = records.back_up(NOW)
    raw(copy, "DROP TABLE interactions")
    write(records, "Ben")
    before = everything(records)
    with pytest.raises(RecordsUnavailable):
        records.replace_by(copy, NOW + DAY)
    assert everything(records) == before


def test_a_copy_of_a_newer_ivw_is_refused_and_the_present_stays(records):
    write(records, "Ada")
    copy = records.back_up(NOW)
    raw(copy, "INSERT INTO migrations VALUES (9999, '9999_the_future', 'x', now())")
    content = copy.read_bytes()
    with pytest.raises(RecordsNewer):
        records.replace_by(copy, NOW + DAY)
    assert people(records) == ["Ada"]
    assert copy.read_bytes() == content


def test_a_copy_that_is_not_there_is_refused_in_a_sentence(records, tmp_path):
    write(records, "Ada")
    with pytest.raises(RecordsUnavailable) as error:
        records.replace_by(tmp_path / "nowhere.duckdb", NOW)
    assert str(error.value) == f"There is no file {tmp_path / 'nowhere.duckdb'}."
    assert people(records) == ["Ada"]


SHORT_OF_ROOM = """
import resource, sys; from datetime import datetime, timedelta, UTC; from pathlib import Path
from ivw.records.database import open_records; from ivw.records.errors import RecordsUnavailable
now = datetime(2024, 6, 3, 9, tzinfo=UTC)
records = open_records(Path(sys.argv[1]), now)
def attempt(act):
    try: act()
    except RecordsUnavailable as error: print(error)
copy = records.back_up(now)
with records.transaction() as transaction:
    transaction.add("contacts", {"name": "Ben", "added_at": now})
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
attempt(lambda: records.back_up(now + timedelta(days=1)))
attempt(lambda: records.replace_by(copy, now + timedelta(days=1)))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with records.transaction() as transaction:
    transaction.add("contacts", {"name": "Cy", "added_at": now})
records.back_up(now + timedelta(days=2))
records.close()
"""


def test_a_full_disk_stops_a_backup_and_a_restore_in_plain_words_and_harms_nothing(tmp_path):
    with records_in(tmp_path) as records:
        write(records, "Ada")
    said = subprocess.run(
        [sys.executable, "-c", SHORT_OF_ROOM, records.path],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    backup, restore = said.stdout.splitlines()
    assert "No backup could be written" in backup
    assert "Make room on the disk" in backup
    assert "cannot be restored" in restore
    with records_in(tmp_path) as records:
        assert people(records) == ["Ada", "Ben", "Cy"]
        made = [each.made_at.day for each in backups.list_of(records.path) if each.made_at.year == NOW.year]
        assert made == [5, 3]
        assert [name for name in names(records) if not name.endswith(".duckdb")] == []

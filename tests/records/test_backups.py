"""Copies of the file: made, kept for a while, put back, and refused when they are damaged or not ours."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest

from ivw.records import backups, migrate
from ivw.records.database import open_records
from ivw.records.errors import RecordsNewer, RecordsUnavailable
from tests.builders import records_in

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def own_migrations(tmp_path, monkeypatch):
    """A folder with a copy of the migrations, to which a test adds its own."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    migrate.known.cache_clear()
    yield folder
    monkeypatch.undo()
    migrate.known.cache_clear()


def write(records, *names):
    with records.transaction() as transaction:
        for name in names:
            contact = transaction.add("contacts", {"name": name, "added_at": NOW})
            transaction.add("contact_tags", {"contact_id": contact, "tag": name})


def people(records):
    return [name for (name,) in records.rows("SELECT name FROM contacts ORDER BY name")]


def everything(records):
    """Every row of every table that holds facts, as JSON."""
    return {
        table: sorted(row for (row,) in records.rows(f"SELECT to_json(t)::VARCHAR FROM {table} AS t"))
        for table in records.columns()
    }


def names(records):
    folder = backups.folder_of(records.path)
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def raw(path, statement):
    """Run a statement on a file as DuckDB sees it, without ivw."""
    connection = duckdb.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def pretend(records, how_many, why=""):
    """Older copies, as far as their names and days matter."""
    folder = backups.folder_of(records.path)
    folder.mkdir(exist_ok=True)
    for day in range(how_many):
        stamp = (NOW - (day + 1) * DAY).strftime("%Y%m%dT%H%M%S%fZ")
        (folder / f"{stamp}{f'-{why}' if why else ''}.duckdb").write_bytes(b"old")


# Made


def test_a_backup_holds_everything_that_was_written(records):
    write(records, "Ada", "Ben")
    copy = records.back_up(NOW)
    before = everything(records)
    with records_in(copy.parent, name=copy.name) as reopened:
        assert everything(reopened) == before


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_half_made(records):
    write(records, "Ada")
    copy = records.back_up(NOW)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names(records) == ["20240603T090000000000Z.duckdb"] == [copy.name]


def test_a_backup_says_when_it_was_made_and_why(records):
    write(records, "Ada")
    records.back_up(NOW)
    records.back_up(NOW + DAY, "by-hand")
    (backups.folder_of(records.path) / "notes.txt").write_text("mine")
    (backups.folder_of(records.path) / "renamed.duckdb").write_text("mine")
    listed = backups.list_of(records.path)
    assert [(each.made_at, each.why) for each in listed] == [(NOW + DAY, "by-hand"), (NOW, "")]
    assert all(each.size == each.path.stat().st_size > 0 for each in listed)


def test_records_without_anything_in_them_are_not_copied(records):
    assert records.back_up_daily(NOW) is None
    assert names(records) == []
    write(records, "Ada")
    assert records.back_up_daily(NOW) is not None


def test_a_day_has_one_copy(records):
    write(records, "Ada")
    assert records.back_up_daily(NOW) is not None
    assert records.back_up_daily(NOW + timedelta(hours=14)) is None
    assert records.back_up_daily(NOW + timedelta(hours=15)) is not None
    assert len(names(records)) == 2


def test_a_day_is_one_of_the_zone_it_is_asked_in(records):
    write(records, "Ada")
    auckland = timezone(timedelta(hours=12))
    assert records.back_up_daily(datetime(2024, 6, 3, 23, 30, tzinfo=auckland)) is not None
    assert records.back_up_daily(datetime(2024, 6, 4, 0, 30, tzinfo=auckland)) is not None  # in UTC still the same day
    assert records.back_up_daily(datetime(2024, 6, 4, 23, 30, tzinfo=auckland)) is None


def test_the_newest_fourteen_daily_copies_are_kept(records):
    pretend(records, 14)
    write(records, "Ada")
    oldest = backups.list_of(records.path)[-1].path
    records.back_up_daily(NOW)
    assert len(names(records)) == 14
    assert not oldest.exists()


def test_copies_made_for_a_reason_do_not_push_daily_ones_out(records):
    pretend(records, 14)
    pretend(records, 14, "by-hand")
    write(records, "Ada")
    records.back_up(NOW, "before-restore")
    listed = backups.list_of(records.path)
    assert len([each for each in listed if not each.why]) == 14
    assert [each.why for each in listed if each.why] == ["before-restore", *["by-hand"] * 13]


def test_the_last_daily_copy_of_each_month_is_kept_for_twelve_months():
    days = [NOW - each * DAY for each in range(500)]
    every = [backups.Backup(Path(f"{made:%Y%m%d}"), made, "", 1) for made in days]
    gone = backups.superseded(every, NOW)
    kept = [each.made_at.date().isoformat() for each in every if each not in gone]
    assert kept[:14] == [day.date().isoformat() for day in days[:14]]
    # June is told by its newest copy, May by its last: both are among the fourteen
    assert kept[14:] == [
        "2024-04-30", "2024-03-31", "2024-02-29", "2024-01-31", "2023-12-31", "2023-11-30", "2023-10-31", "2023-09-30",
        "2023-08-31", "2023-07-31",
    ]  # fmt: skip


def test_what_is_kept_is_the_same_whether_one_looks_each_day_or_now_and_then():
    every, day_by_day = [], []
    for ago in reversed(range(500)):
        made = backups.Backup(Path(f"{ago}"), NOW - ago * DAY, "", 1)
        every, day_by_day = [made, *every], [made, *day_by_day]
        gone = backups.superseded(day_by_day, made.made_at)
        day_by_day = [each for each in day_by_day if each not in gone]
    assert day_by_day == [each for each in every if each not in backups.superseded(every, NOW)]


def test_no_copy_is_ever_written_over(records):
    write(records, "Ada")
    first, second = records.back_up(NOW), records.back_up(NOW)
    third = records.back_up(NOW, "by-hand")
    assert len({first, second, third}) == 3
    assert len(names(records)) == 3
    assert backups.list_of(records.path)[-1].made_at == NOW


def test_a_copy_from_a_time_to_come_neither_goes_nor_pushes_another_one_out(records):
    write(records, "Ada")
    for year in range(20):
        (backups.folder_of(records.path)).mkdir(exist_ok=True)
        (backups.folder_of(records.path) / f"20{40 + year}0603T090000000000Z.duckdb").write_bytes(b"old")
    made = records.back_up(NOW)
    assert made.is_file()
    assert len(names(records)) == 21


def test_a_name_that_only_looks_like_an_instant_is_no_copy(records):
    write(records, "Ada")
    made = records.back_up(NOW)
    (made.parent / "99999999T999999999999Z.duckdb").write_text("mine")
    assert [each.path for each in backups.list_of(records.path)] == [made]


def test_records_that_grow_from_nothing_have_their_copy_at_the_first_look_after_and_a_long_session_one_a_day(records):
    assert records.back_up_daily(NOW) is None
    write(records, "Ada")
    assert records.back_up_daily(NOW + timedelta(minutes=1)) is not None
    write(records, "Ben")
    assert records.back_up_daily(NOW + timedelta(hours=2)) is None
    assert records.back_up_daily(NOW + DAY) is not None
    assert len(names(records)) == 2


def test_a_copy_made_by_hand_is_not_the_days(records):
    write(records, "Ada")
    records.back_up(NOW, "by-hand")
    assert records.back_up_daily(NOW) is not None


def test_a_copy_that_cannot_be_made_keeps_nobody_from_reading_and_is_tried_again(records):
    write(records, "Ada")
    folder = backups.folder_of(records.path)
    folder.write_text("a file stands in the way")
    assert records.back_up_daily(NOW) is None
    assert "No backup could be written" in records.not_backed_up
    folder.unlink()
    assert records.back_up_daily(NOW + timedelta(minutes=9)) is None
    assert records.back_up_daily(NOW + timedelta(minutes=10)) is not None
    assert records.not_backed_up == ""


def test_one_may_go_on_reading_and_writing_while_copies_are_made(records):
    write(records, "Ada")
    stop, seen = threading.Event(), []

    def reads():
        while not stop.is_set():
            seen.append(records.rows("SELECT count(*) >= 1, current_database() FROM contacts"))

    reader = threading.Thread(target=reads)
    reader.start()
    try:
        for minute in range(3):
            records.back_up(NOW + timedelta(minutes=minute))
            write(records, f"person {minute}")
    finally:
        stop.set()
        reader.join(60)
    assert {tuple(rows) for rows in seen} == {((True, "records"),)}
    assert len(names(records)) == 3


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


def test_a_backup_folder_that_cannot_be_made_is_said_in_plain_words(records):
    write(records, "Ada")
    backups.folder_of(records.path).write_text("a file stands in the way")
    for attempt in (lambda: records.back_up(NOW), lambda: records.replace_by(records.path, NOW)):
        with pytest.raises(RecordsUnavailable):
            attempt()
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

"""Copies of the file: made, and kept for a while."""

import stat
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ivw.records import backups
from ivw.records.errors import RecordsUnavailable
from tests.builders import everything, records_in
from tests.records.copies import DAY, names, people, pretend, write
from tests.records.files import NOW


@pytest.fixture
def records(tmp_path):
    with records_in(tmp_path) as opened:
        yield opened


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


# Refused


def test_a_backup_folder_that_cannot_be_made_is_said_in_plain_words(records):
    write(records, "Ada")
    backups.folder_of(records.path).write_text("a file stands in the way")
    for attempt in (lambda: records.back_up(NOW), lambda: records.replace_by(records.path, NOW)):
        with pytest.raises(RecordsUnavailable):
            attempt()
    assert people(records) == ["Ada"]

from datetime import timedelta

import duckdb
import pytest

from ivw.coaching import contacts, demo, keeping, people, profile
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import demo_file
from tests.builders import a_contact, at, happened, open_records

NOW = at("2026-11-24 09:00")


@pytest.fixture
def records(tmp_path):
    records = open_records(tmp_path)
    a_contact(records, name="Ada", asked="2026-11-02")
    yield records
    records.close()


def names(records):
    return [each.name for each in people.search(records)[0]]


def a_backup(records):
    return records.back_up(NOW, keeping.BY_HAND)


def refused(records, brought):
    before = names(records), keeping.copies(records)
    with pytest.raises(InvalidRecord) as info:
        keeping.restore_file(records, brought, as_of=NOW)
    assert (names(records), keeping.copies(records)) == before
    assert "Nothing was changed" in str(info.value)
    assert ".brought" not in str(info.value)
    return str(info.value)


def changed(backup, sql):
    """The bytes of a backup after somebody else's hands were on it."""
    with duckdb.connect(backup) as opened:
        opened.execute(sql)
    return backup.read_bytes()


def test_how_much_there_is(records):
    held = keeping.held(records)
    assert (held["contacts"], held["interactions"], held["meetings"]) == (1, 1, 0)
    assert keeping.place(records).size > 0


def test_a_backup_says_why_it_was_made(records):
    for why in ("", keeping.BY_HAND, "before-update", "for-luck"):
        records.back_up(NOW, why)
    assert {each.why for each in keeping.copies(records)} == {
        "Made by itself, once a day", "Made by you", "Made before ivw brought the records up to date", "For luck",
    }  # fmt: skip


def test_a_backup_is_compared_with_what_there_is_now_row_by_row(records):
    ben = a_contact(records, name="Ben")
    cy = a_contact(records, name="Cy")
    backup = a_backup(records)
    contacts.change(records, ben, organization="Rivers")
    contacts.remove(records, cy)
    grace = a_contact(records, name="Grace")
    happened(records, grace, "request", "2026-11-23 10:00")

    preview = keeping.compare(records, backup.name, as_of=NOW)

    amounts = {each.what: (each.now, each.then, each.gone, each.back, each.changed) for each in preview.amounts}
    assert amounts == {"People": (3, 3, 1, 1, 1), "Interactions": (2, 1, 1, 0, 0), "Conversations": (0, 0, 0, 0, 0)}
    assert (preview.lost.count, [(each.kind, each.what) for each in preview.lost.newest]) == (
        2, [("Person", "Grace"), ("Asked for a conversation", "Grace")],
    )  # fmt: skip
    assert preview.lost.newest[1].at == at("2026-11-23 10:00")
    assert [each.what for each in preview.back.newest] == ["Cy"]
    assert [each.what for each in preview.changed.newest] == ["Ben"]


def test_a_backup_of_just_what_there_is_says_so_and_so_does_none_where_a_detail_differs(records):
    backup = a_backup(records)
    assert keeping.compare(records, backup.name, as_of=NOW).is_as_now
    profile.save(records, name="Mara", time_zone="Europe/Berlin", first_weekday=1)
    preview = keeping.compare(records, backup.name, as_of=NOW)
    assert not preview.is_as_now
    assert [each.what for each in preview.amounts if each.changed] == ["Profile and targets"]


def test_everything_that_a_person_counts_is_told_by_name(records):
    backup = a_backup(records)
    demo.load(records, NOW, "Europe/Berlin", demo_file.read())
    lost = keeping.compare(records, backup.name, as_of=NOW).lost
    held = keeping.held(records)
    assert lost.count == sum(held.values()) - 2
    assert len(lost.newest) == 6
    keeping.restore(records, backup.name, as_of=NOW)
    newest = keeping.copies(records)[0].name
    assert keeping.compare(records, newest, as_of=NOW).back == lost


def test_what_was_there_before_a_restore_can_be_restored(records):
    backup = a_backup(records)
    a_contact(records, name="Grace")
    keeping.restore(records, backup.name, as_of=NOW + timedelta(hours=1))
    assert names(records) == ["Ada"]
    keeping.restore(records, keeping.copies(records)[0].name, as_of=NOW + timedelta(hours=2))
    assert names(records) == ["Ada", "Grace"]


def test_the_oldest_backup_can_be_restored_though_a_new_one_takes_its_place(records):
    for hour in range(keeping.KEPT):
        records.back_up(NOW + timedelta(hours=hour), keeping.BY_HAND)
    a_contact(records, name="Grace")
    keeping.restore(records, keeping.copies(records)[-1].name, as_of=NOW + timedelta(days=1))
    assert names(records) == ["Ada"]
    assert len(keeping.copies(records)) == keeping.KEPT


@pytest.mark.parametrize("name", ["", "nobody.duckdb", "../records.duckdb", "/etc/passwd"])
def test_only_a_backup_that_is_listed_can_be_named(records, name):
    a_backup(records)
    with pytest.raises(InvalidRecord, match="not there"):
        keeping.restore(records, name, as_of=NOW)


def test_a_file_cut_short_is_refused(records):
    brought = a_backup(records).read_bytes()
    for length in (0, 10, 5_000, len(brought) // 2):
        assert "damaged" in refused(records, brought[:length])


def test_a_file_of_another_program_is_refused(records, tmp_path):
    other = tmp_path / "other.duckdb"
    assert "holds no records of ivw" in refused(records, changed(other, "SELECT 1"))
    assert "another program" in refused(records, changed(other, "CREATE TABLE recipes (id INT)"))
    assert "another program" in refused(records, changed(other, "CREATE TABLE migrations (number_of_birds INT)"))


def test_a_backup_of_a_newer_ivw_is_refused(records):
    brought = changed(a_backup(records), "INSERT INTO migrations VALUES (9999, 'later', 'x', now())")
    assert "newer ivw" in refused(records, brought)


@pytest.mark.parametrize(
    "sql", ["DROP TABLE drafts", "DELETE FROM profile", "DROP TABLE cadences; CREATE TABLE cadences (tie VARCHAR)"]
)
def test_a_backup_that_lacks_something_is_refused(records, sql):
    refused(records, changed(a_backup(records), sql))


def test_a_backup_with_values_that_break_a_rule_is_refused(records):
    sql = "DROP TABLE cadences; CREATE TABLE cadences AS SELECT 'Z' AS tie, 1 AS days FROM range(4)"
    brought = changed(a_backup(records), sql)
    with pytest.raises(InvalidRecord, match="damaged"):
        keeping.restore_file(records, brought, as_of=NOW)
    assert names(records) == ["Ada"]


def test_looking_at_a_file_leaves_nothing_behind(records):
    brought = a_backup(records).read_bytes()
    keeping.compare_file(records, brought, as_of=NOW)
    refused(records, brought[:5_000])
    assert {path.suffix for path in keeping.place(records).folder.iterdir()} == {".duckdb"}


def test_a_backup_that_cannot_be_written_is_told_in_words(records, tmp_path):
    (tmp_path / "records.duckdb.backups").write_text("in the way")
    with pytest.raises(InvalidRecord, match="No backup could be written"):
        keeping.back_up(records, as_of=NOW)
    assert names(records) == ["Ada"]

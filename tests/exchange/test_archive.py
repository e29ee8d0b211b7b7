"""The archive: everything out, and back to an equal file."""

import hashlib
import io
import json
import os
import random
import zipfile

import duckdb
import pytest

from ivw.coaching import forgetting
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import archive
from ivw.records import migrate, tables
from tests import drawn
from tests.builders import a_contact, at, open_records, records_in

NOW = at("2026-11-24 09:00")
DRAWS = range(int(os.environ.get("IVW_EXAMPLES", "2")) // 50 + 1)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """An archive with somebody in it."""
    with records_in(tmp_path_factory.mktemp("archive")) as records:
        a_contact(records, name="Ada Example", email="ada@example.org", met="2026-11-11 14:00", noted="2026-11-12")
        return archive.write(records, as_of=NOW)


def changed(data, *, leave_out=(), put=None, manifest=None):
    """The archive with other files in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    told = json.loads(files[archive.MANIFEST])
    files |= put or {}
    for name in leave_out:
        del files[name]
    if manifest:
        manifest(told)
        files[archive.MANIFEST] = json.dumps(told).encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return into.getvalue()


def refusal(data, tmp_path):
    to = tmp_path / "restored.duckdb"
    with pytest.raises(InvalidRecord) as refused:
        archive.restored(data, to, NOW)
    assert refused.value.field == "file"
    assert not to.exists()
    return str(refused.value)


def parquet(tmp_path, sql, name="made"):
    path = tmp_path / f"{name}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def with_table(data, table, content):
    """The archive with another file for this table, its checksum right."""

    def right(told):
        told["tables"][table]["sha256"] = hashlib.sha256(content).hexdigest()

    return changed(data, put={f"{table}.parquet": content}, manifest=right)


@pytest.mark.parametrize("draw", DRAWS)
def test_whatever_is_in_any_table_is_in_the_restored_file_and_nothing_else(tmp_path, draw):
    seed = random.randrange(10**9)
    print("drawn with", seed)  # a failure shows it, so that it can be drawn once more
    with records_in(tmp_path) as records:
        drawn.fill(records, seed, rows=2)
        before = drawn.contents(records)
        data = archive.write(records, as_of=NOW)
        assert not list(tmp_path.glob("*.backups/*"))  # nothing is left of what was on the disk for a moment
    manifest = archive.restored(data, tmp_path / "restored.duckdb", NOW)
    assert (tmp_path / "restored.duckdb").stat().st_mode & 0o777 == 0o600
    with records_in(tmp_path, name="restored.duckdb") as restored:
        assert drawn.contents(restored) == before
    assert manifest.rows == {table: len(rows) for table, rows in before.items()}


def test_the_manifest_says_what_is_in_the_archive_and_how_to_check_it(written):
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        told = json.loads(packed.read("manifest.json"))
        assert {"format", "version", "ivw", "schema", "made_at", "tables"} == set(told)
        assert (told["format"], told["schema"], told["made_at"]) == ("ivw-archive", tables.newest(), NOW.isoformat())
        assert told["tables"]["contacts"]["rows"] == 1
        for entry in told["tables"].values():
            assert hashlib.sha256(packed.read(entry["file"])).hexdigest() == entry["sha256"]
    assert archive.is_archive(written)


def test_an_archive_of_an_older_ivw_is_brought_to_the_newest_tables(tmp_path):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        migrate.apply(connection, NOW, up_to=6)
        connection.execute("INSERT INTO contacts (name, added_at) VALUES ('Ada Example', '2020-01-01 00:00:00+00')")
        connection.execute("INSERT INTO plans (id, made_at) VALUES (uuidv7(), now())")
        connection.execute("INSERT INTO plan_questions (plan_id, ordinal, text) SELECT id, 1, 'Why?' FROM plans")
        connection.execute("INSERT INTO rehearsals (plan_id, started_at) SELECT id, now() FROM plans")
        connection.execute(
            "INSERT INTO laps (rehearsal_id, plan_question_id, ordinal) SELECT r.id, q.id, 1 "
            "FROM rehearsals r, plan_questions q"
        )
        files = {}
        for table in tables.columns(connection):
            connection.execute(f"COPY {table} TO '{tmp_path / table}.parquet' (FORMAT parquet)")
            files[table] = (tmp_path / f"{table}.parquet").read_bytes()
    told = {
        "format": "ivw-archive", "version": 1, "ivw": "0.0.1", "schema": 6, "made_at": NOW.isoformat(),
        "tables": {
            table: {"file": f"{table}.parquet", "rows": 1, "sha256": hashlib.sha256(content).hexdigest()}
            for table, content in files.items()
        },
    }  # fmt: skip
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:
        packed.writestr("manifest.json", json.dumps(told))
        for table, content in files.items():
            packed.writestr(f"a folder/{table}.parquet", content)  # unpacked and packed again by hand
    archive.restored(into.getvalue(), tmp_path / "new.duckdb", NOW)
    with records_in(tmp_path, name="new.duckdb") as records:
        assert records.rows("SELECT name, seniority FROM contacts") == [("Ada Example", None)]
        assert records.rows("SELECT text FROM laps") == [("Why?",)]  # what migration 7 makes of older laps


def test_a_newer_archive_is_refused_and_says_to_update(written, tmp_path):
    for newer in ({"schema": tables.newest() + 1}, {"version": 2}):
        assert "Update ivw" in refusal(
            changed(written, manifest=lambda told, newer=newer: told.update(newer)), tmp_path
        )


def test_a_damaged_table_is_refused_by_its_checksum(written, tmp_path):
    content = bytearray(zipfile.ZipFile(io.BytesIO(written)).read("contacts.parquet"))
    content[len(content) // 2] ^= 1
    assert "checksum" in refusal(changed(written, put={"contacts.parquet": bytes(content)}), tmp_path)


def test_a_missing_table_is_named(written, tmp_path):
    assert "lacks its file contacts.parquet" in refusal(changed(written, leave_out=["contacts.parquet"]), tmp_path)

    def forgotten(told):
        del told["tables"]["meetings"]

    assert "lacks tables: meetings" in refusal(changed(written, manifest=forgotten), tmp_path)


def test_tables_and_columns_that_ivw_does_not_know_are_refused(written, tmp_path):
    def more(told):
        told["tables"]["evil"] = told["tables"]["contacts"]

    assert "unknown tables: evil" in refusal(changed(written, manifest=more), tmp_path)
    strange = parquet(tmp_path, "SELECT 1 AS id, 'x' AS name, 'y' AS injected")
    assert "columns of goals" in refusal(with_table(written, "goals", strange), tmp_path)


def test_rows_that_break_a_rule_of_their_table_are_refused(written, tmp_path):
    broken = parquet(
        tmp_path, "SELECT uuid() AS id, 'dream' AS kind, 'x' AS text, 2 AS weight, now() AS added_at, "
        "NULL::TIMESTAMPTZ AS closed_at, NULL::VARCHAR AS about",
    )  # fmt: skip
    assert "goals" in refusal(with_table(written, "goals", broken), tmp_path)
    assert "goals" in refusal(with_table(written, "goals", b"PAR1 no more than that PAR1"), tmp_path)


def test_a_table_that_unpacks_to_more_than_any_records_are_is_refused(written, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_TEXT", 10_000_000)
    bomb = parquet(
        tmp_path, "SELECT uuid() AS id, 'learn' AS kind, repeat('x', 100000) AS text, 2 AS weight, now() AS added_at, "
        "NULL::TIMESTAMPTZ AS closed_at, NULL::VARCHAR AS about FROM range(1000)",
    )  # fmt: skip
    assert len(bomb) < 300_000
    assert "larger than any records" in refusal(with_table(written, "goals", bomb), tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(written, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1_000_000)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", "{}")
        packed.writestr("contacts.parquet", bytes(1_000_001))
    assert "unpack to more than" in refusal(into.getvalue(), tmp_path)


@pytest.mark.parametrize(
    "told",
    [
        b"", b"[]", b"{}", b"\xff", b'{"format": "other"}', b'{"format": "ivw-archive", "version": 1, "schema": "x"}',
        b'{"format": "ivw-archive", "version": 1, "schema": 1}', b"[" * 100_000,
        b'{"format": "ivw-archive", "version": 1, "schema": 12, "made_at": "x", "tables": {"../evil": {}}}',
    ],
)  # fmt: skip
def test_a_manifest_that_says_something_else_is_refused(told, tmp_path):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:
        packed.writestr("manifest.json", told)
    assert refusal(into.getvalue(), tmp_path)


def test_what_is_no_archive_is_refused_in_plain_words(written, tmp_path):
    assert "no archive of ivw" in refusal(b"name,email\r\n", tmp_path)
    assert "damaged" in refusal(written[: len(written) // 2], tmp_path)
    assert not archive.is_archive(b"name,email\r\n")


def test_no_file_is_written_over(written, tmp_path):
    to = tmp_path / "there.duckdb"
    to.write_text("mine")
    with pytest.raises(InvalidRecord):
        archive.restored(written, to, NOW)
    assert to.read_text() == "mine"


def test_an_archive_can_be_restored_where_a_backup_can(written, tmp_path):
    from ivw.coaching import keeping

    with records_in(tmp_path) as records:
        a_contact(records, name="Ben Ode")
        keeping.restore_file(records, archive.as_backup(written, NOW), as_of=NOW)
        assert records.rows("SELECT name FROM contacts") == [("Ada Example",)]


def test_who_was_forgotten_is_nowhere_in_an_archive(tmp_path):
    records = open_records(tmp_path)
    ada = a_contact(records, name="Zyxw Forgotten", email="zyxw@example.org", noted="2026-11-12")
    a_contact(records, name="Ben Ode")
    forgetting.forget(records, ada, as_of=NOW)
    into = zipfile.ZipFile(io.BytesIO(archive.write(records, as_of=NOW)))
    records.close()
    rows = archive.read(into.fp.getvalue(), NOW).rows
    assert "zyxw" not in json.dumps(rows, ensure_ascii=False).casefold()
    assert "Ben Ode" in json.dumps(rows)

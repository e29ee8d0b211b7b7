"""An older file is brought up to date, whole or not at all."""

import hashlib
import shutil
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import timedelta

from ivw.records import migrate
from ivw.records.database import open_records
from tests.records.files import NOW, ROOT, a_file, raw, refused


def test_migrations_are_taken_once_each_with_the_record_of_it(tmp_path):
    path = tmp_path / "records.duckdb"
    open_records(path, NOW).close()
    records = open_records(path, NOW + timedelta(days=1))
    files = sorted(migrate.FOLDER.glob("*.sql"))
    assert records.rows("SELECT number, name, checksum, applied_at FROM migrations ORDER BY number") == [
        (int(file.name[:4]), file.stem, hashlib.sha256(file.read_bytes()).hexdigest(), NOW) for file in files
    ]
    assert len(files) >= 6
    records.close()


def test_a_migration_that_fails_leaves_no_trace(tmp_path, own_migrations):
    path = a_file(tmp_path)
    (own_migrations / "9998_good.sql").write_text("CREATE TABLE good (id INTEGER);")
    (own_migrations / "9999_bad.sql").write_text(
        "CREATE TABLE half (id INTEGER); INSERT INTO half VALUES (1); ALTER TABLE contacts ADD COLUMN half INTEGER;"
        "SELECT no_such_column FROM contacts;"
    )
    migrate.known.cache_clear()
    before = path.read_bytes()
    with refused():
        open_records(path, NOW)
    assert path.read_bytes() == before  # not even the step that went well: the file is as it was or whole and new
    with refused():
        open_records(tmp_path / "new.duckdb", NOW)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "migrations",
        "records.duckdb",
        "records.duckdb.backups",
    ]


def test_a_migration_that_was_mended_is_taken_after_it_failed(tmp_path, own_migrations):
    (own_migrations / "9999_bad.sql").write_text("CREATE TABLE contacts (id INTEGER);")
    with refused():
        open_records(tmp_path / "records.duckdb", NOW)
    (own_migrations / "9999_bad.sql").write_text("CREATE TABLE more (id INTEGER);")
    migrate.known.cache_clear()
    records = open_records(tmp_path / "records.duckdb", NOW)
    assert records.rows("SELECT count(*) FROM more") == [(0,)]
    records.close()


def test_an_older_file_is_saved_before_it_is_brought_up_to_date(tmp_path, own_migrations):
    path = a_file(tmp_path)
    (own_migrations / "9998_more.sql").write_text("CREATE TABLE more (id INTEGER);")
    migrate.known.cache_clear()
    records = open_records(path, NOW)
    assert records.rows("SELECT count(*) FROM more") == [(0,)]
    records.close()
    [copy] = path.with_name("records.duckdb.backups").glob("*-before-update.duckdb")
    with raw(copy) as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'more'").fetchone() == (0,)


@contextmanager
def before(number, path, migrations):
    """A transaction in this file, of an ivw that knew the migrations below this number."""
    newer = {each: each.read_text() for each in migrations.glob("*.sql") if each.name >= number}
    for each in newer:
        each.unlink()
    migrate.known.cache_clear()
    with closing(open_records(path, NOW)) as records, records.transaction() as transaction:
        yield transaction
    for each, text in newer.items():
        each.write_text(text)
    migrate.known.cache_clear()


def test_laps_of_an_older_file_keep_the_words_of_their_question(tmp_path, own_migrations):
    path = tmp_path / "records.duckdb"
    with before("0007", path, own_migrations) as transaction:
        plan = transaction.add("plans", {"made_at": NOW, "minutes": 20})
        question = transaction.add("plan_questions", {"plan_id": plan, "ordinal": 1, "text": "Why water?"})
        run = transaction.add("rehearsals", {"plan_id": plan, "started_at": NOW})
        lap = {"rehearsal_id": run, "plan_question_id": question, "ordinal": 1, "asking_seconds": 4.5}
        transaction.add("laps", lap)
    with closing(open_records(path, NOW)) as records:
        kept = records.rows("SELECT text, asking_seconds, plan_question_id::VARCHAR FROM laps")
        assert kept == [("Why water?", 4.5, question)]
        with records.transaction() as transaction:
            transaction.remove("plan_questions", [question])
        assert records.rows("SELECT text, plan_question_id FROM laps") == [("Why water?", None)]


def test_the_next_step_of_an_older_debrief_stands_with_the_others_and_is_said_once(tmp_path, own_migrations):
    path = tmp_path / "records.duckdb"
    with before("0014", path, own_migrations) as transaction:
        ada = transaction.add("contacts", {"name": "Ada", "added_at": NOW})
        moved, said, none, blank = (
            (talk, transaction.add("debriefs", {"meeting_id": talk, "written_at": NOW, "next_step": words}))
            for talk, words in [
                (transaction.add("meetings", {"contact_id": ada, "scheduled_at": NOW, "starts_at": NOW}), words)
                for words in ("Walk the 14\n  from end to end", "Ask Bo", None, " \n")
            ]
        )
        made = NOW + timedelta(days=1)
        for (talk, _), what in ((moved, "Ask Cy"), (said, "Ask Bo")):
            transaction.add("next_steps", {"meeting_id": talk, "kind": "talk", "what": what, "made_at": made})
    with closing(open_records(path, NOW)) as records:
        [(key, talk, *first), *others] = records.rows(
            "SELECT id::VARCHAR, meeting_id::VARCHAR, kind, what, made_at, due, done_at, dropped_at FROM next_steps "
            "ORDER BY made_at, id"
        )
        assert ((talk, key), first) == (moved, ["other", "Walk the 14 from end to end", NOW, None, None, None])
        assert [what for _, _, _, what, *_ in others] == ["Ask Cy", "Ask Bo"]
        assert "next_step" not in records.columns()["debriefs"]
        assert records.rows("SELECT count(*) FROM debriefs") == [(len((moved, said, none, blank)),)]
        with records.transaction() as transaction:
            transaction.change("debriefs", moved[1], learned="Walking takes longer")


UPDATING = """
import sys; from datetime import datetime, UTC; from pathlib import Path
from ivw.records.database import open_records
print("begun", flush=True)
open_records(Path(sys.argv[1]), datetime.now(UTC)).close()
"""


def test_an_update_that_is_killed_at_any_moment_leaves_a_file_that_opens_with_everything_in_it(
    tmp_path, own_migrations
):
    old = tmp_path / "old.duckdb"
    with before("0003", old, own_migrations) as transaction:
        transaction.add_many("contacts", [{"name": f"Person {n}", "added_at": NOW} for n in range(500)])

    for n, moment in enumerate((0.0, 0.05, 0.12, 0.2, 0.3)):
        path = tmp_path / str(n) / "records.duckdb"
        path.parent.mkdir()
        shutil.copyfile(old, path)
        with subprocess.Popen(
            [sys.executable, "-c", UPDATING, path], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as updating:  # fmt: skip
            updating.stdout.readline()
            time.sleep(moment)
            updating.kill()
        with closing(open_records(path, NOW)) as records:
            assert records.rows("SELECT count(*) FROM contacts") == [(500,)]
            assert records.rows("SELECT count(*) FROM debriefs") == [(0,)]


def test_what_was_written_last_to_a_file_that_is_gone_is_not_thrown_away(tmp_path):
    (tmp_path / "records.duckdb.wal").write_bytes(b"what was written last")
    with refused() as error:
        open_records(tmp_path / "records.duckdb", NOW)
    assert ".wal" in str(error.value)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"what was written last"]

"""Files that are not opened, each refused in plain words and left as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from ivw.records.database import open_records
from ivw.records.errors import RecordsBusy, RecordsNewer
from tests.records.files import NOW, ROOT, a_file, mode, person, raw, refused


def test_a_file_of_a_newer_ivw_is_refused_and_left_alone(tmp_path, usual_umask):
    path = a_file(tmp_path)
    with raw(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, '9999_the_future', 'x', now())")
        connection.execute("CREATE TABLE from_the_future (id INTEGER)")
    path.chmod(0o640)
    before = path.read_bytes()
    with refused(RecordsNewer) as error:
        open_records(path, NOW)
    assert "newer ivw" in str(error.value)
    assert "Update ivw" in str(error.value)
    assert path.read_bytes() == before
    assert mode(path) == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["records.duckdb"]


def test_a_file_made_with_another_text_of_a_migration_is_refused_and_left_alone(tmp_path):
    path = a_file(tmp_path)
    with raw(path) as connection:
        connection.execute("UPDATE migrations SET checksum = 'another' WHERE number = 2")
    before = path.read_bytes()
    with refused() as error:
        open_records(path, NOW)
    assert "0002_people" in str(error.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "table", ["films (title VARCHAR)", "migrations (name VARCHAR, run_at TIMESTAMP)"], ids=["films", "migrations"]
)
def test_a_duckdb_file_of_another_program_is_refused_and_left_alone(tmp_path, table):
    path = tmp_path / "theirs.duckdb"
    with raw(path) as connection:
        connection.execute(f"CREATE TABLE {table}")
    before = path.read_bytes()
    with refused() as error:
        open_records(path, NOW)
    assert "another program" in str(error.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"Dear diary,\n" * 500, b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_file_that_is_no_duckdb_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "records.duckdb"
    path.write_bytes(content)
    with refused() as error:
        open_records(path, NOW)
    assert "not a records file" in str(error.value)
    assert path.read_bytes() == content


def test_a_damaged_file_is_refused_in_a_sentence(tmp_path):
    path = a_file(tmp_path)
    content = bytearray(path.read_bytes())
    for place in range(20_000, len(content), 500):
        content[place] ^= 0xFF
    path.write_bytes(content)
    with refused():
        open_records(path, NOW)
    assert path.read_bytes() == content


def test_a_folder_is_no_file(tmp_path):
    with refused() as error:
        open_records(tmp_path, NOW)
    assert "is a folder" in str(error.value)


def test_a_file_within_a_file_cannot_be(tmp_path):
    (tmp_path / "file").write_text("text")
    with refused():
        open_records(tmp_path / "file" / "records.duckdb", NOW)


def test_a_file_that_one_may_not_read_is_refused_in_a_sentence(tmp_path):
    path = a_file(tmp_path)
    path.chmod(0)
    script = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from ivw.records.database import open_records; from ivw.records.errors import RecordsUnavailable\n"
        "if os.geteuid() == 0: os.setuid(65534)  # to root nothing is forbidden\n"
        "try: open_records(Path(sys.argv[1]), datetime.now(UTC))\n"
        "except RecordsUnavailable as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert said.stdout.strip() == (
        f"{path} may not be read and written by you. Check the permissions of the file and its folder."
    )


HOLDING = """
import sys; from datetime import datetime, UTC; from pathlib import Path
from ivw.records.database import open_records
records = open_records(Path(sys.argv[1]), datetime.now(UTC))
print("open", flush=True)
sys.stdin.readline()
with records.transaction() as transaction:
    transaction.add("contacts", {"name": "Ada", "added_at": datetime.now(UTC)})
records.close()
"""


def test_a_second_program_is_told_which_one_holds_the_file(tmp_path):
    path = a_file(tmp_path)
    command = [sys.executable, "-c", HOLDING, path]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == "open\n"
        with refused(RecordsBusy) as error:
            open_records(path, NOW)
        said = str(error.value)
        assert f"(process {holder.pid})" in said
        assert Path(sys.executable).resolve().name in said
        assert str(path) in said
        holder.communicate("go on\n", timeout=60)
        assert holder.returncode == 0
    records = open_records(path, NOW)
    assert records.rows("SELECT name FROM contacts") == [("Ada",)]
    records.close()


def test_opening_the_file_twice_in_one_program_is_refused_and_the_first_goes_on(records):
    with refused(RecordsBusy):
        open_records(records.path, NOW)
    with records.transaction() as transaction:
        person(transaction)
    assert records.rows("SELECT count(*) FROM contacts") == [(1,)]

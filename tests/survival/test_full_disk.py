"""A disk that is full, and a folder that one may only read: said in plain words, read on, nothing lost."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ivw.coaching import contacts, doctor, interactions, keeping, people
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.coaching.opening import opened
from ivw.records import backups
from tests.builders import a_contact, at, open_records

ROOT = Path(__file__).parents[2]
NOW = at("2026-11-24 09:00")


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of its own with room for little. Only an administrator of Linux may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(disk)], capture_output=True, check=False
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("no disk can be mounted here; tests/records/test_database_durability.py fills a file instead")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    filler = os.open(disk / "filler", os.O_CREAT | os.O_WRONLY)
    try:
        while True:
            os.write(filler, b"x" * 4096)
    except OSError:
        return disk / "filler"
    finally:
        os.close(filler)


def test_on_a_full_disk_one_reads_on_and_is_told_what_was_not_saved_and_all_goes_on_once_there_is_room(small_disk):
    with closing(open_records(small_disk, NOW)) as records:
        ada = a_contact(records, name="Ada")
        keeping.back_up(records, as_of=NOW)
        filler = fill(small_disk)

        def note(said: str) -> None:
            interactions.log(records, contact_id=ada, kind="note", happened_at=NOW, text=said * 9_000, as_of=NOW)

        for attempt in (lambda: note("a"), lambda: contacts.change(records, ada, common_ground="b" * 20_000)):
            with pytest.raises(RecordsUnavailable, match=r"^Nothing was saved. The disk is full. Make room on"):
                attempt()
        copy = keeping.copies(records)[0].name
        for attempt in (
            lambda: keeping.back_up(records, as_of=NOW),
            lambda: keeping.compare(records, copy, as_of=NOW),
            lambda: keeping.restore(records, copy, as_of=NOW),
        ):
            with pytest.raises(InvalidRecord, match="The disk is full"):
                attempt()
        assert [each.name for each in people.search(records)[0]] == ["Ada"]

    with closing(opened(small_disk / "records.duckdb", NOW + timedelta(days=1))) as records:
        assert [each.name for each in people.search(records)[0]] == ["Ada"]  # it opens, and says so
        assert "The disk is full" in records.not_backed_up
        filler.unlink()
        note("c")
        records.back_up_daily(NOW + timedelta(days=1, hours=1))
        assert records.not_backed_up == ""
        assert records.rows("SELECT text[1] FROM interactions") == [("c",)]
    assert doctor.examine(small_disk / "records.duckdb") == []
    assert {each.suffix for each in backups.folder_of(small_disk / "records.duckdb").iterdir()} == {".duckdb"}


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that others may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


IN_A_FOLDER_FOR_READING_ONLY = """
import os, sys; from pathlib import Path
from ivw.coaching import contacts, keeping, people; from ivw.coaching.opening import opened
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable; from tests.builders import at
folder = Path(sys.argv[1])
if os.geteuid() == 0:  # to whom nothing is forbidden
    os.setgid(65534); os.setuid(65534)
if not os.access("ivw/coaching/sql", os.R_OK):
    sys.exit(77)
now = at("2026-11-24 09:00")
records = opened(folder / "records.duckdb", now)
print([each.name for each in people.search(records)[0]])
print(records.not_backed_up)
for attempt in (
    lambda: contacts.add(records, name="Ben", as_of=now), lambda: keeping.back_up(records, as_of=now),
    lambda: opened(folder / "new.duckdb", now),
):
    try: attempt()
    except (InvalidRecord, RecordsUnavailable) as error: print(error)
records.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no folders that one may only read")
def test_in_a_folder_for_reading_only_one_reads_and_is_told_what_could_not_be_written(open_to_all):
    folder = open_to_all / "theirs"
    folder.mkdir()
    with closing(open_records(folder)) as records:
        a_contact(records, name="Ada")
    before = (folder / "records.duckdb").read_bytes()
    if os.geteuid() == 0:
        os.chown(folder / "records.duckdb", 65534, 65534)
    folder.chmod(0o555)
    said = subprocess.run(
        [sys.executable, "-c", IN_A_FOLDER_FOR_READING_ONLY, str(folder)],
        # Whoever it becomes may not write what `make coverage` measures, either.
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT), "COVERAGE_PROCESS_CONFIG": ""}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    folder.chmod(0o755)
    if said.returncode == 77:
        pytest.skip("only the administrator may read ivw here")
    assert said.stderr == ""
    people_there, not_backed_up, not_saved, no_backup, not_opened = said.stdout.splitlines()
    assert people_there == "['Ada']"
    assert not_backed_up == no_backup == (
        f"No backup could be written to {folder}/records.duckdb.backups. You may not write there. "
        "Check the permissions of the file and its folder."
    )  # fmt: skip
    assert not_saved.startswith("Nothing was saved. You may not write there. Check the permissions")
    assert not_opened.startswith(f"{folder}/new.duckdb may not be read and written by you.")
    assert [each.name for each in folder.iterdir()] == ["records.duckdb"]
    assert (folder / "records.duckdb").read_bytes() == before

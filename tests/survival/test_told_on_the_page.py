"""What somebody sees whose file cannot be opened or backed up: a sentence, no traceback, and the file as it was."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from ivw.records import backups
from ivw.show import front_door
from tests.builders import a_contact, open_records
from tests.screen import HERE, NOW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A file of records with somebody in it, closed, and the dashboard about to open it."""
    with closing(open_records(tmp_path, HERE)) as records:
        a_contact(records, name="Ada")
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.setenv("IVW_AS_OF", NOW)
    front_door.open_records.clear()
    yield tmp_path / "records.duckdb"
    front_door.open_records.clear()


def cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def foreign(path):
    path.unlink()
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE films (title VARCHAR)")


def newer(path):
    with duckdb.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, '9999_later', 'x', now())")


def moved_away(path):
    path.rename(path.with_name("elsewhere.duckdb"))
    path.with_name("records.duckdb.wal").write_bytes(b"what was written last")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (cut_short, "is damaged"), (foreign, "belongs to another program"), (newer, "written by a newer ivw"),
        (moved_away, "may hold what was written last"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)  # fmt: skip
def test_a_file_that_stays_shut_is_told_in_words_and_is_left_as_it_was(path, damage, says):
    damage(path)
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}

    app = AppTest.from_file(str(ROOT / "pages" / "this_week.py"), default_timeout=30).run()

    assert not app.exception
    assert app.title[0].value == "The records stay shut"
    assert says in app.text[0].value
    assert [each.label for each in app.button] == ["Try again"]
    assert {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before


def test_a_second_dashboard_is_told_which_program_has_the_file(path):
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        app = AppTest.from_file(str(ROOT / "pages" / "your_records.py"), default_timeout=30).run()
        assert f"(process {holder.pid})" in app.text[0].value
        holder.communicate("", timeout=60)
    app.button[0].click().run()
    assert app.title[0].value == "Your records"


def test_a_day_begins_with_a_backup_though_the_dashboard_was_never_closed_and_says_so_where_none_can_be_made(
    path, monkeypatch
):
    def look(day):
        monkeypatch.setenv("IVW_AS_OF", NOW.replace("11-24", day))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        assert not app.exception
        assert app.title[0].value == "Good morning"
        return "\n".join(each.value for each in app.markdown).replace("\\", "")

    look("11-24")
    look("11-25")
    assert len(backups.list_of(path)) == 2
    folder = backups.folder_of(path)
    folder.rename(folder.with_name("away"))
    folder.write_text("a file stands in the way")
    assert "No backup could be written" in look("11-26")

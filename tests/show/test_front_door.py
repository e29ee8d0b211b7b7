"""The front door: where the records are, what time it is, and what is said when it stays shut."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from ivw.coaching import profile
from ivw.show import front_door

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.delenv("IVW_AS_OF", raising=False)
    front_door.open_records.clear()
    yield
    front_door.open_records.clear()


def test_the_records_are_named_by_the_option_then_the_environment_then_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["app.py", "--records", str(tmp_path / "named.duckdb")])
    assert front_door.records_path() == tmp_path / "named.duckdb"
    monkeypatch.setattr(sys, "argv", ["app.py", "--records"])
    assert front_door.records_path() == tmp_path / "records.duckdb"
    monkeypatch.delenv("IVW_RECORDS")
    assert front_door.records_path() == ROOT / "data" / "records.duckdb"


def test_the_clock_is_the_machines_unless_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime.now(UTC)
    assert before <= front_door.now() <= datetime.now(UTC)
    monkeypatch.setenv("IVW_AS_OF", "2024-06-12T09:00:00+02:00")
    assert front_door.now() == datetime(2024, 6, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize("said", ["tomorrow", "2024-06-12T09:00:00"])  # the second lacks its offset
def test_a_clock_stopped_at_no_instant_is_told_in_words(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("IVW_AS_OF", said)
    at = AppTest.from_file(str(ROOT / "pages" / "this_week.py"), default_timeout=30).run()
    assert not at.exception
    assert f'IVW_AS_OF is "{said}"' in at.text[0].value


def test_records_in_use_elsewhere_are_told_and_opened_once_they_are_free(tmp_path: Path) -> None:
    from subprocess import PIPE, Popen

    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    path = str(tmp_path / "records.duckdb")
    with Popen([sys.executable, "-c", hold, path], stdin=PIPE, stdout=PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        at = AppTest.from_file(str(ROOT / "pages" / "this_week.py"), default_timeout=30).run()
        assert f"process {holder.pid}" in at.text[0].value
        holder.communicate("")
    at.button[0].click().run()
    assert not at.exception
    assert at.title[0].value == "Welcome to ivw"


def test_a_time_zone_that_this_computer_does_not_know_keeps_no_page_shut() -> None:
    records = front_door.open_records(front_door.records_path())
    with records.transaction() as transaction:
        transaction.fetch("UPDATE profile SET time_zone = 'Mars/Olympus'")
    assert front_door.here().zone == "UTC"  # there is no browser here, whose zone it would be
    assert profile.of(records).time_zone == "Mars/Olympus"  # the person chooses another one


@pytest.mark.parametrize(("query", "leads_to"), [(b"", "/"), (b"view=trends", "/?view=trends")])
def test_the_page_that_opens_first_can_be_typed_by_its_name(query, leads_to):
    asked = Request({"type": "http", "path": "/this_week", "query_string": query, "headers": []})
    answer = asyncio.run(front_door.to_the_first_page(asked))
    assert (answer.status_code, answer.headers["location"]) == (307, leads_to)

"""The first page is drawn for the instant at which somebody asked for it, and never misses what was written since."""

import asyncio
from datetime import UTC, datetime

import pytest

from ivw.coaching import follow_ups, interactions, profile
from ivw.show import front_door, read_ahead
from tests.builders import a_contact, records_in
from tests.screen import open_page


@pytest.fixture
def records(tmp_path, monkeypatch):
    with records_in(tmp_path) as new:
        profile.save(new, name=None, time_zone="Europe/Berlin", first_weekday=1)
        a_contact(new, name="Ada Example", met="2026-11-10 10:00")
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.delenv("IVW_AS_OF", raising=False)
    yield front_door.open_records(front_door.records_path())
    front_door.open_records.clear()


def test_what_was_read_ahead_is_what_the_page_asks_for(records, monkeypatch):
    read_ahead.read()
    instant = read_ahead.instant(records)
    assert instant <= datetime.now(UTC)
    asked = []
    connection, records._connection = records._connection, None  # nothing can be asked any more
    try:
        asked = follow_ups.queue(records, instant.astimezone(), "Europe/Berlin").items
    finally:
        records._connection = connection
    assert [item.contact for item in asked] == ["Ada Example"]


def test_after_a_write_the_page_is_drawn_for_now(records):
    read_ahead.read()
    before = read_ahead.instant(records)
    assert read_ahead.instant(records) == before
    ben = a_contact(records, name="Ben Example")
    now = datetime.now(UTC)
    interactions.log(records, contact_id=ben, kind="request", happened_at=now, as_of=now)
    assert read_ahead.instant(records) >= now


def test_an_instant_of_long_ago_is_not_taken(records, monkeypatch):
    read_ahead.read()
    later = datetime.now(UTC) + 2 * read_ahead.FRESH
    monkeypatch.setenv("IVW_AS_OF", later.isoformat())
    assert read_ahead.instant(records) == later


def test_records_that_stay_shut_are_left_to_the_page_to_tell(tmp_path, monkeypatch):
    (tmp_path / "records.duckdb").write_bytes(b"no database")
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    read_ahead.read()


def test_only_the_first_page_is_read_ahead_and_every_question_goes_through(records, monkeypatch):
    passed, read = [], []
    monkeypatch.setattr(read_ahead._READER, "submit", read.append)

    async def app(scope, receive, send):
        passed.append(scope["path"])

    door = read_ahead.ReadAhead(app)
    for path in ("/", "/follow_ups", "/static/x.js"):
        asyncio.run(door({"type": "http", "method": "GET", "path": path}, None, None))
    asyncio.run(door({"type": "http", "method": "POST", "path": "/"}, None, None))
    assert passed == ["/", "/follow_ups", "/static/x.js", "/"]
    assert len(read) == 1


def test_what_was_read_is_not_read_again_while_it_stands(records):
    read_ahead.read()
    before = read_ahead.instant(records)
    read_ahead.read_if_needed()
    assert read_ahead.instant(records) == before
    a_contact(records, name="Ben Example")
    read_ahead.read_if_needed()
    assert read_ahead.instant(records) > before


def test_yesterday_is_over_at_midnight(records, monkeypatch):
    monkeypatch.setenv("IVW_AS_OF", "2026-11-20T23:59:50+01:00")
    read_ahead.read()
    before = read_ahead.instant(records)
    monkeypatch.setenv("IVW_AS_OF", "2026-11-20T23:59:59+01:00")
    assert read_ahead.instant(records) == before
    monkeypatch.setenv("IVW_AS_OF", "2026-11-21T00:00:01+01:00")
    assert read_ahead.instant(records) > before


def test_the_first_page_is_read_again_and_again_while_the_door_is_open(records, monkeypatch):
    monkeypatch.setattr(read_ahead, "EVERY", 0)

    async def until_it_was_read_twice():
        keeping = asyncio.create_task(read_ahead._keep_ready())
        first = None
        while first is None or read_ahead.instant(records) == first:
            await asyncio.sleep(0)
            if read_ahead._lately and read_ahead._lately[0].records is records:
                first = first or read_ahead._lately[0].instant
        keeping.cancel()

    asyncio.run(asyncio.wait_for(until_it_was_read_twice(), 20))


def test_the_browser_gets_a_moment_for_the_first_card_once_in_a_session(records, monkeypatch):
    rests = []
    monkeypatch.setattr(read_ahead, "sleep", rests.append)
    page = open_page("this_week")
    page.run()
    assert rests == [read_ahead.A_MOMENT]

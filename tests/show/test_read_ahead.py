"""What the first page reads is read before somebody asks for it."""

import asyncio

import pytest

from ivw.coaching import follow_ups, profile
from ivw.show import front_door, read_ahead, this_minute
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


def test_what_was_read_ahead_is_what_the_page_asks_for(records):
    read_ahead.read()
    instant = this_minute.instant(records)
    connection, records._connection = records._connection, None  # nothing can be asked any more
    try:
        asked = follow_ups.queue(records, instant.astimezone(), "Europe/Berlin").items
    finally:
        records._connection = connection
    assert [item.contact for item in asked] == ["Ada Example"]


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


def test_the_first_page_is_read_again_while_the_door_is_open(records, monkeypatch):
    monkeypatch.setattr(read_ahead, "MINUTE", 0)
    monkeypatch.setattr(read_ahead, "A_MOMENT", 0)

    async def until_what_was_written_is_read():
        keeping = asyncio.create_task(read_ahead._keep_ready())
        for name in ("Ben Example", "Cem Example"):
            a_contact(records, name=name)
            while not any(each.era == records.era for each in this_minute._latest):
                await asyncio.sleep(0)
        keeping.cancel()

    asyncio.run(asyncio.wait_for(until_what_was_written_is_read(), 20))


def test_a_reading_that_fails_is_tried_again(monkeypatch):
    tried = []

    def read():
        tried.append(read)
        raise OSError("The disk is gone.")

    monkeypatch.setattr(read_ahead, "read", read)
    monkeypatch.setenv("IVW_AS_OF", "tomorrow")  # that is said by the page, too
    monkeypatch.setattr(read_ahead, "MINUTE", 0)
    monkeypatch.setattr(read_ahead, "A_MOMENT", 0)

    async def until_it_is():
        keeping = asyncio.create_task(read_ahead._keep_ready())
        while len(tried) < 2:
            await asyncio.sleep(0)
        keeping.cancel()

    asyncio.run(asyncio.wait_for(until_it_is(), 20))


def test_the_browser_gets_a_moment_for_the_first_card_once_in_a_session(records, monkeypatch):
    rests = []
    monkeypatch.setattr(read_ahead, "sleep", rests.append)
    page = open_page("this_week")
    page.run()
    assert rests == [read_ahead.A_MOMENT]

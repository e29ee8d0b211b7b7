"""What the first page will read is read before somebody asks for it: the cards stand there at once.

The queue of many thousand people takes a tenth of a second to plan and read, and most mornings nothing was written
since the last look. So it is read again every now and then, as of that instant; the first page is drawn for it.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from ivw.coaching import follow_ups, meetings, people, profile
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.records.database import Records
from ivw.show import front_door

FRESH = timedelta(minutes=1)  # our convention: how old a first page may be, where nothing was written since
A_MOMENT = 0.03  # seconds; a browser takes what comes within a frame of the screen (0.017) as one
EVERY = 45.0  # seconds; below FRESH by more than a reading takes on a busy machine
_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading-ahead")


@dataclass(frozen=True, slots=True)
class _Read:
    records: Records
    era: int  # of the records, before anything was read
    instant: datetime
    zone: str

    def stands(self, records: Records, present: datetime) -> bool:
        """Whether a page of these records may still be drawn for that instant: unchanged, and of the same day."""
        zone = ZoneInfo(self.zone)
        return (
            self.records is records
            and self.era == records.era
            and timedelta() <= present - self.instant < FRESH
            and self.instant.astimezone(zone).date() == present.astimezone(zone).date()
        )


_lately: list[_Read] = []  # the newest one


class ReadAhead:
    """ASGI middleware. Whoever asks for the first page is about to look at it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to read, and let the question through."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/":
            _READER.submit(read_if_needed)
        await self.app(scope, receive, send)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """The front door's, and as long as it is open the first page is kept ready."""
    async with front_door.lifespan(app) as state:
        keeping = asyncio.create_task(_keep_ready())
        try:
            yield state
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping


async def _keep_ready() -> None:
    while True:
        await asyncio.wrap_future(_READER.submit(read))
        await asyncio.sleep(EVERY)


def read_if_needed() -> None:
    """Read what the first page shows, unless what was read a moment ago still stands."""
    with suppress(RecordsUnavailable):
        present = front_door.now()
        if not any(each.stands(each.records, present) for each in _lately):
            read()


def read() -> None:
    """What This week reads before it draws its cards, as of now. The records keep the answers until one writes."""
    with suppress(RecordsUnavailable, InvalidRecord):  # the page says it
        records = front_door.open_records(front_door.records_path())
        era, instant = records.era, front_door.now()
        zone = profile.of(records).time_zone
        if not zone or not people.counts(records)["everyone"]:
            return
        due = follow_ups.queue(records, instant, zone)
        meetings.on_day(records, instant, zone)
        follow_ups.last_words(records, [item.contact_id for item in due.items], instant)
        _lately[:] = [_Read(records, era, instant, zone)]


def let_it_appear() -> None:
    """Wait a moment, once in a session, after the first card: the browser draws what has come before more comes.

    It takes longer to draw seven cards than to make them, and all that come at once appear at once: the first would
    wait for the last.
    """
    if not st.session_state.get("the_first_card_came"):
        st.session_state["the_first_card_came"] = True
        sleep(A_MOMENT)


def instant(records: Records) -> datetime:
    """The instant that these records were just read for, if nothing was written since; else now. UTC."""
    present = front_door.now()
    for each in _lately:
        if each.stands(records, present):
            return each.instant.astimezone(UTC)
    return present

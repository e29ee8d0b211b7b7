"""What the first page will read is read before somebody asks for it: the cards stand there at once.

The queue of many thousand people takes a tenth of a second to plan and read, and most mornings nothing was written
since the last look. So it is read at the turn of each minute, and the first page is drawn for that instant.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from time import sleep
from typing import Any

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from ivw.coaching import follow_ups, meetings, people, profile
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.show import front_door, this_minute

A_MOMENT = 0.03  # seconds; a browser takes what comes within a frame of the screen (0.017) as one
MINUTE = 60.0  # seconds
_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading-ahead")


class ReadAhead:
    """ASGI middleware. Whoever asks for the first page is about to look at it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to read, and let the question through."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/":
            _READER.submit(read)
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
            # What is just being read is read to its end, before the records are let go of.
            await asyncio.wrap_future(_READER.submit(bool))


async def _keep_ready() -> None:
    while True:
        # How it went is not asked: the page that reads the same says it, and the next minute may do better.
        await asyncio.wait([asyncio.wrap_future(_READER.submit(read))])
        await asyncio.sleep(_rest())


def _rest() -> float:
    """Seconds until the next minute begins; a whole one where the clock stands still at no instant."""
    try:
        now = front_door.now()
    except RecordsUnavailable:
        return MINUTE
    return max(A_MOMENT, MINUTE - now.second - now.microsecond / 1e6)


def read() -> None:
    """What This week reads before it draws its cards, as of this minute. The records keep the answers until one
    writes; what they have is not read again.
    """
    with suppress(RecordsUnavailable, InvalidRecord):  # the page says it
        records = front_door.open_records(front_door.records_path())
        zone = profile.known_zone(profile.of(records).time_zone)
        if not zone or not people.counts(records)["everyone"]:
            return
        instant = this_minute.instant(records)
        due = follow_ups.queue(records, instant, zone)
        meetings.on_day(records, instant, zone)
        follow_ups.last_words(records, [item.contact_id for item in due.items], instant)


def let_it_appear() -> None:
    """Wait a moment, once in a session, after the first card: the browser draws what has come before more comes.

    It takes longer to draw seven cards than to make them, and all that come at once appear at once: the first would
    wait for the last.
    """
    if not st.session_state.get("the_first_card_came"):
        st.session_state["the_first_card_came"] = True
        sleep(A_MOMENT)

"""What the first page will read is read while the browser still loads its scripts: the cards stand there at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.types import ASGIApp, Receive, Scope, Send

from ivw.coaching import follow_ups, meetings, people, profile
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.records.database import Records
from ivw.show import front_door

FRESH = timedelta(seconds=5)  # our convention: how long a page may be drawn for the instant it was asked for
_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading-ahead")


@dataclass(frozen=True, slots=True)
class _Read:
    records: Records
    era: int  # of the records, before anything was read
    instant: datetime


_lately: list[_Read] = []  # the newest one


class ReadAhead:
    """ASGI middleware. Whoever asks for the first page is about to look at it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to read, and let the question through."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/":
            _READER.submit(read)
        await self.app(scope, receive, send)


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
        _lately[:] = [_Read(records, era, instant)]


def instant(records: Records) -> datetime:
    """The instant that these records were just read for, if nothing was written since; else now. UTC."""
    present = front_door.now()
    for each in _lately:
        if each.records is records and each.era == records.era and timedelta() <= present - each.instant < FRESH:
            return each.instant.astimezone(UTC)
    return present

"""Pages that only look are drawn for one instant in each minute, as long as nothing is written.

So what they read is read once: the records keep the answers, for the next choice on the page, the next page and the
next tab, and all of them say the same. What measures time, or writes, takes the clock itself.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from ivw.records.database import Records
from ivw.show import front_door
from ivw.show.front_door import Here


@dataclass(frozen=True, slots=True)
class _Minute:
    records: Records
    era: int  # of the records, before the instant
    instant: datetime

    def lasts(self, records: Records, present: datetime) -> bool:
        """Whether it is still that minute of the clock, and nothing was written: no day ends within a minute."""
        return (
            self.records is records
            and self.era == records.era
            and self.instant <= present
            and self.instant.replace(second=0, microsecond=0) == present.replace(second=0, microsecond=0)
        )


_latest: list[_Minute] = []  # one, once somebody looked


def here() -> Here:
    """What a page that only looks starts from; like `front_door.here`, but for the instant of this minute."""
    return front_door.here(at=instant)


def instant(records: Records) -> datetime:
    """The instant at which somebody first looked at these records this minute, since the last write. UTC."""
    era = records.era  # before the clock: what is written in between is later than the instant
    present = front_door.now().astimezone(UTC)
    for each in _latest:
        if each.lasts(records, present):
            return each.instant
    _latest[:] = [_Minute(records, era, present)]
    return present

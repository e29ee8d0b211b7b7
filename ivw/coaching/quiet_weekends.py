"""Weekends on which only what cannot wait until Monday is due, for those who ask for it (our convention)."""

from datetime import datetime

from ivw.coaching import follow_ups
from ivw.coaching.follow_ups import Item
from ivw.records.database import Records

SOFT = {"nudge", "second_person", "check_in", "reconnect"}
RESTS_ONCE_LATE = {"promise", "referral", "answer", "propose_times"}


def resting(records: Records, as_of: datetime, zone: str) -> list[Item]:
    """What a quiet weekend leaves until Monday, in the order of the queue; nothing on other days."""
    return list(follow_ups.queue(records, as_of, zone, listed="resting", limit=1_000_000).items)


def can_rest(action: str, *, late: bool) -> bool:
    """Whether this can wait where it falls on such a weekend; the macro `rests` says it of what is on the queue."""
    return action in SOFT or (late and action in RESTS_ONCE_LATE)

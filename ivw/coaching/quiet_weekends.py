"""Weekends on which only what cannot wait until Monday is due, for those who ask for it (our convention)."""

from collections.abc import Sequence
from datetime import datetime

from ivw.coaching import follow_ups
from ivw.coaching.follow_ups import Item
from ivw.records.database import Records


def resting(records: Records, as_of: datetime, zone: str) -> list[Item]:
    """What a quiet weekend leaves until Monday, in the order of the queue; nothing on other days."""
    return list(follow_ups.queue(records, as_of, zone, listed="resting", limit=1_000_000).items)


def can_rest(records: Records, items: Sequence[Item], as_of: datetime) -> set[Item]:
    """Those of these items that can wait where they fall on such a weekend, whichever it is."""
    found = records.rows(
        "SELECT place FROM (SELECT unnest($places) AS place, unnest($actions) AS action, "
        "unnest($days::TIMESTAMPTZ[]) AS due_at) WHERE rests(action, due_at, $as_of, 'infinity'::TIMESTAMPTZ)",
        places=list(range(len(items))),
        actions=[each.action for each in items],
        days=[each.due_at for each in items],
        as_of=as_of,
    )
    return {items[place] for (place,) in found}

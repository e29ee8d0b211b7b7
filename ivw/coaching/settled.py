"""What stood on the queue not long ago and does not any more: a calendar that was given it has to be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivw.records.database import Records

LOOKS_BACK = timedelta(days=30)  # our convention: what stood in an older file lies far behind by now


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that was done, put off, or moved out of sight. `was_on`: when it would last have stood there, UTC.

    `fact_text` is what was promised, or who was named; action and subject_id are those of the item it was.
    """

    action: str
    subject_id: str
    contact: str
    organization: str | None
    fact_text: str | None
    was_on: datetime


def lately(records: Records, as_of: datetime, zone: str, *, ahead: timedelta) -> list[Settled]:
    """What stood on the queue in the last 30 days, due within `ahead`, and does not now; the earliest first. Only what
    stood for today or a day ahead: an entry of a day gone by disturbs nobody. With it comes what would stand if
    somebody were not marked "do not contact".

    A fact that was taken out of the records takes its item with it, and leaves no trace here.
    """
    return records.read(
        Settled,
        "SELECT action, subject_id::VARCHAR AS subject_id, name AS contact, organization, words AS fact_text, was_on "
        "FROM settled_lately($as_of, $zone, $since, $ahead)",
        as_of=as_of,
        zone=zone,
        since=as_of - LOOKS_BACK,
        ahead=ahead,
    )


def called_off(records: Records, as_of: datetime) -> list[str]:
    """The ids of the conversations that were called off and would have been in the last 30 days, or would be yet."""
    found = records.rows(
        "SELECT id::VARCHAR FROM conversations($as_of) WHERE standing = 'called_off' AND starts_at > $since "
        "ORDER BY starts_at, id LIMIT 200",
        as_of=as_of,
        since=as_of - LOOKS_BACK,
    )
    return [key for (key,) in found]

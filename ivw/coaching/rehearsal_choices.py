"""What one may rehearse: the plans for conversations ahead, then all others."""

from dataclasses import dataclass
from datetime import datetime

from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan one may rehearse, or (without plan_id) a planned conversation that has none yet."""

    plan_id: str | None
    meeting_id: str | None
    contact: str | None
    title: str | None
    starts_at: datetime | None
    minutes: int
    is_ahead: bool
    rehearsed: int


# What is ahead first, the nearest before the rest; then plans in general, then past ones, the newest before the rest.
CHOICES = (
    "SELECT p.id::VARCHAR AS plan_id, m.id::VARCHAR AS meeting_id, c.name AS contact, p.title, m.starts_at, "
    "coalesce(p.minutes, m.minutes) AS minutes, "
    "coalesce(m.status = 'planned' AND m.starts_at + to_minutes(m.minutes) > $as_of, false) AS is_ahead, "
    "(SELECT count(*) FROM rehearsals r WHERE r.plan_id = p.id AND r.finished_at IS NOT NULL "
    "AND r.round IS DISTINCT FROM 'asking') AS rehearsed "
    "FROM plans p FULL JOIN meetings m ON m.id = p.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id "
    "WHERE p.id IS NOT NULL OR (m.status = 'planned' AND m.starts_at + to_minutes(m.minutes) > $as_of) "
    "ORDER BY is_ahead DESC, CASE WHEN is_ahead THEN m.starts_at END, m.id IS NOT NULL, p.made_at DESC, p.id DESC "
)


def choices(records: Records, *, as_of: datetime, limit: int, skip: int = 0) -> list[Choice]:
    """What one may rehearse: conversations ahead first (also those without a plan), then all other plans."""
    return records.read(Choice, CHOICES + "LIMIT $limit OFFSET $skip", as_of=as_of, limit=limit, skip=skip)


def count_choices(records: Records, *, as_of: datetime) -> int:
    """How many `choices` there are in all."""
    return int(records.rows(f"SELECT count(*) FROM ({CHOICES})", as_of=as_of)[0][0])  # noqa: S608 - it stands above

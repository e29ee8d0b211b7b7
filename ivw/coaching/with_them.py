"""What lies with others: what they promised, the requests they have not answered, and those that were parked."""

from dataclasses import dataclass
from datetime import date, datetime

from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request whose next move is theirs. `newest` is the kind of what happened last, at `since`; `nudge_on`
    the day on which the next reminder opens, None where none is permitted any more. `total`: how many there are in all.
    """

    contact_id: str
    contact: str
    organization: str | None
    newest: str
    since: datetime
    nudges_sent: int
    nudge_on: date | None
    total: int


@dataclass(frozen=True, slots=True)
class Promised:
    """Something they said they would do by a day, and have not done yet as far as one knows."""

    id: str
    contact_id: str
    contact: str
    what: str
    due: date
    total: int


def waiting(
    records: Records, as_of: datetime, zone: str, *, parked: bool = False, limit: int = 20, skip: int = 0
) -> list[Waiting]:
    """Open requests on which nothing is due now, the longest silence first; with `parked` those that were parked.

    Parked means: every permitted reminder was sent (or let pass) and stayed unanswered. They are never deleted.
    """
    return records.read(
        Waiting,
        "SELECT contact_id::VARCHAR AS contact_id, contact, organization, newest, since, nudges_sent, nudge_on, total "
        "FROM with_them($as_of, $zone, $parked, $limit, $skip)",
        as_of=as_of,
        zone=zone,
        parked=parked,
        limit=limit,
        skip=skip,
    )


def promised(records: Records, as_of: datetime, *, limit: int = 20, skip: int = 0) -> list[Promised]:
    """What others promised and is still open, by its day. It is never one's own debt, so nothing here is late."""
    return records.read(
        Promised,
        "SELECT p.id::VARCHAR AS id, c.id::VARCHAR AS contact_id, c.name AS contact, p.what, p.due, "
        "count(*) OVER () AS total FROM promises p JOIN contacts c ON c.id = p.contact_id "
        "WHERE p.owner = 'them' AND coalesce(p.made_at <= $as_of, true) AND coalesce(p.done_at > $as_of, true) "
        "AND coalesce(p.dropped_at > $as_of, true) AND NOT c.do_not_contact AND coalesce(c.archived_at > $as_of, true) "
        "ORDER BY p.due, contact, p.id LIMIT $limit OFFSET $skip",
        as_of=as_of,
        limit=limit,
        skip=skip,
    )

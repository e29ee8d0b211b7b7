"""A second person there: who else is known where somebody works who has not answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivw.records.database import Records

# Our convention: nobody else there was asked from 30 days before.
ASKED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who works at the same organization."""

    contact_id: str
    name: str
    position: str | None
    why: str | None


_OTHERS = """
    SELECT o.id::VARCHAR AS contact_id, o.name, o.position, o.why_this_person AS why
    FROM second_persons($as_of, [$id]) s JOIN contacts o ON o.id = s.other_id
    WHERE s.place <= $most ORDER BY s.place
"""
# The same whole name of the organization, and the newest word is one's own asking.
_ASKED = """
    SELECT o.id::VARCHAR AS contact_id, o.name, o.position, o.why_this_person AS why
    FROM contacts c JOIN contacts o ON organization_key(o.organization) = organization_key(c.organization)
    JOIN interactions i ON i.contact_id = o.id
    WHERE c.id = TRY_CAST($id AS UUID) AND o.id <> c.id AND organization_key(c.organization) <> ''
        AND i.happened_at BETWEEN $since AND $as_of AND i.kind <> 'note'
    GROUP BY ALL HAVING arg_max(i.kind, (i.happened_at, i.id)) IN ('request', 'nudge')
    ORDER BY max(i.happened_at) DESC LIMIT 3
"""


def others_there(records: Records, contact_id: str, as_of: datetime, *, most: int = 3) -> list[There]:
    """Who else is known where this person works and could be asked, whoever comes to mind first first."""
    return records.read(There, _OTHERS, id=contact_id, as_of=as_of, most=most)


def asked_there(records: Records, contact_id: str, as_of: datetime) -> list[There]:
    """Who else was asked where this person works, within 30 days, and has not answered."""
    return records.read(There, _ASKED, id=contact_id, as_of=as_of, since=as_of - ASKED_WITHIN)

"""The 24-hour clock of the thank-you after one conversation, and letting it go with a reason."""

from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Thanks:
    """The 24-hour clock of one held conversation; `settled_at` is when they were thanked, if so."""

    due_at: datetime
    settled_at: datetime | None
    dropped: bool
    lapsed: bool


def of_meeting(records: Records, meeting_id: str, contact_id: str, as_of: datetime, zone: str) -> Thanks | None:
    """How the thank-you for this conversation stands; None when it was not held by `as_of`."""
    found = records.read(
        Thanks,
        "SELECT due_at, settled_at, dropped, lapsed FROM debts($as_of, $zone, whom := TRY_CAST($whom AS UUID)) "
        "WHERE action = 'thank_you' AND subject_id = TRY_CAST($id AS UUID)",
        as_of=as_of,
        zone=zone,
        whom=contact_id,
        id=meeting_id,
    )
    return found[0] if found else None


def let_go(records: Records, meeting_id: str, why: str, *, as_of: datetime) -> Done:
    """Let the thank-you for a conversation go with a reason (X06); it can be undone.

    Letting it go once more changes nothing. Raises InvalidRecord without a reason, or when the conversation was not
    held or is not there (any more).
    """
    reason = checks.line("why", why, required=True)
    with records.transaction() as transaction:
        found = transaction.fetch(
            "SELECT c.name, m.status, m.thanks_dropped_at IS NOT NULL FROM meetings m "
            "JOIN contacts c ON c.id = m.contact_id WHERE m.id = TRY_CAST($id AS UUID)",
            id=meeting_id,
        )
        if not found or found[0][1] != "held":
            raise InvalidRecord("meeting", "There is no thank-you to let go.", "Open the page again.")
        [(name, _, is_dropped)] = found
        if not is_dropped:
            transaction.change("meetings", meeting_id, thanks_dropped_at=as_of, thanks_dropped_why=reason)
        return done(transaction, f"The thank-you to {name} is let go.", meeting_id)

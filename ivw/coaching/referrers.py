"""Telling the referrer: whoever named somebody hears how the conversation with them went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

BUSINESS_DAYS = 3  # our convention (docs/evidence.md)

# One row for each who named this conversation's contact. A promise let go counts as made: it is never made twice.
REFERRERS = """
    WITH theirs AS (SELECT id, contact_id FROM meetings WHERE id = TRY_CAST($meeting AS UUID)),
    named AS (
        SELECT r.contact_id AS referrer, t.id AS meeting, t.contact_id AS met, min(r.given_at) AS given_at
        FROM referrals r JOIN theirs t ON t.contact_id = r.prospect_id
        WHERE r.contact_id <> t.contact_id GROUP BY ALL
    ),
    told AS (
        SELECT n.referrer,
            bool_or(p.meeting_id = n.meeting) AS of_this_one,
            any_value(p.due) FILTER (p.meeting_id = n.meeting) AS due
        FROM named n
        JOIN promises p ON p.contact_id = n.referrer AND p.owner = 'me'
        JOIN meetings m ON m.id = p.meeting_id AND m.contact_id = n.met
        GROUP BY n.referrer
    )
    SELECT c.id::VARCHAR AS contact_id, c.name,
        t.due AS promised_for,
        coalesce(t.of_this_one, false) AS promised,
        t.referrer IS NOT NULL AS told_before,
        business_day_after(local_day($as_of, $zone), $days) AS due
    FROM named n
    JOIN contacts c ON c.id = n.referrer AND NOT c.do_not_contact
    LEFT JOIN told t ON t.referrer = n.referrer
    ORDER BY n.given_at, c.id
"""


@dataclass(frozen=True, slots=True)
class Referrer:
    """Somebody who named the contact of a conversation.

    `promised` says whether the promise to tell them of this conversation was made already (`promised_for` is its day),
    `told_before` whether one was made for any conversation with that contact; `due` is the day a promise made now gets.
    """

    contact_id: str
    name: str
    promised_for: date | None
    promised: bool
    told_before: bool
    due: date


def of_meeting(records: Records, meeting_id: str, as_of: datetime, zone: str) -> list[Referrer]:
    """Everybody who named the contact of this conversation, the first to do so first; nobody who is not contacted."""
    return records.read(Referrer, REFERRERS, meeting=meeting_id, as_of=as_of, zone=zone, days=BUSINESS_DAYS)


def tell(records: Records, meeting_id: str, contact_ids: Sequence[str], *, as_of: datetime, zone: str) -> Done:
    """Promise these referrers to tell them how it went, in three business days; once for each conversation.

    Raises InvalidRecord when the conversation is not there (any more).
    """
    with records.transaction() as transaction:
        names = promise_in(transaction, meeting_id, contact_ids, as_of=as_of, zone=zone)
        told = " and ".join(names)
        return done(transaction, f"You promised {told} to tell them how it went." if names else "Promised already.")


def promise_in(
    transaction: Transaction, meeting_id: str, contact_ids: Sequence[str], *, as_of: datetime, zone: str
) -> list[str]:
    """The same within a larger action; returns the names of those who were promised it now. Raises InvalidRecord."""
    met = transaction.fetch(
        "SELECT c.name FROM meetings m JOIN contacts c ON c.id = m.contact_id WHERE m.id = TRY_CAST($id AS UUID)",
        id=meeting_id,
    )
    if not met:
        raise InvalidRecord("meeting", "This conversation is not in the records (any more).", "Open the page again.")
    named = transaction.fetch(REFERRERS, meeting=meeting_id, as_of=as_of, zone=zone, days=BUSINESS_DAYS)
    owed = [row for row in named if row[0] in contact_ids and not row[3]]
    transaction.add_many(
        "promises",
        [
            {
                "contact_id": contact_id,
                "meeting_id": meeting_id,
                "owner": "me",
                "what": f"Tell them how the conversation with {met[0][0]} went"[:500],
                "made_at": as_of,
                "due": due,
            }
            for contact_id, _, _, _, _, due in owed
        ],
    )
    return [str(name) for _, name, *_ in owed]

"""Who waits for a message: what the queue holds that is settled by writing, and the prospects not asked yet."""

from dataclasses import dataclass, fields
from datetime import datetime

from ivw.coaching import contacts, follow_ups
from ivw.coaching.follow_ups import Item
from ivw.coaching.outreach import kind_of
from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Somebody to write to now: `whom` (for a referral the person named, for a second person who else is there), what,
    and about which conversation.

    `item` of the queue says so; it is None for a prospect who was not asked yet. `why` is why one chose them.
    """

    whom: str
    name: str
    organization: str | None
    position: str | None
    kind: str
    meeting_id: str | None
    item: Item | None
    why: str | None


def now(records: Records, as_of: datetime, zone: str, *, limit: int = 10, offset: int = 0) -> tuple[list[ToWrite], int]:
    """A page of everybody to whom something is to be written now, and how many they are.

    First what the queue holds, in its order, then the prospects on the shortlist who were not asked yet.
    """
    names = [each.name for each in fields(Item)]
    rows = records.rows(
        f"SELECT total, whom, named, organization, position, why_this_person, about, {', '.join(names)} "  # noqa: S608 - ours
        "FROM to_write($as_of, $zone, how_many := $limit, skipped := $offset)",
        as_of=as_of, zone=zone, limit=limit, offset=offset,
    )  # fmt: skip
    found = []
    for _, whom, name, organization, position, why, about, *facts in rows:
        item = Item(*facts)
        queued = None if item.action == "request" else item
        # Of promises only those are listed that a message keeps: to tell a referrer how it went.
        kind = "tell_referrer" if item.action == "promise" else kind_of(item.action) or "answer"
        found.append(ToWrite(whom, name, organization, position, kind, about, queued, why))
    return found, int(rows[0][0]) if rows else 0


def fitting_kind(records: Records, contact_id: str, as_of: datetime, zone: str) -> str:
    """The kind of message that is most likely to be written to somebody now."""
    state, items = follow_ups.standing(records, contact_id, as_of, zone)
    # A referral and a second person are written to somebody else.
    elsewhere = ("referral", "second_person")
    asked = [kind_of(item.action) for item in items if item.status != "upcoming" and item.action not in elsewhere]
    due = next((kind for kind in asked if kind), None)
    if due:
        return due
    resting = {"waiting": "nudge", "parked": "nudge", "scheduled": "confirmation", "dormant": "reconnect"}
    return resting.get(state, "check_in" if contacts.is_met(records, contact_id) else "request")

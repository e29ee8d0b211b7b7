"""One's own calendar as it is at this moment, read out of the records: see calendar_feed."""

from datetime import datetime

from ivw.coaching import contacts, follow_ups, meetings, profile, quiet_weekends, settled
from ivw.coaching.follow_ups import Item
from ivw.exchange import calendar_feed
from ivw.records.database import Records

MOST = 200  # conversations: nobody has that many ahead


def file(records: Records, *, as_of: datetime, zone: str) -> bytes:
    """The .ics file of all conversations planned, what is due around them, and what was called off or done lately."""
    planned = [
        each.id
        for each in meetings.planned(records, as_of, limit=MOST)
        if each.starts_at > as_of  # what is over stays in a calendar as it was
    ]
    conversations = []
    for key in [*planned, *settled.called_off(records, as_of)]:
        meeting = meetings.get(records, key)
        person = contacts.get(records, meeting.contact_id)
        conversations.append((meeting, person, meetings.is_confirmed(records, key, as_of)))
    items = follow_ups.due(records, as_of, zone, upcoming=True) + quiet_weekends.resting(records, as_of, zone)
    gone = settled.lately(records, as_of, zone, ahead=calendar_feed.AHEAD)
    rests = quiet_weekends.can_rest(records, items, as_of) if profile.of(records).quiet_weekends else frozenset[Item]()
    return calendar_feed.file(conversations, items, gone, as_of=as_of, zone=zone, rests=rests)

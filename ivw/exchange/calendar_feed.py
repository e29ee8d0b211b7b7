"""Everything with a day on it as one calendar file: the conversations planned, and what is due around them.

Read anew it replaces what it brought before: every entry keeps its UID. A calendar does not take out what is missing
in a newer file; what was done meanwhile stays there until one removes it.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ivw.coaching import follow_ups
from ivw.coaching.contacts import Contact
from ivw.coaching.follow_ups import Item
from ivw.coaching.meetings import Meeting
from ivw.exchange import appointment

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(days=60)  # our convention: what lies further ahead changes before it comes
REMINDS_AT = time(9)  # on the day of what is due; our convention
REMINDS_TO_THANK = timedelta(hours=3)  # before the 24 hours are over; our convention


def file(
    planned: Iterable[tuple[Meeting, Contact, bool]], items: Sequence[Item], *, as_of: datetime, zone: str
) -> bytes:
    """The .ics file. `planned` are conversations, each with its person and whether it is confirmed; `items` what is due
    or will be, of which the next 60 days go in. What is late stands on the present day.
    """
    events = [appointment.event(meeting, person, as_of, is_confirmed=sure) for meeting, person, sure in planned]
    events += [_due(item, as_of, zone) for item in items if item.due_at <= as_of + AHEAD]
    return bytes(appointment.calendar(events).to_ical())


def _due(item: Item, as_of: datetime, zone: str) -> "Event":
    made = appointment.entry(f"{item.action}-{item.subject_id}@ivw", follow_ups.title(item), as_of)
    made.add("description", follow_ups.why(item, zone))
    made.add("transp", "TRANSPARENT")  # nobody is busy with it
    if item.action == "thank_you" and item.due_at > as_of:
        made.add("dtstart", (item.due_at - timedelta(minutes=30)).astimezone(UTC))
        made.add("dtend", item.due_at.astimezone(UTC))
        appointment.remind(made, timedelta(minutes=30) - REMINDS_TO_THANK)
        return made
    # A day ends at the next midnight: its last instant lies in it.
    last_instant = (item.due_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    day = max(last_instant.date(), as_of.astimezone(ZoneInfo(zone)).date())
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    appointment.remind(made, timedelta(hours=REMINDS_AT.hour))
    return made

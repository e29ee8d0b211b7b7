"""Everything with a day on it as one calendar file: the conversations planned, and what is due around them.

Read anew it replaces what it brought before: every entry keeps its UID and has a higher SEQUENCE. A calendar does not
take out what is missing in a newer file; so what was done or called off meanwhile comes once more, as CANCELLED.
"""

from collections.abc import Iterable, Sequence, Set
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ivw.coaching import follow_ups
from ivw.coaching.contacts import Contact
from ivw.coaching.follow_ups import Item
from ivw.coaching.meetings import Meeting
from ivw.coaching.settled import Settled
from ivw.exchange import appointment

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(days=60)  # our convention: what lies further ahead changes before it comes
INSTANT = timedelta(microseconds=1)
FRIDAY = 5
REMINDS_AT = time(9)  # on the day of what is due; our convention
REMINDS_TO_THANK = timedelta(hours=3)  # before the 24 hours are over; our convention


def file(
    conversations: Iterable[tuple[Meeting, Contact, bool]],
    items: Sequence[Item],
    gone: Sequence[Settled] = (),
    *,
    as_of: datetime,
    zone: str,
    rests: Set[Item] = frozenset(),
) -> bytes:
    """The .ics file. `conversations` are planned or were called off, each with its person and whether it is confirmed;
    `items` what is due or will be, of which the next 60 days go in; `gone` what an older file had and is settled now.
    What is late stands on the present day; what `rests` on a weekend, where it would stand on one, stands on Monday.
    """
    events = [appointment.event(meeting, person, as_of, is_confirmed=sure) for meeting, person, sure in conversations]
    events += [_due(item, as_of, zone, rests=item in rests) for item in items if item.due_at <= as_of + AHEAD]
    events += [_gone(each, as_of, zone) for each in gone]
    return bytes(appointment.calendar(events).to_ical())


def _due(item: Item, as_of: datetime, zone: str, *, rests: bool) -> "Event":
    made = appointment.entry(_uid(item), follow_ups.title(item), as_of)
    made.add("description", follow_ups.why(item, zone, as_of))
    made.add("transp", "TRANSPARENT")  # nobody is busy with it
    if item.action == "thank_you" and item.due_at > as_of:
        made.add("dtstart", (item.due_at - timedelta(minutes=30)).astimezone(UTC))
        made.add("dtend", item.due_at.astimezone(UTC))
        appointment.remind(made, timedelta(minutes=30) - REMINDS_TO_THANK)
        return made
    _on_day(made, max(item.due_at, as_of + INSTANT), zone, rests=rests)
    appointment.remind(made, timedelta(hours=REMINDS_AT.hour))
    return made


def _gone(settled: Settled, as_of: datetime, zone: str) -> "Event":
    """Without a reminder: there is nothing to remind of."""
    made = appointment.entry(_uid(settled), follow_ups.title(settled), as_of)
    made.add("status", "CANCELLED")
    made.add("transp", "TRANSPARENT")
    _on_day(made, settled.was_on, zone)
    return made


def _uid(item: Item | Settled) -> str:
    return f"{item.action}-{item.subject_id}@ivw"


def _on_day(made: "Event", until: datetime, zone: str, *, rests: bool = False) -> None:
    """The whole day that ends then: a day ends at the next midnight, and its last instant lies in it."""
    day = (until - INSTANT).astimezone(ZoneInfo(zone)).date()
    if rests and day.isoweekday() > FRIDAY:
        day += timedelta(days=8 - day.isoweekday())
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))

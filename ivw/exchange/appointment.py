"""A planned conversation as a calendar file (iCalendar, RFC 5545), for one's own calendar.

Opened anew after a change it replaces the entry: the same UID with a higher SEQUENCE.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ivw.coaching.contacts import Contact
from ivw.coaching.meetings import FORMATS, Meeting

if TYPE_CHECKING:
    from icalendar import Calendar, Event

# Our convention: time to open the link, or to find the way.
REMINDS = timedelta(minutes=30)
REMINDS_IN_PERSON = timedelta(minutes=60)
_BY_WIRE = ("video", "phone")
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)


def file(meeting: Meeting, person: Contact, as_of: datetime, *, is_confirmed: bool = True) -> bytes:
    """The appointment as an .ics file, tentative until it is confirmed.

    Instants stand in UTC, which every calendar shows in its own time zone.
    """
    return bytes(calendar([event(meeting, person, as_of, is_confirmed=is_confirmed)]).to_ical())


def event(meeting: Meeting, person: Contact, as_of: datetime, *, is_confirmed: bool = True) -> "Event":
    """The same as one entry among others."""
    made = entry(f"{meeting.id}@ivw", f"Conversation with {meeting.contact}", as_of)
    made.add("dtstart", meeting.starts_at.astimezone(UTC))
    made.add("dtend", (meeting.starts_at + timedelta(minutes=meeting.minutes)).astimezone(UTC))
    if meeting.place or meeting.format:
        made.add("location", meeting.place or FORMATS[meeting.format or "elsewhere"])
    made.add("description", "\n".join(_says(meeting, person)))
    stands = "CONFIRMED" if is_confirmed else "TENTATIVE"
    made.add("status", stands if meeting.status == "planned" else "CANCELLED")
    if meeting.status == "planned":
        remind(made, -(REMINDS if meeting.format in _BY_WIRE else REMINDS_IN_PERSON))
    return made


def entry(uid: str, summary: str, as_of: datetime) -> "Event":
    """An entry that replaces every older one with the same UID."""
    # Imported here: it takes a quarter of a second, and only a file asks for it.
    from icalendar import Event

    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", as_of.astimezone(UTC))
    made.add("last-modified", as_of.astimezone(UTC))
    # No count of the changes is kept; minutes gone by rise by themselves, and a later file always is the newer one.
    made.add("sequence", max(0, int((as_of - _FIRST).total_seconds() // 60)))
    made.add("summary", summary)
    return made


def remind(made: "Event", after_start: timedelta) -> None:
    """Let the calendar speak up that long after the start of an entry (before it, where it is negative)."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", after_start)
    alarm.add("description", str(made["summary"]))
    made.add_component(alarm)


def calendar(events: Iterable["Event"]) -> "Calendar":
    """These entries as one calendar."""
    from icalendar import Calendar

    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", "-//ivw//informational interviews//EN")
    whole.add("method", "PUBLISH")
    for each in events:
        whole.add_component(each)
    return whole


def _says(meeting: Meeting, person: Contact) -> list[str]:
    works = ", ".join(part for part in (person.position, person.organization) if part)
    how = FORMATS.get(meeting.format or "")
    number = f"Their number: {person.phone}" if meeting.format == "phone" and person.phone else None
    lines = [
        f"{person.name}{f', {works}' if works else ''}",
        f"{meeting.minutes} minutes agreed{f', {how.lower()}' if how else ''}",
        number,
        "The last two questions: who else should I talk to, and may I mention your name?",
    ]
    return [line for line in lines if line]

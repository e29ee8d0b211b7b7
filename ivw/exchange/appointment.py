"""A planned conversation as a calendar file (iCalendar, RFC 5545), for one's own calendar.

Opened anew after a change it replaces the entry: the same UID with a higher SEQUENCE.
"""

from datetime import UTC, datetime, timedelta

from ivw.coaching.contacts import Contact
from ivw.coaching.meetings import FORMATS, Meeting

# Our convention: time to open the link, or to find the way.
REMINDS = timedelta(minutes=30)
REMINDS_IN_PERSON = timedelta(minutes=60)
_BY_WIRE = ("video", "phone")
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)


def file(meeting: Meeting, person: Contact, as_of: datetime, *, is_confirmed: bool = True) -> bytes:
    """The appointment as an .ics file, tentative until it is confirmed.

    Instants stand in UTC, which every calendar shows in its own time zone.
    """
    # Imported here: it takes a quarter of a second, and only a file asks for it.
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", f"{meeting.id}@ivw")
    event.add("dtstamp", as_of.astimezone(UTC))
    # No count of the changes is kept; minutes gone by rise by themselves, and a later file always is the newer one.
    event.add("sequence", max(0, int((as_of - _FIRST).total_seconds() // 60)))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.starts_at + timedelta(minutes=meeting.minutes)).astimezone(UTC))
    event.add("summary", f"Conversation with {meeting.contact}")
    if meeting.place or meeting.format:
        event.add("location", meeting.place or FORMATS[meeting.format or "elsewhere"])
    event.add("description", "\n".join(_says(meeting, person)))
    stands = "CONFIRMED" if is_confirmed else "TENTATIVE"
    event.add("status", stands if meeting.status == "planned" else "CANCELLED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -(REMINDS if meeting.format in _BY_WIRE else REMINDS_IN_PERSON))
    alarm.add("description", f"Conversation with {meeting.contact}")
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ivw//informational interviews//EN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


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

"""Outreach: who waits for a message, and the writing of it, from the draft to the log; and what gets answered."""

from ivw.coaching import contacts, meetings, message_facts, outreach, to_write
from ivw.coaching.errors import InvalidRecord
from ivw.show import (
    front_door,
    message_list,
    message_sent,
    message_writer,
    parts,
    reply_rates,
    this_minute,
    when,
)

VIEWS = {"waiting": "To write", "rates": "What gets answered"}


def show() -> None:
    here = this_minute.here()
    person = opened(here)
    if person is None:
        everybody(here)
        return
    kind = outreach.kind_of(front_door.asked_for("kind")) or to_write.fitting_kind(
        here.records, person.id, here.as_of, here.zone
    )
    meeting = about(here, person, kind)
    parts.page_head(here, "Outreach", to_whom(here, person, meeting))
    was_sent = sent(here, person, kind, meeting)
    if was_sent:
        message_sent.draw(here, person, kind, was_sent)
    else:
        message_writer.draw(person.id, kind, meeting.id if meeting else None)


def everybody(here: front_door.Here) -> None:
    lead = "Who waits for a word from you. Each draft is begun from what your records know."
    parts.page_head(here, "Outreach", lead)
    if parts.view(VIEWS, front_door.asked_for("view"), "outreach/view") == "rates":
        reply_rates.draw(here)
    else:
        message_list.draw(here)


def opened(here: front_door.Here) -> contacts.Contact | None:
    asked = front_door.asked_for("contact")
    try:
        return contacts.get(here.records, asked) if asked else None
    except InvalidRecord:
        return None


def about(here: front_door.Here, person: contacts.Contact, kind: str) -> meetings.Meeting | None:
    """The conversation the message is about: as the address says, else the one that fits."""
    asked = front_door.asked_for("meeting")
    if kind == "tell_referrer":
        told = message_facts.told_about(here.records, person.id, here.as_of, asked)
        return meetings.get(here.records, told.meeting_id) if told else None
    fitting = {"confirmation": "planned", "thank_you": "held"}.get(kind)
    if fitting is None:
        return None
    every = [each for each in meetings.of_contact(here.records, person.id) if each.status == fitting]
    named = next((each for each in every if each.id == asked), None)
    if named or not every:
        return named
    return every[0] if kind == "thank_you" else every[-1]


def sent(
    here: front_door.Here, person: contacts.Contact, kind: str, meeting: meetings.Meeting | None
) -> outreach.Sent | None:
    """What was just sent; or today, where one comes back to the page and would log it once more."""
    asked = front_door.asked_for("sent")
    named = outreach.was_sent(here.records, person.id, asked) if asked else None
    if named or front_door.asked_for("again") or outreach.written(here.records, person.id, kind):
        return named
    since = None if meeting is None else meeting.scheduled_at if meeting.status == "planned" else meeting.ends_at
    return outreach.sent_today(here.records, person.id, kind, here.as_of, here.zone, since)


def to_whom(here: front_door.Here, person: contacts.Contact, meeting: meetings.Meeting | None) -> str:
    works = ", ".join(part for part in (person.position, person.organization) if part)
    said = parts.plain(f"{person.name}{f', {works}' if works else ''}")
    if meeting is None:
        return f"To {said}."
    met = when.moment(here, meeting.starts_at)
    if meeting.contact_id != person.id:
        return f"To {said}. About your conversation with {parts.plain(meeting.contact)}: {met}."
    return f"To {said}. You {'meet' if meeting.status == 'planned' else 'met'}: {met}, {meeting.minutes} minutes."


show()

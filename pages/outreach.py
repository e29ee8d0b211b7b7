"""Outreach: who waits for a message, and the writing of it, from the draft to the log."""

from ivw.coaching import contacts, meetings, outreach, to_write
from ivw.coaching.errors import InvalidRecord
from ivw.show import front_door, message_list, message_sent, message_writer, parts, when


def show() -> None:
    here = front_door.here()
    person = opened(here)
    if person is None:
        lead = "Who waits for a word from you. Each draft is begun from what your records know."
        parts.page_head(here, "Outreach", lead)
        message_list.draw(here)
        return
    kind = outreach.kind_of(front_door.asked_for("kind")) or to_write.fitting_kind(
        here.records, person.id, here.as_of, here.zone
    )
    meeting = about(here, person, kind)
    parts.page_head(here, "Outreach", to_whom(here, person, meeting))
    was_sent = outreach.was_sent(here.records, person.id, front_door.asked_for("sent") or "")
    if was_sent:
        message_sent.draw(here, person, was_sent)
    else:
        message_writer.draw(person.id, kind, meeting.id if meeting else None)


def opened(here: front_door.Here) -> contacts.Contact | None:
    asked = front_door.asked_for("contact")
    try:
        return contacts.get(here.records, asked) if asked else None
    except InvalidRecord:
        return None


def about(here: front_door.Here, person: contacts.Contact, kind: str) -> meetings.Meeting | None:
    """The conversation the message is about: as the address says, else the one that fits."""
    fitting = {"confirmation": "planned", "thank_you": "held"}.get(kind)
    every = [each for each in meetings.of_contact(here.records, person.id) if each.status == fitting]
    named = next((each for each in every if each.id == front_door.asked_for("meeting")), None)
    if named or not every:
        return named
    return every[0] if kind == "thank_you" else every[-1]


def to_whom(here: front_door.Here, person: contacts.Contact, meeting: meetings.Meeting | None) -> str:
    works = ", ".join(part for part in (person.position, person.organization) if part)
    said = parts.plain(f"{person.name}{f', {works}' if works else ''}")
    if meeting is None:
        return f"To {said}."
    meet = "meet" if meeting.status == "planned" else "met"
    return f"To {said}. You {meet}: {when.moment(here, meeting.starts_at)}, {meeting.minutes} minutes."


show()

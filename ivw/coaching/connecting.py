"""Connecting online after a conversation, with a line of one's own that mentions it (A69, guide 1)."""

from datetime import datetime
from pathlib import Path

from ivw.coaching import contacts, interactions, meetings, message_facts, message_templates, profile
from ivw.coaching.done import Done
from ivw.coaching.message_facts import Asked
from ivw.coaching.message_templates import FOLDER
from ivw.records.database import Records

TEMPLATE = "connection_note"


def invitation(
    records: Records, contact_id: str, *, as_of: datetime, zone: str, folder: Path = FOLDER
) -> str | None:  # fmt: skip
    """The note that goes with an invitation, no longer than the profile says that LinkedIn takes it.

    It mentions what was talked about, as many topics as there is room for. None where no conversation was held, and
    where one is connected already. Raises InvalidRecord for an unknown person and a broken template.
    """
    person = contacts.get(records, contact_id)
    held = [each for each in meetings.of_contact(records, contact_id) if each.status == "held"]
    if not held or person.connected_on or _is_logged(records, contact_id):
        return None
    facts = message_facts.gather(records, person, "thank_you", Asked(), None, as_of, zone)
    limit = profile.of(records).linkedin_note_characters
    topics = str(facts["topics"] or "")
    tried = [message_templates.fill(TEMPLATE, facts | {"topics": said}, {}, folder).body for said in (topics, "")]
    return next((text for text in tried if len(text) <= limit), tried[-1][:limit])


def invited(records: Records, contact_id: str, text: str, *, as_of: datetime, token: str | None = None) -> Done:
    """Log that the invitation was sent, on LinkedIn. Raises InvalidRecord for an unknown person."""
    return interactions.log(
        records, contact_id=contact_id, kind="connection", happened_at=as_of, as_of=as_of, token=token,
        channel="linkedin", text=text,
    )  # fmt: skip


def _is_logged(records: Records, contact_id: str) -> bool:
    [(known,)] = records.rows(
        "SELECT count(*) > 0 FROM interactions WHERE contact_id = $id::UUID AND kind = 'connection'", id=contact_id
    )
    return bool(known)

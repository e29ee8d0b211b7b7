"""The log: what happened between the person and a contact. It is what clears and raises reminders."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching import checks, drafts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of interaction: 'out', 'in' or 'none', what a list calls it, and what a form asks."""

    direction: str
    label: str
    icon: str


KINDS = {
    "request": Kind("out", "Asked for a conversation", "outgoing_mail"),
    "nudge": Kind("out", "Sent a reminder", "notifications"),
    "message": Kind("out", "Wrote to them", "mail"),
    "proposal": Kind("out", "Offered times", "calendar_add_on"),
    "confirmation": Kind("out", "Confirmed the conversation", "event_available"),
    "thank_you": Kind("out", "Thanked them", "favorite"),
    "check_in": Kind("out", "Checked in", "waving_hand"),
    "introduction": Kind("out", "Introduced them to somebody", "diversity_3"),
    "connection": Kind("out", "Connected online", "link"),
    "reply": Kind("in", "They wrote back", "reply"),
    "agreed": Kind("in", "They said yes", "thumb_up"),
    "declined": Kind("in", "They said no", "block"),
    "deferred": Kind("in", "They said later", "schedule"),
    "note": Kind("none", "A private note", "sticky_note_2"),
}
CHANNELS = {
    "email": "E-mail",
    "linkedin": "LinkedIn",
    "phone": "Phone",
    "video": "Video call",
    "in_person": "In person",
    "letter": "Letter or card",
    "other": "Another way",
}


def log(
    records: Records,
    *,
    contact_id: str,
    kind: str,
    happened_at: datetime,
    as_of: datetime,
    token: str | None = None,
    channel: str | None = None,
    text: str | None = None,
    gives: bool = False,
    asks: bool = False,
    wants_answer: bool | None = None,
    again_on: date | None = None,
    draft: str | None = None,
    also: Callable[[Transaction, str], None] | None = None,
) -> Done:
    """Log one interaction. A form's `token` (a UUID) makes a second click of the same form save nothing.

    `gives` and `asks` mark an outgoing one; `wants_answer` is None where the rule shall decide; `again_on` is the day
    a deferred one named; `draft` is the slot in which the text was written; `also` does what belongs to it within
    the same transaction, once, with the id of what was logged. Raises InvalidRecord for an unknown kind,
    somebody who is not there, an instant to come, a deferred without its day, an empty note.
    """
    if kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind {kind!r}.", f"One of {', '.join(KINDS)}.")
    name = checks.known_contact(records, contact_id)
    words = checks.text("text", text)
    if kind == "note" and words is None:
        raise InvalidRecord("text", "The note is empty.", "Write a word or two.")
    if kind == "deferred" and again_on is None:
        raise InvalidRecord(
            "again_on", "They asked you to come back, but the day is missing.", "Say when to ask again."
        )
    if channel is not None and channel not in CHANNELS:
        raise InvalidRecord("channel", f"There is no channel {channel!r}.", f"One of {', '.join(CHANNELS)}.")
    outgoing = KINDS[kind].direction == "out"
    row = {
        "contact_id": contact_id,
        "kind": kind,
        "direction": KINDS[kind].direction,
        "happened_at": checks.happened("happened_at", happened_at, as_of),
        "channel": channel,
        "text": words,
        "gives": gives and outgoing,
        "asks": asks and outgoing,
        "wants_answer": wants_answer if kind == "reply" else None,
        "again_on": again_on if kind == "deferred" else None,
    }
    with records.transaction() as transaction:
        made = transaction.add("interactions", row, token)
        drafts.used(transaction, draft)
        if made and also:
            also(transaction, made)
        return done(transaction, f"{name}: {KINDS[kind].label[:1].lower()}{KINDS[kind].label[1:]}.", made)

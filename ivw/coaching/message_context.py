"""What the check of a message knows besides its text, taken from the records: to whom it goes, and after which talk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ivw.coaching import just_met, meetings, message_facts, profile, promises
from ivw.coaching.contacts import Contact
from ivw.coaching.meetings import Meeting
from ivw.coaching.message_check import ASKS_MINUTES, Context, kind_of
from ivw.records.database import Records

_IS_THANKED = (
    "SELECT count(*) > 0 FROM interactions WHERE contact_id = TRY_CAST($id AS UUID) AND kind = 'thank_you' "
    "AND direction = 'out' AND happened_at BETWEEN $since AND $as_of"
)
ASKS_MORE = ("request", "more_advice", "in_writing")


def of(
    records: Records, person: Contact, kind: str, *, as_of: datetime, zone: str, meeting: Meeting | None = None,
    channel: str | None = None, note: bool = False, minutes: int | None = None,
) -> Context:  # fmt: skip
    """What is known about a message of this kind to somebody, sent at `as_of`.

    `meeting` is the conversation it is about (else the next one planned for a confirmation, the last one held for all
    others), `note` whether it is a LinkedIn note, `minutes` how many one chose to ask for. A second thank-you for one
    conversation is never late. Raises InvalidRecord for a kind that nobody knows.
    """
    kind = kind_of(kind)
    here = ZoneInfo(zone)
    every = meetings.of_contact(records, person.id)
    held = [each for each in every if each.status == "held" and each.starts_at <= as_of]
    by = message_facts.introduced_by(records, person.id)
    known: dict[str, object] = {
        "channel": channel, "contact": person.name, "note": note, "sent": as_of.astimezone(here),
        "relationship": message_facts.tone(
            person.relationship, by, met=bool(held), in_passing=just_met.encounter(records, person, as_of) is not None
        ),
        "note_limit": profile.of(records).linkedin_note_characters,
    }  # fmt: skip
    if kind in ASKS_MINUTES:
        known["minutes"] = minutes
    last = meeting if meeting and meeting.status == "held" else held[0] if held else None
    if kind == "confirmation":
        known |= _planned(meeting if meeting and meeting.status == "planned" else meetings.next_of(every, as_of), here)
    elif last and kind == "thank_you":
        known |= _to_thank_for(records, person, last, as_of, here)
    elif last:
        known["last_topics"] = tuple(meetings.topics(last.about))
        if kind in ASKS_MORE:
            known["given_since"] = records.rows(
                "SELECT given_since($as_of, $id::UUID, $talked)", id=person.id, talked=last.starts_at, as_of=as_of
            )[0][0]
    return Context(**known)  # type: ignore[arg-type]


def _planned(meeting: Meeting | None, here: ZoneInfo) -> dict[str, object]:
    if meeting is None:
        return {}
    return {"meeting": meeting.starts_at.astimezone(here), "minutes": meeting.minutes, "format": meeting.format}


def _to_thank_for(
    records: Records, person: Contact, last: Meeting, as_of: datetime, here: ZoneInfo
) -> dict[str, object]:
    named = [
        each.name
        for each in promises.referrals_of(records, person.id)
        if last.starts_at <= each.given_at <= as_of and not each.done_at and not each.dropped_at
    ]
    thanked = records.rows(_IS_THANKED, id=person.id, since=last.ends_at, as_of=as_of)[0][0]
    return {
        "topics": tuple(meetings.topics(last.about)),
        "referrals": tuple(named),
        "meeting_end": None if thanked else last.ends_at.astimezone(here),
    }

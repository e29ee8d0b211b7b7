"""Outreach: messages drafted from the records, and logged once they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivw.coaching import checks, contacts, drafts, interactions, meetings, message_facts, message_templates
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email
from ivw.coaching.meetings import Meeting
from ivw.coaching.message_facts import Asked
from ivw.coaching.message_needs import NEEDS, Missing
from ivw.coaching.message_templates import FOLDER, SUBJECT, Filled
from ivw.records.database import Records

NOTE_LIMIT = 200  # characters of a LinkedIn note
TIMES_OFFERED = 3  # A83, X03: two or three


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: what it is called, what sending it logs, how many words it may have, what it is about.

    `offers_times` and `gives`: whether times belong into it, and whether it should bring them something.
    """

    label: str
    logs: str
    most_words: int
    offers_times: bool = False
    gives: bool = False


KINDS = {
    "request": Kind("Ask for a conversation", "request", 150, offers_times=True),
    "proposal": Kind("Offer times", "proposal", 150, offers_times=True),
    "confirmation": Kind("Confirm the conversation", "confirmation", 150),
    "nudge": Kind("Remind them", "nudge", 100, offers_times=True),
    "thank_you": Kind("Thank them", "thank_you", 120),
    "check_in": Kind("Check in", "check_in", 100, gives=True),
    "reconnect": Kind("Get back in touch", "check_in", 100, gives=True),
    "answer": Kind("Answer them", "message", 150),
}
# Other words for them: what the queue calls the matter, and what the log calls the message.
_ALSO = {"confirm": "confirmation", "propose_times": "proposal", "referral": "request", "message": "answer"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message made from its template; where something is missing, the body has a gap in square brackets."""

    subject: str
    body: str
    missing: tuple[Missing, ...]


def kind_of(asked: str | None) -> str | None:
    """The kind of message that is meant by a key of KINDS, of the queue's actions or of the log; None for no kind."""
    named = _ALSO.get(asked or "", asked or "")
    return named if named in KINDS else None


def draft(
    records: Records,
    contact_id: str,
    kind: str,
    *,
    as_of: datetime,
    zone: str,
    slots: Sequence[datetime] = (),
    minutes: int = meetings.DEFAULT_MINUTES,
    channel: str | None = None,
    meeting_id: str | None = None,
    format: str | None = None,
    offer: str | None = None,
    note: bool | None = None,
    folder: Path = FOLDER,
) -> Draft:
    """A message of this kind to somebody, written from what the records know.

    `slots` are the times offered, `format` how to talk, `offer` something for them; `meeting_id` is the conversation it
    is about (else the next one planned, or the last one held). `note` makes a request a LinkedIn note of at most 200
    characters (without it: where the channel is LinkedIn and they are not connected yet).

    Raises InvalidRecord for an unknown kind or person, for times without a zone or gone by, for minutes outside 1..600
    and for a broken template (naming its file and line).
    """
    known = kind_of(kind)
    if known is None:
        raise InvalidRecord("kind", f"There is no message {kind!r}.", f"One of {', '.join(KINDS)}.")
    person = contacts.get(records, contact_id)
    asked = _checked(Asked(tuple(slots), minutes, format, offer), as_of)
    meeting = _theirs(records, meeting_id, contact_id)
    facts = message_facts.gather(records, person, known, asked, meeting, as_of, zone)
    is_note = channel == "linkedin" and person.connected_on is None if note is None else note
    if known == "request" and is_note:
        filled = _note(facts, folder)
    else:
        template = f"request_{_tone(person, facts)}" if known == "request" else known
        filled = _filled(template, facts, folder)
    needs = {NEEDS[gap].label: Missing(gap, NEEDS[gap]) for gap in reversed(filled.gaps)}
    return Draft(filled.subject, filled.body, tuple(reversed(needs.values())))


@dataclass(frozen=True, slots=True)
class Written:
    """A message in one's own words, as far as it is written."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, as the log tells it."""

    kind: str
    channel: str | None
    happened_at: datetime


def slot(contact_id: str, kind: str) -> str:
    """Where what one writes is kept while it is being written."""
    return f"message:{contact_id}:{kind}"


def written(records: Records, contact_id: str, kind: str) -> Written | None:
    """What one wrote so far in one's own words; None where nothing is kept."""
    kept = drafts.read(records, slot(contact_id, kind))
    if not kept:
        return None
    subject, _, body = kept.partition("\n\n")
    return Written(subject.removeprefix(SUBJECT).strip(), body)


def keep(records: Records, contact_id: str, kind: str, subject: str, body: str, as_of: datetime) -> None:
    """Keep what is being written, subject and all; an empty body lets go of it. Raises InvalidRecord when too long."""
    text = f"{SUBJECT} {checks.line('subject', subject) or ''}\n\n{body}" if body.strip() else ""
    drafts.save(records, slot(contact_id, kind), text, as_of)


def close_gaps(
    records: Records, contact_id: str, kind: str, *, as_of: datetime, zone: str, meeting_id: str | None = None
) -> None:
    """Put what the records know by now into the gaps that the template left in one's own text; all else stays."""
    own = written(records, contact_id, kind)
    if own is None:
        return
    person = contacts.get(records, contact_id)
    meeting = _theirs(records, meeting_id, contact_id)
    facts = message_facts.gather(records, person, kind, Asked(), meeting, as_of, zone)
    body = own.body
    for fact, need in NEEDS.items():
        if facts.get(fact):
            body = body.replace(f"[{need.gap}]", str(facts[fact]))
    if body != own.body:
        keep(records, contact_id, kind, own.subject, body, as_of)


def start_over(records: Records, contact_id: str, kind: str) -> Done:
    """Let go of what one wrote, so that the template's words stand there again; it can be undone."""
    with records.transaction() as transaction:
        drafts.used(transaction, slot(contact_id, kind))
        return done(transaction, "Your own words are put away.")


def sent(
    records: Records, contact_id: str, kind: str, *, text: str, as_of: datetime, token: str | None = None,
    channel: str | None = None, gives: bool = False, asks: bool = False,
) -> Done:  # fmt: skip
    """Say that a message was sent: it is logged, its draft goes, and the queue moves on.

    Raises InvalidRecord for an empty message, an unknown kind or channel, or nobody to send it to.
    """
    known = kind_of(kind)
    if known is None:
        raise InvalidRecord("kind", f"There is no message {kind!r}.", f"One of {', '.join(KINDS)}.")
    if checks.text("text", text) is None:
        raise InvalidRecord("text", "The message is empty.", "Write it, or say on the person's page what you did.")
    return interactions.log(
        records, contact_id=contact_id, kind=KINDS[known].logs, happened_at=as_of, as_of=as_of, token=token,
        channel=channel, text=text, gives=gives, asks=asks, draft=slot(contact_id, known),
    )  # fmt: skip


def was_sent(records: Records, contact_id: str, interaction_id: str) -> Sent | None:
    """The message that was logged under this id; None where it is not in the log (any more), or goes to another one."""
    found = records.read(
        Sent,
        "SELECT kind, channel, happened_at FROM interactions WHERE id = TRY_CAST($id AS UUID) "
        "AND contact_id = TRY_CAST($contact AS UUID) AND direction = 'out'",
        id=interaction_id,
        contact=contact_id,
    )
    return found[0] if found else None


def usual_channel(person: Contact) -> str | None:
    """The way one can write to somebody, by what is written down about them."""
    return "email" if person.email and is_email(person.email) else "linkedin" if person.linkedin_url else None


def _checked(asked: Asked, as_of: datetime) -> Asked:
    if not 1 <= asked.minutes <= 600:
        raise InvalidRecord("minutes", "A conversation takes 1 to 600 minutes.", "20 is a good length to ask for.")
    if any(each.tzinfo is None for each in asked.slots):
        raise InvalidRecord("slots", "A time has no time zone.", "Set your time zone in Your records.")
    if any(each <= as_of for each in asked.slots):
        raise InvalidRecord("slots", "A time has already passed.", "Offer times to come.")
    return asked


def _tone(person: Contact, facts: dict[str, object]) -> str:
    by = facts["introduced_by"]
    return message_facts.tone(person.relationship, str(by) if by else None, met=bool(facts["met"]))


def _filled(template: str, facts: dict[str, object], folder: Path) -> Filled:
    return message_templates.fill(template, facts, {fact: need.gap for fact, need in NEEDS.items()}, folder)


def _note(facts: dict[str, object], folder: Path) -> Filled:
    """The longest form of the note that LinkedIn takes: how one found them is said shorter and shorter."""
    by = facts["introduced_by"]
    ways = [f"{by} suggested I write."] if by else []
    ways += [str(facts["found"]), "I found you here."] if facts["found"] else ["I found you here on LinkedIn."]
    tried: list[Filled] = []
    for way in ways:
        for work in (facts["line_of_work"], "your line of work", "your field"):
            tried.append(_filled("request_linkedin_note", facts | {"found": way, "line_of_work": work}, folder))
            if len(tried[-1].body) <= NOTE_LIMIT:
                return tried[-1]
    return min(tried, key=lambda each: len(each.body))


def _theirs(records: Records, meeting_id: str | None, contact_id: str) -> Meeting | None:
    """The conversation named, if it is one with this person: the address may say anything."""
    if meeting_id is None:
        return None
    return next((each for each in meetings.of_contact(records, contact_id) if each.id == meeting_id), None)

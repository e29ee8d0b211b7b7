"""Outreach: messages drafted from the records, and logged once they were sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ivw.coaching import (
    checks,
    contacts,
    drafts,
    interactions,
    meetings,
    message_facts,
    message_templates,
    offered_times,
    own_templates,
    profile,
    promises,
)  # fmt: skip
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email
from ivw.coaching.meetings import Meeting
from ivw.coaching.message_facts import Asked, Told
from ivw.coaching.message_needs import NEEDS, Missing
from ivw.coaching.message_templates import FOLDER, SUBJECT, Filled
from ivw.records.database import Records
from ivw.records.transaction import Transaction

TIMES_OFFERED = 3  # A83, X03: two or three


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: what it is called, what sending it logs, what it is about.

    `offers_times`, `gives`, `asks`: whether times belong into it, whether it should bring them something, and whether
    it asks for more than the conversation.
    """

    label: str
    logs: str
    offers_times: bool = False
    gives: bool = False
    asks: bool = False


KINDS = {
    "request": Kind("Ask for a conversation", "request", offers_times=True),
    "second_person": Kind("Ask a second person there", "request", offers_times=True),
    "proposal": Kind("Offer times", "proposal", offers_times=True),
    "in_writing": Kind("Ask in writing instead", "message", asks=True),
    "confirmation": Kind("Confirm the conversation", "confirmation"),
    "nudge": Kind("Remind them", "nudge", offers_times=True),
    "thank_you": Kind("Thank them", "thank_you"),
    "check_in": Kind("Check in", "check_in", gives=True),
    "tell_referrer": Kind("Tell them how it went", "message", gives=True),
    "more_advice": Kind("Ask for further advice", "message", gives=True, asks=True),
    "reconnect": Kind("Get back in touch", "check_in", gives=True),
    "answer": Kind("Answer them", "message"),
}
# Other words for them: what the queue calls the matter, and what the log calls the message.
_ALSO = {"confirm": "confirmation", "propose_times": "proposal", "referral": "request", "message": "answer"}
_REQUESTS = ("request", "second_person")
_GAPS = {fact: need.gap for fact, need in NEEDS.items()}


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
    short_of_time: bool = False,
    questions: Sequence[str] = (),
    question: str | None = None,
    note: bool | None = None,
    own_template: str | None = None,
    folder: Path = FOLDER,
) -> Draft:
    """A message of this kind to somebody, written from what the records know.

    `slots` are the times offered, `format` how to talk, `offer` something for them; `meeting_id` is the conversation it
    is about (else the next one planned, or the last one held; for somebody's referrer that with whom they named).
    `short_of_time`, `questions` and `question` are as in Asked. `note` makes a request a LinkedIn note of as many
    characters as the profile says (without it: where the channel is LinkedIn and they are not connected yet).
    `own_template` is the id of one's own template, used instead of ivw's.

    Raises InvalidRecord for an unknown kind or person, for times without a zone or gone by, for minutes outside 1..600
    and for a broken template (naming its file, or where it stands in one's own, and the line).
    """
    known = kind_of(kind)
    if known is None:
        raise InvalidRecord("kind", f"There is no message {kind!r}.", f"One of {', '.join(KINDS)}.")
    person = contacts.get(records, contact_id)
    asked = _checked(
        Asked(tuple(slots), minutes, format, offer, short_of_time, tuple(questions), question), as_of
    )  # fmt: skip
    facts = _facts(records, person, known, asked, meeting_id, as_of, zone)
    is_note = channel == "linkedin" and person.connected_on is None if note is None else note
    if own_template and not (known == "request" and is_note):
        own = own_templates.get(records, own_template)
        filled = own_templates.fill(own.subject, own.body, facts, _GAPS)
    elif known == "request" and is_note:
        filled = _note(facts, profile.of(records).linkedin_note_characters, folder)
    else:
        filled = _filled(_template(known, person, facts), facts, folder)
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


def choices_slot(contact_id: str, kind: str) -> str:
    """Where the choices for a message are kept while it is being written: the times, how long, how."""
    return f"choices:{contact_id}:{kind}"


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
    facts = _facts(records, person, kind, Asked(), meeting_id, as_of, zone)
    body = own.body
    for fact, need in NEEDS.items():
        if facts.get(fact):
            body = body.replace(f"[{need.gap}]", str(facts[fact]))
    if body != own.body:
        keep(records, contact_id, kind, own.subject, body, as_of)


def as_template(
    records: Records, contact_id: str, kind: str, subject: str, body: str, *, as_of: datetime, zone: str,
    asked: Asked, meeting_id: str | None = None,
) -> tuple[str, str]:  # fmt: skip
    """Subject and body of a message as a template: what the records filled in stands there by its name again."""
    facts = _facts(records, contacts.get(records, contact_id), kind, asked, meeting_id, as_of, zone)
    return own_templates.named(subject, facts, _GAPS), own_templates.named(body, facts, _GAPS)


def start_over(records: Records, contact_id: str, kind: str) -> Done:
    """Let go of what one wrote, so that the template's words stand there again; it can be undone."""
    with records.transaction() as transaction:
        drafts.used(transaction, slot(contact_id, kind))
        return done(transaction, "Your own words are put away.")


def sent(
    records: Records, contact_id: str, kind: str, *, text: str, as_of: datetime, token: str | None = None,
    channel: str | None = None, gives: bool = False, asks: bool = False, offered: Sequence[datetime] = (),
    minutes: int = meetings.DEFAULT_MINUTES, format: str | None = None, keeps: str | None = None,
) -> Done:  # fmt: skip
    """Say that a message was sent: it is logged, its draft goes, and the queue moves on.

    The times in `offered` (with their minutes and format) are kept, so that one of them is agreed on in one press.
    `keeps` is a promise that this message keeps.
    Raises InvalidRecord for an empty message, an unknown kind or channel, or nobody to send it to.
    """
    known = kind_of(kind)
    if known is None:
        raise InvalidRecord("kind", f"There is no message {kind!r}.", f"One of {', '.join(KINDS)}.")
    if checks.text("text", text) is None:
        raise InvalidRecord("text", "The message is empty.", "Write it, or say on the person's page what you did.")
    times = tuple(each for each in offered if each > as_of) if KINDS[known].offers_times else ()

    def also(transaction: Transaction, made: str) -> None:
        drafts.used(transaction, choices_slot(contact_id, known))
        offered_times.keep_in(transaction, made, times, minutes, format)
        if keeps:
            promises.keep_in(transaction, keeps, contact_id, as_of=as_of)

    return interactions.log(
        records, contact_id=contact_id, kind=KINDS[known].logs, happened_at=as_of, as_of=as_of, token=token,
        channel=channel, text=text, gives=gives, asks=asks, draft=slot(contact_id, known), also=also,
    )  # fmt: skip


def times_said(text: str, slots: Sequence[datetime], zone: str) -> tuple[datetime, ...]:
    """Those of the times that the message still offers: people strike one out, and it was not offered then.

    A time counts as said where its day of the month and its hour and minute stand in the text, however they are put.
    """
    local = {slot: slot.astimezone(ZoneInfo(zone)) for slot in slots}
    return tuple(slot for slot, at in local.items() if _says_time(text, at))


def _says_time(text: str, at: datetime) -> bool:
    twelve = at.hour % 12 or 12
    half = "a" if at.hour < 12 else "p"
    minute = rf"[:.]{at.minute:02}" if at.minute else r"(?:[:.]00)?"
    of_24 = rf"0?{at.hour}[:.]{at.minute:02}"
    clock = rf"(?<!\d)(?:{of_24}|{twelve}{minute}\s?{half}\.?m)"
    return bool(re.search(clock, text, re.IGNORECASE) and re.search(rf"(?<!\d)0?{at.day}(?!\d)", text))


def sent_today(
    records: Records, contact_id: str, kind: str, as_of: datetime, zone: str, since: datetime | None = None
) -> Sent | None:
    """The message of this kind that went out today, where nothing has happened with them after it; else None.

    Nothing counts that was sent before `since`.
    """
    newest = records.read(
        Sent,
        "SELECT kind, channel, happened_at FROM interactions WHERE contact_id = TRY_CAST($id AS UUID) "
        "AND kind <> 'note' AND happened_at <= $as_of ORDER BY happened_at DESC, id DESC LIMIT 1",
        id=contact_id,
        as_of=as_of,
    )
    here = ZoneInfo(zone)
    for each in newest:
        today = each.happened_at.astimezone(here).date() == as_of.astimezone(here).date()
        if each.kind == KINDS[kind].logs and today and (since is None or each.happened_at >= since):
            return each
    return None


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


def checked_minutes(minutes: int) -> int:
    """The minutes, if one can ask for so many. Raises InvalidRecord outside 1..600."""
    if not 1 <= minutes <= 600:
        raise InvalidRecord("minutes", "A conversation takes 1 to 600 minutes.", "20 is a good length to ask for.")
    return minutes


def _checked(asked: Asked, as_of: datetime) -> Asked:
    checked_minutes(asked.minutes)
    if any(each.tzinfo is None for each in asked.slots):
        raise InvalidRecord("slots", "A time has no time zone.", "Set your time zone in Your records.")
    if any(each <= as_of for each in asked.slots):
        raise InvalidRecord("slots", "A time has already passed.", "Offer times to come.")
    return asked


def _facts(
    records: Records, person: Contact, kind: str, asked: Asked, meeting_id: str | None, as_of: datetime, zone: str
) -> dict[str, object]:
    told: Told | None = None
    if kind == "tell_referrer":
        told = message_facts.told_about(records, person.id, as_of, meeting_id)
    meeting = _theirs(records, meeting_id, person.id)
    return message_facts.gather(records, person, kind, asked, meeting, as_of, zone, told=told)


def _template(kind: str, person: Contact, facts: dict[str, object]) -> str:
    """Which of ivw's templates it is: a request has one for each tone (C17), and strangers are told of a second one."""
    if kind not in _REQUESTS:
        return kind
    by = facts["introduced_by"]
    tone = message_facts.tone(
        person.relationship, str(by) if by else None, met=bool(facts["met"]), in_passing=bool(facts["met_on"])
    )  # fmt: skip
    return kind if kind == "second_person" and tone == "stranger" else f"request_{tone}"


def _filled(template: str, facts: dict[str, object], folder: Path) -> Filled:
    return message_templates.fill(template, facts, _GAPS, folder)


def _note(facts: dict[str, object], limit: int, folder: Path) -> Filled:
    """The longest form of the note that LinkedIn takes: why them is left out first, then how one found them."""
    by = facts["introduced_by"]
    ways = [f"{by} suggested I write."] if by else []
    found = str(facts["found"] or "")
    if facts["met_on"] or facts["met"]:
        ways += [found] if found else []
        ways.append(f"We met {facts['met_on']}." if facts["met_on"] else f"We talked {facts['last_on']}.")
    else:
        ways += [found, "I found you here."] if found else ["I found you here on LinkedIn."]
    tried: list[Filled] = []
    for said_first in ways:
        # It goes on after their name.
        way = f"we {said_first[3:]}" if said_first.startswith("We ") else said_first
        for why in (facts["why"], "") if facts["why"] else ("",):
            for work in (facts["line_of_work"], "your line of work", "your field"):
                said = facts | {"found": way, "why": why, "line_of_work": work}
                tried.append(_filled("request_linkedin_note", said, folder))
                if len(tried[-1].body) <= limit:
                    return tried[-1]
    return min(tried, key=lambda each: len(each.body))


def _theirs(records: Records, meeting_id: str | None, contact_id: str) -> Meeting | None:
    """The conversation named, if it is one with this person: the address may say anything."""
    if meeting_id is None:
        return None
    return next((each for each in meetings.of_contact(records, contact_id) if each.id == meeting_id), None)

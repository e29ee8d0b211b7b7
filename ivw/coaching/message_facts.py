"""What the records know that a message can say: the facts by the names that the templates in data/messages use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivw.coaching import (
    contacts,
    just_met,
    meetings,
    message_met,
    offered_times,
    profile,
    promises,
    second_person,
    wording,
)
from ivw.coaching.contacts import Contact
from ivw.coaching.just_met import Encounter
from ivw.coaching.meetings import Meeting
from ivw.coaching.promises import Promise
from ivw.records.database import Records

MANY_WORDS = 45  # of one's own that a letter takes up; what goes on longer makes it too long
HOW = {
    "video": "by video call", "phone": "by phone", "workplace": "at your workplace", "cafe": "over a coffee near you",
    "restaurant": "over lunch near you", "elsewhere": "wherever suits you",
}  # fmt: skip
EITHER_WAY = "by video call or by phone, whichever you prefer"
# Sources that only say what the records know already, or nothing that one would write to anybody.
_NO_SOURCE = ("referral",)
_LATE = timedelta(days=2)
# The hours at which the first, the second and the third time are suggested, and others where somebody has those.
_HOURS = (time(10), time(15), time(12, 30))
_OTHER_HOURS = (time(11), time(14), time(16), time(9))

# When one last asked, when they last wrote, whether the newest said later, and when one was last in touch.
_LOG = (
    "SELECT max(happened_at) FILTER (kind = 'request'), "
    "max(happened_at) FILTER (direction = 'in'), "
    "arg_max(kind, (happened_at, id)) = 'deferred', "
    "max(happened_at) "
    "FROM interactions WHERE contact_id = TRY_CAST($id AS UUID) AND kind <> 'note' AND happened_at <= $as_of"
)
_DEBRIEF = (
    "SELECT d.learned, (SELECT arg_min(what, id) FROM next_steps WHERE meeting_id = d.meeting_id "
    "AND dropped_at IS NULL) FROM debriefs d WHERE d.meeting_id = TRY_CAST($id AS UUID)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one chose on the way to a message: the times offered, how long, how to talk, and something for them.

    `short_of_time`: they have little of it. `questions` are for an exchange in writing, `question` for further advice.
    """

    slots: tuple[datetime, ...] = ()
    minutes: int = meetings.DEFAULT_MINUTES
    format: str | None = None
    offer: str | None = None
    short_of_time: bool = False
    questions: tuple[str, ...] = ()
    question: str | None = None


# Every fact that a template may use, and what it is; data/messages/README.md says the same to who edits the files.
FACTS = {
    "greeting": "“Dear Priya Raman” until you have met, then “Dear Priya”; “Hi Priya” where you know them",
    "name": "their whole name",
    "first_name": "what one calls them",
    "organization": "where they work",
    "position": "what they do there",
    "phone": "their number",
    "tone": "stranger, introduced, met (a few words in passing) or known",
    "my_name": "your whole name",
    "my_first_name": "your first name",
    "my_phone": "your number",
    "line_of_work": "their field",
    "exploring": "a clause about what you explore: goes on after “I am …”",
    "found": "how you came across them, a sentence said to them",
    "why": "why them, a sentence said to them",
    "introduced_by": "who named them, only where that name may be mentioned",
    "colleague_asked": "whether somebody else where they work was asked and has not answered",
    "met": "whether you have had a conversation",
    "met_on": "after a few words in passing: goes on after “We met …” (“on the train yesterday”)",
    "last_on": "when you last talked (“on Tuesday 17 November”)",
    "minutes": "how many minutes",
    "how": "how to talk (“by phone”)",
    "short_of_time": "whether they have little time",
    "slots": "the times offered, one by one",
    "times": "the times offered, in a row",
    "zone": "the time zone in words",
    "again": "whether a conversation was called off, and new times are offered",
    "asked_on": "when you asked",
    "deferred": "whether they said later",
    "replied_on": "when they wrote",
    "day": "the day of the conversation",
    "starts": "when it begins",
    "ends": "when it ends",
    "format": "video, phone, workplace, cafe, restaurant or elsewhere",
    "place": "the place or the link",
    "when_met": "when the conversation was",
    "late": "whether the thank-you is days late",
    "topics": "what you talked about",
    "learned": "what you learned, from the debrief",
    "next_step": "your next step, from the debrief",
    "owes": "whether you promised them something",
    "promises": "what you promised, each with its day",
    "referrals": "whom they named",
    "told_about": "whom they named and you talked with",
    "told_on": "when you talked with that person",
    "offer": "something for them: an article, an update, help",
    "questions": "two or three questions, one by one",
    "question": "the one question you ask",
    "answer": "what only you can write",
}
LISTS = ("slots", "questions")  # the facts that hold several things
# B01, E04: how one's situation is said, before "exploring …". That one looks for work is not said at all (guide 1).
_STANDING = {
    "student": "a student ", "starting": "at the beginning of my career and ", "changing": "thinking of a change and ",
    "searching": "working out where to go next and ", "looking ahead": "looking ahead and ",
}  # fmt: skip
# Whom they named and one talked with: the conversation that is meant, else the newest one.
_TOLD = (
    "SELECT m.id::VARCHAR AS meeting_id, c.name, m.starts_at, d.learned FROM referrals r "
    "JOIN contacts c ON c.id = r.prospect_id AND c.id <> r.contact_id "
    "JOIN meetings m ON m.contact_id = c.id AND m.status = 'held' AND m.starts_at <= $as_of "
    "LEFT JOIN debriefs d ON d.meeting_id = m.id WHERE r.contact_id = TRY_CAST($id AS UUID) "
    "ORDER BY coalesce(m.id = TRY_CAST($meeting AS UUID), false) DESC, m.starts_at DESC, m.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation with somebody whom this contact named; `learned` stands in its debrief."""

    meeting_id: str
    name: str
    starts_at: datetime
    learned: str | None


def told_about(records: Records, contact_id: str, as_of: datetime, meeting_id: str | None = None) -> Told | None:
    """The conversation to tell a referrer of: the one named, else the newest; None where none was held."""
    found = records.read(Told, _TOLD, id=contact_id, meeting=meeting_id, as_of=as_of)
    return found[0] if found else None


def gather(
    records: Records, person: Contact, kind: str, asked: Asked, meeting: Meeting | None, as_of: datetime, zone: str,
    *, told: Told | None = None,
) -> dict[str, object]:  # fmt: skip
    """Every fact of FACTS by its name; None where the records do not say it, or not in words that can be sent.

    `told` is the conversation that a referrer is told of.
    """
    every = meetings.of_contact(records, person.id)
    held = [each for each in every if each.status == "held" and each.starts_at <= as_of]
    last = meeting if meeting and meeting.status == "held" else held[0] if held else None
    here = ZoneInfo(zone)
    today = as_of.astimezone(here).date()
    kept_out = names_kept_out(records, person.id)
    by = introduced_by(records, person.id)
    asked_at, heard_at, deferred, touched_at = records.rows(_LOG, id=person.id, as_of=as_of)[0]
    since = last.ends_at if last else touched_at
    profile_of = profile.of(records)
    how = just_met.encounter(records, person, as_of)
    in_passing = how is not None and not held
    return (
        _whom(person, by, profile_of.situation, met=bool(held), in_passing=in_passing)
        | _oneself(profile_of)
        | _reasons(person, kept_out, how, here, today)
        | _offered(asked, zone)
        | _planned((meeting or meetings.next_of(every, as_of)) if kind == "confirmation" else None, zone, today)
        | _talked(records, person, last, kept_out, as_of, zone)
        | {
            "introduced_by": by,
            "met": bool(held),
            "met_on": message_met.met_on(how, today, here, _fit(person, kept_out)) if how and in_passing else "",
            "last_on": wording.past_day(since.astimezone(here).date(), today) if since else None,
            "again": bool(every) and every[0].status in ("cancelled", "no_show"),
            "asked_on": wording.past_day(asked_at.astimezone(here).date(), today) if asked_at else None,
            "replied_on": wording.past_day(heard_at.astimezone(here).date(), today) if heard_at else None,
            "deferred": bool(deferred),
            "answer": None,
            "colleague_asked": kind == "second_person" and bool(second_person.asked_there(records, person.id, as_of)),
        }
        | (_told(told, kept_out, here, today) if kind == "tell_referrer" else {"told_about": None, "told_on": None})
    )


def introduced_by(records: Records, contact_id: str) -> str | None:
    """Who named this person and may be mentioned; None where nobody did, or nobody said yes."""
    permitted = [name for _, name, may, _ in _named_by(records, contact_id) if may == "yes"]
    return permitted[-1] if permitted else None


def names_kept_out(records: Records, contact_id: str) -> tuple[str, ...]:
    """Who named this person without saying yes to being mentioned."""
    return tuple(name for _, name, may, _ in _named_by(records, contact_id) if may != "yes")


def gives_away(text: str, kept_out: Sequence[str]) -> bool:
    """Whether a text gives away a name that is to be kept out: as a whole, or by any part of it."""
    parts = {part for name in kept_out for part in re.findall(r"\w{3,}", name)}
    return any(re.search(rf"\b{re.escape(part)}\b", text) for part in parts)


def tone(relationship: str | None, by: str | None, *, met: bool, in_passing: bool) -> str:
    """How a request speaks (C17): known people casually, whoever was met in passing as somebody met, whoever was
    introduced by name, everybody else courteously."""
    if met or relationship == "known":
        return "known"
    return "met" if in_passing else "introduced" if by else "stranger"


def suggested_slots(records: Records, as_of: datetime, zone: str, whom: str | None = None) -> tuple[datetime, ...]:
    """Three times to offer somebody (A83): business days from the third on, at different hours, where nothing is
    planned yet and nobody else may choose. Which days and hours is our convention.
    """
    here = ZoneInfo(zone)
    planned = meetings.planned(records, as_of, limit=100)
    elsewhere = offered_times.with_others(records, whom, as_of)
    found: list[datetime] = []
    day = as_of.astimezone(here).date()
    business_days = 0
    while len(found) < len(_HOURS) and business_days < 60:
        day += timedelta(days=1)
        business_days += day.isoweekday() <= 5
        if day.isoweekday() <= 5 and business_days >= 3:
            used = [each.time() for each in found]
            clocks = [clock for clock in (_HOURS[len(found)], *_OTHER_HOURS) if clock not in used]
            found += offered_times.free([datetime.combine(day, clock, here) for clock in clocks], planned, elsewhere)
    return tuple(found)


def said_to_them(note: str | None) -> str | None:
    """Those lines of a note that speak to the person; None where none does."""
    lines = [line.strip() for line in (note or "").splitlines() if wording.is_said_to_them(line)]
    return wording.sentences("\n".join(lines), MANY_WORDS) if lines else None


def _told(told: Told | None, kept_out: Sequence[str], zone: ZoneInfo, today: date) -> dict[str, object]:
    """What a referrer hears: of them one may say she or he, since it is somebody else that is spoken of."""
    if told is None:
        return {"told_about": None, "told_on": None, "learned": None}
    return {
        "told_about": told.name,
        "told_on": wording.past_day(told.starts_at.astimezone(zone).date(), today),
        "learned": _sendable(wording.sentences(told.learned or "", MANY_WORDS), kept_out),
    }


def _whom(
    person: Contact, by: str | None, situation: str | None, *, met: bool, in_passing: bool
) -> dict[str, object]:  # fmt: skip
    first = wording.first_name(person.name, person.given_name)
    speaks = tone(person.relationship, by, met=False, in_passing=in_passing)
    # Whoever one has not met is greeted by the whole name, whoever named them.
    greeting = f"Hi {first}" if speaks == "known" else f"Dear {first if met or in_passing else person.name}"
    field = wording.clause(person.field) if person.field else None
    stands = _STANDING.get(situation or "", "")
    return {
        "tone": speaks,
        "greeting": greeting,
        "name": person.name,
        "first_name": first,
        "organization": person.organization or "",
        "position": person.position or "",
        "phone": person.phone,
        "line_of_work": field or "your line of work",
        "exploring": stands
        + (f"exploring {field} as a line of work" if field else "exploring which line of work to go into"),
    }


def _oneself(mine: profile.Profile) -> dict[str, object]:
    first = wording.first_name(mine.name, None) if mine.name else None
    return {"my_name": mine.name, "my_first_name": first, "my_phone": mine.phone or ""}


def _reasons(
    person: Contact, kept_out: Sequence[str], how: Encounter | None, here: ZoneInfo, today: date
) -> dict[str, object]:
    """How one came across them and why them, each as a sentence said to them; a private note stays private."""
    found = _sendable(said_to_them(person.common_ground), kept_out)
    why = _sendable(said_to_them(person.why_this_person), kept_out)
    source = _sendable(person.source, kept_out)
    if how:
        is_fit = _fit(person, kept_out)
        met = message_met.sentence(how, today, here, is_fit)
        reason = message_met.WHY if how.about and is_fit(how.about) and not how.talked else None
        return {"found": f"{met} {found}" if found else met, "why": why or reason}
    if found is None and source and source.lower() not in _NO_SOURCE and not wording.is_about_them(source):
        is_sentence = source.split(" ", 1)[0].lower() in ("i", "we")
        found = wording.sentence(source) if is_sentence else f"I found you through {wording.clause(source)}."
    return {"found": found, "why": why}


def _offered(asked: Asked, zone: str) -> dict[str, object]:
    slots = sorted(set(asked.slots))
    here = ZoneInfo(zone)
    local = [slot.astimezone(here) for slot in slots]
    said = [f"{wording.day(slot.date(), slot.date())} at {wording.clock(slot)}" for slot in local]
    return {
        "minutes": asked.minutes,
        "how": HOW.get(asked.format or "", EITHER_WAY),
        "slots": said,
        "zone": wording.zone(zone, slots[0]) if slots else "",
        "times": f"{wording.listed(said, 'or')} ({wording.zone(zone, slots[0])})" if slots else None,
        "offer": wording.sentence(asked.offer or ""),
        "short_of_time": asked.short_of_time,
        "questions": [line for each in asked.questions if (line := " ".join(each.split()))] or None,
        "question": " ".join((asked.question or "").split()) or None,
    }


def _planned(meeting: Meeting | None, zone: str, today: date) -> dict[str, object]:
    """When and where one meets. Once planned, its minutes count, not those that were asked for."""
    if meeting is None or meeting.status != "planned":
        return {"day": None, "starts": None, "ends": None, "format": "", "place": None}
    starts = meeting.starts_at.astimezone(ZoneInfo(zone))
    ends = meeting.ends_at.astimezone(ZoneInfo(zone))
    return {
        "day": wording.day(starts.date(), today), "starts": wording.clock(starts), "ends": wording.clock(ends),
        "zone": wording.zone(zone, starts), "minutes": meeting.minutes, "format": meeting.format or "",
        "place": meeting.place,
    }  # fmt: skip


def _talked(
    records: Records, person: Contact, last: Meeting | None, kept_out: Sequence[str], as_of: datetime, zone: str
) -> dict[str, object]:
    """What the last conversation left behind; a note that speaks about the person is nothing to send them."""
    if last is None:
        return dict.fromkeys(("when_met", "topics", "learned", "next_step", "referrals")) | {
            "late": False, "owes": False, "promises": "",
        }  # fmt: skip
    here = ZoneInfo(zone)
    today = as_of.astimezone(here).date()
    called = wording.first_name(person.name, person.given_name)
    learned, next_step = next(iter(records.rows(_DEBRIEF, id=last.id)), (None, None))
    topics = wording.listed([wording.clause(each) for each in meetings.topics(last.about)[:3]])
    to_do = wording.sentences(next_step or "", MANY_WORDS)
    told = wording.sentences(learned or "", MANY_WORDS)
    owed = owed_to(records, person, last, today)
    fit = not any(wording.is_done_for_them(each.what, called) for each in owed)
    named = [
        each.name
        for each in promises.referrals_of(records, person.id)
        if each.given_at >= last.starts_at and not each.done_at and not each.dropped_at
    ]
    return {
        "when_met": wording.past_day(last.starts_at.astimezone(here).date(), today),
        "late": as_of - last.ends_at > _LATE,
        "topics": None if wording.speaks_of(topics, called) else _sendable(topics, kept_out),
        "learned": None if wording.speaks_of(told, called) else _sendable(told, kept_out),
        "next_step": None if wording.is_done_for_them(to_do, called) else _sendable(to_do, kept_out),
        "owes": bool(owed),
        "promises": "; ".join(f"{wording.clause(each.what)}, by {wording.day(each.due, today)}" for each in owed)
        if fit
        else None,
        "referrals": wording.listed(named[:3]),
    }


def owed_to(records: Records, person: Contact, last: Meeting, today: date) -> list[Promise]:
    """The two promises that a letter about a conversation speaks of: made since it began, open, and not late. To tell a
    referrer how it went has a letter of its own.
    """
    kept_out = names_kept_out(records, person.id)
    owed = [
        each
        for each in promises.of_contact(records, person.id)
        if each.owner == "me" and not each.done_at and not each.dropped_at and each.due >= today
        and each.made_at and each.made_at >= last.starts_at and not gives_away(each.what, kept_out)
        and promises.tells_of(records, each.id) is None
    ]  # fmt: skip
    return owed[:2]


def _fit(person: Contact, kept_out: Sequence[str]) -> message_met.Fit:
    called = wording.first_name(person.name, person.given_name)
    return lambda note: not wording.speaks_of(note, called) and not gives_away(note, kept_out)


def _sendable(text: str | None, kept_out: Sequence[str]) -> str | None:
    return None if not text or gives_away(text, kept_out) else text


def _named_by(records: Records, contact_id: str) -> list[tuple[str, str, str, datetime]]:
    """The newest permission of everybody who named this person."""
    newest = {each[0]: each for each in contacts.named_by(records, contact_id)}
    return sorted(newest.values(), key=lambda each: each[3])

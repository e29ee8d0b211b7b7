"""What the records know that a message can say: the facts by the names that the templates in data/messages use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivw.coaching import contacts, meetings, profile, promises, wording
from ivw.coaching.contacts import Contact
from ivw.coaching.meetings import Meeting
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

# When one last asked, when they last wrote, whether the newest said later, and when one was last in touch.
_LOG = (
    "SELECT max(happened_at) FILTER (kind = 'request'), "
    "max(happened_at) FILTER (direction = 'in'), "
    "arg_max(kind, (happened_at, id)) = 'deferred', "
    "max(happened_at) "
    "FROM interactions WHERE contact_id = TRY_CAST($id AS UUID) AND kind <> 'note' AND happened_at <= $as_of"
)
_DEBRIEF = "SELECT learned, next_step FROM debriefs WHERE meeting_id = TRY_CAST($id AS UUID)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one chose on the way to a message: the times offered, how long, how to talk, and something for them."""

    slots: tuple[datetime, ...] = ()
    minutes: int = meetings.DEFAULT_MINUTES
    format: str | None = None
    offer: str | None = None


def gather(
    records: Records, person: Contact, kind: str, asked: Asked, meeting: Meeting | None, as_of: datetime, zone: str
) -> dict[str, object]:
    """Every fact by its name; None where the records do not say it, or not in words that can be sent."""
    every = meetings.of_contact(records, person.id)
    held = [each for each in every if each.status == "held" and each.starts_at <= as_of]
    last = meeting if meeting and meeting.status == "held" else held[0] if held else None
    here = ZoneInfo(zone)
    today = as_of.astimezone(here).date()
    kept_out = names_kept_out(records, person.id)
    by = introduced_by(records, person.id)
    asked_at, heard_at, deferred, touched_at = records.rows(_LOG, id=person.id, as_of=as_of)[0]
    since = last.ends_at if last else touched_at
    return (
        _whom(person, by, met=bool(held))
        | _oneself(records)
        | _reasons(person, kept_out)
        | _offered(asked, zone)
        | _planned((meeting or _next(every, as_of)) if kind == "confirmation" else None, zone, today)
        | _talked(records, person.id, last, kept_out, as_of, zone)
        | {
            "introduced_by": by,
            "met": bool(held),
            "last_on": wording.past_day(since.astimezone(here).date(), today) if since else None,
            "again": bool(every) and every[0].status in ("cancelled", "no_show"),
            "asked_on": wording.past_day(asked_at.astimezone(here).date(), today) if asked_at else None,
            "replied_on": wording.past_day(heard_at.astimezone(here).date(), today) if heard_at else None,
            "deferred": bool(deferred),
            "answer": None,
        }
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


def tone(relationship: str | None, by: str | None, *, met: bool) -> str:
    """How a request speaks (C17): known people casually, whoever was introduced by name, everybody else courteously."""
    return "known" if met or relationship == "known" else "introduced" if by else "stranger"


def suggested_slots(records: Records, as_of: datetime, zone: str) -> tuple[datetime, ...]:
    """Three times to offer (A83): business days from the third on, at different hours, where nothing is planned yet.

    Which days and hours is our convention.
    """
    here = ZoneInfo(zone)
    planned = [
        (each.starts_at, each.starts_at + timedelta(minutes=each.minutes))
        for each in meetings.planned(records, as_of, limit=100)
    ]
    found: list[datetime] = []
    day = as_of.astimezone(here).date() + timedelta(days=1)
    hours = [(10, 0), (15, 0), (12, 30)]
    business_days = 0
    while len(found) < len(hours) and business_days < 60:
        business_days += day.isoweekday() <= 5
        hour, minute = hours[len(found)]
        start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=here)
        free = all(end <= start or start + timedelta(hours=1) <= begin for begin, end in planned)
        if day.isoweekday() <= 5 and business_days >= 3 and free:
            found.append(start)
        day += timedelta(days=1)
    return tuple(found)


def said_to_them(note: str | None) -> str | None:
    """Those lines of a note that speak to the person; None where none does."""
    lines = [line.strip() for line in (note or "").splitlines() if wording.is_said_to_them(line)]
    return wording.sentences("\n".join(lines), MANY_WORDS) if lines else None


def _whom(person: Contact, by: str | None, *, met: bool) -> dict[str, object]:
    first = wording.first_name(person.name, person.given_name)
    speaks = tone(person.relationship, by, met=False)
    greeting = f"Hi {first}" if speaks == "known" else f"Dear {first if by or met else person.name}"
    field = wording.clause(person.field) if person.field else None
    return {
        "greeting": greeting,
        "name": person.name,
        "first_name": first,
        "organization": person.organization or "",
        "position": person.position or "",
        "phone": person.phone,
        "line_of_work": field or "your line of work",
        "exploring": f"exploring {field} as a line of work" if field else "exploring which line of work to go into",
    }


def _oneself(records: Records) -> dict[str, object]:
    name = profile.of(records).name
    return {"my_name": name, "my_first_name": wording.first_name(name, None) if name else None}


def _reasons(person: Contact, kept_out: Sequence[str]) -> dict[str, object]:
    """How one came across them and why them, each as a sentence said to them; a private note stays private."""
    found = _sendable(said_to_them(person.common_ground), kept_out)
    source = _sendable(person.source, kept_out)
    if found is None and source and source.lower() not in _NO_SOURCE and not wording.is_about_them(source):
        is_sentence = source.split(" ", 1)[0].lower() in ("i", "we")
        found = wording.sentence(source) if is_sentence else f"I found you through {wording.clause(source)}."
    return {"found": found, "why": _sendable(said_to_them(person.why_this_person), kept_out)}


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
    }


def _next(every: Sequence[Meeting], as_of: datetime) -> Meeting | None:
    ahead = [each for each in every if each.status == "planned" and each.ends_at > as_of]
    return ahead[-1] if ahead else None  # newest first: the last one is the next one


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
    records: Records, contact_id: str, last: Meeting | None, kept_out: Sequence[str], as_of: datetime, zone: str
) -> dict[str, object]:
    """What the last conversation left behind."""
    if last is None:
        return dict.fromkeys(("when_met", "topics", "learned", "next_step", "promises", "referrals")) | {"late": False}
    here = ZoneInfo(zone)
    today = as_of.astimezone(here).date()
    learned, next_step = next(iter(records.rows(_DEBRIEF, id=last.id)), (None, None))
    topics = [wording.clause(each) for each in meetings.topics(last.about)[:3]]
    owed = [
        f"{wording.clause(each.what)}, by {wording.day(each.due, today)}"
        for each in promises.of_contact(records, contact_id)
        if each.owner == "me" and not each.done_at and not each.dropped_at and each.due >= today
        and each.made_at and each.made_at >= last.starts_at and not gives_away(each.what, kept_out)
    ]  # fmt: skip
    named = [
        each.name
        for each in promises.referrals_of(records, contact_id)
        if each.given_at >= last.starts_at and not each.done_at and not each.dropped_at
    ]
    return {
        "when_met": wording.past_day(last.starts_at.astimezone(here).date(), today),
        "late": as_of - last.ends_at > _LATE,
        "topics": _to_them(wording.listed(topics), kept_out),
        "learned": _to_them(wording.sentences(learned or "", MANY_WORDS), kept_out),
        "next_step": _to_them(wording.sentences(next_step or "", MANY_WORDS), kept_out),
        "promises": "; ".join(owed[:2]),
        "referrals": wording.listed(named[:3]),
    }


def _to_them(text: str, kept_out: Sequence[str]) -> str | None:
    """A note, unless it speaks about the person and so is nothing to send them."""
    return None if wording.is_about_them(text) else _sendable(text, kept_out)


def _sendable(text: str | None, kept_out: Sequence[str]) -> str | None:
    return None if not text or gives_away(text, kept_out) else text


def _named_by(records: Records, contact_id: str) -> list[tuple[str, str, str, datetime]]:
    """The newest permission of everybody who named this person."""
    newest = {each[0]: each for each in contacts.named_by(records, contact_id)}
    return sorted(newest.values(), key=lambda each: each[3])

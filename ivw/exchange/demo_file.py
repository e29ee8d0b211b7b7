"""The demo network's file: a history whose moments are told from the day it is loaded, to be edited by hand.

A moment is one of these, a day the first two without their time:

    -12d 09:30      twelve days before today, at half past nine
    -12b 09:30      twelve business days before today (+3b: three business days ahead)
    -22h 15-19      the first moment between 15 and 19 o'clock, from 22 hours ago on
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from ivw.coaching.contacts import KINDS_OF_PERSON, SENIORITIES, SOURCES
from ivw.coaching.demo import Network, Person
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import CHANNELS, KINDS
from ivw.coaching.meetings import FORMATS
from ivw.coaching.moments import At, Day, Within
from ivw.coaching.next_steps import KINDS as STEPS
from ivw.coaching.promises import OFFERS
from ivw.coaching.questions import PURPOSES, STAGES
from ivw.coaching.stories import LEVELS, PARTS
from ivw.exchange import history_values as values
from ivw.exchange.history_values import UnreadableError

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "demo_network.json"
_DAY = re.compile(r"([+-]?\d{1,4})([db])")
_AT = re.compile(r"([+-]?\d{1,4}[db]) ([01]\d|2[0-3]):([0-5]\d)")
_WITHIN = re.compile(r"-(\d{1,2})h (\d{1,2})-(\d{1,2})")

Entry = dict[str, object]
Parse = Callable[[Any], object]


def _day(value: object) -> Day:
    told = _DAY.fullmatch(values.line(value))
    if told is None:
        raise UnreadableError(f'"{value}" is no day. Right would be -12d or +3b.')
    return Day(int(told[1]), business=told[2] == "b")


def _instant(value: object) -> At | Within:
    if told := _AT.fullmatch(values.line(value)):
        return At(_day(told[1]), time(int(told[2]), int(told[3])))
    told = _WITHIN.fullmatch(values.line(value))
    if told is None or not int(told[2]) < int(told[3]) < 24:
        raise UnreadableError(f'"{value}" is no moment. Right would be -12d 09:30, +3b 10:00 or -22h 15-19.')
    return Within(int(told[1]), int(told[2]), int(told[3]))


def _each(fields: Mapping[str, Parse], *required: str) -> Callable[[object], tuple[Entry, ...]]:
    """How a list of entries with these fields is read."""

    def parse(value: object) -> tuple[Entry, ...]:
        if not isinstance(value, list):
            raise UnreadableError("This is no list. Right would be [...].")
        read = []
        for place, entry in enumerate(value):
            try:
                read.append(_entry(entry, fields, required))
            except UnreadableError as unreadable:
                raise UnreadableError(unreadable.why, f"[{place}]{unreadable.key}") from unreadable
        return tuple(read)

    return parse


def _one(fields: Mapping[str, Parse]) -> Parse:
    """How an entry with these fields is read."""
    return lambda value: _entry(value, fields, ())


def _lines(value: object) -> tuple[str, ...]:
    """A list of short texts."""
    if not isinstance(value, list):
        raise UnreadableError('This is no list. Right would be ["..."].')
    return tuple(values.line(each) for each in value)


def _seconds(value: object) -> float:
    """Seconds of a sound, which may have a part after the point."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 36_000:
        raise UnreadableError("These are no seconds. Right would be 4.2.")
    return float(value)


def _entry(entry: object, fields: Mapping[str, Parse], required: tuple[str, ...]) -> Entry:
    if not isinstance(entry, dict):
        raise UnreadableError("This is no entry. Right would be {...}.")
    read = {}
    for name, value in entry.items():
        if name not in fields:
            raise UnreadableError(f"This field is not known. Right would be one of: {', '.join(fields)}.", f".{name}")
        try:
            read[name] = fields[name](value)
        except UnreadableError as unreadable:
            raise UnreadableError(unreadable.why, f".{name}{unreadable.key}") from unreadable
    missing = [name for name in required if read.get(name, "") == ""]
    if missing:
        raise UnreadableError("This is missing.", f".{missing[0]}")
    return read


_RATED = values.whole_number(1, 5)
_INTERACTION: Mapping[str, Parse] = {
    "kind": values.one_of(*KINDS),
    "happened_at": _instant,
    "channel": values.one_of(*CHANNELS),
    "gives": values.yes_or_no,
    "asks": values.yes_or_no,
    "wants_answer": values.yes_or_no,
    "again_on": _day,
    "text": values.text,
}
_VOICE: Mapping[str, Parse] = {
    "heard_seconds": _seconds,
    "asking_seconds": _seconds,
    "speaking_seconds": _seconds,
    "pauses": values.whole_number(0, 1000),
    "longest_pause_seconds": _seconds,
    "longest_stretch_seconds": _seconds,
}
_LAP: Mapping[str, Parse] = {
    "text": values.line,
    "planned_seconds": values.whole_number(0, 36_000),
    "asking_seconds": values.whole_number(0, 36_000),
    "answering_seconds": values.whole_number(0, 36_000),
    "ease": _RATED,
    "skipped": values.yes_or_no,
    "voice": _one(_VOICE),
}
_CURVEBALL: Mapping[str, Parse] = {
    "ordinal": values.whole_number(1, 200),
    "situation": values.line,
    "tried": values.yes_or_no,
    "ease": _RATED,
}
_REHEARSAL: Mapping[str, Parse] = {
    "started_at": _instant,
    "minutes": values.whole_number(1, 600),
    "mode": values.one_of("mirror", "companion", "camera", "voice", "silent"),
    "round": values.one_of("whole", "asking"),
    "broken_off": values.yes_or_no,
    "nerves_before": _RATED,
    "nerves_after": _RATED,
    "confidence_before": _RATED,
    "confidence_after": _RATED,
    **dict.fromkeys(("storytelling", "interests", "questioning"), _RATED),
    "curveballs": _each(_CURVEBALL, "ordinal", "situation"),
    "laps": _each(_LAP, "text"),
}
_QUESTION: Mapping[str, Parse] = {
    "text": values.line,
    "tier": values.one_of("must", "should", "spare"),
    "priority": values.whole_number(1, 3),
    "goals": _lines,
    "answer_seconds": values.whole_number(1, 3600),
    "about_me": values.yes_or_no,
    "must_ask": values.one_of("who_else", "your_name"),
    "topic": values.line,
}
_PLAN: Mapping[str, Parse] = {
    "minutes": values.whole_number(1, 600),
    "title": values.line,
    "made_at": _instant,
    "questions": _each(_QUESTION, "text"),
}
_ASKED: Mapping[str, Parse] = {
    "text": values.line,
    "seconds": values.whole_number(0, 36_000),
    "note": values.text,
    "answered": values.yes_or_no,
    "useful": _RATED,
}
_THEME: Mapping[str, Parse] = {"theme": values.line, "kind": values.one_of("technology", "skill", "demand")}
_STEP: Mapping[str, Parse] = {
    "what": values.line,
    "kind": values.one_of(*STEPS),
    "made_at": _instant,
    "due": _day,
    "done_at": _instant,
    "dropped_at": _instant,
    "dropped_why": values.line,
}
_JUDGED: Mapping[str, Parse] = {"criterion": values.line, "rating": values.whole_number(-2, 2), "note": values.text}
_DEBRIEF: Mapping[str, Parse] = {
    "written_at": _instant,
    **dict.fromkeys(("learned", "changed_view", "do_differently", "they_need", "use_in_application"), values.text),
    **dict.fromkeys(("believed_before", "believed_after"), values.text),
    "path_fit": values.whole_number(-2, 2),
    **dict.fromkeys(("useful", "rapport", "confidence_before", "confidence_after"), _RATED),
    **dict.fromkeys(("energy_before", "energy_after"), _RATED),
    **dict.fromkeys(("attitude", "storytelling", "interests", "questioning"), _RATED),
    "talk_share": values.whole_number(0, 100),
    "themes": _each(_THEME, "theme"),
    "next_steps": _each(_STEP, "what"),
    "criteria": _each(_JUDGED, "criterion", "rating"),
}
_DAY_CHECK: Mapping[str, Parse] = {"item": values.line, "ticked_at": _instant}
_LEAD: Mapping[str, Parse] = {
    "what": values.line, "unadvertised": values.yes_or_no, "dropped_at": _instant, "dropped_why": values.line,
}  # fmt: skip
_MEETING: Mapping[str, Parse] = {
    "starts_at": _instant,
    "scheduled_at": _instant,
    "minutes": values.whole_number(1, 600),
    "status": values.one_of("planned", "held", "cancelled", "no_show"),
    "format": values.one_of(*FORMATS),
    "place": values.line,
    "about": values.text,
    "notes": values.text,
    "cancelled_at": _instant,
    "called_off_by": values.one_of("me", "them"),
    "prepared_at": _instant,
    "thanks_dropped_at": _instant,
    "thanks_dropped_why": values.line,
    "plan": _one(_PLAN),
    "rehearsals": _each(_REHEARSAL, "started_at", "minutes"),
    "day_checks": _each(_DAY_CHECK, "item", "ticked_at"),
    "asked": _each(_ASKED, "text", "seconds"),
    "debrief": _one(_DEBRIEF),
    "leads": _each(_LEAD, "what"),
}
_PROMISE: Mapping[str, Parse] = {
    "what": values.line,
    "owner": values.one_of("me", "them"),
    "made_at": _instant,
    "due": _day,
    "done_at": _instant,
    "dropped_at": _instant,
    "dropped_why": values.line,
}
_REFERRAL: Mapping[str, Parse] = {
    "name": values.line,
    "about": values.line,
    "given_at": _instant,
    "may_mention": values.one_of("yes", "no", "not asked"),
    "kind": values.one_of(*OFFERS),
    "done_at": _instant,
    "dropped_at": _instant,
    "dropped_why": values.line,
}
_POSTPONEMENT: Mapping[str, Parse] = {
    "action": values.one_of("check_in", "reconnect"),
    "postponed_at": _instant,
    "until": _day,
}
_FINDING: Mapping[str, Parse] = {"topic": values.line, "finding": values.text, "source": values.line, "found_on": _day}
_FIT = values.whole_number(0, 3)
_CONTACT: Mapping[str, Parse] = {
    "name": values.line,
    "email": values.email,
    "organization": values.line,
    "position": values.line,
    "field": values.line,
    "tie": values.one_of("A", "B", "C", "D"),
    "relationship": values.one_of("stranger", "introduced", "known"),
    "cadence_days": values.whole_number(1, 3650),
    "do_not_contact": values.yes_or_no,
    "source": values.line,
    "mutual_contact": values.line,
    "why_this_person": values.text,
    "common_ground": values.text,
    "what_they_get": values.text,
    "seniority": values.one_of(*SENIORITIES),
    "tenure": values.line,
    "experience": values.text,
    "kind_of_person": values.one_of(*KINDS_OF_PERSON),
    "source_kind": values.one_of(*SOURCES),
    **dict.fromkeys(("interest_fit", "values_fit", "experience_fit"), _FIT),
    "tags": _lines,
    "shortlisted_at": _instant,
    "interactions": _each(_INTERACTION, "kind", "happened_at"),
    "meetings": _each(_MEETING, "starts_at"),
    "promises": _each(_PROMISE, "what", "due"),
    "referrals": _each(_REFERRAL, "name", "given_at"),
    "postponements": _each(_POSTPONEMENT, "action", "postponed_at", "until"),
    "findings": _each(_FINDING, "topic", "finding", "found_on"),
}
_ORGANIZATION: Mapping[str, Parse] = {
    "name": values.line,
    "website": values.line,
    "target_employer": values.yes_or_no,
    "findings": _each(_FINDING, "topic", "finding", "found_on"),
}
_FIELD: Mapping[str, Parse] = {
    "name": values.line,
    "findings": _each(_FINDING, "topic", "finding", "found_on"),
}
_GOAL: Mapping[str, Parse] = {
    "text": values.line,
    "kind": values.one_of("learn", "achieve", "short_term", "long_term"),
    "weight": values.whole_number(1, 3),
    "about": values.one_of("field", "career", "organization"),
    "added_at": _instant,
}
_CRITERION: Mapping[str, Parse] = {"name": values.line, "weight": values.whole_number(1, 3), "added_at": _instant}
_STORY: Mapping[str, Parse] = {
    "kind": values.one_of("story", "introduction"),
    "title": values.line,
    **dict.fromkeys((*PARTS, "words"), values.text),
    "role": values.line,
    "level": values.one_of(*LEVELS),
    "added_at": _instant,
}
_OWN_QUESTION: Mapping[str, Parse] = {
    "text": values.line, "stage": values.one_of(*STAGES), "purpose": values.one_of(*PURPOSES),
    "about_me": values.yes_or_no, "added_at": _instant,
}  # fmt: skip
_IF_THEN: Mapping[str, Parse] = {"situation": values.line, "response": values.line}
_REVIEW: Mapping[str, Parse] = {
    "week_of": _day, "written_at": _instant, **dict.fromkeys(("went_well", "to_change"), values.text),
    "plans": _each(_IF_THEN, "situation", "response"),
}  # fmt: skip
_LISTS = ("interactions", "meetings", "promises", "referrals", "postponements", "findings", "tags")


def read(path: Path = DEFAULT) -> Network:
    """The demo network in this file.

    Raises InvalidRecord when the file cannot be read, with the place of the first thing in it that is wrong, such as
    contacts[3].interactions[0].happened_at.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidRecord("demo", f"{path} cannot be read: {error.strerror}.", "It comes with ivw.") from error
    except ValueError as error:
        raise InvalidRecord("demo", f"{path} is no JSON: {error}.", "Mend it there.") from error
    told = told if isinstance(told, dict) else {}
    contacts = _list(told, "contacts", _each(_CONTACT, "name"), path)
    goals = _list(told, "goals", _each(_GOAL, "text"), path) if "goals" in told else ()
    organizations = _list(told, "organizations", _each(_ORGANIZATION, "name"), path) if "organizations" in told else ()
    fields = _list(told, "fields", _each(_FIELD, "name"), path) if "fields" in told else ()
    criteria = _list(told, "criteria", _each(_CRITERION, "name"), path) if "criteria" in told else ()
    stories = _list(told, "stories", _each(_STORY, "title"), path) if "stories" in told else ()
    own = _each(_OWN_QUESTION, "text", "added_at")
    questions = _list(told, "questions", own, path) if "questions" in told else ()
    weekly = _each(_REVIEW, "week_of", "written_at")
    reviews = _list(told, "reviews", weekly, path) if "reviews" in told else ()
    people = tuple(_person(contact) for contact in contacts)
    twice = [name for name, times in Counter(person.facts["name"] for person in people).items() if times > 1]
    if twice:
        raise InvalidRecord("name", f"{twice[0]} is there twice in {path}.", "Referrals lead to people by their names.")
    return Network(people, goals, organizations, fields, criteria, stories, questions, reviews)


def _list(told: Entry, name: str, parse: Callable[[object], tuple[Entry, ...]], path: Path) -> tuple[Entry, ...]:
    try:
        return parse(told.get(name))
    except UnreadableError as unreadable:
        where = f"{name}{unreadable.key}"
        raise InvalidRecord(where, f"{where} in {path}: {unreadable.why}") from unreadable


def _person(contact: Entry) -> Person:
    lists: dict[str, Any] = {name: contact.pop(name, ()) for name in _LISTS}
    return Person(facts=contact, **lists)

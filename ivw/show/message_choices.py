"""What goes into a message: the kind, the times, how long and by which way. What is chosen is kept while one writes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from ivw.coaching import (
    contacts,
    drafts,
    just_met,
    message_facts,
    message_needs,
    offered_times,
    outreach,
    profile,
    time_line,
    wording,
)
from ivw.coaching.contacts import RELATIONSHIPS, Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import CHANNELS
from ivw.coaching.meetings import DEFAULT_MINUTES, FORMATS
from ivw.coaching.outreach import KINDS
from ivw.show import front_door, message_second_person, parts, when
from ivw.show.front_door import Here

ANSWERS = ("answer", "proposal", "confirmation", "in_writing")
MOST_QUESTIONS = 3
LONG = 30  # more minutes than this want a second thought
TONES = {
    "stranger": "Courteous, since you do not know each other yet (guide 3).",
    "introduced": "Courteous, and it begins with who introduced you (guides 1 and 3).",
    "met": "Courteous, and it begins with how you met (guide 3).",
    "known": "At ease, since you know each other (guide 3).",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for a message; `note` where it is a LinkedIn note.

    `refused` says what is wrong with the minutes that stand in their field; `minutes` are the last right ones then.
    """

    slots: tuple[datetime, ...]
    minutes: int
    format: str | None
    channel: str | None
    note: bool
    offer: str | None = None
    short_of_time: bool = False
    questions: tuple[str, ...] = ()
    question: str | None = None
    refused: InvalidRecord | None = None


def ask(here: Here, person: Contact, kind: str, happened: int) -> Choices:
    """Ask for what this kind of message wants to know. `happened` is the length of their time line.

    What is chosen is kept until the message was sent, so that a look at another page loses nothing.
    """
    # With the count in it, what was sent leaves fresh fields behind, and a late second click saves nothing old.
    key = f"{person.id}-{kind}-{happened}"
    kept = _kept(here, person.id, kind, happened)
    chosen: dict[str, Any] = {}
    _kind(person, kind)
    is_met = contacts.is_met(here.records, person.id)
    if kind in ("request", "second_person"):
        _tone(here, person, is_met=is_met)
    if kind == "second_person":
        message_second_person.draw(here, person)
    elif kind in ANSWERS:
        _they_wrote(here, person)
    chosen["channel"], chosen["note"] = _channel(here, person, kind, key, kept)
    slots: tuple[datetime, ...] = ()
    minutes, format, refused = DEFAULT_MINUTES, None, None
    if KINDS[kind].offers_times:
        if not chosen["note"]:  # there is no room in it for times
            slots, chosen["slots"] = _slots(here, person.id, key, kept)
        beside = st.container(gap="xxsmall")
        at_ease = is_met or person.relationship == "known"
        minutes, format, refused = _how_long(key, kept, at_ease=at_ease)
        chosen |= {"minutes": minutes, "format": format}
        with beside:
            _offered_elsewhere(here, person.id, slots, minutes)
    if kind == "proposal":
        chosen["short"] = st.checkbox(
            "Their time is short", bool(kept.get("short")), key=f"short-{key}",
            help="Then the draft suggests a call by Zoom or by phone, which fits in most easily (guide 1).",
        )  # fmt: skip
    chosen |= _words(here, person, kind, key, kept)
    _keep(here, person.id, kind, happened, kept, chosen)
    return Choices(
        slots, minutes, format, chosen["channel"], chosen["note"], chosen.get("offer"), bool(chosen.get("short")),
        tuple(chosen.get("questions", ())), chosen.get("question"), refused,
    )  # fmt: skip


def _words(here: Here, person: Contact, kind: str, key: str, kept: dict[str, Any]) -> dict[str, Any]:
    """The words that only the person can put in: something for them, and what to ask."""
    said: dict[str, Any] = {}
    if kind == "in_writing":
        suggested = kept.get("questions") or message_needs.questions_left(here.records, person.id)
        st.markdown("Questions to ask in writing", help="Two or three are soon answered (our convention).")
        with st.container(gap="xsmall"):
            said["questions"] = [
                st.text_input(
                    f"Question {place + 1}", suggested[place] if place < len(suggested) else "", max_chars=300,
                    key=f"question-{place}-{key}", label_visibility="collapsed", placeholder=f"Question {place + 1}",
                ) or ""
                for place in range(MOST_QUESTIONS)
            ]  # fmt: skip
    if kind == "more_advice":
        said["question"] = st.text_input(
            "Your question", kept.get("question") or "", key=f"question-{key}", max_chars=300,
            help="One clear question is easily answered (our convention).",
            placeholder="Which of the two courses would you take first, and why?",
        )  # fmt: skip
    if KINDS[kind].gives and kind != "tell_referrer":
        said["offer"] = st.text_input(
            "What became of their advice" if kind == "more_advice" else "Something for them", kept.get("offer") or "",
            key=f"offer-{key}", placeholder="The report on night buses I told you about: …",
            help="An article, what became of their advice, an offer of help: bring something (guide 1). "
            "Without it, the draft offers your help.",
        )  # fmt: skip
        if person.what_they_get:
            st.caption(f":material/lightbulb: What they get, by your note: {parts.plain(person.what_they_get)}")
    return said


def _kept(here: Here, contact_id: str, kind: str, happened: int) -> dict[str, Any]:
    """What was chosen for this message before; nothing where something was logged since."""
    try:
        kept = json.loads(drafts.read(here.records, outreach.choices_slot(contact_id, kind)) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) and kept.get("happened") == happened else {}


def _keep(
    here: Here, contact_id: str, kind: str, happened: int, kept: dict[str, Any], chosen: dict[str, Any]
) -> None:  # fmt: skip
    """Keep what is chosen now, once it differs from what the page began with."""
    began = f"began/{contact_id}/{kind}/{happened}"
    now = json.dumps(chosen | {"happened": happened})
    if not kept and st.session_state.setdefault(began, now) == now:
        return  # nothing was chosen yet
    if now != json.dumps(kept):
        drafts.save(here.records, outreach.choices_slot(contact_id, kind), now, here.as_of)


def _kind(person: Contact, kind: str) -> None:
    chosen = st.selectbox(
        "What you write", list(KINDS), index=list(KINDS).index(kind), key=f"kind-{person.id}-{kind}",
        format_func=lambda each: KINDS[each].label,
    )  # fmt: skip
    if chosen != kind:
        st.query_params.from_dict({"contact": person.id, "kind": chosen})
        st.rerun()


def _tone(here: Here, person: Contact, *, is_met: bool) -> None:
    by = message_facts.introduced_by(here.records, person.id)
    in_passing = just_met.encounter(here.records, person, here.as_of) is not None
    if not is_met:
        known = list(RELATIONSHIPS)
        key = f"relationship-{person.id}-{person.relationship}"
        st.selectbox(
            "How you know them", known, index=known.index(person.relationship) if person.relationship else None,
            placeholder="Not said" if in_passing else "Not said: a stranger", format_func=RELATIONSHIPS.__getitem__,
            key=key, on_change=_relate, args=(person.id, person.relationship, key),
        )  # fmt: skip
        parts.problem("relationship")
    tone = message_facts.tone(person.relationship, by, met=is_met, in_passing=in_passing)
    st.caption(f":material/tune: {TONES[tone]}")
    _referrers(here, person)


def _they_wrote(here: Here, person: Contact) -> None:
    """What they wrote last, to have it before one's eyes."""
    newest = next(
        (each for each in time_line.entries(here.records, person.id, limit=20)
         if each.direction == "in" and each.fact_table == "interactions"), None,
    )  # fmt: skip
    if newest and newest.words:
        on = when.on_day(here, newest.happened_at)
        st.caption(f":material/forum: They wrote, {on}: {parts.plain(newest.words)}")


def _relate(contact_id: str, stands: str | None, key: str) -> None:
    chosen = st.session_state[key]
    if chosen == stands:  # a second click that came late says everything once more
        return
    parts.act(lambda here: contacts.change(here.records, contact_id, relationship=chosen), "relationship")


def _referrers(here: Here, person: Contact) -> None:
    """Who named them, and whether the message says so."""
    for by, name, may, _ in contacts.named_by(here.records, person.id):
        called = parts.plain(name)
        if may == "yes":
            st.caption(f":green[:material/check:] {called} named them, and you may say so.")
            continue
        why = f"{called} wants to stay out of it" if may == "no" else f"You have not asked {called} yet whether you may"
        with st.container(gap="xxsmall"):
            st.caption(f":orange[:material/visibility_off: {why}: the draft leaves that name out (guide 2).]")
            if may == "not asked" and st.button(
                f"Open {called}", type="tertiary", icon=":material/arrow_forward:", key=f"referrer-{by}"
            ):
                front_door.go("prospect_research", contact=by, tab="promises")


def _slots(
    here: Here, contact_id: str, key: str, kept: dict[str, Any]
) -> tuple[tuple[datetime, ...], list[str | None]]:  # fmt: skip
    """The times offered, and how they are kept: each as the person's clock shows it, None for one left empty."""
    zone = ZoneInfo(here.zone)
    suggested: Sequence[datetime | None] = _as_kept(kept.get("slots"), here) or message_facts.suggested_slots(
        here.records, here.as_of, here.zone, contact_id
    )
    chosen: list[datetime] = []
    written: list[str | None] = []
    too_early = False
    st.markdown(
        "Times you offer",
        help="Two or three times are easy to say yes to, and the draft adds “or any time that suits you” (guide 1). "
        "The suggestions leave out what you have planned, and what somebody else may choose.",
    )
    with st.container(gap="xsmall"):
        for place in range(outreach.TIMES_OFFERED):
            start = suggested[place] if place < len(suggested) else None
            # No columns: on a phone they would tear a day from its time.
            pair = st.container(horizontal=True, gap="small")
            day = pair.date_input(
                f"Day {place + 1}", start.date() if start else None, min_value=here.as_of.date(),
                max_value=here.as_of.date() + timedelta(days=730),
                format=when.day_format(), key=f"day-{place}-{key}", label_visibility="collapsed",
            )  # fmt: skip
            clock: time | None = pair.time_input(
                f"Time {place + 1}", start.time() if start else None, step=timedelta(minutes=15),
                key=f"time-{place}-{key}", label_visibility="collapsed", width=110,
            )  # fmt: skip
            if day is None or clock is None:
                written.append(None)
                continue
            at = datetime.combine(day, clock, zone)
            written.append(f"{at:%Y-%m-%dT%H:%M}")
            too_early = too_early or at <= here.as_of
            if at > here.as_of:
                chosen.append(at)
    if too_early:
        st.markdown(":red[:material/error: A time has already passed, and is left out. Offer times to come.]")
    elif len(set(chosen)) < 2:
        st.caption(":orange[:material/info: Offer two or three times: one is easily taken (guide 1).]")
    st.caption(f":material/public: {parts.plain(wording.zone(here.zone, here.as_of))}, and the draft says so.")
    return tuple(chosen), written


def _offered_elsewhere(here: Here, contact_id: str, slots: Sequence[datetime], minutes: int) -> None:
    """Which of the times somebody else may choose as well."""
    others = offered_times.with_others(here.records, contact_id, here.as_of) if slots else []
    for slot in sorted(set(slots)):
        names = dict.fromkeys(each.name for each in others if offered_times.overlap(slot, minutes, each))
        if names:
            who = parts.plain(wording.listed(list(names)))
            at = f"{wording.day(slot.date(), here.as_of.date())} at {wording.clock(slot)}"
            st.caption(
                f":orange[:material/event_busy: {at} you offered {who}, too. If both choose it, one has to move.]"
            )


def _as_kept(slots: object, here: Here) -> list[datetime | None]:
    """The times that were kept; those whose day is over by now are left empty."""
    if not isinstance(slots, list):
        return []
    found: list[datetime | None] = []
    for each in slots:
        at = datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(here.zone)) if each else None
        found.append(at if at and at.date() >= here.as_of.date() else None)
    return found


def _how_long(
    key: str, kept: dict[str, Any], *, at_ease: bool
) -> tuple[int, str | None, InvalidRecord | None]:  # fmt: skip
    """How long and how. Minutes that cannot be stay in their field with what is wrong, and the last right ones hold."""
    left, right = st.columns([1, 1.3], gap="small")
    minutes, known = int(kept.get("minutes") or DEFAULT_MINUTES), list(FORMATS)
    # Without bounds: the browser would refuse in its own way, without a word, and keep the old number.
    typed = left.number_input("Minutes", value=minutes, step=5, key=f"minutes-{key}")
    refused = None
    try:
        minutes = outreach.checked_minutes(int(typed))
    except InvalidRecord as wrong:
        refused = wrong
    format = right.selectbox(
        "How you could talk", known, format_func=FORMATS.__getitem__,
        index=known.index(kept["format"]) if kept.get("format") in known else None,
        placeholder="Video or phone", key=f"format-{key}",
        help="A call by video or phone is easier to fit in than a visit (guide 1).",
    )  # fmt: skip
    if refused:
        held = f"{parts.plain(refused.wrong)} {parts.plain(refused.right)} Until then the draft keeps {minutes}."
        st.markdown(f":red[:material/error: {held}]")
    elif minutes > LONG and not at_ease:
        st.caption(
            ":orange[:material/info: That is much to ask of somebody you do not know. Ask for 20 minutes; "
            "15 to 30 are fine (guide 1), more only with people you know, or when they offer it.]"
        )
    elif minutes < 15:
        st.caption(":orange[:material/info: Less than 15 minutes is hardly a conversation (guide 1).]")
    return minutes, format, refused


def _channel(here: Here, person: Contact, kind: str, key: str, kept: dict[str, Any]) -> tuple[str | None, bool]:
    usual = kept.get("channel") or outreach.usual_channel(person)
    options = list(CHANNELS)
    channel = st.selectbox(
        "How you send it", options, index=options.index(usual) if usual in options else None, placeholder="Not said",
        format_func=CHANNELS.__getitem__, key=f"channel-{key}",
    )  # fmt: skip
    if kind != "request" or channel != "linkedin":
        return channel, False
    note = st.checkbox(
        f"As a note of at most {profile.of(here.records).linkedin_note_characters} characters",
        bool(kept.get("note", person.connected_on is None)), key=f"note-{key}",
        help="What LinkedIn lets you say when you invite somebody; how many characters stands in Your records. "
        "Once you are connected, a message may be longer.",
    )  # fmt: skip
    return channel, note

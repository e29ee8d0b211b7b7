"""What goes into a message: the kind, the times, how long and by which way, and what the records do not say yet."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from ivw.coaching import contacts, message_facts, message_needs, outreach
from ivw.coaching.contacts import RELATIONSHIPS, Contact
from ivw.coaching.interactions import CHANNELS
from ivw.coaching.meetings import DEFAULT_MINUTES, FORMATS
from ivw.coaching.message_needs import Missing
from ivw.coaching.outreach import KINDS
from ivw.show import front_door, parts, when
from ivw.show.front_door import Here

ANSWERS = ("answer", "proposal", "confirmation")
LONG = 30  # more minutes than this want a second thought
TONES = {
    "stranger": "Courteous, since you do not know each other yet (guide 3).",
    "introduced": "Courteous, and it begins with who introduced you (guides 1 and 3).",
    "known": "At ease, since you know each other (guide 3).",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for a message; `note` where it is a LinkedIn note."""

    slots: tuple[datetime, ...]
    minutes: int
    format: str | None
    channel: str | None
    note: bool
    offer: str | None


def ask(here: Here, person: Contact, kind: str) -> Choices:
    """Ask for what this kind of message wants to know."""
    key = f"{person.id}-{kind}"
    _kind(person, kind)
    is_met = contacts.is_met(here.records, person.id)
    if kind == "request":
        _tone(here, person, is_met=is_met)
    elif kind in ANSWERS:
        _they_wrote(here, person)
    channel, note = _channel(person, kind, key)
    slots: tuple[datetime, ...] = ()
    minutes, format = DEFAULT_MINUTES, None
    if KINDS[kind].offers_times:
        if not note:  # there is no room in it for times
            slots = _slots(here, key)
        minutes, format = _how_long(key, at_ease=is_met or person.relationship == "known")
    offer = None
    if KINDS[kind].gives:
        offer = st.text_input(
            "Something for them", key=f"offer-{key}", placeholder="The report on night buses I told you about: …",
            help="An article, what became of their advice, an offer of help: bring something (guide 1). "
            "Without it, the draft offers your help.",
        )  # fmt: skip
        if person.what_they_get:
            st.caption(f":material/lightbulb: What they get, by your note: {parts.plain(person.what_they_get)}")
    return Choices(slots, minutes, format, channel, note, offer)


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
    if not is_met:
        known = list(RELATIONSHIPS)
        key = f"relationship-{person.id}-{person.relationship}"
        st.selectbox(
            "How you know them", known, index=known.index(person.relationship) if person.relationship else None,
            format_func=RELATIONSHIPS.__getitem__, placeholder="Not said: a stranger", key=key,
            on_change=_relate, args=(person.id, person.relationship, key),
        )  # fmt: skip
        parts.problem("relationship")
    st.caption(f":material/tune: {TONES[message_facts.tone(person.relationship, by, met=is_met)]}")
    _referrers(here, person)


def _they_wrote(here: Here, person: Contact) -> None:
    """What they wrote last, to have it before one's eyes."""
    newest = next(
        (each for each in contacts.timeline(here.records, person.id, limit=20)
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


def _slots(here: Here, key: str) -> tuple[datetime, ...]:
    suggested = message_facts.suggested_slots(here.records, here.as_of, here.zone)
    zone = ZoneInfo(here.zone)
    chosen: list[datetime] = []
    too_early = False
    st.markdown(
        "Times you offer",
        help="Two or three times are easy to say yes to, and the draft adds “or any time that suits you” (guide 1). "
        "The suggestions leave out what you have planned.",
    )
    with st.container(gap="xsmall"):
        for place in range(outreach.TIMES_OFFERED):
            start = suggested[place] if place < len(suggested) else None
            # No columns: on a phone they would tear a day from its time.
            pair = st.container(horizontal=True, gap="small")
            day = pair.date_input(
                f"Day {place + 1}", start.date() if start else None, min_value=here.as_of.date(),
                max_value=here.as_of.date() + timedelta(days=730),
                format="YYYY-MM-DD", key=f"day-{place}-{key}", label_visibility="collapsed",
            )  # fmt: skip
            clock: time | None = pair.time_input(
                f"Time {place + 1}", start.time() if start else None, step=timedelta(minutes=15),
                key=f"time-{place}-{key}", label_visibility="collapsed",
            )  # fmt: skip
            if day is None or clock is None:
                continue
            at = datetime.combine(day, clock, zone)
            too_early = too_early or at <= here.as_of
            if at > here.as_of:
                chosen.append(at)
    if too_early:
        st.markdown(":red[:material/error: A time has already passed, and is left out. Offer times to come.]")
    elif len(set(chosen)) < 2:
        st.caption(":orange[:material/info: Offer two or three times: one is easily taken (guide 1).]")
    return tuple(chosen)


def _how_long(key: str, *, at_ease: bool) -> tuple[int, str | None]:
    left, right = st.columns([1, 1.3], gap="small")
    minutes = int(left.number_input("Minutes", 5, 600, DEFAULT_MINUTES, step=5, key=f"minutes-{key}"))
    format = right.selectbox(
        "How you could talk", list(FORMATS), index=None, format_func=FORMATS.__getitem__,
        placeholder="Video or phone", key=f"format-{key}",
        help="A call by video or phone is easier to fit in than a visit (guide 1).",
    )  # fmt: skip
    if minutes > LONG and not at_ease:
        st.caption(
            ":orange[:material/info: That is much to ask of somebody you do not know. Ask for 20 minutes; "
            "15 to 30 are fine (guide 1), more only with people you know, or when they offer it.]"
        )
    elif minutes < 15:
        st.caption(":orange[:material/info: Less than 15 minutes is hardly a conversation (guide 1).]")
    return minutes, format


def _channel(person: Contact, kind: str, key: str) -> tuple[str | None, bool]:
    usual = outreach.usual_channel(person)
    options = list(CHANNELS)
    channel = st.selectbox(
        "How you send it", options, index=options.index(usual) if usual else None, placeholder="Not said",
        format_func=CHANNELS.__getitem__, key=f"channel-{key}",
    )  # fmt: skip
    if kind != "request" or channel != "linkedin":
        return channel, False
    note = st.checkbox(
        f"As a note of at most {outreach.NOTE_LIMIT} characters", person.connected_on is None, key=f"note-{key}",
        help="What LinkedIn lets you say when you invite somebody. Once you are connected, a message may be longer.",
    )  # fmt: skip
    return channel, note


def fill_in(here: Here, person: Contact, kind: str, missing: tuple[Missing, ...], meeting_id: str | None) -> None:
    """What the message needs and the records do not say, each with the field that fills it."""
    own = outreach.written(here.records, person.id, kind)
    if own:
        missing = tuple(each for each in missing if f"[{each.need.gap}]" in own.body)
    if not missing:
        return
    with parts.card(), st.container(gap="small"):
        st.markdown(f"**:orange[:material/help:] The draft still needs {parts.count(len(missing), 'thing')}**")
        led: set[str] = set()  # one way to the debrief is enough, however much of it is missing
        for each in sorted(missing, key=lambda each: each.fact in message_needs.FILLED_HERE, reverse=True):
            _fill_in(here, person, kind, each, meeting_id, led)


def _fill_in(here: Here, person: Contact, kind: str, missing: Missing, meeting_id: str | None, led: set[str]) -> None:
    fact, need = missing.fact, missing.need
    if fact not in message_needs.FILLED_HERE:
        with st.container(gap="xxsmall"):
            st.markdown(f"{need.label}: :gray[{need.how}]")
            _elsewhere(person, fact, meeting_id, led)
        return
    form = f"fill-{fact}-{person.id}"
    token = parts.token(here, form)
    with st.form(f"form-{form}-{token}", border=False):
        text = message_needs.suggestion(here.records, person.id, fact, meeting_id)
        st.text_input(need.label, text, key=f"{form}-{token}", help=need.how)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            kept = st.form_submit_button("Keep it")
            if text:
                st.caption("Your own note. Say it to them: you, your.", width="stretch")
        if kept:
            said = st.session_state[f"{form}-{token}"]
            if parts.act(
                lambda now: message_needs.fill(
                    now.records, person.id, fact, said, as_of=now.as_of, meeting_id=meeting_id
                ),
                form,
                token,
            ):
                outreach.close_gaps(
                    here.records, person.id, kind, as_of=here.as_of, zone=here.zone, meeting_id=meeting_id
                )
            st.rerun()
        parts.problem(form)


def _elsewhere(person: Contact, fact: str, meeting_id: str | None, led: set[str]) -> None:
    """The way to where a fact is written down that is not written down here."""
    if fact in ("learned", "next_step") and meeting_id:
        label, icon, page, query = "Write the debrief", "edit_note", "reflection", {"meeting": meeting_id}
    elif fact in ("day", "starts", "ends", "when_met"):
        label, icon, page, query = "Plan or record it", "event", "conversation", {"contact": person.id}
    else:
        return
    if page not in led and st.button(label, type="tertiary", icon=f":material/{icon}:", key=f"go-{page}"):
        front_door.go(page, **query)
    led.add(page)

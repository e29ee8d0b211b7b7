"""What is asked about a conversation: when and where it will be, what came of it, or that it took place unplanned."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NoReturn

import streamlit as st

from ivw.coaching import drafts, meetings, referrers, time_line
from ivw.coaching.done import Done
from ivw.coaching.meetings import DEFAULT_MINUTES, FORMATS, Meeting
from ivw.show import front_door, parts, times_offered, when
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

WAYS = {"plan": "Plan one", "record": "Record one"}
LONG = 30  # more minutes than this want a second thought
OUTCOMES = {
    "held": "We talked",
    "moved": "It has another time",
    **{key: each.label for key, each in meetings.NOT_HELD.items()},
}
Happened = Callable[[Here], Done]


def outcome(here: Here, meeting: Meeting, *, first: bool) -> str | None:
    """Ask what came of a planned conversation. Returns the outcome in the run that recorded it, else None.

    `first` gets the screen's one filled button.
    """
    form = f"outcome-{meeting.id}"
    started = meeting.starts_at <= here.as_of
    recorded = None
    said = st.selectbox(
        "What happened?", [each for each in OUTCOMES if started or each != "held"], index=0 if started else None,
        format_func=OUTCOMES.__getitem__, placeholder="Nothing yet", key=f"outcome-{meeting.id}-{started}",
        help=None if started else "Talked sooner than planned? Call this one off, and record the other by itself.",
    )  # fmt: skip
    if said:
        token = parts.token(here, form)
        happened = _asked(here, meeting, said, form, token)
        if _pressed("Record it", "check", f"record-{token}", happened, form, token, first=first):
            recorded = said
    parts.problem(form)
    return recorded


def plan(here: Here, contact_id: str, *, first: bool) -> str | None:
    """Ask when and where a new conversation will be. Returns its id in the run that planned it, else None."""
    form = f"plan-{contact_id}"
    token = parts.token(here, form)
    if times_offered.agree(here, contact_id, form, token):
        return token
    day, clock = when.ask(f"plan-{token}")
    parts.problem(form, "starts_at")
    minutes, kind = _length_and_format("Minutes", f"plan-{token}")
    long_talk(minutes)
    parts.problem(form, "minutes")
    place = _place(f"plan-place-{token}")
    parts.problem(form, "place")

    def schedule(now: Here) -> Done:
        start = when.instant(now, "starts_at", day, clock)
        return meetings.schedule(
            now.records, contact_id=contact_id, starts_at=start, as_of=now.as_of, minutes=minutes, format=kind,
            place=place, token=token,
        )  # fmt: skip

    planned = _pressed("Plan it", "event", f"plan-it-{token}", schedule, form, token, first=first)
    parts.problem(form)
    return token if planned else None


def details(here: Here, meeting: Meeting) -> bool:
    """Change when, how long, how and where a planned conversation will be. True in the run that changed it."""
    form = f"details-{meeting.id}"
    token = parts.token(here, form)
    starts = here.local(meeting.starts_at)
    # With what is known in the keys, the fields follow when it changes by another way, such as an undo.
    key = f"details-{token}-{starts}-{meeting.minutes}-{meeting.format}-{meeting.place}"
    day, clock = when.ask(key, day=starts.date(), clock=starts.time())
    parts.problem(form, "starts_at")
    minutes, kind = _length_and_format("Minutes", key, meeting.minutes, meeting.format)
    long_talk(minutes)
    parts.problem(form, "minutes")
    place = _place(f"place-{key}", meeting.place)
    parts.problem(form, "place")

    def change(now: Here) -> Done:
        # The form asks for whole minutes and cannot tell two 02:30 of one night apart: what it showed has not moved.
        same = (day, clock) == (starts.date(), starts.time().replace(second=0, microsecond=0))
        start = meeting.starts_at if same else when.instant(now, "starts_at", day, clock)
        return meetings.change(
            now.records, meeting.id, starts_at=start, minutes=minutes, format=kind, place=place, as_of=now.as_of
        )

    changed = _pressed("Save", "check", f"details-save-{token}", change, form, token, first=False)
    parts.problem(form)
    return changed


def record(here: Here, contact_id: str, *, first: bool) -> str | None:
    """Ask about a conversation that was not planned here. Returns its id in the run that recorded it, else None."""
    form = f"held-{contact_id}"
    token = parts.token(here, form)
    day, clock = when.ask(f"held-{token}", latest=here.as_of.date())
    parts.problem(form, "starts_at")
    minutes, kind = _length_and_format("Minutes it took", f"held-{token}")
    parts.problem(form, "minutes")
    # With the count in its key, what was recorded leaves an empty field behind.
    slot = f"held:{contact_id}"
    key = f"{slot}:{time_line.length(here.records, contact_id)}"
    about = _about(key, drafts.read(here.records, slot), partial(_keep, slot))
    parts.problem(form, "text", "about")

    def log_held(now: Here) -> Done:
        start = when.instant(now, "starts_at", day, clock)
        return meetings.log_held(
            now.records, contact_id=contact_id, starts_at=start, as_of=now.as_of, minutes=minutes, format=kind,
            about=about, token=token, draft=slot,
        )  # fmt: skip

    recorded = _pressed("Record it", "check", f"held-it-{token}", log_held, form, token, first=first)
    parts.problem(form)
    return token if recorded else None


def go_on(meeting_id: str, recorded: str) -> NoReturn:
    """Where it goes on once an outcome was recorded: after a talk, with the debrief."""
    if recorded == "held":
        front_door.go("reflection", meeting=meeting_id)
    st.rerun()


def long_talk(minutes: int) -> None:
    """A quiet warning where more is asked for than a first talk should take (X01)."""
    if minutes > LONG:
        st.caption(
            ":orange[:material/info: That is long for a first talk. Ask for 20 minutes; 15 to 30 are fine (guide 1), "
            "more only with somebody you know, or when they offer it.]"
        )


def _pressed(label: str, icon: str, key: str, action: Happened, form: str, token: str, *, first: bool) -> bool:
    """The button that ends a form: True in the run in which it was pressed and did what it says."""
    if not st.button(label, type="primary" if first else "secondary", icon=f":material/{icon}:", key=key):
        return False
    if not parts.act(action, form, token):
        st.rerun()  # what was wrong belongs beside its field, which stands further up
    return True


def _asked(here: Here, meeting: Meeting, said: str, form: str, token: str) -> Happened:
    """Ask what belongs to this outcome, and return what then records it."""
    match said:
        case "held":
            return _ask_held(here, meeting, form, token)
        case "moved":
            return _ask_moved(meeting, form, token)
        case _:
            how = meetings.NOT_HELD[said]
            return lambda now: meetings.call_off(
                now.records, meeting.id, as_of=now.as_of, by=how.by, no_show=how.no_show
            )


def _ask_held(here: Here, meeting: Meeting, form: str, token: str) -> Happened:
    agreed = max(1, meeting.took_minutes)  # from when it really began
    minutes = _minutes("Minutes it took", f"took-{token}", agreed)
    parts.problem(form, "ended_at")
    longer = None
    if minutes > agreed:
        longer = st.checkbox(
            "They wished to go on longer", meeting.extended_by_host, key=f"longer-{token}-{meeting.extended_by_host}",
            help="Then it is no fault, but a good sign (guide 2).",
        )  # fmt: skip
    about = _about(f"about:{meeting.id}", meeting.about or "", partial(_keep_about, meeting.id))
    parts.problem(form, "text", "about")
    tell = _tell(here, meeting, token)
    ended = None if minutes == agreed else meeting.ends_at + timedelta(minutes=minutes - agreed)
    return lambda now: meetings.hold(
        now.records, meeting.id, as_of=now.as_of, ended_at=ended, about=about, extended_by_host=longer, tell=tell,
        zone=now.zone,
    )  # fmt: skip


def _tell(here: Here, meeting: Meeting, key: str) -> list[str]:
    """Whoever named them hears how it went: offered, ticked, the first time one talks with them."""
    chosen = []
    for referrer in referrers.of_meeting(here.records, meeting.id, here.as_of, here.zone):
        if not referrer.promised and tell_box(here, referrer, key):
            chosen.append(referrer.contact_id)
    return chosen


def tell_box(here: Here, referrer: referrers.Referrer, key: str) -> bool:
    """The tick that promises a referrer to tell them; ticked unless they were told of this person before."""
    return st.checkbox(
        f"Promise {parts.plain(referrer.name)} to tell them how it went, by {when.on_day(here, referrer.due)}",
        value=not referrer.told_before, key=f"tell-{referrer.contact_id}-{key}",
        help="They named this person. Telling them how it went keeps the chain alive; three business days are our "
        "convention.",
    )  # fmt: skip


def _ask_moved(meeting: Meeting, form: str, token: str) -> Happened:
    day, clock = when.ask(f"move-{token}")
    parts.problem(form, "starts_at")
    minutes = _minutes("Minutes", f"move-minutes-{token}", meeting.minutes)
    parts.problem(form, "minutes")
    return lambda now: meetings.move(
        now.records, meeting.id, starts_at=when.instant(now, "starts_at", day, clock), as_of=now.as_of, minutes=minutes
    )


def _length_and_format(
    label: str, key: str, minutes: int = DEFAULT_MINUTES, format: str | None = None
) -> tuple[int, str | None]:
    left, right = st.columns(2, gap="small")
    with left:
        chosen = _minutes(label, f"minutes-{key}", minutes)
    with right:
        kind = st.selectbox(
            "How you meet", list(FORMATS), index=list(FORMATS).index(format) if format else None,
            format_func=FORMATS.__getitem__, placeholder="Not said", key=f"format-{key}",
        )  # fmt: skip
    return chosen, kind


def _place(key: str, place: str | None = None) -> str:
    return st.text_input(
        "Place or link", place or "", key=key, placeholder="Where you meet, or the address of the call"
    )


def _minutes(label: str, key: str, minutes: int) -> int:
    # Without bounds, here as everywhere: the browser would refuse in silence, and keep the number that stood there.
    return int(st.number_input(label, value=minutes, step=5, key=key))


def _about(key: str, written: str, keep: Callable[[str], None]) -> str:
    return draft_area(
        "What you talked about", key=key, text=written, on_save=keep, height=72,
        placeholder="A line or two. It helps when you write again.",
    )  # fmt: skip


def _keep_about(meeting_id: str, typed: str) -> None:
    meetings.write_down(front_door.here().records, meeting_id, "about", typed)


def _keep(slot: str, typed: str) -> None:
    here = front_door.here()
    drafts.save(here.records, slot, typed, here.as_of)

"""The conversations with somebody: those ahead, and a form to plan one or to record one that took place."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from ivw.coaching import contacts, drafts, meetings
from ivw.coaching.done import Done
from ivw.coaching.incoming import is_web_address
from ivw.coaching.meetings import DEFAULT_MINUTES, FORMATS, Meeting
from ivw.show import front_door, parts, when
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here
from ivw.show.paging import paged

LONG = 30  # more minutes than this want a second thought
WAYS = {"plan": "Plan one", "record": "Record one"}
OUTCOMES = {
    "held": "We talked",
    "moved": "It has another time",
    "off by them": "They called it off",
    "off by me": "I called it off",
    "no show": "They did not come",
}
Happened = Callable[[Here], Done]


@st.fragment
def draw(contact_id: str) -> None:
    """Everything about conversations with one person. A keystroke draws nothing but this anew."""
    here = front_door.here()
    every = meetings.of_contact(here.records, contact_id)
    ahead = [meeting for meeting in reversed(every) if meeting.status == "planned"]
    held = sum(meeting.status == "held" for meeting in every)
    with st.container(gap="medium"):
        if ahead:
            paged(ahead, partial(_ahead, here), key=f"ahead-{contact_id}", size=3)
            with st.expander("Plan or record another", type="compact", key=f"another-{contact_id}"):
                _new(here, contact_id, first=False)
        else:
            _new(here, contact_id, first=True)
        if held:
            st.caption(f":material/forum: {parts.count(held, 'conversation')} held so far. The time line has them.")


def _new(here: Here, contact_id: str, *, first: bool) -> None:
    with st.container(gap="small"):
        way = parts.choice("Plan or record", WAYS, key=f"way-{contact_id}")
        (_plan if way == "plan" else _record)(here, contact_id, first=first)


def _ahead(here: Here, ahead: Sequence[Meeting]) -> None:
    for place, meeting in enumerate(ahead):
        _planned(here, meeting, first=place == 0)


def _planned(here: Here, meeting: Meeting, *, first: bool) -> None:
    """One that is planned: when and where, whether one is prepared, and what came of it."""
    form = f"outcome-{meeting.id}"
    started = meeting.starts_at <= here.as_of
    with st.container(gap="xsmall"):
        with st.container(gap="xxsmall"):
            starts = when.moment(here, meeting.starts_at)
            st.markdown(f":material/event: **{starts[:1].upper()}{starts[1:]}**")
            facts = (f"{meeting.minutes} minutes", FORMATS.get(meeting.format or ""), meeting.place)
            st.caption(parts.plain(" · ".join(fact for fact in facts if fact)))
            if meeting.place and is_web_address(meeting.place):
                st.link_button("Open the link", meeting.place, icon=":material/open_in_new:", type="tertiary")
        if meeting.prepared_at:
            st.markdown(":green-badge[:material/check: Prepared]")
        elif not started:
            st.button(
                "Tick as prepared", icon=":material/check_box_outline_blank:", type="tertiary",
                key=f"prepared-{meeting.id}", on_click=_tick, args=(meeting.id, form),
            )  # fmt: skip
        said = st.selectbox(
            "What happened?", list(OUTCOMES), index=0 if started else None, format_func=OUTCOMES.__getitem__,
            placeholder="Nothing yet", key=f"outcome-{meeting.id}",
        )  # fmt: skip
        if said:
            token = parts.token(here, form)
            happened = _asked(here, meeting, said, form, token)
            if st.button(
                "Record it", type="primary" if first else "secondary", icon=":material/check:", key=f"record-{token}"
            ):
                parts.act(happened, form, token)
                st.rerun()
        parts.problem(form)


def _asked(here: Here, meeting: Meeting, said: str, form: str, token: str) -> Happened:
    """Ask what belongs to this outcome, and return what then records it."""
    match said:
        case "held":
            return _ask_held(here, meeting, form, token)
        case "moved":
            return _ask_moved(meeting, form, token)
        case "no show":
            return lambda now: meetings.call_off(now.records, meeting.id, as_of=now.as_of, no_show=True, by="them")
        case _:
            by = "them" if said == "off by them" else "me"
            return lambda now: meetings.call_off(now.records, meeting.id, as_of=now.as_of, by=by)


def _ask_held(here: Here, meeting: Meeting, form: str, token: str) -> Happened:
    minutes = _minutes("Minutes it took", f"took-{token}", meeting.minutes)
    parts.problem(form, "ended_at")
    slot = f"about:{meeting.id}"
    about = _about(here, slot, slot)
    parts.problem(form, "text", "about")
    ended = None if minutes == meeting.minutes else meeting.starts_at + timedelta(minutes=minutes)
    return lambda now: meetings.hold(now.records, meeting.id, as_of=now.as_of, ended_at=ended, about=about, draft=slot)


def _ask_moved(meeting: Meeting, form: str, token: str) -> Happened:
    day, clock = when.ask(f"move-{token}")
    parts.problem(form, "starts_at")
    minutes = _minutes("Minutes", f"move-minutes-{token}", meeting.minutes)
    parts.problem(form, "minutes")
    return lambda now: meetings.move(
        now.records, meeting.id, starts_at=when.instant(now, "starts_at", day, clock), as_of=now.as_of, minutes=minutes
    )


def _plan(here: Here, contact_id: str, *, first: bool) -> None:
    form = f"plan-{contact_id}"
    token = parts.token(here, form)
    day, clock = when.ask(f"plan-{token}")
    parts.problem(form, "starts_at")
    minutes, kind = _length_and_format("Minutes", f"plan-{token}")
    if minutes > LONG:
        st.caption(
            ":orange[:material/info: That is long for a first talk. Ask for 20 minutes; 15 to 30 are fine (guide 1), "
            "more only with somebody you know, or when they offer it.]"
        )
    parts.problem(form, "minutes")
    hint = "Where you meet, or the address of the call"
    place = st.text_input("Place or link", key=f"plan-place-{token}", placeholder=hint)
    parts.problem(form, "place")

    def plan(now: Here) -> Done:
        start = when.instant(now, "starts_at", day, clock)
        return meetings.schedule(
            now.records, contact_id=contact_id, starts_at=start, as_of=now.as_of, minutes=minutes, format=kind,
            place=place, token=token,
        )  # fmt: skip

    if st.button("Plan it", type="primary" if first else "secondary", icon=":material/event:", key=f"plan-it-{token}"):
        parts.act(plan, form, token)
        st.rerun()
    parts.problem(form)


def _record(here: Here, contact_id: str, *, first: bool) -> None:
    form = f"held-{contact_id}"
    token = parts.token(here, form)
    day, clock = when.ask(f"held-{token}", latest=here.as_of.date())
    parts.problem(form, "starts_at")
    minutes, kind = _length_and_format("Minutes it took", f"held-{token}")
    parts.problem(form, "minutes")
    # With the count in its key, what was recorded leaves an empty field behind.
    slot = f"held:{contact_id}"
    about = _about(here, slot, f"{slot}:{contacts.happenings(here.records, contact_id)}")
    parts.problem(form, "text", "about")

    def record(now: Here) -> Done:
        start = when.instant(now, "starts_at", day, clock)
        return meetings.log_held(
            now.records, contact_id=contact_id, starts_at=start, as_of=now.as_of, minutes=minutes, format=kind,
            about=about, token=token, draft=slot,
        )  # fmt: skip

    if st.button(
        "Record it", type="primary" if first else "secondary", icon=":material/check:", key=f"held-it-{token}"
    ):
        parts.act(record, form, token)
        st.rerun()
    parts.problem(form)


def _length_and_format(label: str, key: str) -> tuple[int, str | None]:
    left, right = st.columns(2, gap="small")
    with left:
        minutes = _minutes(label, f"minutes-{key}", DEFAULT_MINUTES)
    with right:
        kind = st.selectbox(
            "How you meet", list(FORMATS), index=None, format_func=FORMATS.__getitem__, placeholder="Not said",
            key=f"format-{key}",
        )  # fmt: skip
    return minutes, kind


def _minutes(label: str, key: str, minutes: int) -> int:
    return int(st.number_input(label, 1, 600, minutes, step=5, key=key))


def _about(here: Here, slot: str, key: str) -> str:
    return draft_area(
        "What you talked about", key=key, text=drafts.read(here.records, slot), on_save=partial(_keep, slot), height=72,
        placeholder="A line or two. It helps when you write again.",
    )  # fmt: skip


def _keep(slot: str, typed: str) -> None:
    here = front_door.here()
    drafts.save(here.records, slot, typed, here.as_of)


def _tick(meeting_id: str, form: str) -> None:
    parts.act(lambda here: meetings.tick_prepared(here.records, meeting_id, as_of=here.as_of), form)

"""What lies with others: what they promised you, who has not answered yet, and requests that were parked."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

import streamlit as st

from ivw.coaching import interactions, promises, with_them
from ivw.coaching.with_them import Promised, Waiting
from ivw.show import front_door, paging, parts, when
from ivw.show.front_door import Here

T = TypeVar("T", Promised, Waiting)
SIZE = 8
WHY_PARKED = (
    "One reminder to a stranger and two to anybody else are right; after that one lets it rest (our convention). "
    "Nothing is deleted: a new occasion is a good reason to ask once more."
)
PROMISED, WAITING, PARKED = "promised-page", "waiting-page", "parked-page"


def draw(here: Here) -> None:
    """Three lists, each a page at a time; each row leads on."""
    promised = partial(with_them.promised, here.records, here.as_of)
    waiting = partial(with_them.waiting, here.records, here.as_of, here.zone)
    drawn = [
        _list(PROMISED, ("They promised you", "promise", "The nearest day first"), promised, partial(_promise, here)),
        _list(WAITING, ("You wait for them", "request", "The longest silence first"), waiting, partial(_row, here)),
        _list(
            PARKED, ("Parked", "request", "The longest silence first"), partial(waiting, parked=True),
            partial(_row, here, is_parked=True), WHY_PARKED,
        ),
    ]  # fmt: skip
    if not any(drawn):
        parts.nothing_yet(
            "Nothing lies with others", "What they promise you and whom you wait for stands here, without any hurry."
        )
        if st.button("Whom to ask next", type="tertiary", icon=":material/person_search:", key="theirs-whom-to-ask"):
            front_door.go("prospect_research", view="next")


def lead() -> str:
    """The page in a sentence."""
    return "What lies with others. Nothing of it is your debt; a friendly word at the right time is enough."


def _list(
    key: str, words: tuple[str, str, str], read: Callable[..., list[T]], draw_row: Callable[[T], None], why: str = ""
) -> bool:
    """One list under its title (then what one of it is called, and the order); whether anything is on it."""
    skip = paging.skipped(key, SIZE)
    # A page too far is empty: then the first one tells how many there are.
    rows = read(limit=SIZE, skip=skip) or (read(limit=SIZE, skip=0) if skip else [])
    if not rows:
        return False
    title, noun, order = words
    with st.container(gap="small"):
        parts.section(title, parts.count(rows[0].total, noun))
        if why:
            st.caption(why)
        for row in rows:
            draw_row(row)
        if rows[0].total > SIZE:
            paging.foot(order, key, rows[0].total, SIZE)
    return True


def _promise(here: Here, promised: Promised) -> None:
    form = f"theirs-{promised.id}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(
                f"**{parts.plain(promised.contact)}**: {parts.plain(promised.what)}&ensp;{_by(here, promised.due)}"
            )
        st.button("Kept", icon=":material/check:", type="tertiary", key=form, on_click=_kept, args=(promised.id, form))
        if promised.due <= here.as_of.date() and st.button(
            "Ask how it goes", icon=":material/edit:", type="tertiary", key=f"ask-{promised.id}"
        ):
            front_door.go("outreach", contact=promised.contact_id, kind="check_in")
        if st.button("Open", icon=":material/arrow_forward:", type="tertiary", key=f"open-{promised.id}"):
            front_door.go("prospect_research", contact=promised.contact_id, tab="promises")
    parts.problem(form)


def _by(here: Here, due: date) -> str:
    day = when.on_day(here, due)
    if due < here.as_of.date():
        return f":orange-badge[:material/schedule: Said by {day}]"
    return f":gray-badge[:material/schedule: By {day}]"


def _row(here: Here, waiting: Waiting, *, is_parked: bool = False) -> None:
    kind = interactions.KINDS[waiting.newest]
    works = f" :gray[· {parts.plain(waiting.organization)}]" if waiting.organization else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{parts.plain(waiting.contact)}**{works}")
            last = f"{kind.label} {_since(here, waiting)}"
            st.caption(f":material/{kind.icon}: {last}{_reminded(waiting)}{_next(here, waiting, is_parked=is_parked)}")
        whom = waiting.contact_id
        if is_parked and st.button("Ask once more", icon=":material/edit:", type="tertiary", key=f"again-{whom}"):
            front_door.go("outreach", contact=whom, kind="request")
        # One button more would leave no room for the words on a phone.
        if is_parked and st.button("Open", icon=":material/arrow_forward:", type="tertiary", key=f"waiting-{whom}"):
            front_door.go("prospect_research", contact=whom)
        if not is_parked and st.button("Log an answer", icon=":material/reply:", type="tertiary", key=f"answer-{whom}"):
            front_door.go("prospect_research", contact=whom, log="reply")


def _since(here: Here, waiting: Waiting) -> str:
    day = when.on_day(here, waiting.since)
    return f"on {day}" if day[0].isdigit() else day


def _reminded(waiting: Waiting) -> str:
    if not waiting.nudges_sent:
        return ""
    times = {1: "once", 2: "twice"}.get(waiting.nudges_sent, f"{waiting.nudges_sent:,} times")
    return f", reminded {times}"


def _next(here: Here, waiting: Waiting, *, is_parked: bool) -> str:
    if is_parked:
        return ""
    if waiting.nudge_on:
        return f" · a reminder is right from {when.on_day(here, waiting.nudge_on)}"
    return " · no further reminder"


def _kept(promise_id: str, form: str) -> None:
    parts.act(lambda here: promises.keep(here.records, promise_id, as_of=here.as_of), form)

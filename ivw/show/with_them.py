"""What lies with others: what they promised you, who has not answered yet, and requests that were parked."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import streamlit as st

from ivw.coaching import interactions, promises, with_them
from ivw.coaching.with_them import Promised, Waiting
from ivw.show import front_door, paging, parts, when
from ivw.show.front_door import Here

T = TypeVar("T")
SIZE = 8
WHY_PARKED = (
    "One reminder to a stranger and two to anybody else are right; after that one lets it rest (our convention). "
    "Nothing is deleted: a new occasion is a good reason to ask once more."
)
PROMISED, WAITING, PARKED = "promised-page", "waiting-page", "parked-page"


def draw(here: Here) -> None:
    """Three lists, each a page at a time; each row leads on."""
    # A page too far is empty: then the first one tells how many there are.
    given = _page(PROMISED, lambda skip: with_them.promised(here.records, here.as_of, limit=SIZE, skip=skip))
    open_ = _page(
        WAITING, lambda skip: with_them.waiting(here.records, here.as_of, here.zone, limit=SIZE, skip=skip)
    )  # fmt: skip
    parked = _page(
        PARKED, lambda skip: with_them.waiting(here.records, here.as_of, here.zone, parked=True, limit=SIZE, skip=skip)
    )
    if not (given or open_ or parked):
        parts.nothing_yet(
            "Nothing lies with others", "What they promise you and whom you wait for stands here, without any hurry."
        )
        return
    if given:
        with st.container(gap="small"):
            parts.section("They promised you", parts.count(given[0].total, "promise"))
            for each in given:
                _promise(here, each)
            _foot(PROMISED, given[0].total, "The nearest day first")
    if open_:
        with st.container(gap="small"):
            parts.section("You wait for them", parts.count(open_[0].total, "request"))
            for waiting in open_:
                _row(here, waiting)
            _foot(WAITING, open_[0].total, "The longest silence first")
    if parked:
        with st.container(gap="small"):
            parts.section("Parked", parts.count(parked[0].total, "request"))
            st.caption(WHY_PARKED)
            for waiting in parked:
                _row(here, waiting, is_parked=True)
            _foot(PARKED, parked[0].total, "The longest silence first")


def lead() -> str:
    """The page in a sentence."""
    return "What lies with others. Nothing of it is your debt; a friendly word at the right time is enough."


def _page(key: str, read: Callable[[int], list[T]]) -> list[T]:
    skip = paging.skipped(key, SIZE)
    return read(skip) or (read(0) if skip else [])


def _foot(key: str, total: int, says: str) -> None:
    if total > SIZE:
        paging.foot(says, key, total, SIZE)


def _promise(here: Here, promised: Promised) -> None:
    form = f"theirs-{promised.id}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(
                f"**{parts.plain(promised.contact)}**: {parts.plain(promised.what)}&ensp;{_by(here, promised.due)}"
            )
        st.button("Done", icon=":material/check:", type="tertiary", key=form, on_click=_kept, args=(promised.id, form))
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
            last = f"{kind.label} {when.on_day(here, here.local(waiting.since))}"
            reminded = f", reminded {parts.count(waiting.nudges_sent, 'time')}" if waiting.nudges_sent else ""
            st.caption(f":material/{kind.icon}: {last}{reminded}{_next(here, waiting, is_parked=is_parked)}")
        if is_parked and st.button(
            "Ask once more", icon=":material/edit:", type="tertiary", key=f"again-{waiting.contact_id}"
        ):
            front_door.go("outreach", contact=waiting.contact_id, kind="request")
        if st.button("Open", icon=":material/arrow_forward:", type="tertiary", key=f"waiting-{waiting.contact_id}"):
            front_door.go("prospect_research", contact=waiting.contact_id)


def _next(here: Here, waiting: Waiting, *, is_parked: bool) -> str:
    if is_parked:
        return ""
    if waiting.nudge_on:
        return f" · a reminder is right from {when.on_day(here, waiting.nudge_on)}"
    return " · no further reminder"


def _kept(promise_id: str, form: str) -> None:
    parts.act(lambda here: promises.keep(here.records, promise_id, as_of=here.as_of), form)

"""One item of the queue as a card: who, what, why now, what was last talked about, and what one can do about it."""

from collections.abc import Callable
from functools import partial
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

import streamlit as st

from ivw.coaching import follow_ups, meetings
from ivw.coaching.done import Done
from ivw.show import front_door, hand_over, parts, readiness
from ivw.show.front_door import Here

BADGES = {"overdue": ("red", "priority_high"), "due": ("orange", "schedule"), "upcoming": ("gray", "event_upcoming")}
LET_GO = "Let it go"
POSTPONED_BY = {f"{n} days": n for n in follow_ups.POSTPONE_DAYS}
CAN_BE_LET_GO = ("thank_you", "promise", "referral")
TALKED = "We talked"
OUTCOMES: dict[str, Callable[..., Done]] = {
    TALKED: meetings.hold,
    **{each.label: partial(meetings.call_off, by=each.by, no_show=each.no_show) for each in meetings.NOT_HELD.values()},
}


def draw(here: Here, item: follow_ups.Item, words: str | None, *, first: bool = False) -> None:
    """The card of one item. `first` gets the screen's one filled button."""
    key = f"{item.action}-{item.subject_id}"
    card = (item, key, parts.token(here, key))
    colour, icon = BADGES[item.status]
    with parts.card():
        said, acts = st.columns([3, 1], gap="medium", vertical_alignment="center")
        with said, st.container(gap="xxsmall"):
            when = follow_ups.when_due(item, here.as_of, here.zone)
            head = f"##### {parts.plain(follow_ups.title(item))}&ensp; :{colour}-badge[:material/{icon}: {when}]"
            st.markdown(head, anchors=False)  # a link to it would be one more stop for Tab on each card
            works = ", ".join(part for part in (item.position, item.organization) if part)
            if works:
                # The title names nobody where somebody else is to be asked: then it says who works there as what.
                whose = f"{parts.plain(item.contact)}: " if item.action == "second_person" and item.position else ""
                st.caption(f"{whose}{parts.plain(works)}")
            st.markdown(parts.plain(follow_ups.why(item, here.zone, here.as_of)), help=follow_ups.GUIDES[item.action])
            if item.action == "prepare":
                readiness.left(here, item.subject_id)
            if words:
                # They were said with whoever named the person that the card is about, or was asked first.
                elsewhere = item.action in ("referral", "second_person")
                whose = f"With {parts.plain(item.contact)}: " if elsewhere else ""
                st.markdown(f":gray[:material/forum: {whose}{parts.plain(shortened(words))}]")
            parts.problem(key)
        with acts, st.container(gap="xsmall"):
            _main_button(*card, first)
            can_be_ticked = item.action not in ("record", "second_person")
            with st.container(
                horizontal=True, horizontal_alignment="distribute" if can_be_ticked else "right", gap=None
            ):
                if can_be_ticked:
                    st.button(
                        "Done",
                        icon=":material/check:",
                        type="tertiary",
                        key=f"done-{key}",
                        on_click=_done,
                        args=card,
                    )
                _not_now(*card)


def _main_button(item: follow_ups.Item, key: str, token: str, first: bool) -> None:
    kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
    if item.action == "record":
        st.menu_button(
            hand_over.OPENS["record"], list(OUTCOMES), type=kind, width="stretch", key=f"open-{key}",
            on_click=_record, args=(item, key, token),
        )  # fmt: skip
        return
    label, icon = hand_over.called(item)
    if st.button(label, icon=icon, type=kind, width="stretch", key=f"open-{key}"):
        page, query = hand_over.where(front_door.here(), item)
        front_door.go(page, **query)


def _not_now(item: follow_ups.Item, key: str, token: str) -> None:
    options = [*POSTPONED_BY, LET_GO] if item.action in CAN_BE_LET_GO else list(POSTPONED_BY)
    chosen = st.menu_button(
        "Not now", options, type="tertiary", key=f"not-now-{key}", on_click=_postpone, args=(item, key, token)
    )
    if chosen == LET_GO:
        _ask_why(item, f"let-go-{key}")


@st.dialog(LET_GO)
def _ask_why(item: follow_ups.Item, key: str) -> None:
    token = parts.token(front_door.here(), key)
    st.markdown(f"{parts.plain(follow_ups.title(item))}: it leaves the queue and the health of the tie.")
    st.text_input("Why", placeholder="They moved on; it no longer matters", key=f"why-{key}")
    refused = parts.refused(key)
    parts.problem(key)
    if st.button(LET_GO, type="primary", key=key, on_click=_let_go, args=(item, key, token)) and not refused:
        st.rerun()  # which closes the dialog


# Each acts in a callback, before the page is drawn again: so what was refused stands on the card at once.


def _done(item: follow_ups.Item, key: str, token: str) -> None:
    row = _once(item)
    parts.act(lambda here: follow_ups.mark_done(here.records, item, as_of=here.as_of, token=row), key, token)


def _record(item: follow_ups.Item, key: str, token: str) -> None:
    said = st.session_state[f"open-{key}"]
    outcome = OUTCOMES[said]
    if parts.act(lambda here: outcome(here.records, item.subject_id, as_of=here.as_of), key, token) and said == TALKED:
        parts.lead_on("Write the debrief", "reflection", meeting=item.subject_id)


def _postpone(item: follow_ups.Item, key: str, token: str) -> None:
    days = POSTPONED_BY.get(st.session_state[f"not-now-{key}"])
    if days is not None:
        parts.act(
            lambda here: follow_ups.postpone(
                here.records,
                item,
                days,
                as_of=here.as_of,
                zone=here.zone,
                token=_once(item, f"not now, {days} days from {here.as_of.date()}"),
            ),
            key,
            token,
        )


def _let_go(item: follow_ups.Item, key: str, token: str) -> None:
    reason = st.session_state.get(f"why-{key}", "")
    parts.act(lambda here: follow_ups.let_go(here.records, item, reason, as_of=here.as_of), key, token)


def _once(item: follow_ups.Item, what: str = "") -> str:
    """An id that is the same from whichever tab the same item is clicked, so that the records take it once."""
    facts = (what, item.action, item.subject_id, item.due_at, item.fact_at, item.fact_number)
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, facts))))


def shortened(words: str, longest: int = 140) -> str:
    """The beginning of what was said, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"

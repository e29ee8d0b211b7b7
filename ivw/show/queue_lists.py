"""The queue as lists: everything that is due as cards, what comes later, and what was put off."""

from datetime import datetime

import streamlit as st

from ivw.coaching import follow_ups
from ivw.show import paging, parts, queue_card
from ivw.show.front_door import Here

SIZE = 20
LISTED = {"open": "All", "overdue": "Late", "due": "In time"}
Counts = dict[str, dict[str, int]]


def chosen(counts: Counts) -> tuple[str, str | None]:
    """What to list: all that is due, what is late or what is in time; and of which kind (None for every kind)."""
    labels = {listed: f"{label} {how_many(counts, listed):,}" for listed, label in LISTED.items()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        listed = parts.choice("How urgent", labels, key="queue/listed")
        action = st.selectbox(
            "Kind",
            ["", *(action for action in follow_ups.ACTIONS if how_many(counts, "open", action))],
            format_func=lambda kind: follow_ups.ACTIONS.get(kind, "Everything"),
            key="queue/kind",
            label_visibility="collapsed",
            width=220,
        )
    return listed, action or None


def due(here: Here, counts: Counts, listed: str, action: str | None) -> None:
    """The cards of what is due, a page of them."""
    total = how_many(counts, listed, action)
    key = f"due-page-{listed}-{action}"
    page = follow_ups.queue(
        here.records,
        here.as_of,
        here.zone,
        listed=listed,
        action=action,
        limit=SIZE,
        offset=paging.skipped(key, total, SIZE),
    )
    words = follow_ups.last_words(here.records, [item.contact_id for item in page.items], here.as_of)
    with st.container(gap="small"):
        for place, item in enumerate(page.items):
            queue_card.draw(here, item, words.get(item.contact_id), first=place == 0)
    if not page.items:
        parts.nothing_yet("None of these", "Choose another kind above: other things are due.")
    if total > SIZE:
        paging.foot(parts.count(total, "thing"), key, total, SIZE)


def later(here: Here, counts: Counts) -> None:
    """What is to come, and when. Read only when it is opened."""
    total = how_many(counts, "upcoming")
    if not total:
        return
    with st.expander(f"Later: {parts.count(total, 'thing')} to come", key="later", on_change="rerun") as opened:
        if not opened.open:
            return
        page = follow_ups.queue(
            here.records,
            here.as_of,
            here.zone,
            listed="upcoming",
            limit=SIZE,
            offset=paging.skipped("later-page", total, SIZE),
        )
        st.table(
            [{"From": _short_day(here.local(item.opens_at)), "What": _told(here, item)} for item in page.items],
            border="horizontal",
            hide_index=True,
            hide_header=True,
            alt="What is to come, the soonest first",
        )
        if total > SIZE:
            paging.foot("The soonest first", "later-page", total, SIZE)


def not_now(here: Here, counts: Counts) -> None:
    """What "not now" hides, until when, and the way back."""
    total = how_many(counts, "postponed")
    if not total:
        return
    with st.expander(f"Not now: {parts.count(total, 'thing')} put off", key="not-now", on_change="rerun") as opened:
        if not opened.open:
            return
        page = follow_ups.queue(
            here.records,
            here.as_of,
            here.zone,
            listed="postponed",
            limit=SIZE,
            offset=paging.skipped("not-now-page", total, SIZE),
        )
        for item in page.items:
            _put_off(here, item)
        if total > SIZE:
            paging.foot("The order they come back in", "not-now-page", total, SIZE)


def how_many(counts: Counts, listed: str, action: str | None = None) -> int:
    """How many items are listed there, with `action` of one kind only."""
    lists = ("overdue", "due") if listed == "open" else (listed,)
    return sum(n for each in lists for kind, n in counts[each].items() if action in (None, kind))


def _short_day(day: datetime) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _told(here: Here, item: follow_ups.Item) -> str:
    return f"**{parts.plain(follow_ups.title(item))}** :gray[{parts.plain(follow_ups.why(item, here.zone))}]"


def _put_off(here: Here, item: follow_ups.Item) -> None:
    key = f"back-{item.action}-{item.subject_id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = parts.plain(follow_ups.title(item))
        until = follow_ups.day(item.hidden_until) if item.hidden_until else ""
        st.markdown(f"{title}&ensp;:gray-badge[:material/snooze: Not before {until}]", width="stretch")
        args = (item, key)
        st.button("Bring back", type="tertiary", icon=":material/undo:", key=key, on_click=_bring_back, args=args)
    parts.problem(key)


def _bring_back(item: follow_ups.Item, key: str) -> None:
    parts.act(lambda here: follow_ups.bring_back(here.records, item), key)

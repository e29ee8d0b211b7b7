"""The queue as lists: everything that is due as cards, what comes later, and what was put off."""

import streamlit as st

from ivw.coaching import follow_ups
from ivw.coaching.follow_ups import Queue
from ivw.show import paging, parts, queue_card
from ivw.show.front_door import Here

SIZE = 8
LISTED = {"open": "All", "overdue": "Late", "due": "In time"}
CHOSEN, KIND = "queue/listed", "queue/kind"


def read(here: Here) -> Queue:
    """The page of what is due that was chosen below, and how much there is of everything."""
    found = _read(here, *_chosen())
    if not follow_ups.how_many(found.counts, "open", _chosen()[1]):
        st.session_state[KIND] = ""  # nothing of this kind is left
        found = _read(here, *_chosen())
    return found


def choose(queue: Queue) -> None:
    """What to list: all that is due, what is late or what is in time; and of which kind."""
    _, kind = _chosen()
    labels = {
        listed: f"{label} {follow_ups.how_many(queue.counts, listed, kind):,}" for listed, label in LISTED.items()
    }
    kinds = [action for action in follow_ups.ACTIONS if follow_ups.how_many(queue.counts, "open", action)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        parts.choice("How urgent", labels, key=CHOSEN)
        st.selectbox(
            "Kind",
            ["", *kinds],
            format_func=lambda kind: follow_ups.ACTIONS.get(kind, "Everything"),
            key=KIND,
            label_visibility="collapsed",
            width=220,
        )


def due(here: Here, queue: Queue) -> None:
    """The cards of what is due, a page of them."""
    words = follow_ups.last_words(here.records, [item.contact_id for item in queue.items], here.as_of)
    with st.container(gap="small"):
        for place, item in enumerate(queue.items):
            queue_card.draw(here, item, words.get(item.contact_id), first=place == 0)
    if not queue.items:
        parts.nothing_yet("None of these", "Choose “All” and “Everything” above: other things are due.")
    if len(queue.items) > 1:
        _all_not_now(here, queue)
    if queue.total > SIZE:
        paging.foot(parts.count(queue.total, "thing"), _page_key(*_chosen()), queue.total, SIZE)


def _all_not_now(here: Here, queue: Queue) -> None:
    """ "Not now" for everything that is listed on this page at once."""
    shown = [item for item in queue.items if item.action not in ("thank_you", "record")]
    if len(shown) < 2:
        return
    key = "not-now-all"
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.menu_button(
            f"Not now, all {len(shown)} of these", list(queue_card.POSTPONED_BY), type="tertiary", key=key,
            icon=":material/snooze:", on_click=_put_all_off, args=(shown, key, parts.token(here, key)),
            help="Everything shown on this page but thank-yous and what has to be recorded: those do not wait.",
        )  # fmt: skip
    parts.problem(key)


def _put_all_off(items: list[follow_ups.Item], key: str, token: str) -> None:
    days = queue_card.POSTPONED_BY.get(st.session_state[key])
    if days is not None:
        parts.act(
            lambda here: follow_ups.postpone_all(here.records, items, days, as_of=here.as_of, zone=here.zone),
            key,
            token=token,
        )


def later(here: Here, counts: dict[str, dict[str, int]]) -> None:
    """What is to come, and when."""
    total = follow_ups.how_many(counts, "upcoming")
    _folded(here, "later", "upcoming", f"Later: {parts.count(total, 'thing')} to come", "The soonest first", total)


def resting(here: Here, counts: dict[str, dict[str, int]]) -> None:
    """What a quiet weekend leaves until Monday."""
    total = follow_ups.how_many(counts, "resting")
    label = f"Quiet weekend: {parts.count(total, 'thing')} until Monday"
    _folded(here, "resting", "resting", label, "The order of the queue", total)


def _folded(here: Here, key: str, listed: str, label: str, order: str, total: int) -> None:
    """What is listed under this name, a line each. Read only when it is opened; nothing where there is nothing."""
    if not total:
        return
    with st.expander(label, key=key, on_change="rerun") as opened:
        if not opened.open:
            return
        page = _page(here, listed, None, paging.skipped(f"{key}-page", SIZE, total))
        st.markdown("\n\n".join(_told(here, item) for item in page.items))
        if total > SIZE:
            paging.foot(order, f"{key}-page", total, SIZE)


def nothing_due(counts: dict[str, dict[str, int]]) -> str:
    """ "Nothing is due.", and whether that is because it is the weekend."""
    waits = follow_ups.how_many(counts, "resting")
    return f"A quiet weekend. {parts.count(waits, 'thing')} can wait until Monday." if waits else "Nothing is due."


def rests_too(counts: dict[str, dict[str, int]]) -> str:
    """After what is due: how much a quiet weekend leaves until Monday; nothing on other days."""
    waits = follow_ups.how_many(counts, "resting")
    return f" A quiet weekend: {waits:,} more can wait until Monday." if waits else ""


def not_now(here: Here, counts: dict[str, dict[str, int]]) -> None:
    """What "not now" hides, until when, and the way back."""
    total = follow_ups.how_many(counts, "postponed")
    if not total:
        return
    with st.expander(f"Not now: {parts.count(total, 'thing')} put off", key="not-now", on_change="rerun") as opened:
        if not opened.open:
            return
        page = _page(here, "postponed", None, paging.skipped("not-now-page", SIZE, total))
        for item in page.items:
            _put_off(here, item)
        if total > SIZE:
            paging.foot("The order they come back in", "not-now-page", total, SIZE)


def _chosen() -> tuple[str, str | None]:
    listed, kind = st.session_state.get(CHOSEN), st.session_state.get(KIND)
    return listed if listed in LISTED else "open", kind if kind in follow_ups.ACTIONS else None


def _page_key(listed: str, action: str | None) -> str:
    return f"due-page-{listed}-{action}"


def _read(here: Here, listed: str, action: str | None) -> Queue:
    key = _page_key(listed, action)
    offset = paging.skipped(key, SIZE)
    found = _page(here, listed, action, offset)
    if offset and not found.items:  # the last of that page is done
        found = _page(here, listed, action, paging.skipped(key, SIZE, found.total))
    return found


def _page(here: Here, listed: str, action: str | None, offset: int) -> Queue:
    return follow_ups.queue(
        here.records, here.as_of, here.zone, listed=listed, action=action, limit=SIZE, offset=offset
    )


def _told(here: Here, item: follow_ups.Item) -> str:
    day = here.local(item.opens_at)
    title, why = follow_ups.title(item), follow_ups.why(item, here.zone, here.as_of)
    return f":gray-badge[{day:%a} {day.day} {day:%b}] {parts.plain(title)}  \n:small[:gray[{parts.plain(why)}]]"


def _put_off(here: Here, item: follow_ups.Item) -> None:
    key = f"back-{item.action}-{item.subject_id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = parts.plain(follow_ups.title(item))
        until = follow_ups.day(item.hidden_until) if item.hidden_until else ""
        st.markdown(f"{title}&ensp;:gray-badge[:material/snooze: Not before {until}]", width="stretch")
        args = (item, key, parts.token(here, key))
        st.button("Bring back", type="tertiary", icon=":material/undo:", key=key, on_click=_bring_back, args=args)
    parts.problem(key)


def _bring_back(item: follow_ups.Item, key: str, token: str) -> None:
    parts.act(lambda here: follow_ups.bring_back(here.records, item), key, token)

"""Follow-ups: everything that is due, later or put off, and how healthy each tie is."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ivw.coaching import follow_ups, people, ties
from ivw.show import calendar_file, front_door, parts, queue_lists, tie_panel, ties_table, with_them

VIEWS = {"queue": "Queue", "ties": "Ties", "theirs": "With them"}
WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
STANDING = {
    "healthy": ("is", "are", "healthy"),
    "attention": ("wants", "want", "attention"),
    "at_risk": ("is", "are", "at risk"),
    "fading": ("is", "are", "fading"),
    "dormant": ("is", "are", "dormant"),
}


def show() -> None:
    here = front_door.here()
    view = chosen_view()
    if view == "queue":
        queue(here)
    elif view == "theirs":
        with_others(here)
    else:
        all_ties(here)


def chosen_view() -> str:
    """The view chosen on the page, else the one in the address; a person in the address means their tie."""
    asked = front_door.asked_for("view") or ("ties" if front_door.asked_for("contact") else "queue")
    view = st.session_state.get("follow-ups/view") or asked
    return view if view in VIEWS else "queue"


@contextmanager
def controls(view: str) -> Iterator[None]:
    """The row with the two views, and room for what narrows the one that is shown."""
    if view != "queue":
        st.query_params["view"] = view
    else:
        st.query_params.clear()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        parts.choice("View", VIEWS, key="follow-ups/view", default=view)
        yield


def queue(here: front_door.Here) -> None:
    found = queue_lists.read(here)
    anything = follow_ups.how_many(found.counts, "open") > 0
    parts.page_head(here, "Follow-ups", what_is_due(found.counts))
    with controls("queue"):
        if anything:
            queue_lists.choose(found)
    if anything:
        queue_lists.due(here, found)
    else:
        all_clear(here)
    with st.container(gap="small"):
        queue_lists.later(here, found.counts)
        queue_lists.not_now(here, found.counts)
    if anything or follow_ups.how_many(found.counts, "upcoming"):
        calendar_file.offer()


def what_is_due(counts: dict[str, dict[str, int]]) -> str:
    total, late = follow_ups.how_many(counts, "open"), follow_ups.how_many(counts, "overdue")
    if not total:
        return "Nothing is due."
    if not late:
        return f"{parts.count(total, 'thing')} can be done now; nothing is late."
    return f"{parts.count(total, 'thing')} can be done now; {late:,} {'is' if late == 1 else 'are'} late."


def all_clear(here: front_door.Here) -> None:
    if people.counts(here.records)["everyone"]:
        parts.nothing_yet(
            "All clear",
            "What you log with people, promise them or plan with them turns up here by itself, with its reason.",
        )
        return
    parts.nothing_yet(
        "Nobody is here yet",
        "Add somebody, ask them for 20 minutes and log that you did: from then on this page knows when to follow up.",
    )
    if st.button("Add a person", icon=":material/person_add:", type="primary"):
        front_door.go("prospect_research", open="add")


def all_ties(here: front_door.Here) -> None:
    shown = st.session_state.get("follow-ups/shown")
    shown = shown if shown in ties.SHOWN else "all"
    found = ties_table.read(here, shown)
    parts.page_head(here, "Follow-ups", how_ties_are(found.network))
    with controls("ties"):
        if ties.how_many(found.network, "all"):
            parts.choice("Which ties", ties.SHOWN, key="follow-ups/shown")
    if not found.ties:
        none_such(shown)
        return
    with st.container(gap="xsmall"):
        selected = ties_table.draw(found, shown)
    tie_panel.draw(here, selected)


def with_others(here: front_door.Here) -> None:
    parts.page_head(here, "Follow-ups", with_them.lead())
    with controls("theirs"):
        pass
    with_them.draw(here)


def how_ties_are(network: ties.Network) -> str:
    """The network in a sentence: "Your network stands at 78. Three ties are healthy, two want attention."."""
    told = [told_band(band, n, first=False) for band, n in network.bands.items() if n]
    if not told:
        return "Nobody met yet: there is no tie to look after."
    first = next(band for band, n in network.bands.items() if n)
    told[0] = told_band(first, network.bands[first], first=True)
    score = f"Your network stands at {network.score}" if network.score is not None else "No tie has a score"
    return f"{score}. {', '.join(told)}."


def told_band(band: str, n: int, *, first: bool) -> str:
    one, many, what = STANDING[band]
    number = WORDS[n] if n < len(WORDS) else f"{n:,}"
    subject = f"{number} {'tie' if n == 1 else 'ties'}" if first else number.lower()
    return f"{subject} {one if n == 1 else many} {what}"


def none_such(shown: str) -> None:
    if shown == "dormant":
        parts.nothing_yet("No tie is dormant", "A tie is dormant after a year of silence, or three times its cadence.")
    elif shown == "attention":
        parts.nothing_yet("No tie wants attention", "Every one of them stands at 80 or better.")
    else:
        parts.nothing_yet(
            "A tie begins with the first conversation",
            "Ask somebody for 20 minutes, and log the conversation once you have talked: then its health shows here.",
        )
        if st.button("Find somebody to ask", icon=":material/person_search:", type="primary"):
            front_door.go("prospect_research")


show()

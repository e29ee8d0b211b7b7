"""Follow-ups: everything that is due, later or put off, and how healthy each tie is."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ivw.coaching import follow_ups, people, ties
from ivw.show import (
    calendar_file,
    dormant_ties,
    front_door,
    network_words,
    parts,
    queue_lists,
    this_minute,
    tie_panel,
    ties_table,
    with_them,
)

VIEWS = {"queue": "Queue", "ties": "Ties", "theirs": "With them"}


def show() -> None:
    here = this_minute.here()
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
    """The row with the views, and room for what narrows the one that is shown."""
    if view == "ties":
        st.query_params["view"] = view
    else:
        st.query_params.from_dict({} if view == "queue" else {"view": view})
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
        queue_lists.resting(here, found.counts)
        queue_lists.not_now(here, found.counts)
    if anything or any(follow_ups.how_many(found.counts, each) for each in ("upcoming", "resting")):
        calendar_file.offer()


def what_is_due(counts: dict[str, dict[str, int]]) -> str:
    total, late = follow_ups.how_many(counts, "open"), follow_ups.how_many(counts, "overdue")
    if not total:
        return queue_lists.nothing_due(counts)
    is_late = f"{late:,} {'is' if late == 1 else 'are'} late" if late else "nothing is late"
    return f"{parts.count(total, 'thing')} can be done today; {is_late}.{queue_lists.rests_too(counts)}"


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
    shown = chosen_list()
    asleep = shown == "dormant"
    found = dormant_ties.read(here) if asleep else ties_table.read(here, shown)
    at = ties_table.selected(found)
    panel = tie_panel.ahead(here, found.ties[at]) if found.ties and not asleep else None
    parts.page_head(here, "Follow-ups", network_words.how_ties_are(found.network))
    with controls("ties"):
        if ties.how_many(found.network, "all"):
            labels = {each: f"{label} {ties.how_many(found.network, each):,}" for each, label in ties.SHOWN.items()}
            parts.choice("Which ties", labels, key=list_key(shown), default=shown)
    if not found.ties:
        network_words.none_such(shown)
    elif panel is None:
        dormant_ties.draw(here, found)
    else:
        with st.container(gap="xsmall"):
            ties_table.draw(found, shown, at)
        panel()


def chosen_list() -> str:
    """The list in the address, or the one just chosen instead of it, which stands there from now on."""
    asked = front_door.asked_for("shown")
    asked = asked if asked in ties.SHOWN else "all"
    shown = str(st.session_state.get(list_key(asked)) or asked)
    if shown == "all":
        st.query_params.pop("shown", None)
    else:
        st.query_params["shown"] = shown
    return shown


def list_key(shown: str) -> str:
    # One for each list: what was chosen before says nothing once an address has led elsewhere.
    return f"follow-ups/shown-{shown}"


def with_others(here: front_door.Here) -> None:
    parts.page_head(here, "Follow-ups", with_them.lead())
    with controls("theirs"):
        pass
    with_them.draw(here)


show()

"""Everybody to whom something is to be written now, each with its reason and the way to the draft."""

from typing import Literal

import streamlit as st

from ivw.coaching import advice, follow_ups, people, to_write
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.to_write import ToWrite
from ivw.show import front_door, paging, parts
from ivw.show.front_door import Here
from ivw.show.queue_card import BADGES

SIZE = 8
PAGE = "to-write-page"
PROSPECT = "On your shortlist, and not asked yet."
PROSPECT_GUIDE = "Light research before you ask, the thorough one once they have said yes (guides 1 and 3)."


def draw(here: Here, *, size: int = SIZE, but: str | None = None) -> None:
    """A page of them; `but` leaves out one person, who has just been written to."""
    offset = paging.skipped(PAGE, size) if but is None else 0
    rows, total = to_write.now(here.records, here.as_of, here.zone, limit=size + (but is not None), offset=offset)
    if offset and not rows:  # the last of that page is written
        st.session_state[PAGE] = 1
        rows, total = to_write.now(here.records, here.as_of, here.zone, limit=size)
    rows = [row for row in rows if row.whom != but][:size]
    if not rows:
        _nobody(here, first=but is None)
        return
    if but is None:
        parts.section("Waiting for a message", parts.count(total, "message"))
    with st.container(gap="small"):
        for place, row in enumerate(rows):
            _row(here, row, first=place == 0 and but is None)
    if but is None:
        paging.foot("What is late comes first. Your shortlist comes last.", PAGE, total, size)


def _row(here: Here, row: ToWrite, *, first: bool) -> None:
    key = f"{row.kind}-{row.item.subject_id if row.item else row.whom}"
    with parts.card():
        said, acts = st.columns([3, 1], gap="medium", vertical_alignment="center")
        with said, st.container(gap="xxsmall"):
            st.markdown(f"##### {parts.plain(_title(row))}{_badge(here, row)}", anchors=False)
            works = ", ".join(part for part in (row.position, row.organization) if part)
            if works:
                st.caption(parts.plain(works))
            if row.item:
                why = follow_ups.why(row.item, here.zone, here.as_of)
                st.markdown(parts.plain(why), help=follow_ups.GUIDES[row.item.action])
            else:
                st.markdown(PROSPECT, help=PROSPECT_GUIDE)
                if row.why:
                    st.markdown(f":gray[:material/lightbulb: {parts.plain(row.why)}]")
        with acts:
            kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
            if st.button("Write it", icon=":material/edit:", type=kind, width="stretch", key=f"write-{key}"):
                about = {"meeting": row.meeting_id} if row.meeting_id else {}
                front_door.go("outreach", contact=row.whom, kind=row.kind, **about)


def _title(row: ToWrite) -> str:
    match row.kind:
        case "second_person":
            return f"Ask {row.name}, too"
        case "tell_referrer":
            return f"Tell {row.name} how it went"
    return follow_ups.title(row.item) if row.item else f"Ask {row.name}"


def _badge(here: Here, row: ToWrite) -> str:
    if row.item is None:
        return "&ensp; :gray-badge[:material/bookmark: Shortlist]"
    colour, icon = BADGES[row.item.status]
    return f"&ensp; :{colour}-badge[:material/{icon}: {follow_ups.when_due(row.item, here.as_of, here.zone)}]"


def encouragement() -> str:
    """Why one need not be shy of asking; nothing where the file of such sentences cannot be read."""
    try:
        return " ".join(
            f"{parts.plain(each.words.rstrip('.'))} ({parts.plain(each.guide)})." for each in advice.said("asking")
        )
    except InvalidRecord:
        return ""


def _nobody(here: Here, *, first: bool) -> None:
    counts = people.counts(here.records)
    with st.container(gap="small"):
        if counts["everyone"]:
            parts.nothing_yet(
                "Nobody waits for a message",
                "Put somebody on your shortlist, and the request to them begins here. What you owe comes by itself.",
            )
        else:
            parts.nothing_yet("Nobody to write to yet", f"Begin with one person. {encouragement()}")
        kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
        if st.button("Find somebody", icon=":material/person_search:", type=kind, key="find-somebody"):
            front_door.go("prospect_research", **({} if counts["everyone"] else {"open": "add"}))

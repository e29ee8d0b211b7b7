"""Which conversation: those that are over and wait for a word, then the next ones; and how to come to one."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ivw.coaching import first_steps, follow_ups, meetings, reflections
from ivw.coaching.meetings import FORMATS, Planned
from ivw.show import already_met, front_door, meeting_words, paging, parts, when
from ivw.show.front_door import Here

ROWS = 6
WILLING = 3
PAGE = "conversation/page"
WAYS_THERE = (
    (
        "Choose whom to meet", "Somebody whose week you would like to see from inside.",
        "Find somebody", "person_search", "prospect_research",
    ),
    (
        "Ask for 20 minutes", "Say why them, offer two or three times, and leave the choice to them.",
        "Write to somebody", "forward_to_inbox", "outreach",
    ),
)  # fmt: skip


def draw(here: Here) -> None:
    """All conversations that are planned, a page at a time; where there are none, the way to one."""
    # The slowest to read: what stands above it is read beside it.
    willing = here.ahead(partial(follow_ups.queue, action="propose_times", limit=WILLING))
    every, over = meetings.how_many_planned(here.records, here.as_of)
    parts.page_head(here, "Conversation", _lead(every, over))
    meeting_words.gone()
    _said_yes(willing().items)
    if not every:
        _none_planned(here)
        return
    rows = meetings.planned(here.records, here.as_of, limit=ROWS, offset=paging.skipped(PAGE, ROWS, every))
    with st.container(gap="small"):
        for place, planned in enumerate(rows):
            _planned(here, planned, first=place == 0)
        paging.foot(f"{parts.count(every, 'conversation')} planned", PAGE, every, ROWS)
    if st.button("Plan another", type="tertiary", icon=":material/person_search:", help="Choose whom to meet first"):
        front_door.go("prospect_research")


def _lead(every: int, over: int) -> str:
    if not every:
        return "Nothing is planned yet."
    ahead = every - over
    said = [f"{parts.count(ahead, 'conversation')} ahead"] if ahead else []
    if over:
        said.append(f"{over} over: say what happened")
    return f"{', '.join(said)}."


def _said_yes(willing: Sequence[follow_ups.Item]) -> None:
    """Those who are willing, and no time is set."""
    if not willing:
        return
    with st.container(gap="xsmall"):
        st.markdown("**They said yes, and no time is set**")
        for item in willing:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                where = f" :gray[· {parts.plain(item.organization)}]" if item.organization else ""
                st.markdown(f"{parts.plain(item.contact)}{where}", width="content")
                if st.button("Plan it", type="tertiary", icon=":material/event:", key=f"plan-{item.contact_id}"):
                    front_door.go("conversation", contact=item.contact_id)


def _planned(here: Here, planned: Planned, *, first: bool) -> None:
    starts = when.moment(here, planned.starts_at)
    facts = (f"{planned.minutes} minutes", FORMATS.get(planned.format or ""), planned.organization)
    badge = (
        ":red-badge[:material/help: What happened?]" if planned.is_over
        else ":green-badge[:material/event_available: Confirmed]" if planned.confirmed
        else ":orange-badge[:material/event_upcoming: Not confirmed]"
    )  # fmt: skip
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"##### {parts.plain(planned.contact)}&ensp;{badge}", anchors=False)
            st.markdown(f"{starts[:1].upper()}{starts[1:]}")
            st.caption(parts.plain(" · ".join(fact for fact in facts if fact)))
        if st.button(
            "Say what happened" if planned.is_over else "Open", icon=":material/arrow_forward:",
            type="primary" if first else "secondary", key=f"conversation-{planned.id}",
        ):  # fmt: skip
            front_door.go("conversation", meeting=planned.id)


def _none_planned(here: Here) -> None:
    with st.container(gap="small"):
        with st.grid(2, min_column_width=230, gap="medium"):
            for place, (title, text, label, icon, page) in enumerate(WAYS_THERE):
                with st.container(border=True, height="stretch", gap="small"):
                    with st.container(gap="xxsmall"):
                        st.markdown(f"##### {title}", anchors=False)
                        st.markdown(f":gray[{text}]")
                    st.space("stretch")
                    if st.button(
                        label,
                        icon=f":material/{icon}:",
                        type="primary" if place == 0 else "secondary",
                        key=f"to-{page}",
                    ):
                        front_door.go(page)
        if first_steps.asked(here.records, here.as_of):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(":gray[Did somebody say yes?]", width="content")
                if st.button("Log an answer", icon=":material/reply:", type="tertiary", key="log-answer"):
                    front_door.go("follow_ups", view="theirs")
        already_met.way_in("Talked with somebody already?")
    _lately(here, reflections.held(here.records, here.as_of, limit=3))


def _lately(here: Here, held: Sequence[reflections.Held]) -> None:
    if not held:
        return
    with st.container(gap="xsmall"):
        st.markdown("**Held lately**")
        for each in held:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                on = when.on_day(here, each.ended_at)
                st.markdown(f"{parts.plain(each.contact)} :gray[· {on}]", width="content")
                if st.button("Open", type="tertiary", icon=":material/arrow_forward:", key=f"held-{each.meeting_id}"):
                    front_door.go("reflection", meeting=each.meeting_id)

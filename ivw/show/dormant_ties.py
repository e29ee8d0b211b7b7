"""The dormant ties: whom one lost touch with, what one last talked about, and a friendly way back to each."""

import streamlit as st

from ivw.coaching import follow_ups, ties
from ivw.show import front_door, paging, parts, queue_card, ties_table, when
from ivw.show.front_door import Here

SIZE = 8
PAGE = "dormant-page"
WHY = (
    "A tie sleeps after a year of silence, or three times its cadence (our convention). Nothing is lost by it: people "
    "you once talked to can help later (guide 3), and a few lines that ask for nothing are enough to begin again."
)


def read(here: Here) -> ties.Page:
    """The page of them chosen below; a page too far is the last one."""
    return ties.page(
        here.records, here.as_of, here.zone, shown="dormant", limit=SIZE, offset=paging.skipped(PAGE, SIZE)
    )


def draw(here: Here, page: ties.Page) -> None:
    """A row each; every one leads to a message that is begun already."""
    words = follow_ups.last_words(here.records, [tie.contact_id for tie in page.ties], here.as_of)
    with st.container(gap="small"):
        st.caption(WHY)
        for tie in page.ties:
            _row(here, tie, words.get(tie.contact_id))
        paging.foot(f"{parts.count(page.total, 'dormant tie')}, by name", PAGE, page.total, SIZE)


def _row(here: Here, tie: ties.Health, words: str | None) -> None:
    works = ", ".join(part for part in (tie.position, tie.organization) if part)
    with parts.card():
        said, acts = st.columns([3.4, 1], gap="medium", vertical_alignment="center")
        with said, st.container(gap="xxsmall"):
            st.markdown(f"**{parts.plain(tie.contact)}**{f' :gray[· {parts.plain(works)}]' if works else ''}")
            last = when.on_day(here, here.local(tie.last_talked))
            st.markdown(f":gray[:material/bedtime: You were last in touch on {last}, {tie.silent_days:,} days ago.]")
            if words:
                st.markdown(f":gray[:material/forum: {parts.plain(queue_card.shortened(words))}]")
        with acts, st.container(gap="xsmall"):
            if tie.do_not_contact:
                st.markdown(":gray[:material/do_not_disturb_on: Do not contact]")
            elif st.button("Write a few lines", icon=":material/edit:", width="stretch", key=f"wake-{tie.contact_id}"):
                front_door.go("outreach", contact=tie.contact_id, kind="reconnect")
            st.button(
                "See the tie", type="tertiary", width="stretch", key=f"tie-{tie.contact_id}",
                on_click=ties_table.look_at, args=(tie.contact_id,),
            )  # fmt: skip

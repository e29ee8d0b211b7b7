"""The openings that people volunteered: a line, and the list behind it."""

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import Counts
from ivw.show import front_door, insights_parts, paging, parts
from ivw.show.front_door import Here

ROWS = 6
KEY = "leads-page"
WHY = "Nobody was asked for them: an informational interview asks for advice, never for a job (guide 2)."


def draw(here: Here, counts: Counts) -> None:
    """How many there are; the list is read when it is opened."""
    if not counts.leads:
        return
    hidden = f", {counts.unadvertised:,} of them not advertised" if counts.unadvertised else ""
    title = f"{parts.count(counts.leads, 'opening')} volunteered{hidden}"
    box = st.expander(title, icon=":material/door_open:", on_change="rerun", key="insights/leads")
    if not box.open:
        return
    with box, st.container(gap="xsmall"):
        st.caption(WHY)
        rows, total = insights.leads(here.records, here.as_of, here.zone, limit=ROWS, offset=paging.skipped(KEY, ROWS))
        for place, row in enumerate(rows):
            with st.container(gap=None):
                st.text(row.what)
                with insights_parts.row():
                    if st.button(f":blue[{parts.plain(row.contact)}]", type="tertiary", key=f"lead-{place}"):
                        front_door.go("prospect_research", contact=row.contact_id)
                    mark = " · not advertised" if row.unadvertised else ""
                    st.caption(f"&ensp;{insights_parts.said_on(row.day, here.as_of.date())}{mark}", width="content")
        paging.foot(parts.count(total, "opening"), KEY, total, ROWS)

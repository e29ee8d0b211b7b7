"""The openings that people volunteered; those let go stand apart, with the reason."""

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import Counts, Lead
from ivw.show import front_door, insights_parts, paging, parts
from ivw.show.front_door import Here

ROWS = 6
KEY = "leads-page"
WHY = (
    "Openings that people volunteered. Nobody was asked for them: an informational interview asks for advice, never "
    "for a job (guide 2)."
)


def draw(here: Here, counts: Counts) -> None:
    """The open ones in sight; the others are read when they are asked for."""
    if not counts.leads and not counts.leads_dropped:
        return
    with st.container(gap="small"):
        hidden = f"{counts.unadvertised:,} of them not advertised" if counts.unadvertised else None
        parts.section(parts.count(counts.leads, "lead"), hidden)
        st.caption(WHY)
        if counts.leads:
            _rows(here, KEY, let_go=False)
        if counts.leads_dropped:
            box = st.expander(
                f"Let go ({counts.leads_dropped:,})", icon=":material/close:", type="compact", on_change="rerun",
                key="insights/leads-dropped",
            )  # fmt: skip
            if box.open:
                with box:
                    _rows(here, f"{KEY}-dropped", let_go=True)


def _rows(here: Here, key: str, *, let_go: bool) -> None:
    rows, total = insights.leads(
        here.records, here.as_of, here.zone, limit=ROWS, offset=paging.skipped(key, ROWS), let_go=let_go
    )
    with st.container(gap="xsmall"):
        for place, row in enumerate(rows):
            _lead(here, row, f"{key}-{place}")
    if total > ROWS:
        paging.foot(parts.count(total, "opening"), key, total, ROWS)


def _lead(here: Here, row: Lead, key: str) -> None:
    with st.container(gap=None):
        st.text(row.what)
        with insights_parts.row():
            if st.button(
                f":blue[{parts.plain(row.contact)}]", type="tertiary", key=key,
                help="Open the debrief" if row.meeting_id else "All you know of them",
            ):  # fmt: skip
                if row.meeting_id:
                    front_door.go("reflection", meeting=row.meeting_id)
                front_door.go("prospect_research", contact=row.contact_id)
            mark = " · not advertised" if row.unadvertised else ""
            why = f" · {parts.plain(row.dropped_why)}" if row.dropped_why else ""
            day = insights_parts.said_on(row.day, here.as_of.date())
            st.caption(f"{day}{mark}{why}", width="content")

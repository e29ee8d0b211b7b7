"""Insights: what all conversations together say."""

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import Counts
from ivw.show import (
    front_door,
    insights_changed,
    insights_fields,
    insights_follows,
    insights_path_fit,
    insights_referrals,
    insights_search,
    insights_themes,
    parts,
    this_minute,
)

VIEWS = {
    "path-fit": "Path fit",
    "fields": "Fields",
    "themes": "Themes",
    "changed": "What changed",
    "referrals": "Referrals",
    "follows": "What follows",
    "search": "Search",
}
DRAWN = {
    "path-fit": insights_path_fit.draw,
    "fields": insights_fields.draw,
    "themes": insights_themes.draw,
    "changed": insights_changed.draw,
    "referrals": insights_referrals.draw,
    "follows": insights_follows.draw,
    "search": insights_search.draw,
}
OF_A_VIEW = {"themes": ("theme", "kind"), "search": ("find",)}  # what else the address says
LAST = "insights/last-view"


def show() -> None:
    here = this_minute.here()
    counts = insights.counts(here.records, here.as_of)
    parts.page_head(here, "Insights", what_there_is(counts))
    view = chosen_view()
    with st.container(gap="small"):  # in a row, a phone would show half of the views and hide the rest beyond its edge
        parts.choice("View", VIEWS, key="insights/view", default=view)
        if view == "themes" and counts.themes:
            insights_themes.choose_kind()
    DRAWN[view](here, counts)


def what_there_is(counts: Counts) -> str:
    """What the page speaks from: "11 of 28 conversations have a debrief. 13 people were named to you."."""
    if not counts.talks and not counts.referrals:
        return "What your conversations have in common stands here once you had some."
    if not counts.talks:
        return "No conversation was held yet."
    if not counts.debriefs:
        return f"{parts.count(counts.talks, 'conversation was', 'conversations were')} held; none has a debrief yet."
    debriefs = f"{counts.debriefs:,} of {parts.count(counts.talks, 'conversation')}"
    return f"{debriefs} {'has' if counts.debriefs == 1 else 'have'} a debrief: this is what they say together."


def chosen_view() -> str:
    """The view chosen on the page, else the one in the address, else the one that was open before one went elsewhere:
    the browser's way back brings the page without its address.
    """
    asked = st.session_state.get("insights/view") or front_door.asked_for("view") or st.session_state.get(LAST)
    view = asked if asked in VIEWS else "path-fit"
    st.session_state[LAST] = view
    for name in set(st.query_params) - {"view", *OF_A_VIEW.get(view, ())}:
        del st.query_params[name]
    st.query_params["view"] = view
    return view


show()

"""Below the cards of This week: its figures and charts, read and drawn once they are reached."""

from datetime import timedelta

import streamlit as st

from ivw.coaching import weekly, weekly_reviews
from ivw.show import this_minute, week_charts, week_figures
from ivw.show.reached import reached

ROOM_FOR_FIGURES, ROOM_FOR_CHARTS = 360, 760  # pixels: about what they take on a wide screen


def draw(thanks_due: int) -> None:
    """The heading of the week so far at once, what stands below it once somebody comes near."""
    with st.container(gap="small"):
        week_figures.head()
        _below(thanks_due)


# One fragment for both places: of two that are reached in the same moment, Streamlit would draw only one anew.
@st.fragment
def _below(thanks_due: int) -> None:
    with st.container(gap="medium"):
        figures, charts = st.container(gap=None), st.container(gap=None)
        with figures:
            sees_figures = reached("figures")
        with charts:
            sees_charts = reached("charts")
        # Room for what comes, so that what stands further down is not pushed away when it does.
        if not sees_figures:
            figures.space(ROOM_FOR_FIGURES)
        if not sees_charts:
            charts.space(ROOM_FOR_CHARTS)
        if not (sees_figures or sees_charts):
            return
        here = this_minute.here()
        week = weekly.week(here.records, here.as_of, here.zone)
        if sees_figures:
            with figures, st.container(gap="medium"):
                week_figures.draw(week, thanks_due)
                week_figures.planned(weekly_reviews.of_week(here.records, week.starts_on - timedelta(days=7)))
        if sees_charts:
            with charts:
                week_charts.draw(here, week)

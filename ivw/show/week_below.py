"""Below the cards of This week: its figures and charts, read and drawn once they are reached."""

from datetime import timedelta

import streamlit as st

from ivw.coaching import profile, weekly, weekly_reviews
from ivw.show import this_minute, week_charts, week_figures
from ivw.show.front_door import Here
from ivw.show.reached import reached

# Pixels: about what figures and charts take on a wide screen, and what they take while there is little to show.
ROOM, LITTLE_ROOM = (360, 760), (250, 60)


def draw(thanks_due: int, *, is_early: bool) -> None:
    """The heading of the week so far at once, what stands below it once somebody comes near. `is_early`: before the
    first conversation.
    """
    with st.container(gap="small"):
        week_figures.head()
        _below(thanks_due, LITTLE_ROOM if is_early else ROOM)


def to_come(here: Here) -> None:
    """In the place of figures and charts that would have nothing to show: what will stand there, and from when on."""
    aims = profile.targets(here.records, profile.week_of(here.records, here.as_of.date()))
    told = ", ".join(f"{aims[figure]:,} {label.lower()}" for figure, label in profile.FIGURES.items() if figure in aims)
    with st.container(gap="xxsmall"):
        st.subheader("This week so far", anchor=False)
        st.markdown(
            ":gray[Your first request starts the count: asked, heard back, met, thanked in time, week by week. Later "
            "charts show how far your requests come and how your ties are.]"
        )
        if told:
            st.caption(
                f"Targets a week to begin with: {told}. They are yours to change: what is enough is our convention, "
                "not a finding."
            )


# One fragment for both places: of two that are reached in the same moment, Streamlit would draw only one anew.
@st.fragment
def _below(thanks_due: int, room: tuple[int, int]) -> None:
    with st.container(gap="medium"):
        figures, charts = st.container(gap=None), st.container(gap=None)
        with figures:
            sees_figures = reached("figures")
        with charts:
            sees_charts = reached("charts")
        # Room for what comes, so that what stands further down is not pushed away when it does.
        if not sees_figures:
            figures.space(room[0])
        if not sees_charts:
            charts.space(room[1])
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

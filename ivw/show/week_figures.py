"""The week so far: each figure against one's own target, with the weeks before it."""

from datetime import timedelta
from functools import partial
from typing import Literal

import streamlit as st

from ivw.coaching import profile, weekly
from ivw.coaching.weekly import Figure
from ivw.coaching.weekly_reviews import Review
from ivw.show import charts, parts

FEW = 5  # below it a percentage would say more than it knows (docs/evidence.md)
HELP = {
    "requests": "First requests sent.",
    "replies": "Answers of any kind, a no as well.",
    "conversations": "Conversations held.",
    "thanked_in_time": "Of the thank-yous written or fallen late this week, those within 24 hours (guide 1).",
    "promises_kept": "Of your promises kept or fallen due this week, those kept (guide 1).",
    "introductions": "People somebody named to you (guide 2).",
    "rehearsal_minutes": "Minutes rehearsed, broken-off rounds included (guide 3).",
}


def head() -> None:
    """The heading, with the way to the review."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("This week so far", anchor=False, width="content")
        st.button(
            "Review the week", icon=":material/history_edu:", type="tertiary", on_click=_look_back,
            help="Ten minutes: what happened, what to change, what to aim at (our convention). "
            "Your targets are set there, too.",
        )  # fmt: skip


def draw(week: weekly.Week, thanks_due: int) -> None:
    """The figures that have something to show, each with its target and last week beside; the others by their names."""
    shown = [each for each in week.figures if _says_something(each, thanks_due)]
    with st.container(gap="small"):
        with st.grid(4, min_column_width=150, gap="small"):
            for each in shown:
                note, colour = standing(each, thanks_due)
                last = weekly.counted(each, 1)
                st.metric(
                    profile.FIGURES[each.name], amount(each),
                    delta=f"{note} · was {last}" if note else f"{last} last week",  # what is longer is cut on a phone
                    delta_color=colour, delta_arrow="off", border=True, height="stretch",
                    # A line of noughts would be drawn half-way up, beside others whose nought is at the bottom.
                    chart_data=list(each.history) if any(each.history) else None, chart_type="area",
                    help=f"{HELP[each.name]} Last week: {last}. The line: this week, and the "
                    f"{len(each.history) - 1} before it.",
                )  # fmt: skip
        names = ", ".join(profile.FIGURES[each.name] for each in week.figures if each not in shown).lower()
        to_come = f"Once there is something to count, it stands here, too: {names}. " if names else ""
        st.caption(f"{to_come}Targets are yours to change: what is enough is our convention, not a finding.")
        parts.table_behind("figures", partial(_week_by_week, week))


def _says_something(figure: Figure, thanks_due: int) -> bool:
    """Whether there is more to see than nought beside nought: any of its weeks, a target, or thanks that wait."""
    waits = figure.name == "thanked_in_time" and thanks_due > 0
    return waits or bool(figure.target) or any(figure.history) or any(figure.among)


def _week_by_week(week: weekly.Week) -> charts.Table:
    """What the small lines draw: a row for each week, the newest first."""
    begin = [week.starts_on - timedelta(days=7 * ago) for ago in range(len(week.figures[0].history))]
    return charts.Table(
        ("Week beginning", *(profile.FIGURES[each.name] for each in week.figures)),
        tuple(
            (f"{day.day} {day:%b}", *(weekly.counted(each, ago) for each in week.figures))
            for ago, day in enumerate(begin)
        ),
    )


def planned(review: Review | None) -> None:
    """The if-then plans for this week, from the review of the last one: where one sees them, one may keep to them."""
    plans = review.intentions if review else ()
    if plans:
        lines = [f"- If {parts.plain(each.situation)}, **then {parts.plain(each.response)}**" for each in plans]
        st.markdown("\n".join(["##### What you planned for it", "", *lines]), anchors=False)


def amount(figure: Figure) -> str:
    """This week's count: of how many, where it is a share, else of how many one aims at, as long as it is no more."""
    aims = figure.target and not figure.among and figure.count <= figure.target
    return f"{figure.count} of {figure.target}" if aims else weekly.counted(figure)


def standing(figure: Figure, thanks_due: int) -> tuple[str, Literal["off", "orange", "green", "blue"]]:
    """How the figure stands against its target in a word or two, and in which colour; a share as a percentage where it
    has none and its counts, which stand above it, are enough for one.
    """
    if figure.name == "thanked_in_time" and thanks_due:
        return f"{thanks_due} due", "orange"
    if figure.target is None:
        among = figure.among[-1] if figure.among else 0
        return f"{round(100 * figure.count / among)}%" if among >= FEW else "", "off"
    if figure.count >= figure.target:
        return "Reached", "green"
    return f"{figure.target - figure.count} to go", "blue"


def _look_back() -> None:
    st.query_params["view"] = "review"

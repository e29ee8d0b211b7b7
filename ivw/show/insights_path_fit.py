"""Path fit over time, a lane for each field; the conversations that it is made of; and whether choosing paid off."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import ENOUGH, Counts, Fit, Pull
from ivw.show import insights_parts, insights_worth, parts
from ivw.show.charts import insights as charts
from ivw.show.debrief_texts import PATH_FIT
from ivw.show.front_door import Here
from ivw.show.paging import paged

ROWS = 6


def draw(here: Here, counts: Counts) -> None:
    """The chart under what it says, or what it takes to have one."""
    pulls = insights.pulls(here.records, here.as_of, here.zone)
    if not pulls:
        insights_parts.nothing_yet(
            "No conversation is rated yet" if not counts.fits else "The people you rated have no field",
            f"After a conversation, say in its debrief how well the field would suit you, from −2 to +2. With {ENOUGH} "
            "in one field this page says what pulls you, and from the first on it draws it."
            if not counts.fits
            else "Say in Prospect research which field each of them works in: the ratings then stand here by field.",
        )
        return
    parts.figure(
        parts.plain(insights.finding(pulls)),
        _reads(counts, pulls),
        charts.path_fit,
        _rows(pulls),
        "Path fit of each conversation by day, a lane for each field: "
        + "; ".join(f"{pull.field} {_label(pull)}" for pull in pulls),
        key="path-fit",
    )
    with st.container(gap="xsmall"):
        st.markdown("**The conversations behind it**")
        every = sorted(((fit, pull.field) for pull in pulls for fit in pull.fits), key=lambda each: each[0].day)
        paged(list(reversed(every)), partial(_talks, here), key="fits", size=ROWS)
    insights_worth.draw(here)


def _rows(pulls: Sequence[Pull]) -> tuple[tuple[object, ...], ...]:
    most = next((pull.field for pull in pulls if pull.talks >= ENOUGH and pull.mean > 0), None)
    return tuple(
        (pull.field, f"{pull.field}: {_label(pull)}", fit.day, fit.contact, fit.path_fit, pull.field == most)
        for pull in pulls
        for fit in pull.fits
    )


def _label(pull: Pull) -> str:
    newest = f", newest {charts.signed(pull.fits[-1].path_fit)}" if pull.talks > 1 else ""
    return f"{insights.mean(pull)} over {parts.count(pull.talks, 'talk')}{newest}"


def _reads(counts: Counts, pulls: Sequence[Pull]) -> str:
    """How to read it: the scale, what is left out, and why it is kept."""
    says = (
        f"Each dot is a conversation, from −2 (not for me) to +2 (for me); the number is the mean. "
        f"A field counts from {ENOUGH} talks on."
    )
    if counts.fields > len(pulls):
        says += f" Shown are {len(pulls)} of {counts.fields} fields."
    if n := counts.fits_without_field:
        says += f" {parts.count(n, 'rated conversation')} left out: the person's field is not said."
    return f"{says} Looking at it over time shows whether you are on the right path (guide 5)."


def _talks(here: Here, rows: Sequence[tuple[Fit, str]]) -> None:
    with insights_parts.rows():
        for fit, field in rows:
            day = insights_parts.said_on(fit.day, here.as_of.date())
            says = f"{charts.signed(fit.path_fit)} {PATH_FIT[fit.path_fit].lower()} · {field} · {day}"
            insights_parts.talk(fit.meeting_id, fit.contact, says, "fit")

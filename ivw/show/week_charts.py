"""What was done week by week, how far requests come, and how the ties are."""

from datetime import date

import streamlit as st

from ivw.coaching import network, weekly
from ivw.show import charts, parts
from ivw.show.front_door import Here


def draw(here: Here, week: weekly.Week) -> None:
    """The three charts that always stand on This week."""
    with st.container(gap="medium"):
        what_was_done(week)
        left, right = st.columns(2, gap="large")
        with left:
            chain(week)
        with right:
            health(network.bands(here.records, here.as_of, here.zone))


def what_was_done(week: weekly.Week) -> None:
    """Week by week and kind, with the target of conversations on its bar."""
    met = sum(n for _, group, n in week.activity if group == "met")
    asked = sum(n for _, group, n in week.activity if group == "asked")
    if not any(n for _, _, n in week.activity):
        parts.nothing_yet(
            "What you do will show here", "Log a first request, and this chart begins to grow week by week."
        )
        return
    title = f"{parts.count(met, 'conversation')} in twelve weeks, {parts.count(asked, 'message')} on the way to them"
    begun = _begun(week)
    aims = {day: aim if begun and day >= begun else None for day, aim in week.aims}
    rows = tuple((day, group, n, aims[day] if group == "met" else None) for day, group, n in week.activity)
    reached_in, aimed_in = targets_reached(week)
    line = ". The line is your target of conversations: reached in " if aimed_in else ""
    told = f"{line}{reached_in} of {parts.count(aimed_in, 'week')}" if aimed_in else ""
    parts.figure(
        title, f"What you did in each of the last twelve weeks{told}", charts.activity, rows,
        f"Stacked bars of what was done in each of the last twelve weeks: {title}{told}.", key="activity",
        leads=("What it came to", "insights", {}),
    )  # fmt: skip


def targets_reached(week: weekly.Week) -> tuple[int, int]:
    """In how many weeks the target of conversations was reached, and of how many that had one.

    Nobody missed a target before the first thing was done: weeks before it do not count.
    """
    begun = _begun(week)
    met = {day: n for day, group, n in week.activity if group == "met"}
    aims = [(met.get(day, 0), aim) for day, aim in week.aims if aim and begun and day >= begun]
    return sum(n >= aim for n, aim in aims), len(aims)


def _begun(week: weekly.Week) -> date | None:
    return min((day for day, _, n in week.activity if n), default=None)


def chain(week: weekly.Week) -> None:
    """How far everybody first asked in twelve weeks has come."""
    by_step = {step.step: step for step in week.chain}
    if not by_step["asked"].n:
        parts.nothing_yet("How far your requests come", "Ask somebody for a conversation to see how the chain unfolds.")
        return
    met, asked = by_step["met"].n, by_step["asked"].n
    title = f"{met} of {parts.count(asked, 'person', 'people')} asked met you"
    steps = tuple((weekly.STEPS[step.step], step.n, step.of_n) for step in week.chain)
    parts.figure(
        title,
        "Everybody first asked in the last twelve weeks. Met is told of those who replied, the rest of the met.",
        charts.chain, steps,
        "Bars of how many were asked, replied, met, were thanked in time, introduced somebody and met again: "
        + ", ".join(f"{label} {n} of {of}" for label, n, of in steps), key="chain",
        leads=("Whom to ask next", "prospect_research", {"view": "next"}),
    )  # fmt: skip


def health(counts: dict[str, int]) -> None:
    """The ties by band."""
    total = sum(counts.values())
    if not total:
        parts.nothing_yet("How your ties are", "Once you have met somebody, the health of that tie shows here.")
        return
    title = f"{counts['healthy']} of {parts.count(total, 'tie')} {'is' if total == 1 else 'are'} healthy"
    parts.figure(
        title, "Ties by health. The weights behind it are a convention, not a finding.", charts.bands,
        tuple(counts.items()), ", ".join(f"{band.replace('_', ' ')} {n}" for band, n in counts.items()), key="bands",
        leads=("See each tie", "follow_ups", {"view": "ties"}),
    )  # fmt: skip

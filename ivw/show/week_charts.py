"""What was done week by week, how far requests come, and how the ties are."""

from datetime import date

import streamlit as st

from ivw.coaching import network, weekly
from ivw.show import charts, parts
from ivw.show.front_door import Here
from ivw.show.network_words import spelled
from ivw.show.week_figures import FEW

WEEKS = f"{spelled(weekly.CHAIN_WEEKS)} weeks"
TO_COMPARE = 3  # weeks with something in them: from then on bars of weeks say more than a sentence (our convention)


def draw(here: Here, week: weekly.Week) -> None:
    """The three charts of This week; in the first days, when none of them could show much, one sentence for all."""
    bands = network.bands(here.records, here.as_of, here.zone)
    if _is_early(week) and _asked_few(week) and not any(bands.values()):
        sent = sum(n for *_, n in week.activity)
        parts.nothing_yet(
            "Charts come with the first conversation",
            "They show what you do week by week, how far your requests come, and how your ties are."
            + (f" So far: {parts.count(sent, 'message')} sent." if sent else ""),
        )
        return
    with st.container(gap="medium"):
        what_was_done(week)
        left, right = st.columns(2, gap="large")
        with left:
            chain(week)
        with right:
            health(bands)


def _is_early(week: weekly.Week) -> bool:
    """Whether nobody was met, and so few weeks have something in them that bars could not be compared."""
    met = any(n for _, group, n in week.activity if group == "met")
    return not met and len({day for day, _, n in week.activity if n}) < TO_COMPARE


def _asked_few(week: weekly.Week) -> bool:
    """Whether of only a few people asked nobody was met: a chain of noughts says less than a sentence."""
    by_step = {step.step: step.n for step in week.chain}
    return not by_step["met"] and by_step["asked"] < FEW


def what_was_done(week: weekly.Week) -> None:
    """Week by week and kind, with the target of conversations on its bar."""
    met = sum(n for _, group, n in week.activity if group == "met")
    asked = sum(n for _, group, n in week.activity if group == "asked")
    if _is_early(week):
        sent = sum(n for *_, n in week.activity)
        so_far = f"{parts.count(sent, 'message')} sent so far. " if sent else "Log a first request. "
        parts.nothing_yet(
            "What you do will show here",
            f"{so_far}With the first conversation, or in the third week, a chart begins to grow week by week.",
        )
        return
    title = f"{parts.count(met, 'conversation')} in {WEEKS}, {parts.count(asked, 'message')} on the way to them"
    begun = _begun(week)
    aims = {day: aim if begun and day >= begun else None for day, aim in week.aims}
    rows = tuple((day, group, n, aims[day] if group == "met" else None) for day, group, n in week.activity)
    reached_in, aimed_in = targets_reached(week)
    line = ". The line is your target of conversations: reached in " if aimed_in else ""
    told = f"{line}{reached_in} of {parts.count(aimed_in, 'week')}" if aimed_in else ""
    parts.figure(
        title, f"What you did in each of the last {WEEKS}{told}", charts.activity, rows,
        f"Stacked bars of what was done in each of the last {WEEKS}: {title}{told}.", key="activity",
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
    """How far everybody first asked in these weeks has come; a few of whom nobody was met in a sentence."""
    by_step = {step.step: step.n for step in week.chain}
    met, asked, replied = (by_step[step] for step in ("met", "asked", "replied"))
    if _asked_few(week):
        answers = f", {replied:,} replied" if replied else ""
        so_far = f"{parts.count(asked, 'person', 'people')} asked{answers} so far. " if asked else ""
        parts.nothing_yet(
            "How far your requests come",
            f"{so_far}Once you have met somebody you asked, a chart shows how many reply, meet you, are thanked in "
            "time and introduce you to others.",
        )
        return
    title = f"{met} of {parts.count(asked, 'person', 'people')} asked met you"
    steps = tuple((weekly.STEPS[step.step], step.n, step.of_n) for step in week.chain)
    parts.figure(
        title,
        f"Everybody first asked in the last {WEEKS}. Met is told of those who replied, the rest of the met.",
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

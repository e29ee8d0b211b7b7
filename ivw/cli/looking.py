"""Looking: what is due, how healthy the ties are, how the week went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from ivw.cli.door import Here, aligned, anywhere, door, opened, show
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.coaching.follow_ups import Item
    from ivw.coaching.network import Tie
    from ivw.coaching.weekly import Week
    from ivw.coaching.weekly_reviews import Review

REMINDED = 3  # of them a reminder names: a notification shows about so much


@door.command()
@anywhere
@click.option("--as-of", metavar="INSTANT", help="As it was or will be then (ISO 8601).")
@click.option("--all", "everything", is_flag=True, help="What is to come, too.")
@click.option("--reminder", is_flag=True, help="One line, fit for a notification; nothing where nothing is due.")
def due(as_of: str | None, everything: bool, reminder: bool) -> None:
    """What to do next, and why."""
    from ivw.coaching import follow_ups

    with opened() as here:
        then = here.instant(as_of, "as-of")
        found = follow_ups.queue(here.records, then, here.zone, listed="all" if everything else "open", limit=1_000_000)
    items, waits = found.items, follow_ups.how_many(found.counts, "resting")
    queue = [
        {
            "contact": item.contact,
            "contact_id": item.contact_id,
            "action": item.action,
            "status": item.status,
            "due_at": here.local(item.due_at),
            "why": follow_ups.why(item, here.zone, then),
        }
        for item in items
    ]
    show(queue, lambda: _reminder(items) if reminder else _queue_in_words(items, waits, then, here.zone))


@door.command()
@anywhere
@click.option("--as-of", metavar="INSTANT", help="As it was or will be then (ISO 8601).")
def health(as_of: str | None) -> None:
    """How healthy each tie is, the weakest first."""
    from ivw.coaching import network

    with opened() as here:
        then = here.instant(as_of, "as-of")
        ties = network.ties(here.records, then, here.zone, everybody=True)
        score = network.score(here.records, then, here.zone)
    named = ("contact", "contact_id", "state", "score", "band", "F", "R", "C", "G")
    contacts = [{name: getattr(tie, name) for name in named} for tie in ties]
    show({"network": score, "contacts": contacts}, lambda: _health_in_words(score, ties))


@door.command()
@anywhere
@click.option("--of", "of_", metavar="DATE", help="The week of this day, as it stood at its end.")
@click.option("--markdown", is_flag=True, help="As a page of Markdown.")
def week(of_: str | None, markdown: bool) -> None:
    """The week's figures against your targets, how far the people you asked have come, and what you wrote about it."""
    from ivw.coaching import weekly, weekly_reviews

    with opened() as here:
        until = _end_of_week(here, of_)
        found = weekly.week(here.records, until, here.zone)
        review = weekly_reviews.of_week(here.records, found.starts_on)
        page = _digest(here, found, review, until) if markdown else ""
    document = {
        "week": found.starts_on.isoformat(),
        "counts": {figure.name: figure.count for figure in found.figures},
        "targets": {figure.name: figure.target for figure in found.figures if figure.target is not None},
        "chain": [{"step": step.step, "n": step.n, "of": step.of_n} for step in found.chain],
        "review": None
        if review is None
        else {
            **{part: getattr(review, part) for part in weekly_reviews.PARTS},
            "plans": [{"if": each.situation, "then": each.response} for each in review.intentions],
        },
    }
    show(document, lambda: page or _week_in_words(found, review))


def _digest(here: Here, found: Week, review: Review | None, until: datetime) -> str:
    """The week as the page of Markdown that the weekly review gives as a file."""
    from ivw.coaching import weekly_reviews
    from ivw.exchange import documents, week_digest

    since, last = weekly_reviews.span(here.records, found.starts_on, until, here.zone)
    events = weekly_reviews.happened(here.records, since, last, limit=500)
    return documents.markdown(week_digest.of(found, review, events, here.zone)).rstrip()


def _end_of_week(here: Here, of_: str | None) -> datetime:
    """The last instant of the week in which a day falls; now for the present week."""
    if of_ is None:
        return here.now
    from ivw.coaching import profile
    from ivw.coaching.incoming import FIRST_YEAR, LAST_YEAR
    from ivw.exchange import history_values, plain_text

    zone = ZoneInfo(here.zone)
    try:
        day = history_values.day(of_, zone)
    except history_values.UnreadableError as unreadable:
        wrong = f'"{plain_text.shortened(of_)}" is no day from {FIRST_YEAR} to {LAST_YEAR}.'
        raise InvalidRecord("of", wrong, "Right would be 2024-06-03.") from unreadable
    first = day - timedelta(days=(day.isoweekday() - profile.of(here.records).first_weekday) % 7)
    if datetime.combine(first, time(), zone) > here.now:
        raise InvalidRecord("of", f"The week of {first} is still to come.", "Choose this one, or one that has been.")
    return min(
        here.now, datetime.combine(first + timedelta(days=7), time(), zone).astimezone(UTC) - timedelta(microseconds=1)
    )


def _reminder(items: Sequence[Item]) -> str:
    if not items:
        return ""
    late = sum(item.status == "overdue" for item in items)
    first = "; ".join(f"{item.action.replace('_', ' ')}, {item.contact}" for item in items[:REMINDED])
    many = f"{len(items)} due, {late} of them late" if late else f"{len(items)} due"
    return f"{many}: {first}{'; …' if len(items) > REMINDED else ''}"


def _queue_in_words(items: Sequence[Item], waits: int, then: datetime, zone: str) -> str:
    from ivw.coaching import follow_ups

    weekend = f"A quiet weekend: {waits} {'thing' if waits == 1 else 'things'} can wait until Monday." if waits else ""
    if not items:
        return weekend or "Nothing is due. A good moment to ask somebody new, or to enjoy the day."
    listed = aligned(
        [
            (
                item.status,
                item.contact,
                item.action.replace("_", " "),
                follow_ups.when_due(item, then, zone),
                follow_ups.why(item, zone, then),
            )
            for item in items
        ]
    )
    return f"{listed}\n\n{weekend}" if weekend else listed


def _health_in_words(network: int | None, ties: Sequence[Tie]) -> str:
    from ivw.coaching.network import WITH_DORMANT

    met = [tie for tie in ties if tie.F is not None]
    if not met:
        return "No data yet: a tie has a health from the first conversation on."
    rows = [
        (
            "-" if tie.score is None else str(tie.score),
            WITH_DORMANT[tie.band or "dormant"],
            tie.contact,
            tie.state.replace("_", " "),
        )
        for tie in met
    ]
    return f"Network: {'no data' if network is None else f'{network} of 100'}\n{aligned(rows)}"


def _week_in_words(found: Week, review: Review | None) -> str:
    from ivw.coaching import profile, weekly, weekly_reviews

    counts = [
        (
            profile.FIGURES[each.name],
            f"{each.count} of {each.target}" if each.target and not each.among else weekly.counted(each),
            f"the week before: {weekly.counted(each, 1)}",
        )
        for each in found.figures
    ]
    chain = [
        (weekly.STEPS[each.step], str(each.n) if each.step == "asked" else f"{each.n} of {each.of_n}")
        for each in found.chain
    ]
    first = f"{found.starts_on:%A} {found.starts_on.day} {found.starts_on:%B %Y}"
    since = f"Everybody first asked in the last {weekly.CHAIN_WEEKS} weeks"
    told = [f"Week of {first}\n{aligned(counts)}", f"{since}\n{aligned(chain)}"]
    if review:
        written = [(label, getattr(review, part)) for part, label in weekly_reviews.PARTS.items()]
        told += [f"{label}\n{words}" for label, words in written if words]
        told += [f"If {each.situation}, then {each.response}" for each in review.intentions]
    return "\n\n".join(told)

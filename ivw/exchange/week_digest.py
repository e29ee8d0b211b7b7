"""A week to take along: its figures, what happened, and what one wrote about it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from ivw.coaching import profile, weekly
from ivw.coaching.time_line import HAPPENINGS
from ivw.coaching.weekly_reviews import PARTS, Happened, Review
from ivw.exchange.documents import Document, Section


def of(week: weekly.Week, review: Review | None, events: Sequence[Happened], zone: str) -> Document:
    """The document; `events` are what happened in the week, oldest first."""
    figures = [
        (profile.FIGURES[each.name], weekly.counted(each), str(each.target or ""), weekly.counted(each, 1))
        for each in week.figures
    ]
    chain = [(weekly.STEPS[each.step], f"{each.n} of {each.of_n}") for each in week.chain if each.of_n]
    written = [
        Section(label, paragraphs=(words,)) for part, label in PARTS.items() if (words := getattr(review, part, None))
    ]
    asked_since = f"Everybody first asked in the last {weekly.CHAIN_WEEKS} weeks"
    plans = [f"If {each.situation}, then {each.response}" for each in review.intentions] if review else []
    return Document(
        f"Week of {week.starts_on.day} {week.starts_on:%B %Y}",
        sections=(
            Section("In figures", table=(("", "This week", "Target", "Week before"), *figures)),
            Section("What happened", points=tuple(_in_a_line(each, zone) for each in events)),
            *written,
            Section("If, then", points=plans),
            Section(asked_since, table=(("Came as far as", ""), *chain)),
        ),
    )


def _in_a_line(event: Happened, zone: str) -> str:
    local = event.happened_at.astimezone(ZoneInfo(zone))
    words = " ".join((event.words or "").split())
    said = f": {words if len(words) <= 120 else f'{words[:119]}…'}" if words else ""
    return f"{local:%a} {local.day} {local:%b}, {event.contact}, {HAPPENINGS[event.what].label.lower()}{said}"

"""The first way round, for whoever is new: choose, ask, meet, thank. Once it was walked, nobody speaks of it again."""

from datetime import datetime, timedelta

from ivw.records.database import Records

STEPS = ("choose", "ask", "meet", "thank")
LAPSED = timedelta(days=14)  # as in follow-ups: then a thank-you is no longer waited for


def done(records: Records, as_of: datetime) -> tuple[str, ...] | None:
    """Which of STEPS were made; None once the last of them was, or was let go. Who has met somebody has also asked."""
    [(chosen, asked, met, thanked)] = records.rows(
        "SELECT EXISTS (FROM contacts WHERE shortlisted_at <= $as_of), "
        "EXISTS (FROM interactions WHERE kind = 'request' AND happened_at <= $as_of) "
        "OR EXISTS (FROM meetings WHERE scheduled_at <= $as_of), "
        "EXISTS (FROM meetings WHERE status = 'held' AND starts_at <= $as_of), "
        "EXISTS (FROM interactions WHERE kind = 'thank_you' AND happened_at <= $as_of) "
        "OR EXISTS (FROM meetings WHERE status = 'held' AND (thanks_dropped_at <= $as_of OR starts_at <= $long_ago))",
        as_of=as_of,
        long_ago=as_of - LAPSED,
    )
    if thanked:
        return None
    furthest = 3 if met else 2 if asked else int(chosen)
    return STEPS[:furthest]

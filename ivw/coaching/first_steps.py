"""The first way round, for whoever is new: choose, ask, meet, thank. Once it was walked, nobody speaks of it again."""

from datetime import datetime, timedelta

from ivw.records.database import Records

STEPS = ("choose", "ask", "meet", "thank")
LAPSED = timedelta(days=15)  # as on the queue: a thank-you is late after 24 hours, and let be when it is 14 days late


def done(records: Records, as_of: datetime) -> tuple[str, ...] | None:
    """Which of STEPS were made; None once the last of them was, or was let go. Who has met somebody has also asked."""
    [(chosen, asked, met, thanked)] = records.rows(
        "SELECT EXISTS (FROM contacts WHERE shortlisted_at <= $as_of), "
        "EXISTS (FROM interactions WHERE kind = 'request' AND happened_at <= $as_of) "
        "OR EXISTS (FROM meetings WHERE scheduled_at <= $as_of), "
        "EXISTS (FROM conversations($as_of) WHERE standing = 'held'), "
        "EXISTS (FROM interactions WHERE kind = 'thank_you' AND happened_at <= $as_of) "
        "OR EXISTS (FROM conversations($as_of) WHERE standing = 'held' AND (thanks_dropped OR held_until <= $lapsed))",
        as_of=as_of,
        lapsed=as_of - LAPSED,
    )
    if thanked:
        return None
    furthest = 3 if met else 2 if asked else int(chosen)
    return STEPS[:furthest]

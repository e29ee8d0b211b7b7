"""The first way round, for whoever is new: choose, ask, meet, thank. Once it was walked, nobody speaks of it again."""

from datetime import datetime, timedelta

from ivw.records.database import Records

STEPS = ("choose", "ask", "meet", "thank")
TO_THANK = STEPS[:3]  # made before the last one, which has a card of its own on the queue
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


def to_ask(records: Records, as_of: datetime) -> list[tuple[str, str]]:
    """Two of those on the shortlist who may be asked, as (contact, name), the latest first; they say whether it is one.

    For as long as nobody was asked.
    """
    rows = records.rows(
        "SELECT id::VARCHAR, name FROM contacts WHERE shortlisted_at <= $as_of AND archived_at IS NULL "
        "AND NOT do_not_contact ORDER BY shortlisted_at DESC, id LIMIT 2",
        as_of=as_of,
    )
    return [(str(contact), str(name)) for contact, name in rows]


def asked(records: Records, as_of: datetime) -> list[tuple[str, str]]:
    """Everybody who was asked for a conversation so far, as (contact, name)."""
    rows = records.rows(
        "SELECT DISTINCT c.id::VARCHAR, c.name FROM interactions i JOIN contacts c ON c.id = i.contact_id "
        "WHERE i.kind = 'request' AND i.happened_at <= $as_of",
        as_of=as_of,
    )
    return [(str(contact), str(name)) for contact, name in rows]


def is_bare(records: Records, as_of: datetime) -> bool:
    """Whether nothing has happened yet that a figure or a chart of the week could show."""
    [(something,)] = records.rows(
        "SELECT EXISTS (FROM interactions WHERE kind <> 'note' AND happened_at <= $as_of) "
        "OR EXISTS (FROM meetings) OR EXISTS (FROM promises) OR EXISTS (FROM referrals) OR EXISTS (FROM rehearsals)",
        as_of=as_of,
    )
    return not something

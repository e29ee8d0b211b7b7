"""What all conversations together make one do in the search: in one's own words (A80), and the steps taken (A75)."""

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.next_steps import Step
from ivw.coaching.paging import page_of
from ivw.records.database import Records


def of(records: Records) -> str:
    """One's strategy as it is written; '' where nothing is."""
    [(written,)] = records.rows("SELECT strategy FROM profile")
    return str(written or "")


def save(records: Records, written: str) -> Done:
    """Keep it while it is typed; nothing empties it. Raises InvalidRecord beyond 20,000 characters."""
    kept = checks.text("strategy", written)
    with records.transaction() as transaction:
        transaction.fetch("UPDATE profile SET strategy = $kept", kept=kept)
        return done(transaction, "Your strategy is saved.")


def steps_taken(records: Records, *, limit: int, offset: int = 0, let_go: bool = False) -> tuple[list[Step], int]:
    """The next steps that were done, the newest first, a page of them, and how many; or, apart, those let go."""
    return page_of(
        records, Step,
        "SELECT s.id::VARCHAR, s.meeting_id::VARCHAR, c.id::VARCHAR, c.name, s.kind, s.what, s.made_at, s.due, "
        "s.done_at, s.dropped_at, s.dropped_why, count(*) OVER () FROM next_steps s "
        "LEFT JOIN meetings m ON m.id = s.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id "
        "WHERE (s.done_at IS NULL AND s.dropped_at IS NOT NULL) = $let_go "
        "AND coalesce(s.done_at, s.dropped_at) IS NOT NULL "
        "ORDER BY coalesce(s.done_at, s.dropped_at) DESC, s.id LIMIT $limit OFFSET $offset",
        let_go=let_go, limit=limit, offset=offset,
    )  # fmt: skip

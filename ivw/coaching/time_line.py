"""The time line of one person: everything that happened between the two of you."""

from dataclasses import dataclass
from datetime import datetime

from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import KINDS, Kind
from ivw.records.database import Records

# What a time line calls its entries: the kinds of interaction, and everything else that happens between two people.
HAPPENINGS = {
    **KINDS,
    "conversation": Kind("both", "Conversation", "forum"),
    "scheduled": Kind("both", "Conversation planned", "event"),
    "cancelled": Kind("both", "Conversation called off", "event_busy"),
    "no_show": Kind("both", "Conversation missed", "person_off"),
    "promise": Kind("out", "You promised", "handshake"),
    "their_promise": Kind("in", "They promised", "handshake"),
    "promise_kept": Kind("out", "Promise kept", "task_alt"),
    "referral": Kind("in", "They named somebody", "person_add"),
    "referral_followed": Kind("out", "Referral followed", "how_to_reg"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a person's time line. `what` is a kind of interaction or conversation, scheduled, cancelled,
    no_show, promise, their_promise, promise_kept, referral, referral_followed."""

    fact_id: str
    fact_table: str
    what: str
    direction: str
    happened_at: datetime
    words: str | None


def entries(records: Records, contact_id: str, *, limit: int = 50, offset: int = 0) -> list[Happening]:
    """What happened with somebody, newest first."""
    return records.read(
        Happening,
        "SELECT fact_id::VARCHAR AS fact_id, fact_table, what, direction, happened_at, words FROM activity "
        "WHERE contact_id = TRY_CAST($id AS UUID) ORDER BY happened_at DESC, fact_id DESC LIMIT $limit OFFSET $offset",
        id=contact_id,
        limit=limit,
        offset=offset,
    )


def length(records: Records, contact_id: str) -> int:
    """How many entries somebody's time line has."""
    return int(
        records.rows("SELECT count(*) FROM activity WHERE contact_id = TRY_CAST($id AS UUID)", id=contact_id)[0][0]
    )


def take_out(records: Records, entry: Happening) -> Done:
    """Take an entry out of a time line: a promise kept or a referral followed is open again, anything else is removed.

    Raises InvalidRecord when it is not there (any more).
    """
    with records.transaction() as transaction:
        if transaction.row(entry.fact_table, entry.fact_id) is None:
            raise InvalidRecord("entry", "This is not on the time line (any more).", "Open the page again.")
        if entry.what in ("promise_kept", "referral_followed"):
            transaction.change(entry.fact_table, entry.fact_id, done_at=None)
        else:
            transaction.remove(entry.fact_table, [entry.fact_id])
        return done(transaction, f"Taken off the time line: {HAPPENINGS[entry.what].label.lower()}.", entry.fact_id)

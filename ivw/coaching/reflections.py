"""The debrief after a conversation: what it taught, how it was, and the openings they told one of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

# What one writes, and what one gives a number, from lowest to highest.
TEXTS = (
    "learned", "changed_view", "do_differently", "believed_before", "believed_after", "they_need",
    "use_in_application",
)  # fmt: skip
RATINGS = {
    "useful": (1, 5), "rapport": (1, 5), "path_fit": (-2, 2), "confidence_before": (1, 5), "confidence_after": (1, 5),
    "energy_before": (1, 5), "energy_after": (1, 5), "talk_share": (0, 100), "attitude": (1, 5),
    "storytelling": (1, 5), "interests": (1, 5), "questioning": (1, 5),
}  # fmt: skip
MOST_OF_THE_TALK = 30  # per cent that one talks oneself, at most (A86)


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was written after one conversation; None where nothing was. `written_at` is when it was begun.

    useful and rapport are two axes, 1 to 5 (A89: the relationship matters as much as the information); path_fit is -2
    to 2 for the contact's field (E23); talk_share is the percentage one talked oneself (A86). attitude (A85) and
    storytelling, interests, questioning (A18) are how one rates oneself, 1 to 5.
    """

    id: str
    meeting_id: str
    written_at: datetime
    learned: str | None
    changed_view: str | None
    do_differently: str | None
    believed_before: str | None
    believed_after: str | None
    they_need: str | None
    useful: int | None
    rapport: int | None
    path_fit: int | None
    confidence_before: int | None
    confidence_after: int | None
    energy_before: int | None
    energy_after: int | None
    talk_share: int | None
    use_in_application: str | None
    attitude: int | None
    storytelling: int | None
    interests: int | None
    questioning: int | None


@dataclass(frozen=True, slots=True)
class Lead:
    """An opening that somebody volunteered; `unadvertised` when it is not to be read anywhere yet."""

    id: str
    contact_id: str
    what: str
    unadvertised: bool
    dropped_at: datetime | None = None
    dropped_why: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that was held; `written_at` is None as long as nothing was written about it."""

    meeting_id: str
    contact: str
    organization: str | None
    about: str | None
    ended_at: datetime
    written_at: datetime | None


def of_meeting(records: Records, meeting_id: str) -> Debrief | None:
    """The debrief of one conversation; None while nothing was written."""
    columns = ", ".join((*TEXTS, *RATINGS))
    found = records.read(
        Debrief,
        f"SELECT id::VARCHAR AS id, meeting_id::VARCHAR AS meeting_id, written_at, {columns} "  # noqa: S608 - our names
        "FROM debriefs WHERE meeting_id = TRY_CAST($id AS UUID)",
        id=meeting_id,
    )
    return found[0] if found else None


def save(records: Records, meeting_id: str, field: str, value: str | int | None, *, as_of: datetime) -> Done:
    """Write one field of a conversation's debrief; the first one begins it. None or '' empties the field.

    Saving the same once more changes nothing. Raises InvalidRecord for a field that is none, a text beyond 20,000
    characters, a number outside its range, or a conversation that is not there (any more).
    """
    kept: str | int | None
    if field in TEXTS:
        kept = checks.text(field, None if value is None else str(value))
    elif field in RATINGS:
        kept = _rating(field, value)
    else:
        raise InvalidRecord("field", f"A debrief has no {field!r}.", f"One of {', '.join((*TEXTS, *RATINGS))}.")
    with records.transaction() as transaction:
        begun = id_in(transaction, meeting_id)
        if begun is None and kept is not None:
            begun = begin_in(transaction, meeting_id, as_of, {field: kept})
        elif begun is not None:
            transaction.change("debriefs", begun, **{field: kept})
        return done(transaction, "Your debrief is saved.", begun)


def held(records: Records, as_of: datetime, *, limit: int = 10, offset: int = 0) -> list[Held]:
    """A page of the conversations held by `as_of`: those without a debrief first, then newest first."""
    return records.read(
        Held,
        _HELD + "ORDER BY d.written_at IS NOT NULL, v.held_until DESC, v.id LIMIT $limit OFFSET $offset",
        as_of=as_of,
        limit=limit,
        offset=offset,
    )


def how_many_held(records: Records, as_of: datetime) -> tuple[int, int]:
    """How many conversations were held by `as_of`, and how many of them have no debrief."""
    [(every, bare)] = records.rows(
        "SELECT count(*), count(*) FILTER (d.id IS NULL) FROM conversations($as_of) v "
        "LEFT JOIN debriefs d ON d.meeting_id = v.id WHERE v.standing = 'held'",
        as_of=as_of,
    )
    return int(every), int(bare)


# Leads


def leads(records: Records, meeting_id: str) -> list[Lead]:
    """The openings that were volunteered in one conversation, in the order they were written down."""
    return records.read(
        Lead,
        "SELECT id::VARCHAR AS id, contact_id::VARCHAR AS contact_id, what, unadvertised, dropped_at, dropped_why "
        "FROM leads "
        "WHERE meeting_id = TRY_CAST($id AS UUID) ORDER BY id",
        id=meeting_id,
    )


def note_lead(
    records: Records,
    *,
    contact_id: str,
    what: str,
    as_of: datetime,
    unadvertised: bool = False,
    meeting_id: str | None = None,
    token: str | None = None,
) -> Done:
    """Note an opening that somebody volunteered (X05: never ask, log if offered). Raises InvalidRecord when empty."""
    name = checks.known_contact(records, contact_id)
    row = {
        "contact_id": contact_id,
        "meeting_id": meeting_id,
        "what": checks.line("what", what, required=True),
        "unadvertised": unadvertised,
        "heard_at": as_of,
    }
    with records.transaction() as transaction:
        made = transaction.add("leads", row, token)
        return done(transaction, f"{name} told you of an opening: {row['what']}.", made)


def remove_lead(records: Records, lead_id: str) -> Done:
    """Take a lead out again; it can be undone. Raises InvalidRecord when it is not there."""
    with records.transaction() as transaction:
        was = transaction.fetch("SELECT what FROM leads WHERE id = TRY_CAST($id AS UUID)", id=lead_id)
        if not transaction.remove("leads", [lead_id]):
            raise InvalidRecord("lead", "This is not in the records (any more).", "Open the page again.")
        return done(transaction, f"The lead is taken out: {was[0][0]}")


def let_lead_go(records: Records, lead_id: str, why: str, *, as_of: datetime) -> Done:
    """Let an opening go with a reason; it can be undone. Raises InvalidRecord without one, or when it is not there.

    Letting go once more changes nothing.
    """
    reason = checks.line("why", why, required=True)
    with records.transaction() as transaction:
        found = transaction.fetch(
            "SELECT dropped_at IS NOT NULL FROM leads WHERE id = TRY_CAST($id AS UUID)", id=lead_id
        )
        if not found:
            raise InvalidRecord("lead", "This is not in the records (any more).", "Open the page again.")
        if not found[0][0]:
            transaction.change("leads", lead_id, dropped_at=as_of, dropped_why=reason)
        return done(transaction, "The lead is let go.", lead_id)


_HELD = (
    "SELECT v.id::VARCHAR AS meeting_id, c.name AS contact, c.organization, m.about, v.held_until AS ended_at, "
    "d.written_at FROM conversations($as_of) v JOIN meetings m ON m.id = v.id JOIN contacts c ON c.id = v.contact_id "
    "LEFT JOIN debriefs d ON d.meeting_id = v.id WHERE v.standing = 'held' "
)


def _rating(field: str, value: object) -> int | None:
    if value is None:
        return None
    lowest, highest = RATINGS[field]
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise InvalidRecord(field, f"{value!r} is not on this scale.", f"A whole number from {lowest} to {highest}.")
    return value


def id_in(transaction: Transaction, meeting_id: str) -> str | None:
    """The id of a conversation's debrief, as a larger action sees it; None while nothing was written."""
    found = transaction.fetch(
        "SELECT id::VARCHAR FROM debriefs WHERE meeting_id = TRY_CAST($id AS UUID)", id=meeting_id
    )
    return str(found[0][0]) if found else None


def begin_in(
    transaction: Transaction, meeting_id: str, as_of: datetime, values: Mapping[str, object] | None = None
) -> str:
    """Begin the debrief of a conversation with these values, within a larger action; returns its id.

    Raises InvalidRecord when the conversation is not there (any more).
    """
    if transaction.row("meetings", meeting_id) is None:
        raise InvalidRecord("meeting", "This conversation is not in the records (any more).", "Open the page again.")
    return str(transaction.add("debriefs", {"meeting_id": meeting_id, "written_at": as_of, **(values or {})}))

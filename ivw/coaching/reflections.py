"""The debrief after a conversation: what it taught, how it was, which themes came up, what it opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

# What one writes, and what one gives a number, from lowest to highest.
TEXTS = (
    "learned", "changed_view", "next_step", "do_differently", "believed_before", "believed_after", "they_need",
)  # fmt: skip
RATINGS = {
    "useful": (1, 5), "rapport": (1, 5), "path_fit": (-2, 2), "confidence_before": (1, 5), "confidence_after": (1, 5),
    "energy_before": (1, 5), "energy_after": (1, 5), "talk_share": (0, 100),
}  # fmt: skip
THEMES = {"technology": "Technologies", "skill": "Skills", "demand": "What is in demand"}  # A12


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was written after one conversation; None where nothing was. `written_at` is when it was begun.

    useful and rapport are two axes, 1 to 5 (A89: the relationship matters as much as the information); path_fit is -2
    to 2 for the contact's field (E23); talk_share is the percentage one talked oneself.
    """

    id: str
    meeting_id: str
    written_at: datetime
    learned: str | None
    changed_view: str | None
    next_step: str | None
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


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that came up, with its kind: technology, skill, demand, or None."""

    id: str
    theme: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Lead:
    """An opening that somebody volunteered; `unadvertised` when it is not to be read anywhere yet."""

    id: str
    contact_id: str
    what: str
    unadvertised: bool
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that was held; `written_at` is None as long as nothing was written about it."""

    meeting_id: str
    contact: str
    organization: str | None
    about: str | None
    ended_at: datetime
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class Thanks:
    """The 24-hour clock of one held conversation; `settled_at` is when they were thanked, if so."""

    due_at: datetime
    settled_at: datetime | None
    dropped: bool
    lapsed: bool


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
        begun = _debrief_id(transaction, meeting_id)
        if begun is None and kept is not None:
            begun = _begin(transaction, meeting_id, as_of, {field: kept})
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


def thanks(records: Records, meeting_id: str, contact_id: str, as_of: datetime, zone: str) -> Thanks | None:
    """How the thank-you for this conversation stands; None when it was not held by `as_of`."""
    found = records.read(
        Thanks,
        "SELECT due_at, settled_at, dropped, lapsed FROM debts($as_of, $zone, whom := TRY_CAST($whom AS UUID)) "
        "WHERE action = 'thank_you' AND subject_id = TRY_CAST($id AS UUID)",
        as_of=as_of,
        zone=zone,
        whom=contact_id,
        id=meeting_id,
    )
    return found[0] if found else None


# Themes


def themes(records: Records, meeting_id: str) -> list[Theme]:
    """What came up in one conversation, in the order it was written down."""
    return records.read(
        Theme,
        "SELECT t.id::VARCHAR AS id, t.theme, t.kind FROM themes t JOIN debriefs d ON d.id = t.debrief_id "
        "WHERE d.meeting_id = TRY_CAST($id AS UUID) ORDER BY t.id",
        id=meeting_id,
    )


def known_themes(records: Records, *, limit: int = 200) -> dict[str, list[str]]:
    """The themes of all debriefs by kind, the most frequent first: so that the same thing keeps the same name."""
    known: dict[str, list[str]] = {kind: [] for kind in THEMES}
    for kind, theme in records.rows(
        "SELECT kind, theme FROM themes WHERE kind IS NOT NULL GROUP BY kind, theme "
        "ORDER BY count(*) DESC, search_key(theme), theme LIMIT $limit",
        limit=limit,
    ):
        known[kind].append(theme)
    return known


def set_themes(records: Records, meeting_id: str, kind: str, names: Sequence[str], *, as_of: datetime) -> Done:
    """Say which themes of this kind came up: those no longer named go, new ones are added.

    A theme that stood under another kind moves. Upper and lower case are the same theme. Raises InvalidRecord for a
    kind that is none, a name that is empty or too long, or a conversation that is not there (any more).
    """
    if kind not in THEMES:
        raise InvalidRecord("kind", f"There is no kind of theme {kind!r}.", f"One of {', '.join(THEMES)}.")
    wanted: dict[str, str] = {}
    for name in names:
        clean = str(checks.line("theme", name, required=True))
        wanted.setdefault(clean.casefold(), clean)
    with records.transaction() as transaction:
        begun = _debrief_id(transaction, meeting_id)
        if begun is None and wanted:
            begun = _begin(transaction, meeting_id, as_of, {})
        there = transaction.fetch(
            "SELECT id::VARCHAR, theme, kind FROM themes WHERE debrief_id = TRY_CAST($id AS UUID) ORDER BY id", id=begun
        )
        transaction.remove("themes", [key for key, name, of in there if of == kind and name.casefold() not in wanted])
        for key, name, of in there:
            if wanted.pop(name.casefold(), None) and of != kind:
                transaction.change("themes", key, kind=kind)
        for name in wanted.values():
            transaction.add("themes", {"debrief_id": begun, "theme": name, "kind": kind})
        return done(transaction, "Your themes are saved.", begun)


# Leads


def leads(records: Records, meeting_id: str) -> list[Lead]:
    """The openings that were volunteered in one conversation, in the order they were written down."""
    return records.read(
        Lead,
        "SELECT id::VARCHAR AS id, contact_id::VARCHAR AS contact_id, what, unadvertised, heard_at FROM leads "
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
        made = transaction.add("leads", row | ({"id": token} if token else {}))
        return done(transaction, f"{name} told you of an opening: {row['what']}.", made)


def remove_lead(records: Records, lead_id: str) -> Done:
    """Take a lead out again; it can be undone. Raises InvalidRecord when it is not there."""
    with records.transaction() as transaction:
        if not transaction.remove("leads", [lead_id]):
            raise InvalidRecord("lead", "This is not in the records (any more).", "Open the page again.")
        return done(transaction, "The lead is taken out.")


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


def _debrief_id(transaction: Transaction, meeting_id: str) -> str | None:
    found = transaction.fetch(
        "SELECT id::VARCHAR FROM debriefs WHERE meeting_id = TRY_CAST($id AS UUID)", id=meeting_id
    )
    return str(found[0][0]) if found else None


def _begin(transaction: Transaction, meeting_id: str, as_of: datetime, values: dict[str, object]) -> str | None:
    if transaction.row("meetings", meeting_id) is None:
        raise InvalidRecord("meeting", "This conversation is not in the records (any more).", "Open the page again.")
    return transaction.add("debriefs", {"meeting_id": meeting_id, "written_at": as_of, **values})

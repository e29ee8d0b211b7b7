"""The times one offered: kept with the message, so that one of them is agreed on in one press (A36, X03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivw.coaching import checks, drafts, meetings, wording
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import CHANNELS
from ivw.coaching.meetings import Planned
from ivw.records.database import Records
from ivw.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Offered:
    """One time that was offered, as it was offered last; instants in UTC."""

    starts_at: datetime
    minutes: int
    format: str | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One time that is offered to somebody else, and is open."""

    starts_at: datetime
    minutes: int
    name: str


# What stands to be agreed on: offered since they last spoke, still to come, and nothing was planned since. `$theirs`:
# with this person, or with everybody else.
_OPEN = """
    SELECT t.starts_at, arg_max(t.minutes, i.happened_at) AS minutes, arg_max(t.format, i.happened_at) AS format,
        any_value(c.name) AS name
    FROM interactions i JOIN offered_times t ON t.interaction_id = i.id JOIN contacts c ON c.id = i.contact_id
    WHERE coalesce(i.contact_id = TRY_CAST($id AS UUID), false) = $theirs AND i.happened_at <= $as_of
        AND t.starts_at > $as_of
        AND NOT EXISTS (FROM meetings m WHERE m.contact_id = i.contact_id
            AND (m.status = 'planned' AND m.scheduled_at >= i.happened_at
                OR m.status = 'held' AND m.starts_at >= i.happened_at AND m.starts_at <= $as_of))
        AND NOT EXISTS (FROM interactions n WHERE n.contact_id = i.contact_id AND n.kind = 'declined'
            AND n.happened_at > i.happened_at AND n.happened_at <= $as_of)
    GROUP BY t.starts_at, i.contact_id ORDER BY t.starts_at, name
"""


def still_open(records: Records, contact_id: str, as_of: datetime) -> list[Offered]:
    """The times that were offered to somebody since one last spoke and are still to come, the earliest first."""
    rows = records.rows(_OPEN, id=contact_id, as_of=as_of, theirs=True)
    return [Offered(starts_at, minutes, format) for starts_at, minutes, format, _ in rows]


def with_others(records: Records, contact_id: str | None, as_of: datetime) -> list[Elsewhere]:
    """The times that are offered to anybody else and can still be agreed on, the earliest first."""
    rows = records.rows(_OPEN, id=contact_id, as_of=as_of, theirs=False)
    return [Elsewhere(starts_at, minutes, name) for starts_at, minutes, _, name in rows]


def free(
    starts: Sequence[datetime], planned: Sequence[Planned], elsewhere: Sequence[Elsewhere], minutes: int = 60
) -> list[datetime]:  # fmt: skip
    """The first of these times of a day that nobody else may choose; none where something is planned at it."""
    for start in starts:
        if any(overlap(start, minutes, each) for each in planned):
            return []  # another day has more room
        if not any(overlap(start, minutes, each) for each in elsewhere):
            return [start]
    return []


def overlap(start: datetime, minutes: int, other: Planned | Elsewhere) -> bool:
    """Whether a conversation that begins then would run into another one."""
    ends = other.starts_at + timedelta(minutes=other.minutes)
    return start < ends and other.starts_at < start + timedelta(minutes=minutes)


def keep_in(
    transaction: Transaction, interaction_id: str, slots: Sequence[datetime], minutes: int, format: str | None
) -> None:
    """Keep the times that a message offered, within the action that logs it. Raises InvalidRecord."""
    if format is not None and format not in meetings.FORMATS:
        raise InvalidRecord("format", f"There is no format {format!r}.", f"One of {', '.join(meetings.FORMATS)}.")
    transaction.add_many(
        "offered_times",
        [
            {"interaction_id": interaction_id, "starts_at": slot, "minutes": minutes, "format": format}
            for slot in sorted(set(slots))
        ],
    )


def agree(
    records: Records, contact_id: str, offered: Offered, *, as_of: datetime, token: str | None = None,
    channel: str | None = None, text: str | None = None, draft: str | None = None, logged: str | None = None,
    said_at: datetime | None = None,
) -> Done:  # fmt: skip
    """Agree on a time that was offered: their yes is logged and the conversation is planned, in one action. It is said
    back in the time zone in which `offered` names it.

    `token` is the id the conversation gets, `logged` the one of their yes; a second click of either does nothing more.
    `draft` is the slot in which `text`, what they wrote, was written, `said_at` when they said it (else now). Where
    they said yes since the offer, no second yes is logged, unless there are words to it.
    Raises InvalidRecord for a time that passed, one that was never offered, or an unknown channel.
    """
    name = checks.known_contact(records, contact_id)
    known = next((each for each in still_open(records, contact_id, as_of) if each.starts_at == offered.starts_at), None)
    is_there = token and records.rows("FROM meetings WHERE id = TRY_CAST($id AS UUID)", id=token)
    if known is None and not is_there:
        raise InvalidRecord("starts_at", "This time is not open any more.", "Choose another one, or a new time.")
    if channel is not None and channel not in CHANNELS:
        raise InvalidRecord("channel", f"There is no channel {channel!r}.", f"One of {', '.join(CHANNELS)}.")
    words = checks.text("text", text)
    happened = checks.happened("happened_at", said_at or as_of, as_of)
    with records.transaction() as transaction:
        planned = transaction.add(
            "meetings",
            {
                "contact_id": contact_id,
                "scheduled_at": as_of,
                "starts_at": offered.starts_at,
                "minutes": offered.minutes,
                "format": offered.format,
                "status": "planned",
            },
            token,
        )
        if planned and (words or logged or not _said_yes(transaction, contact_id, as_of)):
            yes = {"contact_id": contact_id, "kind": "agreed", "direction": "in", "happened_at": happened}
            also = {"channel": channel, "text": words} | ({"id": logged} if logged else {})
            transaction.add("interactions", yes | also)
        drafts.used(transaction, draft)
        return done(transaction, wording.meet(name, offered.starts_at, as_of), planned)


def _said_yes(transaction: Transaction, contact_id: str, as_of: datetime) -> bool:
    """Whether their yes stands in the log already: their newest word since the last offer."""
    newest = transaction.fetch(
        "SELECT arg_max(kind, (happened_at, id)) FROM interactions "
        "WHERE contact_id = TRY_CAST($id AS UUID) AND kind <> 'note' AND happened_at <= $as_of",
        id=contact_id,
        as_of=as_of,
    )
    return bool(newest and newest[0][0] == "agreed")

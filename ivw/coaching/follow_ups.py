"""What is due: the queue as the rules in sql/ make it, and what can be done with its items. Their words: reasons.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivw.coaching import checks, contacts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord

# What an item is called, why it is there and how urgent it is belongs to it: follow_ups.title(item).
from ivw.coaching.reasons import GUIDES as GUIDES
from ivw.coaching.reasons import day as day
from ivw.coaching.reasons import title as title
from ivw.coaching.reasons import when_due as when_due
from ivw.coaching.reasons import why as why
from ivw.records.database import Records
from ivw.records.transaction import Transaction

SHOWN_THIS_WEEK = 7
POSTPONE_DAYS = (3, 7, 14)
# "Done" on a card logs the interaction that settles the item; the rest have their own ways below.
LOGGED_AS = {
    "thank_you": "thank_you",
    "confirm": "confirmation",
    "answer": "message",
    "propose_times": "proposal",
    "nudge": "nudge",
    "check_in": "check_in",
    "reconnect": "check_in",
}
# What a list of each kind of item is called.
ACTIONS = {
    "thank_you": "Thank-yous",
    "promise": "Promises",
    "record": "Conversations to record",
    "confirm": "Confirmations",
    "prepare": "Preparation",
    "answer": "Answers",
    "propose_times": "Times to offer",
    "referral": "Referrals",
    "nudge": "Reminders",
    "second_person": "Second persons",
    "check_in": "Check-ins",
    "reconnect": "Dormant ties",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due or will be. status: overdue, due or upcoming; instants in UTC.

    subject_id is the fact it follows from; fact_at, fact_text and fact_number are what its reason is told from.
    """

    contact_id: str
    contact: str
    organization: str | None
    position: str | None
    action: str
    status: str
    opens_at: datetime
    due_at: datetime
    subject_id: str
    hidden_until: date | None
    fact_at: datetime | None
    fact_text: str | None
    fact_number: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, and how much of it there is.

    `total` is how many items are listed, `late` and `thanks` how many of those are overdue and how many thank-yous;
    `counts` tells of everything, by standing (overdue, due, upcoming, postponed or resting) and action, how often it is
    there.
    """

    items: tuple[Item, ...]
    total: int
    late: int
    thanks: int
    counts: dict[str, dict[str, int]]


# What is listed under each name, by standing. "Not now" postpones, and on a quiet weekend rests what can wait.
LISTED = {
    "open": ("overdue", "due"),
    "all": ("overdue", "due", "upcoming"),
    **{standing: (standing,) for standing in ("overdue", "due", "upcoming", "postponed", "resting")},
}


def queue(
    records: Records,
    as_of: datetime,
    zone: str,
    *,
    listed: str = "open",
    action: str | None = None,
    limit: int = SHOWN_THIS_WEEK,
    offset: int = 0,
) -> Queue:
    """A page of the queue in its order. `listed` is a key of LISTED; with `action` only items of that kind."""
    names = [each.name for each in fields(Item)]
    rows = records.rows(
        f"SELECT {', '.join(names)}, counts "  # noqa: S608 - our own field names
        "FROM queue($as_of, $zone, listed := $listed, how_many := $limit, skipped := $offset, doing := $action)",
        as_of=as_of,
        zone=zone,
        listed=listed,
        action=action,
        limit=limit,
        offset=offset,
    )
    counts: dict[str, dict[str, int]] = {}
    for counted in rows[0][-1]:
        counts.setdefault(counted["standing"], {})[counted["action"]] = counted["n"]
    items = tuple(Item(*row[:-1]) for row in rows if row[0] is not None)
    return Queue(
        items,
        total=how_many(counts, listed, action),
        late=how_many(counts, "overdue", action) if "overdue" in LISTED[listed] else 0,
        thanks=how_many(counts, listed, "thank_you") if action in (None, "thank_you") else 0,
        counts=counts,
    )


def how_many(counts: dict[str, dict[str, int]], listed: str, action: str | None = None) -> int:
    """How many items are listed under this name, with `action` only those of that kind."""
    return sum(n for each in LISTED[listed] for kind, n in counts.get(each, {}).items() if action in (None, kind))


def due(records: Records, as_of: datetime, zone: str, *, upcoming: bool = False, limit: int = 1_000_000) -> list[Item]:
    """What is overdue or due, in the order of the queue; with `upcoming` what is to come, too."""
    return list(queue(records, as_of, zone, listed="all" if upcoming else "open", limit=limit).items)


def of_contact(records: Records, contact_id: str, as_of: datetime, zone: str) -> list[Item]:
    """Everything due or to come with one person, in the order of the queue."""
    return records.read(
        Item,
        "FROM queue($as_of, $zone, whom := TRY_CAST($id AS UUID)) WHERE contact_id = $id",
        as_of=as_of,
        zone=zone,
        id=contact_id,
    )


def standing(records: Records, contact_id: str, as_of: datetime, zone: str) -> tuple[str, list[Item]]:
    """The state of one person, and everything due or to come with them."""
    items = of_contact(records, contact_id, as_of, zone)
    if items and items[0].status != "upcoming":
        return f"{items[0].action}_{items[0].status}", items  # the state is the first item that is open
    return contacts.resting_state(records, contact_id, as_of, zone), items


def fitting_kind(state: str, items: Sequence[Item]) -> str:
    """The kind of interaction that most likely happened: what the first open item asks for, else a first request."""
    asked = next(
        (LOGGED_AS[item.action] for item in items if item.status != "upcoming" and item.action in LOGGED_AS), None
    )
    return asked or {"prospect": "request", "waiting": "reply"}.get(state, "message")


def last_words(records: Records, contact_ids: Sequence[str], as_of: datetime) -> dict[str, str]:
    """What was last talked about, by contact; nothing where nothing was written down."""
    if not contact_ids:
        return {}
    return dict(records.rows("FROM last_words($as_of, $keys)", as_of=as_of, keys=list(contact_ids)))


def mark_done(records: Records, item: Item, *, as_of: datetime, token: str | None = None) -> Done:
    """Do what the item asks for, as a fact: log the message, keep the promise, follow the referral, tick prepared.

    Raises InvalidRecord for `record` (say what happened instead) and `second_person` (add the second person instead).
    """
    checks.known_contact(records, item.contact_id)
    with records.transaction() as transaction:
        if item.action in LOGGED_AS:
            transaction.add(
                "interactions",
                {
                    "contact_id": item.contact_id,
                    "kind": LOGGED_AS[item.action],
                    "direction": "out",
                    "happened_at": as_of,
                },
                token,
            )
        elif item.action == "prepare":
            _settle(transaction, "meetings", item.subject_id, "prepared_at", as_of)
        elif item.action in ("promise", "referral"):
            _settle(transaction, f"{item.action}s", item.subject_id, "done_at", as_of)
        else:
            raise InvalidRecord("action", "This cannot simply be ticked off.", "Open it and say what happened.")
        return done(transaction, f"{title(item)}: done.", item.subject_id)


def postpone(records: Records, item: Item, days: int, *, as_of: datetime, zone: str, token: str | None = None) -> Done:
    """ "Not now": hide the item for some days, which is itself logged. Raises InvalidRecord outside 1..365 days."""
    until = _until(days, as_of, zone)
    with records.transaction() as transaction:
        transaction.add("postponements", _put_off(item, as_of, until), token)
        return done(transaction, f"{title(item)}: not before {day(until)}.", item.subject_id)


def postpone_all(records: Records, items: Sequence[Item], days: int, *, as_of: datetime, zone: str) -> Done:
    """ "Not now" for all of these at once, undone as one. Raises InvalidRecord outside 1..365 days, or for none."""
    if not items:
        raise InvalidRecord("items", "Nothing is listed.", "Choose another kind.")
    until = _until(days, as_of, zone)
    with records.transaction() as transaction:
        transaction.add_many("postponements", [_put_off(item, as_of, until) for item in items])
        many = f"{len(items)} thing{'s' if len(items) > 1 else ''}"
        return done(transaction, f"{many}: not before {day(until)}.")


def bring_back(records: Records, item: Item) -> Done:
    """Show a postponed item again."""
    with records.transaction() as transaction:
        hidden = transaction.fetch(
            "SELECT id::VARCHAR FROM postponements "
            "WHERE contact_id = $contact::UUID AND action = $action AND subject_id = $subject::UUID",
            contact=item.contact_id,
            action=item.action,
            subject=item.subject_id,
        )
        transaction.remove("postponements", [key for (key,) in hidden])
        return done(transaction, f"{title(item)}: back on the queue.", item.subject_id)


def let_go(records: Records, item: Item, why: str, *, as_of: datetime) -> Done:
    """Drop a thank-you, a promise or a referral with a reason: it leaves queue and health.

    X06: skipping a thank-you needs a reason. Raises InvalidRecord without one, or for other actions.
    """
    reason = checks.line("why", why, required=True)
    with records.transaction() as transaction:
        if item.action == "thank_you":
            _settle(transaction, "meetings", item.subject_id, "thanks_dropped_at", as_of, thanks_dropped_why=reason)
        elif item.action in ("promise", "referral"):
            _settle(transaction, f"{item.action}s", item.subject_id, "dropped_at", as_of, dropped_why=reason)
        else:
            raise InvalidRecord(
                "action", "Only a thank-you, a promise or a referral can be let go.", "Use not now instead."
            )
        return done(transaction, f"{title(item)}: let go.", item.subject_id)


def _until(days: int, as_of: datetime, zone: str) -> date:
    if not 1 <= days <= 365:
        raise InvalidRecord("days", "Not now is for 1 to 365 days.", "3, 7 or 14 are usual.")
    return as_of.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)


def _put_off(item: Item, as_of: datetime, until: date) -> dict[str, object]:
    return {
        "contact_id": item.contact_id, "action": item.action, "subject_id": item.subject_id, "postponed_at": as_of,
        "until": until,
    }  # fmt: skip


def _settle(transaction: Transaction, table: str, row_id: str, column: str, as_of: datetime, **also: object) -> None:
    """Write down when it was settled, the first time only: a second click must not move that moment."""
    found = transaction.row(table, row_id)
    if found is None:
        raise InvalidRecord("action", "This is not in the records (any more).", "Open the page again.")
    settled = json.loads(found)[column]
    if settled is None or datetime.fromisoformat(settled) > as_of:
        transaction.change(table, row_id, **{column: as_of}, **also)

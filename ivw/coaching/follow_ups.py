"""What is due, why, and how healthy each tie is. The rules stand in sql/; this puts them into words and acts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivw.coaching import checks, contacts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.settled import Settled
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
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


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


def postponed(records: Records, as_of: datetime, zone: str) -> list[Item]:
    """What "not now" hides, with the day until it does."""
    return list(queue(records, as_of, zone, listed="postponed", limit=1_000_000).items)


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
                }
                | ({"id": token} if token else {}),
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
        transaction.add("postponements", _put_off(item, as_of, until) | ({"id": token} if token else {}))
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


def title(item: Item | Settled) -> str:
    """What to do with whom, in a few words."""
    name = item.contact
    match item.action:
        case "thank_you":
            return f"Thank {name}"
        case "promise":
            return f"Keep your promise to {name}"
        case "record":
            return f"Did you meet {name}?"
        case "confirm":
            return f"Confirm with {name}"
        case "prepare":
            return f"Prepare for {name}"
        case "answer":
            return f"Answer {name}"
        case "propose_times":
            return f"Offer {name} times"
        case "referral":
            return f"Write to {item.fact_text or 'the person'} whom {name} named"
        case "nudge":
            return f"Remind {name}"
        case "second_person":
            return f"Ask somebody else at {item.organization}"
        case "check_in":
            return f"Check in with {name}"
        case _:
            return f"Get back in touch with {name}"


def why(item: Item, zone: str) -> str:
    """The reason an item is there, in one sentence, with the day it is told from."""
    on = day(item.fact_at.astimezone(ZoneInfo(zone)).date()) if item.fact_at else ""
    at = f"{item.fact_at.astimezone(ZoneInfo(zone)):%H:%M}" if item.fact_at else ""
    match item.action:
        case "thank_you":
            return f"You met on {on} until {at}. A thank-you counts within 24 hours."
        case "promise":
            return f"You promised: {item.fact_text}."
        case "record":
            return f"It was planned for {on} at {at}. Say what happened while you remember it."
        case "confirm":
            return f"You meet on {on} at {at} for {item.fact_number} minutes. Time and place are not confirmed."
        case "prepare":
            return f"You meet on {on} at {at} for {item.fact_number} minutes. One rehearsal makes the asking easier."
        case "answer":
            return f"They wrote on {on}, and the ball is with you."
        case "propose_times":
            return (
                f"Open since {on}: they are willing, and no time is set."
                if on
                else "They are willing, and no time is set."
            )
        case "referral":
            return f"{item.contact} named {item.fact_text} on {on}. Following it is a way of saying thank you."
        case "nudge":
            return (
                f"They asked you to come back to it; they wrote on {on}."
                if item.fact_text == "deferred"
                else f"You wrote on {on} and heard nothing. One friendly reminder is fine."
            )
        case "second_person":
            return f"No answer since {on}. Asking a second person there is fine by now; {item.contact} is not given up."
        case "check_in":
            return f"{_last_in_touch(item, on, zone)} Send something that is useful to them."
        case _:
            return f"{_last_in_touch(item, on, zone)} A friendly line is enough to begin."


def _last_in_touch(item: Item, on: str, zone: str) -> str:
    # The year, as soon as the same day may be meant of another one.
    year = f" {item.fact_at.astimezone(ZoneInfo(zone)).year}" if item.fact_at and (item.fact_number or 0) > 180 else ""
    return f"You were last in touch on {on}{year}, {_days_ago(item.fact_number)}."


GUIDES = {
    "thank_you": "Within 24 hours, the sooner the better (guides 1 and 2).",
    "promise": "If you promised something, send it (guide 1).",
    "record": "Reflect while it is fresh (guide 1).",
    "confirm": "Confirm the details with thanks (guide 1).",
    "prepare": "Rehearse until you are at ease asking (guide 3).",
    "answer": "Be respectful of their time (guide 1).",
    "propose_times": "Suggest specific times, and leave the choice to them (guide 1).",
    "referral": "Never leave without asking whom else to talk to, and then do (guide 2).",
    "nudge": "Polite and professional, and never many (guide 1; the count is our convention).",
    "second_person": "Our convention: a second person after three business days.",
    "check_in": "Check in periodically and share something (guide 1).",
    "reconnect": "Stay in touch; contacts help later (guide 3).",
}


def when_due(item: Item, as_of: datetime, zone: str) -> str:
    """How urgent an item is, in two or three words."""
    here = ZoneInfo(zone)
    if item.status == "overdue":
        late = (as_of - item.due_at).total_seconds() / 86400
        return (
            f"{int(late)} day{'s' if int(late) != 1 else ''} late" if late >= 1 else f"{max(1, int(late * 24))} h late"
        )
    if item.status == "upcoming":
        return f"From {day(item.opens_at.astimezone(here).date())}"
    left = (item.due_at - as_of).total_seconds() / 3600
    if left < 0:
        return f"Since {day(item.opens_at.astimezone(here).date())}"
    if item.action in ("thank_you", "record"):
        return f"Due in {int(left)} h" if left >= 1 else f"Due in {int(left * 60)} min"
    last_day = (item.due_at - timedelta(seconds=1)).astimezone(here).date()
    today = as_of.astimezone(here).date()
    return (
        "Due today"
        if last_day == today
        else "Due tomorrow"
        if last_day == today + timedelta(days=1)
        else f"Due by {day(last_day)}"
    )


def _days_ago(days: int | None) -> str:
    return "today" if not days else "1 day ago" if days == 1 else f"{days} days ago"


def day(date_: date) -> str:
    """A date as people say it: Tuesday 24 November."""
    return f"{date_:%A} {date_.day} {date_:%B}"

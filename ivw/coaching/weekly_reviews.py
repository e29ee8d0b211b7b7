"""The weekly review: ten minutes once a week to see what happened, and to say what to do about it.

It is one row a week: what went well, what to change, and at most three if-then plans for the week to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivw.coaching import checks, profile, question_review
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

PARTS = {"went_well": "What went well", "to_change": "What to change"}
MOST = 3  # if-then plans: few enough to be remembered; our convention
FIRST_YEAR = 1970
LOOKED_BACK = 12  # weeks among which the reviewed ones are counted


@dataclass(frozen=True, slots=True)
class Intention:
    """One if-then plan: when `situation` comes, I do `response`."""

    id: str
    situation: str
    response: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was written about the week that began on `week`."""

    id: str
    week: date
    went_well: str | None
    to_change: str | None
    written_at: datetime
    intentions: tuple[Intention, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened with somebody; `what` is a key of time_line.HAPPENINGS."""

    fact_id: str
    what: str
    direction: str
    happened_at: datetime
    words: str | None
    contact_id: str
    contact: str


@dataclass(frozen=True, slots=True)
class Gauges:
    """n of m, thrice: conversations begun in the week that were prepared for; open ones among the questions planned for
    them, where a rewrite would open the others (A45, guide 1); thank-yous of the week that came within 24 hours.
    """

    prepared: tuple[int, int]
    open_questions: tuple[int, int]
    thanked: tuple[int, int]


REVIEW = "SELECT id::VARCHAR, week, went_well, to_change, written_at FROM "
INTENTIONS = (
    "SELECT weekly_review_id::VARCHAR, id::VARCHAR, situation, response FROM intentions "
    "WHERE weekly_review_id IN (SELECT TRY_CAST(unnest($ids) AS UUID)) ORDER BY id"
)


def span(records: Records, week: date, as_of: datetime, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight of the week that began on this day to its last instant, or to now within it.

    Raises InvalidRecord for a week that is still to come, and for years that are a slip of the keyboard.
    """
    if week.year < FIRST_YEAR:
        raise InvalidRecord("week", f"The year {week.year} is long past.", "Check the date.")
    first = datetime.combine(profile.week_of(records, week), time(), ZoneInfo(zone))
    if first > as_of:
        raise InvalidRecord("week", "This week is still to come.", "Choose this one, or one that has been.")
    last = datetime.combine(first.date() + timedelta(days=7), time(), ZoneInfo(zone)) - timedelta(microseconds=1)
    return first, min(as_of, last)


def to_review(records: Records, as_of: datetime, zone: str) -> date:
    """The first day of the week one would look back on now: this one from its fifth day on, before that the last one.

    Our convention: on a Monday one looks back, on a Friday the week is as good as over.
    """
    today = as_of.astimezone(ZoneInfo(zone)).date()
    first = profile.week_of(records, today)
    return first if (today - first).days >= 4 else first - timedelta(days=7)


def of_week(records: Records, week: date) -> Review | None:
    """What was written about the week that began on this day; None where nothing was."""
    found = _with_intentions(records, records.rows(REVIEW + "weekly_reviews WHERE week = $week", week=week))
    return found[0] if found else None


def write(records: Records, week: date, part: str, text: str, *, as_of: datetime) -> Done:
    """Keep one part of a review as it is being written. Raises InvalidRecord for a part no review has."""
    if part not in PARTS:
        raise InvalidRecord("part", f"A review has no part {part!r}.", f"One of {', '.join(PARTS)}.")
    words = checks.text(part, text)
    with records.transaction() as transaction:
        there = _row(transaction, week)
        if there:
            transaction.change("weekly_reviews", there, **{part: words})
            _let_go_if_empty(transaction, there)
        elif words:
            transaction.add("weekly_reviews", {"week": week, part: words, "written_at": as_of})
        return done(transaction, f"{PARTS[part]} is saved.")


def intend(
    records: Records, week: date, *, situation: str, response: str, as_of: datetime, token: str | None = None
) -> Done:
    """Add an if-then plan to the review of a week. Raises InvalidRecord without both halves, and beyond three.

    Source: implementation intentions (Gollwitzer 1999): saying when and where makes it likelier that one acts.
    """
    row = {
        "situation": checks.line("situation", situation, required=True),
        "response": checks.line("response", response, required=True),
    }
    with records.transaction() as transaction:
        review = _row(transaction, week) or transaction.add("weekly_reviews", {"week": week, "written_at": as_of})
        many = transaction.fetch("SELECT count(*) FROM intentions WHERE weekly_review_id = $id::UUID", id=review)[0][0]
        known = token and transaction.row("intentions", token)
        if many >= MOST and not known:
            raise InvalidRecord("situation", f"{MOST} plans are enough for a week.", "Remove one first.")
        made = transaction.add("intentions", row | {"weekly_review_id": review}, token)
        return done(transaction, f"If {row['situation']}, then {row['response']}.", made)


def drop(records: Records, intention_id: str) -> Done:
    """Remove an if-then plan; it can be undone. Raises InvalidRecord when it is not there (any more)."""
    with records.transaction() as transaction:
        there = transaction.fetch(
            "SELECT weekly_review_id::VARCHAR, situation FROM intentions WHERE id = TRY_CAST($id AS UUID)",
            id=intention_id,
        )
        if not there:
            raise InvalidRecord("plan", "This plan is not in the records (any more).", "Open the page again.")
        transaction.remove("intentions", [intention_id])
        _let_go_if_empty(transaction, there[0][0])
        return done(transaction, f"The plan is removed: if {there[0][1]}")


def reviewed(records: Records, week: date) -> int:
    """How many of the twelve weeks up to this one have a review. A count, not a streak: a gap breaks nothing."""
    since = week - timedelta(days=7 * (LOOKED_BACK - 1))
    rows = records.rows(
        "SELECT count(*) FROM weekly_reviews WHERE week BETWEEN $since AND $week", since=since, week=week
    )
    return int(rows[0][0])


def found(records: Records, words: str = "", *, limit: int = 20, skip: int = 0) -> list[Review]:
    """The reviews in which every one of these words stands, newest first; all of them for no words."""
    heads = records.rows(
        REVIEW + "reviews_found($words) ORDER BY week DESC LIMIT $limit OFFSET $skip",
        words=words,
        limit=limit,
        skip=skip,
    )
    return _with_intentions(records, heads)


def count(records: Records, words: str = "") -> int:
    """How many reviews `found` has in all."""
    return int(records.rows("SELECT count(*) FROM reviews_found($words)", words=words)[0][0])


def happened(records: Records, since: datetime, until: datetime, *, limit: int = 30, skip: int = 0) -> list[Happened]:
    """What happened with anybody between two instants, oldest first."""
    return records.read(
        Happened,
        "SELECT fact_id::VARCHAR AS fact_id, what, direction, happened_at, words, contact_id::VARCHAR AS contact_id, "
        "contact FROM happened_between($since, $until, $limit, $skip)",
        since=since,
        until=until,
        limit=limit,
        skip=skip,
    )


def how_much_happened(records: Records, since: datetime, until: datetime) -> int:
    """How many things `happened` has in all."""
    rows = records.rows(
        "SELECT count(*) FROM activity WHERE happened_at >= $since AND happened_at <= $until", since=since, until=until
    )
    return int(rows[0][0])


def gauges(records: Records, since: datetime, until: datetime, zone: str) -> Gauges:
    """The three gauges of a week: preparation, open questions, thanks."""
    prepared, begun, thanked, to_thank = records.rows(
        "SELECT prepared, begun, thanked, to_thank FROM week_gauges($since, $until, $zone)",
        since=since,
        until=until,
        zone=zone,
    )[0]
    planned = records.rows(
        "SELECT q.text FROM plan_questions q JOIN plans p ON p.id = q.plan_id JOIN meetings m ON m.id = p.meeting_id "
        "WHERE m.starts_at >= $since AND m.starts_at <= $until AND q.must_ask IS NULL",
        since=since,
        until=until,
    )
    judged = [each for (text,) in planned if (each := question_review.review(text).is_open) is not None]
    return Gauges((prepared, begun), (sum(judged), len(judged)), (thanked, to_thank))


def _with_intentions(records: Records, heads: Sequence[tuple[Any, ...]]) -> list[Review]:
    if not heads:
        return []
    plans: dict[str, list[Intention]] = {}
    for review, *plan in records.rows(INTENTIONS, ids=[head[0] for head in heads]):
        plans.setdefault(review, []).append(Intention(*plan))
    return [
        Review(key, week, went_well, to_change, written_at, tuple(plans.get(key, ())))
        for key, week, went_well, to_change, written_at in heads
    ]


def _row(transaction: Transaction, week: date) -> str | None:
    rows = transaction.fetch("SELECT id::VARCHAR FROM weekly_reviews WHERE week = $week", week=week)
    return str(rows[0][0]) if rows else None


def _let_go_if_empty(transaction: Transaction, review_id: str) -> None:
    empty = transaction.fetch(
        "SELECT 1 FROM weekly_reviews r WHERE r.id = $id::UUID AND went_well IS NULL AND to_change IS NULL "
        "AND NOT EXISTS (FROM intentions i WHERE i.weekly_review_id = r.id)",
        id=review_id,
    )
    if empty:
        transaction.remove("weekly_reviews", [review_id])

"""What the reading speaks of: a history as it was known at one instant, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Item:
    """Something to do, as it stands in the queue."""

    action: str
    status: str
    due_at: datetime


@dataclass(frozen=True)
class Reading:
    """What follows from one history at one instant."""

    state: str
    items: list[Item]
    F: float | None
    R: float | None
    C: float | None
    G: float | None
    score: int | None
    band: str | None


@dataclass(frozen=True)
class Task:
    """An item before its status is known."""

    action: str
    opens: datetime
    due_at: datetime


@dataclass(frozen=True)
class Event:
    """An interaction that is no note; its way is "in" or "out"."""

    kind: str
    way: str
    at: datetime
    gives: bool = False
    asks: bool = False
    wants_answer: bool | None = None
    again_on: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A conversation as it stood: planned, held (`until` is its end) or called off (since `until`)."""

    standing: str
    scheduled_at: datetime
    starts_at: datetime
    agreed_end: datetime
    until: datetime
    prepared: bool
    thanks_dropped: bool


@dataclass(frozen=True)
class Debt:
    """A thank-you, a promise of mine or a referral, with its weight in F."""

    task: Task
    weight: int
    done_at: datetime | None
    lapsed: bool = False


@dataclass(frozen=True)
class Known:
    """All that was known about a contact by `as_of`; everything in the order of time."""

    as_of: datetime
    zone: ZoneInfo
    relationship: str
    organization: str
    cadence: int
    do_not_contact: bool
    events: list[Event]
    planned: list[Meeting]
    held: list[Meeting]
    called_off: list[Meeting]
    promises: list[dict]
    referrals: list[dict]
    asked_there: list[datetime]

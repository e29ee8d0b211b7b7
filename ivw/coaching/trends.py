"""How things went over the weeks: what the charts below the week are drawn from, counted in sql/93_trends.sql.

Each of these is asked as of an instant, so that any past week can be looked at as it stood then.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ivw.coaching import profile
from ivw.coaching.network import WITH_DORMANT
from ivw.coaching.weekly import CHAIN_WEEKS
from ivw.records.database import Records

WEEKS, HALF_A_YEAR = CHAIN_WEEKS, 26
IN_TIME_H = 24  # A62, guide 1
COHORT = ("asked", "replied", "met", "thanked_in_time", "introduced", "met_again")
# How late something is, and how old a matter: upper bounds in days, the last one open. Our convention.
LATE = ((1, "Less than a day"), (3, "1 to 3 days"), (7, "3 to 7 days"), (14, "1 to 2 weeks"), (None, "Over 2 weeks"))
OLD = ((7, "Up to a week"), (14, "1 to 2 weeks"), (30, "2 to 4 weeks"), (None, "Over 4 weeks"))
PARKED = "Parked"


@dataclass(frozen=True, slots=True)
class Move:
    """One step from the network's health of a week ago to the present one: what it is, and how many points."""

    what: str
    points: float


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved the network's health: before and after (0 to 100), and the steps between, which add up to the
    difference. `ties` is how many had a score at both times."""

    before: float
    after: float
    steps: tuple[Move, ...]
    ties: int


@dataclass(frozen=True, slots=True)
class Thanks:
    """One conversation and its thank-you: how many hours later it was written; None where it is not (yet)."""

    contact: str
    talked_until: datetime
    hours: float | None
    still_open: bool
    dropped: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everybody first asked in one week, and how many of them came how far since."""

    week: date
    asked: int
    replied: int
    met: int
    thanked_in_time: int
    introduced: int
    met_again: int


# The steps of what moved the network's health; the words are those of the four parts (docs/evidence.md).
STEPS = {
    "joined": "Newly met or back",
    "kept": "Promises and thanks",
    "recent": "Time since you last talked",
    "answered": "Their answers",
    "given": "Giving and asking",
    "caps": "What is late",
    "left": "Dormant or put away",
}


def cohorts(records: Records, as_of: datetime, zone: str) -> list[Cohort]:
    """The last twelve weeks in which somebody was first asked, oldest first; weeks without anybody are left out."""
    return records.read(
        Cohort,
        "FROM chain_by_week($as_of, $zone, $first, $weeks) ORDER BY week",
        as_of=as_of,
        zone=zone,
        first=profile.of(records).first_weekday,
        weeks=WEEKS,
    )


def health_by_week(records: Records, as_of: datetime, zone: str) -> list[tuple[date, str, int]]:
    """(first day of the week, key of WITH_DORMANT, ties) for the last 26 weeks, as each stood at its end.

    Weeks before the first conversation are left out; within the others every band stands, also with 0.
    """
    rows = records.rows(
        "SELECT week, band, ties FROM health_by_week($as_of, $zone, $first, $weeks)",
        as_of=as_of,
        zone=zone,
        first=profile.of(records).first_weekday,
        weeks=HALF_A_YEAR,
    )
    counted = {(week, band): ties for week, band, ties in rows}
    weeks = sorted({week for week, _, _ in rows})
    return [(week, band, counted.get((week, band), 0)) for week in weeks for band in WITH_DORMANT]


def moves(records: Records, as_of: datetime, zone: str) -> Moves | None:
    """What moved the network's health in the last seven days; None unless it had one at both ends."""
    row = records.rows(
        "SELECT before, after, shared_before, shared_after, kept, recent, answered, given, ties "
        "FROM health_moves($earlier, $as_of, $zone)",
        earlier=as_of - timedelta(days=7),
        as_of=as_of,
        zone=zone,
    )[0]
    before, after, shared_before, shared_after, kept, recent, answered, given, ties = row
    if before is None or after is None:
        return None
    if not ties:  # nobody of then has a score now: all of it is who came and went
        return Moves(before, after, (Move(STEPS["joined"], after - before),), 0)
    found = {
        "left": shared_before - before,
        "kept": kept,
        "recent": recent,
        "answered": answered,
        "given": given,
        # What caps took or gave back, and what rounding to whole scores made of the rest.
        "caps": shared_after - shared_before - kept - recent - answered - given,
        "joined": after - shared_after,
    }
    return Moves(before, after, tuple(Move(label, found[key]) for key, label in STEPS.items()), ties)


def thanks(records: Records, as_of: datetime, zone: str) -> list[Thanks]:
    """The conversations of the last 26 weeks with their thank-yous, in their order."""
    return records.read(
        Thanks,
        "FROM hours_to_thanks($as_of, $zone, $since) ORDER BY talked_until, contact",
        as_of=as_of,
        zone=zone,
        since=as_of - timedelta(weeks=HALF_A_YEAR),
    )


def busy_days(records: Records, as_of: datetime, zone: str) -> list[tuple[date, int, int]]:
    """(first day of the week, weekday from 1 for Monday, how often) of what was sent and held in twelve weeks."""
    return _by_week(
        records,
        "SELECT week, weekday, times FROM busy_days($as_of, $zone, $first, $weeks) ORDER BY week, weekday",
        as_of,
        zone,
    )


def gives_and_asks(records: Records, as_of: datetime, zone: str) -> list[tuple[date, int, int]]:
    """(first day of the week, offered, asked for) in each of twelve weeks, by the marks on what was sent."""
    return _by_week(
        records,
        "SELECT week, gives, asks FROM gives_and_asks($as_of, $zone, $first, $weeks) ORDER BY week",
        as_of,
        zone,
    )


def overdue(records: Records, as_of: datetime, zone: str) -> list[tuple[str, str, int]]:
    """(action, label of LATE, items) of all that is late and not put off, the longest delays last."""
    rows = records.rows(
        "SELECT action, days_late, items FROM overdue_by_lateness($as_of, $zone)", as_of=as_of, zone=zone
    )
    counted: dict[tuple[str, str], int] = {}
    for action, days, items in rows:
        place = (action, _label(days, LATE))
        counted[place] = counted.get(place, 0) + int(items)
    labels = [label for _, label in LATE]
    return sorted(((*place, n) for place, n in counted.items()), key=lambda each: (labels.index(each[1]), each[0]))


def ages(records: Records, as_of: datetime, zone: str) -> list[tuple[str, str, int]]:
    """('me' or 'them', label of OLD or PARKED, matters): how long open requests have stood, and whose turn it is."""
    rows = records.rows("SELECT ball, days, matters FROM ages_of_matters($as_of, $zone)", as_of=as_of, zone=zone)
    counted: dict[tuple[str, str], int] = {}
    for ball, days, matters in rows:
        place = (ball, PARKED if days is None else _label(days, OLD, inclusive=True))
        counted[place] = counted.get(place, 0) + int(matters)
    labels = [*(label for _, label in OLD), PARKED]
    return sorted(((*place, n) for place, n in counted.items()), key=lambda each: (labels.index(each[1]), each[0]))


def _by_week(records: Records, sql: str, as_of: datetime, zone: str) -> list[tuple[date, int, int]]:
    """The rows of a count by week, in one's own weeks."""
    first = profile.of(records).first_weekday
    rows = records.rows(sql, as_of=as_of, zone=zone, first=first, weeks=WEEKS)
    return [(week, int(one), int(other)) for week, one, other in rows]


def _label(days: float, bounds: tuple[tuple[int | None, str], ...], *, inclusive: bool = False) -> str:
    return next(label for bound, label in bounds if bound is None or days < bound or (inclusive and days == bound))

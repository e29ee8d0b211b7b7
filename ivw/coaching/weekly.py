"""The week in figures against one's own targets, and how far the people asked have come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ivw.coaching import profile
from ivw.records.database import Records

CHAIN_WEEKS = 12  # our convention: what was done, and who was first asked, is looked at over these
STEPS = {
    "asked": "Asked",
    "replied": "Replied",
    "met": "Met",
    "thanked_in_time": "Thanked in time",
    "introduced": "Introduced",
    "met_again": "Met again",
}
# Shares, and of what: thank-yous written or fallen late in the week; promises kept or fallen due in it.
AMONG = {"thanked_in_time": "to_thank", "promises_kept": "promised"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a week: what it counts, this week's count, the target (None for none) and the weeks up to it.

    `among`, where the figure is a share: of how many, week by week like `history`.
    """

    name: str
    count: int
    target: int | None
    history: tuple[int, ...]
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain: n of of_n. A percentage always shows its counts (our convention)."""

    step: str
    n: int
    of_n: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week as it stood at an instant, from its first day on; `activity` has one (week, group, how often) a group.

    `aims` has the (week, target of conversations) of each of its weeks; None where there was no target.
    """

    starts_on: date
    figures: tuple[Figure, ...]
    chain: tuple[Step, ...]
    activity: tuple[tuple[date, str, int], ...]
    aims: tuple[tuple[date, int | None], ...] = ()


def week(records: Records, as_of: datetime, zone: str, *, weeks: int = CHAIN_WEEKS) -> Week:
    """The week of `as_of` and the `weeks` up to it, by the person's zone and first day of the week.

    activity groups what was done: 'met' (conversations), 'asked' (requests, reminders, proposals, confirmations) and
    'kept_in_touch' (every other outgoing interaction).
    """
    first = profile.of(records).first_weekday
    rows = records.rows(
        "SELECT week, figure, amount FROM weekly_figures($as_of, $zone, $first, $weeks) ORDER BY week",
        as_of=as_of,
        zone=zone,
        first=first,
        weeks=weeks,
    )
    by_figure: dict[str, list[int]] = {}
    for _, figure, amount in rows:
        by_figure.setdefault(figure, []).append(int(amount))
    days = sorted({row[0] for row in rows})
    aims = _targets(records, days)
    figures = tuple(
        Figure(
            name, by_figure[name][-1], aims[days[-1]].get(name), tuple(by_figure[name]),
            tuple(by_figure[AMONG[name]]) if name in AMONG else (),
        )
        for name in profile.FIGURES
    )  # fmt: skip
    asked = [a + b for a, b in zip(by_figure["requests"], by_figure["asked"], strict=True)]
    groups = {"met": by_figure["conversations"], "asked": asked, "kept_in_touch": by_figure["kept_in_touch"]}
    activity = tuple((day, group, counts[place]) for place, day in enumerate(days) for group, counts in groups.items())
    met = tuple((day, aims[day].get("conversations")) for day in days)
    return Week(days[-1], figures, _chain(records, as_of, zone, days[-1]), activity, met)


def _targets(records: Records, weeks: list[date]) -> dict[date, dict[str, int]]:
    """The targets that held in each of these weeks, by figure."""
    set_since = records.rows("SELECT from_week, figure, target FROM weekly_targets ORDER BY from_week")
    held: dict[date, dict[str, int]] = {}
    for week in weeks:
        newest = {figure: target for since, figure, target in set_since if since <= week}
        held[week] = {figure: target for figure, target in newest.items() if target > 0}
    return held


def _chain(records: Records, as_of: datetime, zone: str, this_week: date) -> tuple[Step, ...]:
    since = this_week - timedelta(days=7 * (CHAIN_WEEKS - 1))
    return tuple(records.read(Step, "FROM chain($as_of, $zone, $since)", as_of=as_of, zone=zone, since=since))


def counted(figure: Figure, ago: int = 0) -> str:
    """The count of this week or of one so many weeks ago, of how many where it is a share: "2 of 3"."""
    place = -1 - ago
    among = f" of {figure.among[place]}" if figure.among and figure.among[place] else ""
    return f"{figure.history[place]}{among}"

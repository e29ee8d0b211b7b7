"""The week in figures against one's own targets, and how far the people asked have come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivw.coaching import profile
from ivw.records.database import Records

CHAIN_DAYS = 84  # our convention: the people first asked in the last twelve weeks
STEPS = {
    "asked": "Asked",
    "replied": "Replied",
    "met": "Met",
    "thanked_in_time": "Thanked in time",
    "introduced": "Introduced",
    "met_again": "Met again",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a week: what it counts, this week's count, the target (None for none) and the weeks up to it."""

    name: str
    count: int
    target: int | None
    history: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain: n of of_n. DESIGN.md: a percentage always shows its counts."""

    step: str
    n: int
    of_n: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week as it stood at an instant, from its first day on; `activity` has one (week, group, how often) a group."""

    starts_on: date
    figures: tuple[Figure, ...]
    chain: tuple[Step, ...]
    activity: tuple[tuple[date, str, int], ...]


def week(records: Records, as_of: datetime, zone: str, *, weeks: int = 12) -> Week:
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
    aims = profile.targets(records, days[-1])
    figures = tuple(
        Figure(name, by_figure[name][-1], aims.get(name), tuple(by_figure[name])) for name in profile.FIGURES
    )
    asked = [a + b for a, b in zip(by_figure["requests"], by_figure["asked"], strict=True)]
    groups = {"met": by_figure["conversations"], "asked": asked, "kept_in_touch": by_figure["kept_in_touch"]}
    activity = tuple((day, group, counts[place]) for place, day in enumerate(days) for group, counts in groups.items())
    return Week(days[-1], figures, _chain(records, as_of, zone), activity)


def _chain(records: Records, as_of: datetime, zone: str) -> tuple[Step, ...]:
    since = as_of.astimezone(ZoneInfo(zone)).date() - timedelta(days=CHAIN_DAYS)
    return tuple(records.read(Step, "FROM chain($as_of, $zone, $since)", as_of=as_of, zone=zone, since=since))


def markdown(week: Week) -> str:
    """The week as a page of Markdown: figures, then the chain with its counts."""
    lines = [f"# Week of {week.starts_on:%d %B %Y}", ""]
    lines += [
        f"- {profile.FIGURES[each.name]}: {each.count}" + (f" of {each.target}" if each.target else "")
        for each in week.figures
    ]
    lines += ["", f"## Everybody first asked in the last {CHAIN_DAYS // 7} weeks", ""]
    lines += [
        f"- {STEPS[each.step]}: {each.n}" + (f" of {each.of_n}" if each.step != "asked" else "") for each in week.chain
    ]
    return "\n".join(lines) + "\n"

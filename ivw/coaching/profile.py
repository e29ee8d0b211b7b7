"""The one person the records belong to: name, situation, time zone, first day of the week, targets, cadences."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

# A system's folder of time zones holds these as well, and the database knows none of them.
NO_ZONES = ("localtime", "posix", "right/")
TIES = {"A": "Close", "B": "Warm", "C": "Acquaintance", "D": "Distant"}
NOTHING_CHANGED = "Nothing changed."
# B01, E04: who holds such talks. What a message makes of it stands in message_facts.py.
SITUATIONS = {
    "student": "I am a student",
    "starting": "I am at the beginning of my career",
    "changing": "I think of changing careers",
    "searching": "I am in the middle of a job search",
    "looking ahead": "I am looking ahead, for some day",
}
# How long a note is that LinkedIn takes with an invitation: 200 characters, with a paid account 300.
NOTE_CHARACTERS = (200, 300)
FIGURES = {
    "requests": "Asked",
    "replies": "Heard back",
    "conversations": "Met",
    "thanked_in_time": "Thanked in time",
    "promises_kept": "Promises kept",
    "introductions": "Introductions",
    "rehearsal_minutes": "Min. rehearsed",  # in whole it is cut off on a phone
}


@dataclass(frozen=True, slots=True)
class Profile:
    """time_zone is an IANA name or None while nobody said; first_weekday is ISO, 1 for Monday; situation is a key of
    SITUATIONS. On quiet weekends only what cannot wait until Monday is due."""

    name: str | None
    time_zone: str | None
    first_weekday: int
    situation: str | None = None
    phone: str | None = None
    linkedin_note_characters: int = NOTE_CHARACTERS[0]
    quiet_weekends: bool = False


_COLUMNS = (
    "SELECT name, time_zone, first_weekday, situation, phone, "
    "coalesce(linkedin_note_characters, 200) AS linkedin_note_characters, "
    "coalesce(quiet_weekends, false) AS quiet_weekends FROM profile"
)


def of(records: Records) -> Profile:
    """The profile as it stands."""
    return records.read(Profile, _COLUMNS)[0]


def save(
    records: Records, *, name: str | None, time_zone: str | None, first_weekday: int, **more: str | int | None
) -> Done:
    """Change the profile; of `more` (situation, phone, linkedin_note_characters, quiet_weekends) what is not named
    stays as it is.

    Raises InvalidRecord for a time zone or a situation nobody knows, a weekday outside 1..7, or another note length.
    """
    if not 1 <= first_weekday <= 7:
        raise InvalidRecord("first_weekday", "A week has seven days.", "Choose Monday (1) to Sunday (7).")
    before = of(records)
    new = replace(
        before, name=checks.line("name", name), time_zone=known_zone(time_zone), first_weekday=first_weekday,
        **_checked(more),
    )  # fmt: skip
    with records.transaction() as transaction:
        transaction.fetch(
            "UPDATE profile SET name = $name, time_zone = $time_zone, first_weekday = $first_weekday, "
            "situation = $situation, phone = $phone, linkedin_note_characters = $linkedin_note_characters, "
            "quiet_weekends = $quiet_weekends",
            **{each.name: getattr(new, each.name) for each in fields(new)},
        )
        return done(transaction, "Your profile is saved." if before != new else NOTHING_CHANGED)


def _checked(more: Mapping[str, str | int | None]) -> dict[str, Any]:
    checked: dict[str, Any] = dict(more)
    if "phone" in more:
        checked["phone"] = checks.line("phone", str(more["phone"] or ""))
    if more.get("situation") is not None and more["situation"] not in SITUATIONS:
        raise InvalidRecord(
            "situation", f"There is no situation {more['situation']!r}.", f"One of {', '.join(SITUATIONS)}."
        )
    if more.get("linkedin_note_characters", NOTE_CHARACTERS[0]) not in NOTE_CHARACTERS:
        raise InvalidRecord("linkedin_note_characters", "A LinkedIn note has 200 or 300 characters.", "Choose one.")
    return checked


def first_time_zone(records: Records, time_zone: str) -> None:
    """Keep the browser's time zone where nobody has said one yet; anything unknown is passed over."""
    try:
        zone = known_zone(time_zone)
    except InvalidRecord:
        return
    with records.transaction() as transaction:
        transaction.fetch("UPDATE profile SET time_zone = $zone WHERE time_zone IS NULL", zone=zone)


def known_zone(name: str | None) -> str | None:
    """The name of a time zone that exists; None for none. Raises InvalidRecord."""
    if not name:
        return None
    try:
        if name.startswith(NO_ZONES):
            raise ValueError(name)
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise InvalidRecord(
            "time_zone", f"There is no time zone {name!r}.", "Use a name such as Europe/Berlin."
        ) from unknown
    return name


def week_of(records: Records, day: date) -> date:
    """The day on which the week of this day begins, by the person's first day of the week."""
    found: date = records.rows("SELECT week_of($day, first_weekday) FROM profile", day=day)[0][0]
    return found


def targets(records: Records, week: date) -> dict[str, int]:
    """The targets that held in the week that began on this day, by figure; figures without one are left out."""
    return dict(records.rows("SELECT figure, target FROM targets_of($week) WHERE target > 0", week=week))


def set_targets(records: Records, aims: Mapping[str, int | None], week: date) -> Done:
    """Aim at these figures from this week on, all or none of them; 0 or None for no target. Past weeks keep theirs.

    Raises InvalidRecord, its field the figure.
    """
    for figure, aim in aims.items():
        if figure not in FIGURES:
            raise InvalidRecord("figure", f"There is no figure {figure!r}.", f"One of {', '.join(FIGURES)}.")
        if not 0 <= (aim or 0) <= 10_000:
            raise InvalidRecord(figure, "A target is a whole number from 0 to 10,000.", "0 means: no target.")
    with records.transaction() as transaction:
        now = dict(transaction.fetch("SELECT figure, target FROM targets_of($week)", week=week))
        new = {figure: aim or 0 for figure, aim in aims.items() if (aim or 0) != now.get(figure, 0)}
        for figure, aim in new.items():
            there = transaction.fetch(
                "SELECT id::VARCHAR FROM weekly_targets WHERE figure = $figure AND from_week = $week",
                figure=figure,
                week=week,
            )
            if there:
                transaction.change("weekly_targets", there[0][0], target=aim)
            else:
                transaction.add("weekly_targets", {"figure": figure, "from_week": week, "target": aim})
        said = [f"{FIGURES[figure]}: {f'{aim} a week' if aim else 'no target'}" for figure, aim in new.items()]
        return done(transaction, f"From this week on: {', '.join(said)}." if said else NOTHING_CHANGED)


def cadences(records: Records) -> dict[str, int]:
    """Days between two signs of life, by tie (A to D)."""
    return dict(records.rows("SELECT tie, days FROM cadences ORDER BY tie"))


def set_cadences(records: Records, days_of: Mapping[str, int | None]) -> Done:
    """Change the cadences of these ties, all or none of them.

    Raises InvalidRecord outside 1..3650 days; its field is the tie.
    """
    for tie, days in days_of.items():
        if tie not in TIES or not 1 <= (days or 0) <= 3650:
            raise InvalidRecord(tie, "A cadence is 1 to 3650 days.", "For example 60 for a warm tie.")
    with records.transaction() as transaction:
        now = dict(transaction.fetch("SELECT tie, days FROM cadences"))
        new = {tie: days for tie, days in days_of.items() if days != now[tie]}
        for tie, days in new.items():
            transaction.fetch("UPDATE cadences SET days = $days WHERE tie = $tie", days=days, tie=tie)
        said = [f"{TIES[tie].lower()} ties every {days} days" for tie, days in new.items()]
        return done(transaction, f"In touch with {', '.join(said)}." if said else NOTHING_CHANGED)

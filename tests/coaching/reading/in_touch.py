"""The rules of staying in touch."""

from datetime import datetime, timedelta

from tests.coaching.reading.days import day_of, task_of_day
from tests.coaching.reading.terms import Known, Task


def last_real_interaction(known: Known) -> datetime:
    """“the last real interaction (newest interaction or conversation; promises kept and referrals
    followed are none)”
    """
    return max([e.at for e in known.events] + [m.until for m in known.held])


def silence(known: Known) -> int:
    """“t calendar days since the last real interaction”"""
    last = day_of(last_real_interaction(known), known.zone)
    return (day_of(known.as_of, known.zone) - last).days


def patience(known: Known) -> int:
    """“max(3 * cadence, 365) days”"""
    return max(3 * known.cadence, 365)


def is_dormant(known: Known) -> bool:
    """“When the silence is longer than max(3 * cadence, 365) days the tie is dormant”"""
    return bool(known.held) and silence(known) > patience(known)


def stay_in_touch(known: Known) -> list[Task]:
    """“once a conversation was held: `check_in` on the day of the last real interaction”, “+ the
    cadence, or + min(cadence, 30 days) as long as no check_in was sent since the last conversation;
    not while one is planned”, “`reconnect` from the day after, instead of check_in”

    Read as: no reconnect either while one is planned.
    """
    if not known.held or known.planned:
        return []
    last = day_of(last_real_interaction(known), known.zone)
    if is_dormant(known):
        return [task_of_day("reconnect", last + timedelta(days=patience(known) + 1), known.zone)]
    checked_in = any(e.kind == "check_in" and e.way == "out" and e.at >= known.held[-1].until for e in known.events)
    wait = known.cadence if checked_in else min(known.cadence, 30)
    return [task_of_day("check_in", last + timedelta(days=wait), known.zone)]

"""The rules towards a conversation: an answer, times, a nudge, a second person."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.coaching.reading.days import business_day, day_of, late_after, midnight, task_of_day
from tests.coaching.reading.terms import Event, Known, Task


def matter(known: Known) -> list[Event]:
    """“look at the interactions (no notes) since the end of the last held conversation; a
    conversation called off counts there as an `agreed` at that moment”

    Read as: that end itself belongs to it; called off is newer than what was written that instant.
    """
    called_off = [Event("agreed", "in", meeting.until) for meeting in known.called_off]
    events = sorted(known.events + called_off, key=lambda e: e.at)
    return [e for e in events if not known.held or e.at >= known.held[-1].until]


def is_closed(known: Known) -> bool:
    """“closed by a declined that no request follows (then nothing of this table stands)”"""
    kinds = [e.kind for e in matter(known) if e.kind in {"declined", "request"}]
    return kinds[-1:] == ["declined"]


def is_open(known: Known) -> bool:
    """“The matter is open when a request, proposal or agreed is among them”"""
    kinds = {e.kind for e in matter(known)}
    return bool(kinds & {"request", "proposal", "agreed"}) and not is_closed(known)


def is_stranger(known: Known) -> bool:
    """“A stranger is one with whom no conversation was held and who, since, never answered.” and
    “stranger (where nothing is said), introduced, known”
    """
    answered = any(e.way == "in" for e in matter(known))
    return known.relationship == "stranger" and not known.held and not answered


def newest(known: Known) -> Event | None:
    """“Who has the ball? The newest interaction says”"""
    return matter(known)[-1] if matter(known) else None


def answer(known: Known) -> list[Task]:
    """answer: “newest is a reply that wants an answer (by default where the matter is open or a
    conversation planned; marked or unmarked by hand): opens that day, due the next business day”
    """
    last = newest(known)
    if last is None or last.kind != "reply" or is_closed(known):
        return []
    by_default = is_open(known) or bool(known.planned)
    wants_answer = by_default if last.wants_answer is None else last.wants_answer
    return [from_that_day("answer", last.at, 1, known.zone)] if wants_answer else []


def propose_times(known: Known) -> list[Task]:
    """propose_times: “newest is agreed, nothing planned: opens that day, due within 2 business
    days”
    """
    last = newest(known)
    if last is None or last.kind != "agreed" or not is_open(known) or known.planned:
        return []
    return [from_that_day("propose_times", last.at, 2, known.zone)]


def from_that_day(action: str, at: datetime, n: int, zone: ZoneInfo) -> Task:
    """“opens that day, due within” n “business days”"""
    day = day_of(at, zone)
    return Task(action, midnight(day, zone), late_after(business_day(day, n), zone))


def base_and_nudges(known: Known) -> tuple[Event | None, list[Event]]:
    """nudge: “Newest is outgoing: 7 business days after the newest outgoing that is no nudge
    (since they last spoke; where only nudges were sent since, the first of them counts as it)”

    Read as: the base, and the nudges after it.
    """
    mine: list[Event] = []
    for event in matter(known):
        mine = [*mine, event] if event.way == "out" else []
    if not mine:
        return None, []
    others = [place for place, event in enumerate(mine) if event.kind != "nudge"]
    base = others[-1] if others else 0
    return mine[base], mine[base + 1 :]


def permitted_nudges(known: Known) -> int:
    """“A stranger gets one, anybody else two.”"""
    return 1 if is_stranger(known) else 2


def nudge_day(known: Known) -> date | None:
    """nudge: “newest is deferred: on the day they named” and “7 business days after the newest
    outgoing that is no nudge”, “the second 10 after the first”
    """
    last = newest(known)
    if last is None or not is_open(known) or known.planned:
        return None
    if last.kind == "deferred":
        return last.again_on
    base, nudges = base_and_nudges(known)
    if base is None or len(nudges) >= permitted_nudges(known):
        return None
    if nudges:
        return business_day(day_of(nudges[0].at, known.zone), 10)
    return business_day(day_of(base.at, known.zone), 7)


def parked_from(known: Known) -> date | None:
    """“10 business days after the last permitted nudge, or 20 after a nudge opened and was not
    sent, the matter is parked (never deleted)”

    Read as: from that day on, the day included; a deferred's nudge too.
    """
    opened = nudge_day(known)
    if opened:
        return business_day(opened, 20)
    _, nudges = base_and_nudges(known)
    permitted = permitted_nudges(known)
    if len(nudges) < permitted:
        return None
    return business_day(day_of(nudges[permitted - 1].at, known.zone), 10)


def is_parked(known: Known) -> bool:
    """“the matter is parked (never deleted)”. Read as: an open matter, nothing planned."""
    since = parked_from(known)
    if since is None or not is_open(known) or known.planned:
        return False
    return known.as_of >= midnight(since, known.zone)


def nudge(known: Known) -> list[Task]:
    """nudge: the day of `nudge_day`, until the matter is parked."""
    day = nudge_day(known)
    return [task_of_day("nudge", day, known.zone)] if day and not is_parked(known) else []


def second_person(known: Known) -> list[Task]:
    """second_person: “newest non-nudge is a request to a stranger, no nudge yet, organization
    known, nobody else there asked from 30 days before it until now: business day 3 after it; gone
    when the nudge opens”

    Read as: 30 days are 720 hours; no nudge yet since that request.
    """
    request, nudges = base_and_nudges(known)
    if request is None or request.kind != "request" or nudges or not is_stranger(known):
        return []
    first_nudge = nudge_day(known)
    if first_nudge is None or known.as_of >= midnight(first_nudge, known.zone):
        return []
    asked = any(at >= request.at - timedelta(hours=720) for at in known.asked_there)
    if asked or not known.organization:
        return []
    third = business_day(day_of(request.at, known.zone), 3)
    return [task_of_day("second_person", third, known.zone)]

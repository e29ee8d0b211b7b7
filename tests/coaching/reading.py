"""The follow-up and health rules of DESIGN.md, read a second time in plain Python.

The tests hold the coaching against this reading. It is slow and literal on purpose: one small
function a rule, and its docstring opens with the words of DESIGN.md that it holds, in quotation
marks. “Read as:” says which way was taken where those words leave a choice. An item of the
tables says its action, as `nudge:`, before the words of its row.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

CADENCES = {"A": 30, "B": 60, "C": 120, "D": 180}
TIE_WEIGHTS = {"A": 4, "B": 3, "C": 2, "D": 1}
INCOMING = {"reply", "agreed", "declined", "deferred"}
HARD = {"answer", "propose_times", "confirm", "record", "thank_you", "promise", "referral"}
STATUSES = ("overdue", "due", "upcoming")
ACTIONS = (
    "thank_you", "promise", "record", "confirm", "prepare", "answer", "propose_times",
    "referral", "nudge", "second_person", "check_in", "reconnect",
)  # fmt: skip


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


def read(contact: dict, others: list[dict], as_of: datetime, zone: str, cadences: dict | None = None) -> Reading:
    """“A history goes in, items come out.” “Health of a tie (after the first conversation; before it
    there is none)”. “Dormant ties show their four parts and no score.”
    """
    known = what_was_known(contact, others, as_of.astimezone(UTC), ZoneInfo(zone), cadences)
    items = what_stands(known)
    state = state_of(known, items)
    if not known.held:
        return Reading(state, items, None, None, None, None, None, None)
    parts = kept(known), recent(known), answered(known), given(known)
    score = None if is_dormant(known) else capped(scored(*parts), known)
    return Reading(state, items, *parts, score, band_of(score))


# Time


def instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    """“Instants are ISO 8601 with their offset.”

    Read as: one that says no offset is of the person's zone. Everything is counted in UTC, since
    Python subtracts two instants of one zone by their wall clocks.
    """
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """“a day is a day in the person's time zone”"""
    return at.astimezone(zone).date()


def named_day(text: str | None, zone: ZoneInfo) -> date | None:
    """A date, or the day of an instant."""
    if not text:
        return None
    is_date = len(text) == len("2024-06-21")
    return date.fromisoformat(text) if is_date else day_of(instant(text, zone), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def is_business_day(day: date) -> bool:
    """“Business days skip Saturday and Sunday”"""
    return day.weekday() < 5


def business_day(day: date, n: int) -> date:
    """The n-th business day after a day. Read as: Saturday + 1 is Monday."""
    while n:
        day += timedelta(days=1)
        n -= is_business_day(day)
    return day


def business_day_before(day: date) -> date:
    """The business day before a day."""
    day -= timedelta(days=1)
    return day if is_business_day(day) else business_day_before(day)


def late_after(day: date, zone: ZoneInfo) -> datetime:
    """“late after the next midnight”"""
    return midnight(day + timedelta(days=1), zone)


def task_of_day(action: str, day: date, zone: ZoneInfo) -> Task:
    """“an item of a day opens at its midnight and is late after the next midnight”"""
    return Task(action, midnight(day, zone), late_after(day, zone))


# What was known


def what_was_known(contact: dict, others: list[dict], as_of: datetime, zone: ZoneInfo, cadences: dict | None) -> Known:
    """“Only what had happened by `as_of` counts: an interaction by happened_at, a conversation by
    scheduled_at (held from its end), a promise by made_at (without one: always), a referral by
    given_at.”
    """
    meetings = [meeting_of(told, as_of, zone) for told in contact.get("meetings") or []]
    standing = sorted((m for m in meetings if m), key=lambda m: m.until)

    def known_by(at: str | None) -> bool:
        return not at or instant(at, zone) <= as_of

    return Known(
        as_of=as_of,
        zone=zone,
        relationship=contact.get("relationship") or "stranger",
        organization=whole_name(contact),
        cadence=cadence_of(contact, cadences),
        do_not_contact=bool(contact.get("do_not_contact")),
        events=events_of(contact, as_of, zone),
        planned=[m for m in standing if m.standing == "planned"],
        held=[m for m in standing if m.standing == "held"],
        called_off=[m for m in standing if m.standing == "called_off"],
        promises=[p for p in contact.get("promises") or [] if known_by(p.get("made_at"))],
        referrals=[r for r in contact.get("referrals") or [] if known_by(r["given_at"])],
        asked_there=[
            event.at
            for other in others
            if whole_name(other) == whole_name(contact)
            for event in events_of(other, as_of, zone)
            if event.kind == "request" and event.way == "out"
        ],
    )


def whole_name(contact: dict) -> str:
    """The organization. Read as: the whole name, case and surrounding blanks ignored."""
    return (contact.get("organization") or "").strip().casefold()


def cadence_of(contact: dict, cadences: dict | None) -> int:
    """“A close, B warm, C acquaintance (where nothing is said), D distant: sets the keep-in-touch
    cadence 30 / 60 / 120 / 180 days” and “T the cadence (the contact's own, else its tie's)”
    """
    of_tie = CADENCES | (cadences or {})
    return contact.get("cadence_days") or of_tie[contact.get("tie") or "C"]


def direction_of(told: dict) -> str | None:
    """“Incoming: reply, agreed, declined, deferred (with the day to ask again). Neither: note
    (private, counts nowhere)”

    Read as: of these six the kind decides; the others are outgoing unless they say "in".
    """
    if told["kind"] == "note":
        return None
    return "in" if told["kind"] in INCOMING or told.get("direction") == "in" else "out"


def kind_of(told: dict) -> str:
    """“Outgoing: request, nudge, message (any other)”

    Read as: a message that came in is a reply, for which the glossary has that word only.
    """
    return "reply" if told["kind"] == "message" and direction_of(told) == "in" else told["kind"]


def events_of(contact: dict, as_of: datetime, zone: ZoneInfo) -> list[Event]:
    """“an interaction by happened_at”

    Read as: notes left out; of two at one instant the later in the list is the newer (the sort is
    stable).
    """
    events = [
        Event(
            kind=kind_of(told),
            way=direction_of(told),
            at=instant(told["happened_at"], zone),
            gives=bool(told.get("gives")),
            asks=bool(told.get("asks")),
            wants_answer=told.get("wants_answer"),
            again_on=named_day(told.get("again_on"), zone),
        )
        for told in contact.get("interactions") or []
        if direction_of(told)
    ]
    return sorted((e for e in events if e.at <= as_of), key=lambda e: e.at)


def meeting_of(told: dict, as_of: datetime, zone: ZoneInfo) -> Meeting | None:
    """“minutes 20; scheduled_at = starts_at; status planned; a held one without ended_at ended
    after its minutes; cancelled_at = starts_at”

    Read as: until its end a held one was planned; a cancelled one or a no-show was planned until
    it was called off. What was held or called off is so from that instant, whenever it was
    scheduled.
    """
    starts_at = instant(told["starts_at"], zone)
    agreed_end = starts_at + timedelta(minutes=told.get("minutes") or 20)
    scheduled_at = instant(told.get("scheduled_at"), zone) or starts_at
    standing, until = {
        "planned": ("planned", agreed_end),
        "held": ("held", instant(told.get("ended_at"), zone) or agreed_end),
        "cancelled": ("called_off", instant(told.get("cancelled_at"), zone) or starts_at),
        "no_show": ("called_off", instant(told.get("cancelled_at"), zone) or starts_at),
    }[told.get("status") or "planned"]
    if standing == "planned" or until > as_of:
        standing = "planned"
        if scheduled_at > as_of:
            return None
    return Meeting(
        standing=standing,
        scheduled_at=scheduled_at,
        starts_at=starts_at,
        agreed_end=agreed_end,
        until=until,
        prepared=is_past(told.get("prepared_at"), as_of, zone),
        thanks_dropped=is_past(told.get("thanks_dropped_at"), as_of, zone),
    )


def is_past(text: str | None, as_of: datetime, zone: ZoneInfo) -> bool:
    """Whether it is said when, and that instant had come."""
    at = instant(text, zone)
    return at is not None and at <= as_of


# Towards a conversation


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


# Each planned conversation


def around_planned(known: Known) -> list[Task]:
    """“Each planned conversation (these replace nudge, second_person and propose_times)”

    Read as: once the agreed end has passed only `record` stands for it.
    """
    tasks = []
    for meeting in known.planned:
        if known.as_of >= meeting.agreed_end:
            tasks.append(record(meeting))
        elif not is_confirmed(known, meeting):
            tasks.append(confirm(known, meeting))
        elif not meeting.prepared:
            tasks.append(prepare(known, meeting))
    return tasks


def is_confirmed(known: Known, meeting: Meeting) -> bool:
    """confirm: “no confirmation sent since it was scheduled”. Read as: that instant counts."""
    return any(e.kind == "confirmation" and e.way == "out" and e.at >= meeting.scheduled_at for e in known.events)


def confirm(known: Known, meeting: Meeting) -> Task:
    """confirm: “opens that day, due the next business day, never later than the day itself”"""
    scheduled_on = day_of(meeting.scheduled_at, known.zone)
    due_on = min(business_day(scheduled_on, 1), day_of(meeting.starts_at, known.zone))
    return Task("confirm", midnight(scheduled_on, known.zone), late_after(due_on, known.zone))


def prepare(known: Known, meeting: Meeting) -> Task:
    """prepare: “confirmed and not yet prepared (a rehearsal of its plan finished, or ticked): the
    business day before, standing until the agreed end”
    """
    day = business_day_before(day_of(meeting.starts_at, known.zone))
    return task_of_day("prepare", day, known.zone)


def record(meeting: Meeting) -> Task:
    """record: “the agreed end has passed and nobody said what happened: from then, late after
    24 h”
    """
    return Task("record", meeting.agreed_end, meeting.agreed_end + timedelta(hours=24))


# What is owed


def debts(known: Known) -> list[Debt]:
    """What is owed, done or not. “leaves queue and health”: the dropped ones are not among it."""
    return [*thank_yous(known), *my_promises(known), *referrals(known)]


def thank_yous(known: Known) -> list[Debt]:
    """thank_you: “each held conversation: from its end, late after exactly 24 h; settled by the
    first thank-you after it and before the end of the next; lapses (gone, 0 in F, no cap) 14 days
    late or when the next one was held”

    Read as: end <= thank-you < end of the next one; settled late beats lapsed.
    """
    found = []
    for meeting, following in zip_longest(known.held, known.held[1:]):
        task = Task("thank_you", meeting.until, meeting.until + timedelta(hours=24))
        thanked = [
            e.at
            for e in known.events
            if e.kind == "thank_you" and e.way == "out" and e.at >= meeting.until
            if following is None or e.at < following.until
        ]
        fortnight_late = known.as_of >= task.due_at + timedelta(days=14)
        lapsed = not thanked and (following is not None or fortnight_late)
        if not meeting.thanks_dropped:
            found.append(Debt(task, 3, thanked[0] if thanked else None, lapsed))
    return found


def my_promises(known: Known) -> list[Debt]:
    """promise: “mine, on its day (theirs are shown on the tie, never as my debt)”"""
    found = []
    for promise in known.promises:
        mine = (promise.get("owner") or "me") == "me"
        if mine and not is_past(promise.get("dropped_at"), known.as_of, known.zone):
            day = named_day(promise["due"], known.zone)
            found.append(debt_of(known, promise, task_of_day("promise", day, known.zone), 3))
    return found


def referrals(known: Known) -> list[Debt]:
    """referral: “5 business days after it was given”"""
    found = []
    for referral in known.referrals:
        if not is_past(referral.get("dropped_at"), known.as_of, known.zone):
            given_on = day_of(instant(referral["given_at"], known.zone), known.zone)
            task = task_of_day("referral", business_day(given_on, 5), known.zone)
            found.append(debt_of(known, referral, task, 2))
    return found


def debt_of(known: Known, told: dict, task: Task, weight: int) -> Debt:
    """A promise or a referral: done when its `done_at` had come."""
    done = is_past(told.get("done_at"), known.as_of, known.zone)
    return Debt(task, weight, instant(told["done_at"], known.zone) if done else None)


def is_owed(debt: Debt) -> bool:
    """Still to be done."""
    return debt.done_at is None and not debt.lapsed


# Staying in touch


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


# The queue


def what_stands(known: Known) -> list[Item]:
    """All items, in the order of the queue. “nothing about them is ever due” of who is marked do
    not contact.
    """
    if known.do_not_contact:
        return []
    tasks = [
        *answer(known), *propose_times(known), *nudge(known), *second_person(known),
        *around_planned(known),
        *(debt.task for debt in debts(known) if is_owed(debt)),
        *stay_in_touch(known),
    ]  # fmt: skip
    items = [Item(t.action, status_of(t, known.as_of), t.due_at) for t in tasks]
    return sorted(items, key=lambda item: place_in_queue("", item))


def status_of(task: Task, as_of: datetime) -> str:
    """“Each item is upcoming, due (open) or, where hard, overdue (past its due instant).”"""
    if as_of < task.opens:
        return "upcoming"
    return "overdue" if task.action in HARD and as_of > task.due_at else "due"


def place_in_queue(name: str, item: Item) -> tuple:
    """“Order: overdue, due, upcoming; within overdue and due by action”, “then the earlier due,
    then the name; upcoming by due.”

    Read as: upcoming by due, then the action, then the name.
    """
    status, action = STATUSES.index(item.status), ACTIONS.index(item.action)
    if item.status == "upcoming":
        return status, item.due_at, action, name
    return status, action, item.due_at, name


def queue(readings: list[tuple[str, Reading]]) -> list[tuple[str, Item]]:
    """All items of several contacts, each with the name, in the order of the queue."""
    named = [(name, item) for name, reading in readings for item in reading.items]
    return sorted(named, key=lambda pair: place_in_queue(*pair))


def state_of(known: Known, items: list[Item]) -> str:
    """“The state of a contact is "<action>_<status>" of its first item that is not upcoming; else
    do_not_contact, dormant, declined, parked, waiting (the ball is theirs), scheduled, on_track
    (met), prospect.”
    """
    for item in items:
        if item.status != "upcoming":
            return f"{item.action}_{item.status}"
    states = {
        "do_not_contact": known.do_not_contact,
        "dormant": is_dormant(known),
        "declined": is_closed(known),
        "parked": is_parked(known),
        "waiting": is_open(known) and not known.planned,
        "scheduled": bool(known.planned),
        "on_track": bool(known.held),
        "prospect": True,
    }
    return next(state for state, so in states.items() if so)


# Health


def days_late(debt: Debt, known: Known) -> float:
    """“Days late are elapsed time / 24 h, with fractions.”"""
    return max(0.0, ((debt.done_at or known.as_of) - debt.task.due_at) / timedelta(hours=24))


def worth(debt: Debt, known: Known) -> float | None:
    """F: “done 1 - 0.5 min(1, days late / 14); open and overdue max(0, 1 - days / 14); lapsed 0;
    not yet due or dropped left out”, “done or lapsed ones due more than 180 days ago are forgotten”
    """
    late = days_late(debt, known)
    if is_owed(debt):
        return max(0.0, 1 - late / 14) if known.as_of > debt.task.due_at else None
    if debt.task.due_at < known.as_of - timedelta(days=180):
        return None
    return 0.0 if debt.lapsed else 1 - 0.5 * min(1.0, late / 14)


def kept(known: Known) -> float:
    """F: “weighted mean over thank-yous (3), my promises (3), referrals (2)”, “none at all 1”"""
    counted = [(debt.weight, worth(debt, known)) for debt in debts(known)]
    counted = [(weight, value) for weight, value in counted if value is not None]
    if not counted:
        return 1.0
    return sum(weight * value for weight, value in counted) / sum(weight for weight, _ in counted)


def recent(known: Known) -> float:
    """R: “1 while t <= T, then 0.5 ^ ((t - T) / T)”"""
    t, cadence = silence(known), known.cadence
    return 1.0 if t <= cadence else 0.5 ** ((t - cadence) / cadence)


def touches(known: Known) -> list[Event]:
    """“since the end of the first conversation: touches are all outgoing interactions”"""
    return [e for e in known.events if e.way == "out" and e.at >= known.held[0].until]


def answered(known: Known) -> float:
    """C: “(replies + 1) / (touches + 2)”, “replies all incoming ones of kind reply, never more than
    touches”
    """
    sent = len(touches(known))
    replies = [e for e in known.events if e.kind == "reply" and e.at >= known.held[0].until]
    return (min(len(replies), sent) + 1) / (sent + 2)


def given(known: Known) -> float:
    """G: “min(1, (gives + 1) / (asks + 1)), the marks on touches”"""
    gives = sum(e.gives for e in touches(known))
    asks = sum(e.asks for e in touches(known))
    return min(1.0, (gives + 1) / (asks + 1))


def rounded(value: float) -> int:
    """“Rounded half up (after rounding to 6 decimals)”"""
    return math.floor(round(value, 6) + 0.5)


def scored(f: float, r: float, c: float, g: float) -> int:
    """“40 F + 35 R + 15 C + 10 G”"""
    return rounded(40 * f + 35 * r + 15 * c + 10 * g)


def capped(score: int, known: Known) -> int:
    """“then capped by the longest delay among open thank-yous, promises and referrals: late at all
    79, 7 days 59, 14 days 39”
    """
    longest = max((days_late(debt, known) for debt in debts(known) if is_owed(debt)), default=0.0)
    caps = [79] * (longest > 0) + [59] * (longest >= 7) + [39] * (longest >= 14)
    return min([score, *caps])


def band_of(score: int | None) -> str | None:
    """“Bands: healthy from 80, attention 60, at_risk 40, below that fading.”"""
    if score is None:
        return None
    bands = {"healthy": 80, "attention": 60, "at_risk": 40, "fading": 0}
    return next(band for band, lowest in bands.items() if score >= lowest)


def network(readings_with_tie: list[tuple[str | None, Reading]]) -> int | None:
    """“Network: mean weighted A 4, B 3, C 2, D 1; nobody: "no data".”

    Read as: everybody with a score; rounded as a score is.
    """
    ties = [(TIE_WEIGHTS[tie or "C"], reading.score) for tie, reading in readings_with_tie]
    scores = [(weight, score) for weight, score in ties if score is not None]
    if not scores:
        return None
    return rounded(sum(weight * score for weight, score in scores) / sum(w for w, _ in scores))

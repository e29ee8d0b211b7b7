"""The rules of what is owed: thank-yous, promises and referrals."""

from datetime import timedelta
from itertools import zip_longest

from tests.coaching.reading.days import business_day, day_of, instant, named_day, task_of_day
from tests.coaching.reading.known import is_past
from tests.coaching.reading.terms import Debt, Known, Task


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

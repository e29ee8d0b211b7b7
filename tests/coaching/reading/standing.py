"""What stands for a contact: the items in the order of the queue, and the state."""

from datetime import datetime

from tests.coaching.reading.in_touch import is_dormant, stay_in_touch
from tests.coaching.reading.owed import debts, is_owed
from tests.coaching.reading.planned import around_planned
from tests.coaching.reading.terms import Item, Known, Reading, Task
from tests.coaching.reading.towards import answer, is_closed, is_open, is_parked, nudge, propose_times, second_person

HARD = {"answer", "propose_times", "confirm", "record", "thank_you", "promise", "referral"}
STATUSES = ("overdue", "due", "upcoming")
ACTIONS = (
    "thank_you", "promise", "record", "confirm", "prepare", "answer", "propose_times",
    "referral", "nudge", "second_person", "check_in", "reconnect",
)  # fmt: skip


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

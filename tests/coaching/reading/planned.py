"""The rules of each planned conversation: confirm, prepare, record."""

from datetime import timedelta

from tests.coaching.reading.days import business_day, business_day_before, day_of, late_after, midnight, task_of_day
from tests.coaching.reading.terms import Known, Meeting, Task


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

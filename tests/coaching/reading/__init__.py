"""The rules of follow-ups and of health, as they were written down first, read a second time in plain Python.

The tests hold the coaching against this reading. It is slow and literal on purpose: one small
function a rule, and its docstring opens with the words of the written rules that it holds, in quotation
marks. “Read as:” says which way was taken where those words leave a choice. An item of the
tables says its action, as `nudge:`, before the words of its row.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.coaching.reading.health import answered, band_of, capped, given, kept, network, recent, scored
from tests.coaching.reading.in_touch import is_dormant
from tests.coaching.reading.known import what_was_known
from tests.coaching.reading.standing import queue, state_of, what_stands
from tests.coaching.reading.terms import Item, Reading

__all__ = ["Item", "Reading", "network", "queue", "read"]


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

"""The rules of health."""

import math
from datetime import timedelta

from tests.coaching.reading.in_touch import silence
from tests.coaching.reading.owed import debts, is_owed
from tests.coaching.reading.terms import Debt, Event, Known, Reading

TIE_WEIGHTS = {"A": 4, "B": 3, "C": 2, "D": 1}


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

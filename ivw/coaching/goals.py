"""Goals: what the person wants to find out or reach. Questions serve them, and each has a weight."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

KINDS = {"learn": "To learn", "achieve": "To achieve", "short_term": "Soon", "long_term": "In the long run"}
# E03: what one wants to learn about.
ABOUT = {"field": "A field", "career": "A career", "organization": "An organization"}
WEIGHTS = {3: "Matters most", 2: "Matters", 1: "Would be nice"}
_OPEN_IN_THESE_WORDS = "SELECT id::VARCHAR FROM goals WHERE closed_at IS NULL AND same_words(text) = same_words($text)"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal; weight is 1 to 3, `about` a key of ABOUT where that was said."""

    id: str
    kind: str
    text: str
    weight: int
    about: str | None = None


def open_goals(records: Records) -> list[Goal]:
    """The goals that are not closed, in the order in which they were added."""
    return records.read(
        Goal,
        "SELECT id::VARCHAR AS id, kind, text, weight, about FROM goals WHERE closed_at IS NULL ORDER BY added_at, id",
    )


def weights(records: Records) -> dict[str, int]:
    """What each goal counts in a plan, by id: its weight, nothing once it is closed."""
    return dict(records.rows("SELECT id::VARCHAR, CASE WHEN closed_at IS NULL THEN weight ELSE 0 END FROM goals"))


def add(
    records: Records, *, text: str, as_of: datetime, kind: str = "learn", weight: int = 2, about: str | None = None,
    token: str | None = None,
) -> Done:  # fmt: skip
    """Add a goal. Raises InvalidRecord without a text, for an unknown kind or a weight outside 1..3, and where one is
    open in these words already.
    """
    row = _checked(Goal("", kind, text, weight, about)) | {"added_at": as_of}
    with records.transaction() as transaction:
        _is_said_once(transaction, row["text"], token)
        made = transaction.add("goals", row, token)
        return done(transaction, f"Your goal: {row['text']}", made)


def change(records: Records, goal: Goal) -> Done:
    """Keep a goal as it is handed in (dataclasses.replace makes a changed one). Raises InvalidRecord as `add` does."""
    row = _checked(goal)
    with records.transaction() as transaction:
        if _there(transaction.row("goals", goal.id))["text"] != row["text"]:
            _is_said_once(transaction, row["text"], goal.id)
        transaction.change("goals", goal.id, **row)
        return done(transaction, f"Changed: {row['text']}", goal.id)


def close(records: Records, goal_id: str, *, as_of: datetime) -> Done:
    """Close a goal: reached, or no longer wanted. Plans that served it weigh it no more."""
    with records.transaction() as transaction:
        _there(transaction.row("goals", goal_id))
        transaction.change("goals", goal_id, closed_at=as_of)
        return done(transaction, "The goal is closed.", goal_id)


def _checked(goal: Goal) -> dict[str, object]:
    if goal.kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind of goal {goal.kind!r}.", f"One of {', '.join(KINDS)}.")
    if goal.weight not in WEIGHTS:
        raise InvalidRecord("weight", "A weight is 1, 2 or 3.", "3 counts most.")
    if goal.about is not None and goal.about not in ABOUT:
        raise InvalidRecord("about", f"No goal is about {goal.about!r}.", f"One of {', '.join(ABOUT)}, or nothing.")
    text = checks.line("text", goal.text, required=True)
    return {"kind": goal.kind, "text": text, "weight": goal.weight, "about": goal.about}


def _is_said_once(transaction: Transaction, text: object, own: str | None) -> None:
    if any(key != own for (key,) in transaction.fetch(_OPEN_IN_THESE_WORDS, text=text)):
        raise InvalidRecord("text", "This is among your goals already.", "Change that one, or say more.")


def _there(row: str | None) -> dict[str, Any]:
    if row is None:
        raise InvalidRecord("goal", "This goal is not in the records (any more).", "Open the page again.")
    found: dict[str, Any] = json.loads(row)
    return found

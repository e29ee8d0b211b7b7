"""What every action returns: what happened, in words, and how to take it back."""

from dataclasses import dataclass, field

from ivw.records.database import Records
from ivw.records.transaction import Change, Transaction


@dataclass(frozen=True, slots=True)
class Done:
    """One finished action. `fact_id` is the row it made or changed, if one; an empty change cannot be undone."""

    says: str
    fact_id: str | None = None
    change: Change = field(default_factory=Change)


def done(transaction: Transaction, says: str, fact_id: str | None = None) -> Done:
    """What this transaction did, ready to be returned once it is committed."""
    return Done(says, fact_id, Change(tuple(transaction.journal)))


def undo(records: Records, action: Done) -> Done:
    """Take an action back, and say so in its own words, as a quotation: they hold no longer.

    Raises InvalidRecord when something was built on it since.
    """
    records.undo(action.change)
    ends = "" if action.says.endswith((".", "?", "!")) else "."
    return Done(f"Undone: “{action.says}”{ends} It is as it was before.")

"""Text somebody is still writing, kept as it is typed, by slot (for example 'note:<contact>')."""

from datetime import datetime

from ivw.coaching import checks
from ivw.records.database import Records
from ivw.records.transaction import Transaction


def read(records: Records, slot: str) -> str:
    """What was typed there so far; '' for nothing."""
    found = records.rows("SELECT text FROM drafts WHERE slot = $slot", slot=slot)
    return str(found[0][0]) if found else ""


def save(records: Records, slot: str, text: str, as_of: datetime) -> None:
    """Keep what was typed; an empty text lets go of the draft. Raises InvalidRecord beyond 20,000 characters."""
    checks.text("text", text)
    with records.transaction() as transaction:
        there = transaction.fetch("SELECT id::VARCHAR FROM drafts WHERE slot = $slot", slot=slot)
        if there and text:
            transaction.change("drafts", there[0][0], text=text, saved_at=as_of)
        elif there:
            transaction.remove("drafts", [there[0][0]])
        elif text:
            transaction.add("drafts", {"slot": slot, "text": text, "saved_at": as_of})


def used(transaction: Transaction, slot: str | None) -> None:
    """The draft became a fact in this very transaction: let go of it. Undoing the fact brings the draft back."""
    transaction.remove(
        "drafts", [key for (key,) in transaction.fetch("SELECT id::VARCHAR FROM drafts WHERE slot = $slot", slot=slot)]
    )

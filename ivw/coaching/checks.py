"""The checks that several stages make of what was typed."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

T = TypeVar("T")
LONGEST_LINE = 500
LONGEST_TEXT = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def line(field: str, text: str | None, *, required: bool = False) -> str | None:
    """One line of text without control characters and outer blanks; None where nothing was typed.

    Raises InvalidRecord when it is required and missing, or longer than 500 characters.
    """
    clean = " ".join(_CONTROL.sub("", text or "").split())
    if not clean:
        if required:
            raise InvalidRecord(field, "This is empty.", "A word is enough.")
        return None
    if len(clean) > LONGEST_LINE:
        raise InvalidRecord(
            field, f"This has {len(clean):,} characters.", f"Keep it to {LONGEST_LINE:,}; longer things fit in a note."
        )
    return clean


def text(field: str, written: str | None) -> str | None:
    """Several lines of text; None where nothing was written. Raises InvalidRecord beyond 20,000 characters."""
    clean = _CONTROL.sub("", written or "").strip()
    if len(clean) > LONGEST_TEXT:
        raise InvalidRecord(field, f"This has {len(clean):,} characters.", f"Keep it to {LONGEST_TEXT:,}.")
    return clean or None


def answer_seconds(seconds: int | None) -> int | None:
    """How long an answer takes; None leaves it to our guess. Raises InvalidRecord beyond an hour, and for nothing."""
    if seconds is not None and not 1 <= seconds <= 3600:
        raise InvalidRecord("answer_seconds", "An answer takes 1 to 3600 seconds.", "Leave it empty for our guess.")
    return seconds


def happened(field: str, instant: datetime, as_of: datetime) -> datetime:
    """An instant that has passed. A minute of grace, since forms are filled in whole minutes.

    Raises InvalidRecord for the future and for years that are a slip of the keyboard.
    """
    if instant.tzinfo is None:
        raise InvalidRecord(field, "This instant has no time zone.", "Set your time zone in Your records.")
    if instant > as_of + timedelta(minutes=1):
        raise InvalidRecord(
            field, "This is still to come.", "Log what has happened; plan what is ahead as a conversation or a promise."
        )
    if instant.year < 1970:
        raise InvalidRecord(field, f"The year {instant.year} is long past.", "Check the date.")
    return instant


def there(found: Sequence[T], field: str, wrong: str, right: str) -> T:
    """The one that was looked up. Raises InvalidRecord, as it is told, when it is not there (any more)."""
    if not found:
        raise InvalidRecord(field, wrong, right)
    return found[0]


def known_contact(records: Records, contact_id: str) -> str:
    """The name behind a contact's id. Raises InvalidRecord when there is nobody (any more)."""
    found = records.rows("SELECT name FROM contacts WHERE id = TRY_CAST($id AS UUID)", id=contact_id)
    if not found:
        raise InvalidRecord(
            "contact", "This person is not in the records (any more).", "Choose somebody from the list."
        )
    return str(found[0][0])

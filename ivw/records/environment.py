"""What the environment says to both doors: where the records are, and the instant at which the clock is stopped."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from ivw.records.errors import InvalidRecord, RecordsUnavailable

DEFAULT_RECORDS = Path(__file__).resolve().parents[2] / "data" / "records.duckdb"


def records_path(named: str | None) -> Path:
    """Where the records are: the file named at the start, else IVW_RECORDS, else data/records.duckdb.

    Raises RecordsUnavailable where that lies in the home of a user (`~ada/`) whom this computer does not know.
    """
    said = named or os.environ.get("IVW_RECORDS")
    try:
        return Path(said or DEFAULT_RECORDS).expanduser().absolute()
    except RuntimeError as homeless:
        raise RecordsUnavailable(
            f"The records are to be in {said}, and this computer knows no such home. Name the file in full."
        ) from homeless


def stopped_clock() -> datetime | None:
    """The instant, UTC, at which IVW_AS_OF stops the clock; None where it is not set.

    Without an offset it would be one instant on this computer and another on the next, so that is refused like what
    is no instant at all: raises InvalidRecord, its field the variable.
    """
    said = os.environ.get("IVW_AS_OF")
    if not said:
        return None
    with suppress(ValueError, OverflowError):  # the latter where its zone takes it out of the calendar
        instant = datetime.fromisoformat(said)
        if instant.tzinfo:
            return instant.astimezone(UTC)
    raise InvalidRecord(
        "IVW_AS_OF",
        f'IVW_AS_OF is "{said}", which is no instant with an offset.',
        "Right would be 2024-06-03T09:00:00+02:00.",
    )

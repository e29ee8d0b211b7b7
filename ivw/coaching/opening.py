"""Opening the records with everything that follows from them defined."""

from datetime import datetime
from pathlib import Path

from ivw.records.database import Records, open_records

SQL = Path(__file__).parent / "sql"


def opened(path: Path, now: datetime) -> Records:
    """The records at `path` (made when not there), migrated, with coaching's views and macros in place.

    Makes the day's backup; `Records.not_backed_up` says so where none can be written. Raises RecordsBusy, RecordsNewer
    or RecordsUnavailable, the file left as it was.
    """
    records = open_records(path, now)
    try:
        records.define(sorted(SQL.glob("*.sql")))
        records.back_up_daily(now)
    except BaseException:
        records.close()
        raise
    return records

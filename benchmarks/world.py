"""Invented worlds of any size: N contacts and 10 N interactions over eighteen months, the same ones every time.

How people behave in them stands in sql/: most are an imported address book, some were asked, a few were met.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ivw.coaching.opening import SQL, opened
from ivw.records.database import Records

HERE = Path(__file__).parent
DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "ivw-benchmarks"
AS_OF = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)  # a Tuesday morning; every world ends here
ZONE = "Europe/Berlin"
INTERACTIONS_EACH = 10
SMALLEST = 100  # below, chance would leave a part without anybody


def ready(contacts: int, folder: Path = DEFAULT_FOLDER) -> Path:
    """The records file of this size: made when it is not in the folder yet, its backup of the day with it."""
    if contacts < SMALLEST:
        raise ValueError(f"a world has at least {SMALLEST} contacts")
    path = folder / f"world-{contacts}-{_fingerprint()}.duckdb"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        _clear_away(folder.glob(f"world-{contacts}-*"))  # of older tables, or broken off
        build(unfinished, contacts)
        unfinished.rename(path)
    opened(path, AS_OF).close()
    return path


def build(path: Path, contacts: int) -> None:
    """Write a world of this size into a new records file."""
    records = opened(path, AS_OF)
    try:
        fill(records, contacts)
    finally:
        records.close()


def fill(records: Records, contacts: int) -> None:
    """Put a world of this size into empty records, in one transaction."""
    with records.transaction() as transaction:
        transaction.fetch("SET VARIABLE as_of = $as_of::TIMESTAMPTZ", as_of=AS_OF)
        transaction.fetch("SET VARIABLE contacts = $contacts::BIGINT", contacts=contacts)
        for statements in _statements():
            transaction.fetch(statements.read_text("utf8"))
        transaction.fetch("UPDATE profile SET name = 'Robin', time_zone = $zone", zone=ZONE)


def somebody_met(records: Records) -> str:
    """The person met with whom most happened: the longest page of Prospect research."""
    found = records.rows(
        "SELECT contact_id::VARCHAR FROM interactions JOIN meetings USING (contact_id) "
        "GROUP BY contact_id ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    return str(found[0][0])


def a_talk(records: Records) -> str:
    """The newest conversation that was held and had a plan."""
    found = records.rows(
        "SELECT m.id::VARCHAR FROM meetings m JOIN plans p ON p.meeting_id = m.id WHERE m.status = 'held' "
        "ORDER BY m.starts_at DESC, 1 LIMIT 1"
    )
    return str(found[0][0])


def forget(records: Records) -> None:
    """Let go of the answers that the records keep, as every write does: a transaction in which nothing is written."""
    with records.transaction():
        pass


def _clear_away(left_over: Iterable[Path]) -> None:
    for path in list(left_over):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _statements() -> list[Path]:
    return sorted((HERE / "sql").glob("*.sql"))


def _fingerprint() -> str:
    """What a world is made of: when the tables or the people in it change, a new one is made."""
    made_of = [*sorted((SQL.parents[1] / "records" / "migrations").glob("*.sql")), *_statements(), Path(__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_of)).hexdigest()[:12]

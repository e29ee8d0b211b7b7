"""What tests of backups write, and how they look at the copies."""

from datetime import timedelta

from ivw.records import backups
from tests.records.files import NOW

DAY = timedelta(days=1)


def write(records, *names):
    with records.transaction() as transaction:
        for name in names:
            contact = transaction.add("contacts", {"name": name, "added_at": NOW})
            transaction.add("contact_tags", {"contact_id": contact, "tag": name})


def people(records):
    return [name for (name,) in records.rows("SELECT name FROM contacts ORDER BY name")]


def names(records):
    folder = backups.folder_of(records.path)
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def pretend(records, how_many, why=""):
    """Older copies, as far as their names and days matter."""
    folder = backups.folder_of(records.path)
    folder.mkdir(exist_ok=True)
    for day in range(how_many):
        stamp = (NOW - (day + 1) * DAY).strftime("%Y%m%dT%H%M%S%fZ")
        (folder / f"{stamp}{f'-{why}' if why else ''}.duckdb").write_bytes(b"old")

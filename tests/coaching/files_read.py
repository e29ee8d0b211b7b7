"""Files as a reader hands them over, and what an import made of them."""

import json
from dataclasses import replace
from pathlib import Path

from ivw.coaching import contacts, imports, people
from ivw.coaching.incoming import FileRead, IncomingPerson
from ivw.exchange import history
from tests.builders import at, everything

NOW, LATER = at("2024-06-11 12:00"), at("2024-06-20 12:00")
CONNECTIONS = Path(__file__).parents[1] / "data" / "inputs" / "Connections.csv"
ADA = "https://www.linkedin.com/in/ada"


def somebody(name="Ada Example", **facts):
    return IncomingPerson(1, name, facts)


def a_file(*people, source="linkedin"):
    return FileRead(source, tuple(replace(each, row=row) for row, each in enumerate(people, start=1)), (), 0)


def told(*people):
    """A history as its reader finds it."""
    return history.read(json.dumps({"contacts": people}).encode(), "UTC")


def brought(records, *people, **named):
    read = people[0] if isinstance(people[0], FileRead) else a_file(*people)
    return imports.apply(records, read, as_of=NOW, **named)


def counted(result):
    return result.added, result.updated, result.unchanged, result.skipped


def facts(records):
    """All but the list of imports, which tells of an undone one, too."""
    return everything(records, "imports", "import_changes")


def names(records):
    return [each.name for each in people.search(records)[0]]


def the(records, name):
    [found] = [each for each in people.search(records)[0] if each.name == name]
    return contacts.get(records, found.contact_id)


HISTORY = {
    "name": "Ada Example",
    "organization": "Acme Labs",
    "tie": "B",
    "interactions": [{"kind": "request", "happened_at": "2024-05-01T09:00:00Z", "gives": True, "text": "hello"}],
    "meetings": [{"starts_at": "2024-06-18T09:00:00Z", "scheduled_at": "2024-06-01T09:00:00Z"}],
    "promises": [{"what": "send it", "due": "2024-06-20", "made_at": "2024-06-01T09:00:00Z"}],
    "referrals": [{"name": "Priya", "given_at": "2024-06-01T09:00:00Z"}],
}

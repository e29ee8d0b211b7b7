"""The rules in SQL and the plain reading of DESIGN.md (reading.py) say the same of histories nobody thought of.

IVW_EXAMPLES=5000 looks longer than the usual run does.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from ivw.coaching import contacts, follow_ups
from ivw.records.database import Records
from tests import builders
from tests.coaching import histories, reading
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import given, settings  # noqa: E402

EXAMPLES = int(os.environ.get("IVW_EXAMPLES", "60"))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """One file for all examples: opening one for each would take most of the time."""
    with builders.records_in(tmp_path_factory.mktemp("agree")) as opened:
        yield opened


@settings(max_examples=EXAMPLES)
@given(histories.readable())
def test_the_sql_says_what_the_plain_reading_says(records, told):
    _, read, as_of, zone = loaded(records, told)

    due = follow_ups.due(records, as_of, zone, upcoming=True)
    found = [(item.contact, item.action, item.status, item.due_at) for item in due]
    assert found == [(name, each.action, each.status, each.due_at) for name, each in reading.queue(list(read.items()))]

    ties = {tie.contact: tie for tie in follow_ups.ties(records, as_of, zone, everybody=True)}
    assert {name: tie.state for name, tie in ties.items()} == {name: each.state for name, each in read.items()}
    for name, each in read.items():
        tie = ties[name]
        assert (name, tie.score, tie.band) == (name, each.score, each.band)
        parts, expected = (tie.F, tie.R, tie.C, tie.G), (each.F, each.R, each.C, each.G)
        assert parts == (expected if each.F is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=max(EXAMPLES // 5, 1))
@given(histories.readable())
def test_the_short_ways_say_what_the_long_way_says(records, told):
    people, read, as_of, zone = loaded(records, told)

    everything = follow_ups.due(records, as_of, zone, upcoming=True)
    assert follow_ups.due(records, as_of, zone) == [item for item in everything if item.status != "upcoming"]
    for tie in follow_ups.ties(records, as_of, zone, everybody=True):
        theirs = [item for item in everything if item.contact_id == tie.contact_id]
        assert follow_ups.of_contact(records, tie.contact_id, as_of, zone) == theirs
        assert contacts.state(records, tie.contact_id, as_of, zone) == tie.state

    network = [(each.get("tie"), read[each["name"]]) for each in people]
    assert follow_ups.network(records, as_of, zone) == reading.network(network)
    bands = Counter(each.band or "dormant" for each in read.values() if each.F is not None)
    assert +Counter(follow_ups.bands(records, as_of, zone)) == bands


def loaded(records, told):
    """The people of a history, imported; what the plain reading says of each; the instant and the zone."""
    contact, others, as_of, zone = told
    people = [contact, *others]
    builders.forget_everybody(records)
    assert builders.load_history(records, people, zone).problems == ()
    read = {
        each["name"]: reading.read(each, [other for other in people if other is not each], as_of, zone)
        for each in people
    }
    return people, read, as_of, zone

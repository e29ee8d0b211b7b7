"""The rules in SQL and the plain reading of them (reading/) say the same, at the edges of the worked histories
and of histories that nobody thought of.

An edge is an instant, found with the reading, on which something opens, is late, lapses or is forgotten, or a minute to
either side of it; and so are the changes of the clocks. Many histories are read at many instants in one query.
IVW_EXAMPLES=2000 looks longer than the usual run does.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import contacts, follow_ups, network
from ivw.records.database import Records
from tests import builders
from tests.coaching import histories, instants, reading
from tests.coaching.at_once import apart_from_each_other, read_by_sql
from tests.coaching.histories import DAYS_ON, LATE_BY
from tests.coaching.instants import DAY, DELAYS, MINUTE
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

EXAMPLES = int(os.environ.get("IVW_EXAMPLES", "30"))
WORKED = Path(__file__).parents[1] / "data" / "follow_ups.json"
INSTANTS = 30  # of each history: with so many the query takes little longer than with one
TOGETHER = 6  # histories in one file, each apart


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """One file for all examples: opening one for each would take most of the time."""
    with builders.records_in(tmp_path_factory.mktemp("agree")) as opened:
        yield opened


def asked_at(when):
    """Somebody else at the same organization, asked then."""
    return {"organization": "acme", "interactions": [{"kind": "request", "happened_at": when}]}


# What the worked histories leave out, each as the contact and the others.
AT_NINE = "T09:00:00+00:00"
ASKED = {"organization": "Acme", "interactions": [{"kind": "request", "happened_at": f"2024-06-03{AT_NINE}"}]}
PLANNED = {"starts_at": f"2024-06-20{AT_NINE}", "scheduled_at": f"2024-06-03{AT_NINE}"}
CONFIRMED = [{"kind": "confirmation", "happened_at": f"2024-06-03{AT_NINE}"}]
MET = {"starts_at": f"2024-06-03{AT_NINE}", "status": "held"}
DROPPED = {"dropped_at": "2024-06-04T12:00:00+00:00"}
MADE_AND_DROPPED = {"made_at": f"2024-06-03{AT_NINE}"} | DROPPED
NOTE = {"kind": "note", "text": "It rained."}
MORE = {
    "another was asked 30 days before": (ASKED, [asked_at("2024-05-04T09:00:00+00:00")]),
    "another was asked a minute earlier": (ASKED, [asked_at("2024-05-04T08:59:00+00:00")]),
    "prepared in between": (
        {"interactions": CONFIRMED, "meetings": [PLANNED | {"prepared_at": "2024-06-19T12:00:00+00:00"}]},
        [],
    ),
    "asked again as the conversation ended": (
        {"meetings": [MET], "interactions": [{"kind": "request", "happened_at": "2024-06-03T09:20:00+00:00"}]},
        [],
    ),
    "thanks let go in between": ({"meetings": [MET | {"thanks_dropped_at": "2024-06-12T12:00:00+00:00"}]}, []),
    "thanked after it was let go": (
        {
            "meetings": [MET | {"thanks_dropped_at": "2024-06-04T12:00:00+00:00"}],
            "interactions": [{"kind": "thank_you", "happened_at": "2024-06-08T12:00:00+00:00"}],
        },
        [],
    ),
    **{
        f"nothing but {kind}": ({"interactions": [{"kind": kind, "happened_at": f"2024-06-03{AT_NINE}"} | marks]}, [])
        for kind, marks in (("proposal", {}), ("agreed", {}), ("declined", {}), ("reply", {"wants_answer": True}))
    },
    "a note is no news": (
        ASKED | {"interactions": [*ASKED["interactions"], NOTE | {"happened_at": "2024-06-04T12:00:00+00:00"}]},
        [],
    ),
    "another letter after the request": (
        ASKED
        | {"interactions": [*ASKED["interactions"], {"kind": "message", "happened_at": "2024-06-04T12:00:00+00:00"}]},
        [],
    ),
    "a promise from when it was made until it was dropped": (
        {"promises": [{"what": "send it", "owner": "me", "due": "2024-06-12"} | MADE_AND_DROPPED]},
        [],
    ),
    "a referral until it was dropped": (
        {"referrals": [{"name": "Priya", "given_at": MADE_AND_DROPPED["made_at"]} | DROPPED]},
        [],
    ),
    "asked while a conversation is planned": (ASKED | {"meetings": [PLANNED]}, []),
    "reminded while a conversation is planned": (
        {
            "meetings": [PLANNED | {"starts_at": f"2024-07-20{AT_NINE}"}],
            "interactions": [
                *ASKED["interactions"],
                {"kind": "confirmation", "happened_at": "2024-06-04T12:00:00+00:00"},
                {"kind": "nudge", "happened_at": "2024-06-12T12:00:00+00:00"},
            ],
        },
        [],
    ),
}


def test_both_agree_at_every_edge_of_the_worked_histories(records):
    told = {case["id"]: (case["contact"], case["others"]) for case in json.loads(WORKED.read_text("utf-8"))}
    worlds = {key: apart_from_each_other(key, *world) for key, world in (told | MORE).items()}
    builders.forget_everybody(records)
    builders.load_history(records, [each for world in worlds.values() for each in world], "UTC")

    edges = {key: set(edges_of(world, "UTC", days_on=(365, 366))) for key, world in worlds.items()}
    queues, states, healths = read_by_sql(records, sorted(set.union(*edges.values())), "UTC")
    for key, (contact, *others) in worlds.items():
        name = contact["name"]
        for instant in edges[key]:
            read = reading.read(contact, others, instant, "UTC")
            queue = [(name, each.action, each.status, each.due_at) for each in read.items]
            assert [item for item in queues[instant] if item[0] == name] == queue, (key, instant)
            assert states[instant][name] == read.state, (key, instant)
            assert healths[instant].get(name) == told_health(read), (key, instant)


@settings(max_examples=max(EXAMPLES // 5, 1))
@given(st.data())
def test_the_sql_says_what_the_plain_reading_says(records, data):
    zone, worlds = loaded(records, data)
    edges = {
        key: {
            as_of,
            *data.draw(
                st.lists(st.sampled_from(edges_of(people, zone)), min_size=INSTANTS, max_size=INSTANTS), label="edges"
            ),
        }
        for key, (people, as_of) in worlds.items()
    }
    around = data.draw(st.lists(st.sampled_from(around_the_changes(zone)), max_size=3), label="changes of the clocks")
    instants = sorted(set.union(*edges.values(), around))
    queues, states, healths = read_by_sql(records, instants, zone)
    for key, (people, _) in worlds.items():
        names = [each["name"] for each in people]
        for instant in sorted({*edges[key], *around}):
            read = read_plainly(people, instant, zone)
            queue = [(name, each.action, each.status, each.due_at) for name, each in reading.queue(list(read.items()))]
            assert (instant, [item for item in queues[instant] if item[0] in names]) == (instant, queue)
            assert (instant, {name: states[instant][name] for name in names}) == (
                instant,
                {name: each.state for name, each in read.items()},
            )
            for name, each in read.items():
                assert (instant, name, healths[instant].get(name)) == (instant, name, told_health(each))


@settings(max_examples=max(EXAMPLES // 10, 1))
@given(st.data())
def test_what_coaching_hands_out_is_what_the_sql_says(records, data):
    zone, worlds = loaded(records, data)
    as_of = data.draw(st.sampled_from([as_of for _, as_of in worlds.values()]), label="as of")
    people = [each for everybody, _ in worlds.values() for each in everybody]
    read = {
        name: each for everybody, _ in worlds.values() for name, each in read_plainly(everybody, as_of, zone).items()
    }

    due = follow_ups.due(records, as_of, zone, upcoming=True)
    queue = [(name, each.action, each.status, each.due_at) for name, each in reading.queue(list(read.items()))]
    assert queue == [(item.contact, item.action, item.status, item.due_at) for item in due]
    assert follow_ups.due(records, as_of, zone) == [item for item in due if item.status != "upcoming"]

    looked_at = data.draw(st.lists(st.sampled_from(sorted(read)), max_size=3, unique=True), label="one by one")
    for tie in network.ties(records, as_of, zone, everybody=True):
        each = read[tie.contact]
        assert (tie.state, tie.score, tie.band) == (each.state, each.score, each.band)
        if tie.contact in looked_at:
            theirs = [item for item in due if item.contact_id == tie.contact_id]
            assert follow_ups.of_contact(records, tie.contact_id, as_of, zone) == theirs
            assert contacts.state(records, tie.contact_id, as_of, zone) == tie.state

    weighed = [(each.get("tie"), read[each["name"]]) for each in people]
    assert network.score(records, as_of, zone) == reading.network(weighed)
    bands = Counter(each.band or "dormant" for each in read.values() if each.F is not None)
    assert +Counter(network.bands(records, as_of, zone)) == bands


def test_a_day_begins_and_ends_in_sql_as_it_does_in_python(records):
    begins = records.rows(
        "SELECT zone, day, midnight(day, zone) AS begins, local_day(begins, zone), "
        "local_day(begins - INTERVAL 1 MINUTE, zone) "
        "FROM (SELECT unnest($zones) AS zone) CROSS JOIN (SELECT unnest($days::DATE[]) AS day)",
        zones=[*instants.ZONES, "Africa/Casablanca", "Europe/Dublin", "America/Havana", "Asia/Almaty"],
        days=[instants.FIRST + n * DAY for n in range(730)],
    )
    for zone, day, at, day_at, day_before in begins:
        assert (zone, at, day_at, day_before) == (zone, reading.days.midnight(day, ZoneInfo(zone)), day, day - DAY)


def test_where_the_clocks_were_changed_for_good_this_year_both_know_it(records):
    # British Columbia stays on summer time from 2026 on; the system's own time zones may be older than that.
    winter = date(2026, 12, 1)
    [(begins,)] = records.rows("SELECT midnight($day::DATE, 'America/Vancouver')", day=winter)
    assert begins == reading.days.midnight(winter, ZoneInfo("America/Vancouver"))


def test_business_days_are_counted_in_sql_as_in_python(records):
    days = [date(2024, 2, 23) + n * DAY for n in range(14)]
    for day, n, after, before in records.rows(
        "SELECT day, n, business_day_after(day, n), business_day_before(day) "
        "FROM (SELECT unnest($days::DATE[]) AS day) CROSS JOIN (SELECT unnest(range(1, 31))::INT AS n)",
        days=days,
    ):
        assert (day, n, after) == (day, n, reading.days.business_day(day, n))
        assert (day, before) == (day, reading.days.business_day_before(day))


def loaded(records, data):
    """Some histories, each apart, imported into one file: the zone, and for each its people and an instant."""
    zone = data.draw(instants.zones(), label="zone")
    told = data.draw(st.lists(histories.readable(zone), min_size=3, max_size=TOGETHER), label="histories")
    worlds = {
        f"World {place}": (apart_from_each_other(f"World {place}", contact, others), as_of.astimezone(UTC))
        for place, (contact, others, as_of, _) in enumerate(told)
    }
    builders.forget_everybody(records)
    everybody = [each for people, _ in worlds.values() for each in people]
    assert builders.load_history(records, everybody, zone).problems == ()
    return zone, worlds


def around_the_changes(zone):
    """The instants at which the clocks change there (or would, elsewhere), and a minute to either side of them."""
    changes = instants.clock_changes(zone) or instants.clock_changes("Europe/Berlin")
    return [change + beside for change in changes for beside in (-MINUTE, 0 * MINUTE, MINUTE)]


def told_health(read):
    """Score, band and the four parts, as `read_by_sql` tells of them; None before the first conversation."""
    if read.F is None:
        return None
    parts = [pytest.approx(part, abs=1e-9) for part in (read.F, read.R, read.C, read.G)]
    return [read.score, read.band, *parts]


def edges_of(people, zone, days_on=DAYS_ON):
    """The instants at which something may change, and a minute to either side of them."""
    facts = {instant for each in people for instant in histories.told_instants(each, zone)} or {builders.LONG_AGO}
    days = {instants.day_of(fact, zone) + n * DAY for fact in facts for n in days_on}
    later = {fact + delay for fact in facts for delay in DELAYS}
    items = [item for fact in facts for item in reading.read(people[0], people[1:], fact, zone).items]
    late = {item.due_at + late_by for item in items for late_by in LATE_BY}
    edges = late | later | {instants.midnight(day, zone) for day in days}
    return sorted(edge.astimezone(UTC) + beside for edge in edges for beside in (-MINUTE, 0 * MINUTE, MINUTE))


def read_plainly(people, as_of, zone):
    """What the plain reading says of each."""
    return {
        each["name"]: reading.read(each, [other for other in people if other is not each], as_of, zone)
        for each in people
    }

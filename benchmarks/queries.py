"""What the pages ask of coaching, one question at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from benchmarks import world
from benchmarks.measure import Failed, Result, Skipped, of_runs, timed
from ivw.coaching import (
    contacts,
    duplicates,
    follow_ups,
    meetings,
    network,
    past_imports,
    people,
    profile,
    promises,
    ties,
    time_line,
    weekly,
)
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.opening import opened
from ivw.records.database import Records

SUITE = "queries"
# The rules by themselves: what the questions are made of. Their macros unfold into large statements, which take as long
# to plan for ten people as for ten thousand: that part is measured by itself, too.
RULES = ("matters", "debts", "ties", "all_items", "stages", "health")


def measure(contacts_in_it: int, folder: Path, runs: int) -> Iterator[Result | Skipped | Failed]:
    """Each question of the pages, then each rule, in a world of this size."""
    records = opened(world.ready(contacts_in_it, folder), world.AS_OF)
    try:
        for what, ask in _questions(records).items():
            try:
                ask()  # the first one reads the file into memory
                yield of_runs(SUITE, what, contacts_in_it, [timed(ask) for _ in range(runs)])
            except AttributeError as unknown:
                yield Skipped(f"{what}: {unknown}")
            except (duckdb.Error, InvalidRecord, TypeError) as error:
                yield Failed(f"{what}: {str(error).splitlines()[0]}")
    finally:
        records.close()


def _questions(records: Records) -> dict[str, Callable[[], object]]:
    now, zone = world.AS_OF, world.ZONE
    who = world.somebody_met(records)
    seven = [item.contact_id for item in follow_ups.queue(records, now, zone).items]
    questions: dict[str, Callable[[], object]] = {
        "profile.of": lambda: profile.of(records),
        "follow_ups.queue, the first 7": lambda: follow_ups.queue(records, now, zone),
        "follow_ups.queue, upcoming": lambda: follow_ups.queue(records, now, zone, listed="upcoming"),
        "follow_ups.counts": lambda: follow_ups.counts(records, now, zone),
        "follow_ups.due, all of it": lambda: follow_ups.due(records, now, zone),
        "follow_ups.due, upcoming too": lambda: follow_ups.due(records, now, zone, upcoming=True),
        "follow_ups.postponed": lambda: follow_ups.postponed(records, now, zone),
        "follow_ups.of_contact": lambda: follow_ups.of_contact(records, who, now, zone),
        "follow_ups.standing": lambda: follow_ups.standing(records, who, now, zone),
        "follow_ups.last_words, for 7": lambda: follow_ups.last_words(records, seven, now),
        "network.bands": lambda: network.bands(records, now, zone),
        "network.score": lambda: network.score(records, now, zone),
        "network.ties": lambda: network.ties(records, now, zone),
        "ties.page": lambda: ties.page(records, now, zone),
        "ties.network": lambda: ties.network(records, now, zone),
        "ties.apart": lambda: ties.apart(records, ties.page(records, now, zone, limit=1)[0], now, zone),
        "weekly.week": lambda: weekly.week(records, now, zone),
        "people.counts": lambda: people.counts(records),
        "people.search, everyone": lambda: people.search(records),
        "people.search, the shortlist": lambda: people.search(records, listed="shortlist"),
        "people.search, two words": lambda: people.search(records, "muller data"),
        "people.search, a word of a note": lambda: people.search(records, "office"),
        "people.in_stage": lambda: people.in_stage(records, "waiting", now, zone),
        "duplicates.pairs": lambda: duplicates.pairs(records),
        "contacts.get": lambda: contacts.get(records, who),
        "contacts.state": lambda: contacts.state(records, who, now, zone),
        "time_line.entries": lambda: time_line.entries(records, who),
        "time_line.length": lambda: time_line.length(records, who),
        "contacts.named_by": lambda: contacts.named_by(records, who),
        "meetings.of_contact": lambda: meetings.of_contact(records, who),
        "promises.of_contact": lambda: promises.of_contact(records, who),
        "promises.referrals_of": lambda: promises.referrals_of(records, who),
        "past_imports.past": lambda: past_imports.past(records),
    }
    for rule in RULES:
        questions[f"the rule {rule}"] = lambda rule=rule: records.rows(  # type: ignore[misc]
            f"SELECT count(*), max(hash(r)) FROM {rule}($now, $zone) r", now=now, zone=zone
        )
        questions[f"the rule {rule}, planning alone"] = lambda rule=rule: _plan(records, rule)  # type: ignore[misc]
    return questions


def _plan(records: Records, rule: str) -> None:
    with records.transaction() as transaction:
        transaction.fetch(
            f"PREPARE planned AS SELECT count(*), max(hash(r)) "
            f"FROM {rule}('{world.AS_OF.isoformat()}'::TIMESTAMPTZ, '{world.ZONE}') r"
        )

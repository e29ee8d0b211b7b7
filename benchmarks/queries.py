"""What the pages ask of coaching, one question at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb

from benchmarks import world
from benchmarks.measure import Failed, Result, Run, Skipped, of_runs, timed
from ivw.coaching import (
    comparing,
    contacts,
    duplicates,
    follow_ups,
    insights,
    journey,
    meetings,
    network,
    past_imports,
    people,
    profile,
    promises,
    ranking,
    referral_tree,
    reply_rates,
    ties,
    time_line,
    to_write,
    trends,
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
                yield of_runs(SUITE, what, contacts_in_it, [_asked_anew(records, ask) for _ in range(runs)])
            except AttributeError as unknown:
                yield Skipped(f"{what}: {unknown}")
            except (duckdb.Error, InvalidRecord, TypeError) as error:
                yield Failed(f"{what}: {str(error).splitlines()[0]}")
    finally:
        records.close()


def _asked_anew(records: Records, ask: Callable[[], object]) -> Run:
    """Answers are kept until somebody writes: without that, only the first run would read anything."""
    world.forget(records)
    return timed(ask)


def _questions(records: Records) -> dict[str, Callable[[], object]]:
    return _of_everybody(records) | _of_one(records, world.somebody_met(records)) | _of_rules(records)


def _of_everybody(records: Records) -> dict[str, Callable[[], object]]:
    now, zone = world.AS_OF, world.ZONE
    seven = [item.contact_id for item in follow_ups.queue(records, now, zone).items]
    by_zone = (
        follow_ups.queue, follow_ups.due, network.bands, network.score, network.ties, ties.page,
        weekly.week, to_write.now, reply_rates.read, insights.pulls, referral_tree.read, trends.cohorts,
        trends.health_by_week, trends.moves, trends.thanks, trends.overdue,
    )  # fmt: skip
    by_instant = (meetings.planned, insights.counts, insights.who_said, ranking.counts, comparing.fields)
    return {
        "profile.of": lambda: profile.of(records),
        **{_name(ask): partial(ask, records, now, zone) for ask in by_zone},
        **{_name(ask): partial(ask, records, now) for ask in by_instant},
        "follow_ups.queue, upcoming": lambda: follow_ups.queue(records, now, zone, listed="upcoming"),
        "follow_ups.due, upcoming too": lambda: follow_ups.due(records, now, zone, upcoming=True),
        "follow_ups.last_words, for 7": lambda: follow_ups.last_words(records, seven, now),
        "ranking.ranked, the first 20": lambda: ranking.ranked(records, now, limit=20),
        "people.counts": lambda: people.counts(records),
        "people.search, everyone": lambda: people.search(records),
        "people.search, the shortlist": lambda: people.search(records, listed="shortlist"),
        "people.search, two words": lambda: people.search(records, "muller data"),
        "people.search, a word of a note": lambda: people.search(records, "office"),
        "people.in_stage": lambda: people.in_stage(records, "waiting", now, zone),
        "duplicates.pairs": lambda: duplicates.pairs(records),
        "past_imports.past": lambda: past_imports.past(records),
    }


def _of_one(records: Records, who: str) -> dict[str, Callable[[], object]]:
    now, zone = world.AS_OF, world.ZONE
    first = ties.page(records, now, zone, limit=1).ties[0]
    return {
        "follow_ups.of_contact": lambda: follow_ups.of_contact(records, who, now, zone),
        "follow_ups.standing": lambda: follow_ups.standing(records, who, now, zone),
        "ties.apart": lambda: ties.apart(records, first, now, zone),
        "contacts.get": lambda: contacts.get(records, who),
        "contacts.state": lambda: contacts.state(records, who, now, zone),
        "contacts.named_by": lambda: contacts.named_by(records, who),
        "journey.of_contact": lambda: journey.of_contact(records, who, now),
        "time_line.entries": lambda: time_line.entries(records, who),
        "time_line.length": lambda: time_line.length(records, who),
        "meetings.of_contact": lambda: meetings.of_contact(records, who),
        "promises.of_contact": lambda: promises.of_contact(records, who),
        "promises.referrals_of": lambda: promises.referrals_of(records, who),
    }


def _of_rules(records: Records) -> dict[str, Callable[[], object]]:
    now, zone = world.AS_OF, world.ZONE
    questions: dict[str, Callable[[], object]] = {}
    for rule in RULES:
        whole = f"SELECT count(*), max(hash(r)) FROM {rule}($now, $zone) r"
        questions[f"the rule {rule}"] = partial(records.rows, whole, now=now, zone=zone)
        questions[f"the rule {rule}, planning alone"] = partial(_plan, records, rule)
    return questions


def _name(ask: Callable[..., object]) -> str:
    return f"{ask.__module__.rpartition('.')[2]}.{ask.__name__}"


def _plan(records: Records, rule: str) -> None:
    with records.transaction() as transaction:
        transaction.fetch(
            f"PREPARE planned AS SELECT count(*), max(hash(r)) "
            f"FROM {rule}('{world.AS_OF.isoformat()}'::TIMESTAMPTZ, '{world.ZONE}') r"
        )

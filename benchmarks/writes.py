"""How long a person's action takes to be kept: check, one transaction, committed to the disk."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from benchmarks import world
from benchmarks.measure import Result, of_many, timed
from ivw.coaching import contacts, drafts, follow_ups, interactions
from ivw.coaching.done import Done, undo
from ivw.coaching.follow_ups import Item
from ivw.coaching.opening import opened
from ivw.records.database import Records

SUITE = "writes"
TIMES_EACH = 8  # an action takes a few milliseconds: often enough for what 95 of 100 stay below
TICKED = (*follow_ups.LOGGED_AS, "promise", "referral")  # what can be marked done as it stands


def measure(contacts_in_it: int, folder: Path, runs: int) -> Iterator[Result]:
    """Typical actions of a morning, many times each, in a copy of the world: it stays as it was."""
    whole = world.ready(contacts_in_it, folder)
    with tempfile.TemporaryDirectory() as place:
        path = Path(shutil.copy(whole, Path(place) / "records.duckdb"))
        records = opened(path, world.AS_OF)
        try:
            for what, act in _actions(records).items():
                times = min(runs * TIMES_EACH, 100)
                act()
                yield of_many(SUITE, what, contacts_in_it, [timed(act) for _ in range(times)])
        finally:
            records.close()


def _actions(records: Records) -> dict[str, Callable[[], object]]:
    """Each action takes the next item of the queue, as a person does who works through it."""
    now, zone = world.AS_OF, world.ZONE
    due = follow_ups.due(records, now, zone)
    to_postpone = _each(due[::2])
    to_tick = _each([item for item in due[1::2] if item.action in TICKED])
    who, letters = world.somebody_met(records), count(1)
    done: list[Done] = []

    def log() -> None:
        done.append(
            interactions.log(
                records, contact_id=who, kind="reply", happened_at=now, as_of=now, channel="email", text="Gladly."
            )
        )

    return {
        "log an interaction": log,
        "take it back": lambda: undo(records, done.pop()),
        "save a draft of 1,500 letters": lambda: drafts.save(
            records, f"note:{who}", "x" * (1500 + next(letters) % 50), now
        ),
        "postpone": lambda: follow_ups.postpone(records, next(to_postpone), 7, as_of=now, zone=zone),
        "mark done": lambda: follow_ups.mark_done(records, next(to_tick), as_of=now),
        "add a person": lambda: contacts.add(records, name=f"Newly Met {next(letters)}", as_of=now),
    }


def _each(items: Sequence[Item]) -> Iterator[Item]:
    """One after the other; from the beginning again in a world that has few of them."""
    while True:
        yield from items

"""Curveballs: difficult moments that come up while one rehearses, and their ways out (A60: be prepared for them).

The moments stand in data/curveballs.csv, to be edited by hand. What came up keeps the words it had then.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ivw.coaching import checks, data_files
from ivw.coaching.agenda import MUST_ASKS, must_ask_in
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

if TYPE_CHECKING:  # practice may keep what came up together with its laps
    from ivw.coaching.practice import Lap

FILE = Path(__file__).resolve().parents[2] / "data" / "curveballs.csv"
FILLED = ("key", "when", "text", "way_out", "say", "why", "source")
COLUMNS = (*FILLED, "halves")
WHEN = ("any", "first", "late")
LONGEST = 100  # characters that fit on the clock of a phone
HOW_MANY = 2  # our convention: more of them, and it is no rehearsal of the questions


@dataclass(frozen=True, slots=True)
class Curveball:
    """One difficult moment: what happens, what to do, words to use, and why. `halves`: half the minutes left are gone.

    `when` it may come up: 'any', 'first' (during the first question) or 'late' (in the second half).
    """

    key: str
    text: str
    way_out: str
    say: str
    why: str
    when: str = "any"
    halves: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CameUp:
    """A moment that came up in a rehearsal. `known` is what the file says about it now, None where it left the file.

    `tried`: one looked at the way out, by "Show a way out" on the clock. `ease` is how that felt, 1 to 5.
    """

    id: str
    ordinal: int
    situation: str
    text: str
    tried: bool
    ease: int | None

    @property
    def known(self) -> Curveball | None:
        """Its line of the file. Raises InvalidRecord for a broken file."""
        return find(self.situation)


OF_RUN = (
    "SELECT id::VARCHAR AS id, ordinal, situation, text, tried, ease FROM curveballs "
    "WHERE rehearsal_id = TRY_CAST($id AS UUID) ORDER BY ordinal"
)


def every(path: Path = FILE) -> tuple[Curveball, ...]:
    """All moments, in the order of the file. Raises InvalidRecord, naming file and line, for what cannot be used."""
    return data_files.kept(path, "curveballs", _every)


def find(key: str, path: Path = FILE) -> Curveball | None:
    """The moment of this key; None where the file has none. Raises InvalidRecord for a broken file."""
    return next((each for each in every(path) if each.key == key), None)


def draw(run_id: str, laps: "Sequence[Lap]", number: int = HOW_MANY, path: Path = FILE) -> dict[int, Curveball]:
    """What comes up in a run, by the ordinal of the lap during which it does; at most `number`, no moment twice.

    Random, and the same again for the same run: a reload changes nothing. Never during the must-asks, which close
    every plan (B35), and at most one of those that halve the time. Raises InvalidRecord for a broken file.
    """
    chance = random.Random(run_id)  # noqa: S311 - nothing secret hangs on it
    free = [lap.ordinal for lap in laps[: -len(MUST_ASKS)] if must_ask_in(lap.text) is None]
    second_half = len(laps) / 2
    left = list(every(path))
    drawn: dict[int, Curveball] = {}
    for ordinal in sorted(chance.sample(free, min(number, len(free)))):
        fits = [
            each
            for each in left
            if (each.when != "first" or ordinal == 1)
            and (each.when != "late" or ordinal > second_half)
            and not (each.halves and any(other.halves for other in drawn.values()))
        ]
        if fits:
            drawn[ordinal] = chance.choice(fits)
            left.remove(drawn[ordinal])
    return drawn


def keep(
    transaction: Transaction, rehearsal_id: str, ordinal: int, key: str, *, tried: bool = False, path: Path = FILE
) -> None:
    """Keep within a transaction that a moment came up during a lap, and whether one looked at a way out.

    One moment a lap: saying it again changes only that a way out was looked at, which it then stays. Raises
    InvalidRecord for a moment that neither the file nor this lap knows.
    """
    there = transaction.fetch(
        "SELECT id::VARCHAR, tried FROM curveballs WHERE rehearsal_id = $run::UUID AND ordinal = $ordinal",
        run=rehearsal_id,
        ordinal=ordinal,
    )
    if there:
        transaction.change("curveballs", there[0][0], tried=tried or there[0][1])
        return
    known = find(key, path)
    if known is None:
        raise InvalidRecord("situation", f"There is no curveball {key[:40]!r}.", "Load the page again.")
    row = {"rehearsal_id": rehearsal_id, "ordinal": ordinal, "situation": key, "text": known.text, "tried": tried}
    transaction.add("curveballs", row)


def rate(records: Records, curveball_id: str, ease: int | None) -> Done:
    """Say how at ease one was, 1 (not at all) to 5 (wholly); None takes it back. Raises InvalidRecord."""
    if ease is not None and (isinstance(ease, bool) or ease not in range(1, 6)):
        raise InvalidRecord("ease", "Ease is a number from 1 to 5.", "5 is wholly at ease.")
    with records.transaction() as transaction:
        if transaction.row("curveballs", curveball_id) is None:
            raise InvalidRecord("curveball", "This is not in the records (any more).", "Open the page again.")
        transaction.change("curveballs", curveball_id, ease=ease)
        return done(transaction, "How it felt is kept.", curveball_id)


def of_run(records: Records, rehearsal_id: str) -> list[CameUp]:
    """What came up in a run, in the order of its laps."""
    return records.read(CameUp, OF_RUN, id=rehearsal_id)


def _every(path: Path) -> tuple[Curveball, ...]:
    keys: set[str] = set()

    def once(row: dict[str, str]) -> Curveball:
        each = _curveball(row)
        if each.key in keys:
            raise InvalidRecord("key", f"{each.key} is there twice.", "Give it a key of its own.")
        keys.add(each.key)
        return each

    return data_files.each(path, "curveballs", COLUMNS, once)


def _curveball(row: dict[str, str]) -> Curveball:
    data_files.no_more_cells(row, "text")
    cell = {column: checks.line(column, row[column], required=True) or "" for column in FILLED}
    if not re.fullmatch("[a-z][a-z_]{0,39}", cell["key"]):
        raise InvalidRecord("key", f"{cell['key'][:40]!r} is no key.", "Small letters with _ between.")
    if cell["when"] not in WHEN:
        raise InvalidRecord("when", f"There is no {cell['when'][:40]!r}.", f"One of {', '.join(WHEN)}.")
    if row["halves"].strip() not in ("", "1"):
        raise InvalidRecord("halves", "This is neither 1 nor empty.", "1 where half of the minutes left are gone.")
    if len(cell["text"]) > LONGEST:
        raise InvalidRecord("text", f"This has {len(cell['text'])} characters.", f"Keep it to {LONGEST}.")
    return Curveball(**cell, halves=row["halves"].strip() == "1")

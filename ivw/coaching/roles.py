"""Roles to look for in a line of work (C14, C15, guide 3): data/roles.csv, to be edited by hand.

Each line of work has somebody who does the work, somebody who shapes it and somebody who decides: three views of it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ivw.coaching import data_files
from ivw.coaching.errors import InvalidRecord

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "roles.csv"
COLUMNS = ("field", "also", "part", "role", "why")
PARTS = {"doer": "Does the work", "shaper": "Shapes it", "decider": "Decides"}
# Words that every goal has, and that say nothing about a line of work.
IDLE = frozenset(
    ("a", "an", "and", "as", "at", "find", "for", "in", "is", "it", "know", "learn", "like", "of", "on", "or", "out",
     "the", "their", "to", "what", "which", "who", "why", "work", "working", "year")
)  # fmt: skip
ENOUGH = 2  # a word of the line's own names; of its roles it takes two, for "manager" says too little
SHORTEST = 4  # letters that a word has to have in common with another: "design" and "designer" are alike


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody to look for: what they are called, their part (a key of PARTS), and why to ask them."""

    part: str
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class LineOfWork:
    """A line of work, what else it is called, and the roles to look for in it."""

    name: str
    also: tuple[str, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A line of work that fits, and the field or goal of one's own that it fits."""

    line: LineOfWork
    because: str


def lines_of_work(path: Path = DEFAULT) -> tuple[LineOfWork, ...]:
    """All of them, in the order of the file.

    Raises InvalidRecord, naming file and line, for a row that cannot be used, and for a file that cannot be read.
    """
    return data_files.kept(path, "roles", _read)


def suggest(lines: Sequence[LineOfWork], wishes: Iterable[str]) -> list[Suggested]:
    """The lines of work that fit what interests the person (names of fields, texts of goals), in the order of these.

    A line fits a wish that shares a word with its name or with what else it is called, or with one of its roles.
    """
    wanted = [(wish, _words(wish)) for wish in wishes]
    ranked: list[tuple[int, int, int, Suggested]] = []
    for place, line in enumerate(lines):
        own = _words(" ".join((line.name, *line.also)))
        roles = _words(" ".join(role.role for role in line.roles))
        scores = [2 * _shared(words, own) + _shared(words, roles) for _, words in wanted]
        first = next((at for at, score in enumerate(scores) if score >= ENOUGH), None)
        if first is not None:
            ranked.append((first, -scores[first], place, Suggested(line, wanted[first][0])))
    return [suggested for *_, suggested in sorted(ranked, key=lambda each: each[:3])]


def _read(path: Path) -> tuple[LineOfWork, ...]:
    told = data_files.read(path, "roles", COLUMNS, strict=True).rows
    rows = [_checked({key: row[key] for key in COLUMNS}, line, path.name) for line, row in told]
    lines = []
    for name, of_it in groupby(rows, key=lambda row: row["field"]):
        group = list(of_it)
        also = tuple(word.strip() for row in group for word in row["also"].split(";") if word.strip())
        lines.append(LineOfWork(name, also, tuple(Role(row["part"], row["role"], row["why"]) for row in group)))
    return tuple(lines)


def _checked(row: dict[str, str], number: int, file: str) -> dict[str, str]:
    row = {column: " ".join(value.split()) for column, value in row.items()}
    empty = next((column for column in COLUMNS if column != "also" and not row[column]), None)
    if empty:
        raise InvalidRecord("roles", f"Line {number} of {file} has no {empty}.", "Fill it in.")
    if row["part"] not in PARTS:
        raise InvalidRecord(
            "roles", f"Line {number} of {file}: there is no part {row['part']!r}.", f"One of {', '.join(PARTS)}."
        )
    return row


def _words(text: str) -> set[str]:
    """The words that tell lines of work apart, without case and accents; in capitals "IT" is one of them."""
    parts = "".join(each if each.isalnum() else " " for each in unicodedata.normalize("NFC", text)).split()
    telling = [word for word in parts if word.casefold() not in IDLE or (len(word) > 1 and word.isupper())]
    return {
        "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))
        for word in telling
    }


def _shared(said: set[str], known: set[str]) -> int:
    return sum(any(_alike(word, other) for other in known) for word in said)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other if len(shorter) < SHORTEST else longer.startswith(shorter)

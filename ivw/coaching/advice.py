"""What the guides say about the craft as such, in our words: data/advice.csv, to be edited by hand."""

import csv
from dataclasses import dataclass
from pathlib import Path

from ivw.coaching.errors import InvalidRecord

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "advice.csv"
COLUMNS = ("id", "guide", "where", "words")


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence, the guide it comes from, and where it is said: 'why' or 'asking'."""

    id: str
    guide: str
    where: str
    words: str


def said(where: str, path: Path = DEFAULT) -> list[Advice]:
    """The sentences for one place, in the order of the file.

    Raises InvalidRecord where the file is not there or a line of it lacks something.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as unreadable:
        raise InvalidRecord("advice", f"{path.name} cannot be read.", "Take it from ivw once more.") from unreadable
    for number, row in enumerate(rows, 2):
        missing = [column for column in COLUMNS if not (row.get(column) or "").strip()]
        if missing:
            raise InvalidRecord("advice", f"Line {number} of {path.name} has no {missing[0]}.", "Fill it in.")
    return [Advice(*(row[column].strip() for column in COLUMNS)) for row in rows if row["where"].strip() == where]

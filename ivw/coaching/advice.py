"""What the guides say about the craft as such, in our words: data/craft.csv, to be edited by hand."""

from dataclasses import dataclass
from pathlib import Path

from ivw.coaching import data_files
from ivw.coaching.errors import InvalidRecord

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "craft.csv"
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
    rows = data_files.read(path, "advice", COLUMNS).rows
    for line, row in rows:
        missing = [column for column in COLUMNS if not row[column].strip()]
        if missing:
            raise InvalidRecord("advice", f"Line {line} of {path.name} has no {missing[0]}.", "Fill it in.")
    return [Advice(*(row[column].strip() for column in COLUMNS)) for _, row in rows if row["where"].strip() == where]

"""Where the numbers come from: a guide, a study, or a convention of ours. data/evidence.csv, to be edited by hand."""

from dataclasses import dataclass
from pathlib import Path

from ivw.coaching import data_files
from ivw.coaching.errors import InvalidRecord

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "evidence.csv"
COLUMNS = ("number", "kind", "says", "source")
KINDS = {"guide": "From a guide", "study": "From a study", "convention": "Our convention"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number or rule: what it says, of which of KINDS it is, and the guide's statements, the paper, or "ours"."""

    number: str
    kind: str
    says: str
    source: str


def every(path: Path = DEFAULT) -> list[Evidence]:
    """All of them, in the order of the file.

    Raises InvalidRecord where the file is not there, a line lacks something, or a kind is none.
    """
    found = []
    for line, row in data_files.read(path, "evidence", COLUMNS).rows:
        with data_files.in_line(path, line):
            data_files.no_more_cells(row, "says")
            missing = [column for column in COLUMNS if not row[column].strip()]
            if missing:
                raise InvalidRecord(missing[0], "This is empty.", "Fill it in.")
            if row["kind"].strip() not in KINDS:
                raise InvalidRecord("kind", f"There is no kind {row['kind'][:40]!r}.", f"One of {', '.join(KINDS)}.")
            found.append(Evidence(*(row[column].strip() for column in COLUMNS)))
    return found

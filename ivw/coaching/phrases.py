"""Short sentences to have at hand in a conversation: data/phrases.csv, to be edited by hand."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ivw.coaching import checks
from ivw.coaching.errors import InvalidRecord

FILE = Path(__file__).resolve().parents[2] / "data" / "phrases.csv"
COLUMNS = ("kind", "text", "source")
# What each kind is for, as it stands above its sentences.
KINDS = {
    "probe": "To hear more",
    "clarify": "To understand it right",
    "redirect": "To lead back",
    "rescue": "When you are stuck",
    "thanks": "To thank them",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence. `source` names the guides' statement that asks for it ("A58"), or "ivw"."""

    kind: str
    text: str
    source: str


def every(path: Path = FILE) -> tuple[Phrase, ...]:
    """All sentences, in the order of the file. Raises InvalidRecord, naming file and line, for what cannot be used."""
    try:
        return _every(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise InvalidRecord(
            "phrases", f"{path.name} cannot be read: {error.strerror}.", "Put it back into data/."
        ) from error


def by_kind(path: Path = FILE) -> dict[str, list[str]]:
    """The sentences of each kind, in the order of KINDS; a kind without any is left out. Raises InvalidRecord."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for each in every(path):
        found[each.kind].append(each.text)
    return {kind: texts for kind, texts in found.items() if texts}


@lru_cache(maxsize=4)
def _every(path: Path, changed: int) -> tuple[Phrase, ...]:
    """The file as it was when it last changed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise InvalidRecord("phrases", f"{path.name} is not in UTF-8.", "Save it as CSV in UTF-8.") from unreadable
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="more", restval="")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise InvalidRecord(
            "phrases", f"{path.name} has no column {', '.join(missing)}.", f"It needs {', '.join(COLUMNS)}."
        )
    found: list[Phrase] = []
    try:
        for row in reader:
            if any(str(cell).strip() for cell in row.values()):
                found.append(_phrase(row))
    except csv.Error as broken:
        raise InvalidRecord("phrases", f"{path.name}, line {reader.line_num}: {broken}.", "Mend the row.") from broken
    except InvalidRecord as wrong:
        raise InvalidRecord(
            "phrases", f"{path.name}, line {reader.line_num}, {wrong.field}: {wrong.wrong}", wrong.right
        ) from wrong
    return tuple(found)


def _phrase(row: dict[str, str]) -> Phrase:
    if "more" in row:
        raise InvalidRecord("text", "This row has more cells than columns.", "Put quotes around a text with a comma.")
    kind = row["kind"].strip()
    if kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind {kind[:40]!r}.", f"One of {', '.join(KINDS)}.")
    return Phrase(kind, checks.line("text", row["text"], required=True) or "", row["source"].strip())

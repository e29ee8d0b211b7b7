"""Short sentences to have at hand in a conversation: data/phrases.csv, to be edited by hand."""

from dataclasses import dataclass
from pathlib import Path

from ivw.coaching import checks, data_files
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
    return data_files.kept(path, "phrases", _every)


def by_kind(path: Path = FILE) -> dict[str, list[str]]:
    """The sentences of each kind, in the order of KINDS; a kind without any is left out. Raises InvalidRecord."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for each in every(path):
        found[each.kind].append(each.text)
    return {kind: texts for kind, texts in found.items() if texts}


def _every(path: Path) -> tuple[Phrase, ...]:
    return data_files.each(path, "phrases", COLUMNS, _phrase)


def _phrase(row: dict[str, str]) -> Phrase:
    data_files.no_more_cells(row, "text")
    kind = row["kind"].strip()
    if kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind {kind[:40]!r}.", f"One of {', '.join(KINDS)}.")
    return Phrase(kind, checks.line("text", row["text"], required=True) or "", row["source"].strip())

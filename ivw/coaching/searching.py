"""A search across everything that was written down: debriefs, answers, messages, findings, promises, whom they named.

Every one of the words has to stand in a note, or in the name, the field or the organization of whom it is about; case
and accents do not count.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching.interactions import KINDS as INTERACTIONS
from ivw.coaching.paging import page_of
from ivw.records.database import Records

KINDS = {
    "debrief": "Debrief",
    "rating": "Criterion",
    "answer": "Answer",
    "talk": "Conversation",
    "promise": "Promise",
    "referral": "Whom they named",
    "lead": "Lead",
    "next_step": "Next step",
    "finding": "Finding",
    "of_field": "Finding on a field",
    "of_organization": "Finding on an organization",
}
LONGEST = 100  # characters of what one looks for


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was written down: what it is (`kind`, of KINDS or of interactions.KINDS), whom it is about and in
    which conversation, where in one; `title` is the question it answers, or the organization or field (`of_id`) it is
    about.
    """

    kind: str
    contact_id: str | None
    contact: str | None
    field: str | None
    meeting_id: str | None
    of_id: str | None
    title: str | None
    day: date
    said: str

    @property
    def label(self) -> str:
        """What it is, in words."""
        return KINDS[self.kind] if self.kind in KINDS else INTERACTIONS[self.kind].label


def notes(
    records: Records, words: str, as_of: datetime, zone: str, *, limit: int, offset: int = 0
) -> tuple[list[Note], int]:
    """The notes in which every one of the words stands, newest first, a page of them; and how many there are."""
    return page_of(
        records, Note, "FROM notes_found($as_of, $zone, $words, $limit, $offset)",
        as_of=as_of, zone=zone, words=words[:LONGEST], limit=limit, offset=offset,
    )  # fmt: skip


def passage(text: str, words: str, *, most: int = 280) -> str:
    """What to show of a long note: the lines in which a word stands, from shortly before it; else its beginning."""
    wanted = [folded(word) for word in words.split()]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    hits = [line for line in lines if any(word in folded(line) for word in wanted)] or lines[:1]
    shown: list[str] = []
    for line in hits:
        left = most - sum(len(each) for each in shown)
        if left < 40:
            shown.append("…")
            break
        shown.append(_cut(line, wanted, left))
    return "\n".join(shown)


def folded(text: str) -> str:
    """A text without case and accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)).lower()


def _cut(line: str, wanted: list[str], most: int) -> str:
    if len(line) <= most:
        return line
    # Folding may change the length of a text a little: the place is a good guess, and what is cut stays readable.
    first = min((at for word in wanted if (at := folded(line).find(word)) >= 0), default=0)
    begin = max(0, min(first - most // 3, len(line) - most))
    if begin:
        begin = line.find(" ", begin, begin + 20) + 1 or begin
    end = begin + most
    return f"{'…' if begin else ''}{line[begin:end].strip()}{'…' if end < len(line) else ''}"

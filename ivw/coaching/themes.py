"""The themes of a conversation: technologies, skills, and what is in demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks, reflections
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

KINDS = {"technology": "Technologies", "skill": "Skills", "demand": "What is in demand"}  # A12


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that came up, with its kind: technology, skill, demand, or None."""

    id: str
    theme: str
    kind: str | None


def of_meeting(records: Records, meeting_id: str) -> list[Theme]:
    """What came up in one conversation, in the order it was written down."""
    return records.read(
        Theme,
        "SELECT t.id::VARCHAR AS id, t.theme, t.kind FROM themes t JOIN debriefs d ON d.id = t.debrief_id "
        "WHERE d.meeting_id = TRY_CAST($id AS UUID) ORDER BY t.id",
        id=meeting_id,
    )


def known(records: Records, *, limit: int = 200) -> dict[str, list[str]]:
    """The themes of all debriefs by kind, the most frequent first: so that the same thing keeps the same name."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, theme in records.rows(
        "SELECT kind, theme FROM themes WHERE kind IS NOT NULL GROUP BY kind, theme "
        "ORDER BY count(*) DESC, search_key(theme), theme LIMIT $limit",
        limit=limit,
    ):
        found[kind].append(theme)
    return found


def say(records: Records, meeting_id: str, kind: str, names: Sequence[str], *, as_of: datetime) -> Done:
    """Say which themes of this kind came up: those no longer named go, new ones are added.

    A theme that stood under another kind moves. Upper and lower case are the same theme. Raises InvalidRecord for a
    kind that is none, a name that is empty or too long, or a conversation that is not there (any more).
    """
    if kind not in KINDS:
        raise InvalidRecord("kind", f"There is no kind of theme {kind!r}.", f"One of {', '.join(KINDS)}.")
    wanted: dict[str, str] = {}
    for name in names:
        clean = str(checks.line("theme", name, required=True))
        wanted.setdefault(clean.casefold(), clean)
    with records.transaction() as transaction:
        begun = reflections.id_in(transaction, meeting_id)
        if begun is None and wanted:
            begun = reflections.begin_in(transaction, meeting_id, as_of)
        there = transaction.fetch(
            "SELECT id::VARCHAR, theme, kind FROM themes WHERE debrief_id = TRY_CAST($id AS UUID) ORDER BY id", id=begun
        )
        transaction.remove("themes", [key for key, name, of in there if of == kind and name.casefold() not in wanted])
        for key, name, of in there:
            if wanted.pop(name.casefold(), None) and of != kind:
                transaction.change("themes", key, kind=kind)
        for name in wanted.values():
            transaction.add("themes", {"debrief_id": begun, "theme": name, "kind": kind})
        return done(transaction, "Your themes are saved.", begun)

"""Whom one knows at an organization or in a field: matched on the whole name, never on a part of it."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime

from ivw.records.database import Records


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of them; `is_prospect`: on the shortlist and not yet met; `met_at`: when they last talked began (UTC)."""

    contact_id: str
    name: str
    position: str | None
    organization: str | None
    field: str | None
    is_prospect: bool
    met_at: datetime | None


_WHO = f"SELECT {', '.join(each.name for each in fields(Somebody))} FROM who_works "  # noqa: S608 - our own names
_THERE = _WHO + "WHERE organization_key(organization) = organization_key($name) AND organization_key($name) <> '' "
_IN_IT = _WHO + "WHERE same_words(field) = same_words($name) AND same_words($name) <> '' "
_ORDER = "ORDER BY met_at DESC NULLS LAST, is_prospect DESC, search_key(name), contact_id LIMIT $limit OFFSET $offset"


def at(records: Records, organization: str, *, limit: int = 50, offset: int = 0) -> list[Somebody]:
    """A page of the people who work there: those met first, then one's prospects, then by name."""
    return records.read(Somebody, _THERE + _ORDER, name=organization, limit=limit, offset=offset)


def in_field(records: Records, field: str, *, limit: int = 50, offset: int = 0) -> list[Somebody]:
    """A page of the people who work in a field, in the same order."""
    return records.read(Somebody, _IN_IT + _ORDER, name=field, limit=limit, offset=offset)


def kinds_and_sources(records: Records) -> tuple[dict[str, int], dict[str, int]]:
    """How many people there are of each kind of person, and found through each kind of source (nobody archived)."""
    rows = records.rows(
        "SELECT kind_of_person, source_kind, count(*) FROM contacts WHERE archived_at IS NULL "
        "AND (kind_of_person IS NOT NULL OR source_kind IS NOT NULL) GROUP BY ALL"
    )
    kinds, sources = Counter[str](), Counter[str]()
    for kind, source, people in rows:
        kinds[kind] += people
        sources[source] += people
    return dict(kinds), dict(sources)

"""People on their lists, and found by what is written about them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from ivw.records.database import Records

LISTS = {"shortlist": "Shortlist", "met": "Met", "everyone": "Everyone", "archived": "Archived"}
# What one may cut a list to by where things stand. What is due comes on top of where a matter rests.
STAGES = {
    "something_due": "Something is due",
    "prospect": "Not asked yet",
    "waiting": "Waiting for them",
    "scheduled": "Conversation planned",
    "on_track": "On track",
    "dormant": "Dormant",
    "parked": "Parked",
    "declined": "Said no",
    "do_not_contact": "Do not contact",
}
# Where a word was found, as a row of a search says it.
PLACES = {
    "why_this_person": "under why this person",
    "common_ground": "under common ground",
    "what_they_get": "under what they get",
    "experience": "under experience",
    "note": "in a note",
    "conversation": "in your notes of a conversation",
    "finding": "in your research",
}
AROUND = 34  # characters of an excerpt on either side of what was looked for
MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a search. met_at: the start of the last conversation held (UTC), None where there was none.

    missing: the words that stand in no fact about them, but in what is written about them.
    """

    contact_id: str
    name: str
    organization: str | None
    position: str | None
    field: str | None
    tie: str | None
    shortlisted_at: datetime | None
    met_at: datetime | None
    tags: str | None
    do_not_contact: bool
    archived_at: datetime | None
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a list is cut to; None for no cut. `kind`: a key of KINDS_OF_PERSON, `source` of SOURCES, `tie` of TIES."""

    field: str | None = None
    organization: str | None = None
    source: str | None = None
    tie: str | None = None
    tag: str | None = None
    kind: str | None = None


NO_CUT = Cut()


def search(
    records: Records,
    words: str = "",
    listed: str = "everyone",
    *,
    cut: Cut = NO_CUT,
    among: Sequence[str] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Found], int]:
    """A page of the people about whom every word is written down, and how many there are.

    The words stand in name, organization, position, field or tags, or in notes and longer texts; case and accents do
    not matter. Where words begin a name comes first, notes come last. `listed` is a key of LISTS; `among` are ids to
    look among, see `in_stage`. Without words the shortlist comes newest first, all others by name.
    """
    names = ", ".join(each.name for each in fields(Found))
    asked = {"sought": words, "listed": listed, "among": None if among is None else list(among), **asdict(cut)}
    people = (
        "people($sought, $listed, in_field := $field, at_organization := $organization, from_source := $source, "
        "of_tie := $tie, with_tag := $tag, of_kind := $kind, among := $among)"
    )
    rows = records.rows(
        f"SELECT {names}, count(*) OVER () FROM {people} "  # noqa: S608 - our own field names
        "ORDER BY rank, CASE WHEN $listed = 'shortlist' THEN shortlisted_at END DESC, search_key(name), contact_id "
        "LIMIT $limit OFFSET $offset",
        **asked,
        limit=limit,
        offset=offset,
    )
    if rows or not offset:
        return [Found(*row[:-1]) for row in rows], int(rows[0][-1]) if rows else 0
    return [], int(records.rows(f"SELECT count(*) FROM {people}", **asked)[0][0])  # noqa: S608 - no input in it


def excerpts(records: Records, rows: Sequence[Found]) -> dict[str, str]:
    """For those of a page who were found by a longer text: where it stands, and the words around it."""
    by_text = {row.contact_id: row.missing for row in rows if row.missing}
    if not by_text:
        return {}
    found = records.rows(
        "SELECT contact_id, shown.place, shown.words FROM found_in_texts($ids, $sought)",
        ids=list(by_text),
        sought=" ".join({word for words in by_text.values() for word in words}),
    )
    return {
        str(whom): f"{PLACES.get(place, 'in a message')}: {_around(str(text), by_text[str(whom)])}"
        for whom, place, text in found
    }


def in_stage(records: Records, stage: str, as_of: datetime, zone: str) -> list[str]:
    """Ids of everybody in this stage, a key of STAGES. It works out the whole queue: once for a list, not for each key
    that is pressed."""
    sql = (
        "SELECT DISTINCT contact_id::VARCHAR FROM all_items($as_of, $zone) "
        "WHERE status <> 'upcoming' AND hidden_until IS NULL AND $stage = 'something_due'"
        if stage == "something_due"
        else "SELECT contact_id::VARCHAR FROM resting($as_of, $zone) WHERE state = $stage"
    )
    return [str(key) for (key,) in records.rows(sql, as_of=as_of, zone=zone, stage=stage)]


def counts(records: Records) -> dict[str, int]:
    """How many people there are on each of LISTS."""
    row = records.rows(
        "SELECT count(*) FILTER (c.archived_at IS NULL AND c.shortlisted_at IS NOT NULL AND m.contact_id IS NULL), "
        "count(m.contact_id) FILTER (c.archived_at IS NULL), count(*) FILTER (c.archived_at IS NULL), "
        "count(c.archived_at) "
        "FROM contacts c LEFT JOIN (SELECT DISTINCT contact_id FROM meetings WHERE status = 'held') m "
        "ON m.contact_id = c.id"
    )[0]
    return dict(zip(LISTS, row, strict=True))


def choices(records: Records) -> dict[str, list[str]]:
    """The fields, organizations and tags there are to cut a list to: the most frequent, by name."""
    chosen: dict[str, list[str]] = {"field": [], "organization": [], "tag": []}
    for what, name in records.rows(
        "WITH named AS (SELECT 'field' AS what, trim(field) AS name FROM contacts "
        "UNION ALL SELECT 'organization', trim(organization) FROM contacts "
        "UNION ALL SELECT 'tag', tag FROM contact_tags), "
        "counted AS (SELECT what, search_key(name) AS key, mode(name) AS name, count(*) AS n FROM named "
        "WHERE name <> '' GROUP BY 1, 2) "
        "SELECT what, name FROM counted "
        "QUALIFY row_number() OVER (PARTITION BY what ORDER BY n DESC, key) <= $most ORDER BY what, key",
        most=MOST_CHOICES,
    ):
        chosen[what].append(str(name))
    return chosen


def _around(text: str, words: Sequence[str]) -> str:
    """The first place where one of these words stands, with a little before and behind it, in a line."""
    line = " ".join(text.split())
    folded, places = _folded(line)
    starts = [start for start in (folded.find(word) for word in words) if start >= 0]
    start = places[min(starts)] if starts else 0
    longest = max((len(word) for word in words), default=0)
    left, right = max(0, start - AROUND), min(len(line), start + longest + AROUND)
    if left:
        left = line.find(" ", left, start) + 1 or left
    if right < len(line):
        right = max(line.rfind(" ", start + longest, right), start + longest)
    return f"{'… ' if left else ''}{line[left:right].strip()}{' …' if right < len(line) else ''}"


def _folded(line: str) -> tuple[str, list[int]]:
    """The line without case and accents, and for each of its characters the place it had."""
    folded, places = [], []
    for place, character in enumerate(line):
        for each in unicodedata.normalize("NFD", character).lower():
            if not unicodedata.combining(each):
                folded.append(each)
                places.append(place)
    return "".join(folded), places

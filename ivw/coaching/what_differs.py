"""What a backup has against the present records: how much differs of each kind, and the newest of it by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from ivw.coaching.interactions import KINDS
from ivw.records import backups
from ivw.records.database import Records
from ivw.records.differences import Difference

LONGEST = 90  # characters of a name or of first words
NAMED = 6  # so many are told by name: people first, then the newest
# What a person counts in their records, by table; and what one of them is called.
HELD = {
    "contacts": ("People", "Person"),
    "interactions": ("Interactions", "Interaction"),
    "meetings": ("Conversations", "Conversation"),
    "promises": ("Promises", "Promise"),
    "referrals": ("Referrals", "Referral"),
    "findings": ("Research findings", "Research"),
    "goals": ("Goals", "Goal"),
    "questions": ("Questions", "Question"),
    "plans": ("Plans", "Plan"),
    "rehearsals": ("Rehearsals", "Rehearsal"),
    "debriefs": ("Debriefs", "Debrief"),
    "leads": ("Leads", "Lead"),
    "stories": ("Stories", "Story"),
    "weekly_reviews": ("Weekly reviews", "Weekly review"),
}
ALWAYS_SHOWN = ("contacts", "interactions", "meetings")
SETTINGS = ("profile", "cadences", "weekly_targets")
# Asked of the present records and of a backup alike, so it names tables only: a backup may have older views.
BY_NAME = """
    FROM (
        SELECT id, 'contacts' AS held, name AS what, added_at AS instant FROM contacts
        UNION ALL SELECT i.id, i.kind, c.name, i.happened_at FROM interactions i JOIN contacts c ON c.id = i.contact_id
        UNION ALL SELECT m.id, 'meetings', c.name, m.starts_at FROM meetings m JOIN contacts c ON c.id = m.contact_id
        UNION ALL SELECT id, 'promises', what, made_at FROM promises
        UNION ALL SELECT id, 'referrals', name, given_at FROM referrals
        UNION ALL SELECT id, 'findings', finding, found_on::TIMESTAMPTZ FROM findings
        UNION ALL SELECT id, 'goals', text, added_at FROM goals
        UNION ALL SELECT id, 'questions', text, added_at FROM questions
        UNION ALL SELECT p.id, 'plans', coalesce(p.title, c.name), p.made_at
            FROM plans p LEFT JOIN meetings m ON m.id = p.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id
        UNION ALL SELECT r.id, 'rehearsals', coalesce(p.title, c.name), r.started_at
            FROM rehearsals r LEFT JOIN plans p ON p.id = r.plan_id
            LEFT JOIN meetings m ON m.id = p.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id
        UNION ALL SELECT d.id, 'debriefs', c.name, d.written_at
            FROM debriefs d LEFT JOIN meetings m ON m.id = d.meeting_id LEFT JOIN contacts c ON c.id = m.contact_id
        UNION ALL SELECT id, 'leads', what, heard_at FROM leads
        UNION ALL SELECT id, 'stories', title, added_at FROM stories
        UNION ALL SELECT id, 'weekly_reviews', week::VARCHAR, written_at FROM weekly_reviews
    )
    SELECT held, what, instant WHERE id IN (SELECT unnest($keys::VARCHAR[])::UUID)
    ORDER BY held = 'contacts' DESC, id DESC LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many of something there are now, and how many there would be; how many would go, come back, and change."""

    what: str
    now: int
    then: int
    gone: int
    back: int
    changed: int


@dataclass(frozen=True, slots=True)
class Named:
    """One thing by name: what it is ("Person", "Request"), its name or first words, and its instant."""

    kind: str
    what: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """How many of the things that a person counts, and the newest of them by name."""

    count: int
    newest: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would do: amounts by kind; what would be lost, what would come back, and what would be as it was
    then again.
    """

    amounts: tuple[Compared, ...]
    lost: Told
    back: Told
    changed: Told

    @property
    def is_as_now(self) -> bool:
        """Whether the backup holds just what there is."""
        return not any(each.gone or each.back or each.changed for each in self.amounts)


def preview(records: Records, whole: Path) -> Preview:
    """Compare the records with a backup that was made readable, row by row."""
    found = records.differences(whole)
    held = {table: each for table, each in found.items() if table in HELD}
    amounts = [
        _compared(words, [each])
        for table, (words, _) in HELD.items()
        if (each := held[table]) and (table in ALWAYS_SHOWN or each.here or each.there)
    ]
    settings = [found[table] for table in SETTINGS]
    rest = [each for table, each in found.items() if table not in HELD and table not in SETTINGS]
    others = [_compared("Profile and targets", settings), _compared("What belongs to these", rest)]
    return Preview(
        (*amounts, *(each for each in others if each.gone or each.back or each.changed)),
        _told(sum(each.only_here for each in held.values()), _newest(records, held, "newest_here")),
        _told(sum(each.only_there for each in held.values()), _newest(whole, held, "newest_there")),
        _told(sum(each.changed for each in held.values()), _newest(records, held, "newest_changed")),
    )


def _compared(what: str, found: Sequence[Difference]) -> Compared:
    return Compared(
        what,
        *(
            sum(getattr(each, part) for each in found)
            for part in ("here", "there", "only_here", "only_there", "changed")
        ),
    )


def _newest(where: Records | Path, held: Mapping[str, Difference], which: str) -> list[tuple[Any, ...]]:
    keys = [key for each in held.values() for key in getattr(each, which)]
    asked = {"keys": keys, "limit": NAMED}
    return where.rows(BY_NAME, **asked) if isinstance(where, Records) else backups.rows_of(where, BY_NAME, **asked)


def _told(count: int, rows: Sequence[tuple[Any, ...]]) -> Told:
    return Told(
        count,
        tuple(
            Named(_kind(held), shorten(what or "without a name", LONGEST, placeholder=" …"), at)
            for held, what, at in rows
        ),
    )


def _kind(held: str) -> str:
    """What one of them is called: an interaction by its own kind."""
    return HELD[held][1] if held in HELD else KINDS[held].label

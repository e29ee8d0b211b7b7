"""What one wrote down, as tables that a person understands: words for codes, names for ids.

They leave out what only ivw needs; the archive has all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivw.coaching import contacts, goals, interactions, meetings, next_steps, practice, profile, promises, themes
from ivw.coaching.agenda import PRIORITIES, TIERS
from ivw.coaching.contacts import Contact
from ivw.records.database import Records

WAYS = {"out": "From me", "in": "From them", "none": "Private"}
WHO = {"me": "I did", "them": "They did"}
BY_WHOM = {"me": "Me", "them": "Them"}
STATUSES = {"planned": "Planned", "held": "Held", "cancelled": "Called off", "no_show": "Missed"}
_WITH = " JOIN contacts c ON c.id = t.contact_id"
_IN_A_TALK = " JOIN meetings m ON m.id = t.meeting_id JOIN contacts c ON c.id = m.contact_id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, the heads, and the rows. `of` says by row which contact it belongs to, None for nobody's.

    Cells are text, numbers, booleans, dates, instants (UTC) or None.
    """

    name: str
    heads: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    of: list[str | None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a sheet is read: what it hangs on, its columns by head, the order, and words for codes by head."""

    source: str
    columns: Mapping[str, str]
    order: str
    words: Mapping[str, Mapping[Any, str]]
    contact: str | None = "c.id"


_PERSON = {"Person": "c.name"}
_TALK = _PERSON | {"Conversation": "m.starts_at"}
_SHEETS = {
    "people": _Asked(
        "contacts c",
        {
            "Name": "c.name", "First name": "c.given_name", "Last name": "c.family_name",
            "Organization": "c.organization", "Position": "c.position", "Field": "c.field", "E-mail": "c.email",
            "Phone": "c.phone", "LinkedIn address": "c.linkedin_url", "Tie": "c.tie",
            "At first contact": "c.relationship", "Days between contacts": "c.cadence_days",
            "Do not contact": "c.do_not_contact", "Kind of person": "c.kind_of_person", "Seniority": "c.seniority",
            "How long they do this": "c.tenure", "What shows they know it": "c.experience",
            "Found through": "c.source_kind", "Found at": "c.source", "We both know": "c.mutual_contact",
            "Why this person": "c.why_this_person", "In common": "c.common_ground",
            "What they get from it": "c.what_they_get", "Fit to my interests": "c.interest_fit",
            "Fit to my values": "c.values_fit", "Fit of experience": "c.experience_fit",
            "Tags": "(SELECT string_agg(tag, '; ' ORDER BY tag) FROM contact_tags t WHERE t.contact_id = c.id)",
            "Connected on": "c.connected_on", "On the shortlist since": "c.shortlisted_at", "Added": "c.added_at",
            "Archived": "c.archived_at",
        },
        "search_key(c.name), c.id",
        {
            "Tie": profile.TIES, "At first contact": contacts.RELATIONSHIPS, "Seniority": contacts.SENIORITIES,
            "Kind of person": contacts.KINDS_OF_PERSON, "Found through": contacts.SOURCES,
            "Fit to my interests": contacts.FITS, "Fit to my values": contacts.FITS,
            "Fit of experience": contacts.FITS,
        },
    ),
    "interactions": _Asked(
        f"interactions t{_WITH}",
        _PERSON | {
            "When": "t.happened_at", "What": "t.kind", "From whom": "t.direction", "By": "t.channel",
            "Offered something": "t.gives", "Asked for more": "t.asks", "Ask again on": "t.again_on",
            "Text": "t.text",
        },
        "t.happened_at, t.id",
        {
            "What": {key: kind.label for key, kind in interactions.KINDS.items()}, "From whom": WAYS,
            "By": interactions.CHANNELS,
        },
    ),
    "conversations": _Asked(
        f"meetings t{_WITH}",
        _PERSON | {
            "Starts": "t.starts_at", "Minutes": "t.minutes", "How it stands": "t.status", "How we meet": "t.format",
            "Where": "t.place", "Began": "t.began_at", "Ended": "t.ended_at", "Called off": "t.cancelled_at",
            "By whom": "t.called_off_by", "Extended by them": "t.extended_by_host", "About": "t.about",
            "Notes": "t.notes", "Cost": "t.cost",
        },
        "t.starts_at, t.id",
        {"How it stands": STATUSES, "How we meet": meetings.FORMATS, "By whom": BY_WHOM},
    ),
    "debriefs": _Asked(
        f"debriefs t{_IN_A_TALK}",
        _TALK | {
            "Learned": "t.learned", "Changed my view": "t.changed_view", "Believed before": "t.believed_before",
            "Believe now": "t.believed_after", "Would do differently": "t.do_differently",
            "They need": "t.they_need", "Use in an application": "t.use_in_application", "Useful (1-5)": "t.useful",
            "Rapport (1-5)": "t.rapport", "Fit of this path (-2 to 2)": "t.path_fit",
            "Confidence before": "t.confidence_before", "Confidence after": "t.confidence_after",
            "Energy before": "t.energy_before", "Energy after": "t.energy_after", "My share of the talk, %":
            "t.talk_share", "Attitude": "t.attitude", "Storytelling": "t.storytelling", "Interests": "t.interests",
            "Questioning": "t.questioning", "Written": "t.written_at",
        },
        "m.starts_at, t.id", {},
    ),
    "questions asked": _Asked(
        f"asked_questions t{_IN_A_TALK}",
        _TALK | {
            "Question": "t.text", "Answer": "t.note", "Asked": "t.asked_at", "Seconds": "t.seconds",
            "Answered": "t.answered", "Useful (1-5)": "t.useful",
        },
        "m.starts_at, t.asked_at, t.id", {},
    ),
    "themes": _Asked(
        "themes t JOIN debriefs d ON d.id = t.debrief_id JOIN meetings m ON m.id = d.meeting_id "
        "JOIN contacts c ON c.id = m.contact_id",
        _TALK | {"Theme": "t.theme", "Kind": "t.kind"}, "m.starts_at, t.id", {"Kind": themes.KINDS},
    ),
    "promises": _Asked(
        f"promises t{_WITH}",
        _PERSON | {
            "Who promised": "t.owner", "What": "t.what", "Made": "t.made_at", "Due": "t.due", "Kept": "t.done_at",
            "Let go": "t.dropped_at", "Why": "t.dropped_why",
        },
        "t.due, t.id", {"Who promised": WHO},
    ),
    "referrals": _Asked(
        f"referrals t{_WITH}",
        _PERSON | {
            "Named": "t.name", "About them": "t.about", "Offered": "t.kind", "When": "t.given_at",
            "May I mention the name": "t.may_mention", "Followed": "t.done_at", "Let go": "t.dropped_at",
            "Why": "t.dropped_why",
        },
        "t.given_at, t.id", {"Offered": promises.OFFERS, "May I mention the name": promises.MAY_MENTION},
    ),
    "leads": _Asked(
        f"leads t{_WITH}",
        _PERSON | {
            "What": "t.what", "Not advertised": "t.unadvertised", "Heard": "t.heard_at", "Let go": "t.dropped_at",
            "Why": "t.dropped_why",
        },
        "t.heard_at, t.id", {},
    ),
    "research": _Asked(
        "findings t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN organizations o ON o.id = t.organization_id "
        "LEFT JOIN fields f ON f.id = t.field_id",
        {
            "About": "coalesce(c.name, o.name, f.name)", "Topic": "replace(t.topic, '_', ' ')", "Found": "t.finding",
            "Where": "t.source", "On": "t.found_on",
        },
        "t.found_on, t.id", {},
    ),
    "next steps": _Asked(
        f"next_steps t{_IN_A_TALK.replace('JOIN', 'LEFT JOIN')}",
        _TALK | {
            "Kind": "t.kind", "What": "t.what", "Due": "t.due", "Done": "t.done_at", "Let go": "t.dropped_at",
            "Why": "t.dropped_why",
        },
        "t.made_at, t.id", {"Kind": next_steps.KINDS},
    ),
    "plans": _Asked(
        "plan_questions t JOIN plans p ON p.id = t.plan_id LEFT JOIN meetings m ON m.id = p.meeting_id "
        "LEFT JOIN contacts c ON c.id = m.contact_id",
        {
            "Plan": "p.title", "For": "c.name", "Minutes": "p.minutes", "Place": "t.ordinal", "Question": "t.text",
            "In the plan": "t.tier", "Priority": "t.priority", "Answer, seconds": "t.answer_seconds",
        },
        "p.made_at, p.id, t.ordinal", {"In the plan": TIERS, "Priority": PRIORITIES}, None,
    ),
    "rehearsals": _Asked(
        "laps t JOIN rehearsals r ON r.id = t.rehearsal_id JOIN plans p ON p.id = r.plan_id",
        {
            "Plan": "p.title", "Started": "r.started_at", "How": "r.mode", "Place": "t.ordinal", "Question": "t.text",
            "Planned, seconds": "t.planned_seconds", "Asking, seconds": "t.asking_seconds",
            "Answering, seconds": "t.answering_seconds", "Skipped": "t.skipped", "Ease (1-5)": "t.ease",
        },
        "r.started_at, r.id, t.ordinal", {"How": practice.MODES}, None,
    ),
    "my questions": _Asked("questions t", {"Question": "t.text", "Added": "t.added_at"}, "t.added_at, t.id", {}, None),
    "goals": _Asked(
        "goals t", {"Kind": "t.kind", "Goal": "t.text", "Weight": "t.weight", "Added": "t.added_at",
                    "Closed": "t.closed_at"},
        "t.added_at, t.id", {"Kind": goals.KINDS, "Weight": goals.WEIGHTS}, None,
    ),
    "stories": _Asked(
        "stories t",
        {
            "Title": "t.title", "Situation": "t.situation", "Task": "t.task", "Action": "t.action",
            "Result": "t.result", "Words": "t.words", "Role": "t.role",
        },
        "t.added_at, t.id", {}, None,
    ),
    "organizations": _Asked(
        "organizations t",
        {"Name": "t.name", "I want to work there": "t.target_employer", "Website": "t.website", "Added": "t.added_at"},
        "search_key(t.name)", {}, None,
    ),
    "weekly reviews": _Asked(
        "weekly_reviews t",
        {
            "Week of": "t.week", "Went well": "t.went_well", "To change": "t.to_change",
            "If, then": "(SELECT string_agg('If ' || situation || ', then ' || response, '; ' ORDER BY i.id) "
            "FROM intentions i WHERE i.weekly_review_id = t.id)",
        },
        "t.week", {}, None,
    ),
}  # fmt: skip


def sheets(records: Records, *, of_people: bool = False) -> list[Sheet]:
    """All sheets, in an order to read them in, all as they stand at one moment; `of_people` leaves out all others."""
    read = []
    with records.transaction() as transaction:
        for name, asked in _SHEETS.items():
            if of_people and asked.contact is None:
                continue
            rows = transaction.fetch(
                f"SELECT {asked.contact or 'NULL'}::VARCHAR, {', '.join(asked.columns.values())} "  # noqa: S608
                f"FROM {asked.source} ORDER BY {asked.order}"
            )
            heads = tuple(asked.columns)
            words = [asked.words.get(head) for head in heads]
            read.append(
                Sheet(
                    name,
                    heads,
                    [tuple(_said(cell, known) for cell, known in zip(row[1:], words, strict=True)) for row in rows],
                    [row[0] for row in rows],
                )
            )
    return read


def address_book(records: Records, contact_id: str | None = None) -> list[tuple[Contact, list[str], datetime]]:
    """Everybody (or this one) by name, with their tags and the instant at which something last happened with them."""
    whom = "WHERE $id IS NULL OR c.id = TRY_CAST($id AS UUID)"
    people = records.read(
        Contact,
        f"SELECT *, id::VARCHAR AS id FROM contacts c {whom} ORDER BY search_key(name), c.id",  # noqa: S608 - ours
        id=contact_id,
    )
    more = {
        str(key): (list(tags or ()), changed)
        for key, tags, changed in records.rows(
            "SELECT c.id::VARCHAR, (SELECT list(tag ORDER BY tag) FROM contact_tags t WHERE t.contact_id = c.id), "  # noqa: S608
            "greatest(c.added_at, c.shortlisted_at, c.archived_at, "
            "(SELECT max(happened_at) FROM interactions i WHERE i.contact_id = c.id)) "
            f"FROM contacts c {whom}",
            id=contact_id,
        )
    }
    return [(person, *more.get(person.id, ([], person.added_at))) for person in people]


def _said(cell: Any, words: Mapping[Any, str] | None) -> Any:
    return cell if words is None or cell is None else words.get(cell, cell)

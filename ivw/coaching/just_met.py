"""I just met somebody: who, where, what about, and what came of it, kept in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ivw.coaching import checks, meetings, past_meetings, promises
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email, is_web_address
from ivw.coaching.past_meetings import SOMEBODY_NEW, Known, Row
from ivw.records.database import Records
from ivw.records.transaction import Transaction

HOW_MUCH = {"talk": "We talked", "words": "A few words"}
MINUTES = 15  # our convention: how long one talks in passing
MAY_WRITE_SAID = "They said that I may write to them."
IN_PASSING = "Met in passing"  # how the note of a few words begins, by which it is known again
_NOTES = (
    "SELECT happened_at, text FROM interactions WHERE contact_id = TRY_CAST($id AS UUID) AND kind = 'note' "
    "AND starts_with(text, $begins) AND happened_at <= $as_of ORDER BY happened_at DESC, id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Met:
    """What is typed about somebody just met; a name is enough.

    `how_much` says what is true: a talk (a conversation that was held, so that its thank-you is due) or a few words
    (a note). `whom` is the contact it was, or SOMEBODY_NEW. `reach` is an e-mail or a web address.
    """

    name: str = ""
    where: str = ""
    about: str = ""
    how_much: str = "talk"
    whom: str | None = None
    may_write: str = "not asked"
    reach: str = ""
    promised: str = ""
    due: date | None = None
    named: str = ""
    may_mention: str = "not asked"


@dataclass(frozen=True, slots=True)
class Encounter:
    """When and where one met somebody, and what about; `talked` where it was a conversation, not a few words."""

    at: datetime
    where: str
    about: str
    talked: bool


def encounter(records: Records, person: Contact, as_of: datetime) -> Encounter | None:
    """How one met somebody, as `record` has kept it: the talk that they are in the records by, else the newest few
    words; None where one met otherwise, or never."""
    for each in reversed(meetings.of_contact(records, person.id)):
        if each.status == "held" and each.starts_at <= as_of and each.place and each.place == person.source:
            return Encounter(each.starts_at, each.place, each.about or "", talked=True)
    for at, note in records.rows(_NOTES, id=person.id, begins=IN_PASSING, as_of=as_of):
        return _as_noted(at, note, person.source)
    return None


def _as_noted(at: datetime, note: str, source: str | None) -> Encounter:
    """What the note of a few words says. The first of these notes were one line each, place and all."""
    first, _, about = note.removesuffix(MAY_WRITE_SAID).strip().partition("\n")
    where = first.removeprefix(IN_PASSING).removeprefix(":").strip()
    if not about:
        line = where
        where = source if source and line.startswith(f"{source}.") else line.partition(". ")[0]
        about = line.removeprefix(where).lstrip(". ")
    return Encounter(at, where.removesuffix("."), about, talked=False)


def known(records: Records, name: str) -> list[Known]:
    """Who in the records has this name: they may be meant, and it is for the person to say."""
    return past_meetings.known(records, [Row(name=name)])[0] if name.strip() else []


def record(records: Records, met: Met, *, as_of: datetime, token: str) -> Done:
    """Keep it, all or none: the contact unless it is one of the records, a conversation that ended just now or a note,
    the promise, and whom they named. With the same `token` nothing is saved twice.

    Where they said not to write, nothing about them is ever due. Raises InvalidRecord for the first thing that is
    wrong, also where somebody of this name is known and nobody said whether it is them (`whom`).
    """
    row = _checked(met, known(records, met.name))
    with records.transaction() as transaction:
        if transaction.row("meetings" if met.how_much == "talk" else "interactions", token):
            return Done("This is recorded already.", token)
        is_new = met.whom in (None, SOMEBODY_NEW)
        whom = _new(transaction, met, row, as_of, token) if is_new else _known(transaction, met, row)
        name = str(transaction.fetch("SELECT name FROM contacts WHERE id = $id::UUID", id=whom)[0][0])
        meeting_id = token if met.how_much == "talk" else None
        _happened(transaction, met, row, whom, as_of, token)
        if row["promised"]:
            transaction.add(
                "promises",
                {"contact_id": whom, "meeting_id": meeting_id, "owner": "me", "what": row["promised"],
                 "made_at": as_of, "due": met.due},
            )  # fmt: skip
        if row["named"]:
            promises.refer_in(
                transaction, whom, name, row["named"], as_of=as_of, may_mention=met.may_mention, meeting_id=meeting_id
            )
        return done(transaction, _says(met, name), whom)


def _checked(met: Met, candidates: Sequence[Known]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": checks.line("name", met.name, required=True)}
    row |= {field: checks.line(field, getattr(met, field)) for field in ("where", "about", "promised", "named")}
    for field, allowed in (("how_much", HOW_MUCH), ("may_write", promises.LEAVE), ("may_mention", promises.LEAVE)):
        if getattr(met, field) not in allowed:
            raise InvalidRecord(field, f"{getattr(met, field)!r} is no answer.", f"One of {', '.join(allowed)}.")
    ids = {each.contact_id for each in candidates}
    if met.whom is None and ids:
        raise InvalidRecord("whom", "Somebody of this name is in your records.", "Say whether it is them.")
    if met.whom not in (None, SOMEBODY_NEW, *ids):
        raise InvalidRecord("whom", "Nobody of this name is behind this.", "Choose anew.")
    reach = checks.line("reach", met.reach)
    row["email"] = reach if reach and is_email(reach) else None
    row["linkedin_url"] = reach if reach and not row["email"] and is_web_address(reach) else None
    if reach and not (row["email"] or row["linkedin_url"]):
        raise InvalidRecord(
            "reach", "This is no address.", "Like name@example.org, or a page that begins with https://"
        )
    if row["promised"] and met.due is None:
        raise InvalidRecord("due", "The day is missing.", "Say by when, roughly is fine.")
    return row


def _new(transaction: Transaction, met: Met, row: dict[str, Any], as_of: datetime, token: str) -> str:
    """Add them. Whoever one only exchanged a few words with is a prospect, unless they said not to write."""
    is_prospect = met.how_much == "words" and met.may_write != "no"
    key = str(uuid5(NAMESPACE_URL, f"{token}/contact"))
    transaction.add(
        "contacts",
        {
            "id": key, "name": row["name"], "email": row["email"], "linkedin_url": row["linkedin_url"],
            "source": row["where"], "do_not_contact": met.may_write == "no",
            "shortlisted_at": as_of if is_prospect else None, "added_at": as_of,
        },
    )  # fmt: skip
    return key


def _known(transaction: Transaction, met: Met, row: dict[str, Any]) -> str:
    """Somebody of the records: an address they gave is added where none stands."""
    [(email, link)] = transaction.fetch(
        "SELECT email, linkedin_url FROM contacts WHERE id = $id::UUID", id=met.whom
    )  # `known` has found them, and nobody else writes now
    facts: dict[str, object] = {"do_not_contact": True} if met.may_write == "no" else {}
    if row["email"] and not email:
        facts["email"] = row["email"]
    if row["linkedin_url"] and not link:
        facts["linkedin_url"] = row["linkedin_url"]
    if facts:
        transaction.change("contacts", str(met.whom), **facts)
    return str(met.whom)


def _happened(transaction: Transaction, met: Met, row: dict[str, Any], whom: str, as_of: datetime, token: str) -> None:
    may_write = MAY_WRITE_SAID if met.may_write == "yes" else None
    if met.how_much == "talk":
        starts = as_of - timedelta(minutes=MINUTES)
        transaction.add(
            "meetings",
            {
                "id": token, "contact_id": whom, "scheduled_at": starts, "starts_at": starts, "minutes": MINUTES,
                "status": "held", "ended_at": as_of, "format": "elsewhere" if row["where"] else None,
                "place": row["where"], "about": row["about"], "notes": may_write, "extended_by_host": False,
            },
        )  # fmt: skip
        return
    place = f"{IN_PASSING}: {row['where']}." if row["where"] else f"{IN_PASSING}."
    text = "\n".join(part for part in (place, row["about"], may_write) if part)
    transaction.add(
        "interactions",
        {
            "id": token, "contact_id": whom, "kind": "note", "direction": "none", "happened_at": as_of, "text": text,
            "gives": False, "asks": False,
        },
    )  # fmt: skip


def _says(met: Met, name: str) -> str:
    if met.may_write == "no":
        return f"{name} is in your records. Nothing is ever due with them."
    if met.how_much == "talk":
        return f"Conversation with {name} recorded. The thank-you clock runs."
    return f"Noted that you met {name}."

"""People: added, changed, put on the shortlist, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ivw.coaching import checks, tags
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email, is_web_address
from ivw.coaching.profile import TIES
from ivw.coaching.two_windows import own_changes
from ivw.records.database import Records

RELATIONSHIPS = {"stranger": "A stranger", "introduced": "Introduced by somebody", "known": "Somebody I know"}
# A22, A27: whose view helps, besides whoever does the work.
KINDS_OF_PERSON = {
    "practitioner": "Does the work",
    "leader": "Leads in the field",
    "author": "Writes articles or books",
    "teacher": "Teaches a course",
    "professor": "Professor",
    "alum": "From my school",
    "recruiter": "Hires for it",
}
# A20, A23, A24: where one came across them; `source` says which one.
SOURCES = {
    "linkedin": "LinkedIn",
    "social_media": "Other social media",
    "event": "An event or webinar",
    "article": "An article",
    "book": "A book",
    "course": "A course",
    "alumni": "An alumni network",
    "referral": "Somebody named them",
    "friend": "A friend or relative",
    "work": "Work or studies",
    "other": "Another way",
}
# C03: the less experienced learn from the more experienced.
SENIORITIES = {
    "entry": "Starting out",
    "experienced": "Experienced",
    "senior": "Senior",
    "head": "Leads others",
    "executive": "At the top",
    "retired": "Retired",
}
FITS = {0: "No", 1: "A little", 2: "Well", 3: "Exactly"}
LINES = (
    "name",
    "given_name",
    "family_name",
    "email",
    "phone",
    "linkedin_url",
    "organization",
    "position",
    "field",
    "source",
    "mutual_contact",
    "tenure",
)
TEXTS = ("why_this_person", "common_ground", "what_they_get", "experience")
# Where things stand while nothing is due, and what is due (with "due" or "late" behind it).
STATES = {
    "archived": "Archived",
    "do_not_contact": "Do not contact",
    "dormant": "Dormant",
    "declined": "Said no",
    "parked": "Parked",
    "waiting": "Waiting for them",
    "scheduled": "Conversation planned",
    "on_track": "On track",
    "prospect": "Not asked yet",
}
STATES_DUE = {
    "thank_you": "Thank-you",
    "promise": "Promise",
    "record": "Outcome",
    "confirm": "Confirmation",
    "prepare": "Preparation",
    "answer": "Answer",
    "propose_times": "Offer of times",
    "referral": "Referral",
    "nudge": "Reminder",
    "second_person": "Second person",
    "check_in": "Check-in",
    "reconnect": "Sign of life",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Everything that is written down about one person."""

    id: str
    name: str
    given_name: str | None
    family_name: str | None
    email: str | None
    phone: str | None
    linkedin_url: str | None
    organization: str | None
    position: str | None
    field: str | None
    tie: str | None
    relationship: str | None
    cadence_days: int | None
    do_not_contact: bool
    source: str | None
    why_this_person: str | None
    common_ground: str | None
    what_they_get: str | None
    mutual_contact: str | None
    connected_on: date | None
    shortlisted_at: datetime | None
    added_at: datetime
    seniority: str | None
    tenure: str | None
    experience: str | None
    kind_of_person: str | None
    source_kind: str | None
    interest_fit: int | None
    values_fit: int | None
    experience_fit: int | None
    archived_at: datetime | None


def get(records: Records, contact_id: str) -> Contact:
    """One person. Raises InvalidRecord when there is nobody with this id (any more)."""
    found = records.read(
        Contact, "SELECT *, id::VARCHAR AS id FROM contacts WHERE id = TRY_CAST($id AS UUID)", id=contact_id
    )
    return checks.there(
        found, "contact", "This person is not in the records (any more).", "Choose somebody from the list."
    )


def state(records: Records, contact_id: str, as_of: datetime, zone: str) -> str:
    """Where things stand with one person: one of the states of coaching/sql/60_stages.sql."""
    found = records.rows(
        "SELECT state FROM stages($as_of, $zone, whom := TRY_CAST($id AS UUID)) WHERE contact_id::VARCHAR = $id",
        as_of=as_of,
        zone=zone,
        id=contact_id,
    )
    return str(found[0][0]) if found else "prospect"


def resting_state(records: Records, contact_id: str, as_of: datetime, zone: str) -> str:
    """Where things stand with one person while nothing is due, a key of STATES."""
    found = records.rows(
        "SELECT state FROM resting($as_of, $zone, whom := TRY_CAST($id AS UUID)) WHERE contact_id::VARCHAR = $id",
        as_of=as_of,
        zone=zone,
        id=contact_id,
    )
    return str(found[0][0]) if found else "prospect"


def is_met(records: Records, contact_id: str) -> bool:
    """Whether a conversation with them was held: then they are no prospect any more, and on no shortlist."""
    held = "SELECT 1 FROM meetings WHERE contact_id = TRY_CAST($id AS UUID) AND status = 'held' LIMIT 1"
    return bool(records.rows(held, id=contact_id))


def state_in_words(state: str) -> tuple[str, str]:
    """A state as a list shows it, and how urgent it is: overdue, due or '' ("Thank-you late", "overdue")."""
    if state in STATES:
        return STATES[state], ""
    action, _, status = state.rpartition("_")
    return f"{STATES_DUE[action]} {'late' if status == 'overdue' else 'due'}", status


def named_by(records: Records, contact_id: str) -> list[tuple[str, str, str, datetime]]:
    """Who named this person: (contact id, name, permission to mention them, when)."""
    return [
        (str(by), str(name), str(may), given)
        for by, name, may, given in records.rows(
            "SELECT c.id::VARCHAR, c.name, r.may_mention, r.given_at "
            "FROM referrals r JOIN contacts c ON c.id = r.contact_id "
            "WHERE r.prospect_id = TRY_CAST($id AS UUID) ORDER BY r.given_at",
            id=contact_id,
        )
    ]


def add(
    records: Records, *, name: str, as_of: datetime, token: str | None = None, shortlist: bool = True, **facts: object
) -> Done:
    """Add somebody; a name is enough. `facts` are columns of Contact; with a form's `token` a second click is none.

    Raises InvalidRecord for a missing name or a value that cannot be right.
    """
    row: dict[str, Any] = _checked({"name": name, **facts})
    row |= {"added_at": as_of, "shortlisted_at": as_of if shortlist else None}
    with records.transaction() as transaction:
        made = transaction.add("contacts", row, token)
        where = "on your shortlist" if shortlist else "in your records"
        return done(transaction, f"{row['name']} is {where}.", made)


def change(
    records: Records,
    contact_id: str,
    *,
    seen: Mapping[str, object] | None = None,
    tagged: Sequence[str] | None = None,
    **facts: object,
) -> Done:
    """Change what is written down about somebody; `tagged` are all the tags they shall have, None for no change.

    `seen` is what stood in these fields (and under "tags") when the form was opened: then only what the form changed
    is saved. Raises Conflict where another window changed the same field since, and InvalidRecord, also when they are
    not there. Nothing is saved then.
    """
    name = checks.known_contact(records, contact_id)
    checked = _checked(facts)
    with records.transaction() as transaction:
        if seen is not None:
            stands = get(records, contact_id)  # nobody else writes while this transaction is open
            checked = own_changes(checked, seen, {field: getattr(stands, field) for field in checked})
        transaction.change("contacts", contact_id, **checked)
        if tagged is not None:
            before = None if seen is None else seen.get("tags")
            tags.keep(transaction, contact_id, tagged, before if isinstance(before, list) else None)
        return done(transaction, f"{name}: saved.", contact_id)


def shortlist(records: Records, contact_id: str, *, as_of: datetime, on: bool = True) -> Done:
    """Put somebody on the shortlist, or take them off."""
    name = checks.known_contact(records, contact_id)
    with records.transaction() as transaction:
        transaction.change("contacts", contact_id, shortlisted_at=as_of if on else None)
        return done(transaction, f"{name} is {'on' if on else 'off'} your shortlist.", contact_id)


def archive(records: Records, contact_id: str, *, as_of: datetime, on: bool = True) -> Done:
    """Put somebody away: on no list and in no queue, with everything kept; or bring them back."""
    name = checks.known_contact(records, contact_id)
    with records.transaction() as transaction:
        transaction.change("contacts", contact_id, archived_at=as_of if on else None)
        return done(transaction, f"{name} is {'archived' if on else 'back'}.", contact_id)


def leave_alone(records: Records, contact_id: str, *, on: bool = True) -> Done:
    """Mark somebody "do not contact": nothing about them is ever due; or take the mark off."""
    name = checks.known_contact(records, contact_id)
    with records.transaction() as transaction:
        transaction.change("contacts", contact_id, do_not_contact=on)
        says = f"{name}: nothing is ever due now." if on else f"{name} may be contacted again."
        return done(transaction, says, contact_id)


def goes_along(records: Records, contact_id: str) -> dict[str, int]:
    """What would go if somebody were removed: how many rows of each table hang on them; none where there are none."""
    counted = records.rows(
        "SELECT table_name, count(*) FROM hanging_on(TRY_CAST($id AS UUID)) GROUP BY table_name ORDER BY min(place)",
        id=contact_id,
    )
    return {str(table): int(n) for table, n in counted}


def remove(records: Records, contact_id: str) -> Done:
    """Remove somebody and everything that hangs on them; it can be undone."""
    name = checks.known_contact(records, contact_id)
    with records.transaction() as transaction:
        transaction.remove("contacts", [contact_id])
        return done(transaction, f"{name} is removed, with everything that was written down.", contact_id)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for field, value in facts.items():
        if field in LINES:
            checked[field] = checks.line(field, value, required=field == "name")
        elif field in TEXTS:
            checked[field] = checks.text(field, value)
        else:
            checked[field] = value
    email, link = checked.get("email"), checked.get("linkedin_url")
    if email and not is_email(email):
        raise InvalidRecord("email", f"{email!r} is no e-mail address.", "Like name@example.org.")
    if link and not is_web_address(link):
        raise InvalidRecord("linkedin_url", "This is no web address.", "It begins with https://")
    _one_of("tie", checked.get("tie"), TIES)
    _one_of("relationship", checked.get("relationship"), RELATIONSHIPS)
    _one_of("kind_of_person", checked.get("kind_of_person"), KINDS_OF_PERSON)
    _one_of("source_kind", checked.get("source_kind"), SOURCES)
    _one_of("seniority", checked.get("seniority"), SENIORITIES)
    for fit in ("interest_fit", "values_fit", "experience_fit"):
        if checked.get(fit) is not None and checked[fit] not in FITS:
            raise InvalidRecord(fit, "A fit is 0 to 3.", "3 is exactly; leave it empty where you cannot say yet.")
    cadence = checked.get("cadence_days")
    if cadence is not None and not 1 <= int(cadence) <= 3650:
        raise InvalidRecord("cadence_days", "A cadence is 1 to 3650 days.", "Leave it empty to use the tie's.")
    return checked


def _one_of(field: str, value: object, known: dict[str, str]) -> None:
    if value is not None and value not in known:
        raise InvalidRecord(field, f"There is no {field.replace('_', ' ')} {value!r}.", f"One of {', '.join(known)}.")

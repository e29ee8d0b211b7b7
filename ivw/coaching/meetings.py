"""Conversations: planned, held, called off, prepared."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivw.coaching import checks, drafts
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

FORMATS = {
    "video": "Video call",
    "phone": "Phone",
    "workplace": "Their workplace",
    "cafe": "Café",
    "restaurant": "Restaurant",
    "elsewhere": "Somewhere else",
}
DEFAULT_MINUTES = 20  # X01: ask for 20


@dataclass(frozen=True, slots=True)
class Meeting:
    """One conversation with somebody; status is planned, held, cancelled or no_show. Instants in UTC."""

    id: str
    contact_id: str
    contact: str
    scheduled_at: datetime
    starts_at: datetime
    minutes: int
    status: str
    format: str | None
    place: str | None
    ended_at: datetime | None
    prepared_at: datetime | None
    about: str | None


COLUMNS = (
    "SELECT m.id::VARCHAR AS id, m.contact_id::VARCHAR AS contact_id, c.name AS contact, m.scheduled_at, m.starts_at, "
    "m.minutes, m.status, m.format, m.place, m.ended_at, m.prepared_at, m.about "
    "FROM meetings m JOIN contacts c ON c.id = m.contact_id "
)


def get(records: Records, meeting_id: str) -> Meeting:
    """One conversation. Raises InvalidRecord when it is not there."""
    found = records.read(Meeting, COLUMNS + "WHERE m.id = TRY_CAST($id AS UUID)", id=meeting_id)
    if not found:
        raise InvalidRecord("meeting", "This conversation is not in the records (any more).", "Open the page again.")
    return found[0]


def of_contact(records: Records, contact_id: str) -> list[Meeting]:
    """All conversations with somebody, newest first."""
    return records.read(
        Meeting, COLUMNS + "WHERE m.contact_id = TRY_CAST($id AS UUID) ORDER BY m.starts_at DESC", id=contact_id
    )


def schedule(
    records: Records,
    *,
    contact_id: str,
    starts_at: datetime,
    as_of: datetime,
    minutes: int = DEFAULT_MINUTES,
    format: str | None = None,
    place: str | None = None,
    token: str | None = None,
) -> Done:
    """Plan a conversation. Raises InvalidRecord for minutes outside 1..600 or a start that has passed."""
    name = checks.known_contact(records, contact_id)
    row = _checked(contact_id, starts_at, minutes, format, place) | {"scheduled_at": as_of, "status": "planned"}
    if starts_at + timedelta(minutes=minutes) < as_of:
        raise InvalidRecord("starts_at", "This has already passed.", "Log it as a conversation that was held.")
    with records.transaction() as transaction:
        made = transaction.add("meetings", row | ({"id": token} if token else {}))
        return done(transaction, f"Conversation with {name} planned.", made)


def log_held(
    records: Records,
    *,
    contact_id: str,
    starts_at: datetime,
    as_of: datetime,
    minutes: int = DEFAULT_MINUTES,
    format: str | None = None,
    place: str | None = None,
    about: str | None = None,
    token: str | None = None,
    draft: str | None = None,
) -> Done:
    """Record a conversation that took place without having been planned here. Raises InvalidRecord.

    `draft` is the slot in which `about` was written.
    """
    name = checks.known_contact(records, contact_id)
    row = _checked(contact_id, starts_at, minutes, format, place)
    checks.happened("starts_at", starts_at + timedelta(minutes=minutes), as_of)
    row |= {"scheduled_at": starts_at, "status": "held", "about": checks.text("about", about)}
    with records.transaction() as transaction:
        made = transaction.add("meetings", row | ({"id": token} if token else {}))
        drafts.used(transaction, draft)
        return done(transaction, f"Conversation with {name} recorded. The thank-you clock runs.", made)


def hold(
    records: Records,
    meeting_id: str,
    *,
    as_of: datetime,
    ended_at: datetime | None = None,
    about: str | None = None,
    draft: str | None = None,
) -> Done:
    """Say that a planned conversation took place; without `ended_at` it ended after its agreed minutes.

    `draft` is the slot in which `about` was written.
    Raises InvalidRecord when it has not begun, or ended before it began.
    """
    meeting = get(records, meeting_id)
    end = ended_at or meeting.starts_at + timedelta(minutes=meeting.minutes)
    if ended_at is None and meeting.starts_at <= as_of < end:
        end = as_of  # it ended early, or is being recorded from the doorstep
    checks.happened("ended_at", end, as_of)
    if end < meeting.starts_at:
        raise InvalidRecord("ended_at", "It would have ended before it began.", "Check the time.")
    with records.transaction() as transaction:
        transaction.change(
            "meetings", meeting_id, status="held", ended_at=end, about=checks.text("about", about) or meeting.about
        )
        drafts.used(transaction, draft)
        return done(transaction, f"Conversation with {meeting.contact} recorded. The thank-you clock runs.", meeting_id)


def call_off(
    records: Records, meeting_id: str, *, as_of: datetime, no_show: bool = False, by: str | None = None
) -> Done:
    """Say that a planned conversation did not take place: cancelled, or nobody came. `by` is 'me' or 'them'."""
    meeting = get(records, meeting_id)
    status = "no_show" if no_show else "cancelled"
    with records.transaction() as transaction:
        before = transaction.fetch("SELECT status, called_off_by FROM meetings WHERE id = $id::UUID", id=meeting_id)
        if before != [(status, by)]:  # a second click must not move the moment
            transaction.change("meetings", meeting_id, status=status, cancelled_at=as_of, called_off_by=by)
        return done(
            transaction,
            f"Conversation with {meeting.contact} {'did not happen' if no_show else 'called off'}. Offer new times.",
            meeting_id,
        )


def move(
    records: Records, meeting_id: str, *, starts_at: datetime, as_of: datetime, minutes: int | None = None
) -> Done:
    """Give a planned conversation another time; it wants to be confirmed anew."""
    meeting = get(records, meeting_id)
    row = _checked(meeting.contact_id, starts_at, minutes or meeting.minutes, meeting.format, meeting.place)
    with records.transaction() as transaction:
        transaction.change(
            "meetings", meeting_id, starts_at=row["starts_at"], minutes=row["minutes"], scheduled_at=as_of
        )
        return done(transaction, f"Conversation with {meeting.contact} moved.", meeting_id)


def tick_prepared(records: Records, meeting_id: str, *, as_of: datetime) -> Done:
    """Say by hand that one is prepared (a finished rehearsal of its plan says so by itself)."""
    meeting = get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting_id, prepared_at=as_of)
        return done(transaction, f"Prepared for {meeting.contact}.", meeting_id)


def _checked(
    contact_id: str, starts_at: datetime, minutes: int, format: str | None, place: str | None
) -> dict[str, object]:
    if not 1 <= minutes <= 600:
        raise InvalidRecord("minutes", "A conversation takes 1 to 600 minutes.", "20 is a good length to ask for.")
    if format is not None and format not in FORMATS:
        raise InvalidRecord("format", f"There is no format {format!r}.", f"One of {', '.join(FORMATS)}.")
    if starts_at.tzinfo is None:
        raise InvalidRecord("starts_at", "This instant has no time zone.", "Set your time zone in Your records.")
    return {
        "contact_id": contact_id,
        "starts_at": starts_at,
        "minutes": minutes,
        "format": format,
        "place": checks.line("place", place),
    }

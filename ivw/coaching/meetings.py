"""Conversations: planned, held, called off, prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ivw.coaching import checks, drafts, referrers, time_taken, wording
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


@dataclass(frozen=True, slots=True)
class NotHeld:
    """One way in which a planned conversation does not take place: what it is called, and what `call_off` is told."""

    label: str
    by: str
    no_show: bool = False


NOT_HELD = {
    "off by them": NotHeld("They called it off", by="them"),
    "off by me": NotHeld("I called it off", by="me"),
    "no show": NotHeld("They did not come", by="them", no_show=True),
    "missed": NotHeld("I did not come", by="me", no_show=True),
}
DEFAULT_MINUTES = 20  # X01: ask for 20
LIVE_FROM = timedelta(minutes=15)  # our convention: then one looks at the questions once more


@dataclass(frozen=True, slots=True)
class Meeting:
    """One conversation with somebody; status is planned, held, cancelled or no_show. Instants in UTC.

    `called_off_by` says who cancelled it or did not come: me or them.
    `about` is what it was about, in a line or two (topics, see `topics`), `notes` what was written down while talking.
    """

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
    notes: str | None
    extended_by_host: bool
    called_off_by: str | None
    cost: Decimal | None = None  # what the bill or a small gift came to, for one's own account
    began_at: datetime | None = None  # when it really began, where that was said

    @property
    def ends_at(self) -> datetime:
        """When it ended, or is to end as agreed."""
        return self.ended_at or self.starts_at + timedelta(minutes=self.minutes)

    @property
    def took_minutes(self) -> int:
        """How long it took, or is to take: from when it really began, where that was said."""
        begun = self.began_at if self.began_at and self.began_at <= self.ends_at else self.starts_at
        return round((self.ends_at - begun).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Planned:
    """A conversation that is planned, as a list of them shows it; `confirmed` since it was scheduled."""

    id: str
    contact_id: str
    contact: str
    organization: str | None
    starts_at: datetime
    minutes: int
    format: str | None
    place: str | None
    is_over: bool
    confirmed: bool


COLUMNS = (
    "SELECT m.id::VARCHAR AS id, m.contact_id::VARCHAR AS contact_id, c.name AS contact, m.scheduled_at, m.starts_at, "
    "m.minutes, m.status, m.format, m.place, m.ended_at, m.prepared_at, m.about, m.notes, m.extended_by_host, "
    "m.called_off_by, m.cost, m.began_at "
    "FROM meetings m JOIN contacts c ON c.id = m.contact_id "
)


def get(records: Records, meeting_id: str) -> Meeting:
    """One conversation. Raises InvalidRecord when it is not there."""
    found = records.read(Meeting, COLUMNS + "WHERE m.id = TRY_CAST($id AS UUID)", id=meeting_id)
    return checks.there(found, "meeting", "This conversation is not in the records (any more).", "Open the page again.")


def of_contact(records: Records, contact_id: str) -> list[Meeting]:
    """All conversations with somebody, newest first."""
    return records.read(
        Meeting, COLUMNS + "WHERE m.contact_id = TRY_CAST($id AS UUID) ORDER BY m.starts_at DESC", id=contact_id
    )


def next_of(every: Sequence[Meeting], as_of: datetime) -> Meeting | None:
    """The next of these that is planned and not over yet; None where there is none."""
    ahead = (each for each in every if each.status == "planned" and each.ends_at > as_of)
    return min(ahead, key=lambda each: each.starts_at, default=None)


_PLANNED = (
    "SELECT v.id::VARCHAR AS id, v.contact_id::VARCHAR AS contact_id, c.name AS contact, c.organization, "
    "v.starts_at, v.minutes, m.format, m.place, v.agreed_end <= $as_of AS is_over, "
    "EXISTS (FROM interactions i WHERE i.contact_id = v.contact_id AND i.kind = 'confirmation' "
    "AND i.direction = 'out' AND i.happened_at BETWEEN v.scheduled_at AND $as_of) AS confirmed "
    "FROM conversations($as_of) v JOIN meetings m ON m.id = v.id JOIN contacts c ON c.id = v.contact_id "
    "WHERE v.standing = 'planned' "
)


def planned(records: Records, as_of: datetime, *, limit: int = 10, offset: int = 0) -> list[Planned]:
    """A page of the conversations that are planned: those whose agreed end has passed first, then the next ones."""
    return records.read(
        Planned,
        _PLANNED + "ORDER BY is_over DESC, v.starts_at, v.id LIMIT $limit OFFSET $offset",
        as_of=as_of,
        limit=limit,
        offset=offset,
    )


def on_day(records: Records, as_of: datetime, zone: str) -> list[Planned]:
    """The conversations of this day in this zone that are not over yet, in their order; one that runs is of today."""
    return records.read(
        Planned,
        _PLANNED + "AND v.agreed_end > $as_of "
        "AND (v.starts_at <= $as_of OR local_day(v.starts_at, $zone) = local_day($as_of, $zone)) "
        "ORDER BY v.starts_at, v.id",
        as_of=as_of,
        zone=zone,
    )


def how_many_planned(records: Records, as_of: datetime) -> tuple[int, int]:
    """How many conversations are planned, and how many of them are over and wait for somebody to say what happened."""
    [(every, over)] = records.rows(
        "SELECT count(*), count(*) FILTER (agreed_end <= $as_of) FROM conversations($as_of) WHERE standing = 'planned'",
        as_of=as_of,
    )
    return int(every), int(over)


def is_confirmed(records: Records, meeting_id: str, as_of: datetime) -> bool:
    """Whether a confirmation was sent since this conversation was scheduled (or moved)."""
    return bool(
        records.rows(
            "FROM meetings m JOIN interactions i ON i.contact_id = m.contact_id WHERE m.id = TRY_CAST($id AS UUID) "
            "AND i.kind = 'confirmation' AND i.direction = 'out' AND i.happened_at BETWEEN m.scheduled_at AND $as_of "
            "LIMIT 1",
            id=meeting_id,
            as_of=as_of,
        )
    )


def schedule(
    records: Records, *, contact_id: str, starts_at: datetime, as_of: datetime, minutes: int = DEFAULT_MINUTES,
    format: str | None = None, place: str | None = None, token: str | None = None,
) -> Done:  # fmt: skip
    """Plan a conversation; `starts_at` in the time zone in which it is said back.

    Raises InvalidRecord for minutes outside 1..600 or a start that has passed.
    """
    name = checks.known_contact(records, contact_id)
    row = _checked(contact_id, starts_at, minutes, format, place) | {"scheduled_at": as_of, "status": "planned"}
    if starts_at + timedelta(minutes=minutes) < as_of:
        raise InvalidRecord("starts_at", "This has already passed.", "Log it as a conversation that was held.")
    with records.transaction() as transaction:
        made = transaction.add("meetings", row, token)
        return done(transaction, wording.meet(name, starts_at, as_of), made)


def log_held(
    records: Records,
    *,
    contact_id: str,
    starts_at: datetime,
    as_of: datetime,
    minutes: int = DEFAULT_MINUTES,
    format: str | None = None,
    about: str | None = None,
    token: str | None = None,
    draft: str | None = None,
) -> Done:
    """Record a conversation that took place without having been planned here. Raises InvalidRecord.

    `draft` is the slot in which `about` was written.
    """
    name = checks.known_contact(records, contact_id)
    row = _checked(contact_id, starts_at, minutes, format, None)
    checks.happened("starts_at", starts_at + timedelta(minutes=minutes), as_of)
    row |= {"scheduled_at": starts_at, "status": "held", "about": checks.text("about", about)}
    with records.transaction() as transaction:
        made = transaction.add("meetings", row, token)
        drafts.used(transaction, draft)
        return done(transaction, f"Conversation with {name} recorded. The thank-you clock runs.", made)


def hold(
    records: Records,
    meeting_id: str,
    *,
    as_of: datetime,
    ended_at: datetime | None = None,
    about: str | None = None,
    extended_by_host: bool | None = None,
    tell: Sequence[str] = (),
    zone: str = "UTC",
) -> Done:
    """Say that a planned conversation took place; without `ended_at` it ended after its agreed minutes.

    `extended_by_host`: it took longer because they wished so, which is no fault (B34); None leaves what was said while
    talking. `tell` are the referrers (contact ids) who are promised to hear how it went, by days of `zone`.
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
            "meetings", meeting_id, status="held", ended_at=end, about=checks.text("about", about) or meeting.about,
            extended_by_host=meeting.extended_by_host if extended_by_host is None else extended_by_host,
        )  # fmt: skip
        time_taken.write(transaction, meeting_id)
        if tell:
            referrers.promise_in(transaction, meeting_id, tell, as_of=as_of, zone=zone)
        return done(transaction, f"Conversation with {meeting.contact} recorded. The thank-you clock runs.", meeting_id)


def call_off(
    records: Records, meeting_id: str, *, as_of: datetime, no_show: bool = False, by: str | None = None
) -> Done:
    """Say that a planned conversation did not take place: cancelled, or somebody did not come, `by` 'me' or 'them'.

    Raises InvalidRecord when somebody is said not to have come before it began.
    """
    meeting = get(records, meeting_id)
    if no_show and meeting.starts_at > as_of:
        raise InvalidRecord("starts_at", "It is still ahead: nobody can have missed it.", "Call it off, or move it.")
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
    """Give a planned conversation another time; it wants to be confirmed anew.

    Raises InvalidRecord for a time that has passed, or minutes outside 1..600.
    """
    meeting = get(records, meeting_id)
    row = _checked(meeting.contact_id, starts_at, minutes or meeting.minutes, meeting.format, meeting.place)
    if starts_at + timedelta(minutes=minutes or meeting.minutes) < as_of:
        raise InvalidRecord("starts_at", "This has already passed.", "Choose a time that is still ahead.")
    with records.transaction() as transaction:
        transaction.change(  # what was said of it at the old time does not hold at the new one
            "meetings", meeting_id, starts_at=row["starts_at"], minutes=row["minutes"], scheduled_at=as_of,
            began_at=None, extended_by_host=False,
        )  # fmt: skip
        return done(transaction, f"Conversation with {meeting.contact} moved.", meeting_id)


def change(
    records: Records, meeting_id: str, *, starts_at: datetime, minutes: int, format: str | None, place: str | None,
    as_of: datetime,
) -> Done:  # fmt: skip
    """Change when, how long, how and where a planned conversation is; another time wants to be confirmed anew.

    Raises InvalidRecord for minutes outside 1..600, an unknown format, a new time that has passed, or a conversation
    that is planned no more.
    """
    meeting = get(records, meeting_id)
    if meeting.status != "planned":
        raise InvalidRecord("meeting", "This conversation is not planned any more.", "Plan a new one.")
    row = _checked(meeting.contact_id, starts_at, minutes, format, place)
    if starts_at != meeting.starts_at:
        if starts_at + timedelta(minutes=minutes) < as_of:
            raise InvalidRecord("starts_at", "This has already passed.", "Say instead what happened.")
        row["scheduled_at"] = as_of
    with records.transaction() as transaction:
        changed = transaction.change("meetings", meeting_id, **row)
        says = "moved" if "scheduled_at" in row else "changed" if changed else "unchanged"
        return done(transaction, f"Conversation with {meeting.contact} {says}.", meeting_id)


def write_down(records: Records, meeting_id: str, field: str, text: str) -> Done:
    """Keep what is being written about a conversation: 'notes' or 'about'. Saving it once more changes nothing.

    Raises InvalidRecord beyond 20,000 characters, for another field, or when the conversation is not there (any more).
    """
    if field not in ("notes", "about"):
        raise InvalidRecord("field", f"{field!r} is nothing to write down.", "notes or about.")
    meeting = get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting_id, **{field: checks.text(field, text)})
        return done(transaction, f"Conversation with {meeting.contact}: saved.", meeting_id)


def note_cost(records: Records, meeting_id: str, cost: float | None) -> Done:
    """Keep what a conversation cost (X16); None for nothing said. Raises InvalidRecord outside 0..9,999.99."""
    if cost is not None and not 0 <= cost < 10_000:
        raise InvalidRecord("cost", "A cost is 0 to 9,999.99.", "Leave it empty where there was none.")
    meeting = get(records, meeting_id)
    with records.transaction() as transaction:
        kept = None if cost is None else f"{cost:.2f}"
        transaction.change("meetings", meeting_id, cost=kept)
        return done(transaction, f"Conversation with {meeting.contact}: cost saved.", meeting_id)


def topics(about: str | None) -> list[str]:
    """What a conversation was about, topic by topic: a semicolon or a new line separates them."""
    return [topic for line in (about or "").splitlines() for part in line.split(";") if (topic := part.strip())]


def add_topic(records: Records, meeting_id: str, topic: str) -> Done:
    """Add a topic to what a conversation was about; one that stands there is not added twice. Raises InvalidRecord."""
    said = checks.line("topic", (topic or "").replace(";", ","), required=True)
    meeting = get(records, meeting_id)
    there = topics(meeting.about)
    if str(said).casefold() not in [each.casefold() for each in there]:
        there.append(str(said))
    return _about(records, meeting, there, f"You talked about: {said}.")


def remove_topic(records: Records, meeting_id: str, topic: str) -> Done:
    """Take a topic out of what a conversation was about. Raises InvalidRecord when the conversation is not there."""
    meeting = get(records, meeting_id)
    return _about(records, meeting, [each for each in topics(meeting.about) if each != topic], f"Taken out: {topic}.")


def tick_prepared(records: Records, meeting_id: str, *, as_of: datetime) -> Done:
    """Say by hand that one is prepared (a finished rehearsal of its plan says so by itself)."""
    meeting = get(records, meeting_id)
    with records.transaction() as transaction:
        transaction.change("meetings", meeting_id, prepared_at=as_of)
        return done(transaction, f"Prepared for {meeting.contact}.", meeting_id)


def _about(records: Records, meeting: Meeting, all_topics: Sequence[str], says: str) -> Done:
    with records.transaction() as transaction:
        if list(all_topics) != topics(meeting.about):
            transaction.change("meetings", meeting.id, about=checks.text("about", "; ".join(all_topics)))
        return done(transaction, says, meeting.id)


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

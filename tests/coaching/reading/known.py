"""What was known about a contact by an instant."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.coaching.reading.days import instant, named_day
from tests.coaching.reading.terms import Event, Known, Meeting

CADENCES = {"A": 30, "B": 60, "C": 120, "D": 180}
INCOMING = {"reply", "agreed", "declined", "deferred"}


def what_was_known(contact: dict, others: list[dict], as_of: datetime, zone: ZoneInfo, cadences: dict | None) -> Known:
    """“Only what had happened by `as_of` counts: an interaction by happened_at, a conversation by
    scheduled_at (held from its end), a promise by made_at (without one: always), a referral by
    given_at.”
    """
    meetings = [meeting_of(told, as_of, zone) for told in contact.get("meetings") or []]
    standing = sorted((m for m in meetings if m), key=lambda m: m.until)

    def known_by(at: str | None) -> bool:
        return not at or instant(at, zone) <= as_of

    return Known(
        as_of=as_of,
        zone=zone,
        relationship=contact.get("relationship") or "stranger",
        organization=whole_name(contact),
        cadence=cadence_of(contact, cadences),
        do_not_contact=bool(contact.get("do_not_contact")),
        events=events_of(contact, as_of, zone),
        planned=[m for m in standing if m.standing == "planned"],
        held=[m for m in standing if m.standing == "held"],
        called_off=[m for m in standing if m.standing == "called_off"],
        promises=[p for p in contact.get("promises") or [] if known_by(p.get("made_at"))],
        referrals=[r for r in contact.get("referrals") or [] if known_by(r["given_at"])],
        asked_there=[
            event.at
            for other in others
            if whole_name(other) == whole_name(contact)
            for event in events_of(other, as_of, zone)
            if event.kind == "request" and event.way == "out"
        ],
    )


def whole_name(contact: dict) -> str:
    """The organization. Read as: the whole name, case and surrounding blanks ignored."""
    return (contact.get("organization") or "").strip().casefold()


def cadence_of(contact: dict, cadences: dict | None) -> int:
    """“A close, B warm, C acquaintance (where nothing is said), D distant: sets the keep-in-touch
    cadence 30 / 60 / 120 / 180 days” and “T the cadence (the contact's own, else its tie's)”
    """
    of_tie = CADENCES | (cadences or {})
    return contact.get("cadence_days") or of_tie[contact.get("tie") or "C"]


def direction_of(told: dict) -> str | None:
    """“Incoming: reply, agreed, declined, deferred (with the day to ask again). Neither: note
    (private, counts nowhere)”

    Read as: of these six the kind decides; the others are outgoing unless they say "in".
    """
    if told["kind"] == "note":
        return None
    return "in" if told["kind"] in INCOMING or told.get("direction") == "in" else "out"


def kind_of(told: dict) -> str:
    """“Outgoing: request, nudge, message (any other)”

    Read as: a message that came in is a reply, for which the glossary has that word only.
    """
    return "reply" if told["kind"] == "message" and direction_of(told) == "in" else told["kind"]


def events_of(contact: dict, as_of: datetime, zone: ZoneInfo) -> list[Event]:
    """“an interaction by happened_at”

    Read as: notes left out; of two at one instant the later in the list is the newer (the sort is
    stable).
    """
    events = [
        Event(
            kind=kind_of(told),
            way=direction_of(told),
            at=instant(told["happened_at"], zone),
            gives=bool(told.get("gives")),
            asks=bool(told.get("asks")),
            wants_answer=told.get("wants_answer"),
            again_on=named_day(told.get("again_on"), zone),
        )
        for told in contact.get("interactions") or []
        if direction_of(told)
    ]
    return sorted((e for e in events if e.at <= as_of), key=lambda e: e.at)


def meeting_of(told: dict, as_of: datetime, zone: ZoneInfo) -> Meeting | None:
    """“minutes 20; scheduled_at = starts_at; status planned; a held one without ended_at ended
    after its minutes; cancelled_at = starts_at”

    Read as: until its end a held one was planned; a cancelled one or a no-show was planned until
    it was called off. What was held or called off is so from that instant, whenever it was
    scheduled.
    """
    starts_at = instant(told["starts_at"], zone)
    agreed_end = starts_at + timedelta(minutes=told.get("minutes") or 20)
    scheduled_at = instant(told.get("scheduled_at"), zone) or starts_at
    standing, until = {
        "planned": ("planned", agreed_end),
        "held": ("held", instant(told.get("ended_at"), zone) or agreed_end),
        "cancelled": ("called_off", instant(told.get("cancelled_at"), zone) or starts_at),
        "no_show": ("called_off", instant(told.get("cancelled_at"), zone) or starts_at),
    }[told.get("status") or "planned"]
    if standing == "planned" or until > as_of:
        standing = "planned"
        if scheduled_at > as_of:
            return None
    return Meeting(
        standing=standing,
        scheduled_at=scheduled_at,
        starts_at=starts_at,
        agreed_end=agreed_end,
        until=until,
        prepared=is_past(told.get("prepared_at"), as_of, zone),
        thanks_dropped=is_past(told.get("thanks_dropped_at"), as_of, zone),
    )


def is_past(text: str | None, as_of: datetime, zone: ZoneInfo) -> bool:
    """Whether it is said when, and that instant had come."""
    at = instant(text, zone)
    return at is not None and at <= as_of

"""Histories made up by Hypothesis, in the format of history files, and the instants to read them at.

A contact is told as a story: beats such as asking and nudging, or talking and thanking, with a wait between them.
So the structures that the rules speak of come up often, and their edges (a day exactly, a local midnight, a weekend,
the change of the clocks) far more often than chance would bring them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.coaching import reading
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import strategies as st  # noqa: E402

# With and without summer time, north and south, half hours and 45 minutes, summer time of half an hour (Lord Howe) or
# at midnight (Santiago, Asunción, Beirut, Cairo), and both sides of the date line.
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Asia/Kathmandu", "Asia/Tokyo",
    "America/St_Johns", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago",
    "America/Asuncion", "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip
FIRST, LAST = date(2023, 9, 15), date(2025, 1, 27)
CLOCK_CHANGES = tuple(
    date.fromisoformat(day)
    for day in (
        "2023-09-24", "2023-10-01", "2023-10-29", "2023-11-05", "2024-03-10", "2024-03-31", "2024-04-07", "2024-04-26",
        "2024-09-08", "2024-09-29", "2024-10-06", "2024-10-27", "2024-10-31", "2024-11-03",
    )
)  # fmt: skip

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NONE = timedelta(0)
# The delays that the rules name: a thank-you, its caps and its end, 30 days, and the end of a memory.
DELAYS = (NONE, DAY, 7 * DAY, 8 * DAY, 14 * DAY, 15 * DAY, 720 * HOUR, 180 * DAY, 181 * DAY)
# The days after a fact on which something opens, is late, lapses, is parked or sleeps: any of six weeks, or of these.
DAYS_ON = (1, 2, 3, 5, 7, 9, 11, 14, 15, 28, 30, 31, 37, 39, 60, 61, 120, 121, 181, 365, 366, 367, 540, 541, 601)
# From the instant at which something is late: when it opened (or what was before it is gone), its caps, its end, when
# its matter is parked, and the end of a memory.
LATE_BY = (NONE, NONE, -DAY, -DAY, 7 * DAY, 14 * DAY, 27 * DAY, 180 * DAY)

INCOMING = ("reply", "agreed", "declined", "deferred")
OUTGOING = (
    "request", "nudge", "message", "proposal", "confirmation", "thank_you", "check_in",
    "introduction", "connection",
)  # fmt: skip
SAME_ORGANIZATION = ("Acme Labs", "ACME LABS", " acme labs ")
OTHER_NAMES = ("Ben Example", "Cy Example", "Dee Example")


def zones() -> st.SearchStrategy[str]:
    """The names of time zones."""
    return st.sampled_from(ZONES)


@cache
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """The instants at which the clocks of a zone change between FIRST and LAST; they do so on the half hour."""
    half_hours = int((LAST - FIRST) / timedelta(minutes=30))
    begin = datetime.combine(FIRST, time(), UTC)
    instants = [begin + n * timedelta(minutes=30) for n in range(half_hours)]
    offsets = [each.astimezone(ZoneInfo(zone)).utcoffset() for each in instants]
    return tuple(at for at, before, after in zip(instants[1:], offsets, offsets[1:], strict=False) if before != after)


@st.composite
def instants(draw: st.DrawFn, zone: str | None = None) -> datetime:
    """Instants of about 500 days around 2024, whole minutes: any, near a change of the clocks, or beside a midnight."""
    day = draw(st.dates(FIRST, LAST) | st.sampled_from(CLOCK_CHANGES))
    if draw(st.booleans()):
        return midnight(day, zone or draw(zones())) + draw(beside())
    return midnight(day, "UTC") + draw(st.integers(0, 24 * 60 - 1)) * MINUTE


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(at: datetime, zone: str) -> date:
    """The day on which an instant falls."""
    return at.astimezone(ZoneInfo(zone)).date()


def beside() -> st.SearchStrategy[timedelta]:
    """On an edge, or a minute to either side."""
    return st.sampled_from((NONE, MINUTE, -MINUTE))


def seldom(one_in: int) -> st.SearchStrategy[bool]:
    """True once in so many times; no is the simpler."""
    return st.integers(0, one_in - 1).map(lambda n: n == one_in - 1)


@st.composite
def waits(draw: st.DrawFn) -> timedelta:
    """How long until the next thing happens: minutes, an edge, or some days."""
    how = draw(st.integers(0, 3))
    if how == 0:
        return draw(st.integers(1, 24 * 60)) * MINUTE
    if how == 1:
        return max(draw(st.sampled_from(DELAYS)) + draw(beside()), NONE)
    return draw(st.integers(0, 25)) * DAY + draw(st.integers(0, 24 * 60 - 1)) * MINUTE


@dataclass
class Story:
    """A contact while it is told: what has happened so far, and when it is now."""

    draw: st.DrawFn
    zone: str
    now: datetime
    written_in: str
    used: set[datetime] = field(default_factory=set)
    ends: set[datetime] = field(default_factory=set)
    interactions: list[dict] = field(default_factory=list)
    meetings: list[dict] = field(default_factory=list)
    promises: list[dict] = field(default_factory=list)
    referrals: list[dict] = field(default_factory=list)

    def wait(self) -> None:
        """Let time pass; now and then until a minute beside a local midnight."""
        self.now += self.draw(waits())
        if self.draw(seldom(5)):
            self.now = midnight(day_of(self.now, self.zone) + DAY, self.zone) + self.draw(beside())

    def free(self, at: datetime) -> datetime:
        """This instant, or the next at which nothing else happened: no two events of a contact share one."""
        while at in self.used:
            at += MINUTE
        self.used.add(at)
        return at

    def write(self, at: datetime) -> str:
        """An instant as a file has it: with the offset of some zone."""
        if self.written_in == "Z":
            return at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return at.astimezone(ZoneInfo(self.written_in)).isoformat()

    def some_day(self, earliest: int, latest: int) -> str:
        """A day so many days from now."""
        days = self.draw(st.integers(earliest, latest))
        return (day_of(self.now, self.zone) + days * DAY).isoformat()

    def say(self, kind: str) -> None:
        """Log an interaction, with the marks that its kind can bear."""
        draw = self.draw
        self.now = self.free(self.now)
        told = {"kind": kind, "happened_at": self.write(self.now)}
        incoming = kind in INCOMING or (kind in OUTGOING and draw(seldom(3 if kind == "message" else 15)))
        if kind in OUTGOING and incoming:
            told["direction"] = "in"
        elif draw(st.booleans()):
            told["direction"] = draw(st.sampled_from(("in", "out"))) if kind not in OUTGOING else "out"
        for mark in ("gives", "asks"):
            if draw(seldom(4)):
                told[mark] = draw(st.booleans())
        if kind == "reply" and draw(seldom(3)):
            told["wants_answer"] = draw(st.booleans())
        if kind == "deferred" and not draw(seldom(6)):
            told["again_on"] = self.some_day(-3, 60)
        self.interactions.append(told)


def asks(story: Story) -> None:
    """A request, and up to three nudges after it."""
    story.say("request")
    for _ in range(story.draw(st.sampled_from((0, 0, 1, 1, 2, 3)))):
        story.wait()
        story.say("nudge")


def asks_once(story: Story) -> None:
    """A request, and nothing more."""
    story.say("request")


def hears(story: Story) -> None:
    """They say something."""
    story.say(story.draw(st.sampled_from((*INCOMING, "reply"))))


def writes(story: Story) -> None:
    """Anything that one can send, in any order."""
    story.say(story.draw(st.sampled_from(OUTGOING)))


def stays_in_touch(story: Story) -> None:
    """Up to three check-ins, each answered or not."""
    for _ in range(story.draw(st.sampled_from((1, 1, 2, 3)))):
        story.say("check_in")
        story.wait()
        if story.draw(st.booleans()):
            story.say("reply")


def keeps_a_note(story: Story) -> None:
    """A note, which counts nowhere."""
    story.say("note")


def plans(story: Story) -> dict:
    """A conversation is scheduled, perhaps confirmed and prepared; now is somewhere before it or at its start."""
    draw = story.draw
    scheduled_at = story.now
    starts_at = scheduled_at + draw(waits())
    told: dict = {"starts_at": story.write(starts_at)}
    if draw(seldom(6)):
        starts_at = scheduled_at
        told["starts_at"] = story.write(starts_at)
    else:
        told["scheduled_at"] = story.write(scheduled_at)
    if draw(st.booleans()):
        told["minutes"] = draw(st.sampled_from((15, 20, 30, 60)))
    if draw(seldom(3)):
        told["prepared_at"] = story.write(starts_at - draw(waits()))
    if draw(st.booleans()):
        if draw(st.booleans()):
            story.wait()
        story.say("confirmation")
    story.meetings.append(told)
    return told


def stays_planned(story: Story) -> None:
    """A conversation stays planned; what comes next may happen before or after it."""
    told = plans(story)
    if story.draw(st.booleans()):
        told["status"] = "planned"


def meets(story: Story) -> None:
    """A conversation is held, shorter or longer than agreed; perhaps thanked for, in time or not."""
    draw = story.draw
    told = plans(story)
    starts_at = datetime.fromisoformat(told["starts_at"]).astimezone(UTC)
    end = starts_at + told.get("minutes", 20) * MINUTE
    told["status"] = "held"
    if draw(st.booleans()):
        end += draw(st.sampled_from((NONE, -5 * MINUTE, 10 * MINUTE, 40 * MINUTE)))
        told["ended_at"] = story.write(end)
    if end in story.ends:
        while end in story.ends:
            end += MINUTE
        told["ended_at"] = story.write(end)
    story.ends.add(end)
    story.now = end
    if draw(seldom(5)):
        story.say(draw(st.sampled_from(("thank_you", "check_in", "request", "reply"))))
    how = draw(st.integers(0, 5))
    if how == 0:
        told["thanks_dropped_at"] = story.write(end + draw(waits()))
    elif how > 2:
        story.now += draw(waits())
        story.say("thank_you")
        if draw(st.booleans()):
            story.wait()
            story.say("reply")


def is_called_off(story: Story) -> None:
    """A conversation is cancelled before it, or nobody came."""
    draw = story.draw
    told = plans(story)
    told["status"] = draw(st.sampled_from(("cancelled", "no_show")))
    starts_at = datetime.fromisoformat(told["starts_at"]).astimezone(UTC)
    at = starts_at
    if told["status"] == "cancelled" and draw(st.booleans()):
        at -= draw(waits())
        if "scheduled_at" in told:
            at = max(at, datetime.fromisoformat(told["scheduled_at"]).astimezone(UTC))
    free = story.free(at)
    if free != starts_at or draw(seldom(3)):
        told["cancelled_at"] = story.write(free)
    story.now = max(story.now, free)


def promises(story: Story) -> None:
    """Somebody promises something: kept in time or late, let go, or open."""
    draw = story.draw
    told = {"what": "send the article", "owner": draw(st.sampled_from(("me", "me", "them")))}
    told["due"] = story.some_day(-2, 30)
    if draw(st.booleans()):
        told["made_at"] = story.write(story.now)
    late_from = midnight(date.fromisoformat(told["due"]) + DAY, story.zone)
    settles(story, told, late_from)
    story.promises.append(told)


def names_somebody(story: Story) -> None:
    """They name somebody to talk to: followed in time or late, let go, or open."""
    told = {"name": "Priya", "given_at": story.write(story.now)}
    if story.draw(st.booleans()):
        told["may_mention"] = story.draw(st.sampled_from(("yes", "no", "not asked")))
    settles(story, told, midnight(day_of(story.now, story.zone) + 8 * DAY, story.zone))
    story.referrals.append(told)


def settles(story: Story, told: dict, late_from: datetime) -> None:
    """A promise or a referral is done (around the instant at which it is late) or dropped, or neither."""
    how = story.draw(st.integers(0, 4))
    if how == 1:
        told["dropped_at"] = story.write(story.now + story.draw(waits()))
    elif how == 2:
        told["done_at"] = story.write(late_from + story.draw(st.sampled_from(DELAYS)) + story.draw(beside()))
    elif how == 3:
        told["done_at"] = story.write(story.now + story.draw(waits()))


BEATS: tuple[Callable[[Story], object], ...] = (
    asks, asks, asks, hears, hears, hears, writes, writes, keeps_a_note, meets, meets, meets, stays_planned,
    stays_in_touch, stays_in_touch, is_called_off, promises, names_somebody,
)  # fmt: skip
A_BEAT = st.sampled_from(BEATS)
LENGTHS = st.sampled_from((1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 0))


@st.composite
def contacts(
    draw: st.DrawFn,
    name: str = "Ada Example",
    zone: str | None = None,
    most_beats: int = 8,
    elsewhere: int = 5,
    beats: st.SearchStrategy[Callable[[Story], object]] = A_BEAT,
) -> dict:
    """A contact of a history file: a story of some beats, its lists not in the order of time.

    Once in `elsewhere` times the organization is another, or not known.
    """
    story = Story(draw, zone or draw(zones()), draw(instants(zone)), draw(st.sampled_from((*ZONES, "Z"))))
    for _ in range(min(draw(LENGTHS), most_beats)):
        story.wait()
        draw(beats)(story)
    told: dict = {"name": name}
    if not draw(seldom(elsewhere)):
        told["organization"] = draw(st.sampled_from(SAME_ORGANIZATION))
    elif draw(st.booleans()):
        told["organization"] = draw(st.sampled_from(("Acme", "Acme Labs GmbH", "Beta", " ", None)))
    for fact, values in (
        ("tie", ("A", "B", "C", "D", None)),
        ("relationship", ("stranger", "stranger", "introduced", "known", None)),
    ):
        if not draw(seldom(4)):
            told[fact] = draw(st.sampled_from(values))
    if draw(seldom(4)):
        told["cadence_days"] = draw(st.sampled_from((None, 7, 14, 45, 200)))
    if draw(seldom(12)):
        told["do_not_contact"] = draw(st.booleans())
    for records in ("interactions", "meetings", "promises", "referrals"):
        rows = getattr(story, records)
        if rows or draw(st.booleans()):
            first = draw(st.integers(0, max(len(rows) - 1, 0)))
            told[records] = rows[first:] + rows[:first]
    return told


@st.composite
def histories(draw: st.DrawFn, zone: str | None = None) -> tuple[dict, list[dict]]:
    """A contact and none to three others; some of them were asked about when the contact was."""
    unanswered = draw(seldom(8))
    contact = draw(contacts(zone=zone, most_beats=1, beats=st.just(asks_once)) if unanswered else contacts(zone=zone))
    requests = [told["happened_at"] for told in contact.get("interactions", []) if told["kind"] == "request"]
    others = []
    for name in OTHER_NAMES[: draw(st.sampled_from((0, 0, 1, 1, 2, 3)))]:
        other = draw(contacts(name=name, zone=zone, most_beats=2, elsewhere=3))
        if requests and draw(st.booleans()):
            asked_at = datetime.fromisoformat(draw(st.sampled_from(requests))).astimezone(UTC)
            asked_at += draw(st.sampled_from((-720 * HOUR, -7 * DAY, NONE, 3 * DAY))) + draw(beside())
            request = {"kind": "request", "happened_at": asked_at.isoformat()}
            told = other.setdefault("interactions", [])
            if asked_at not in {datetime.fromisoformat(each["happened_at"]) for each in told}:
                told.append(request)
        others.append(other)
    return contact, others


@st.composite
def readable(draw: st.DrawFn, zone: str | None = None) -> tuple[dict, list[dict], datetime, str]:
    """A history, an instant to read it at, and a zone; the instant is often an edge of something in the history.

    The reading serves here only to find the instants at which something is late.
    """
    zone = zone or draw(zones())
    contact, others = draw(histories(zone))
    facts = sorted(told_instants(contact, zone))
    if not facts or draw(seldom(20)):
        return contact, others, draw(instants(zone)), zone
    fact = draw(st.sampled_from(facts[-3:] if draw(st.booleans()) else facts))
    how = draw(st.integers(0, 2))
    if how == 0:
        day = day_of(fact, zone) + draw(st.sampled_from(DAYS_ON) | st.integers(0, 42)) * DAY
        as_of = midnight(day, zone) + draw(beside())
    elif how == 1:
        as_of = fact + draw(st.sampled_from(DELAYS)) + draw(beside())
    else:
        as_of = fact + draw(waits())
    items = reading.read(contact, others, as_of, zone).items
    if items and draw(st.booleans()):
        as_of = draw(st.sampled_from(items)).due_at + draw(st.sampled_from(LATE_BY)) + draw(beside())
    return contact, others, as_of, zone


def told_instants(contact: dict, zone: str) -> set[datetime]:
    """Every instant that a contact's history names, the ends of its conversations, and its days from their midnight."""
    found = set()
    for records in ("interactions", "meetings", "promises", "referrals"):
        for told in contact.get(records, []):
            for name, value in told.items():
                if name in ("due", "again_on"):
                    found.add(midnight(date.fromisoformat(value), zone))
                elif name.endswith("_at"):
                    found.add(datetime.fromisoformat(value).astimezone(UTC))
            if "starts_at" in told:
                minutes = told.get("minutes", 20)
                found.add(datetime.fromisoformat(told["starts_at"]).astimezone(UTC) + minutes * MINUTE)
    return found

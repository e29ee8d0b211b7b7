"""The beats of a story: what a contact and oneself do, told one after the other as a history file has it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.coaching.instants import DAY, DELAYS, MINUTE, NONE, beside, day_of, midnight, seldom, waits
from tests.needs import needs

needs("hypothesis")
from hypothesis import strategies as st  # noqa: E402

INCOMING = ("reply", "agreed", "declined", "deferred")
OUTGOING = (
    "request", "nudge", "message", "proposal", "confirmation", "thank_you", "check_in",
    "introduction", "connection",
)  # fmt: skip


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

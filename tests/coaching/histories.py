"""Histories made up by Hypothesis, in the format of history files, and the instants to read them at.

A contact is told as a story: beats such as asking and nudging, or talking and thanking, with a wait between them.
So the structures that the rules speak of come up often, and their edges (a day exactly, a local midnight, a weekend,
the change of the clocks) far more often than chance would bring them.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.coaching import reading
from tests.coaching.beats import A_BEAT, Story, asks_once
from tests.coaching.instants import (
    DAY,
    DELAYS,
    HOUR,
    MINUTE,
    NONE,
    ZONES,
    beside,
    day_of,
    instants,
    midnight,
    seldom,
    waits,
    zones,
)
from tests.needs import needs

needs("hypothesis")
from hypothesis import strategies as st  # noqa: E402

# The days after a fact on which something opens, is late, lapses, is parked or sleeps: any of six weeks, or of these.
DAYS_ON = (1, 2, 3, 5, 7, 9, 11, 14, 15, 28, 30, 31, 37, 39, 60, 61, 120, 121, 181, 365, 366, 367, 540, 541, 601)
# From the instant at which something is late: when it opened (or what was before it is gone), its caps, its end, when
# its matter is parked, and the end of a memory.
LATE_BY = (NONE, NONE, -DAY, -DAY, 7 * DAY, 14 * DAY, 27 * DAY, 180 * DAY)
SAME_ORGANIZATION = ("Acme Labs", "ACME LABS", " acme labs ")
OTHER_NAMES = ("Ben Example", "Cy Example", "Dee Example")
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

"""The ties as a list, and one taken apart: what its score is made of, what holds it down, what would raise it today.

The rules stand in sql/70_health.sql. What would raise a score is the same formula, asked again as if something had been
done at this moment: the word kept, a line sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from math import floor

from ivw.coaching.network import WITH_DORMANT
from ivw.records.database import Records

SHOWN = {"all": "All ties", "attention": "Not healthy", "dormant": "Dormant"}
# The four parts of health: what a list calls them, their weight, and what they say.
PARTS = {
    "F": ("Kept word", 40, "Thank-yous, promises and referrals: done, and in time"),
    "R": ("Recent", 35, "How long since you were last in touch, against how often you mean to be"),
    "C": ("Answers", 15, "How often they reply to what you write"),
    "G": ("Giving", 10, "How often you offer something, against how often you ask"),
}
CAPS = ((14, 39), (7, 59), (0, 79))  # late by so many days (0: late at all), and the score that holds
_OWED = {"thank_you": "thank-you", "promise": "promise", "referral": "referral"}


@dataclass(frozen=True, slots=True)
class Health:
    """How one tie is: its parts (0 to 1), the score before and after the cap, and the person behind it.

    score and band are None while the tie is dormant. `cadence` is the one that counts, `own_cadence` the contact's own;
    `tie` is None where nothing was said (an acquaintance). Instants in UTC.
    """

    contact_id: str
    contact: str
    organization: str | None
    position: str | None
    tie: str | None
    own_cadence: int | None
    do_not_contact: bool
    score: int | None
    band: str | None
    F: float
    R: float
    C: float
    G: float
    uncapped: int
    cap: int | None
    longest_delay: float
    cadence: int
    silent_days: int
    last_talked: datetime
    dormant: bool


@dataclass(frozen=True, slots=True)
class Network:
    """All ties together: the score (None: nobody has one), and how many ties are in each of WITH_DORMANT."""

    score: int | None
    bands: dict[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the ties, all of them together, how many ties the list has in all and how many stand before these."""

    ties: tuple[Health, ...]
    network: Network
    total: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Debt:
    """Something owed to a contact at some time: a thank_you, a promise of mine or a referral. `what` is its text."""

    action: str
    subject_id: str
    what: str | None
    weight: int
    opens_at: datetime
    due_at: datetime
    settled_at: datetime | None
    dropped: bool
    lapsed: bool
    still_open: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was written since the first conversation: messages out, answers in, and the marks on the messages."""

    touches: int
    heard: int
    gives: int
    asks: int


@dataclass(frozen=True, slots=True)
class Apart:
    """One tie taken apart: its health, and the facts that the parts were worked out from."""

    health: Health
    debts: tuple[Debt, ...]
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Step:
    """Something one could do today, and the score that the tie would then have. `settles` is empty for a check-in."""

    settles: tuple[Debt, ...]
    score: int
    band: str


def page(
    records: Records,
    as_of: datetime,
    zone: str,
    *,
    shown: str = "all",
    limit: int = 20,
    offset: int = 0,
    showing: str | None = None,
) -> Page:
    """A page of the ties, weakest first, dormant ones last. `shown` is a key of SHOWN; attention: all below healthy.

    It is the page that the contact `showing` is on, else the one after `offset` ties; where there are not so many, the
    last one.
    """
    names = [each.name for each in fields(Health)]
    rows = records.rows(
        f"SELECT first, network, healthy, attention, at_risk, fading, is_dormant, {', '.join(names)} "  # noqa: S608 - ours
        "FROM ties_listed($as_of, $zone, shown := $shown, how_many := $limit, skipped := $offset, showing := $showing)",
        as_of=as_of,
        zone=zone,
        shown=shown,
        limit=limit,
        offset=offset,
        showing=showing,
    )
    first, score, *counted = rows[0][: len(WITH_DORMANT) + 2]
    network = Network(score, dict(zip(WITH_DORMANT, counted, strict=True)))
    listed = tuple(Health(*row[len(WITH_DORMANT) + 2 :]) for row in rows if row[-1] is not None)
    return Page(listed, network, how_many(network, shown), int(first))


def how_many(network: Network, shown: str) -> int:
    """How many ties are on that list."""
    everybody, dormant = sum(network.bands.values()), network.bands["dormant"]
    return {"attention": everybody - dormant - network.bands["healthy"], "dormant": dormant}.get(shown, everybody)


def apart(records: Records, health: Health, as_of: datetime, zone: str) -> Apart:
    """The facts behind one tie's health."""
    debts = records.read(
        Debt, "FROM debts_told($as_of, $zone, $id) ORDER BY due_at", as_of=as_of, zone=zone, id=health.contact_id
    )
    written = records.read(
        Exchange,
        "SELECT touches, heard, given AS gives, asked AS asks FROM exchanges($as_of, whom := $id::UUID)",
        as_of=as_of,
        id=health.contact_id,
    )
    return Apart(health, tuple(debts), written[0] if written else Exchange(0, 0, 0, 0))


def steps(tie: Apart, as_of: datetime) -> list[Step]:
    """What would raise the score today, the most first: keeping one's word (each, or all that is due), or checking in.

    A check-in is one that gives something. A thank-you is a message too: it counts as being in touch.
    """
    owed = [debt for debt in _open(tie) if debt.opens_at <= as_of]
    ways: list[tuple[Debt, ...]] = [(debt,) for debt in owed]
    if len(owed) > 1:
        ways.append(tuple(owed))
    found = [_if_settled(tie, settles, as_of) for settles in ways] + [_if_checked_in(tie, as_of)]
    before = -1 if tie.health.score is None else tie.health.score
    better = [step for step in found if step.score > before]
    # Among equals the fewer things to do, and the check-in (which settles nothing) last.
    return sorted(better, key=lambda step: (-step.score, len(step.settles) or len(owed) + 1))


def kept_word(debts: Sequence[Debt], as_of: datetime) -> float:
    """F: the weighted mean over what was owed; 1 where nothing was."""
    values = [(debt.weight, _value(debt, as_of)) for debt in debts]
    counted = [(weight, value) for weight, value in values if value is not None]
    return sum(w * v for w, v in counted) / sum(w for w, _ in counted) if counted else 1.0


def days_late(debt: Debt, as_of: datetime) -> float:
    """Elapsed time / 24 h after the due instant, with fractions; 0 when in time."""
    return max(((debt.settled_at or as_of) - debt.due_at) / timedelta(days=1), 0.0)


def scored(f: float, r: float, c: float, g: float, longest_delay: float) -> tuple[int, int]:
    """The score before and after the cap."""
    uncapped = floor(round(40 * f + 35 * r + 15 * c + 10 * g, 6) + 0.5)
    return uncapped, min(uncapped, _cap(longest_delay) or 100)


def band(score: int) -> str:
    """The band of a score, a key of BANDS."""
    return "healthy" if score >= 80 else "attention" if score >= 60 else "at_risk" if score >= 40 else "fading"


def explained(tie: Apart, as_of: datetime) -> str:
    """Why the score is what it is, in a sentence or two: what the parts add up to, and what holds it down."""
    health = tie.health
    if health.dormant:
        limit = max(3 * health.cadence, 365)
        return (
            f"You were last in touch {health.silent_days} days ago. After {limit} days of silence a tie is "
            "dormant: it keeps its four parts and has no score until you are in touch again."
        )
    parts = f"The parts add up to {health.uncapped}"
    late = [debt for debt in _open(tie) if days_late(debt, as_of) > 0]
    if not late or health.cap is None:
        if health.F < 1 and not late:
            return f"{parts}. Nothing owed is late now, but what came late, or never, counts for 180 days."
        return f"{parts}, and nothing late holds the score down."
    longest = max(late, key=lambda debt: days_late(debt, as_of))
    owed = _OWED[longest.action]
    since = _lateness(days_late(longest, as_of))
    told = f"One {owed} is {since}"
    if len(late) > 1:
        told = f"{len(late)} things are late, a {owed} the longest ({since})"
    by = {39: "late by two weeks", 59: "late by a week", 79: "late at all"}[health.cap]
    if health.uncapped > health.cap:
        return f"{parts}. {told}, and a {owed} {by} holds the score at {health.cap}."
    return f"{parts}. {told}; a {owed} {by} would hold a better score at {health.cap}."


def advised(tie: Apart, step: Step) -> str:
    """One step in words, with the score it leads to."""
    to = f"the score rises to {step.score} today"
    if tie.health.dormant:
        to = f"the tie stands at {step.score} again"
    if len(step.settles) > 1:
        return f"Settle {'both' if len(step.settles) == 2 else f'all {len(step.settles)}'} things you owe and {to}."
    if not step.settles:
        does = "Send a friendly line" if tie.health.dormant else "Check in with something useful to them"
        return f"{does} and {to}."
    debt = step.settles[0]
    match debt.action:
        case "thank_you":
            return f"Thank them and {to}."
        case "promise":
            return f"Keep your promise ({debt.what}) and {to}."
        case _:
            return f"Write to {debt.what}, whom they named, and {to}."


def costliest(tie: Apart) -> str:
    """The part that costs the most points, as a finding."""
    health = tie.health
    lost = {part: weight * (1 - getattr(health, part)) for part, (_, weight, _) in PARTS.items()}
    part = max(lost, key=lambda each: lost[each])
    if lost[part] < 1:
        return "Every part is full"
    if part == "C" and not tie.exchange.touches:
        return "You have not written since you met"
    return {
        "F": "What is owed costs the most points" if _open(tie) else "What came late still costs the most points",
        "R": "The silence costs the most points",
        "C": "Missing answers cost the most points",
        "G": "Asking without giving costs the most points",
    }[part]


def _open(tie: Apart) -> list[Debt]:
    return [debt for debt in tie.debts if debt.still_open]


def _if_settled(tie: Apart, settles: Sequence[Debt], as_of: datetime) -> Step:
    debts = [replace(debt, settled_at=as_of, still_open=False) if debt in settles else debt for debt in tie.debts]
    return _step(tie, settles, debts, as_of, writes=any(debt.action == "thank_you" for debt in settles), gives=False)


def _if_checked_in(tie: Apart, as_of: datetime) -> Step:
    return _step(tie, (), tie.debts, as_of, writes=True, gives=True)


def _step(
    tie: Apart, settles: Sequence[Debt], debts: Sequence[Debt], as_of: datetime, *, writes: bool, gives: bool
) -> Step:
    """The score as if these were the debts, and with `writes` one more message of today."""
    before = tie.exchange
    touches, given = before.touches + writes, before.gives + gives
    recent = 1.0 if writes else tie.health.R
    answers = (min(before.heard, touches) + 1) / (touches + 2)
    giving = min(1.0, (given + 1) / (before.asks + 1))
    delay = max((days_late(debt, as_of) for debt in debts if debt.still_open), default=0.0)
    _, score = scored(kept_word(debts, as_of), recent, answers, giving, delay)
    if tie.health.dormant and not writes:
        score = -1  # a word kept does not wake a tie: only being in touch does
    return Step(tuple(settles), score, band(score))


def _value(debt: Debt, as_of: datetime) -> float | None:
    if not debt.still_open and debt.due_at < as_of - timedelta(days=180):
        return None
    late = days_late(debt, as_of)
    if debt.settled_at is not None:
        return 1 - 0.5 * min(1.0, late / 14)
    if debt.lapsed:
        return 0.0
    return max(0.0, 1 - late / 14) if debt.still_open and late > 0 else None


def _cap(longest_delay: float) -> int | None:
    if longest_delay <= 0:
        return None
    return next(cap for days, cap in CAPS if longest_delay >= days)


def _lateness(days: float) -> str:
    if days >= 1:
        return f"{int(days)} day{'s' if int(days) != 1 else ''} late"
    return f"{max(1, int(days * 24))} h late"

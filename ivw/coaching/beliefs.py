"""What changed from before a conversation to after it: beliefs (A73), and how sure and how awake one felt (B04)."""

from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching.paging import page_of
from ivw.records.database import Records

FEELINGS = {"confidence": "Confidence", "energy": "Energy"}
ENOUGH = 5  # our convention: below so many conversations nothing is said about what they do to one
MOST = 12  # conversations that one chart can show


@dataclass(frozen=True, slots=True)
class Belief:
    """What one conversation changed: what one believed, what one believes now, what changed one's view; one is said."""

    meeting_id: str
    contact_id: str
    contact: str
    field: str | None
    day: date
    believed_before: str | None
    believed_after: str | None
    changed_view: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """How one felt before one conversation and after it, 1 to 5."""

    meeting_id: str
    contact: str
    day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Felt:
    """One feeling over all conversations of which both were said: in how many it rose and fell, the mean change, and
    the newest of them, newest first.
    """

    feeling: str
    pairs: int
    rose: int
    fell: int
    gain: float
    newest: tuple[Pair, ...]


def changed(records: Records, as_of: datetime, zone: str, *, limit: int, offset: int = 0) -> tuple[list[Belief], int]:
    """The beliefs that conversations changed, newest first, a page of them; and how many conversations did."""
    return page_of(
        records, Belief, "FROM beliefs_told($as_of, $zone, $limit, $offset)",
        as_of=as_of, zone=zone, limit=limit, offset=offset,
    )  # fmt: skip


def felt(records: Records, feeling: str, as_of: datetime, zone: str) -> Felt:
    """Confidence or energy (a key of FEELINGS) before and after, only where both were said."""
    rows = records.rows(
        "SELECT meeting_id, contact, day, before, after, pairs, rose, fell, gain "
        "FROM feelings_told($as_of, $zone, $feeling, $most)",
        as_of=as_of,
        zone=zone,
        feeling=feeling,
        most=MOST,
    )
    pairs, rose, fell, gain = rows[0][5:] if rows else (0, 0, 0, 0.0)
    return Felt(feeling, int(pairs), int(rose), int(fell), float(gain), tuple(Pair(*row[:5]) for row in rows))


def finding(felt: Felt) -> str:
    """What the conversations did to a feeling, with its counts; too early below five of them."""
    name = FEELINGS[felt.feeling]
    if felt.pairs < ENOUGH:
        return f"Too few to say what talking does to your {name.lower()}: {felt.pairs} of {ENOUGH}"
    if felt.rose > felt.fell and 2 * felt.rose > felt.pairs:
        return f"{name} rose in {felt.rose} of {felt.pairs} conversations, {by(felt)} on average"
    if felt.fell > felt.rose and 2 * felt.fell > felt.pairs:
        return f"{name} fell in {felt.fell} of {felt.pairs} conversations, {by(felt)} on average"
    return f"{name} rose in {felt.rose} and fell in {felt.fell} of {felt.pairs} conversations"


def by(felt: Felt) -> str:
    """The mean change with its sign: +0.7."""
    tenths = round(10 * abs(felt.gain) + 1e-6)
    return f"{'+' if felt.gain > 0 else '−'}{tenths / 10:.1f}" if tenths else "0.0"

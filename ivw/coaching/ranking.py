"""Whom to ask next: the shortlist by how well each one fits and how easy they are to reach, and why.

Every number here is our convention, not a finding, and the screen says so.

Fit, 0 to 100 (A19, A25): how well their work matches what one is interested in, what one values, and whether they have
the experience one asks about. Each is rated 0 to 3 by the person; what is not rated yet counts as the middle.

Access, 0 to 100: how warm the way to them is. A name one may mention and a mutual contact make it warmer (A15).

Rank: 60 parts fit and 40 parts access, since choosing well pays more than reaching many (A26).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from ivw.coaching.contacts import SOURCES
from ivw.coaching.paging import page_of
from ivw.coaching.profile import TIES
from ivw.coaching.wording import clause, listed
from ivw.records.database import Records

FIT_SHARE = 0.6  # A26; the share itself is our convention
# Points at most for each rating.
FIT: Mapping[str, tuple[str, int, str]] = {
    "interest_fit": ("Interest", 35, "A19"),
    "values_fit": ("Values", 30, "A19"),
    "experience_fit": ("Experience", 35, "A25"),
}
# Points by what is known; what is not named here gives none.
ACCESS: Mapping[str, tuple[str, Mapping[str, int], str]] = {
    "relationship": ("How you know them", {"known": 25, "introduced": 15, "stranger": 0}, "C17"),
    "tie": ("Tie", {"A": 10, "B": 7, "C": 3, "D": 0}, "our convention"),
    "referral": ("A name to mention", {"yes": 20, "not asked": 10, "no": 5}, "A15"),
    "mutual": ("Mutual contact", {"yes": 10}, "A15"),
    "address": ("An address", {"yes": 15}, "our convention"),
    "source": (
        "How you found them",
        {
            "referral": 10,
            "friend": 10,
            "alumni": 8,
            "work": 8,
            "event": 8,
            "course": 4,
            "social_media": 2,
            "linkedin": 2,
        },
        "A15, A24",
    ),
    "met_there": ("Somebody met there", {"yes": 10}, "our convention"),
}
GOOD_FIT, EASY = 60, 50  # from here on one is called a good fit, or easy to reach
UNRATED = 1.5
MANY_TALKS = 300  # so many conversations the chart of fit and use holds
ENOUGH_TALKS, CLEAR_GAP = 5, 1.0  # our convention: below these nothing is said about whether fit pays off

_NOT_RATED = "not rated yet (counts as the middle)"
_RATED = ("not at all", "a little", "well", "exactly")
_FOUND = {"referral": "found through a referral", "other": "found another way"}
_RELATIONSHIP = {"known": "you know them", "introduced": "you were introduced", "stranger": "a stranger so far"}
_MENTION = {
    "yes": "{} named them, and you may say so",
    "not asked": "{} named them; you have not asked whether you may say so",
    "no": "{} named them, but does not want to be mentioned",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person on the ranked shortlist, and all that the rank is made of.

    `referral` is whether one may mention `referrer`, who named them ('yes', 'not asked', 'no'; None where nobody did);
    `met_there` somebody one met at the same organization. fit, access and score go from 0 to 100.
    """

    contact_id: str
    name: str
    given_name: str | None
    organization: str | None
    position: str | None
    interest_fit: int | None
    values_fit: int | None
    experience_fit: int | None
    relationship: str | None
    tie: str | None
    referral: str | None
    referrer_id: str | None
    referrer: str | None
    mutual_contact: str | None
    has_address: bool
    source_kind: str | None
    met_there: str | None
    why_this_person: str | None
    fit: float
    access: float
    score: float
    place: int

    @property
    def is_rated(self) -> bool:
        """Whether at least one of the three fits is rated."""
        return any(getattr(self, fit) is not None for fit in FIT)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of fit or access: what it is called, what is known (None: nothing), its points, and the most of them.

    `of` is 'fit' or 'access', `advice` where it comes from.
    """

    of: str
    label: str
    says: str | None
    points: float
    most: int
    advice: str


@dataclass(frozen=True, slots=True)
class Raise:
    """What would raise somebody's rank most: in words, by how many points, and what to do.

    `action`: rate, ask (the referrer), address, mutual or source.
    """

    says: str
    points: float
    action: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody shortlisted and not ranked; `state` is a key of contacts.STATES."""

    contact_id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Used:
    """A conversation with a debrief: how well the person fitted (0 to 100), how useful it was (1 to 5)."""

    meeting_id: str
    name: str
    useful: int
    fit: float


def ranked(records: Records, as_of: datetime, *, limit: int, offset: int = 0) -> tuple[list[Ranked], int]:
    """A page of the shortlist, best first, and how many are on it.

    On it are those who were not asked yet; `apart` names the others. Past the end stands the first page.
    """
    sql = "FROM shortlist_ranked($as_of, $points, $fit_share, $limit, $offset)"
    names = ", ".join(Ranked.__dataclass_fields__)
    of: dict[str, object] = {"as_of": as_of, "points": _points(), "fit_share": FIT_SHARE, "limit": limit}
    return page_of(records, Ranked, f"SELECT {names}, total {sql}", **of, offset=offset)


def counts(records: Records, as_of: datetime) -> tuple[int, int]:
    """How many are ranked, and how many are shortlisted, not met, and stand apart."""
    row = records.rows(
        "SELECT (SELECT count(*) FROM prospects($as_of)), count(*) FROM contacts c WHERE c.shortlisted_at <= $as_of "
        "AND c.id NOT IN (SELECT contact_id FROM encounters($as_of) WHERE times_met > 0)",
        as_of=as_of,
    )[0]
    return int(row[0]), int(row[1]) - int(row[0])


def apart(records: Records, as_of: datetime, zone: str, *, limit: int, offset: int = 0) -> tuple[list[Apart], int]:
    """A page of those who are shortlisted and not ranked, by name, and how many they are."""
    return page_of(
        records, Apart, "SELECT contact_id, name, state, total FROM shortlist_apart($as_of, $zone, $limit, $offset)",
        as_of=as_of, zone=zone, limit=limit, offset=offset,
    )  # fmt: skip


def parts(person: Ranked) -> tuple[Part, ...]:
    """All parts of somebody's fit and access, with their points: those of one kind add up to it."""
    fits = tuple(_fit_part(field, getattr(person, field)) for field in FIT)
    return fits + tuple(_access_part(part, *known) for part, known in _known(person).items())


def why(person: Ranked) -> tuple[str, str]:
    """Why somebody stands where they do: a sentence on their fit and one on the way to them, each naming its parts."""
    every = parts(person)
    fit = [f"{part.label.lower()} {part.says or _NOT_RATED}" for part in every if part.of == "fit"]
    if not person.is_rated:
        fit = ["not rated yet, so interest, values and experience count as the middle"]
    way = [part.says for part in every if part.of == "access" and part.says]
    return (
        f"Fit {whole(person.fit)}: {', '.join(fit)}.",
        f"Access {whole(person.access)}: {'; '.join(way)}.",
    )


def would_raise(person: Ranked) -> Raise | None:
    """What would raise the rank most, of what can still be found out or done; None where nothing is left."""
    unrated = [FIT[field] for field in FIT if getattr(person, field) is None]
    found: list[Raise] = []
    if unrated:
        gain = FIT_SHARE * sum(points for _, points, _ in unrated) * (3 - UNRATED) / 3
        found.append(Raise(_to_rate([label for label, _, _ in unrated]), gain, "rate"))
    open_points = {
        part: max(points.values()) - points.get(_known(person)[part][0] or "", 0)
        for part, (_, points, _) in ACCESS.items()
    }
    if person.referral == "not asked":
        found.append(
            _raise(f"Ask {person.referrer} whether you may mention their name", open_points["referral"], "ask")
        )
    if not person.has_address:
        found.append(_raise("Find an e-mail or LinkedIn address", open_points["address"], "address"))
    if person.mutual_contact is None and person.referral is None:
        found.append(_raise("Find somebody who knows both of you", open_points["mutual"], "mutual"))
    if person.source_kind is None:
        found.append(_raise("Say how you found them", open_points["source"], "source"))
    return max(found, key=lambda each: each.points, default=None)


def finding(people: Sequence[Ranked]) -> str:
    """What the ranked shortlist says, in a sentence; `people` stand in their order, the first of all among them."""
    if not people:
        return "Nobody is on your shortlist to be asked"
    best = people[0]
    if not any(person.is_rated for person in people):
        return "Nobody's fit is rated yet, so only the way to them counts"
    if not best.is_rated:
        return f"{best.name} is easiest to reach; the fit is not rated yet"
    if best.fit >= GOOD_FIT and best.access >= EASY:
        return f"{best.name} is both a good fit and easy to reach"
    if best.fit >= GOOD_FIT:
        return f"{best.name} is a good fit, and the way there is still long"
    if best.access >= EASY:
        return f"{best.name} is easy to reach, but no close fit"
    return f"{best.name} comes first, and nobody is a good fit and easy to reach yet"


def fit_and_use(records: Records, as_of: datetime) -> list[Used]:
    """The conversations with a debrief that says how useful they were, of people whose fit is rated; newest first.

    The fit is the one that stands now. At most 300.
    """
    return records.read(
        Used, "FROM fit_and_use($as_of, $points, $limit)", as_of=as_of, points=_points(), limit=MANY_TALKS
    )


def paid_off(talks: Sequence[Used]) -> str:
    """Whether a good fit paid off (A26), with its counts; nothing is claimed from few talks or a small difference."""
    good = [talk.useful for talk in talks if talk.fit >= GOOD_FIT]
    other = [talk.useful for talk in talks if talk.fit < GOOD_FIT]
    if min(len(good), len(other)) < ENOUGH_TALKS:
        return f"Too early to say: {_talks(good)} with a good fit, {len(other)} with others"
    gap = sum(good) / len(good) - sum(other) / len(other)
    said = f"{_mean(good)} of 5 over {_talks(good)}, {_mean(other)} over {len(other)} others"
    if gap >= CLEAR_GAP:
        return f"A good fit paid off: {said}"
    if gap <= -CLEAR_GAP:
        return f"The talks that fitted less were more useful: {said}"
    return f"No difference to see yet: {said}"


def whole(points: float) -> int:
    """Points as they are shown, rounded half up."""
    return floor(round(points, 6) + 0.5)


def _points() -> dict[str, list[object]]:
    """All points by 'part level', as DuckDB takes a MAP."""
    every: dict[str, float] = {field: points for field, (_, points, _) in FIT.items()}
    for part, (_, levels, _) in ACCESS.items():
        every |= {f"{part} {level}": points for level, points in levels.items()}
    return {"key": list(every), "value": [float(points) for points in every.values()]}


def _known(person: Ranked) -> dict[str, tuple[str | None, str | None]]:
    """What is known of each part of access: its level, and how it is said (None: nothing to say)."""
    standing = person.relationship or "stranger"
    tie = person.tie or "C"
    found = SOURCES.get(person.source_kind or "", "")
    return {
        "relationship": (standing, _RELATIONSHIP[standing]),
        "tie": (tie, f"tie: {TIES[tie].lower()}" if person.tie else None),
        "referral": (
            person.referral,
            _MENTION[person.referral].format(person.referrer) if person.referral else None,
        ),
        "mutual": (
            "yes" if person.mutual_contact else None,
            _mutual(person),
        ),
        "address": (
            "yes" if person.has_address else None,
            "you have an address" if person.has_address else "no e-mail or LinkedIn address yet",
        ),
        "source": (
            person.source_kind,
            _FOUND.get(person.source_kind or "", f"found through {clause(found)}") if found else None,
        ),
        "met_there": (
            "yes" if person.met_there else None,
            f"you met {person.met_there} there" if person.met_there else None,
        ),
    }


def _mutual(person: Ranked) -> str | None:
    if person.mutual_contact is None:
        return None
    same = person.mutual_contact.casefold() == (person.referrer or "").casefold()
    return "knows both of you, too" if same else f"{person.mutual_contact} knows both of you"


def _fit_part(field: str, rating: int | None) -> Part:
    label, most, advice = FIT[field]
    return Part(
        "fit",
        label,
        None if rating is None else _RATED[rating],
        most * (UNRATED if rating is None else rating) / 3,
        most,
        advice,
    )


def _access_part(part: str, level: str | None, said: str | None) -> Part:
    label, points, advice = ACCESS[part]
    return Part("access", label, said, points.get(level or "", 0), max(points.values()), advice)


def _raise(says: str, points: float, action: str) -> Raise:
    return Raise(says, (1 - FIT_SHARE) * points, action)


def _to_rate(unrated: Sequence[str]) -> str:
    if len(unrated) == len(FIT):
        return "Rate how well their work fits"
    return f"Rate the rest of the fit ({listed([label.lower() for label in unrated])})"


def _talks(ratings: Sequence[int]) -> str:
    return f"{len(ratings)} talk{'' if len(ratings) == 1 else 's'}"


def _mean(ratings: Sequence[int]) -> str:
    return f"{floor(round(10 * sum(ratings) / len(ratings), 6) + 0.5) / 10:.1f}"

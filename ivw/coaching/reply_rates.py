"""What gets answered: how many of the requests sent were, by warm and cold, channel, source and length.

Which message counts as answered, and which as warm, stands in sql/98_reply_rates.sql.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor, sqrt

from ivw.coaching.contacts import SOURCES
from ivw.coaching.interactions import CHANNELS
from ivw.records.database import Records

FEW = 5  # below it a figure is greyed (our convention: docs/evidence.md)
ANSWER_DAYS, OPEN_BUSINESS_DAYS = 30, 7
Z_95 = 1.959963984540054  # the 97.5 % point of the normal distribution
NOT_SAID = "Not said"
# Each grouping with its members in the order in which they are shown.
GROUPINGS: Mapping[str, Mapping[str, str]] = {
    "warmth": {"warm": "Warm", "cold": "Cold"},
    "channel": CHANNELS,
    "source": SOURCES,
    "length": {
        "under_50": "Under 50 words",
        "50_to_99": "50 to 99 words",
        "100_to_150": "100 to 150 words",
        "over_150": "Over 150 words",
    },
}
ASKED = {
    "warmth": "between warm and cold requests",
    "channel": "between the channels",
    "source": "between the ways you found people",
    "length": "between short and long messages",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the messages of one group were answered.

    `member` is a key of its grouping (None: not said), `low` and `high` the 95 % Wilson interval of the share.
    """

    member: str | None
    label: str
    sent: int
    answered: int
    share: float
    low: float
    high: float

    @property
    def is_few(self) -> bool:
        """Whether there are too few for the figure to say much."""
        return self.sent < FEW


@dataclass(frozen=True, slots=True)
class Rates:
    """All of them (None where none counts yet), by each of GROUPINGS, and how many are too young to be counted."""

    all: Rate | None
    by: Mapping[str, tuple[Rate, ...]]
    still_open: int


def read(records: Records, as_of: datetime, zone: str) -> Rates:
    """What became of all requests and connection notes sent by `as_of`, from what had happened by then."""
    rows = records.rows("SELECT grouping, member, sent, answered, still_open FROM reply_rates($as_of, $zone)",
                        as_of=as_of, zone=zone)  # fmt: skip
    counted = {(str(grouping), member): (int(sent), int(answered)) for grouping, member, sent, answered, _ in rows}
    total = counted.get(("all", "all"), (0, 0))
    return Rates(
        rate("all", "All", *total) if total[0] else None,
        {
            grouping: tuple(
                rate(member, label, *counted[grouping, member])
                for member, label in [*members.items(), (None, NOT_SAID)]
                if counted.get((grouping, member), (0, 0))[0]
            )
            for grouping, members in GROUPINGS.items()
        },
        next((int(still_open) for grouping, *_, still_open in rows if grouping == "all"), 0),
    )


def rate(member: str | None, label: str, sent: int, answered: int) -> Rate:
    """The share of messages answered, with its interval; at least one must have been sent."""
    return Rate(member, label, sent, answered, answered / sent, *wilson(answered, sent))


def wilson(answered: int, sent: int) -> tuple[float, float]:
    """The 95 % score interval of a share, right for few and for extreme counts, too; (0, 1) where nothing was sent.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not sent:
        return 0.0, 1.0
    share, z2 = answered / sent, Z_95**2
    middle = (share + z2 / (2 * sent)) / (1 + z2 / sent)
    half = Z_95 / (1 + z2 / sent) * sqrt(share * (1 - share) / sent + z2 / (4 * sent * sent))
    # At the ends one of them is 0 or 1 exactly, and only rounding would say otherwise.
    return (0.0 if answered == 0 else middle - half), (1.0 if answered == sent else middle + half)


def finding(rates: Sequence[Rate], grouping: str) -> str:
    """What one grouping says: who gets answered more often, only where two intervals do not overlap (our convention).

    Groups below five and what is not said are not compared.
    """
    compared = sorted(
        (each for each in rates if not each.is_few and each.member), key=lambda each: each.share, reverse=True
    )
    if len(compared) < 2:
        return f"Too few to see a difference {ASKED[grouping]}"
    apart = [(best, other) for best in compared for other in reversed(compared) if best.low > other.high]
    if not apart:
        return f"No difference to see yet {ASKED[grouping]}"
    best, other = apart[0]
    named = {"warmth": "{} requests get", "channel": "{} gets", "source": "“{}” gets", "length": "{} get"}[grouping]
    return (
        f"{named.format(best.label)} answered more often: {counted(best)} against {counted(other)} "
        f"({other.label[:1].lower() + other.label[1:] if grouping in ('warmth', 'length') else other.label})"
    )


def counted(each: Rate) -> str:
    """A share with its counts: "12 of 15, 80%"; below five the counts alone."""
    return f"{each.answered} of {each.sent}" + ("" if each.is_few else f", {percent(each.share)}%")


def percent(share: float) -> int:
    """A share in percent, rounded half up."""
    return floor(round(100 * share, 6) + 0.5)

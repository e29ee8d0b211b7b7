"""Fields side by side on one's own criteria (C07, C08), with what was looked up about them.

Income stands among the criteria as one rates it oneself, and beside it only as a range that was looked up: nobody was
asked (guide 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from math import floor

from ivw.coaching import criteria
from ivw.coaching.criteria import Criterion
from ivw.records.database import Records

MOST_FIELDS = 4  # side by side; more are not read on a phone
ENOUGH = 3  # our convention, as for path fit: so many rated talks before a field counts
CLEAR = 0.5  # our convention: a smaller difference of the weighted means decides nothing


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one criterion in one field, -2 to 2, over n conversations."""

    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: in how many talks it was rated, the mean by the id of each criterion, and what was looked up by topic
    (finding, source).
    """

    field: str
    talks: int
    means: Mapping[str, Mean]
    found: Mapping[str, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One's criteria, the weightiest first, and the fields, those with too few talks last, else what comes out ahead
    first. `fields_rated` counts all of them, shown or not.
    """

    criteria: tuple[Criterion, ...]
    fields: tuple[Compared, ...]
    fields_rated: int

    def weighted(self, field: Compared) -> Mean | None:
        """The mean of a field's criteria, each by its weight; of those rated in it, with how many these are."""
        rated = [each for each in self.criteria if each.id in field.means]
        if not rated:
            return None
        weight = sum(each.weight for each in rated)
        return Mean(sum(each.weight * field.means[each.id].mean for each in rated) / weight, len(rated))


def fields(records: Records, as_of: datetime) -> Comparison:
    """The fields as one's criteria rate them, at most four: those with most rated talks."""
    own = tuple(criteria.every(records))
    rows = records.rows(
        "SELECT field, talks, criterion_id, mean, n, fields FROM fields_compared($as_of, $most)",
        as_of=as_of,
        most=MOST_FIELDS,
    )
    found = _looked_up(records, list(dict.fromkeys(row[0] for row in rows)))
    compared = tuple(
        Compared(name, int(talks), {row[2]: Mean(float(row[3]), int(row[4])) for row in group}, found.get(name, {}))
        for (name, talks), group in groupby(rows, key=lambda row: (row[0], row[1]))
    )
    every = Comparison(own, compared, int(rows[0][5]) if rows else 0)
    return replace(every, fields=tuple(sorted(compared, key=lambda each: (each.talks < ENOUGH, -_mean(every, each)))))


def finding(comparison: Comparison) -> str:
    """Which field comes out ahead, with its counts; nothing from fewer than two fields or three talks in each."""
    scored = [(field, score) for field in comparison.fields if (score := comparison.weighted(field))]
    enough = sorted(
        ((field, score) for field, score in scored if field.talks >= ENOUGH), key=lambda each: -each[1].mean
    )
    if len(scored) < 2:
        return f"Only {scored[0][0].field} is rated so far" if scored else "No field is rated yet"
    if len(enough) < 2:
        return f"Too early to compare: it takes {ENOUGH} rated talks in each of two fields"
    (best, its), (second, other) = enough[:2]
    if its.mean - other.mean < CLEAR:
        both = f"{signed(its.mean)} and {signed(other.mean)}"
        return f"{best.field} and {second.field} are close by your criteria: {both}"
    if its.mean <= 0:
        return f"No field speaks to your criteria yet: {best.field} comes closest, {signed(its.mean)}"
    return f"{best.field} comes out ahead by your criteria: {signed(its.mean)} over {best.talks} talks"


def apart_most(comparison: Comparison) -> str | None:
    """The criterion on which the fields differ most, of those rated in two or more with enough talks; None without."""
    widest: tuple[float, str] | None = None
    for criterion in comparison.criteria:
        rated = [
            (field.means[criterion.id].mean, field.field)
            for field in comparison.fields
            if criterion.id in field.means and field.means[criterion.id].n >= ENOUGH
        ]
        if len(rated) >= 2:
            (low, worst), (high, best) = min(rated), max(rated)
            if high - low >= 1 and (widest is None or high - low > widest[0]):
                says = f"{criterion.name}: {signed(high)} for {best}, {signed(low)} for {worst}"
                widest = (high - low, says)
    return widest[1] if widest else None


def signed(mean: float) -> str:
    """A mean with its sign, rounded half up: +1.3, 0.0, −0.5."""
    rounded = floor(round(10 * mean, 6) + 0.5) / 10
    return f"+{rounded:.1f}" if rounded > 0 else f"−{-rounded:.1f}" if rounded < 0 else "0.0"


def _mean(comparison: Comparison, field: Compared) -> float:
    score = comparison.weighted(field)
    return score.mean if score else 0.0


def _looked_up(records: Records, names: Sequence[str]) -> dict[str, dict[str, tuple[str, str | None]]]:
    """The newest finding of each topic, by the name of the field."""
    if not names:
        return {}
    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    for name, topic, finding, source in records.rows(
        "SELECT name, topic, finding, source FROM (SELECT unnest($names) AS name) "
        "JOIN fields_looked_up($names) ON field_key = same_words(name)",
        names=list(names),
    ):
        found.setdefault(name, {})[topic] = (finding, source)
    return found

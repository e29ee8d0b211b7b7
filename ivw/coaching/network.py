"""How healthy the ties are, all of them: each with its score, counted by band, and as one network.

The rule stands in sql/70_health.sql; ties.py takes one tie apart.
"""

from dataclasses import dataclass
from datetime import datetime

from ivw.records.database import Records

BANDS = {"healthy": "Healthy", "attention": "Wants attention", "at_risk": "At risk", "fading": "Fading"}
WITH_DORMANT = {**BANDS, "dormant": "Dormant"}  # a dormant tie has no score, and so is in no band


@dataclass(frozen=True, slots=True)
class Tie:
    """The health of one tie: the four parts (0 to 1), the score before and after the cap, and where it comes from.

    score and band are None for a dormant tie and before the first conversation (then the parts are None too).
    """

    contact_id: str
    contact: str
    tie: str
    state: str
    score: int | None
    band: str | None
    F: float | None
    R: float | None
    C: float | None
    G: float | None
    uncapped: int | None
    cap: int | None
    longest_delay: float | None
    cadence: int | None
    silent_days: int | None
    last_talked: datetime | None
    dormant: bool | None


def ties(records: Records, as_of: datetime, zone: str, *, everybody: bool = False) -> list[Tie]:
    """The ties, weakest first, then dormant ones; with `everybody` also contacts never met (their parts are None)."""
    return records.read(
        Tie,
        "SELECT c.id::VARCHAR AS contact_id, c.name AS contact, coalesce(c.tie, 'C') AS tie, s.state, h.score, h.band, "
        "h.F::DOUBLE AS F, h.R::DOUBLE AS R, h.C::DOUBLE AS C, h.G::DOUBLE AS G, h.uncapped, h.cap, h.longest_delay, "
        "h.cadence, h.silent_days, h.last_talked, h.dormant "
        "FROM stages($as_of, $zone) s JOIN contacts c ON c.id = s.contact_id "
        "LEFT JOIN health($as_of, $zone) h USING (contact_id) WHERE $everybody OR h.contact_id IS NOT NULL "
        "ORDER BY h.score NULLS LAST, h.dormant NULLS LAST, search_key(c.name), 1",
        as_of=as_of,
        zone=zone,
        everybody=everybody,
    )


def bands(records: Records, as_of: datetime, zone: str) -> dict[str, int]:
    """How many ties there are in each of WITH_DORMANT; all zero where nobody was met."""
    counted = dict(
        records.rows(
            "SELECT coalesce(band, 'dormant'), count(*) FROM health($as_of, $zone) GROUP BY 1", as_of=as_of, zone=zone
        )
    )
    return {band: counted.get(band, 0) for band in WITH_DORMANT}


def score(records: Records, as_of: datetime, zone: str) -> int | None:
    """The network's health, 0 to 100, weighted by tie; None where nobody was met."""
    found = records.rows("FROM network_health($as_of, $zone)", as_of=as_of, zone=zone)[0][0]
    return None if found is None else int(found)

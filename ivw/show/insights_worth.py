"""Whether what one rated high in somebody made the talk with them useful (A26), or easy (A89)."""

import streamlit as st

from ivw.coaching import worth
from ivw.coaching.ranking import ENOUGH_TALKS as ENOUGH
from ivw.coaching.worth import FITS, Side
from ivw.show import parts
from ivw.show.charts import insights as charts
from ivw.show.front_door import Here

AXES = {"useful": "How useful", "rapport": "How well you got along"}
KEY = "insights/axis"


def draw(here: Here) -> None:
    """The talks by what the fit of the person was rated before; below five on a side nothing is claimed."""
    talks = worth.talks(here.records, here.as_of)
    with st.container(gap="small"):
        parts.section("Did it matter whom you chose?")
        if not talks:
            parts.nothing_yet(
                "No talk to tell it from yet",
                "Rate the fit of people on your shortlist, and after the talk how useful it was: from "
                f"{ENOUGH} talks on each side this says whether your ratings are worth it.",
            )
            return
        axis = parts.choice("Rated by", AXES, key=KEY)
        sides = worth.sides(talks, axis)
        parts.figure(
            parts.plain(worth.finding(sides, axis)),
            "One dot a conversation, by how the person's fit is rated today: exactly, or anything below. Gray has "
            f"fewer than {ENOUGH} talks on a side, too few to say (our convention). Guide 1 expects more of a few "
            "people chosen well than of many.",
            charts.worth,
            tuple(row for high, low in zip(sides[::2], sides[1::2], strict=True) for row in _rows(high, low)),
            f"{AXES[axis]} the talks were, by the fit of the person: " + "; ".join(f"{_group(side)}" for side in sides),
            key="worth",
        )


def _rows(high: Side, low: Side) -> list[tuple[str, str | None, int | None, str]]:
    few = not worth.is_enough(high, low)
    rows: list[tuple[str, str | None, int | None, str]] = []
    for side in (high, low):
        mark = "few" if few else "high" if side.is_high else "low"
        rows += [(_group(side), who, rating, mark) for who, rating in side.talks] or [(_group(side), None, None, mark)]
    return rows


def _group(side: Side) -> str:
    rated = "exactly" if side.is_high else "below"
    if not side.talks:
        return f"{FITS[side.fit]} {rated}: no talk"
    return f"{FITS[side.fit]} {rated}: {worth.tenth(side.mean)} over {parts.count(len(side.talks), 'talk')}"

"""The charts of whom to ask: fit against access, one dot a person; and fit against how useful the talk was."""

from collections import Counter
from collections.abc import Sequence
from math import cos, sin, sqrt

import altair as alt
import pandas as pd

from ivw.coaching.ranking import EASY, GOOD_FIT
from ivw.show.charts.style import MUTE, Drawn, colour, drawn, in_one_tone

SELECTS = "person"  # the name under which the chart says which dot was pressed
GOLDEN = 2.39996  # radians: dots that share a place lie around it as the seeds of a sunflower do
LABELS, LONGEST = 4, 24
WIDE, HIGH = 2.1, 6  # of a letter and of a line on the scales of the chart, on a phone
PLACE = alt.Scale(domain=[-4, 104], nice=False)  # so that no dot is cut at the edge
TONES = {"chosen": "accent", "best": "accent", "other": "soft", "unrated": "mute"}


def fit_and_access(rows: Sequence[tuple[str, str, int, float, float, str]]) -> Drawn:
    """Fit against access; pressing a dot selects it. rows, best first: (contact id, name, rank, fit, access, and
    'chosen', 'best', 'other' or 'unrated').
    """
    frame = pd.DataFrame(rows, columns=["contact_id", "name", "place", "fit", "access", "mark"])
    spots = spread([(fit, access) for _, _, _, fit, access, _ in rows], 1.3, 2.9)
    frame["x"], frame["y"] = zip(*spots, strict=True)
    frame["tone"] = frame["mark"].map(TONES)
    frame["size"] = [190 if mark == "chosen" else 100 for mark in frame["mark"]]
    frame["fit_said"] = [f"{fit:.0f}{', not rated yet' if mark == 'unrated' else ''}" for fit, mark in
                         zip(frame["fit"], frame["mark"], strict=True)]  # fmt: skip
    frame["read_out"] = [f"{name}: rank {place}, fit {fit:.0f}, access {access:.0f}"
                         for _, name, place, fit, access, _ in rows]  # fmt: skip
    x, y = _fit("x"), _access("y")
    base = alt.Chart(frame).encode(x=x, y=y)
    dots = base.mark_point(filled=True, opacity=1, cursor="pointer").encode(
        color=colour("tone"),
        shape=alt.Shape("mark:N", scale=alt.Scale(domain=list(TONES), range=["diamond", "circle", "circle", "square"]),
                        legend=None),
        size=alt.Size("size:Q", scale=None, legend=None),
        description="read_out:N",
        tooltip=[
            alt.Tooltip("name:N", title="Person"),
            alt.Tooltip("place:Q", title="Rank"),
            alt.Tooltip("fit_said:N", title="Fit"),
            alt.Tooltip("access:Q", title="Access", format=".0f"),
        ],
    ).add_params(alt.selection_point(name=SELECTS, fields=["contact_id"], on="click", empty=False))  # fmt: skip
    layers = [_beyond(), dots]
    for left, names in _labels(frame):
        text = alt.Chart(names).mark_text(
            align="right" if left else "left", dx=-11 if left else 11, fontSize=12, fontWeight=600
        )
        layers.append(in_one_tone(text.encode(x=x, y=y, text="label:N"), "ink"))
    return drawn(alt.layer(*layers), 360)


def fit_and_use(rows: Sequence[tuple[str, float, int]], *, few: bool = False) -> Drawn:
    """How useful each talk was, by how well the person fitted. rows: (name, fit, useful 1 to 5); grey where few."""
    frame = pd.DataFrame(rows, columns=["name", "fit", "useful"])
    frame["x"], frame["y"] = zip(*spread([(fit, useful) for _, fit, useful in rows], 1.3, 0.11), strict=True)
    x = alt.X(
        "x:Q", title="Fit, 0 to 100", scale=PLACE,
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )  # fmt: skip
    y = alt.Y(
        "y:Q", title="How useful, 1 to 5", scale=alt.Scale(domain=[0.6, 5.4], nice=False),
        axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d"),
    )  # fmt: skip
    dots = alt.Chart(frame).mark_point(filled=True, opacity=1, size=90).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="Person"),
            alt.Tooltip("fit:Q", title="Fit", format=".0f"),
            alt.Tooltip("useful:Q", title="Useful, of 5"),
        ],
    )  # fmt: skip
    return drawn(in_one_tone(dots, "mute" if few else "accent"), 260)


def few_fits_and_use(rows: Sequence[tuple[str, float, int]]) -> Drawn:
    """The same where there are too few to say anything: greyed."""
    return fit_and_use(rows, few=True)


def spread(spots: Sequence[tuple[float, float]], across: float, up: float) -> list[tuple[float, float]]:
    """Where to draw dots so that those of one place lie beside each other: the first on it, the others around it."""
    there: Counter[tuple[float, float]] = Counter()
    drawn_at = []
    for spot in spots:
        place = (round(spot[0]), round(spot[1], 1))
        nth = there[place]
        there[place] += 1
        away = sqrt(nth) if nth else 0.0
        drawn_at.append((spot[0] + across * away * cos(GOLDEN * nth), spot[1] + up * away * sin(GOLDEN * nth)))
    return drawn_at


def _fit(column: str) -> alt.X:
    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=False)
    return alt.X(f"{column}:Q", title="Fit: how well their work suits you, 0 to 100", scale=PLACE, axis=axis)


def _access(column: str) -> alt.Y:
    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=False)
    return alt.Y(f"{column}:Q", title="Access: how easy to reach, 0 to 100", scale=PLACE, axis=axis)


def _beyond() -> Drawn:
    """Where a good fit and an easy way begin, and what lies beyond both."""
    corner = pd.DataFrame([{"x": GOOD_FIT, "y": EASY, "right": 104, "top": 104, "says": "Good fit and easy to reach"}])
    rules = alt.Chart(corner).mark_rule(strokeDash=[3, 3], strokeWidth=1, color=MUTE)
    says = alt.Chart(corner).mark_text(align="right", baseline="top", dy=2, fontSize=12, color=MUTE)
    return (
        rules.encode(x=_fit("x"), y=_access("y"), y2="top:Q")
        + rules.encode(x=_fit("x"), y=_access("y"), x2="right:Q")
        + says.encode(x=_fit("right"), y=_access("top"), text="says:N")
    )


def _labels(frame: pd.DataFrame) -> list[tuple[bool, pd.DataFrame]]:
    """Names for the chosen one and the best few that have room, those left of their dot apart from the others."""
    rows = frame.to_dict("records")
    dots = [(row["x"] - 1, row["x"] + 1, row["y"]) for row in rows]
    names: list[tuple[float, float, float]] = []
    named: dict[str, tuple[float, float, str, bool]] = {}
    for row in sorted(rows, key=lambda row: row["mark"] != "chosen")[:12]:
        name = str(row["name"])
        label = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
        wide = WIDE * len(label)
        room = _room(row["x"], row["y"], wide, [*names, *dots])
        if room is None and not named:  # the first of them is named in any case
            room = _room(row["x"], row["y"], wide, []) or (row["x"] + 2, row["x"] + 2 + wide)
        if room and len(named) < LABELS:
            names.append((*room, row["y"]))
            named[row["contact_id"]] = (row["x"], row["y"], label, room[1] < row["x"])
    labels = pd.DataFrame(
        [(who, *label) for who, label in named.items()], columns=["contact_id", "x", "y", "label", "left"]
    )
    return [(left, labels[labels["left"] == left]) for left in (False, True) if (labels["left"] == left).any()]


def _room(x: float, y: float, width: float, taken: Sequence[tuple[float, float, float]]) -> tuple[float, float] | None:
    """From where to where a name may stand, right of its dot or left of it, without lying on anything."""
    for begin, end in ((x + 2, x + 2 + width), (x - 2 - width, x - 2)):
        if begin >= -4 and end <= 104 and not any(
            left < end and right > begin and abs(y - at) < HIGH for left, right, at in taken
        ):  # fmt: skip
            return begin, end
    return None

"""The charts of rehearsals: one against its plan, and all of them over time."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ivw.show.charts.style import Drawn, colour, drawn, in_one_tone

ROW = 34  # pixels for a question
LANE = 44  # and for a rehearsal with its name above
# How a rehearsal came out, and what is felt: never the colour alone.
MARKS = {"fits": ("accent", "circle"), "over": ("amber", "square"), "broken_off": ("quiet", "cross")}
SERIES = {
    "Ease": ("accent", "circle"),
    "Nerves before": ("ink", "triangle-up"),
    "Nerves after": ("soft", "triangle-down"),
}


# From a minute on, seconds are told as a clock shows them; the same in the words beside the chart.
LASTING = (
    "datum.value < 60 ? datum.value + ' s' : floor(datum.value / 60) + ':' + (datum.value % 60 < 10 ? '0' : '') "
    "+ datum.value % 60"
)
STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)


def dumbbell(rows: Sequence[tuple[str, str, float, float, str, bool]]) -> Drawn:
    """A tick for the plan and a dot for what it took, a row for each question.

    rows: (label, the whole question, seconds planned, seconds taken, the gap in words, whether it ran long).
    """
    frame = pd.DataFrame(rows, columns=["label", "question", "planned", "took", "gap", "long"])
    frame["tone"] = ["amber" if long else "accent" for long in frame["long"]]
    frame["edge"] = frame[["planned", "took"]].max(axis=1)
    for column in ("planned", "took"):
        frame[f"{column}_in_words"] = [_lasting(seconds) for seconds in frame[column]]
    widest = max(10.0, float(frame["edge"].max()))
    base = alt.Chart(frame).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=False, labelLimit=165)),
        tooltip=[
            alt.Tooltip("question:N", title="Question"),
            alt.Tooltip("planned_in_words:N", title="Planned"),
            alt.Tooltip("took_in_words:N", title="Took"),
        ],
    )
    # Room on the right for the words; said in each layer, since Vega fails on an axis that only some of them have.
    scale = alt.Scale(domain=[0, widest * 1.6], nice=False)
    axis = alt.Axis(grid=True, values=_marks(widest), labelExpr=LASTING)
    planned, took, edge = (
        alt.X(f"{column}:Q", title="Time", axis=axis, scale=scale) for column in ("planned", "took", "edge")
    )
    gap = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round").encode(
        x=planned, x2="took:Q", color=colour("tone")
    )
    plan = in_one_tone(base.mark_tick(thickness=2, height=16).encode(x=planned), "mute")
    dot = base.mark_point(filled=True, size=130, opacity=1).encode(x=took, color=colour("tone"))
    words = in_one_tone(base.mark_text(align="left", dx=13, fontSize=12).encode(x=edge, text="gap:N"), "mute")
    return drawn(gap + plan + dot + words, ROW * len(frame) + 44)


def wholes(rows: Sequence[tuple[str, str, float, float, str, str]]) -> Drawn:
    """A tick for the minutes agreed and a mark for what each rehearsal led to, a row for each, above it its name.

    rows: (name, when, minutes agreed, minutes it came to, the gap in words, a key of MARKS).
    """
    frame = pd.DataFrame(rows, columns=["name", "when", "slot", "came_to", "gap", "mark"])
    frame["tone"] = [MARKS[mark][0] for mark in frame["mark"]]
    frame["place"] = range(len(frame))
    frame["came_to_in_words"] = [_lasting(60 * minutes) for minutes in frame["came_to"]]
    widest = max(1.0, float(frame[["slot", "came_to"]].max().max()))
    scale = alt.Scale(domain=[0, widest * 1.12], nice=False)
    axis = alt.Axis(grid=True, tickCount=5)
    slot, came_to = (alt.X(f"{column}:Q", title="Minutes", axis=axis, scale=scale) for column in ("slot", "came_to"))
    y = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[len(frame) - 0.35, -0.8], nice=False))
    base = alt.Chart(frame).encode(
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="Rehearsal"),
            alt.Tooltip("when:N", title="Begun"),
            alt.Tooltip("came_to_in_words:N", title="Came to"),
            alt.Tooltip("slot:Q", title="Agreed, min", format=".0f"),
        ],
    )
    gap = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round").encode(
        x=slot, x2="came_to:Q", color=colour("tone")
    )
    plan = in_one_tone(base.mark_tick(thickness=2, height=16).encode(x=slot), "mute")
    shapes = alt.Shape(
        "mark:N", scale=alt.Scale(domain=list(MARKS), range=[shape for _, shape in MARKS.values()]), legend=None
    )
    dots = base.mark_point(filled=True, size=120, opacity=1).encode(x=came_to, shape=shapes, color=colour("tone"))
    frame["text"] = frame["name"] + ": " + frame["gap"]
    words = base.mark_text(align="left", baseline="bottom", dy=-9, fontSize=12).encode(x=alt.value(0), text="text:N")
    return drawn(gap + plan + dots + in_one_tone(words, "ink"), LANE * len(frame) + 44)


def felt(rows: Sequence[tuple[float, str, float, str]]) -> Drawn:
    """Ease and nerves, 1 to 5, by how many questions had been asked aloud. rows, oldest first: (questions asked aloud,
    the rehearsal in words, 1 to 5, a key of SERIES).
    """
    frame = pd.DataFrame(rows, columns=["aloud", "run", "felt", "series"])
    widest = max(1.0, float(frame["aloud"].max()))
    x = alt.X(
        "aloud:Q",
        title="Questions asked aloud so far",
        scale=alt.Scale(domain=[0, widest * 1.05], nice=False),
        axis=alt.Axis(tickCount=5, tickMinStep=1),
    )
    y = alt.Y(
        "felt:Q",
        title="1 not at all, 5 very",
        scale=alt.Scale(domain=[0.7, 5.3], nice=False),
        axis=alt.Axis(values=[1, 2, 3, 4, 5], grid=True),
    )
    tone = colour("series", **{name: place for name, (place, _) in SERIES.items()})
    tone["legend"]["symbolStrokeWidth"] = 0  # or the dashes of the lines stand around the dots
    base = alt.Chart(frame).encode(
        x=x,
        y=y,
        color=tone,
        tooltip=[
            alt.Tooltip("run:N", title="Rehearsal"),
            alt.Tooltip("series:N", title="What"),
            alt.Tooltip("felt:Q", title="1 to 5", format=".1f"),
            alt.Tooltip("aloud:Q", title="Questions so far", format=".0f"),
        ],
    )
    shapes = alt.Shape(
        "series:N", scale=alt.Scale(domain=list(SERIES), range=[shape for _, shape in SERIES.values()]), legend=None
    )
    dashes = alt.StrokeDash(
        "series:N", scale=alt.Scale(domain=list(SERIES), range=[[1, 0], [6, 3], [2, 3]]), legend=None
    )
    lines = base.mark_line(strokeWidth=2, opacity=0.8).encode(strokeDash=dashes)
    points = base.mark_point(filled=True, size=90, opacity=1).encode(shape=shapes)
    return drawn(lines + points, 230)


def until_comfortable(rows: Sequence[tuple[str, int, str, bool]]) -> Drawn:
    """How many rehearsals each plan took until it was comfortable. rows: (plan, rehearsals, in words, was it)."""
    frame = pd.DataFrame(rows, columns=["plan", "rehearsals", "says", "reached"])
    frame["tone"] = ["accent" if reached else "soft" for reached in frame["reached"]]
    frame["place"] = range(len(frame))
    frame["text"] = frame["plan"] + ": " + frame["says"]
    base = alt.Chart(frame).encode(
        y=alt.Y("place:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
        tooltip=[alt.Tooltip("plan:N", title="Plan"), alt.Tooltip("says:N", title="How long")],
    )
    most = max(3, *frame["rehearsals"])
    axis = alt.Axis(grid=True, tickMinStep=1, tickCount=min(5, most), format="d")
    x = alt.X("rehearsals:Q", title="Rehearsals", axis=axis, scale=alt.Scale(domain=[0, most], nice=False))
    bars = base.mark_bar(height=10, cornerRadius=3, yOffset=8).encode(x=x, color=colour("tone"))
    names = base.mark_text(align="left", baseline="bottom", fontSize=12).encode(x=alt.value(0), text="text:N")
    return drawn(bars + in_one_tone(names, "ink"), 38 * len(frame) + 44)


def _lasting(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02}"


def _marks(widest: float) -> list[int]:
    """Up to four places on an axis of seconds, at what a clock shows as round."""
    step = next((each for each in STEPS if widest / each <= 4), STEPS[-1])
    return list(range(0, int(widest) + 1, step))

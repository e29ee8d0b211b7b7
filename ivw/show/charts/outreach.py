"""The chart of what gets answered. Rows are lanes with their names above them, so that they stand whole on a phone."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ivw.show.charts.style import LINES, Drawn, colour, drawn

LANE = 46


def rates(rows: Sequence[tuple[str, str, float, float, float, bool]]) -> Drawn:
    """The share answered in each group as a dot, with its interval as a line. rows: (group, counts in words, share,
    low, high, whether these are few).
    """
    frame = pd.DataFrame(rows, columns=["group", "says", "share", "low", "high", "few"])
    frame["text"] = frame["group"] + ": " + frame["says"]
    frame["place"] = range(len(frame))
    frame["tone"] = ["mute" if few else "accent" for few in frame["few"]]
    frame["ink"] = ["mute" if few else "ink" for few in frame["few"]]
    frame["interval"] = [f"{low:.0%} to {high:.0%}" for _, _, _, low, high, _ in rows]
    bottom = len(frame) - 0.35
    y = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[bottom, -0.75], nice=False))
    share = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", grid=True, gridColor=LINES)
    x = alt.X("share:Q", title="Answered", scale=share, axis=axis)
    base = alt.Chart(frame).encode(
        y=y,
        tooltip=[
            alt.Tooltip("group:N", title="Group"),
            alt.Tooltip("says:N", title="Answered"),
            alt.Tooltip("interval:N", title="95% interval"),
        ],
    )
    lines = base.mark_rule(strokeWidth=3, strokeCap="round", opacity=0.6).encode(
        x=alt.X("low:Q", title="Answered", scale=share, axis=axis), x2="high:Q", color=colour("tone")
    )
    dots = base.mark_point(filled=True, size=110, opacity=1).encode(x=x, color=colour("tone"))
    names = base.mark_text(align="left", baseline="bottom", dy=-9, fontSize=12)
    return drawn(
        lines + dots + names.encode(x=alt.value(0), text="text:N", color=colour("ink")), LANE * len(frame) + 44
    )

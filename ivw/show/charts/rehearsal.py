"""The chart of one rehearsal: what was planned for each question, and what it took."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ivw.show.charts.style import Drawn, colour, drawn, in_one_tone

ROW = 34  # pixels for a question


def dumbbell(rows: Sequence[tuple[str, str, float, float, str, bool]]) -> Drawn:
    """A tick for the plan and a dot for what it took, a row for each question.

    rows: (label, the whole question, seconds planned, seconds taken, the gap in words, whether it ran long).
    """
    frame = pd.DataFrame(rows, columns=["label", "question", "planned", "took", "gap", "long"])
    frame["tone"] = ["amber" if long else "accent" for long in frame["long"]]
    frame["edge"] = frame[["planned", "took"]].max(axis=1)
    widest = max(10.0, float(frame["edge"].max()))
    base = alt.Chart(frame).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=False, labelLimit=165)),
        tooltip=[
            alt.Tooltip("question:N", title="Question"),
            alt.Tooltip("planned:Q", title="Planned, s", format=".0f"),
            alt.Tooltip("took:Q", title="Took, s", format=".0f"),
        ],
    )
    # Room on the right for the words; said in each layer, since Vega fails on an axis that only some of them have.
    scale = alt.Scale(domain=[0, widest * 1.6], nice=False)
    axis = alt.Axis(grid=True, tickCount=4)
    planned, took, edge = (
        alt.X(f"{column}:Q", title="Seconds", axis=axis, scale=scale) for column in ("planned", "took", "edge")
    )
    gap = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round").encode(
        x=planned, x2="took:Q", color=colour("tone")
    )
    plan = in_one_tone(base.mark_tick(thickness=2, height=16).encode(x=planned), "mute")
    dot = base.mark_point(filled=True, size=130, opacity=1).encode(x=took, color=colour("tone"))
    words = in_one_tone(base.mark_text(align="left", dx=13, fontSize=12).encode(x=edge, text="gap:N"), "mute")
    return drawn(gap + plan + dot + words, ROW * len(frame) + 44)

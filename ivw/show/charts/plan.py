"""The chart of a plan: how its minutes are filled."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ivw.show.charts.style import Drawn, colour, drawn

GAP = 0.05  # minutes between two bars, so that each can be seen


def time_bar(rows: Sequence[tuple[str, str, int, int, int, str]]) -> Drawn:
    """One bar from the first minute to the last. rows: (what, its kind, seconds from the start, seconds it takes,
    minutes of the conversation, its length in words); a kind is Questions, Must-asks, Opening and closing, or track
    for what is kept free.
    """
    frame = pd.DataFrame(rows, columns=["what", "kind", "at", "seconds", "minutes", "length"])
    minutes = int(frame["minutes"].max())
    frame["from"] = frame["at"] / 60
    frame["to"] = (frame["at"] + frame["seconds"]) / 60
    longest = max(float(minutes), float(frame["to"].max()))
    frame["to"] = (frame["to"] - GAP * longest / 20).clip(lower=frame["from"])
    step = next((each for each in (5, 10, 15, 30, 60, 120) if longest / each <= 6), 120)
    ticks = [*range(0, int(longest) + 1, step)]
    chart = (
        alt.Chart(frame)
        .mark_bar(height=28, cornerRadius=3)
        .encode(
            x=alt.X(
                "from:Q",
                title="Minutes",
                scale=alt.Scale(domain=[0, longest], nice=False),
                axis=alt.Axis(values=ticks, grid=False),
            ),
            x2="to:Q",
            color=colour("kind", Questions="accent", **{"Must-asks": "soft", "Opening and closing": "quiet"}),
            tooltip=[alt.Tooltip("what:N", title="What"), alt.Tooltip("length:N", title="Takes")],
        )
    )
    return drawn(chart, 128)

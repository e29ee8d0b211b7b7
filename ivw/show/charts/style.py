"""How every chart looks: colours by their place in the theme, quiet axes, no frame."""

from typing import Any

import altair as alt
import pandas as pd

# The places of chartCategoricalColors in .streamlit/config.toml, in their order: charts ask for places, not colours.
PLACES = ["accent", "soft", "quiet", "amber", "red", "green", "ink", "mute", "track", "lines"]
MUTE, LINES = alt.ExprRef("scale('color', 'mute')"), alt.ExprRef("scale('color', 'lines')")
HEALTH = {"healthy": "green", "attention": "soft", "at_risk": "amber", "fading": "red", "dormant": "quiet"}  # by band
Drawn = Any  # Altair types what its methods return too loosely to name a chart here


def weeks() -> alt.X:
    """Weeks along the bottom, from a column `week`."""
    # Ordinal: temporal bars would overlap the axis.
    axis = alt.Axis(format="%-d %b", labelAngle=0, labelOverlap=True)
    return alt.X("week:O", timeUnit="yearmonthdate", title="Week beginning", axis=axis)


def colour(field: str, **names: str) -> alt.Color:
    """Colours by place in the theme, right in light and dark. Without names the column holds places itself."""
    renamed = {place: name for name, place in names.items()}
    legend: alt.Legend | None = None
    if names:
        legend = alt.Legend(
            values=list(names), orient="top", direction="horizontal", title=None, offset=6, symbolType="circle",
            symbolSize=70, labelColor=MUTE, labelFontSize=12, columnPadding=16, padding=0,
        )  # fmt: skip
    return alt.Color(
        f"{field}:N", scale=alt.Scale(domain=[renamed.get(place, place) for place in PLACES]), legend=legend
    )


def in_one_tone(chart: Any, place: str) -> Any:
    """All marks of this chart in the colour of one place."""
    return chart.transform_calculate(tone=f"'{place}'").encode(color=colour("tone"))


def numbered_bars(
    frame: pd.DataFrame, bar: tuple[str, str], length: str, said: tuple[str, str], thick: int = 16, room: float = 1.15
) -> Any:
    """A bar for each row of a frame, below each other and coloured by its column `tone`, with what is said behind it.

    `bar` and `said` are columns with their type, each with what it is called where one points at it; `room` is how much
    there is from side to side, the longest bar being 1.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y(bar[0], sort=None, title=None),
        x=alt.X(f"{length}:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(1, *frame[length]) * room])),
        tooltip=[alt.Tooltip(bar[0], title=bar[1]), alt.Tooltip(said[0], title=said[1])],
    )
    words = base.mark_text(align="left", dx=8, fontSize=12).encode(text=said[0])
    return base.mark_bar(height=thick, cornerRadius=3).encode(color=colour("tone")) + in_one_tone(words, "mute")


def drawn(chart: Any, height: int) -> Drawn:
    """Without frame, ticks and domain lines, and with the theme's quiet greys (Vega's own are too pale)."""
    return (
        chart.properties(height=height, padding={"left": 0, "right": 4, "top": 4, "bottom": 6})
        .configure_view(stroke=None)
        .configure_axis(
            domain=False, ticks=False, labelPadding=8, titlePadding=10, labelLimit=240, labelFlush=False,
            titleFontWeight=400, labelFontSize=12, titleFontSize=12, labelColor=MUTE, titleColor=MUTE,
            gridColor=LINES, gridOpacity=1,
        )
        .configure_axisX(grid=False)
    )  # fmt: skip

"""How every chart looks: colours by their place in the theme, quiet axes, no frame."""

from typing import Any

import altair as alt

# The places of chartCategoricalColors in .streamlit/config.toml, in their order: charts ask for places, not colours.
PLACES = ["accent", "soft", "quiet", "amber", "red", "green", "ink", "mute", "track", "lines"]
MUTE, LINES = alt.ExprRef("scale('color', 'mute')"), alt.ExprRef("scale('color', 'lines')")
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

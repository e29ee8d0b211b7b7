"""The charts of the week and of the ties."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from ivw.coaching.network import WITH_DORMANT
from ivw.show.charts.style import HEALTH, Drawn, colour, drawn, in_one_tone, numbered_bars, weeks

# "On the way" is all that leads to a conversation: requests, reminders, offers of times, confirmations.
GROUPS = {"met": "Met", "asked": "On the way", "kept_in_touch": "Kept in touch"}


def activity(rows: Sequence[tuple[date, str, int, int | None]]) -> Drawn:
    """What was done week by week, with the target of conversations as a line over their bar, which stands lowest.

    rows: (first day of the week, key of GROUPS, how often, target or None).
    """
    frame = pd.DataFrame(rows, columns=["week", "group", "count", "target"])
    frame["what"] = frame["group"].map(GROUPS)
    frame["week"] = pd.to_datetime(frame["week"])
    frame["order"] = frame["group"].map({group: place for place, group in enumerate(GROUPS)})
    bars = (
        alt.Chart(frame)
        .mark_bar(width=alt.RelativeBandSize(0.52), cornerRadius=2)
        .encode(
            x=weeks(),
            y=alt.Y("sum(count):Q", title="Times", axis=alt.Axis(tickCount=4, format="d", tickMinStep=1)),
            color=colour("what", Met="accent", **{"On the way": "soft", "Kept in touch": "quiet"}),
            order="order:Q",
            tooltip=[
                alt.Tooltip("week:T", title="Week beginning", format="%-d %B"),
                alt.Tooltip("what:N", title="What"),
                alt.Tooltip("count:Q", title="Times"),
            ],
        )
    )
    aims = frame[frame["target"].notna()]
    if aims.empty:
        return drawn(bars, 240)
    lines = (
        alt.Chart(aims)
        .mark_tick(orient="horizontal", thickness=2, width=alt.RelativeBandSize(0.8))
        .encode(
            x=weeks(),
            y="target:Q",
            tooltip=[
                alt.Tooltip("week:T", title="Week beginning", format="%-d %B"),
                alt.Tooltip("target:Q", title="Conversations aimed at"),
            ],
        )
    )
    return drawn(bars + in_one_tone(lines, "ink"), 240)


def bands(counts: Sequence[tuple[str, int]]) -> Drawn:
    """How many ties there are in each band of health. counts: (key of WITH_DORMANT, ties)."""
    told = [(WITH_DORMANT[band], n, HEALTH[band]) for band, n in counts]
    frame = pd.DataFrame(told, columns=["band", "ties", "tone"])
    return drawn(numbered_bars(frame, ("band:N", "Health"), "ties", ("ties:Q", "Ties")), 190)


def chain(steps: Sequence[tuple[str, int, int]]) -> Drawn:
    """How far the people asked have come. steps: (label, n, of n); a percentage never stands without its counts."""
    frame = pd.DataFrame(steps, columns=["step", "n", "of"])
    frame["label"] = [_counted(n, of, first=place == 0) for place, (_, n, of) in enumerate(steps)]
    frame["tone"] = ["accent" if step == "Met" else "soft" for step in frame["step"]]
    return drawn(numbered_bars(frame, ("step:N", "Step"), "n", ("label:N", "People"), room=1.35), 210)


def health_parts(parts: Sequence[tuple[str, float, int]]) -> Drawn:
    """The four parts of one tie's health, amber the one that costs most. parts: (label, points got, points at most)."""
    frame = pd.DataFrame(parts, columns=["part", "got", "top"])
    frame["label"] = [f"{_points(got)} of {top}" for _, got, top in parts]
    costliest = max(top - got for _, got, top in parts)
    frame["tone"] = ["amber" if top - got == costliest and costliest >= 1 else "accent" for _, got, top in parts]
    base = alt.Chart(frame).encode(
        y=alt.Y("part:N", sort=None, title=None),
        tooltip=[alt.Tooltip("part:N", title="Part"), alt.Tooltip("label:N", title="Points")],
    )
    # The axis is hidden in each layer: Vega fails on one that only some of the layers have.
    scale = alt.Scale(domain=[0, 48], nice=False)
    top, reached = (alt.X(f"{points}:Q", title="Points", axis=None, scale=scale) for points in ("top", "got"))
    track = in_one_tone(base.mark_bar(height=12, cornerRadius=6).encode(x=top), "track")
    got = base.mark_bar(height=12, cornerRadius=6).encode(x=reached, color=colour("tone"))
    numbers = in_one_tone(base.mark_text(align="left", dx=10, fontSize=12).encode(x=top, text="label:N"), "mute")
    return drawn(track + got + numbers, 150)


def _counted(n: int, of: int, *, first: bool) -> str:
    if first or of == 0:
        return str(n)
    # Below five a percentage would say more than it knows (docs/evidence.md).
    return f"{n} of {of}" + (f" · {int(100 * n / of + 0.5)}%" if of >= 5 else "")


def _points(points: float) -> str:
    return f"{points:.0f}" if abs(points - round(points)) < 0.05 else f"{points:.1f}"

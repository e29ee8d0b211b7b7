"""The charts of how things went over the weeks."""

from collections.abc import Sequence
from datetime import date, datetime

import altair as alt
import pandas as pd

from ivw.coaching.network import WITH_DORMANT
from ivw.show.charts.style import HEALTH, Drawn, colour, drawn, in_one_tone, numbered_bars, weeks

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def health_by_week(rows: Sequence[tuple[date, str, int]]) -> Drawn:
    """Ties by band at the end of each week. rows: (first day of the week, key of WITH_DORMANT, ties)."""
    frame = pd.DataFrame(rows, columns=["week", "band", "ties"])
    frame["tone"], frame["label"] = frame["band"].map(HEALTH), frame["band"].map(WITH_DORMANT)
    frame["order"] = frame["band"].map({band: place for place, band in enumerate(HEALTH)})
    frame["week"] = pd.to_datetime(frame["week"])
    chart = (
        alt.Chart(frame)
        .mark_bar(width=alt.RelativeBandSize(0.7))
        .encode(
            x=weeks(),
            y=alt.Y("ties:Q", title="Ties", axis=alt.Axis(tickCount=4, format="d", tickMinStep=1)),
            color=colour("tone"),
            order="order:Q",
            tooltip=[
                alt.Tooltip("week:T", title="Week beginning", format="%-d %B"),
                alt.Tooltip("label:N", title="Health"),
                alt.Tooltip("ties:Q", title="Ties"),
            ],
        )
    )
    return drawn(chart, 240)


def waterfall(rows: Sequence[tuple[str, float, float, str]]) -> Drawn:
    """From one figure to the next, step by step. rows: (label, from, to, 'total', 'up', 'down' or 'none')."""
    frame = pd.DataFrame(rows, columns=["what", "start", "end", "kind"])
    frame["tone"] = frame["kind"].map({"total": "accent", "up": "green", "down": "amber", "none": "quiet"})
    frame["said"] = [
        f"{end:.0f}" if kind == "total" else f"{end - start:+.1f}".replace("-", "−")
        for start, end, kind in zip(frame["start"], frame["end"], frame["kind"], strict=True)
    ]
    frame["edge"] = frame[["start", "end"]].max(axis=1)
    ends = [end for row in rows for end in row[1:3] if row[3] != "total"] + [row[2] for row in rows]
    low = max(0.0, min(ends) - 4)
    frame.loc[frame["kind"] == "total", "start"] = low
    base = alt.Chart(frame).encode(
        y=alt.Y("what:N", sort=None, title=None),
        tooltip=[alt.Tooltip("what:N", title="What"), alt.Tooltip("said:N", title="Points")],
    )
    # It begins where the changes are: from 0 they would not be seen. The numbers beside the bars say what they are.
    scale = alt.Scale(domain=[low, max(ends) + 3], zero=False, nice=False)
    bars = base.mark_bar(height=14, cornerRadius=2).encode(
        x=alt.X("start:Q", title=None, axis=None, scale=scale), x2="end:Q", color=colour("tone")
    )
    numbers = base.mark_text(align="left", dx=6, fontSize=12).encode(
        x=alt.X("edge:Q", title=None, axis=None, scale=scale), text="said:N"
    )
    return drawn(bars + in_one_tone(numbers, "mute"), 32 * len(rows) + 10)


def hours_to_thanks(rows: Sequence[tuple[str, datetime, float]]) -> Drawn:
    """Hours from a conversation to its thank-you, with the line at 24. rows: (contact, end of the talk in the person's
    time zone, hours).
    """
    frame = pd.DataFrame(rows, columns=["contact", "day", "hours"])
    # A browser would draw an instant in its own zone, which may know another day.
    frame["day"] = pd.to_datetime([ended.replace(tzinfo=None) for _, ended, _ in rows])
    frame["tone"] = ["amber" if hours > 24 else "accent" for hours in frame["hours"]]
    frame["in_time"] = ["later" if hours > 24 else "in time" for hours in frame["hours"]]
    most = max(48.0, *frame["hours"])
    scale = alt.Scale(type="symlog", constant=12, domain=[0, most])
    ticks = [each for each in (0, 6, 12, 24, 48, 96, 192, 336) if each <= most]
    dots = (
        alt.Chart(frame)
        .mark_point(filled=True, size=80, opacity=0.9)
        .encode(
            x=alt.X("day:T", title="Conversation", axis=alt.Axis(format="%-d %b", labelAngle=0, tickCount=5)),
            y=alt.Y("hours:Q", title="Hours until the thank-you", scale=scale, axis=alt.Axis(values=ticks, format="d")),
            color=colour("tone"),
            shape=alt.Shape("in_time:N", scale=alt.Scale(domain=["in time", "later"], range=["circle", "diamond"]),
                            legend=None),
            tooltip=[
                alt.Tooltip("contact:N", title="With"),
                alt.Tooltip("day:T", title="On", format="%-d %B %Y"),
                alt.Tooltip("hours:Q", title="Hours", format=".1f"),
                alt.Tooltip("in_time:N", title="Thanked"),
            ],
        )
    )  # fmt: skip
    line = pd.DataFrame({"hours": [24.0], "label": ["24 hours"]})
    limit = alt.Chart(line).encode(y=alt.Y("hours:Q", scale=scale))
    rule = in_one_tone(limit.mark_rule(strokeDash=[4, 4]), "mute")
    return drawn(dots + rule, 240)


def heat(rows: Sequence[tuple[date, int, int]]) -> Drawn:
    """How often something was done by weekday and week. rows: (first day of the week, weekday from 1, how often)."""
    frame = pd.DataFrame(rows, columns=["week", "weekday", "times"])
    frame["week"], frame["day"] = pd.to_datetime(frame["week"]), [DAYS[day - 1] for day in frame["weekday"]]
    most = max(1, *frame["times"])
    frame["share"] = 0.25 + 0.75 * frame["times"] / most
    chart = alt.Chart(frame).encode(
        x=weeks(),
        y=alt.Y("day:N", sort=list(DAYS), scale=alt.Scale(domain=list(DAYS)), title=None),
        tooltip=[
            alt.Tooltip("week:T", title="Week beginning", format="%-d %B"),
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("times:Q", title="Times"),
        ],
    )
    # Size says how often, since a shade alone cannot be told from the next one.
    dots = in_one_tone(
        chart.mark_point(filled=True, opacity=1).encode(
            size=alt.Size("times:Q", scale=alt.Scale(domain=[0, most], range=[10, 340]), legend=None)
        ),
        "accent",
    )
    return drawn(dots, 230)


def balance(rows: Sequence[tuple[date, int, int]]) -> Drawn:
    """What was offered above the line, what was asked for below it. rows: (first day of the week, gives, asks)."""
    frame = pd.DataFrame(
        [(week, what, n, sign * n) for week, gives, asks in rows for what, n, sign in
         (("Offered", gives, 1), ("Asked for", asks, -1))],
        columns=["week", "what", "n", "height"],
    )  # fmt: skip
    frame["week"] = pd.to_datetime(frame["week"])
    chart = (
        alt.Chart(frame)
        .mark_bar(width=alt.RelativeBandSize(0.52), cornerRadius=2)
        .encode(
            x=weeks(),
            y=alt.Y(
                "height:Q", title="Times",
                axis=alt.Axis(tickCount=5, tickMinStep=1, labelExpr="format(abs(datum.value), 'd')"),
            ),
            color=colour("what", Offered="accent", **{"Asked for": "quiet"}),
            tooltip=[
                alt.Tooltip("week:T", title="Week beginning", format="%-d %B"),
                alt.Tooltip("what:N", title="What"),
                alt.Tooltip("n:Q", title="Times"),
            ],
        )
    )  # fmt: skip
    return drawn(chart, 220)


def counted(rows: Sequence[tuple[str, int, str]]) -> Drawn:
    """One bar a row with its number, in the order given. rows: (label, how many, place in the theme)."""
    frame = pd.DataFrame(rows, columns=["label", "n", "tone"])
    bars = numbered_bars(frame, ("label:N", "Which"), "n", ("n:Q", "How many"), thick=14)
    return drawn(bars, 28 * len(rows) + 20)


def cohorts(rows: Sequence[tuple[date, str, int, int]]) -> Drawn:
    """How far those first asked in a week have come. rows: (first day of the week, step, n, of those asked)."""
    frame = pd.DataFrame(rows, columns=["week", "step", "n", "of"])
    frame["label"] = [f"{day.day} {day:%b}" for day in frame["week"]]
    frame["said"] = [f"{n}" if step == "Asked" else f"{n} of {of}" for step, n, of in
                     zip(frame["step"], frame["n"], frame["of"], strict=True)]  # fmt: skip
    frame["share"] = frame["n"] / frame["of"]
    frame["tone"] = ["track" if not n else "accent" if step == "Asked" else "soft" for step, n in
                     zip(frame["step"], frame["n"], strict=True)]  # fmt: skip
    steps, labels = list(dict.fromkeys(frame["step"])), list(dict.fromkeys(frame["label"]))
    # A word a line and the number below its dot: six steps beside each other fit a phone.
    words = alt.Axis(
        orient="top", labelAngle=0, labelOverlap=False, labelFontSize=11, offset=14,
        labelExpr=r"split(replace(datum.label, ' in ', ' in\u00a0'), ' ')",
    )  # fmt: skip
    base = alt.Chart(frame).encode(
        x=alt.X("step:N", sort=steps, title=None, axis=words),
        y=alt.Y("label:N", sort=labels, title=None),
        tooltip=[
            alt.Tooltip("label:N", title="Week of"),
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("said:N", title="People"),
        ],
    )
    dots = base.mark_point(filled=True, opacity=1).encode(
        size=alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[6, 300]), legend=None), color=colour("tone")
    )
    numbers = base.mark_text(fontSize=12, dy=18).encode(text="said:N")
    return drawn(dots + in_one_tone(numbers, "mute"), 44 * len(labels) + 50)

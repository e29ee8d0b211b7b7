"""The charts of what all conversations together say. Rows are drawn as lanes, with their names above them and not at
an axis: so they stand whole on a phone, too.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from ivw.coaching.insights import KINDS
from ivw.show.charts.style import LINES, MUTE, Drawn, colour, drawn, in_one_tone

INK = alt.ExprRef("scale('color', 'ink')")
LANE = 6.4  # from one field to the next, on the scale of the path fit, which takes 4 of it
LANE_HEIGHT = 112
ROW_HEIGHT = 38
STEP, WIDEST = 24, 168  # pixels to the right for each generation, and for the last of a long chain
# The words and the mark of a standing: never the colour alone.
MARKS = {
    "top": ("ink", "circle"),
    "met": ("accent", "circle"),
    "planned": ("accent", "diamond"),
    "asked": ("soft", "triangle-up"),
    "open": ("amber", "square"),
    "let_go": ("quiet", "cross"),
}


def path_fit(rows: Sequence[tuple[str, str, date, str, int, bool]]) -> Drawn:
    """How conversations fitted one's path, a lane for each field. rows, by field and day: (field, its label, day of the
    conversation, person, -2..+2, whether this field pulls most).
    """
    frame = pd.DataFrame(rows, columns=["field", "label", "day", "person", "fit", "most"])
    lanes = {field: place for place, field in enumerate(dict.fromkeys(frame["field"]))}
    middle = frame["field"].map(lanes) * -LANE
    frame = frame.assign(
        day=pd.to_datetime(frame["day"]),
        y=middle + frame["fit"],
        tone=["accent" if most else "mute" for most in frame["most"]],
        said=[signed(fit) for fit in frame["fit"]],
    )
    bottom = -LANE * (len(lanes) - 1) - 2.4
    ticks = [fit - LANE * lane for lane in lanes.values() for fit in (2, 0, -2)]
    lane, height = f"(datum.value + {LANE} * round(-datum.value / {LANE}))", LANE_HEIGHT * len(lanes) + 46
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(domain=[bottom, 3.2], nice=False),
        axis=alt.Axis(values=ticks, labelExpr=f"{lane} > 1 ? '+2' : {lane} < -1 ? '−2' : '0'", gridColor=LINES),
    )
    x = alt.X("day:T", title="Day of the conversation", axis=alt.Axis(format="%b %Y", tickCount=4, labelOverlap=True))
    base = alt.Chart(frame).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("person:N", title="Person"),
            alt.Tooltip("day:T", title="Day", format="%-d %B %Y"),
            alt.Tooltip("said:N", title="Path fit"),
            alt.Tooltip("field:N", title="Field"),
        ],
    )
    lines = base.mark_line(strokeWidth=2, opacity=0.7).encode(color=colour("tone"), detail="field:N")
    points = base.mark_point(size=80, filled=True, opacity=1).encode(color=colour("tone"))
    named = frame.drop_duplicates("field")[["label", "field"]]
    named = named.assign(y=[2.55 - LANE * lanes[field] for field in named["field"]])
    names = alt.Chart(named).mark_text(align="left", baseline="bottom", fontSize=12, fontWeight=600)
    titles = in_one_tone(names.encode(x=alt.value(0), y=y, text="label:N"), "ink")
    return drawn(lines + points + titles, height)


def themes(rows: Sequence[tuple[str, str | None, int, str]]) -> Drawn:
    """How many different people said each theme. rows: (theme, key of KINDS or None, people, label)."""
    frame = pd.DataFrame(rows, columns=["theme", "kind", "people", "label"])
    frame["kind"] = [KINDS.get(kind or "", "mute") for kind in frame["kind"]]
    frame["place"] = range(len(frame))
    top = max(1, *frame["people"])
    # Each theme takes a row of its own: the name in its upper half, the bar in its lower one.
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = alt.Chart(frame).encode(
        y=y, tooltip=[alt.Tooltip("theme:N", title="Theme"), alt.Tooltip("label:N", title="Said by")]
    )
    x = alt.X("people:Q", title=None, axis=None, scale=alt.Scale(domain=[0, top * 1.6], nice=False))
    bars = base.mark_bar(height=10, cornerRadius=3, yOffset=8).encode(
        x=x, color=colour("kind", Technology="accent", Skill="soft", Demand="quiet")
    )
    # Not through in_one_tone: the colours are named after the kinds here, and a chart has one scale of them.
    names = base.mark_text(align="left", baseline="bottom", fontSize=12, color=INK)
    numbers = base.mark_text(align="left", baseline="middle", dx=8, dy=8, fontSize=12, color=MUTE)
    chart = bars + names.encode(x=alt.value(0), text="theme:N") + numbers.encode(x=x, text="label:N")
    return drawn(chart, ROW_HEIGHT * len(frame) + 30)


def referral_tree(rows: Sequence[tuple[int, int | None, int, str, str, str]]) -> Drawn:
    """Who led to whom: a dot for each person, below and to the right of who named them. rows, one for each line from
    above: (row, row of the parent or None, depth, name, a key of MARKS, what stands behind the name).
    """
    frame = pd.DataFrame(rows, columns=["row", "parent", "depth", "name", "mark", "says"])
    first, least = rows[0][0], min(depth for _, _, depth, *_ in rows)
    step = min(STEP, WIDEST / max(1, max(depth for _, _, depth, *_ in rows) - least))
    frame["row"] -= first
    frame["x"] = 8 + (frame["depth"] - least) * step
    frame["tone"] = [MARKS[mark][0] for mark in frame["mark"]]
    frame["text"] = [f"{name} · {says}" if says else name for _, _, _, name, _, says in rows]
    names = {row: name for row, _, _, name, *_ in rows}
    frame["by"] = ["" if parent is None else names.get(parent, "on an earlier page") for _, parent, *_ in rows]
    elbows = []
    for row, parent, depth, *_ in rows:
        if parent is not None:
            x = 8 + (depth - least) * step
            left = max(x - step, 2)
            # Where the parent stands on an earlier page, the line comes from above.
            elbows += [(max(parent - first, -0.5), row - first, left, left), (row - first, row - first, left, x)]
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[len(frame) - 0.4, -0.6], nice=False))
    base = alt.Chart(frame).encode(
        x=alt.X("x:Q", axis=None, scale=None),
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="Person"),
            alt.Tooltip("by:N", title="Named by"),
            alt.Tooltip("says:N", title="How far"),
        ],
    )
    shapes = alt.Shape(
        "mark:N", scale=alt.Scale(domain=list(MARKS), range=[shape for _, shape in MARKS.values()]), legend=None
    )
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(shape=shapes, color=colour("tone"))
    texts = in_one_tone(base.mark_text(align="left", dx=12, fontSize=12).encode(text="text:N"), "ink")
    lines = pd.DataFrame(elbows, columns=["row", "to", "x", "right"])
    drawn_lines = in_one_tone(
        alt.Chart(lines).mark_rule(strokeWidth=1.5).encode(
            x=alt.X("x:Q", axis=None, scale=None), x2="right:Q", y=y, y2="to:Q"
        ),
        "quiet",
    )  # fmt: skip
    return drawn(drawn_lines + dots + texts, 26 * len(frame) + 12)


def fields_compared(rows: Sequence[tuple[str, str, float, bool]]) -> Drawn:
    """What one's criteria say of each field, by their weight. rows, in their order: (field, what stands behind its
    name, weighted mean -2..+2, whether it rests on few talks).
    """
    frame = pd.DataFrame(rows, columns=["field", "label", "mean", "few"])
    frame["place"] = range(len(frame))
    frame["says"] = [f"{field}: {label}" for field, label, *_ in rows]
    best = max((mean for *_, mean, few in rows if not few), default=None)
    frame["tone"] = ["mute" if few else "accent" if mean == best else "soft" for *_, mean, few in rows]
    # Each field takes a row of its own: the name in its upper half, the bar in its lower one.
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X(
        "mean:Q", title="By your criteria, −2 to +2", scale=alt.Scale(domain=[-2, 2], nice=False),
        axis=alt.Axis(values=[-2, -1, 0, 1, 2], labelExpr="datum.value > 0 ? '+' + datum.label : datum.label",
                      grid=True, gridColor=LINES),
    )  # fmt: skip
    base = alt.Chart(frame).encode(
        y=y, tooltip=[alt.Tooltip("field:N", title="Field"), alt.Tooltip("label:N", title="By your criteria")]
    )
    bars = base.mark_bar(height=10, cornerRadius=3, yOffset=9).encode(
        x=x, x2=alt.X2Datum(0), color=colour("tone")
    )  # fmt: skip
    names = base.mark_text(align="left", baseline="bottom", fontSize=12).encode(x=alt.value(0), text="says:N")
    return drawn(bars + in_one_tone(names, "ink"), 44 * len(frame) + 44)


def before_and_after(rows: Sequence[tuple[str, int, int]]) -> Drawn:
    """How one felt before a conversation and after it. rows, one each: (person and day, before, after), 1 to 5."""
    frame = pd.DataFrame(rows, columns=["talk", "before", "after"])
    frame["place"] = range(len(frame))
    frame["says"] = [f"{talk}: {before} to {after}" if before != after else f"{talk}: {after} as before"
                     for talk, before, after in rows]  # fmt: skip
    frame["tone"] = ["amber" if after < before else "accent" for _, before, after in rows]
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    scale = alt.Scale(domain=[0.8, 5.2], nice=False)
    axis = alt.Axis(values=[1, 2, 3, 4, 5], format="d", grid=True, gridColor=LINES)
    x = {name: alt.X(f"{name}:Q", title="1 little, 5 much", scale=scale, axis=axis) for name in ("before", "after")}
    base = alt.Chart(frame).encode(
        y=y,
        tooltip=[
            alt.Tooltip("talk:N", title="Conversation"),
            alt.Tooltip("before:Q", title="Before"),
            alt.Tooltip("after:Q", title="After"),
        ],
    )
    lines = in_one_tone(base.mark_rule(strokeWidth=2, yOffset=9).encode(x=x["before"], x2="after:Q"), "quiet")
    ends = [
        base.mark_point(size=90, opacity=1, yOffset=9, strokeWidth=2, filled=name == "after").encode(
            x=x[name], color=colour("tone")
        )
        for name in ("before", "after")
    ]
    names = base.mark_text(align="left", baseline="bottom", fontSize=12, dy=2).encode(x=alt.value(0), text="says:N")
    return drawn(alt.layer(lines, *ends, in_one_tone(names, "ink")), ROW_HEIGHT * len(frame) + 44)


def worth(rows: Sequence[tuple[str, str | None, int | None, str]]) -> Drawn:
    """How talks were rated, a lane for each group of them. rows, by group: (what the group is called, person, rating 1
    to 5, 'high', 'low' or 'few'); a group without talks has one row without person and rating.
    """
    groups = {group: place for place, group in enumerate(dict.fromkeys(row[0] for row in rows))}
    tones = {"high": "accent", "low": "soft", "few": "mute"}
    said = [(group, who, rating, tones[mark]) for group, who, rating, mark in rows if who is not None and rating]
    there = Counter((group, rating) for group, _, rating, _ in said)
    nth: Counter[tuple[str, int]] = Counter()
    dotted = []
    for group, who, rating, tone in said:
        n = there[group, rating]
        # Side by side around their rating, closer to each other the more they are.
        at = rating + (nth[group, rating] - (n - 1) / 2) * min(0.13, 0.8 / n)
        nth[group, rating] += 1
        dotted.append((at, groups[group], group, who, rating, tone))
    frame = pd.DataFrame(dotted, columns=["x", "place", "among", "person", "rating", "tone"])
    y = alt.Y("place:O", title=None, axis=None,
              scale=alt.Scale(domain=list(groups.values()), paddingInner=0, paddingOuter=0))  # fmt: skip
    x = alt.X(
        "x:Q", title="1 little, 5 much", scale=alt.Scale(domain=[0.6, 5.4], nice=False),
        axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", grid=True, gridColor=LINES),
    )  # fmt: skip
    dots = alt.Chart(frame).mark_point(size=70, filled=True, opacity=1, yOffset=9).encode(
        x=x, y=y, color=colour("tone"),
        tooltip=[
            alt.Tooltip("among:N", title="Fit"),
            alt.Tooltip("person:N", title="Person"),
            alt.Tooltip("rating:Q", title="Rating, of 5"),
        ],
    )  # fmt: skip
    named = alt.Chart(pd.DataFrame(list(groups.items()), columns=["group", "place"]))
    names = named.mark_text(align="left", baseline="bottom", fontSize=12, dy=2)
    return drawn(
        dots + in_one_tone(names.encode(x=alt.value(0), y=y, text="group:N"), "ink"), ROW_HEIGHT * len(groups) + 44
    )


def signed(fit: int) -> str:
    """A path fit as it is said: +2, 0, −1."""
    return f"+{fit}" if fit > 0 else f"−{-fit}" if fit < 0 else "0"

"""The charts of a plan: how its minutes are filled, and which goals its questions serve."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ivw.show.charts.style import MUTE, Drawn, colour, drawn, in_one_tone

ROW_HEIGHT = 46
FITS = 0.17  # of the bar: from there on the name and length of a piece fit on it, on a phone, too
# What the time goes into, by kind: its name, and its place in the theme (not mute or lines: axes are drawn in them).
KINDS = {
    "ask": ("You ask", "accent"),
    "answer": ("They answer", "soft"),
    "move": ("Moving on", "amber"),
    "around": ("Opening, thanks", "quiet"),
    "reserve": ("Reserve", "green"),
    "fill": ("Yours to fill", "track"),
}


def time_bar(rows: Sequence[tuple[str, str, int, int, int, str]]) -> Drawn:
    """One bar from the first minute to the last. rows: (what, its kind of KINDS, seconds from the start, seconds it
    takes, minutes of the conversation, its length in words). The legend says how long each kind takes in all.
    """
    frame = pd.DataFrame(rows, columns=["what", "kind", "at", "seconds", "minutes", "length"])
    minutes = int(frame["minutes"].max())
    frame["from"] = frame["at"] / 60
    frame["to"] = (frame["at"] + frame["seconds"]) / 60
    longest = max(float(minutes), float(frame["to"].max()))
    step = next((each for each in (5, 10, 15, 30, 60, 120) if longest / each <= 6), 120)
    ticks = [*range(0, int(longest) + 1, step)]
    x = alt.X(
        "from:Q",
        title="Minutes",
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(values=ticks, grid=False),
    )
    totals = {kind: int(frame.loc[frame["kind"] == kind, "seconds"].sum()) for kind in KINDS}
    named = {kind: f"{KINDS[kind][0]} {total // 60}:{total % 60:02}" for kind, total in totals.items() if total}
    frame["named"] = frame["kind"].map(named)
    tones = colour("named", **{name: KINDS[kind][1] for kind, name in named.items()})
    tones["legend"]["columns"] = 2  # so that all of them stand whole on a phone
    frame["part"] = [KINDS[kind][0] for kind in frame["kind"]]
    frame["begins"] = [f"{at // 60}:{at % 60:02}" for at in frame["at"]]
    tooltip = [
        alt.Tooltip(f"{column}:N", title=title)
        for column, title in (("begins", "From"), ("part", "For"), ("what", "What"), ("length", "Takes"))
    ]
    bars = alt.Chart(frame).mark_bar(height=28).encode(x=x, x2="to:Q", color=tones, tooltip=tooltip)
    # Where its words fit, what is still to be filled says so itself.
    fill = frame[(frame["kind"] == "fill") & (frame["seconds"] >= FITS * 60 * longest)]
    words = fill.assign(middle=(fill["from"] + fill["to"]) / 2, says=[f"{length} to fill" for length in fill["length"]])
    says = alt.Chart(words).mark_text(fontSize=12, color=MUTE).encode(x="middle:Q", text="says:N", tooltip=tooltip)
    return drawn(bars + says, 112 + 20 * -(-len(named) // 2))


def coverage(rows: Sequence[tuple[str, str, int, str, bool]]) -> Drawn:
    """Which question serves which goal. rows: (goal, its label, number of the question, its text, whether it serves
    it), one for each goal and question. A label stands above its row and not at an axis: so it is whole on a phone.
    """
    frame = pd.DataFrame(rows, columns=["goal", "label", "number", "question", "serves"])
    lanes = {goal: place for place, goal in enumerate(dict.fromkeys(frame["goal"]))}
    frame["y"] = frame["goal"].map(lanes) + 0.72
    frame["tone"] = ["accent" if serves else "mute" for serves in frame["serves"]]
    frame["says"] = ["serves it" if serves else "does not" for serves in frame["serves"]]
    last = int(frame["number"].max())
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[len(lanes), 0], nice=False))
    x = alt.X(
        "number:Q",
        title="Question, in the order of the plan",
        scale=alt.Scale(domain=[0.5, max(last, 8) + 0.5], nice=False),
        axis=alt.Axis(values=list(range(1, last + 1)), format="d", labelOverlap=True),
    )
    base = alt.Chart(frame).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("goal:N", title="Goal"),
            alt.Tooltip("question:N", title="Question"),
            alt.Tooltip("says:N", title="This question"),
        ],
    )
    # Filled or hollow: the colour never says it alone.
    served = base.transform_filter("datum.serves").mark_point(size=110, filled=True, opacity=1)
    not_served = base.transform_filter("!datum.serves").mark_point(size=36, filled=False, opacity=1, strokeWidth=1)
    names = frame.drop_duplicates("goal")[["goal", "label"]]
    names = names.assign(y=[lanes[goal] + 0.42 for goal in names["goal"]])
    titles = alt.Chart(names).mark_text(align="left", baseline="bottom", fontSize=12).encode(
        x=alt.value(0), y=y, text="label:N"
    )  # fmt: skip
    layers = not_served.encode(color=colour("tone")) + served.encode(color=colour("tone"))
    return drawn(layers + in_one_tone(titles, "ink"), ROW_HEIGHT * len(lanes) + 46)

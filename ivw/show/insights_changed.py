"""What changed: how sure and how awake one felt before and after, and the beliefs that did not survive a talk."""

import streamlit as st

from ivw.coaching import beliefs
from ivw.coaching.beliefs import ENOUGH, FEELINGS, MOST, Belief, Felt
from ivw.coaching.insights import Counts
from ivw.show import insights_parts, paging, parts
from ivw.show.charts import insights as charts
from ivw.show.front_door import Here

ROWS = 5
PAGE = "beliefs-page"
WHY = {
    "confidence": "Each conversation is practice, and builds confidence (guide 1).",
    "energy": "New people can wake one up; see whether they do (guide 2).",
}


def draw(here: Here, counts: Counts) -> None:
    """Both, or what it takes to have them."""
    felt = {feeling: beliefs.felt(here.records, feeling, here.as_of, here.zone) for feeling in FEELINGS}
    if not counts.changed and not any(each.pairs for each in felt.values()):
        insights_parts.nothing_yet(
            "Nothing is noted from before and after yet",
            "In a debrief, say what you believed before and believe now, or how sure you felt: here you see what the "
            "conversations do to it.",
        )
        return
    if counts.changed:
        _beliefs(here)
    _feelings(here, felt)


def _feelings(here: Here, felt: dict[str, Felt]) -> None:
    with st.container(gap="small"):
        parts.section("Before and after")
        shown = felt[parts.choice("Feeling", FEELINGS, key="insights/feeling", default=_first(felt))]
        if not shown.pairs:
            name = FEELINGS[shown.feeling].lower()
            parts.nothing_yet(
                f"No {name} before and after yet",
                f"Both have to stand in the debrief of a conversation, under More. {WHY[shown.feeling]}",
            )
            return
        today = here.as_of.date()
        newest = f" Drawn are the newest {MOST}." if shown.pairs > MOST else ""
        few = f" Below {ENOUGH} conversations this says little." if shown.pairs < ENOUGH else ""
        parts.figure(
            beliefs.finding(shown),
            f"From the ring (before) to the dot (after), newest first, where both were said: "
            f"{parts.count(shown.pairs, 'conversation')}.{newest}{few} {WHY[shown.feeling]}",
            charts.before_and_after,
            tuple(
                (f"{each.contact}, {insights_parts.said_on(each.day, today)}", each.before, each.after)
                for each in shown.newest
            ),
            f"{FEELINGS[shown.feeling]} before and after each conversation, 1 to 5. {beliefs.finding(shown)}.",
            key=f"felt-{shown.feeling}",
        )


def _first(felt: dict[str, Felt]) -> str:
    return next((feeling for feeling, each in felt.items() if each.pairs), next(iter(felt)))


def _beliefs(here: Here) -> None:
    rows, total = beliefs.changed(here.records, here.as_of, here.zone, limit=ROWS, offset=paging.skipped(PAGE, ROWS))
    with st.container(gap="small"):
        parts.section("What you see differently now", parts.count(total, "conversation"))
        for row in rows:
            _belief(here, row)
        if total > ROWS:
            paging.foot("Newest first", PAGE, total, ROWS)


def _belief(here: Here, row: Belief) -> None:
    insights_parts.said_in(
        here, row, "belief", (":material/history: Before, I believed", row.believed_before),
        (":material/arrow_forward: Now I believe", row.believed_after),
        (insights_parts.CHANGED, row.changed_view),
    )  # fmt: skip

"""Fields side by side on one's own criteria, and beside them what was looked up about each."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import comparing
from ivw.coaching.comparing import ENOUGH, Compared, Comparison, Mean
from ivw.coaching.criteria import WEIGHTS
from ivw.coaching.insights import Counts
from ivw.coaching.research_topics import TOPICS
from ivw.show import front_door, insights_parts, parts
from ivw.show.charts import insights as charts
from ivw.show.front_door import Here

LONGEST = 140  # of a finding in a cell
FIT_A_PHONE = 2  # fields beside each other on a phone
NONE = ":gray[–]"


def draw(here: Here, counts: Counts) -> None:
    """What comes out ahead, then criterion by criterion, then what was looked up; or what it takes to compare."""
    compared = comparing.fields(here.records, here.as_of)
    if not compared.criteria:
        insights_parts.nothing_yet(
            "You have not said what you decide by",
            "Income, work environment, timetable, whatever counts for you: name it in a debrief, under More, and rate "
            "by it. From two fields on they stand here side by side (guide 3).",
        )
        return
    if not compared.fields:
        insights_parts.nothing_yet(
            "No field is rated by your criteria yet",
            f"You decide by {parts.plain(_named(compared))}. Rate a conversation by it in its debrief, under More; the "
            "person's field has to be said there, too.",
        )
        return
    _ahead(compared)
    with st.container(gap="small"):
        _by_criterion(compared)
    with st.container(gap="small"):
        _looked_up(compared.fields)


def _ahead(compared: Comparison) -> None:
    scored = [(each, score) for each in compared.fields if (score := compared.weighted(each))]
    shown = ""
    if compared.fields_rated > len(compared.fields):
        shown = f" Shown are the {len(compared.fields)} with most talks, of {compared.fields_rated}."
    parts.figure(
        parts.plain(comparing.finding(compared)),
        "The mean of your ratings, each criterion by its weight, from −2 (much against) to +2 (much for). Gray rests "
        f"on fewer than {ENOUGH} talks and is too early to count.{shown} The weights are yours, the sum is arithmetic.",
        charts.fields_compared,
        tuple((field.field, _scored(compared, field, score), score.mean, field.talks < ENOUGH)
              for field, score in scored),
        "Bars of each field by your criteria: "
        + "; ".join(f"{field.field} {comparing.signed(score.mean)}" for field, score in scored),
        key="fields-compared",
    )  # fmt: skip


def _scored(compared: Comparison, field: Compared, score: Mean) -> str:
    said = f"{comparing.signed(score.mean)} over {parts.count(field.talks, 'talk')}"
    return said if score.n == len(compared.criteria) else f"{said}, {score.n} of {len(compared.criteria)} criteria"


def _by_criterion(compared: Comparison) -> None:
    says = comparing.apart_most(compared)
    with st.container(gap=None):
        st.subheader("Criterion by criterion", anchor=False)
        differ = f"They differ most on {parts.plain(says)}. " if says else ""
        st.markdown(f":gray[{differ}In brackets: how many talks were rated by it.]")
    heads = _heads(compared.fields)
    st.table(
        [
            {"": f"{parts.plain(each.name)}  \n:gray[{WEIGHTS[each.weight].lower()}]"}
            | {head: _cell(field.means.get(each.id)) for head, field in zip(heads, compared.fields, strict=True)}
            for each in compared.criteria
        ],
        border="horizontal", hide_index=True,
    )  # fmt: skip
    st.caption("The criteria and their weights are made and changed in any debrief, under More.")


def _cell(mean: Mean | None) -> str:
    if mean is None:
        return NONE
    said = f"{comparing.signed(mean.mean)} ({mean.n})"
    return f"**{said}**" if mean.n >= ENOUGH else f":gray[{said}]"


def _looked_up(fields: Sequence[Compared]) -> None:
    with st.container(gap=None):
        st.subheader("What you looked up", anchor=False)
        st.markdown(":gray[Income stands here as a range that was researched: nobody is asked for theirs (guide 3).]")
    topics = [topic for topic in TOPICS["field"] if any(topic.key in field.found for field in fields)]
    heads = _heads(fields)
    if topics:
        st.table(
            [
                {"": parts.plain(topic.label)}
                | {head: _found(field, topic.key) for head, field in zip(heads, fields, strict=True)}
                for topic in topics
            ],
            border="horizontal", hide_index=True,
        )  # fmt: skip
        if len(fields) > FIT_A_PHONE:
            st.caption(":material/swipe_left: On a narrow screen, slide the table sideways for the other fields.")
    missing = [field.field for field in fields if "income" not in field.found]
    if missing:
        st.markdown(f":gray[:material/search: No income range yet for {parts.plain(', '.join(missing))}.]")
    if st.button("Look up more", icon=":material/menu_book:", type="tertiary", key="look-up-fields"):
        front_door.go("prospect_research", view="fields")


def _found(field: Compared, topic: str) -> str:
    if topic not in field.found:
        return NONE
    finding, source = field.found[topic]
    short = finding if len(finding) <= LONGEST else f"{finding[: LONGEST - 1].rstrip()}…"
    return f"{parts.plain(short)}  \n:gray[{parts.plain(source)}]" if source else parts.plain(short)


def _heads(fields: Sequence[Compared]) -> list[str]:
    """What stands above each column: Streamlit tells columns apart by it, and reads it as Markdown."""
    return list(parts.told_apart([(str(place), each.field) for place, each in enumerate(fields)]).values())


def _named(compared: Comparison) -> str:
    return ", ".join(each.name for each in compared.criteria)

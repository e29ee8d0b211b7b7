"""What people keep saying: themes by how many of them did, who said one when, and what to use in an application."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import insights
from ivw.coaching.insights import KINDS, Counts, Theme, Voice
from ivw.show import front_door, insights_parts, insights_take_along, paging, parts
from ivw.show.charts import insights as charts
from ivw.show.front_door import Here

THEMES, VOICES, USES = 10, 8, 5
USES_PAGE = "uses-page"
FROM_ADDRESS = "insights/theme-from-address"
SHOWN = {"all": "All", **KINDS}


def draw(here: Here, counts: Counts) -> None:
    """The themes, and below them what to use in an application."""
    _themes(here, counts)
    if counts.uses:
        _uses(here)


def _themes(here: Here, counts: Counts) -> None:
    """The chart, and below it the voices of the theme that is chosen."""
    if not counts.themes:
        insights_parts.nothing_yet(
            "No themes yet",
            "Write down in each debrief which technologies, skills and demands came up. After two or three debriefs "
            "you see here what several people say without knowing of each other.",
        )
        return
    kind = chosen_kind()
    key = f"themes-page-{kind}"
    found, total = insights.themes(
        here.records, here.as_of, kind=kind if kind in KINDS else None,
        limit=THEMES, offset=paging.skipped(key, THEMES),
    )  # fmt: skip
    if not found:
        parts.nothing_yet(f"No {KINDS[kind].lower()} yet", "Nobody said anything of this kind so far.")
        return
    parts.figure(
        parts.plain(_finding(found, kind) if paging.skipped(key, THEMES) == 0 else "What fewer people say"),
        "By how many different people said it: experts tell which technologies, skills and demands matter (guide 1).",
        charts.themes,
        tuple((each.theme, each.kind, each.people, _label(each)) for each in found),
        "Bars of how many people said each theme: " + ", ".join(f"{each.theme} {each.people}" for each in found),
        key="themes",
    )
    paging.foot(parts.count(total, "theme"), key, total, THEMES)
    _voices(here, found)


def choose_kind() -> None:
    """The kinds of themes to choose from."""
    parts.choice("Which themes", SHOWN, key="insights/kind", default=chosen_kind())


def chosen_kind() -> str:
    """The kind chosen here, else the one in the address."""
    kind = st.session_state.get("insights/kind") or front_door.asked_for("kind")
    kind = kind if kind in SHOWN else "all"
    if kind == "all":
        st.query_params.pop("kind", None)
    else:
        st.query_params["kind"] = kind
    return kind


def _finding(found: Sequence[Theme], kind: str) -> str:
    top = found[0]
    if top.people < 2:
        return "No two people have said the same yet"
    what = {"technology": "Technology that", "skill": "The skill", "demand": "What is in demand, as"}.get(kind)
    if what:
        return f"{what} most people name: {top.theme} ({top.people})"
    level = sum(each.people == top.people for each in found)
    more = f", and of {parts.count(level - 1, 'other theme')}" if level > 1 else ""
    return f"{top.people} people spoke of {top.theme.lower() if top.theme[1:].islower() else top.theme}{more}"


def _label(theme: Theme) -> str:
    people = parts.count(theme.people, "person", "people")
    return f"{people} · {KINDS[theme.kind].lower()}" if theme.kind in KINDS else people


def _voices(here: Here, found: Sequence[Theme]) -> None:
    """Who said the theme chosen, when, and the way to what they said."""
    names = {each.theme_key: each.theme for each in found}
    asked = front_door.asked_for("theme") or ""
    key = f"insights/theme-{found[0].theme_key}"
    # The address one came by may name a theme of another page; it then stands first on this one.
    first_list, named = st.session_state.setdefault(FROM_ADDRESS, (key, asked))
    if first_list == key and named not in names and (theme := insights.theme(here.records, named, here.as_of)):
        names = {named: theme.theme, **names}
    at = list(names).index(asked) if asked in names else 0
    with st.container(gap="xsmall"):
        chosen = st.selectbox(
            "Who said", list(names), index=at, format_func=lambda each: names.get(each, each), key=key
        )
        st.query_params["theme"] = chosen
        page = f"voices-{chosen}"
        rows, total = insights.voices(
            here.records, chosen, here.as_of, here.zone, limit=VOICES, offset=paging.skipped(page, VOICES)
        )
        with insights_parts.rows():
            for row in rows:
                insights_parts.talk(row.meeting_id, row.contact, _said(here, row), "voice")
        paging.foot(f"Said {parts.count(total, 'time')}", page, total, VOICES)


def _uses(here: Here) -> None:
    """What one noted for applications (A13), and all of it as a file."""
    rows, total = insights.uses(here.records, here.as_of, here.zone, limit=USES, offset=paging.skipped(USES_PAGE, USES))
    with st.container(gap="small"):
        parts.section("To use in an application", f"From {parts.count(total, 'conversation')}")
        for row in rows:
            with st.container(gap=None):
                st.text(row.words)
                day = insights_parts.said_on(row.day, here.as_of.date())
                insights_parts.talk(row.meeting_id, row.contact, f"{day} · {row.field}" if row.field else day, "use")
        if total > USES:
            paging.foot(f"{total:,} in all", USES_PAGE, total, USES)
        insights_take_along.for_application(key="themes")


def _said(here: Here, voice: Voice) -> str:
    day = insights_parts.said_on(voice.day, here.as_of.date())
    return f"{day} · {KINDS[voice.kind].lower()}" if voice.kind in KINDS else day

"""Where to look: the kinds of people that help, and where one comes across them, each with what one has of it."""

from collections.abc import Mapping

import streamlit as st

from ivw.coaching import acquaintances
from ivw.coaching.contacts import KINDS_OF_PERSON, SOURCES
from ivw.show import front_door, parts
from ivw.show.front_door import Here

# What each is good for, in a line.
KINDS = {
    "practitioner": "Knows what the days are like (guide 1).",
    "leader": "Sees where the field is going (guide 1).",
    "author": "Writes for people like you, and likes to hear from one (guide 1).",
    "teacher": "Explains it for a living; an online course counts (guide 1).",
    "professor": "Knows many who went into it (guide 1).",
    "alum": "Began where you did (our convention).",
    "recruiter": "Reads who gets in; ask for advice, never for a post (guide 1).",
}
PLACES = {
    "linkedin": "Look for paths that make you curious (guide 1).",
    "social_media": "Wherever people of the field say what they think (guide 1).",
    "event": "Talk to one speaker and one listener (guide 1).",
    "article": "The name stands above it (guide 1).",
    "book": "Its author, and everybody thanked in it (guide 1).",
    "course": "Who teaches it, and who took it before you (guide 1).",
    "alumni": "A school's network answers more often than strangers (our convention).",
    "friend": "A name you may mention opens the door (guide 1).",
    "referral": "Ask each host who else you should talk to (guide 2).",
}


def draw(here: Here) -> None:
    """Two calm lists. Each entry leads to the people one has of it, or to adding the first."""
    kinds, sources = acquaintances.kinds_and_sources(here.records)
    with st.container(gap="small"):
        with st.container(gap=None):
            st.subheader("Where to look", anchor=False)
            st.markdown(
                ":gray[The more targeted, the more comes of it (guide 1). What you have of each stands beside it.]"
            )
        left, right = st.columns(2, gap="large")
        with left:
            _list("Kinds of people", KINDS, KINDS_OF_PERSON, kinds, "who")
        with right:
            _list("Ways to them", PLACES, SOURCES, sources, "from")


def comes_along() -> dict[str, str]:
    """What the address says of whoever is added next: their field (?in=) and what kind of person they are (?who=)."""
    field, kind = front_door.asked_for("in"), front_door.asked_for("who")
    known = {"field": field, "kind_of_person": kind if kind in KINDS_OF_PERSON else None}
    return {name: value for name, value in known.items() if value}


def say_what_comes_along() -> None:
    """The same, in a line of the form."""
    said = [KINDS_OF_PERSON.get(each, each) for each in comes_along().values()]
    if said:
        st.caption(f":material/label: {parts.plain(' · '.join(said))}")


def _list(
    title: str, hints: Mapping[str, str], labels: Mapping[str, str], have: Mapping[str, int], name: str
) -> None:  # fmt: skip
    """`name` is what the address of the people's list calls this filter."""
    with st.container(gap="xsmall"):
        st.markdown(f"##### {title}", anchors=False)
        for each, hint in hints.items():
            with st.container(gap=None):
                with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                    st.markdown(f"**{labels[each]}**", width="content")
                    _leads(each, have.get(each, 0), name)
                st.caption(hint)


def _leads(each: str, people: int, name: str) -> None:
    if people:
        label = parts.count(people, "person", "people")
        if st.button(label, icon=":material/group:", type="tertiary", key=f"look-{name}-{each}"):
            front_door.go("prospect_research", list="everyone", **{name: each})
    elif st.button("Add one", icon=":material/person_add:", type="tertiary", key=f"look-{name}-{each}"):
        front_door.go("prospect_research", open="add", **{name: each})

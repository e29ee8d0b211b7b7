"""Prospect research: whom to talk to, and everything that is known about one person and was said with them."""

import streamlit as st

from ivw.coaching import contacts, people
from ivw.show import (
    about,
    aims,
    already_met,
    duplicates,
    fields,
    front_door,
    organizations,
    parts,
    people_list,
    person_panel,
    shortlist_rank,
    where_to_look,
)
from ivw.show.reveal import reveal

VIEWS = {
    "people": "People",
    "next": "Whom to ask next",
    "organizations": "Organizations",
    "fields": "Fields",
    "goals": "What for",
}
DRAWN = {
    "next": shortlist_rank.draw,
    "organizations": organizations.draw,
    "fields": fields.draw,
    "goals": aims.draw,
}
OPENED_BY = {"organization": "organizations", "field": "fields"}
WHOM_TO_LOOK_FOR = (
    (
        "Somebody whose work you would like to do",
        "The closer to what you want to find out, the more comes of it (guides 1 and 3).",
    ),
    ("Somebody a friend knows", "A name you may mention makes the first message easier (guide 1)."),
    (
        "Somebody who writes, teaches or speaks",
        "Authors of articles, books and courses like to hear from readers (guide 1).",
    ),
)


def show() -> None:
    here = front_door.here()
    counts = people.counts(here.records)
    if front_door.asked_for("open") == "met":
        parts.page_head(here, "I already met people", already_met.lead(counts))
        already_met.draw(here)
        return
    if duplicates.asked_for():
        parts.page_head(here, "Possible duplicates", duplicates.lead(here))
        duplicates.draw(here)
        return
    parts.page_head(here, "Prospect research", lead(counts))
    view = chosen_view()
    if view == "people":
        everybody(here, counts)
    else:
        DRAWN[view](here)


def chosen_view() -> str:
    """The view in the address; an organization or a field that is named there means its own."""
    named = next((view for name, view in OPENED_BY.items() if front_door.asked_for(name)), None)
    asked = front_door.asked_for("view") or named or "people"
    view = asked if asked in VIEWS else "people"
    # A fresh key for each view: what was chosen before says nothing once an address has led elsewhere.
    chosen = parts.choice("View", VIEWS, key=f"research/view-{view}", default=view)
    if chosen != view:
        st.query_params.from_dict({} if chosen == "people" else {"view": chosen})
        st.rerun()
    return view


def everybody(here: front_door.Here, counts: dict[str, int]) -> None:
    """The people on the left, and on the right whoever is open."""
    adding = people_list.adding() or not counts["everyone"]
    expected = people_list.opened()
    standing = person_panel.read_ahead(here, expected) if expected and not adding else None
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        if adding:
            quick_add(here, can_close=bool(counts["everyone"]))
        if counts["everyone"] or counts["archived"]:
            people_list.draw(counts)
        else:
            st.caption("You can bring your LinkedIn contacts, too: in Your records.")
        with st.container(horizontal=True, gap="small"):
            people_list.way_to_archived(counts)
            duplicates.way_there(here)
            st.button(
                "I already met people", icon=":material/history:", type="tertiary", on_click=st.query_params.from_dict,
                args=({"open": "met"},), help="Enter past conversations, several at a time.", key="already-met",
            )  # fmt: skip
    with right:
        whom = people_list.opened()
        # Beside an open form stands what helps to fill it in.
        begun = standing if whom == expected else None
        if adding or not whom or not person_panel.draw(here, whom, front_door.asked_for("log"), begun):
            whom_to_look_for()
        elif front_door.asked_for("contact"):
            reveal(person_panel.PLACE, whom)


def lead(counts: dict[str, int]) -> str:
    if not counts["everyone"]:
        return "Whose week would you like to see from inside?"
    listed = parts.count(counts["shortlist"], "person", "people")
    return f"{listed} on your shortlist, {counts['met']:,} met, {counts['everyone']:,} in your records."


def quick_add(here: front_door.Here, *, can_close: bool) -> None:
    token = parts.token(here, "add")
    with st.form(f"add-{token}"):
        st.markdown("##### Add a person")
        st.text_input("Name", st.session_state.get(people_list.NEWCOMER, ""), key=f"add-name-{token}")
        parts.problem("add", "name")
        where, what = st.columns(2, gap="small")
        with where:
            st.text_input("Where they work", front_door.asked_for("at") or "", key=f"add-organization-{token}")
            parts.problem("add", "organization")
        with what:
            st.text_input("Position", front_door.asked_for("position") or "", key=f"add-position-{token}")
            parts.problem("add", "position")
        ways, way = list(contacts.SOURCES), front_door.asked_for("from")
        st.selectbox(
            "How you found them", ways, index=ways.index(way) if way in ways else None,
            format_func=contacts.SOURCES.__getitem__, placeholder="Not said", key=f"add-source_kind-{token}",
        )  # fmt: skip
        st.text_input(
            "Why this person?", key=f"add-why_this_person-{token}", placeholder="A line is enough, and can wait"
        )
        where_to_look.say_what_comes_along()
        parts.problem("add")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Add", type="primary", icon=":material/person_add:", on_click=add, args=(token,))
            if can_close:
                st.form_submit_button("Not now", type="tertiary", on_click=people_list.close_form)


def add(token: str) -> None:
    asked = ("name", "organization", "position", "source_kind", "why_this_person")
    typed = {field: st.session_state.get(f"add-{field}-{token}") for field in asked} | where_to_look.comes_along()
    if parts.act(lambda here: contacts.add(here.records, as_of=here.as_of, token=token, **typed), "add", token):
        people_list.look_for(listed="shortlist")
        people_list.open_person(token)


def whom_to_look_for() -> None:
    with st.container(border=True, gap="medium"):
        parts.nothing_yet(
            "Whom to look for", "Whoever you choose on the left stands here, with all that happened between you."
        )
        for title, why in WHOM_TO_LOOK_FOR:
            with st.container(gap=None):
                st.markdown(f"**{title}**")
                st.caption(why)
    about.draw()


show()

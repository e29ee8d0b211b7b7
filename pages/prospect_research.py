"""Prospect research: whom to talk to, and everything that is known about one person and was said with them."""

import streamlit as st

from ivw.coaching import people
from ivw.show import (
    aims,
    already_met,
    duplicates,
    fields,
    front_door,
    organizations,
    parts,
    people_list,
    person_panel,
    quick_add,
    shortlist_rank,
    this_minute,
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


def show() -> None:
    here = this_minute.here()
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
    return parts.view(VIEWS, front_door.asked_for("view") or named, "research/view")


def everybody(here: front_door.Here, counts: dict[str, int]) -> None:
    """The people on the left, and on the right whoever is open."""
    adding = people_list.adding() or not counts["everyone"]
    expected = people_list.opened()
    standing = person_panel.read_ahead(here, expected) if expected and not adding else None
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        if adding:
            quick_add.draw(here, can_close=bool(counts["everyone"]))
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
            if not adding:
                st.query_params.pop("contact", None)  # whoever it named is gone, as after an undo
            quick_add.whom_to_look_for()
        elif front_door.asked_for("contact"):
            reveal(person_panel.PLACE, whom)


def lead(counts: dict[str, int]) -> str:
    if not counts["everyone"]:
        return "Whose week would you like to see from inside?"
    listed = parts.count(counts["shortlist"], "person", "people")
    return f"{listed} on your shortlist, {counts['met']:,} met, {counts['everyone']:,} in your records."


show()

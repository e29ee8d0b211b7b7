"""A second person there: who was asked before, and who else is known where they work."""

import streamlit as st

from ivw.coaching import second_person, wording
from ivw.coaching.contacts import Contact
from ivw.show import front_door, parts
from ivw.show.front_door import Here


def draw(here: Here, person: Contact) -> None:
    """Whether this is the right one to write to; where they were asked themselves, who else could be."""
    if not person.organization:
        st.caption(":orange[:material/info: Where they work is not written down: this is simply a first request.]")
        return
    there = parts.plain(person.organization)
    asked = [each.name for each in second_person.asked_there(here.records, person.id, here.as_of)]
    if asked:
        names = parts.plain(wording.listed(asked))
        st.caption(f":material/group: You asked {names} at {there} and wait; the draft says so, without the name.")
        return
    others = second_person.others_there(here.records, person.id, here.as_of)
    if not others:
        st.caption(f":orange[:material/info: Nobody else at {there} was asked: this is simply a first request.]")
        return
    st.caption(f":orange[:material/info: Nobody else at {there} was asked. Did you mean to write to one of these?]")
    for other in others:
        if st.button(
            parts.plain(other.name), type="tertiary", icon=":material/arrow_forward:", key=f"second-{other.contact_id}"
        ):
            front_door.go("outreach", contact=other.contact_id, kind="second_person")

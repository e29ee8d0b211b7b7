"""The chain of introductions that led to somebody, and on from them, in a row."""

import streamlit as st

from ivw.coaching import referral_tree
from ivw.coaching.contacts import Contact
from ivw.coaching.referral_tree import Link
from ivw.show import parts, people_list
from ivw.show.front_door import Here


def draw(here: Here, person: Contact) -> None:
    """The chain, each name leading on; nothing where it says no more than who named whom."""
    chain = referral_tree.chain(here.records, person.id, here.as_of)
    if not chain.is_long:
        return
    with st.container(gap="xxsmall"):
        met = sum(link.met for link in (*chain.above, *chain.below))
        people = len(chain.above) + len(chain.below)
        st.caption(
            f":material/account_tree: The chain: {people} besides them, {met} met.",
            help="One introduction leads to the next: people one could not have planned to meet (guide 1).",
        )
        with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
            for place, link in enumerate(chain.above):
                _person(link, f"{person.id}-up-{place}")
                st.markdown(":gray[:material/arrow_forward:]", width="content")
            st.markdown(f"**{parts.plain(person.name)}**", width="content")
            for place, link in enumerate(chain.below):
                st.markdown(":gray[:material/arrow_forward:]" if place == 0 else ":gray[,]", width="content")
                _person(link, f"{person.id}-down-{place}")
            if chain.more:
                st.caption(f"and {chain.more} more", width="content")


def _person(link: Link, key: str) -> None:
    mark = ":green[:material/check:] " if link.met else ""
    if link.contact_id is None:
        st.markdown(parts.plain(link.name), width="content")
        return
    st.button(
        f"{mark}{parts.plain(link.name)}", type="tertiary", key=f"chain-{key}",
        help="Met" if link.met else "Not met yet", on_click=people_list.open_person, args=(link.contact_id,),
    )  # fmt: skip

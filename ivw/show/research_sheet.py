"""What one finds out about a person: lightly before one asks, deeply once they said yes, and what is left to ask."""

from urllib.parse import quote_plus

import streamlit as st

from ivw.coaching import research
from ivw.coaching.contacts import Contact
from ivw.coaching.research import Known, Sheet
from ivw.coaching.research_topics import DEEP, DEPTHS, LIGHT
from ivw.show import findings, findings_plan, front_door, parts
from ivw.show.findings_plan import Next
from ivw.show.front_door import Here

AHEAD = "research/ahead"  # the person of whom one looks ahead


def draw(here: Here, person: Contact, depth: str | None = None) -> None:
    """The checklist of one person; with `depth` "deep" all of it, whether they said yes or not."""
    sheet = research.of_contact(here.records, person.id)
    known = sheet.known
    with st.container(gap="medium"):
        with st.container(gap="small"):
            findings.head(DEPTHS[LIGHT], known.light, known.of_light, _readiness(sheet, known))
            _where_to_look(person)
            findings.draw(here, sheet.target, sheet.of_depth(LIGHT), sheet.others)
        if sheet.said_yes or depth == DEEP or st.session_state.get(AHEAD) == person.id:
            coming = findings_plan.of_next(here, person.id)
            _deep(here, sheet, known, coming)
            _to_ask(here, sheet, coming)
        else:
            _later(person, known)


def _readiness(sheet: Sheet, known: Known) -> str:
    if sheet.said_yes:
        return "They said yes. What you have in common still opens the talk (guide 2)."
    if research.is_ready_to_ask(known):
        return ":green[:material/check_circle: Enough to ask.] A few minutes more make a better first sentence."
    if not known.has_reason:
        return "Say why this person: your request goes to them and to nobody else (guide 1)."
    return f"{research.ENOUGH_TO_ASK} of these are enough for a request (our convention)."


def _where_to_look(person: Contact) -> None:
    """Ways out to read (B08). Nothing is asked for before somebody presses one."""
    words = " ".join(part for part in (person.name, person.organization) if part)[:200]
    with st.container(horizontal=True, gap="small"):
        st.link_button(
            "Search the web", f"https://duckduckgo.com/?q={quote_plus(words)}", type="tertiary",
            icon=":material/travel_explore:", key=f"search-{person.id}",
            help="Opens a search engine with their name and where they work. Before you press, nothing leaves your "
            "computer (guide 2).",
        )  # fmt: skip
        if not person.linkedin_url:
            st.link_button(
                "Find a profile", f"https://www.linkedin.com/search/results/people/?keywords={quote_plus(words)}",
                type="tertiary", icon=":material/open_in_new:", key=f"profile-{person.id}",
                help="Opens a search on LinkedIn. Put the address you find under More, Edit (guide 2).",
            )  # fmt: skip
        if (person.organization or "").strip() and st.button(
            "Where they work", type="tertiary", icon=":material/apartment:", key=f"where-{person.id}",
            help="What you know of it, and whom else you know there (guide 5)",
        ):  # fmt: skip
            front_door.go("prospect_research", view="organizations", organization=str(person.organization).strip())


def _deep(here: Here, sheet: Sheet, known: Known, coming: Next | None) -> None:
    ready = research.is_ready_to_meet(known)
    says = (
        ":green[:material/check_circle: Enough to choose questions.] Ask only what you did not find (guide 5)."
        if ready else "Read up on them and on where they work before you choose questions (guides 3 and 5)."
        if sheet.at else "Read up on them before you choose questions (guides 3 and 5)."
    )  # fmt: skip
    with st.container(gap="small"):
        findings.head(DEPTHS[DEEP], known.deep, known.of_deep, says)
        findings.draw(here, sheet.target, sheet.of_depth(DEEP), coming=coming)
        if sheet.at is None:
            st.caption(":material/info: Say where they work, and what to find out about it stands here, too.")
            return
    with st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{parts.plain(sheet.at.target.name)}**", width="content")
            if st.button(
                "All about it", icon=":material/arrow_forward:", icon_position="right", type="tertiary",
                key=f"organization-{sheet.target.key}", help="Whom else you know there, and its web address",
            ):  # fmt: skip
                at = sheet.at.target
                front_door.go("prospect_research", view="organizations", organization=at.key or at.name)
        findings.draw(here, sheet.at.target, sheet.at.of_depth(DEEP), sheet.at.others, coming=coming)


def _to_ask(here: Here, sheet: Sheet, coming: Next | None) -> None:
    """What reading did not tell. Where a conversation is planned, each of it goes into its plan with a press."""
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown("##### Left to ask", anchors=False)
            st.markdown(
                ":gray[What no page tells is what the talk is for (guide 5).]"
                if coming else ":gray[What no page tells is what the talk is for (guide 5). Once one is planned, each "
                "of these goes into its questions with one press.]"
            )  # fmt: skip
        findings.to_ask(here, sheet.target, sheet.to_ask, coming)
        if sheet.at and sheet.at.to_ask.findings:
            findings.to_ask(here, sheet.at.target, sheet.at.to_ask, coming)


def _later(person: Contact, known: Known) -> None:
    with st.container(gap="xsmall"):
        findings.head(
            DEPTHS[DEEP], known.deep, known.of_deep,
            "What they answer for, how they got there, and where they work: that can wait for their yes (guide 3).",
        )  # fmt: skip
        st.button(
            "Look ahead", icon=":material/expand_more:", type="tertiary", key=f"ahead-{person.id}",
            on_click=_look_ahead, args=(person.id,),
        )  # fmt: skip


def _look_ahead(contact_id: str) -> None:
    st.session_state[AHEAD] = contact_id

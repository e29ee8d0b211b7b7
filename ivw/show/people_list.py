"""The people on a list, found as one types. The selected one is open, and stands in the address as ?contact=..."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ivw.coaching import people
from ivw.coaching.people import Found
from ivw.show import forget_person, front_door, paging, parts, people_filter, this_minute, when
from ivw.show.front_door import Here

ROWS = 10
LONGEST = 100  # characters of a search; more find nobody
OPENED, NEWCOMER, LOOKED_FOR, START, NUMBER, CHOSEN = (
    "people/opened", "people/newcomer", "people/looked-for", "people/start", "people/number", "people/chosen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Start:
    """What list and search began with. A new number gives their widgets new keys, and so new values."""

    number: int
    listed: str
    words: str


def opened() -> str | None:
    """Who is open: as the address says, else whom this list opened by itself."""
    asked = front_door.asked_for("contact")
    if asked or front_door.asked_for("find"):
        return asked
    kept: str | None = st.session_state.get(OPENED)
    return kept


def open_person(contact_id: str, **also: str) -> None:
    """Open somebody, and with `also` something about them. Fit for on_click."""
    st.session_state.pop(NEWCOMER, None)
    st.query_params.from_dict({"contact": contact_id, **also, **people_filter.active()})


def close_person() -> None:
    """Nobody is open any more."""
    st.session_state.pop(OPENED, None)
    st.query_params.from_dict(people_filter.active())


def adding() -> bool:
    """Whether the form for a new person stands open."""
    return front_door.asked_for("open") == "add"


def close_form() -> None:
    """Put the form for a new person away. Fit for on_click."""
    st.session_state.pop(NEWCOMER, None)
    st.query_params.from_dict(people_filter.active())


def look_for(words: str = "", listed: str = "everyone") -> None:
    """Show this list, with these words in the search and no filter. Fit for on_click."""
    people_filter.off()
    st.session_state[LOOKED_FOR] = (listed, words)
    st.session_state.pop(START, None)


def draw(counts: dict[str, int]) -> None:
    """The lists, the search, the filters, and a page of what they find."""
    parts.problem(forget_person.FORM)
    _draw(counts)


def way_to_archived(counts: dict[str, int]) -> None:
    """Below the list: how many were put away, and the way to them."""
    if counts["archived"]:
        st.button(
            f"{counts['archived']:,} archived", icon=":material/inventory_2:", type="tertiary", on_click=look_for,
            args=("", "archived"), key="archived",
        )  # fmt: skip


@st.fragment
def _draw(counts: dict[str, int]) -> None:
    """A keystroke draws nothing but this anew."""
    here = this_minute.here()
    start = _start(counts)
    labels = {
        listed: f"{label} {counts[listed]:,}"
        for listed, label in people.LISTS.items()
        if listed != "archived" or start.listed == listed
    }
    listed = parts.choice("Which people", labels, key=f"list-{start.number}", default=start.listed)
    words = st.text_input(
        "Find", start.words, type="search", live="300ms", key=f"find-{start.number}", label_visibility="collapsed",
        placeholder="Name, organization or note",
    ) or ""  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        people_filter.draw(here)
        if not adding():
            st.button("Add a person", icon=":material/add:", type="tertiary", on_click=_add, key="add")
    people_filter.chips()
    if (listed, words) != (start.listed, start.words):
        for name in ("find", "list"):
            st.query_params.pop(name, None)
    _found(here, listed, words[:LONGEST], counts, start)


def _found(here: Here, listed: str, words: str, counts: dict[str, int], start: Start) -> None:
    place = st.container()
    cut = people_filter.cut()
    filters = people_filter.active()
    key = f"people-page-{start.number}-{listed}-{words}-{sorted(filters.items())}"
    page = st.session_state.get(key, 1)
    rows, total = people.search(
        here.records, words, listed, cut=cut, among=people_filter.among(here), limit=ROWS, offset=(page - 1) * ROWS
    )
    pages = -(-total // ROWS)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if total:
            of = f" of {counts[listed]:,}" if words.strip() or filters else ""
            st.caption(f"{total:,}{of} {'person' if counts[listed] == 1 else 'people'}", width="content")
        if pages > 1:
            paging.ways(pages, key)
    with place:
        if rows:
            _rows(here, rows, listed, open_first=not words.strip() and not filters and page == 1)
        elif filters:
            _filtered_away(words.strip())
        else:
            _nobody(listed, words.strip())


def _rows(here: Here, rows: Sequence[Found], listed: str, *, open_first: bool) -> None:
    """One person a row: a radio, since in a table of Streamlit's a click on a name chooses nothing."""
    labels = parts.told_apart((row.contact_id, row.name) for row in rows)
    texts = people.excerpts(here.records, rows)
    if opened() is None and open_first and listed != "everyone" and not front_door.asked_for("find"):
        st.session_state[OPENED] = rows[0].contact_id
    whom = opened()
    # While somebody is added nobody is marked: a press on whoever was open before leads back to them.
    st.session_state[CHOSEN] = whom if whom in labels and not adding() else None
    with st.container(border=True):
        st.radio(
            people.LISTS[listed], list(labels), index=None, format_func=lambda each: labels.get(each, ""),
            captions=[_says(here, row, listed, texts.get(row.contact_id)) for row in rows], key=CHOSEN,
            on_change=_choose, label_visibility="collapsed",
        )  # fmt: skip


def _says(here: Here, row: Found, listed: str, text: str | None) -> str:
    """What is known about somebody, in a line, and the text in which a word was found."""
    works = ", ".join(part for part in (row.position, row.organization) if part)
    if row.do_not_contact:
        since = "do not contact"
    elif row.met_at:
        since = f"met {when.in_brief(here, row.met_at)}"
    else:
        since = "shortlisted" if row.shortlisted_at and listed != "shortlist" else ""
    says = parts.plain(" · ".join(part for part in (works, since) if part))
    return "  \n".join(part for part in (says, text and f":material/sticky_note_2: {parts.plain(text)}") if part)


def _choose() -> None:
    chosen = st.session_state.get(CHOSEN)
    if chosen:
        open_person(chosen)
        st.rerun()  # the person stands outside of this fragment


def _filtered_away(words: str) -> None:
    """Nobody is left, and the filters may be why."""
    parts.nothing_yet(
        "Nobody is left", "Nobody on this list matches the filters" + (" and the words." if words else ".")
    )
    st.button("Take the filters off", icon=":material/filter_list_off:", on_click=people_filter.off, key="filters-off")


def _nobody(listed: str, words: str) -> None:
    """Why nobody is here, and what to do about it."""
    if words:
        parts.nothing_yet(
            f"Nobody matches “{parts.plain(words)}”",
            "Every word has to stand in a name, an organization, a position, a field, a tag or a note.",
        )
        with st.container(horizontal=True, gap="small"):
            if listed != "everyone":
                st.button(
                    "Look among everyone", icon=":material/search:", on_click=_everyone, args=(words,), key="everyone"
                )
            st.button("Add them", icon=":material/person_add:", on_click=_add, args=(words,), key="add-them")
    elif listed == "archived":
        parts.nothing_yet("Nobody is archived", "Whom you put away stands here, with everything that was written down.")
    elif listed == "met":
        parts.nothing_yet(
            "Nobody met yet", "Everybody you had a conversation with stands here, the way back to them included."
        )
    else:
        parts.nothing_yet(
            "Your shortlist is empty",
            "Choose somebody among everyone and put them on it. Three are enough for a first week.",
        )
        st.button("Look among everyone", icon=":material/search:", on_click=_everyone, key="everyone")


def _everyone(words: str = "") -> None:
    look_for(words)


def _add(name: str = "") -> None:
    st.session_state[NEWCOMER] = name
    st.query_params.from_dict({"open": "add", **people_filter.active()})
    st.rerun()  # the form stands outside of this fragment


def _start(counts: dict[str, int]) -> Start:
    """What list and search begin with: as asked for here or in the address, else the first list with anybody on it."""
    kept: Start | None = st.session_state.get(START)
    if kept and f"find-{kept.number}" in st.session_state:
        return kept
    listed, words = st.session_state.pop(LOOKED_FOR, None) or (
        front_door.asked_for("list"),
        front_door.asked_for("find") or "",
    )
    if listed not in people.LISTS:
        listed = "everyone" if words else next((each for each in people.LISTS if counts[each]), "shortlist")
    number = st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1
    start = st.session_state[START] = Start(number, listed, words)
    return start

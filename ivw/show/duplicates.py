"""Pairs who may be one person: side by side, with the reason, to be merged or told apart. Nothing happens by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ivw.coaching import contacts, duplicates
from ivw.coaching.duplicates import Pair
from ivw.coaching.errors import InvalidRecord
from ivw.show import front_door, merge_form, parts, people_list
from ivw.show.front_door import Here
from ivw.show.paging import paged

ROWS = 5
FORM = "duplicates"
MERGING = "duplicates/merging"


@dataclass(frozen=True, slots=True)
class _Compared:
    """The pairs of some records, and what these were like when everybody was compared."""

    written: tuple[int, int]  # which opened records, and how often they had been written to
    stamp: tuple[int, ...]
    pairs: list[Pair]


# By their path. To compare everybody with everybody takes a tenth of a second.
_compared: dict[str, _Compared] = {}


def pairs(here: Here) -> list[Pair]:
    """Every pair, compared anew only when somebody's name, addresses or organization changed."""
    records = here.records
    known = _compared.get(str(records.path))
    # Whether anything was written costs nothing to ask, whether it was about anybody's name a few milliseconds.
    if known is None or known.written != (id(records), records.written):
        stamp = duplicates.stamp(records)
        same = known is not None and known.stamp == stamp
        found = known.pairs if known is not None and same else duplicates.pairs(records)
        _compared[str(records.path)] = known = _Compared((id(records), records.written), stamp, found)
    return known.pairs


def of_person(here: Here, contact_id: str) -> list[tuple[str, Pair]]:
    """With whom somebody may be one person: the other's id, and the pair."""
    return [
        (pair.other_id if pair.contact_id == contact_id else pair.contact_id, pair)
        for pair in pairs(here)
        if contact_id in (pair.contact_id, pair.other_id)
    ]


def asked_for() -> bool:
    """Whether the address asks for them."""
    return front_door.asked_for("open") == "duplicates"


def lead(here: Here) -> str:
    """What the page says below its title."""
    found = len(pairs(here))
    if not found:
        return "Everybody is in your records once, as far as one can tell."
    return f"{parts.count(found, 'pair')} may be one person each. You decide; nothing is merged by itself."


def way_there(here: Here) -> None:
    """Below the list: how many there are, and the way to them."""
    found = len(pairs(here))
    if found:
        st.button(
            parts.count(found, "possible duplicate"), icon=":material/content_copy:", type="tertiary",
            help="Pairs who may be one person.", key="duplicates", on_click=st.query_params.from_dict,
            args=({"open": "duplicates"},),
        )  # fmt: skip


def notice(here: Here, contact_id: str) -> None:
    """In somebody's panel: with whom they may be one person, and the way to look at both."""
    perhaps = of_person(here, contact_id)
    if not perhaps:
        return
    other_id, pair = perhaps[0]
    name = parts.plain(contacts.get(here.records, other_id).name)
    more = f" (and {len(perhaps) - 1} more)" if len(perhaps) > 1 else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":gray[:material/content_copy: Perhaps the same as {name}{more}: {duplicates.REASONS[pair.reasons[0]]}.]"
        )
        st.button(
            "Open both", icon=":material/arrow_forward:", type="tertiary", key="open-both",
            on_click=st.query_params.from_dict,
            args=({"open": "duplicates", "pair": f"{pair.contact_id}.{pair.other_id}"},),
        )  # fmt: skip


def draw(here: Here) -> None:
    """The pair in the address first, then all others, a page at a time."""
    st.button(
        "Back to your people", icon=":material/arrow_back:", type="tertiary", on_click=people_list.close_form,
        key="leave-duplicates",
    )  # fmt: skip
    asked = (front_door.asked_for("pair") or "").split(".")
    every = sorted(pairs(here), key=lambda pair: [pair.contact_id, pair.other_id] != asked)
    parts.problem(FORM)
    if not every:
        parts.nothing_yet(
            "No possible duplicates", "Two people with one e-mail or LinkedIn address, phone or name would stand here."
        )
        return
    paged(every, lambda some: _pairs(here, some), key="duplicates-page", size=ROWS)


def _pairs(here: Here, some: Sequence[Pair]) -> None:
    for pair in some:
        with parts.card():
            _pair(here, pair)


def _pair(here: Here, pair: Pair) -> None:
    key = f"{pair.contact_id}-{pair.other_id}"
    badge = (
        ":blue-badge[:material/verified: Hardly a doubt]" if pair.certain
        else ":gray-badge[:material/help: Perhaps: people share names]"
    )  # fmt: skip
    st.markdown(f"{pair.why[0].upper()}{pair.why[1:]}&ensp;{badge}")
    for place, whom in zip(st.columns(2, gap="medium"), (pair.contact_id, pair.other_id), strict=True):
        with place, st.container(gap="xxsmall"):
            try:
                person = contacts.get(here.records, whom)
            except InvalidRecord:  # gone this very moment, in another window
                continue
            st.markdown(f"**{parts.plain(person.name)}**")
            st.markdown(merge_form.about(here, person))
            st.button(
                "Open", icon=":material/arrow_forward:", type="tertiary", key=f"open-{key}-{whom}",
                on_click=people_list.open_person, args=(whom,),
            )  # fmt: skip
    if st.session_state.get(MERGING) == key:
        try:
            merge_form.draw(here, *merge_form.kept_of(here, pair.contact_id, pair.other_id), leave=_leave)
        except InvalidRecord:
            _leave()
        return
    with st.container(horizontal=True, gap="small"):
        st.button("Merge …", icon=":material/merge:", key=f"merge-{key}", on_click=_take_up, args=(key,))
        st.button(
            "Two different people", icon=":material/group:", type="tertiary", key=f"two-{key}", on_click=_two,
            args=(pair,),
        )  # fmt: skip


def _take_up(key: str) -> None:
    st.session_state[MERGING] = key


def _leave() -> None:
    st.session_state.pop(MERGING, None)


def _two(pair: Pair) -> None:
    parts.act(lambda here: duplicates.two_people(here.records, pair.contact_id, pair.other_id, as_of=here.as_of), FORM)

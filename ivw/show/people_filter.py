"""What the list of people is cut to: chosen in one popover, kept in the address, each taken off with a press."""

from collections.abc import Callable, Sequence

import streamlit as st

from ivw.coaching import people
from ivw.coaching.contacts import KINDS_OF_PERSON, SOURCES
from ivw.coaching.people import STAGES, Cut
from ivw.coaching.profile import TIES
from ivw.show import parts
from ivw.show.front_door import Here

LONGEST = 500
STAGE_IDS = "people/in-stage"
# How the address names each of them, what it is called, and its words where these are given. (?field= and
# ?organization= open a field or an organization.)
STAGE, IN, AT, FROM, TIE, TAG, WHO = "stage", "in", "at", "from", "tie", "tag", "who"
LABELS = {
    STAGE: "Where things stand", IN: "Field", AT: "Organization", FROM: "Found through", TIE: "Tie", TAG: "Tag",
    WHO: "Kind of person",
}  # fmt: skip
KNOWN = {STAGE: STAGES, FROM: SOURCES, TIE: TIES, WHO: KINDS_OF_PERSON}
CHOSEN_FROM = {IN: "field", AT: "organization", TAG: "tag"}


def active() -> dict[str, str]:
    """What the address cuts the list to; what makes no sense is left out quietly."""
    said = {name: (st.query_params.get(name) or "")[:LONGEST].strip() for name in LABELS}
    return {name: value for name, value in said.items() if value and (name not in KNOWN or value in KNOWN[name])}


def cut() -> Cut:
    """The same, as the search wants it."""
    on = active()
    return Cut(
        field=on.get(IN), organization=on.get(AT), source=on.get(FROM), tie=on.get(TIE), tag=on.get(TAG),
        kind=on.get(WHO),
    )  # fmt: skip


def among(here: Here) -> list[str] | None:
    """Ids of everybody in the chosen stage; None where none is. Worked out anew when something was written, or in the
    next minute: it takes as long as the whole queue, too long for each key that is pressed."""
    stage = active().get(STAGE)
    if stage is None:
        return None
    of = (stage, here.records.written, here.as_of.replace(second=0, microsecond=0))
    kept: tuple[tuple[object, ...], list[str]] | None = st.session_state.get(STAGE_IDS)
    if kept is None or kept[0] != of:
        kept = st.session_state[STAGE_IDS] = (of, people.in_stage(here.records, stage, here.as_of, here.zone))
    return kept[1]


def draw(here: Here) -> None:
    """The popover. Its choices are read only while it stands open."""
    on = active()
    label = f"Filter · {len(on)}" if on else "Filter"
    popover = st.popover(label, icon=":material/filter_list:", type="tertiary", key="filter", on_change="rerun")
    if not popover.open:
        return
    choices = people.choices(here.records)
    with popover, st.container(gap="xsmall", width=300):
        for name in LABELS:
            known = KNOWN.get(name)
            options = list(known) if known else choices[CHOSEN_FROM[name]]
            if options:
                _one(name, options, on.get(name), known.__getitem__ if known else str)
        if on:
            st.button(
                "Take all off", icon=":material/filter_list_off:", type="tertiary", on_click=off, key="filter-off"
            )


def chips() -> None:
    """Each active filter, to be taken off."""
    on = active()
    if not on:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for name, value in on.items():
            said = KNOWN[name][value] if name in KNOWN else value
            st.button(
                f"{LABELS[name]}: {parts.plain(said)}", icon=":material/close:", type="tertiary",
                key=f"filter-off-{name}", help="Take this filter off", on_click=off, args=(name,),
            )  # fmt: skip


def off(name: str | None = None) -> None:
    """Take one filter off, or all of them. Fit for on_click."""
    for each in LABELS if name is None else (name,):
        st.query_params.pop(each, None)


def _one(name: str, options: Sequence[str], chosen: str | None, says: Callable[[str], str]) -> None:
    key = f"filter-{name}"
    offered = [*options, chosen] if chosen and chosen not in options else list(options)
    st.session_state[key] = chosen
    st.selectbox(
        LABELS[name], offered, index=None, format_func=says, placeholder="Any", key=key, on_change=_set, args=(name,)
    )


def _set(name: str) -> None:
    value = st.session_state.get(f"filter-{name}")
    if value:
        st.query_params[name] = value
    else:
        off(name)

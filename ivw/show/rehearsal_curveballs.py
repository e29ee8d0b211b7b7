"""The difficult moments that came up in a rehearsal, each with its way out and how it went."""

from itertools import zip_longest

import streamlit as st

from ivw.coaching import curveballs
from ivw.coaching.curveballs import CameUp, Curveball
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.practice import Run
from ivw.show import parts
from ivw.show.front_door import Here

SCALE = (1, 2, 3, 4, 5)
WHY = "What one has been through once is easier the second time: be prepared for difficult situations (guide 1)."


def draw(here: Here, run: Run) -> None:
    """What came up in this run; nothing where nothing did."""
    came_up = curveballs.of_run(here.records, run.id)
    if not came_up:
        return
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown(f"##### {parts.count(len(came_up), 'difficult moment')} came up", help=WHY, anchors=False)
            st.caption(_counted(came_up))
        for pair in zip_longest(*[iter(came_up)] * 2):
            for column, each in zip(st.columns(2, gap="small"), pair, strict=True):
                if each:
                    with column:
                        _moment(each)


def _counted(came_up: list[CameUp]) -> str:
    looked_at = sum(each.tried for each in came_up)
    looked = f"You looked at the way out {looked_at} of {parts.count(len(came_up), 'time')}"
    return f"{looked}. How at ease were you? 1 is not at all."


def _moment(each: CameUp) -> None:
    looked = ":gray-badge[:material/visibility: Way out looked at]" if each.tried else ""
    with parts.card(), st.container(gap="xxsmall"):
        st.markdown(f"**{parts.plain(each.text)}** {looked}".rstrip())
        try:
            known = each.known
        except InvalidRecord as broken:
            st.markdown(f":red[:material/error: {parts.plain(broken.wrong)} {parts.plain(broken.right)}]")
            known = None
        if known:
            _way_out(known)
        st.segmented_control(
            f"During question {each.ordinal}: how at ease were you?", SCALE, default=each.ease,
            key=f"curveball-{each.id}", format_func=lambda ease: f":gray[{ease}]", on_change=_rate, args=(each.id,),
            label_visibility="collapsed",
        )  # fmt: skip
        parts.problem(f"curveball-{each.id}")


def _way_out(known: Curveball) -> None:
    st.markdown(parts.plain(known.way_out), help=parts.plain(known.why))
    st.markdown(f":gray[:material/format_quote: {parts.plain(known.say)}]")


def _rate(curveball_id: str) -> None:
    ease = st.session_state.get(f"curveball-{curveball_id}")

    def rate(here: Here) -> None:
        curveballs.rate(here.records, curveball_id, ease)  # the number chosen says that it is kept

    parts.act(rate, f"curveball-{curveball_id}")

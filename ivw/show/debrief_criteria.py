"""What one decides by, rated after a conversation; and the list of it, made and weighed where it is used."""

import streamlit as st

from ivw.coaching import criteria
from ivw.coaching.criteria import RATINGS, WEIGHTS, Criterion
from ivw.show import names, parts
from ivw.show.front_door import Here

ICONS = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}


def draw(here: Here, meeting_id: str, field: str | None) -> None:
    """One row for each criterion, then what else one might decide by, then the list itself. For use in a fragment."""
    listed = criteria.every(here.records)
    if listed:
        st.markdown(
            f":gray[{'How does ' + parts.plain(field) if field else 'How does this work'} look by each of them? "
            "−2 is much against it, +2 much for it.]"
        )
    rated = criteria.ratings(here.records, meeting_id)
    for criterion in listed:
        _rate(here, meeting_id, criterion, rated.get(criterion.id), field)
    _suggest(here, meeting_id, is_first=not listed)
    if listed:
        with st.expander(
            "Weigh them, or take one off", type="compact", key=f"weigh-{meeting_id}", on_change="rerun"
        ) as box:
            if box.open:
                for criterion in listed:
                    _weigh(criterion)


def _rate(here: Here, meeting_id: str, criterion: Criterion, stands: int | None, field: str | None) -> None:
    key = f"rate-{criterion.id}-{meeting_id}-{stands}"
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    st.segmented_control(
        f"{parts.plain(criterion.name)} · {WEIGHTS[criterion.weight].lower()}", list(RATINGS), default=stands, key=key,
        format_func=lambda each: f":gray[{ICONS[each]}]", on_change=_keep, args=(meeting_id, criterion.id, stands, key),
    )  # fmt: skip
    parts.problem(key)
    if criterion.is_income:
        found = criteria.income_of(here.records, field)
        st.caption(
            f":material/menu_book: {parts.plain(found)}" if found
            else ":material/menu_book: From a range you looked up under Fields, never from asking anybody (guide 3)."
        )  # fmt: skip


def _suggest(here: Here, meeting_id: str, *, is_first: bool) -> None:
    form = f"criterion-{meeting_id}"
    token = parts.token(here, form)
    key = f"criterion-{token}"
    st.selectbox(
        "What do you decide by?" if is_first else "Something else I decide by", criteria.suggested(here.records),
        index=None, key=key, accept_new_options=True, on_change=_add, args=(form, key, token),
        placeholder="Choose one, or write your own",
        help="Income, work environment and timetable are what guide 3 names; the others are suggestions of ours.",
    )  # fmt: skip
    parts.problem(form)


def _weigh(criterion: Criterion) -> None:
    key = f"weight-{criterion.id}-{criterion.weight}"
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            parts.plain(criterion.name), list(WEIGHTS), default=criterion.weight, required=True, key=key,
            format_func=lambda each: f":gray[{WEIGHTS[each]}]", on_change=_change, args=(criterion, key),
        )  # fmt: skip
        st.button(
            "", icon=":material/close:", type="tertiary", key=f"close-{criterion.id}",
            help=names.of("close-", "close"), on_click=_close, args=(criterion.id,),
        )  # fmt: skip
    parts.problem(f"close-{criterion.id}")
    parts.problem(key)


def _keep(meeting_id: str, criterion_id: str, stands: int | None, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen == stands:  # a second click that came late says everything once more
        return

    def save(here: Here) -> None:
        criteria.rate(here.records, meeting_id, criterion_id, chosen, as_of=here.as_of)

    parts.act(save, key)


def _add(form: str, key: str, token: str) -> None:
    name = st.session_state.get(key)
    if name:
        parts.act(lambda here: criteria.add(here.records, name, as_of=here.as_of, token=token), form, token)


def _change(criterion: Criterion, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None and chosen != criterion.weight:
        parts.act(lambda here: criteria.weigh(here.records, criterion.id, chosen), key)


def _close(criterion_id: str) -> None:
    parts.act(lambda here: criteria.close(here.records, criterion_id, as_of=here.as_of), f"close-{criterion_id}")

"""How it feels: nerves and confidence before and after a rehearsal, and what it honed. Each row is saved at once."""

from collections.abc import Callable

import streamlit as st

from ivw.coaching import rehearsal_feelings
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Run
from ivw.coaching.rehearsal_feelings import AFTER, BEFORE, HONED, Felt
from ivw.show import parts
from ivw.show.front_door import Here

SCALE = (1, 2, 3, 4, 5)
NOW = {"nerves": "How nervous are you now?", "confidence": "How confident are you?"}
THEN = {
    "nerves_after": "How nervous are you now?",
    "confidence_after": "How confident are you?",
    "storytelling": "I told my own story briefly and with an example",
    "interests": "I said what interests me and what I am after",
    "questioning": "My questions were worth their time",
}
WHY = "Being prepared takes nervousness away: watch yours go down from one rehearsal to the next (guide 3)."
WHY_HONED = "Telling one's story, saying what one is after, and asking well: a talk hones all three (guide 1)."


def before(here: Here, plan: Plan) -> None:
    """Nerves and confidence before the next run of a plan; what is said waits for it."""
    felt = rehearsal_feelings.waiting(here.records, plan.id, as_of=here.as_of)
    with st.container(gap="xsmall"):
        st.markdown("##### Before you begin", help=WHY, anchors=False)
        for what in BEFORE:
            _row(NOW[what.removesuffix("_before")], what, felt, f"{what}-{plan.id}", _say_before, plan.id)
        st.caption("1 is not at all, 5 is very. Leave out what you would rather not say.")


def after(here: Here, run: Run) -> None:
    """How a run that has ended felt, against before it."""
    felt = rehearsal_feelings.of_run(here.records, run.id)
    with st.container(gap="xsmall"):
        st.markdown("##### And you?", help=WHY, anchors=False)
        for what in AFTER:
            _row(THEN[what], what, felt, f"{what}-{run.id}", _say, run.id)
        if changed := in_words(felt):
            st.markdown(changed)
        st.caption("1 is not at all, 5 is very. Saved at once; leave out what you would rather not say.")
        with st.expander("What did it hone?", type="compact", key=f"honed-{run.id}"):
            st.caption(WHY_HONED)
            for what in HONED:
                _row(THEN[what], what, felt, f"{what}-{run.id}", _say, run.id)


def in_words(felt: Felt) -> str:
    """How nerves and confidence moved, as Markdown; '' where they were not said both times."""
    said = []
    for name, better in (("nerves", -1), ("confidence", 1)):
        was, now = getattr(felt, f"{name}_before"), getattr(felt, f"{name}_after")
        if was is not None and now is not None:
            mark = ":green[:material/check:] " if (now - was) * better > 0 else ""
            moved = f"stayed at {now}" if now == was else f"went from {was} to {now}"
            said.append(f"{mark}{name.capitalize()} {moved}.")
    return " ".join(said)


def _row(label: str, what: str, felt: Felt, key: str, save: Callable[[str, str, str], None], owner: str) -> None:
    st.segmented_control(
        label, SCALE, default=getattr(felt, what), key=key, format_func=lambda number: f":gray[{number}]",
        on_change=save, args=(what, key, owner),
    )  # fmt: skip
    parts.problem(key)


def _say_before(what: str, key: str, plan_id: str) -> None:
    rating = st.session_state.get(key)

    def say(here: Here) -> None:
        rehearsal_feelings.say_before(here.records, plan_id, what, rating, as_of=here.as_of)

    parts.act(say, key)


def _say(what: str, key: str, run_id: str) -> None:
    rating = st.session_state.get(key)

    def say(here: Here) -> None:
        rehearsal_feelings.say(here.records, run_id, what, rating)  # the number chosen says that it is kept

    parts.act(say, key)

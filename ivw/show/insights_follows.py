"""What follows: one's strategy in one's own words (A80), the steps (A75), and all of it to take along."""

import streamlit as st

from ivw.coaching import next_steps, strategy
from ivw.coaching.insights import Counts
from ivw.show import front_door, insights_take_along, paging, parts
from ivw.show import next_steps as next_step_rows
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

ROWS = 6


def draw(here: Here, counts: Counts) -> None:
    """The strategy and the export on the left, the steps beside them."""
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        with st.container(gap="small"):
            parts.section("My strategy", "It saves itself while you type")
            _strategy()
            st.caption(
                "Whoever knows more chooses better: let what you heard decide where you apply and what you write "
                "(guide 1)."
            )
        insights_take_along.draw(counts)
    with right, st.container(gap="small"):
        steps = next_steps.counts(here.records)
        next_step_rows.draw(here, steps)
        _taken(here, "done", "Done", int(steps["done"]), let_go=False)
        _taken(here, "dropped", "Let go", int(steps["dropped"]), let_go=True)


@st.fragment
def _strategy() -> None:
    here = front_door.here()
    draft_area(
        "What do the conversations make you do?", key="strategy", text=strategy.of(here.records), height=140,
        placeholder="Which field first, which kind of place, what to show in an application, what to leave out",
        on_save=_keep,
    )  # fmt: skip


def _keep(typed: str) -> None:
    strategy.save(front_door.here().records, typed)


def _taken(here: Here, key: str, title: str, n: int, *, let_go: bool) -> None:
    """The steps that were taken, or let go with a reason; read when it is opened."""
    if not n:
        return
    icon = ":material/close:" if let_go else ":material/check:"
    box = st.expander(f"{title} ({n:,})", icon=icon, type="compact", on_change="rerun", key=f"steps-{key}")
    if not box.open:
        return
    page = f"steps-{key}-page"
    rows, total = strategy.steps_taken(here.records, limit=ROWS, offset=paging.skipped(page, ROWS, n), let_go=let_go)
    with box, st.container(gap="small"):
        for each in rows:
            with st.container(gap=None):
                next_step_rows.rows(here, [each], with_whom=True)
                if each.dropped_why:
                    st.caption(parts.plain(each.dropped_why))
        if total > ROWS:
            paging.foot(parts.count(total, "step"), page, total, ROWS)

"""The ties in a table, weakest first. The selected one stands in the address as ?contact=..."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ivw.coaching import ties
from ivw.coaching.follow_ups import BANDS
from ivw.coaching.profile import TIES
from ivw.show import front_door, paging, parts
from ivw.show.front_door import Here

SIZE = 8
NUMBER = "ties/number"
SAYS = {"all": ", weakest first", "attention": " below 80, weakest first", "dormant": ", by name"}


def draw(here: Here, shown: str, total: int) -> ties.Health | None:
    """A page of the ties on the list `shown` (a key of ties.SHOWN, of `total` ties); returns the selected one."""
    page_key = f"ties-page-{shown}"
    asked = front_door.asked_for("contact")
    page = _page_of(here, asked, shown) if asked and total > SIZE and page_key not in st.session_state else 1
    offset = paging.skipped(page_key, total, SIZE, page)
    rows = ties.page(here.records, here.as_of, here.zone, shown=shown, limit=SIZE, offset=offset)
    if not rows:
        return None
    ids = [row.contact_id for row in rows]
    at = ids.index(asked) if asked in ids else 0
    st.query_params["contact"] = ids[at]
    _table(rows, at, key=f"ties-{shown}-{offset}")
    paging.foot(f"{parts.count(total, 'tie')}{SAYS[shown]}", page_key, total, SIZE, page)
    return rows[at]


def _page_of(here: Here, contact_id: str, shown: str) -> int:
    place = ties.place(here.records, contact_id, here.as_of, here.zone, shown=shown)
    return (place or 0) // SIZE + 1


def _table(rows: Sequence[ties.Health], at: int, key: str) -> None:
    key = _key(key, at)
    st.dataframe(
        _frame(rows),
        hide_index=True,
        row_height=44,
        height="content",
        key=key,
        on_select=partial(_select, key, [row.contact_id for row in rows]),
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [at]}},
        column_config=_columns(),
        placeholder="–",
        alt="The health of each tie, weakest first",
    )


def _frame(rows: Sequence[ties.Health]) -> pd.DataFrame:
    points = {
        label: [round(weight * getattr(row, part)) for row in rows] for part, (label, weight, _) in ties.PARTS.items()
    }
    return pd.DataFrame(
        {
            "Person": [row.contact for row in rows],
            "Health": pd.array([row.score for row in rows], dtype="Int64"),
            "Band": [BANDS[row.band] if row.band else "Dormant" for row in rows],
            "Tie": [TIES[row.tie or "C"] for row in rows],
            **points,
            "Last talk": [row.silent_days for row in rows],
        }
    )


def _columns() -> dict[str, Any]:
    # Fixed widths: a column that does not fit would clip its text without a sign.
    config = st.column_config
    parts_of_it = {
        label: config.NumberColumn(format=f"%d / {weight}", help=says, width=84 if part == "F" else 72)
        for part, (label, weight, says) in ties.PARTS.items()
    }
    return {
        "Person": config.TextColumn(width=136),
        "Health": config.ProgressColumn(min_value=0, max_value=100, format="%d", width=100, color="primary"),
        "Band": config.TextColumn(width=116),
        "Tie": config.TextColumn(width=104),
        **parts_of_it,
        "Last talk": config.NumberColumn(format="%d d ago", width=80, help="Days since you were last in touch"),
    }


def _key(key: str, at: int) -> str:
    """The key under which this row is selected: a new one where the browser shows another row selected, since it knows
    rows by their number, and what happened may have put somebody else in that place.
    """
    number: int = st.session_state.get(NUMBER, 0)
    state: Any = st.session_state.get(f"{key}-{number}")
    if state and list(state["selection"]["rows"]) != [at]:
        number = st.session_state[NUMBER] = number + 1
    return f"{key}-{number}"


def _select(key: str, ids: list[str]) -> None:
    state: Any = st.session_state.get(key)
    rows = state["selection"]["rows"] if state else []
    if rows and rows[0] < len(ids):
        st.query_params["contact"] = ids[rows[0]]

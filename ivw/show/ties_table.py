"""The ties in a table, weakest first. The selected one stands in the address as ?contact=..."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ivw.coaching import ties
from ivw.coaching.network import WITH_DORMANT
from ivw.exchange import spreadsheets
from ivw.show import front_door, paging, parts
from ivw.show.front_door import Here

SIZE = 8
ROW, HEAD = 44, 38  # pixels
NUMBER, FIRST_LOOK = "ties/number", "ties/first-look"
SAYS = {"all": ", weakest first", "attention": " below 80, weakest first"}
HELD_HELP = (
    "What you owe holds the score down while it is late: at 79 when late at all, 59 from a week, 39 from two weeks on "
    "(our convention). Beside it is what the four parts add up to."
)


def read(here: Here, shown: str) -> ties.Page:
    """The page chosen below of the list `shown`, a key of ties.SHOWN. It opens on the page of the person asked for."""
    key = _page_key(shown)
    showing = None if key in st.session_state else front_door.asked_for("contact")
    found = ties.page(
        here.records, here.as_of, here.zone, shown=shown, limit=SIZE, offset=paging.skipped(key, SIZE), showing=showing
    )
    if key not in st.session_state:
        st.session_state[FIRST_LOOK] = found.skipped // SIZE + 1
    return found


def selected(page: ties.Page) -> int:
    """Where on the page the person stands that the address names; the first one, where they are not on it."""
    ids = [tie.contact_id for tie in page.ties]
    asked = front_door.asked_for("contact")
    return ids.index(asked) if asked in ids else 0


def look_at(contact_id: str) -> None:
    """For `on_click`: show all ties, on the page of this one."""
    st.session_state.pop(_page_key("all"), None)
    st.query_params.from_dict({"view": "ties", "contact": contact_id})


def draw(page: ties.Page, shown: str, at: int) -> None:
    """The table with the tie at that place selected, and the way to its other pages."""
    st.query_params["contact"] = page.ties[at].contact_id
    key, first_look = _page_key(shown), st.session_state.get(FIRST_LOOK, 1)
    _table(page.ties, at, key=f"{key}-{st.session_state.get(key, first_look)}")
    paging.foot(f"{parts.count(page.total, 'tie')}{SAYS[shown]}", key, page.total, SIZE, first_look)


def _page_key(shown: str) -> str:
    return f"ties-page-{shown}"


def _table(rows: Sequence[ties.Health], at: int, key: str) -> None:
    key = _key(key, at)
    st.dataframe(
        _frame(rows),
        hide_index=True,
        row_height=ROW,
        height=HEAD + ROW * len(rows),  # as "content" makes it, but the room is kept while the table is on its way
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
            "Person": [spreadsheets.as_text(row.contact) for row in rows],  # the table can be taken along as CSV
            "Health": pd.array([row.score for row in rows], dtype="Int64"),
            "Band": [WITH_DORMANT[row.band or "dormant"] for row in rows],
            "Held at": [_held(row) for row in rows],
            **points,
            "In touch": [row.silent_days for row in rows],
        }
    )


def _held(row: ties.Health) -> str | None:
    """The cap, where it holds the score down: 59 (84)."""
    if row.dormant or row.cap is None or row.cap >= row.uncapped:
        return None
    return f"{row.cap} (else {row.uncapped})"


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
        "Held at": config.TextColumn(width=100, help=HELD_HELP),
        **parts_of_it,
        "In touch": config.NumberColumn(format="%d d ago", width=80, help="Days since you were last in touch"),
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

"""What each column of a table is: guessed from its head, shown on its first rows, and changed by the person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FileRead
from ivw.exchange import spreadsheets, tables
from ivw.exchange.tables import FIELDS, Table
from ivw.show import parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

ROWS_SHOWN = 5
COLUMNS_AT_ONCE = 12
LONGEST_CELL = 80  # characters of a cell that are shown
NOTHING = ""  # the choice for a column that is not read
_LEFT_OUT = "Leave out"


@dataclass
class Memory:
    """What a session chose for the table it looks at, and what came of it: the same choice gives the same FileRead."""

    table: Table | None = None
    mapping: dict[int, str] = field(default_factory=dict)
    number: int = 0  # of the table, for the keys of its widgets
    read: tuple[dict[int, str], FileRead] | None = None


def memory() -> Memory:
    """The session's own."""
    kept: Memory = st.session_state.setdefault("import-mapping/memory", Memory())
    return kept


def draw(_here: Here, table: Table) -> FileRead | None:
    """The columns of a table with what each is taken for, and its first rows.

    Out: its people; None as long as what was chosen cannot be used, with the reason beside the column.
    """
    kept = memory()
    if kept.table is not table:
        kept.table, kept.mapping, kept.read = table, tables.guess_of(table), None
        kept.number += 1
    with st.container(gap=None):
        st.markdown("##### What is in each column?", anchors=False)
        rows, columns = (parts.count(len(each), word) for each, word in ((table.rows, "row"), (table.header, "column")))
        st.caption(f"{rows}, {columns} · guessed from the heads; change what is wrong")
    wrong: InvalidRecord | None = None
    try:
        tables.check(table, kept.mapping)
    except InvalidRecord as unusable:
        wrong = unusable
    paged(
        range(len(table.header)), lambda shown: _choices(table, shown, wrong),
        key=f"import-mapping-{kept.number}", size=COLUMNS_AT_ONCE,
    )  # fmt: skip
    if wrong is not None and not _beside_a_column_on_screen(wrong):
        _say(wrong)
    _first_rows(table)
    if wrong is not None:
        return None
    if kept.read is None or kept.read[0] != kept.mapping:
        kept.read = (dict(kept.mapping), tables.people(table, kept.mapping))
    return kept.read[1]


def _choices(table: Table, shown: Sequence[int], wrong: InvalidRecord | None) -> None:
    kept = memory()
    st.session_state["import-mapping/shown"] = tuple(shown)
    with st.grid(3, min_column_width=220, gap="small"):
        for index in shown:
            with st.container(gap="xxsmall"):
                key = f"import-mapping-{kept.number}-{index}"
                chosen = kept.mapping.get(index, NOTHING)
                options = [NOTHING, *FIELDS]
                st.selectbox(
                    parts.plain(table.header[index]), options, index=options.index(chosen), key=key,
                    format_func=lambda option: FIELDS.get(option, _LEFT_OUT), on_change=_choose, args=(index, key),
                )  # fmt: skip
                example = next((row[index] for row in table.rows[:200] if row[index].strip()), "")
                st.caption(f"for example: {parts.plain(_short(example))}" if example else "empty")
                if wrong is not None and wrong.field == f"column:{index}":
                    _say(wrong)


def _choose(index: int, key: str) -> None:
    kept = memory()
    chosen = st.session_state.get(key, NOTHING)
    if chosen in FIELDS:
        kept.mapping = {**kept.mapping, index: chosen}
    else:
        kept.mapping = {column: held for column, held in kept.mapping.items() if column != index}


def _beside_a_column_on_screen(wrong: InvalidRecord) -> bool:
    return any(wrong.field == f"column:{index}" for index in st.session_state.get("import-mapping/shown", ()))


def _say(wrong: InvalidRecord) -> None:
    st.markdown(f":red[:material/error: {parts.plain(wrong.wrong)} {parts.plain(wrong.right)}]")


def _first_rows(table: Table) -> None:
    """The first rows under what each column is taken for; columns that are left out stand last."""
    kept = memory()
    order = sorted(range(len(table.header)), key=lambda index: (index not in kept.mapping, index))[:COLUMNS_AT_ONCE]
    heads = [
        f"{FIELDS[kept.mapping[index]]} ({_short(table.header[index])})" if index in kept.mapping
        else f"{_LEFT_OUT}: {_short(table.header[index])}"
        for index in order
    ]  # fmt: skip
    cells = [[spreadsheets.as_text(_short(row[index])) for index in order] for row in table.rows[:ROWS_SHOWN]]
    with st.container(gap="xsmall"):
        st.caption(f"The first {parts.count(len(cells), 'row')}, as text")
        frame = pd.DataFrame(cells, columns=_told_apart([spreadsheets.as_text(head) for head in heads]))
        st.dataframe(frame, hide_index=True, row_height=36)


def _told_apart(heads: list[str]) -> list[str]:
    """Heads that are all different, as a table on screen needs them."""
    seen: dict[str, int] = {}
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
    again = {head for head, times in seen.items() if times > 1}
    return [f"{head} {number}" if head in again else head for number, head in enumerate(heads, start=1)]


def _short(text: str) -> str:
    line = " ".join(text[: 4 * LONGEST_CELL].split())
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 3]}..."

"""Where the file says something else than the records: both sides, and the choice between them."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from ivw.coaching import contacts, follow_ups
from ivw.coaching.import_conflicts import Conflict
from ivw.coaching.profile import TIES
from ivw.show import parts
from ivw.show.import_preview import FIELDS
from ivw.show.paging import paged

ROWS = 6
MINE, THEIRS = "Keep mine", "Take theirs"
LONGEST = 120  # characters of a value; a longer one is shortened


def draw(conflicts: Sequence[Conflict], theirs: dict[str, Conflict]) -> None:
    """All of them or those about one field; `theirs` are those in which the file is believed, by their keys."""
    if not conflicts:
        return
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown(f"##### {parts.count(len(conflicts), 'conflict')}", anchors=False)
            st.caption(
                "Your records and the file both say something, and not the same. Yours stays unless you take theirs."
            )
        shown = _of_one_field(conflicts)
        if len(shown) > 1:
            with st.container(horizontal=True):
                for label, change in ((MINE, _keep), (THEIRS, _take)):
                    st.button(
                        f"{label}, all {len(shown):,}", type="tertiary", key=f"import-all-{label}", on_click=change,
                        args=(theirs, shown),
                    )  # fmt: skip
        paged(shown, lambda page: _rows(page, theirs), key="import-conflicts", size=ROWS)


def _of_one_field(conflicts: Sequence[Conflict]) -> Sequence[Conflict]:
    counted: dict[str, int] = {}
    for each in conflicts:
        counted[each.field] = counted.get(each.field, 0) + 1
    if len(counted) < 2 or len(conflicts) <= ROWS:
        return conflicts
    options = ["", *counted]
    chosen = st.selectbox(
        "Field", options, key="conflict-field", width=260,
        format_func=lambda each: f"{FIELDS[each]} ({counted[each]:,})" if each else f"All ({len(conflicts):,})",
    )  # fmt: skip
    return [each for each in conflicts if each.field == chosen] if chosen in counted else conflicts


def _rows(conflicts: Sequence[Conflict], theirs: dict[str, Conflict]) -> None:
    for each in conflicts:
        taken = each.key in theirs
        where = f"{each.file}, row {each.row:,}" if each.file else f"row {each.row:,}"
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{parts.plain(each.name)}** · {FIELDS[each.field]} :gray[· {parts.plain(where)}]")
            # The choice is part of the key: what "all of them" has chosen shows at once.
            st.radio(
                "Which one stays?", [MINE, THEIRS], index=int(taken), key=f"import-conflict-{each.key}-{taken}",
                horizontal=True, captions=[parts.plain(_value(each.field, side)) for side in (each.ours, each.theirs)],
                label_visibility="collapsed", on_change=_keep if taken else _take, args=(theirs, [each]),
            )  # fmt: skip


def _take(theirs: dict[str, Conflict], conflicts: Iterable[Conflict]) -> None:
    theirs |= {each.key: each for each in conflicts}


def _keep(theirs: dict[str, Conflict], conflicts: Iterable[Conflict]) -> None:
    for each in conflicts:
        theirs.pop(each.key, None)


def _value(field: str, value: object) -> str:
    if isinstance(value, date):
        return f"{follow_ups.day(value)} {value:%Y}"
    if field == "do_not_contact":
        return "do not contact" if value else "may be contacted"
    words = TIES if field == "tie" else contacts.RELATIONSHIPS if field == "relationship" else {}
    text = str(words.get(str(value), value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

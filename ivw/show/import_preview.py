"""What a file would bring, before anything is written: how many, whom, what is wrong, which rows are left out."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from ivw.coaching.imports import ImportResult, Newcomer
from ivw.coaching.incoming import FileRead, Problem, SkippedRow
from ivw.show import parts
from ivw.show.paging import paged

# What a field is called on screen; a place within a history ("promises[0].due") stays as it is.
FIELDS = {
    "name": "Name", "given_name": "First name", "family_name": "Last name", "email": "E-mail", "phone": "Phone",
    "linkedin_url": "LinkedIn address", "organization": "Organization", "position": "Position", "tie": "Tie",
    "connected_on": "Connected on", "relationship": "Relationship", "cadence_days": "Keep in touch, days",
    "do_not_contact": "Do not contact", "tags": "Tags", "notes": "Notes", "row": "Whole row",
}  # fmt: skip
ROWS = 8


def head(read: FileRead, result: ImportResult, source: str, key: str, begin: Callable[[], None]) -> None:
    """What would happen in a sentence, the one button that makes it happen, and the counts."""
    title, label = in_words(result)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width="content"):
            st.markdown(f"##### {title}", anchors=False)
            st.caption(parts.plain(f"{source} · {'nothing is written yet' if label else 'nothing new to import'}"))
        if label:
            st.button(label, type="primary", icon=":material/download:", key=key, on_click=begin)
    _counts(result)
    if read.other_files:
        names = ", ".join(read.other_files[:6]) + (" and others" if len(read.other_files) > 6 else "")
        st.caption(f"Only the people are taken. Left out: {parts.plain(names)}.")


def in_words(result: ImportResult) -> tuple[str, str]:
    """What the file would do as a sentence, and what the button says; '' where there is nothing to do."""
    if result.added:
        people = parts.count(result.added, "person", "people")
        return f"{people} would come in", f"Import {people}"
    if result.updated:
        people = parts.count(result.updated, "person", "people")
        return f"{people} would be brought up to date", f"Update {people}"
    if result.unchanged:
        return "Nothing new: everybody in this file is in your records already", ""
    return "There is nobody in this file", ""


def newcomers(people: Sequence[Newcomer], key: str) -> None:
    """Who would come in, a page at a time."""
    if people:
        with st.container(gap="xsmall"):
            with st.container(gap=None):
                st.markdown("##### Who would come in", anchors=False)
                st.caption("In the order of the file")
            paged(people, _newcomers, key=f"newcomers-{key}", size=ROWS)


def problems(found: Sequence[Problem], zone: str) -> None:
    """Every problem by row and field, a page at a time and as a file."""
    if not found:
        return
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(gap=None, width="content"):
                st.markdown(f"##### {parts.count(len(found), 'problem')}", anchors=False)
                st.caption("What cannot be read is left out; all else comes in. Rows count as an editor shows them.")
            if len(found) > ROWS:
                st.download_button(
                    "Save the list", lambda: _as_file(found, zone), "problems.csv", "text/csv", key="save-problems",
                    icon=":material/download:", type="tertiary", on_click="ignore",
                )  # fmt: skip
        paged(found, _problems, key="import-problems", size=ROWS)


def skipped_rows(read: FileRead) -> None:
    """Which rows were left out as a whole, and why; folded."""
    if not read.skipped_rows:
        return
    with st.expander(f"{parts.count(read.skipped, 'row')} left out", on_change="rerun", key="skipped-rows") as folded:
        if folded.open:
            paged(read.skipped_rows, _skipped, key="import-skipped", size=ROWS)


def _counts(result: ImportResult) -> None:
    with st.grid(4, min_column_width=130, gap="small"):
        st.metric("Added", f"{result.added:,}", border=True, help="Not in your records yet.")
        st.metric(
            "Updated", f"{result.updated:,}", border=True,
            help="Known by LinkedIn address or e-mail: what was empty is filled in, and nothing is overwritten unless "
            "you choose so.",
        )  # fmt: skip
        st.metric("Unchanged", f"{result.unchanged:,}", border=True, help="In your records already.")
        st.metric("Skipped", f"{result.skipped:,}", border=True, help="Rows that are empty, or name nobody.")


def _newcomers(people: Sequence[Newcomer]) -> None:
    _table(["Name", "Works at", "Position"], [[who.name, who.organization, who.position] for who in people])


def _problems(found: Sequence[Problem]) -> None:
    heads = ["Row", "Field", "What is wrong"]
    rows = [[f"{each.row:,}", FIELDS.get(each.field, each.field), each.why] for each in found]
    _table(*_with_files(heads, rows, [each.file for each in found]))


def _skipped(rows: Sequence[SkippedRow]) -> None:
    told = [[f"{each.row:,}", f"{each.why[:1].upper()}{each.why[1:]}"] for each in rows]
    _table(*_with_files(["Row", "Why"], told, [each.file for each in rows]))


def _with_files(
    heads: list[str], rows: Sequence[list[str]], files: Sequence[str]
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Where several files were read, each row says in which one it stands."""
    if not any(files):
        return heads, rows
    return ["File", *heads], [[file, *row] for file, row in zip(files, rows, strict=True)]


def _table(heads: list[str], rows: Sequence[Sequence[str | None]]) -> None:
    cells = [[parts.plain(cell or "") for cell in row] for row in rows]
    st.table(pd.DataFrame(cells, columns=heads), border="horizontal", hide_index=True)


def _as_file(found: Sequence[Problem], zone: str) -> bytes:
    from ivw.coaching.taking_out import Sheet
    from ivw.exchange import spreadsheets

    rows = [(each.file, each.row, FIELDS.get(each.field, each.field), each.why) for each in found]
    return spreadsheets.table(
        Sheet("problems", ("File", "Row", "Field", "What is wrong"), rows, [None] * len(rows)), zone
    )

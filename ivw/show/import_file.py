"""A file with people in it: chosen, looked at, and only then imported."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ivw.coaching import imports, past_imports
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.imports import ImportResult, Newcomer
from ivw.coaching.incoming import FileRead, Problem
from ivw.exchange import recognise
from ivw.show import front_door, parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

FORM = "import"
SOURCES = {"linkedin": "LinkedIn connections", "history": "History", past_imports.DEMO: "Demo network"}
# What a problem's field is called on screen; a place within a history ("promises[0].due") stays as it is.
FIELDS = {
    "name": "Name", "given_name": "First name", "family_name": "Last name", "email": "E-mail",
    "linkedin_url": "LinkedIn address", "organization": "Organization", "position": "Position",
    "connected_on": "Connected on", "row": "Whole row",
}  # fmt: skip


@dataclass
class Memory:
    """What a session knows of the file that was chosen last, each with what it was true for, and of the last import.

    The import writes its result in here, not into the session state, which an action leaves alone (see parts.act).
    """

    read: tuple[str, FileRead | InvalidRecord] | None = None
    previewed: tuple[tuple[str, ...], ImportResult] | None = None
    result: tuple[str, ImportResult] | None = None


def memory() -> Memory:
    """The session's own."""
    kept: Memory = st.session_state.setdefault("import/memory", Memory())
    return kept


def draw(here: Here) -> None:
    """The uploader, and below it what the chosen file would bring, or what the last one brought."""
    # One container for all that comes and goes above the uploader: were the uploader to move, it would be made anew,
    # and lose a file that is on its way.
    with st.container(gap="medium"):
        with st.container(gap="xxsmall"):
            st.subheader("Bring people in", anchor=False)
            st.markdown(
                ":gray[LinkedIn hands your connections out under Settings, Data privacy, Get a copy of your data, "
                "Connections; choose Connections.csv here, or the ZIP as it came. Nobody is put on your shortlist "
                "until you choose them.]"
            )
        _brought()
    token = parts.token(here, FORM)
    file = st.file_uploader(
        "Connections.csv, LinkedIn's ZIP, or a history as JSON", key=f"import-file-{token}", on_change=_another_file
    )
    if file is not None:
        _looked_at(here, file, token)
    parts.problem(FORM)


def _looked_at(here: Here, file: UploadedFile, token: str) -> None:
    with st.spinner("Reading the file …"):
        read = _read(here, file)
        result = _previewed(here, file, read) if isinstance(read, FileRead) else None
    if isinstance(read, InvalidRecord):
        st.markdown(f":red[:material/error: {parts.plain(read.wrong)} {parts.plain(read.right)}]")
    elif result is not None:
        _preview(read, result, file, token)


def _read(here: Here, file: UploadedFile) -> FileRead | InvalidRecord:
    """The file as its reader found it; read once, however often the page is drawn."""
    kept = memory()
    if kept.read is None or kept.read[0] != file.file_id:
        try:
            read: FileRead | InvalidRecord = recognise.read_file(file.getvalue(), here.zone)
        except InvalidRecord as unreadable:
            read = unreadable
        kept.read = (file.file_id, read)
    return kept.read[1]


def _previewed(here: Here, file: UploadedFile, read: FileRead) -> ImportResult:
    """What importing would do; worked out anew only when another import was made or undone meanwhile."""
    kept = memory()
    stands_on = (file.file_id, *(each.id for each in past_imports.past(here.records) if each.undone_at is None))
    if kept.previewed is None or kept.previewed[0] != stands_on:
        kept.previewed = (stands_on, imports.preview(here.records, read, as_of=here.as_of))
    return kept.previewed[1]


def _preview(read: FileRead, result: ImportResult, file: UploadedFile, token: str) -> None:
    title, button = _in_words(result)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width="content"):
            st.markdown(f"##### {title}")
            st.caption(f"{SOURCES[read.source]} · {'nothing is written yet' if button else 'nothing to import'}")
        if button:
            st.button(
                button, type="primary", icon=":material/download:", key=f"import-{token}",
                on_click=_import, args=(file.name, token),
            )  # fmt: skip
    _counts(result)
    _problems(result.problems)
    if result.newcomers:
        with st.container(gap="xsmall"):
            with st.container(gap=None):
                st.markdown("##### Who would come in")
                st.caption("In the order of the file")
            paged(result.newcomers, _newcomers, key=f"newcomers-{file.file_id}", size=8)


def _in_words(result: ImportResult) -> tuple[str, str]:
    """What the file would do as a sentence, and what the button says; '' where there is nothing to do."""
    if result.added:
        people = parts.count(result.added, "person", "people")
        return f"{people} would come in", f"Import {people}"
    if result.updated:
        people = parts.count(result.updated, "person", "people")
        return f"{people} would be brought up to date", f"Update {people}"
    if result.unchanged:
        return "Everybody in this file is in your records already", ""
    return "There is nobody in this file", ""


def _counts(result: ImportResult) -> None:
    with st.grid(4, min_column_width=130, gap="small"):
        st.metric("Added", f"{result.added:,}", border=True, help="Not in your records yet.")
        st.metric(
            "Updated", f"{result.updated:,}", border=True,
            help="Known by LinkedIn address or e-mail: what was empty is filled in, and nothing is overwritten.",
        )  # fmt: skip
        st.metric("Unchanged", f"{result.unchanged:,}", border=True, help="In your records already.")
        st.metric("Skipped", f"{result.skipped:,}", border=True, help="Rows that are empty, or name nobody.")


def _newcomers(people: Sequence[Newcomer]) -> None:
    rows = [[parts.plain(cell or "") for cell in (who.name, who.organization, who.position)] for who in people]
    st.table(pd.DataFrame(rows, columns=["Name", "Works at", "Position"]), border="horizontal", hide_index=True)


def _problems(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    with st.container(gap="xsmall"):
        with st.container(gap=None):
            st.markdown(f"##### {parts.count(len(problems), 'problem')}")
            st.caption("What cannot be read is left out; everything else comes in. Rows count as an editor shows them.")
        paged(problems, _problem_rows, key="import-problems", size=8)


def _problem_rows(problems: Sequence[Problem]) -> None:
    rows = [
        [f"{each.row:,}", parts.plain(FIELDS.get(each.field, each.field)), parts.plain(each.why)] for each in problems
    ]
    st.table(pd.DataFrame(rows, columns=["Row", "Field", "What is wrong"]), border="horizontal", hide_index=True)


def _brought() -> None:
    """What the last import brought, until another file is chosen."""
    if (brought := memory().result) is None:
        return
    name, result = brought
    did = "came in from" if result.added else "brought up to date by"
    people = parts.count(result.added or result.updated, "person", "people")
    with parts.card(), st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(gap=None, width="content"):
                st.markdown(f"##### :green[:material/check_circle:] {people} {did} {parts.plain(name)}")
                st.caption(f"{result.updated:,} updated, {result.unchanged:,} unchanged, {result.skipped:,} skipped")
            if st.button("See the people", type="primary", icon=":material/arrow_forward:", icon_position="right"):
                front_door.go("prospect_research", list="everyone")
        _problems(result.problems)


def _import(name: str, token: str) -> None:
    kept = memory()

    def bring_in(here: Here) -> None:
        if kept.read is None or isinstance(kept.read[1], InvalidRecord):
            raise InvalidRecord("file", "This file is not there any more.", "Choose it once more.")
        # No undo beside the message: an import is undone as one, from the list below, also next week.
        result = imports.apply(here.records, kept.read[1], as_of=here.as_of, file_name=name[:200])
        kept.read, kept.result = None, (name[:200], result)

    parts.act(bring_in, FORM, token)


def _another_file() -> None:
    kept = memory()
    kept.read = kept.previewed = kept.result = None

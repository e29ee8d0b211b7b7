"""Files with people in them: chosen, looked at, and only then imported."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ivw.coaching import follow_ups, imports, past_imports
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.import_conflicts import Conflict
from ivw.coaching.imports import ImportResult, Progress
from ivw.coaching.incoming import FileRead, together
from ivw.exchange import recognise
from ivw.show import front_door, import_conflicts, import_preview, parts
from ivw.show.front_door import Here
from ivw.show.long_work import Work

FORM = "import"
SOURCES = {
    "linkedin": "LinkedIn connections", "google": "Google Contacts", "vcard": "vCard", "table": "Table",
    "history": "History", "archive": "ivw archive", past_imports.DEMO: "Demo network",
}  # fmt: skip
BEGINNING = threading.Lock()  # two clicks may come at once, each in a thread of its own


@dataclass
class Memory:
    """What a session knows of the files that were chosen last, each with what it was true for, and of the last import.

    What is read is a FileRead, or a table whose columns have no names that we know. Work under way writes in here, not
    into the session state, which an action leaves alone (see parts.act).
    """

    reading: tuple[str, Work[Any]] | None = None
    read: tuple[str, Any] | None = None
    previewing: tuple[tuple[object, ...], Work[ImportResult]] | None = None
    previewed: tuple[tuple[object, ...], ImportResult] | None = None
    theirs: dict[str, Conflict] = field(default_factory=dict)  # where the file is to be believed
    writing: tuple[str, str, Work[ImportResult]] | None = None  # the form's token, the file's name, the work
    result: tuple[str, ImportResult] | None = None
    undoing: tuple[str, Work[Done]] | None = None  # the form's token, the work


def memory() -> Memory:
    """The session's own."""
    kept: Memory = st.session_state.setdefault("import/memory", Memory())
    return kept


def source_in_words(source: str) -> str:
    """What an import is called on screen; of several kinds of files "Google Contacts and vCard"."""
    return " and ".join(SOURCES.get(each, each) for each in source.split("+"))


def draw(here: Here) -> None:
    """The uploader, and below it what the chosen files would bring, or what the last ones brought."""
    # One container for all that comes and goes above the uploader: were the uploader to move, it would be made anew,
    # and lose a file that is on its way.
    with st.container(gap="medium"):
        with st.container(gap="xxsmall"):
            st.subheader("Bring people in", anchor=False)
            st.markdown(
                ":gray[From LinkedIn (Connections.csv, or the ZIP as it came), Google Contacts, an address book "
                "(vCard), any table (CSV or Excel), a history (JSON) or another ivw (its archive). LinkedIn hands your "
                "connections out under Settings, Data privacy, Get a copy of your data. Nobody is put on your "
                "shortlist until you choose them.]"
            )
            _last_imported(here)
        _brought(here)
    token = parts.token(here, FORM)
    files = st.file_uploader(
        "A file with people in it, or several", key=f"import-file-{token}", on_change=_another_file,
        accept_multiple_files=True,
    )  # fmt: skip
    if begun := memory().writing:
        _being_written(begun)
    elif files:
        _looked_at(here, files, token)
    parts.problem(FORM)


def _last_imported(here: Here) -> None:
    last = past_imports.last_of_each(here.records)
    if last:
        says = [
            f"{source_in_words(source)} on {follow_ups.day(here.local(when).date())} {here.local(when):%Y}"
            for source, when in last.items()
        ]
        st.caption(f"Last imported: {parts.plain('; '.join(says))}.")


def _looked_at(here: Here, files: Sequence[UploadedFile], token: str) -> None:
    try:
        if _is_archive(files):
            from ivw.show import archive_merge

            archive_merge.draw(here, files[0].getvalue(), files[0].name)
            return
        read = _read(here, files)
        if not isinstance(read, FileRead):
            from ivw.show import import_mapping

            read = import_mapping.draw(here, read)
        if read is None:
            return
        result = _previewed(here, read)
    except InvalidRecord as unreadable:
        st.markdown(f":red[:material/error: {parts.plain(unreadable.wrong)} {parts.plain(unreadable.right)}]")
        return
    theirs = memory().theirs
    name, believed = _called(files), tuple(theirs.values())
    import_preview.head(
        read, result.believing(believed), source_in_words(read.source), f"import-{token}",
        partial(_import, name, read, believed, token),
    )  # fmt: skip
    import_conflicts.draw(result.conflicts, theirs)
    import_preview.problems(result.problems, here.zone)
    import_preview.skipped_rows(read)
    import_preview.newcomers(result.newcomers, token)


def _is_archive(files: Sequence[UploadedFile]) -> bool:
    from ivw.exchange import archive

    return len(files) == 1 and archive.is_archive(files[0].getvalue())


def _read(here: Here, files: Sequence[UploadedFile]) -> Any:
    """The files as their readers found them; read once, however often the page is drawn."""
    kept, which = memory(), " ".join(each.file_id for each in files)
    if kept.read is None or kept.read[0] != which:
        if kept.reading is None or kept.reading[0] != which:
            packed, zone = [(each.name, each.getvalue()) for each in files], here.zone

            def job(progress: Progress) -> Any:
                return _all_read(packed, zone, progress)

            kept.reading = (which, Work(job))
        kept.reading[1].watch()
        kept.read = (which, kept.reading[1].result())
        kept.reading = None
    return kept.read[1]


def _all_read(files: Sequence[tuple[str, bytes]], zone: str, progress: Progress) -> Any:
    found = []
    for place, (name, data) in enumerate(files):
        progress("Reading the file" if len(files) == 1 else f"Reading {place + 1} of {len(files)} files", 0.0)
        try:
            read = recognise.read(data, zone)
        except InvalidRecord as unreadable:
            if len(files) == 1:
                raise
            raise InvalidRecord("file", f"{name}: {unreadable.wrong}", unreadable.right) from unreadable
        if not isinstance(read, FileRead):
            if len(files) == 1:
                return read
            raise InvalidRecord("file", f"{name} is a table whose columns need names.", "Choose it by itself.")
        found.append((name, read))
    return together(found)


def _previewed(here: Here, read: FileRead) -> ImportResult:
    """What importing would do; worked out anew only when something else was written meanwhile."""
    kept, records, as_of = memory(), here.records, here.as_of
    stands_on = (read, id(records), records.written)
    if kept.previewed is None or kept.previewed[0] != stands_on:
        if kept.previewing is None or kept.previewing[0] != stands_on:

            def job(progress: Progress) -> ImportResult:
                return imports.preview(records, read, as_of=as_of, progress=progress)

            kept.previewing = (stands_on, Work(job))
        kept.previewing[1].watch()
        kept.previewed = (stands_on, kept.previewing[1].result())
        kept.previewing = None
        still = {each.key: each for each in kept.previewed[1].conflicts}
        kept.theirs = {
            key: still[key] for key, each in kept.theirs.items() if key in still and each.is_as_before(still[key])
        }
    return kept.previewed[1]


def _called(files: Sequence[UploadedFile]) -> str:
    names = [each.name for each in files]
    return (names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more")[:200]


def _brought(here: Here) -> None:
    """What the last import brought, until another file is chosen."""
    if (brought := memory().result) is None:
        return
    name, result = brought
    did = "came in from" if result.added else "brought up to date by"
    people = parts.count(result.added or result.updated, "person", "people")
    with parts.card(), st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(gap=None, width="content"):
                st.markdown(f"##### :green[:material/check_circle:] {people} {did} {parts.plain(name)}", anchors=False)
                st.caption(f"{result.updated:,} updated, {result.unchanged:,} unchanged, {result.skipped:,} skipped")
            if st.button("See the people", type="primary", icon=":material/arrow_forward:", icon_position="right"):
                front_door.go("prospect_research", list="everyone")
        import_preview.problems(result.problems, here.zone)


def _import(name: str, read: FileRead, theirs: Sequence[Conflict], token: str) -> None:
    """Begin to write; the page then watches it to its end. A second click finds it begun."""
    kept, here = memory(), front_door.here()

    def job(progress: Progress) -> ImportResult:
        return imports.apply(here.records, read, as_of=here.as_of, file_name=name, theirs=theirs, progress=progress)

    with BEGINNING:
        is_begun = kept.writing is not None or st.session_state.get(f"token/{FORM}") != token
        if not is_begun:
            kept.writing = (token, name, Work(job))


def _being_written(begun: tuple[str, str, Work[ImportResult]]) -> None:
    kept, (token, name, work) = memory(), begun
    work.watch()

    def bring_in(_: Here) -> None:
        # No undo beside the message: an import is undone as one, from the list below, also next week.
        result = work.result()
        kept.read = kept.previewed = None
        kept.theirs = {}
        kept.result = (name, result)

    parts.act(bring_in, FORM, token)
    kept.writing = None
    st.rerun()


def _another_file() -> None:
    kept = memory()
    kept.read = kept.previewed = kept.result = None
    kept.theirs = {}

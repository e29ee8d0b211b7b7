"""The backups: listed, made, and put back after asking."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ivw.coaching import follow_ups, keeping
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.keeping import Compared, Copy
from ivw.show import front_door, parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

BACK_UP, RESTORE = "back-up", "restore"
LOOKED_AT = "restore/looked-at"


def draw(here: Here) -> None:
    """The list, and below it the way back from a file that lies elsewhere."""
    copies = keeping.copies(here.records)
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.subheader("Backups", anchor=False, width="content")
                token = parts.token(here, BACK_UP)
                st.button(
                    "Back up now", icon=":material/save:", on_click=_back_up, args=(token,), key=f"back-up-{token}"
                )
            st.markdown(
                ":gray[ivw makes one by itself on the first start of a day, reads it back to be sure, and keeps the "
                f"newest {keeping.KEPT}. Of those made for another reason it keeps the newest {keeping.KEPT}, too.]"
            )
        parts.problem(BACK_UP)
        if not copies:
            st.markdown(
                ":gray[There is none yet. The first one comes by itself the next time you start ivw, "
                "and once a day from then on.]"
            )
        paged(copies, lambda page: _rows(here, page), key="backups", size=7)
        parts.problem(RESTORE)
    with st.container(gap="small"):
        st.subheader("Where the backups are", anchor=False)
        st.code(str(keeping.place(here.records).folder), language=None, wrap_lines=True)
    _from_a_file(here)


def size_in_words(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(size / 1e3, 1):,.0f} kB"


def amounts_in_words(people: int, interactions: int, conversations: int) -> str:
    """How much there is, without what there is nothing of: "12 people and 1 conversation"."""
    counted = {
        parts.count(people, "person", "people"): people,
        parts.count(interactions, "interaction"): interactions,
        parts.count(conversations, "conversation"): conversations,
    }
    *first, last = [words for words, n in counted.items() if n] or ["nobody yet"]
    return f"{', '.join(first)} and {last}" if first else last


def _rows(here: Here, copies: Sequence[Copy]) -> None:
    for each in copies:
        made = here.local(each.made_at)
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            with st.container(gap=None):
                st.markdown(f"{follow_ups.day(made.date())} {made:%Y, %H:%M}")
                st.caption(f"{each.why} · {size_in_words(each.size)}")
            if st.button("Restore", type="tertiary", icon=":material/history:", key=f"restore-{each.name}"):
                _ask_about_copy(each.name, parts.token(here, RESTORE))


def _from_a_file(here: Here) -> None:
    token = parts.token(here, RESTORE)
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.subheader("Restore from a file", anchor=False)
            st.markdown(":gray[A backup kept elsewhere, from this computer or another one. Its name does not matter.]")
        file = st.file_uploader("A backup (.duckdb)", key=f"restore-file-{token}", max_upload_size=1_000)
        if file is None:
            return
        looked_at = _look_at(here, file)
        if isinstance(looked_at, InvalidRecord):
            st.markdown(f":red[:material/error: {parts.plain(looked_at.wrong)} {parts.plain(looked_at.right)}]")
            return
        people, interactions, conversations = (each.then for each in looked_at[:3])
        holds = amounts_in_words(people, interactions, conversations)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":green[:material/check_circle:] A whole backup: {holds}.", width="content")
            if st.button("Restore this file", icon=":material/history:"):
                _ask_about_file(file, token)


def _look_at(here: Here, file: UploadedFile) -> list[Compared] | InvalidRecord:
    """What a brought file holds, or why it cannot be restored; looked at once."""
    kept = st.session_state.get(LOOKED_AT)
    if kept is None or kept[0] != file.file_id:
        with st.spinner("Reading the file …"):
            try:
                found: list[Compared] | InvalidRecord = keeping.compare_file(
                    here.records, file.getvalue(), as_of=here.as_of
                )
            except InvalidRecord as refused:
                found = refused
        kept = st.session_state[LOOKED_AT] = (file.file_id, found)
    looked_at: list[Compared] | InvalidRecord = kept[1]
    return looked_at


@st.dialog("Restore this backup?")
def _ask_about_copy(name: str, token: str) -> None:
    here = front_door.here()
    _ask(
        lambda: keeping.compare(here.records, name, as_of=here.as_of),
        lambda now: keeping.restore(now.records, name, as_of=now.as_of),
        token,
    )


@st.dialog("Restore this file?")
def _ask_about_file(file: UploadedFile, token: str) -> None:
    here = front_door.here()
    _ask(
        lambda: keeping.compare_file(here.records, file.getvalue(), as_of=here.as_of),
        lambda now: keeping.restore_file(now.records, file.getvalue(), as_of=now.as_of),
        token,
    )


def _ask(compare: Callable[[], list[Compared]], restore: Callable[[Here], Done], token: str) -> None:
    try:
        compared = compare()
    except InvalidRecord as refused:
        st.markdown(f":red[:material/error: {parts.plain(refused.wrong)} {parts.plain(refused.right)}]")
        return
    st.markdown("It takes the place of everything that is in your records now, your profile and your targets, too.")
    rows = [[each.what, f"{each.now:,}", f"{each.then:,}", _difference(each)] for each in compared]
    st.table(pd.DataFrame(rows, columns=["What", "Now", "Then", "Difference"]), border="horizontal", hide_index=True)
    st.markdown(":gray[What is there now is backed up first, so that you can come back to it.]")
    with st.container(horizontal=True):
        if st.button(
            "Restore", type="primary", icon=":material/history:", key=f"restore-{token}",
            on_click=_restore, args=(restore, token),
        ):  # fmt: skip
            st.rerun()
        if st.button("Leave everything as it is", type="tertiary", key="leave-as-is"):
            st.rerun()


def _difference(each: Compared) -> str:
    if each.then == each.now:
        return "as now"
    return f"{each.then - each.now:+,}".replace("-", "−")


def _restore(restore: Callable[[Here], Done], token: str) -> None:
    parts.act(restore, RESTORE, token)


def _back_up(token: str) -> None:
    parts.act(lambda here: keeping.back_up(here.records, as_of=here.as_of), BACK_UP, token)

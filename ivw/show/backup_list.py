"""The backups: listed, made, and put back after asking."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ivw.coaching import follow_ups, keeping
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.keeping import Copy
from ivw.coaching.what_differs import Compared, Preview, Told
from ivw.show import front_door, parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

BACK_UP, RESTORE = "back-up", "restore"
LOOKED_AT = "restore/looked-at"
AS_NOW = "as now"
ALWAYS_SHOWN = 3  # people, interactions and conversations


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
                ":gray[ivw makes one by itself on the first look of a day and reads it back to be sure. It keeps the "
                f"newest {keeping.KEPT} of these, and the last one of each month for {keeping.MONTHS_KEPT} months; of "
                f"those made for another reason the newest {keeping.KEPT}. (Our convention.)]"
            )
        parts.problem(BACK_UP)
        if here.records.not_backed_up:
            st.markdown(f":orange[:material/warning: {parts.plain(here.records.not_backed_up)}]")
        if not copies:
            st.markdown(
                ":gray[There is none yet. The first one comes by itself once there is something to keep, "
                "and then one on each day you use ivw.]"
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
            st.markdown(
                ":gray[A backup or an archive kept elsewhere, from this computer or another one. Its name does not "
                "matter.]"
            )
        file = st.file_uploader(
            "A backup (.duckdb) or an archive (.zip)", key=f"restore-file-{token}", max_upload_size=1_000
        )
        if file is None:
            return
        looked_at = _look_at(here, file)
        if isinstance(looked_at, InvalidRecord):
            st.markdown(f":red[:material/error: {parts.plain(looked_at.wrong)} {parts.plain(looked_at.right)}]")
            return
        people, interactions, conversations = (each.then for each in looked_at.amounts[:3])
        holds = amounts_in_words(people, interactions, conversations)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":green[:material/check_circle:] A whole backup: {holds}.", width="content")
            if st.button("Restore this file", icon=":material/history:"):
                _ask_about_file(file, token)


def _look_at(here: Here, file: UploadedFile) -> Preview | InvalidRecord:
    """What a brought file holds, or why it cannot be restored; looked at once."""
    kept = st.session_state.get(LOOKED_AT)
    if kept is None or kept[0] != file.file_id:
        with st.spinner("Reading the file …"):
            try:
                found: Preview | InvalidRecord = keeping.compare_file(
                    here.records, _bytes(here, file), as_of=here.as_of
                )
            except InvalidRecord as refused:
                found = refused
        kept = st.session_state[LOOKED_AT] = (file.file_id, found)
    looked_at: Preview | InvalidRecord = kept[1]
    return looked_at


def _bytes(here: Here, file: UploadedFile) -> bytes:
    """A file of records: as it was brought, or out of an archive."""
    from ivw.exchange import archive

    return archive.as_backup(file.getvalue(), here.as_of)


@st.dialog("Restore this backup?", width="medium")
def _ask_about_copy(name: str, token: str) -> None:
    here = front_door.here()
    _ask(
        here,
        lambda: keeping.compare(here.records, name, as_of=here.as_of),
        lambda now: keeping.restore(now.records, name, as_of=now.as_of),
        token,
    )


@st.dialog("Restore this file?", width="medium")
def _ask_about_file(file: UploadedFile, token: str) -> None:
    here = front_door.here()
    _ask(
        here,
        lambda: keeping.compare_file(here.records, _bytes(here, file), as_of=here.as_of),
        lambda now: keeping.restore_file(now.records, _bytes(now, file), as_of=now.as_of),
        token,
    )


def _ask(here: Here, compare: Callable[[], Preview], restore: Callable[[Here], Done], token: str) -> None:
    try:
        preview = compare()
    except InvalidRecord as refused:
        st.markdown(f":red[:material/error: {parts.plain(refused.wrong)} {parts.plain(refused.right)}]")
        return
    st.markdown("It takes the place of everything that is in your records now, your profile and your targets, too.")
    if preview.is_as_now:
        st.markdown(":green[:material/check_circle: It holds just what is there now.]")
    shown = [each for place, each in enumerate(preview.amounts) if place < ALWAYS_SHOWN or _difference(each) != AS_NOW]
    rows = [[each.what, f"{each.now:,}", f"{each.then:,}", _difference(each)] for each in shown]
    st.table(pd.DataFrame(rows, columns=["What", "Now", "Then", "Difference"]), border="horizontal", hide_index=True)
    if len(shown) < len(preview.amounts):
        st.caption("Everything else is as now.")
    _by_name(here, ":material/remove_circle: Would be lost", preview.lost)
    _by_name(here, ":material/add_circle: Would come back", preview.back)
    _by_name(here, ":material/change_circle: Would be as it was then", preview.changed)
    st.markdown(":gray[What is there now is backed up first, so that you can come back to it.]")
    with st.container(horizontal=True):
        if st.button(
            "Restore", type="primary", icon=":material/history:", key=f"restore-{token}",
            on_click=_restore, args=(restore, token),
        ):  # fmt: skip
            st.rerun()
        if st.button("Leave everything as it is", type="tertiary", key="leave-as-is"):
            st.rerun()


def _by_name(here: Here, title: str, told: Told) -> None:
    """The newest of what a restore would touch, so that nobody has to guess what a number means."""
    if not told.count:
        return
    with st.container(gap="xxsmall"):
        st.markdown(f"**{title}: {told.count:,}**")  # no heading: in a dialog those are smaller than the text
        for each in told.newest:
            when = f", {follow_ups.day(here.local(each.at).date())}" if each.at else ""
            st.markdown(f"{parts.plain(each.what)} :gray[{parts.plain(each.kind)}{when}]")
        if more := told.count - len(told.newest):
            st.caption(f"and {more:,} more")


def _difference(each: Compared) -> str:
    told = {"lost": each.gone, "back": each.back, "changed": each.changed}
    return ", ".join(f"{n:,} {what}" for what, n in told.items() if n) or AS_NOW


def _restore(restore: Callable[[Here], Done], token: str) -> None:
    parts.act(restore, RESTORE, token)


def _back_up(token: str) -> None:
    parts.act(lambda here: keeping.back_up(here.records, as_of=here.as_of), BACK_UP, token)

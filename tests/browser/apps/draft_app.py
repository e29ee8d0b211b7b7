"""A small app around draft_area, for tests/browser/test_draft_area.py: texts in files, slow and refusing on demand.

DRAFT_FOLDER names the folder. The text of the record "one" is in one.txt there.
"""

import os
import time
from functools import partial
from pathlib import Path

import streamlit as st

from ivw.coaching.errors import InvalidRecord
from ivw.show.draft_area import draft_area

FOLDER = Path(os.environ["DRAFT_FOLDER"])


def stored(record: str) -> str:
    file = FOLDER / f"{record}.txt"
    return file.read_bytes().decode() if file.exists() else ""


def store(record: str, text: str) -> None:
    if "forbidden" in text:
        raise InvalidRecord("notes", "The word forbidden is not allowed.", "Say it in another way.")
    if "broken" in text:
        raise OSError("The disk is full.")
    whole = FOLDER / f"{record}.part"
    whole.write_bytes(text.encode())
    whole.replace(FOLDER / f"{record}.txt")
    with (FOLDER / "saves.log").open("a") as log:
        log.write(f"{record}\n")


def take_time() -> None:
    """As a page does that draws many charts."""
    file = FOLDER / "seconds.txt"
    if file.exists():
        st.write("Drawing.")
        time.sleep(float(file.read_text()))
    st.write("Drawn.")


def write() -> None:
    """The whole page reruns with every save; it may take its time."""
    st.title("Write")
    record = st.radio("Record", ["one", "two"], horizontal=True)
    st.button("Draw again")
    if st.button("Undo"):
        store(record, "old")
    draft_area(
        "Notes",
        key=f"notes-{record}",
        text=stored(record),
        on_save=partial(store, record),
        placeholder="What did they say?",
        help="Only you read this.",
        max_chars=500,
    )
    take_time()


@st.fragment
def _part() -> None:
    text = draft_area("Notes", key="notes-part", text=stored("part"), on_save=partial(store, "part"))
    st.write(f"{len(text.split())} words")


def part() -> None:
    """Only the fragment reruns."""
    st.title("Part")
    runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.write(f"Page runs: {runs}")
    _part()
    take_time()


def elsewhere() -> None:
    st.title("Elsewhere")


st.navigation([st.Page(write, default=True), st.Page(part), st.Page(elsewhere)]).run()

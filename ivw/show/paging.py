"""A long list, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
# Pixels. In a row the widget takes the room of its own pages, finds that too narrow and leaves out some of them
# ("1 … 3" for three); so it is given what two of them need, or five, and more where their numbers are long.
TWO, FIVE, A_DIGIT = 176, 248, 24


def paged(rows: Sequence[T], draw: Callable[[Sequence[T]], None], *, key: str, size: int) -> None:
    """Draw one page of the rows, and below it the way to the others."""
    place = st.container(gap="small")
    pages = max(1, -(-len(rows) // size))
    page = st.pagination(pages, key=key, max_visible_pages=5) if pages > 1 else 1
    first = (min(page, pages) - 1) * size
    with place:
        draw(rows[first : first + size])


def skipped(key: str, size: int, total: int | None = None) -> int:
    """How many rows stand before the page chosen under this key: for lists that are paged where they are read.

    Where `total` is known, the last page is the furthest one.
    """
    page = int(st.session_state.get(key, 1))
    last = page if total is None else max(1, -(-total // size))
    return (min(page, last) - 1) * size


def foot(says: str, key: str, total: int, size: int, first_look: int = 1) -> None:
    """Below such a list: what it is, and the way to its other pages. `first_look` is the page on which it opens."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(says, width="content")
        if total > size:
            ways(-(-total // size), key, first_look)


def ways(pages: int, key: str, first_look: int = 1) -> None:
    """The way to the other pages, in a row with other things."""
    width = TWO if pages == 2 else FIVE + A_DIGIT * max(0, len(str(pages)) - 2)
    st.pagination(pages, default=first_look, key=key, max_visible_pages=5, width=width)

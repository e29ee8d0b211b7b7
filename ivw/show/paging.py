"""A long list, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


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
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.caption(says, width="content")
        if total > size:
            st.pagination(-(-total // size), default=first_look, key=key, max_visible_pages=5)

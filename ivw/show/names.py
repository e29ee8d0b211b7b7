"""The names of buttons and boxes, on every page: said by a screen reader where nothing but an icon is shown, and fit to
be read where a menu stands open.
"""

from pathlib import Path

import streamlit as st

# How the key of the button begins, its icon, and what it does: also what it says when it is pointed at.
ICONS = (
    ("pin-", "keep", "Pin it: then it is in, whatever happens"),
    ("pin-", "keep_off", "Unpin it: then it is in if it fits"),
    ("edit-", "edit", "Change or remove this"),
    ("take-out-", "close", "Take this off the time line"),
    ("change-own-", "edit", "Change this question"),
    ("remove-", "close", "Take it out again"),
    ("drop-plan-", "close", "Remove this plan"),
    ("close-", "close", "Take it off the list; what was rated by it stays"),
)
_HERE = Path(__file__)
_names = st.components.v2.component(
    "names",
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def of(key: str, icon: str) -> str:
    """What the button of this key with this icon does."""
    return next(words for begins, shown, words in ICONS if key.startswith(begins) and shown == icon)


def draw() -> None:
    """See to it on this page. Belongs where every page has it; it takes no room."""
    with st.container(gap=None, height=1, border=False):  # until its script is there, a grey bar stands in its place
        _names(key="names", data={"names": [list(each) for each in ICONS]})

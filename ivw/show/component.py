"""A component of our own: the folder that holds its HTML, its CSS and its scripts."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


def shared() -> str:
    """What every component needs of the page around it: stands before its own script."""
    return Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def script(folder: Path, *names: str) -> str:
    """The one script that a component is given: what all of them share, then these files of its folder."""
    return "\n".join([shared(), *((folder / f"{name}.js").read_text(encoding="utf-8") for name in names)])


def of(folder: Path, *names: str) -> "ComponentRenderer":
    """The component in this folder, which bears its name; `names` are its scripts, without them the one of that name.

    It is a part of the page like any other: in a shadow root Tab would pass by its fields wherever Streamlit keeps the
    focus inside, as in a dialog, keys would not reach it, and its live region would not belong to the page.
    """
    return st.components.v2.component(
        folder.name,
        html=(folder / f"{folder.name}.html").read_text(encoding="utf-8"),
        css=(folder / f"{folder.name}.css").read_text(encoding="utf-8"),
        js=script(folder, *(names or (folder.name,))),
        isolate_styles=False,
    )

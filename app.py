"""The way in: `streamlit run app.py`. Here the door for browsers and the one for terminals meet."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from ivw.cli import answering, asking
from ivw.show import front_door, read_ahead, terminal
from ivw.show.guard import Guard
from ivw.show.page_files import PageFiles


def answer(question: Mapping[str, Any], address: str) -> dict[str, Any]:
    """What a command prints that somebody typed at a terminal while this dashboard has the records open."""
    return answering.answer(front_door.open_records(front_door.records_path()), question, address)


app = st.App(
    "ivw/show/front_door.py",
    lifespan=read_ahead.lifespan,
    middleware=[Middleware(Guard), Middleware(PageFiles), Middleware(read_ahead.ReadAhead)],
    routes=[
        terminal.door.route(asking.ROUTE, answer),
        Route(f"/{next(iter(front_door.PAGES))}", front_door.to_the_first_page),
    ],
)

if __name__ == "__main__":
    front_door.show()

"""The scripts, styles and fonts of Streamlit's own page, handed out from memory.

A browser that comes for the first time asks for some seventy of them before it shows a word, and Streamlit reads each
anew, in slices, on another thread: half of what the server does for a first look.
"""

from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
LARGEST = 1_000_000  # bytes; larger ones belong to charts and maps that ivw does not draw
# Their names change with what is in them, so that a browser may keep them; Streamlit says the same.
KEPT_FOR = "public, immutable, max-age=31536000"
ASKS_FOR_A_PART = ("range", "if-range", "if-none-match", "if-modified-since")


class PageFiles:
    """ASGI middleware. What is no whole file of Streamlit's page goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or let the question through."""
        is_ours = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in _files()
        if is_ours and not any(name in Headers(scope=scope) for name in ASKS_FOR_A_PART):
            await _whole(scope["path"])(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@cache
def _files() -> dict[str, Path]:
    """Every file that is handed out, by its address: nothing that somebody types is ever made into a path."""
    page = Path(streamlit.__file__).parent / "static"
    found = (path for path in (page / "static").rglob("*") if path.suffix in TYPES and path.stat().st_size <= LARGEST)
    return {f"/{path.relative_to(page).as_posix()}": path for path in found}


@cache
def _whole(address: str) -> Response:
    path = _files()[address]
    return Response(path.read_bytes(), media_type=TYPES[path.suffix], headers={"Cache-Control": KEPT_FOR})

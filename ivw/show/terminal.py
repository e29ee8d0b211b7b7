"""The terminal beside a running dashboard: a route that answers it, and the note beside the records that says so."""

import json
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ivw.records import beside

MOST = 64 * 1024  # bytes of a question
Answer = Callable[[Mapping[str, Any], str], dict[str, Any]]


class Door:
    """The door for terminals of one server. It opens to whoever brings the token of the note, and stays shut before."""

    def __init__(self) -> None:
        self._port: int | None = None  # nobody serves, as in a test of one page: then nothing is said to anybody
        self._left: tuple[Path, beside.Note] | None = None

    def served_at(self, port: int) -> None:
        """The port that the server listens on; from now on a note is left beside records that are opened."""
        self._port = port

    def opened(self, records: Path) -> None:
        """This process has the records open: say so beside them."""
        if self._port is None:
            return
        try:
            self._left = records, beside.leave(records, self._port)
        except OSError as error:
            # No reason to keep the dashboard shut; only a terminal then has to wait for its end.
            print(f"No terminal can ask this dashboard: {error.strerror}.", file=sys.stderr)  # noqa: T201

    def closed(self) -> None:
        """This process lets go of the records: nobody need ask it any more."""
        left, self._left = self._left, None
        if left:
            beside.remove(*left)

    def route(self, path: str, answer: Answer) -> Route:
        """POST a question as JSON with the token as Bearer, get the answer of `answer` as JSON.

        `answer` takes the question and the dashboard's own address. No page can ask: a browser sends no such header to
        another site without asking first, that question is refused, and so is whatever names an Origin.
        """

        async def ask(request: Request) -> Response:
            if request.method != "POST":
                return PlainTextResponse("Nothing is to be seen here.", 405)
            if not self._is_known(request):
                return PlainTextResponse("This door is for the terminal of whoever owns the records.", 403)
            question = await _question(request)
            if question is None:
                return PlainTextResponse("That is no question.", 400)
            answered = await run_in_threadpool(answer, question, f"http://127.0.0.1:{self._port}")
            return JSONResponse(answered, headers={"Cache-Control": "no-store"})

        # All of them, so that none falls through to Streamlit, which shows the first page for any address.
        return Route(path, ask, methods=["POST", "GET", "PUT", "PATCH", "DELETE", "OPTIONS"])

    def _is_known(self, request: Request) -> bool:
        if self._left is None or "origin" in request.headers:
            return False
        scheme, _, brought = request.headers.get("authorization", "").partition(" ")
        return scheme == "Bearer" and secrets.compare_digest(brought.encode(), self._left[1].token.encode())


async def _question(request: Request) -> Mapping[str, Any] | None:
    """What is asked, as a JSON object; None where it is none, or longer than any question."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            return None
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) else None


door = Door()

"""Who may talk to the dashboard: this machine's own browser, and no page of anybody else."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OURS = {"127.0.0.1", "localhost", "::1"}
HEADERS = {
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Guard:
    """ASGI middleware. A foreign Host (a name pointed at 127.0.0.1) or Origin (another site's script) gets a 403 before
    Streamlit hears of it: Streamlit itself would ask an outside server for our address to judge a foreign Origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let ours through with our headers on the answer, and turn everybody else away."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not _is_ours(Headers(scope=scope)):
            await _refuse(scope, receive, send)
        else:

            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message).update(HEADERS)
                await send(message)

            await self.app(scope, receive, send_with_headers)


def _is_ours(headers: Headers) -> bool:
    origin = headers.get("origin")
    return _host(f"//{headers.get('host', '')}") in OURS and (origin is None or _host(origin) in OURS)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    body = b"This dashboard answers only to its own address on this computer."
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": body})

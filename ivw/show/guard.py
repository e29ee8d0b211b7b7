"""Who may talk to the dashboard: this machine's own browser, and no page of anybody else. And what a page may do."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Our own names, exactly: what stands here goes into a header of the answer.
OURS = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.ASCII)
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The practice timer listens to one's own voice, if one lets it; nothing else of the machine is ever asked for.
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), serial=(), "
    "hid=(), midi=(), payment=(), publickey-credentials-get=(), browsing-topics=()",
}
# What a page may load, and from where: SECURITY.md says why each exception stands here.
POLICY = (
    "default-src 'none'; script-src 'self' blob: {inline}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws://{host}; manifest-src 'self'; "
    "worker-src 'self' blob:; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class Guard:
    """ASGI middleware. A foreign Host (a name pointed at 127.0.0.1), a foreign Origin (another site's script) and what
    another site's page would embed get a 403 before Streamlit hears of it: Streamlit itself would ask an outside server
    for our address to judge a foreign Origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let ours through with our headers on the answer, and turn everybody else away."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if not _is_ours(asked):
            await _refuse(scope, receive, send)
            return
        headers = {**HEADERS, "Content-Security-Policy": POLICY.format(inline=_inline(), host=asked["host"])}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _is_ours(headers: Headers) -> bool:
    host = headers.get("host", "")
    origin = headers.get("origin")
    if not OURS.fullmatch(host) or (origin is not None and origin != f"http://{host}"):
        return False  # another program's page on this machine is a stranger, too
    # Somebody may follow a link to a page of ours; nobody's page may load a piece of one.
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return followed or headers.get("sec-fetch-site", "none") in ("none", "same-origin")


@cache
def _inline() -> str:
    """The scripts that stand within Streamlit's own page, by their hashes: no other one there runs."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{each}'" for each in hashes)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    body = b"This dashboard answers only to its own address on this computer."
    headers = [(b"content-type", b"text/plain"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})

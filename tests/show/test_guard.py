"""Who may talk to the dashboard, asked of the guard itself; tests/browser/test_guard.py asks the real server."""

import asyncio

import pytest

from ivw.show.guard import HEADERS, Guard

OURS = {"host": "127.0.0.1:8501"}


async def streamlit(scope, receive, send):
    """What stands behind the guard, and would answer anybody."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"Hello"})


def answer(kind="http", **headers):
    """What is said to whoever asks with these headers, message by message."""
    said = []
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        said.append(message)

    asyncio.run(Guard(streamlit)({"type": kind, "headers": named}, receive, send))
    return said


def test_our_own_page_is_answered_and_told_what_it_may_do():
    begun, _ = answer(**OURS, origin="http://127.0.0.1:8501", sec_fetch_site="same-origin")
    told = {name.decode(): value.decode() for name, value in begun["headers"]}
    assert begun["status"] == 200
    assert told.keys() == {name.lower() for name in HEADERS} | {"content-security-policy"}
    assert "connect-src 'self' ws://127.0.0.1:8501;" in told["content-security-policy"]
    assert "script-src 'self' blob: 'sha256-" in told["content-security-policy"]


def test_a_link_to_a_page_of_ours_may_be_followed_from_anywhere():
    how = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document", "sec_fetch_site": "cross-site"}
    assert answer(**OURS, **how)[0]["status"] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        OURS | {"origin": "https://evil.example"},
        OURS | {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"},
        {},
    ],
)
def test_everybody_else_is_turned_away_before_streamlit_hears_of_it(headers):
    begun, body = answer(**headers)
    assert (begun["status"], body["body"][:14]) == (403, b"This dashboard")
    assert answer("websocket", **headers) == [{"type": "websocket.close", "code": 1008}]


def test_what_is_no_request_goes_through():
    assert answer("lifespan")[0]["status"] == 200

"""Who may talk to the dashboard: asked of the real server, by plain sockets."""

import http.client

import pytest

from tests.browser.conftest import Server, StartServer


@pytest.fixture(scope="module")
def guarded(start_server: StartServer) -> Server:
    return start_server()


def ask(server: Server, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    return answer


def test_our_own_browser_is_answered(guarded: Server) -> None:
    assert ask(guarded).status == 200
    assert ask(guarded, Host=f"localhost:{guarded.port}").status == 200


@pytest.mark.parametrize("host", ["evil.example", f"127.0.0.1.evil.example:{80}", "", "[::1", "0.0.0.0"])
def test_a_foreign_name_pointed_at_this_machine_is_turned_away(guarded: Server, host: str) -> None:
    assert ask(guarded, Host=host).status == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_another_sites_script_is_turned_away(guarded: Server, origin: str) -> None:
    assert ask(guarded, Origin=origin).status == 403
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "a" * 22 + "==",
    }
    assert ask(guarded, "/_stcore/stream", Origin=origin, **upgrade).status == 403


def test_no_page_may_frame_it(guarded: Server) -> None:
    answer = ask(guarded)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"

"""Who may talk to the dashboard: asked of the real server, by plain sockets."""

import http.client
import socket
import tomllib

import pytest

from tests.browser.conftest import ROOT, Server, StartServer

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "a" * 22 + "==",
}


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


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "127.0.0.1.evil.example:80", "", "[::1", "0.0.0.0", "evil.example@127.0.0.1", "127.0.0.1:80:80",
        "127.0.0.1; script-src *", "127.0.0.1:8501 evil.example", "127.1", "2130706433", "localhost.", "LOCALHOST.evil",
    ],
)  # fmt: skip
def test_a_foreign_name_pointed_at_this_machine_is_turned_away(guarded: Server, host: str) -> None:
    assert ask(guarded, Host=host).status == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost:3000", "http://[::1"]
)
def test_another_sites_script_is_turned_away(guarded: Server, origin: str) -> None:
    assert ask(guarded, Origin=origin).status == 403
    assert ask(guarded, "/_stcore/stream", Origin=origin, **UPGRADE).status == 403


def test_our_own_page_opens_its_websocket(guarded: Server) -> None:
    assert ask(guarded, "/_stcore/stream", Origin=guarded.url, **UPGRADE).status == 101


def test_another_sites_page_may_lead_here_and_embed_nothing(guarded: Server) -> None:
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(guarded, **link).status == 200
    assert ask(guarded, **(link | {"Sec_Fetch_Dest": "iframe"})).status == 403
    for site in ("cross-site", "same-site"):
        picture = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}
        assert ask(guarded, "/app/static/icon.svg", **picture).status == 403


@pytest.mark.parametrize("path", ["/", "/follow_ups", "/app/static/icon.svg", "/_stcore/health", "/static/nothing.js"])
def test_every_answer_says_what_a_browser_may_do_with_it(guarded: Server, path: str) -> None:
    told = ask(guarded, path).headers
    assert told["X-Frame-Options"] == "DENY"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=(self), camera=()" in told["Permissions-Policy"]


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_it_was_not_served(guarded: Server) -> None:
    said = ask(guarded).headers["Content-Security-Policy"]
    policy = {name: sources for name, *sources in (each.split() for each in said.split(";"))}
    assert (
        policy["default-src"] == policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    )
    assert policy["connect-src"] == ["'self'", f"ws://127.0.0.1:{guarded.port}"]
    scripts = policy["script-src"]
    assert scripts[:2] == ["'self'", "blob:"]
    assert all(each.startswith("'sha256-") for each in scripts[2:])
    everything = [source for sources in policy.values() for source in sources]
    assert not [each for each in everything if "*" in each or each.startswith("http") or "eval" in each]


def test_only_this_machine_can_reach_it(guarded: Server) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["maxUploadSize"] <= 64
    address = _another_address()
    with socket.socket() as outside:
        outside.settimeout(5)
        with pytest.raises(OSError):
            outside.connect((address, guarded.port))


def _another_address() -> str:
    """The one by which other machines reach this one; where there is none, another of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return "127.0.0.2"
        return str(probe.getsockname()[0])

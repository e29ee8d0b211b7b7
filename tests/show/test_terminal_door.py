"""The door for terminals, knocked at without a server; tests/cli/test_beside.py knocks at a real one."""

import asyncio
import json

import pytest

from ivw.records import beside
from ivw.show import terminal
from ivw.show.terminal import Door


@pytest.fixture
def records(tmp_path):
    return tmp_path / "records.duckdb"


@pytest.fixture
def door(records):
    """The door of a server that has these records open."""
    one = Door()
    one.served_at(8501)
    one.opened(records)
    return one


def knock(door, records, body=b"{}", method="POST", **headers):
    """What is said to somebody who brings the token, unless they bring something else: (status, text)."""
    note = beside.read(records)
    brought = {"authorization": f"Bearer {note.token}" if note else "Bearer none"} | headers
    # In pieces, as a server hands on what it gets.
    pieces = [body[start : start + 40_000] for start in range(0, len(body), 40_000)] or [b""]
    came = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    came[-1]["more_body"] = False
    sent = []

    async def receive():
        return came.pop(0)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": "/ask", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in brought.items()],
    }  # fmt: skip
    route = door.route("/ask", lambda question, address: {"heard": question, "at": address})
    asyncio.run(route.app(scope, receive, send))
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent[1:]).decode()


def test_a_question_with_the_token_of_the_note_is_answered_with_the_address(door, records):
    status, told = knock(door, records, b'{"arguments": ["due"]}')
    assert status == 200
    assert json.loads(told) == {"heard": {"arguments": ["due"]}, "at": "http://127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"method": "GET"}, 405),
        (b"{}", {"authorization": "Bearer wrong"}, 403),
        (b"{}", {"authorization": ""}, 403),
        (b"{}", {"origin": "http://127.0.0.1:8501"}, 403),
        (b"no question", {}, 400),
        (b"[" * 5000, {}, 400),
        (b"[]", {}, 400),
        (json.dumps({"arguments": ["x" * terminal.MOST]}).encode(), {}, 400),
    ],
    ids=str,
)
def test_whatever_is_no_question_of_a_terminal_is_refused(door, records, body, headers, status):
    assert knock(door, records, body, **headers)[0] == status


def test_the_door_is_shut_before_the_records_are_open_and_after_they_were_let_go(records):
    door = Door()
    door.opened(records)  # a page under test: nobody serves
    assert beside.read(records) is None
    door.served_at(8501)
    assert knock(door, records)[0] == 403
    door.opened(records)
    assert knock(door, records)[0] == 200
    token = beside.read(records).token
    door.closed()
    assert beside.read(records) is None
    assert knock(door, records, authorization=f"Bearer {token}")[0] == 403
    door.closed()  # once more is no harm


def test_a_folder_that_takes_no_note_keeps_no_dashboard_shut(tmp_path, capsys):
    door = Door()
    door.served_at(8501)
    door.opened(tmp_path / "no folder" / "records.duckdb")
    assert "No terminal can ask this dashboard" in capsys.readouterr().err
    assert knock(door, tmp_path / "no folder" / "records.duckdb")[0] == 403

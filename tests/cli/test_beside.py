"""The terminal beside a running dashboard: a real server, asked by real commands and by others who may not."""

import http.client
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivw.cli import asking, door
from ivw.coaching import profile
from ivw.exchange import archive
from ivw.records import beside
from tests.browser.conftest import ROOT, Server
from tests.builders import a_contact, records_in

NOW = "2024-06-12T09:00:00+02:00"  # a Wednesday
DUE = json.dumps({"arguments": ["due", "--json"], "now": NOW})


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard over records in which one thank-you is due."""
    folder = tmp_path_factory.mktemp("beside")
    with records_in(folder) as records:
        profile.save(records, name="Mara", time_zone="Europe/Berlin", first_weekday=1)
        a_contact(records, name="Łucja 雪", met="2024-06-11 14:00", zone="Europe/Berlin")
    server = Server(folder / "records.duckdb", folder / "log", {"IVW_AS_OF": "2026-11-24T09:00:00+01:00"})
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVW_AS_OF", NOW)


def run(dashboard: Server, *arguments: str) -> Result:
    return CliRunner().invoke(door, [*arguments, "--records", str(dashboard.records)])


def knock(dashboard: Server, body: str = DUE, method: str = "POST", **headers: str) -> tuple[int, str]:
    """What the route says to somebody who knows everything but what is given otherwise here; "" leaves a header out."""
    note = beside.read(dashboard.records)
    assert note is not None
    said = {"Authorization": f"Bearer {note.token}", "Content-Type": "application/json"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", dashboard.port, timeout=10)
    connection.request(method, asking.ROUTE, body, {name: value for name, value in said.items() if value})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


# What works


def test_a_terminal_of_its_own_is_answered_by_the_clock_it_has(dashboard: Server) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "ivw", "due", "--json"],
        cwd=ROOT, env=os.environ | {"IVW_RECORDS": str(dashboard.records)}, capture_output=True, timeout=60, check=True,
    )  # fmt: skip

    assert told.stderr == b""
    (item,) = json.loads(told.stdout.decode("utf-8"))
    assert (item["contact"], item["action"], item["status"]) == ("Łucja 雪", "thank_you", "due")
    assert item["due_at"] == "2024-06-12T14:20:00+02:00"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("due", "thank you"),
        ("due --reminder", "1 due: thank you, Łucja 雪"),
        ("due --all --as-of 2024-06-13", "overdue"),
        ("health", "Network: "),
        ("week --markdown", "# Week of 10 June 2024"),
        ("doctor", "is sound"),
        ("backup", "it was read back"),
    ],
)
def test_every_command_that_reads_or_copies_is_answered(dashboard: Server, command: str, says: str) -> None:
    told = run(dashboard, *command.split(" "))
    assert (told.exit_code, told.stderr) == (0, "")
    assert says in told.stdout


def test_what_is_taken_out_beside_it_is_written_by_the_terminal(dashboard: Server, tmp_path: Path) -> None:
    path = tmp_path / "ivw.zip"
    told = run(dashboard, "export", "archive", str(path), "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    assert json.loads(told.stdout) == {"written": str(path), "format": "archive", "bytes": path.stat().st_size}
    assert archive.read(path.read_bytes(), datetime.fromisoformat(NOW)).rows["contacts"][0]["name"] == "Łucja 雪"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    for target, says in ((path, "is there already"), (tmp_path / "no folder" / "x", "No such file")):
        refused = run(dashboard, "export", "vcard", str(target))
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert says in refused.stderr
    assert "holds your records" in run(dashboard, "export", "csv", str(dashboard.records), "--overwrite").stderr


def test_what_is_refused_is_refused_in_the_same_words_and_with_the_same_end(dashboard: Server) -> None:
    told = run(dashboard, "due", "--as-of", "soon")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("Error: ")

    told = run(dashboard, "plan", "--meeting", "none", "--json")
    assert (told.exit_code, told.stdout) == (2, "")
    assert json.loads(told.stderr)["field"] == "meeting"


@pytest.mark.parametrize("command", ["demo", "import -", "demo --remove --json"])
def test_what_writes_is_told_who_has_the_records_open_and_where(dashboard: Server, command: str) -> None:
    told = CliRunner().invoke(
        door, [*command.split(" "), "--records", str(dashboard.records)], input='{"contacts": [{"name": "Ben"}]}'
    )
    assert (told.exit_code, told.stdout) == (2, "")
    assert f"The dashboard at {dashboard.url} has the records open" in told.stderr
    assert len(json.loads(run(dashboard, "health", "--json").stdout)["contacts"]) == 1


# What does not


def test_the_note_is_for_its_owner_alone(dashboard: Server) -> None:
    place = beside.place(dashboard.records)
    note = beside.read(dashboard.records)
    assert note is not None
    assert (note.port, note.pid) == (dashboard.port, dashboard.pid)
    assert len(note.token) >= 40
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in place.parent.glob(f"{place.name}*")] == [place.name]


def test_whoever_brings_the_token_is_answered(dashboard: Server) -> None:
    status, said = knock(dashboard)
    assert status == 200
    assert json.loads(json.loads(said)["out"])[0]["action"] == "thank_you"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer wr\u00f6ng"},
        {"Authorization": "Basic dXNlcjpwYXNz"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    ],
    ids=str,
)
def test_without_the_token_or_from_a_page_there_is_no_answer(dashboard: Server, headers: dict[str, str]) -> None:
    status, said = knock(dashboard, **headers)
    assert status == 403
    assert "thank" not in said


def test_not_even_our_own_pages_may_ask(dashboard: Server) -> None:
    assert knock(dashboard, Origin=dashboard.url)[0] == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS", "DELETE"])
def test_no_other_way_of_asking_is_answered(dashboard: Server, method: str) -> None:
    status, said = knock(dashboard, method=method)
    assert status == 405
    assert "thank" not in said


@pytest.mark.parametrize(
    "body", ["", "[]", "no question", '"due"', "[" * 5000, json.dumps({"arguments": ["x" * 70_000]})], ids=len
)
def test_what_is_no_question_is_none(dashboard: Server, body: str) -> None:
    assert knock(dashboard, body)[0] == 400


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"arguments": "due", "now": NOW},
        {"arguments": [1], "now": NOW},
        {"arguments": ["due"], "now": "soon"},
        {"arguments": [], "now": NOW},
        {"arguments": ["restore", "/etc/passwd", "--yes"], "now": NOW},
        {"arguments": ["plan", "--minutes", "20", "--questions", "/etc/passwd"], "now": NOW},
        {"arguments": ["plan", "--minutes", "20", "--questions", "-"], "now": NOW},
    ],
    ids=str,
)
def test_nothing_is_written_and_no_file_opened_for_whoever_asks(dashboard: Server, question: dict[str, object]) -> None:
    status, said = knock(dashboard, json.dumps(question))
    told = json.loads(said)
    assert (status, told["code"], told["out"]) == (200, 2, "")
    assert "root:" not in told["err"]


def test_another_file_is_not_opened_for_whoever_asks(dashboard: Server, tmp_path: Path) -> None:
    question = {"arguments": ["due", "--json", "--records", str(tmp_path / "other.duckdb")], "now": NOW}
    assert len(json.loads(json.loads(knock(dashboard, json.dumps(question))[1])["out"])) == 1
    assert not (tmp_path / "other.duckdb").exists()


# Notes of dashboards that are gone


def test_the_note_goes_with_its_dashboard_and_one_of_a_killed_one_misleads_nobody(dashboard: Server) -> None:
    dashboard.kill()
    left = beside.read(dashboard.records)
    assert left is not None
    assert "thank you" in run(dashboard, "due").stdout  # nobody holds the records, so nobody is asked

    hold = f"import duckdb; held = duckdb.connect({str(dashboard.records)!r}); print(1, flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    told = run(dashboard, "due", "--json")
    holder.communicate(b"\n")
    assert told.exit_code == 2
    assert f"(process {holder.pid})" in json.loads(told.stderr)["error"]

    dashboard.start()
    anew = beside.read(dashboard.records)
    assert anew is not None
    assert anew.token != left.token
    assert "thank you" in run(dashboard, "due").stdout
    dashboard.stop()
    assert not beside.place(dashboard.records).exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", "no note", '{"port": 0, "pid": 1, "token": "x"}', '{"port": "1"}'])
def test_a_note_that_is_none_is_passed_over(tmp_path: Path, text: str) -> None:
    records = tmp_path / "records.duckdb"
    beside.place(records).write_text(text)
    assert beside.read(records) is None


def test_a_dashboard_takes_only_its_own_note_away(tmp_path: Path) -> None:
    records = tmp_path / "records.duckdb"
    mine = beside.leave(records, 8501)
    theirs = beside.leave(records, 8502)
    beside.remove(records, mine)
    assert beside.read(records) == theirs
    beside.remove(records, theirs)
    assert beside.read(records) is None

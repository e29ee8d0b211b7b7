"""Bringing people in: LinkedIn's file and a history, read, looked at, applied, and each of it once more."""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from benchmarks import world
from benchmarks.measure import Failed, Result, Run, of_amounts, of_runs, timed
from ivw.coaching import imports
from ivw.coaching.opening import opened
from ivw.exchange.recognise import read_file

SUITE = "import"
LINKEDIN_ROWS = 30_000
HISTORY_PEOPLE = 1_000
MOST_MEGABYTES = 300.0  # for LinkedIn's file, above what the program takes with the records open and nothing to do
STEPS = ("read", "preview", "apply", "read, preview, apply", "the same once more")
GIVEN = ("Ada", "Björn", "Chloé", "Deniz", "Emil", "Fatima", "João", "Lin", "Noor", "Zoë")
FAMILY = ("Adler", "Berg", "Costa", "Dubois", "García", "Khan", "Müller", "Novák", "Olsen", "Weber", "Zhang")
FIRMS = ("Amber Works", "Cedar, Pine & Co.", "Harbour Museum", "Lantern Press", "North Robotics", "River Bank")


def measure(runs: int) -> Iterator[Result | Failed]:
    """Each step of both files, every time into new records; and what the larger one takes in a process of its own."""
    for name, size, data in (
        (f"LinkedIn, {LINKEDIN_ROWS:,} rows", LINKEDIN_ROWS, linkedin_file(LINKEDIN_ROWS)),
        (f"history, {HISTORY_PEOPLE:,} people", HISTORY_PEOPLE, history_file(HISTORY_PEOPLE)),
    ):
        taken: dict[str, list[Run]] = {step: [] for step in STEPS}
        try:
            for _ in range(runs):
                for step, run in _once(data, size).items():
                    taken[step].append(run)
        except AssertionError as wrong:
            yield Failed(f"{name}: {wrong}")
            continue
        for step in STEPS:
            yield of_runs(SUITE, f"{name}: {step}", None, taken[step])
    yield from _memory(max(1, runs // 2))


def _memory(runs: int) -> Iterator[Result | Failed]:
    """The most memory that LinkedIn's file takes, each time in a process that has done nothing before."""
    if sys.platform == "win32":
        return
    alone = [sys.executable, "-m", "benchmarks.imports"]
    taken = [float(subprocess.run(alone, check=True, capture_output=True, text=True).stdout) for _ in range(runs)]
    what = f"LinkedIn, {LINKEDIN_ROWS:,} rows: memory"
    if min(taken) > MOST_MEGABYTES:
        yield Failed(f"{what}: {min(taken):.0f} MB, where {MOST_MEGABYTES:.0f} are the most")
    yield of_amounts(SUITE, what, None, "MB", taken)


def _memory_of_one() -> float:
    """Megabytes above what there was before the file was read: the peak, as the system tells it."""
    import resource

    def peak() -> float:
        with suppress(OSError):  # Linux: of this program alone, where getrusage begins with what its parent had taken
            told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
            return int(told["VmHWM"].split()[0]) / 1e3
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 1e6 if sys.platform == "darwin" else most / 1e3

    data = linkedin_file(LINKEDIN_ROWS)
    with tempfile.TemporaryDirectory() as folder:
        records = opened(Path(folder) / "records.duckdb", world.AS_OF)
        before = peak()
        found = read_file(data, world.ZONE)
        imports.preview(records, found, as_of=world.AS_OF)
        imports.apply(records, found, as_of=world.AS_OF)
        records.close()
    return peak() - before


def _once(data: bytes, people: int) -> dict[str, Run]:
    with tempfile.TemporaryDirectory() as folder:
        records = opened(Path(folder) / "records.duckdb", world.AS_OF)

        def bring_in() -> None:
            found = read_file(data, world.ZONE)
            imports.preview(records, found, as_of=world.AS_OF)
            imports.apply(records, found, as_of=world.AS_OF)

        try:
            found = read_file(data, world.ZONE)
            assert len(found.people) == people, f"{len(found.people)} of {people} people were read"
            steps: dict[str, Callable[[], object]] = {
                "read": lambda: read_file(data, world.ZONE),
                "preview": lambda: imports.preview(records, found, as_of=world.AS_OF),
                "apply": lambda: imports.apply(records, found, as_of=world.AS_OF),
            }
            taken = {step: timed(call) for step, call in steps.items()}
            walls, cpus = zip(*taken.values(), strict=True)
            taken["read, preview, apply"] = (sum(walls), sum(cpu or 0.0 for cpu in cpus))
            taken["the same once more"] = timed(bring_in)
            kept = records.rows("SELECT count(*) FROM contacts")[0][0]
            assert kept == people, f"{kept} people in the records instead of {people}"
        finally:
            records.close()
    return taken


def linkedin_file(rows: int) -> bytes:
    """Connections.csv as LinkedIn sends it: a preamble, empty e-mail cells, commas in quotes."""
    text = io.StringIO(newline="")
    text.write('Notes:\r\n"When exporting your connection data, you may notice that some emails are missing."\r\n\r\n')
    table = csv.writer(text)
    table.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
    for n in range(rows):
        day = world.AS_OF.date() - timedelta(days=n % 3000)
        table.writerow(
            [
                GIVEN[n % len(GIVEN)], FAMILY[n // 7 % len(FAMILY)], f"https://www.linkedin.com/in/imported-{n}",
                f"imported{n}@example.org" if n % 12 == 0 else "", f"{FIRMS[n // 3 % len(FIRMS)]} {n // 40}",
                "Project manager" if n % 5 else "", f"{day:%d %b %Y}",
            ]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def history_file(people: int) -> bytes:
    """A history with ten interactions, one conversation and one promise for each person."""
    kinds = (
        "request",
        "reply",
        "message",
        "agreed",
        "proposal",
        "confirmation",
        "thank_you",
        "reply",
        "check_in",
        "reply",
    )
    contacts = []
    for n in range(people):
        began = world.AS_OF - timedelta(days=60 + n % 400)
        met = began + timedelta(days=5)
        contacts.append(
            {
                "name": f"{GIVEN[n % len(GIVEN)]} {FAMILY[n // 7 % len(FAMILY)]}",
                "email": f"written{n}@example.org",
                "organization": f"{FIRMS[n // 3 % len(FIRMS)]} {n // 40}",
                "tie": "ABCD"[n % 4],
                "interactions": [
                    {"kind": kind, "happened_at": (began + timedelta(days=day)).isoformat(), "text": "A line."}
                    for day, kind in enumerate(kinds)
                ],
                "meetings": [{"starts_at": met.isoformat(), "status": "held"}],
                "promises": [{"what": "Send the article", "due": str((met + timedelta(days=7)).date())}],
            }
        )  # fmt: skip
    return json.dumps({"contacts": contacts}).encode()


if __name__ == "__main__":
    print(_memory_of_one())

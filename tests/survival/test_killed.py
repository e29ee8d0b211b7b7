"""kill -9 at any moment of any action: what was acknowledged is there, whole, and the doctor finds nothing."""

import json
import random
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ivw.coaching import doctor, keeping
from ivw.coaching.opening import opened
from ivw.records import backups
from tests.builders import open_records
from tests.survival import writing

ROOT = Path(__file__).parents[2]
EVERY_KIND = 36
ACKNOWLEDGED = 1_000
ROUNDS = 4


class Told:
    """What a writer said until it was ended: which rows are as it said, and which an action in its midst may have."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], str | None] = {}  # as JSON; None: gone; "": there, in whatever state
        self.kinds: list[str] = []
        self.people = 0
        self.open: set[tuple[str, str]] = set()

    def hear(self, lines: list[str]) -> None:
        """Take in what one writer said; the last line may be cut short."""
        of_this_person: set[tuple[str, str]] = set()
        takes: list[list[str]] = []
        is_begun = False
        for line in lines:
            if not line.endswith("\n"):
                continue
            word, *said = json.loads(line)
            if word == "person":
                self.people = said[0]
                of_this_person.clear()
            elif word == "begun":
                is_begun, takes = True, said[1]
            else:
                is_begun = False
                self.kinds.append(said[0])
                for table, key, kind in takes:  # what was taken back is gone, or as it was before
                    self.rows[table, key] = None if kind == "added" else ""
                for table, key, kind, after in said[1]:
                    self.rows[table, key] = None if kind == "removed" else after or ""
                    of_this_person.add((table, key))
        for key in of_this_person if is_begun else ():  # what is there of this person the action may have changed
            self.rows[key] = self.rows[key] and ""
        self.open |= {(table, key) for table, key, _ in (takes if is_begun else ())}


def killed(path: Path, first: int, after: int, wait: float) -> list[str]:
    """What a writer says that begins with this person and is killed at some moment after so many lines."""
    command = [sys.executable, "-m", "tests.survival.writing", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        lines = [writer.stdout.readline() for _ in range(after)]
        time.sleep(wait)
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
        assert "Traceback" not in (said := writer.stderr.read()), said
    return lines


def test_every_acknowledged_action_of_every_kind_outlives_a_kill_and_the_doctor_is_content(tmp_path):
    path, told, chance = tmp_path / "records.duckdb", Told(), random.Random(9)
    open_records(tmp_path).close()

    rounds = 0
    while rounds < ROUNDS or len(told.kinds) < ACKNOWLEDGED:
        rounds += 1
        lines = 2 * chance.randrange(100, 2 * ACKNOWLEDGED // ROUNDS)
        told.hear(killed(path, told.people + 1, lines, chance.random() / 50))

    assert len(set(told.kinds)) >= EVERY_KIND
    assert doctor.examine(path) == []  # as the kill left it: nothing is opened for writing here
    with closing(opened(path, datetime.now(UTC))) as records:
        examined = doctor.examine_facts(records, datetime.now(UTC), writing.ZONE)
        assert examined.findings == ()
        stands = {
            (table, key): row
            for table in {table for table, _ in told.rows} if table != "profile"
            for key, row in records.rows(f"SELECT id::VARCHAR, to_json(t)::VARCHAR FROM {table} AS t")
        }  # fmt: skip
        for (table, key), row in told.rows.items():
            if (table, key) in told.open or table == "profile":
                continue
            if row is None:
                assert (table, key) not in stands, f"came back: {table}"
            else:
                assert (table, key) in stands, f"lost: {table} {row}"
                assert row in ("", stands[table, key])
        copies = keeping.copies(records)
        assert len(copies) >= min(told.kinds.count("back up"), keeping.KEPT)
        for each in copies:
            assert not keeping.compare(records, each.name, as_of=datetime.now(UTC)).is_as_now
    left = {each.suffix for each in backups.folder_of(path).iterdir()} | {each.suffix for each in tmp_path.iterdir()}
    assert left <= {".duckdb", ".unfinished", ".anew", ".wal", ".backups"}

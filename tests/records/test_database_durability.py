"""What was saved outlives a full disk and a power cut; how it outlives a kill is told in tests/survival."""

import subprocess
import sys
from contextlib import closing

from ivw.records.database import open_records
from tests.records.files import NOW, ROOT, a_file

FILLING = """
import resource, sys; from datetime import datetime, UTC; from pathlib import Path
from ivw.records.database import open_records; from ivw.records.errors import RecordsUnavailable
now = datetime.now(UTC)
records = open_records(Path(sys.argv[1]), now)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
saved = 0
try:
    while True:
        with records.transaction() as transaction:
            transaction.add("contacts", {"name": "x" * 5_000, "added_at": now})
        saved += 1
except RecordsUnavailable as error:
    print(error)
print(saved)
"""


def test_a_full_disk_is_said_in_plain_words_and_what_was_saved_stays(tmp_path):
    path = a_file(tmp_path)
    said = subprocess.run(
        [sys.executable, "-c", FILLING, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    message, saved = said.stdout.splitlines()
    assert message.startswith("Nothing was saved")
    assert "Make room on the disk" in message
    records = open_records(path, NOW)
    assert records.rows("SELECT count(*) FROM contacts") == [(int(saved),)]
    assert int(saved) > 0
    records.close()


def test_a_power_cut_right_after_the_first_opening_leaves_a_file_that_opens(tmp_path):
    path = tmp_path / "records.duckdb"
    first = (
        "import os, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from ivw.coaching.opening import opened\n"
        "opened(Path(sys.argv[1]), datetime.now(UTC)); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", first, str(path)], check=True, cwd=ROOT)
    with closing(open_records(path, NOW)) as records:
        assert "contacts" in records.columns()

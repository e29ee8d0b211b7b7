"""The note that says where a dashboard can be asked is there whole or not at all."""

import json
import os
import stat

import pytest

from ivw.records import beside


def test_the_note_says_who_has_the_records_open_and_is_for_its_owner_alone(tmp_path):
    records = tmp_path / "records.duckdb"
    note = beside.leave(records, 8501)
    kept = beside.place(records)
    assert json.loads(kept.read_text("ascii")) == {"port": 8501, "pid": os.getpid(), "token": note.token}
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert beside.leave(records, 8501).token != note.token


def test_where_no_note_can_be_left_nothing_half_written_stays(tmp_path):
    records = tmp_path / "records.duckdb"
    beside.place(records).mkdir()  # what stands in the way of the note
    with pytest.raises(OSError):
        beside.leave(records, 8501)
    assert list(tmp_path.iterdir()) == [beside.place(records)]

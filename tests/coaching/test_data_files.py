"""A table in data/ is read as it was written, and what is wrong with it is told by file and line."""

import os
from pathlib import Path

import pytest

from ivw.coaching import data_files
from ivw.coaching.errors import InvalidRecord


@pytest.fixture
def path(tmp_path):
    return tmp_path / "things.csv"


def test_rows_come_with_their_lines_and_missing_cells_are_empty(path):
    path.write_bytes(b'\xef\xbb\xbfname,why\n\nchair,"to sit,\nof course"\ntable\n')
    table = data_files.read(path, "things", ("name", "why"))
    assert table.columns == ("name", "why")
    assert table.rows == ((4, {"name": "chair", "why": "to sit,\nof course"}), (5, {"name": "table", "why": ""}))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (None, "things.csv cannot be read"),
        (b"\xff\xfe", "things.csv is not in UTF-8"),
        (b"name\nchair\n", "things.csv has no column why"),
        (b'name,why\nchair,\n"table,', "cannot be read in line 3"),
        (b'"name,why', "cannot be read in line 1"),
    ],
)
def test_a_file_that_is_no_table_is_refused_under_its_name(path, written, says):
    if written is not None:
        path.write_bytes(written)
    with pytest.raises(InvalidRecord, match=says) as refused:
        data_files.read(path, "things", ("name", "why"), strict=True)
    assert refused.value.field == "things"


def test_what_is_made_of_a_file_is_made_once_until_the_file_changes(path):
    made = []

    def words(file):
        made.append(file.read_text().split())
        return made[-1]

    for written, moment in (("chair table", 1), ("chair", 2)):
        path.write_text(written)
        os.utime(path, (moment, moment))
        assert data_files.kept(path, "things", words) is data_files.kept(path, "things", words)
    assert made == [["chair", "table"], ["chair"]]
    assert data_files.kept(path, "things", Path.read_text) == "chair"  # of one file two things may be made


def test_what_cannot_be_made_of_a_file_is_refused_each_time(path):
    path.touch()

    def nothing(file):
        raise InvalidRecord("name", "There is nothing in it.")

    for _ in range(2):
        with pytest.raises(InvalidRecord, match="nothing in it"):
            data_files.kept(path, "things", nothing)
    path.unlink()
    with pytest.raises(InvalidRecord, match=r"things\.csv cannot be read"):
        data_files.kept(path, "things", nothing)


def test_a_file_that_is_not_there_never_changed(path):
    with pytest.raises(InvalidRecord, match=r"things\.csv cannot be read"):
        data_files.last_changed(path, "things")


def test_what_is_refused_in_a_line_is_told_with_it(path):
    with pytest.raises(InvalidRecord) as refused, data_files.in_line(path, 7):
        data_files.no_more_cells({"name": "chair", data_files.MORE: ["x"]}, "name")
    assert refused.value.field == "name"
    assert refused.value.wrong.startswith("things.csv, line 7, name: This row has more cells")

import duckdb
import pytest

from ivw.coaching import opening
from ivw.records.database import open_records
from tests.builders import LONG_AGO


def test_records_that_could_not_be_opened_wholly_are_let_go_again(tmp_path, monkeypatch):
    (tmp_path / "broken.sql").write_text("CREATE VIEW half AS", "utf-8")
    monkeypatch.setattr(opening, "SQL", tmp_path)
    with pytest.raises(duckdb.Error):
        opening.opened(tmp_path / "records.duckdb", LONG_AGO)
    open_records(tmp_path / "records.duckdb", LONG_AGO).close()  # held by nobody

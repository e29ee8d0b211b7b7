import pytest

from ivw.coaching import drafts
from ivw.coaching.errors import InvalidRecord
from tests.builders import at, records_in

NOW = at("2024-06-11 12:00")


def test_what_was_typed_is_kept_by_slot_as_it_was_typed(records):
    drafts.save(records, "note:ada", "  one\n\ntwo ", NOW)
    drafts.save(records, "note:ben", "'; DROP TABLE drafts; --", NOW)
    drafts.save(records, "note:ada", "  one\n\ntwo, three ", NOW)
    assert drafts.read(records, "note:ada") == "  one\n\ntwo, three "
    assert drafts.read(records, "note:ben") == "'; DROP TABLE drafts; --"
    assert drafts.read(records, "note:cy") == ""
    assert records.rows("SELECT count(*) FROM drafts") == [(2,)]


def test_a_draft_outlives_closing(tmp_path):
    with records_in(tmp_path) as records:
        drafts.save(records, "note:ada", "half a sent", NOW)
    with records_in(tmp_path) as records:
        assert drafts.read(records, "note:ada") == "half a sent"


def test_an_empty_text_lets_go_of_the_draft(records):
    drafts.save(records, "note:ada", "one", NOW)
    drafts.save(records, "note:ada", "", NOW)
    drafts.save(records, "note:never", "", NOW)
    assert drafts.read(records, "note:ada") == ""
    assert records.rows("SELECT count(*) FROM drafts") == [(0,)]


def test_a_text_that_is_too_long_is_refused_and_the_last_one_stays(records):
    drafts.save(records, "note:ada", "one", NOW)
    with pytest.raises(InvalidRecord) as wrong:
        drafts.save(records, "note:ada", "x" * 20_001, NOW)
    assert wrong.value.field == "text"
    assert drafts.read(records, "note:ada") == "one"
    drafts.save(records, "note:ada", "x" * 20_000, NOW)
    assert len(drafts.read(records, "note:ada")) == 20_000

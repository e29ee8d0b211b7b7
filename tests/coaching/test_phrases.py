"""Sentences to have at hand are data: to be edited by hand, and a slip is named by its file and line."""

import re

import pytest

from ivw.coaching import phrases
from ivw.coaching.agenda import must_ask_in
from ivw.coaching.errors import InvalidRecord


def test_every_kind_has_a_few_sentences_and_none_comes_twice():
    found = phrases.by_kind()
    assert list(found) == list(phrases.KINDS)
    assert all(len(texts) >= 4 for texts in found.values())
    texts = [each.text for each in phrases.every()]
    assert len(texts) == len(set(texts)) > 30
    assert not [text for text in texts if must_ask_in(text)]


def test_every_source_is_ours_or_a_statement_of_the_guides():
    assert all(re.fullmatch(r"ivw|[A-E]\d\d", each.source) for each in phrases.every())


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("kind,text\n", "phrases.csv has no column source"),
        ("kind,text,source\n\nprobe,And then?,ivw\nshout,Hey!,ivw\n", "phrases.csv, line 4, kind: There is no kind"),
        ("kind,text,source\nprobe, ,ivw\n", "phrases.csv, line 2, text: This is empty"),
        ("kind,text,source\nprobe,Why, then?,ivw\n", "line 2, text: This row has more cells"),
        (b"\xff\xfe", "not in UTF-8"),
    ],
)
def test_a_broken_line_is_named(tmp_path, written, says):
    path = tmp_path / "phrases.csv"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(InvalidRecord, match=says):
        phrases.every(path)


def test_a_file_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(InvalidRecord, match="cannot be read"):
        phrases.every(tmp_path / "phrases.csv")


def test_an_edited_file_is_read_anew(tmp_path):
    path = tmp_path / "phrases.csv"
    path.write_text("kind,text,source\nprobe,And then?,ivw\n", "utf8")
    assert phrases.by_kind(path) == {"probe": ["And then?"]}

"""What the guides say about the craft as such is read from a file that anybody may edit."""

import csv
from pathlib import Path

import pytest

from ivw.coaching import advice
from ivw.coaching.errors import InvalidRecord

STATEMENTS = Path(__file__).parents[1] / "data" / "advice.csv"


def test_every_fact_about_the_craft_is_said_in_our_own_words():
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: row["statement"] for row in csv.DictReader(file) if row["stage"] == "copy"}
    said = {each.id: each for place in ("why", "asking") for each in advice.said(place)}
    advertising = {"C35"}
    assert set(wanted) - advertising <= set(said)
    assert not advertising & set(said)
    assert not any("weeks" in each.words or "coaching" in each.words for each in said.values())
    assert not {each.words.lower().rstrip(".") for each in said.values()} & {text.lower() for text in wanted.values()}


def test_no_number_is_given_that_the_guides_do_not_give():
    assert not any(character.isdigit() for each in advice.said("why") for character in each.words)


@pytest.mark.parametrize("line", ["A01,guide 1,why,", "A01,,why,words", "A01"])
def test_a_line_that_lacks_something_is_named(tmp_path, line):
    file = tmp_path / "craft.csv"
    file.write_text(f"id,guide,where,words\nA02,guide 1,why,fine\n{line}\n")
    with pytest.raises(InvalidRecord) as refused:
        advice.said("why", file)
    assert "Line 3" in refused.value.wrong


def test_a_file_that_is_missing_or_no_text_is_said_in_words(tmp_path):
    for content in (None, b"\xff\xfe\x00"):
        file = tmp_path / "craft.csv"
        if content:
            file.write_bytes(content)
        with pytest.raises(InvalidRecord):
            advice.said("why", file)

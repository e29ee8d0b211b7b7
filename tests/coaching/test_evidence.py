import pytest

from ivw.coaching import evidence
from ivw.coaching.errors import InvalidRecord
from tests.screen import ROOT

HEAD = "number,kind,says,source\n"


def a_file(tmp_path, rows):
    path = tmp_path / "evidence.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_every_number_says_what_it_rests_on_and_a_study_names_its_year():
    every = evidence.every()
    assert {each.kind for each in every} == set(evidence.KINDS)
    assert all("(" in each.source and ")" in each.source for each in every if each.kind == "study")
    assert all("guide" in each.source for each in every if each.kind == "guide")


def test_the_docs_tell_the_same():
    told = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert all(f"| {each.number} | {each.says} | {each.source} |" in told for each in evidence.every())


@pytest.mark.parametrize(
    ("rows", "field"), [("24 hours,rumour,It is so.,ours\n", "kind"), ("24 hours,guide,It is so.,\n", "source")]
)
def test_a_row_that_cannot_be_used_is_told_by_its_line(tmp_path, rows, field):
    with pytest.raises(InvalidRecord) as refused:
        evidence.every(a_file(tmp_path, rows))
    assert refused.value.field == field
    assert "line 2" in refused.value.wrong

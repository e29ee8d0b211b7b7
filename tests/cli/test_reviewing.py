"""`review-question`: drafts in, what is open and what to mend out, as JSON and in words."""

from functools import partial

import pytest

from tests.cli import terminal

TABLE = 'text,stage\nWhat do you earn?,role\n"So, what is it like?",role\n'
run = partial(terminal.run, "review-question")
answer = partial(terminal.answer, "review-question")
refused = partial(terminal.refused, "review-question")


def test_the_document_has_what_scripts_rely_on_and_nothing_else():
    (found,) = answer("What do you earn?")
    assert set(found) == {"text", "open", "flags"}
    assert all(set(flag) == {"flag", "why", "rewrite", "blocks"} for flag in found["flags"])
    assert [(flag["flag"], flag["blocks"]) for flag in found["flags"]] == [("salary", True), ("closed", False)]


def test_several_drafts_come_back_in_their_order():
    found = answer("Is it fun?", "Why teaching?", "Was machen Sie den ganzen Tag?")
    assert [each["open"] for each in found] == [False, True, None]


def test_every_row_of_a_file_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "drafts.csv"
    path.write_text(TABLE + ",role\n", "utf-8-sig")
    assert [each["text"] for each in answer("--file", path)] == ["What do you earn?", "So, what is it like?", ""]
    assert len(answer("Is it fun?", "--file", path)) == 4


def test_a_file_can_come_from_a_pipe_and_have_semicolons():
    assert answer("--file", "-", input="Text;stage\nWhy?;role\n")[0]["text"] == "Why?"


def test_in_words_it_says_why_and_what_to_try():
    said = run("Does the job change?", "Are you married?", "Why teaching?").stdout
    for words in ("closed", "try: How does the job change?", "personal (blocks)", "do not ask it", "open"):
        assert words in said


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        ([], None, "No question is given"),
        (["", " "], None, "There is no question in this"),
        (["--file", "nowhere.csv"], None, "cannot be read"),
        (["--file", "-"], "question\nWhy?\n", "no column text"),
        (["--file", "-"], "", "no column text"),
        (["--file", "-"], b"text\n\xff\n", "not in UTF-8"),
        (["--file", "-"], "text\n" + "Why?\n" * 10_001, "more than 10,000"),
    ],
)
def test_what_cannot_be_reviewed_is_said_in_a_sentence(arguments, given, says):
    assert says in refused(*arguments, input=given)


def test_no_records_are_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    answer("Why teaching?")
    assert not (tmp_path / "records.duckdb").exists()

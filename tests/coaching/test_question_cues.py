"""The rules of the review, each with its example; a file of them that is broken says where."""

import re
import string

import pytest

from ivw.coaching import question_cues, question_review
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.question_cues import CUES, FLAGS, TABOO
from ivw.coaching.question_review import review

RULES = question_cues.read()


def is_found(cue, text, cues):
    """Whether the pattern of a line is found where the review looks for it."""
    draft = question_review.prepared(text, cues)
    if cue.role == "instead":
        pieces = (text.replace("’", "'"), draft.whole)
    elif cue.flag in TABOO:
        pieces = (draft.whole,)
    elif cue.flag in ("must_ask", "logistics", "leading", "about_me"):
        pieces = draft.sentences
    elif cue.flag in ("start", "again", "telling"):
        peeled = [question_review._peeled(sentence, cues) for sentence in draft.sentences]
        gaps = [sentence[gap.end() :] for sentence in peeled for gap in question_review._BETWEEN.finditer(sentence)]
        pieces = gaps if cue.flag == "again" else peeled
    else:
        pieces = draft.asks[1:] if cue.flag == "double_barrelled" else draft.asks
    return any(cue.found.search(piece) for piece in pieces)


@pytest.mark.parametrize("cue", [cue for cue in RULES.every if cue.role != "says"], ids=lambda cue: f"line {cue.line}")
def test_every_pattern_is_found_in_its_example_and_not_in_its_counter_example(cue):
    assert is_found(cue, cue.example, RULES)
    assert not is_found(cue, cue.not_example, RULES)


def test_what_a_row_calls_harmless_is_not_found_fault_with():
    for cue in RULES.every:
        if cue.role == "harmless":
            assert cue.flag not in [flag.flag for flag in review(cue.example).flags], cue.line


def test_every_reason_names_its_source_and_no_rewrite_would_be_blocked():
    for cue in RULES.every:
        if cue.flag in FLAGS and cue.role in ("cue", "general", "says") and cue.flag != "other_language":
            assert re.search(r"\((?:guides? \d|our convention)", cue.reason), cue.line
            assert not review(cue.rewrite).blocks, cue.line


def test_no_pattern_repeats_a_repetition():
    """(a+)+ takes for ever on some texts; so do two unbounded gaps of anything side by side."""
    for cue in RULES.every:
        assert not re.search(r"[+*]\)[+*]|\.\*\.\*", cue.found.pattern), cue.line
    assert len(review("you " * 100_000).flags) <= len(FLAGS)


HEAD = "flag,role,pattern,reason,rewrite,example,not_example\n"
REST = "double_barrelled,says,,Two (guide 1),,,\ntoo_long,says,,Long (guide 1),,,\nother_language,says,,Other,,,\n"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("closed,cue,^is (,Why (guide 1),,Is it?,It is.\n", "line 2, pattern: The pattern cannot be read"),
        ("closed,cue,^is {x},Why (guide 1),,Is it?,It is.\n", "line 2, pattern: There is no list 'x'"),
        ("shut,cue,^is,Why,,Is it?,It is.\n", "line 2, flag: There is no flag 'shut'"),
        ("closed,hue,^is,Why,,Is it?,It is.\n", "line 2, role: There is no role 'hue'"),
        ("closed,cue,,Why,,Is it?,It is.\n", "line 2, pattern: The pattern is missing"),
        ("closed,cue,^is,,,Is it?,It is.\n", "line 2, reason: The reason is missing"),
        ("closed,cue,^is,Why,,,It is.\n", "line 2, example: The example is missing"),
        ("closed,cue,^is,Why,,Is it?,\n", "line 2, not_example: The not_example is missing"),
        ("closed,cue,^is,Why,How {1}?,Is it?,It is.\n", "line 2, rewrite: The pattern has no parentheses for {1}"),
        ("closed,cue,^is,Why,,Is it?,It is.,more\n", "line 2, row: It has more cells"),
        ("\n\nclosed,cue,^is (,Why,,Is it?,It is.\n", "line 4, pattern"),
        (",,,,,,\nclosed,cue,^is (,Why,,Is it?,It is.\n", "line 3, pattern"),
        ("two words,list,is,,,,\n", "line 2, flag: A list cannot be named 'two words'"),
        ("must_ask,cue,^is,Why,,Is it?,It is.\n", "line 2, role: Which of the two must-asks is it?"),
    ],
)
def test_a_broken_rule_is_refused_by_file_and_line(tmp_path, rows, says):
    path = tmp_path / "cues.csv"
    path.write_text(HEAD + rows + REST, "utf8")
    with pytest.raises(InvalidRecord) as refused:
        question_cues.read(path)
    assert f"cues.csv, {says}" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "There is no column flag"),
        (b"flag,role\nclosed,cue\n", "There is no column pattern"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (HEAD.encode() + b'"closed,cue,x', "line 2"),
        (HEAD.encode(), "There is no row double_barrelled, says"),
    ],
)
def test_a_file_that_is_no_table_of_rules_is_refused(tmp_path, data, says):
    path = tmp_path / "cues.csv"
    path.write_bytes(data)
    with pytest.raises(InvalidRecord) as refused:
        question_cues.read(path)
    assert "cues.csv" in str(refused.value)
    assert says in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidRecord, match=r"cues\.csv cannot be read"):
        question_cues.read(tmp_path / "cues.csv")


def test_a_coach_can_add_a_rule_and_it_holds_at_once(tmp_path):
    path = tmp_path / "cues.csv"
    path.write_text(CUES.read_text("utf8"), "utf8")
    assert review("What about golf?", question_cues.read(path)).flags == ()
    with path.open("a", encoding="utf8") as file:
        file.write("findable,cue,(golf),Every page tells of {1} (our convention).,What else?,Golf?,Chess?\n")
    [flag] = review("What about golf?", question_cues.read(path)).flags
    assert (flag.flag, flag.why) == ("findable", "Every page tells of golf (our convention).")


def test_a_file_without_a_rule_for_open_questions_says_what_is_missing(tmp_path):
    path = tmp_path / "cues.csv"
    path.write_text(HEAD + REST, "utf8")
    with pytest.raises(InvalidRecord, match=r"of no draft that it is open\. Add a row open, cue") as refused:
        review(string.ascii_letters, question_cues.read(path))
    assert refused.value.field == "flag"

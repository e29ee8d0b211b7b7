import pytest

from ivw.coaching.agenda import MUST_ASKS
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import question_list


def read(*lines, head="text,priority,goals,answer_seconds,must,about_me"):
    return question_list.read("\n".join([head, *lines]).encode())


def test_only_the_text_is_needed():
    [question, *asks], added = read("Why this?", head="text")
    assert (question.text, question.tier, question.priority, question.goals) == ("Why this?", "should", 2, ())
    assert (question.answer_seconds, question.about_me, question.must_ask) == (None, False, None)
    assert [(each.must_ask, each.tier) for each in asks] == [("who_else", "must"), ("your_name", "must")]
    assert added == list(MUST_ASKS.values())


def test_every_column_is_read():
    question = read('"Why, then?",3,learn; reach;learn,90,1,yes')[0][0]
    assert (question.text, question.priority, question.goals) == ("Why, then?", 3, ("learn", "reach"))
    assert (question.answer_seconds, question.tier, question.about_me) == (90, "must", True)


@pytest.mark.parametrize(
    "text",
    ["﻿text\r\nWhy?\r\n", "Text ,more\nWhy?,x\n", "text;priority\nWhy?;3\n", "text\n\n\nWhy?\n", '"text"\n"Why?"'],
)
def test_tables_of_other_programs_are_read(text):
    assert question_list.read(text.encode())[0][0].text == "Why?"


def test_a_must_ask_in_other_words_stands_for_ours():
    every, added = read("Why?", "Who else should I talk to?")
    assert [each.must_ask for each in every] == [None, "who_else", "your_name"]
    assert added == [MUST_ASKS["your_name"]]
    assert read("Who else should I speak to, and may I mention your name?", head='text,"x"')[1] == [
        MUST_ASKS["your_name"]
    ]
    assert read('"Who else should I speak to, and may I mention your name?"')[1] == []


def test_the_must_asks_close_the_list_in_their_order():
    every, added = read("May I mention your name?", "Why?")
    assert [each.must_ask for each in every] == [None, "who_else", "your_name"]
    assert added == [MUST_ASKS["who_else"]]


def test_one_question_is_taken_for_each_must_ask_and_another_like_it_is_as_any_other():
    every, added = read("Who else should I talk to?", "Whom should I speak with next?", "How do you trust people?")
    assert [(each.text, each.must_ask, each.tier) for each in every] == [
        ("Whom should I speak with next?", None, "should"),
        ("How do you trust people?", None, "should"),
        ("Who else should I talk to?", "who_else", "must"),
        (MUST_ASKS["your_name"], "your_name", "must"),
    ]
    assert added == [MUST_ASKS["your_name"]]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Why?,4", "priority"),
        ("Why?,high", "priority"),
        ("Why?,2,,x", "answer_seconds"),
        ("Why?,2,,-5", "answer_seconds"),
        ("Why?,2,,,maybe", "must"),
        ("Why?,2,,,1,maybe", "about_me"),
        (",2", "text"),
        ("W" * 501, "text"),
    ],
)
def test_a_bad_row_is_named_by_its_line(line, field):
    with pytest.raises(InvalidRecord) as refused:
        read("How so?", "", line)
    assert refused.value.field == field
    assert str(refused.value).startswith(f"Line 4, {field}: ")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"priority\n2\n", b"\xff\xfe\x00", b"\x00"])
def test_what_is_no_such_table_is_said_so(data):
    with pytest.raises(InvalidRecord) as refused:
        question_list.read(data)
    assert refused.value.field == "questions"


def test_there_is_an_end_to_a_list(monkeypatch):
    monkeypatch.setattr(question_list, "MOST", 2)
    with pytest.raises(InvalidRecord, match="more than 2"):
        read("One?", "Two?", "Three?")

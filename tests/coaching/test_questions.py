import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from ivw.coaching import questions
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from tests.builders import a_contact, a_conversation, an_own_question, at, forget_everybody, records_in

NOW = at("2026-11-24 09:00")
HEAD = "text,stage,purpose,source,must_ask,about_me,answer_seconds"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    with records_in(tmp_path_factory.mktemp("questions")) as records:
        yield records


@pytest.fixture
def records(file):
    return forget_everybody(file)


@pytest.fixture
def bank_of(tmp_path):
    """A bank with these lines below its head."""

    def read(*lines, head=HEAD):
        path = tmp_path / "bank.csv"
        path.write_text("\n".join([head, *lines]) + "\n", "utf8")
        return questions.bank(path)

    return read


# The bank


def test_every_question_of_the_guides_is_in_the_bank():
    sources = [name for each in questions.bank() for name in each.source.split()]
    guides = {
        "A": (7, 48, 49, 78, 79), "B": (*range(13, 27), 36, 37), "C": (25,), "D": (4, 5, 6, 7, 9, 10, 11), "E": (12,),
    }  # fmt: skip
    named = {f"{letter}{number:02}" for letter, numbers in guides.items() for number in numbers}
    assert named <= set(sources)
    assert sources.count("C25") == 3  # it names three
    assert sources.count("E12") == 2
    assert "A51" not in sources  # the counter-example


def test_a_question_that_a_guide_puts_into_words_stands_in_the_bank_in_these_words():
    with (Path(__file__).parents[1] / "data" / "advice.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "question" and row["statement"].endswith("?")]
    asked = {row["id"]: row["statement"] for row in rows}
    assert len(asked) == 26
    known = {name: each.text for each in questions.bank() for name in each.source.split()}
    assert {name: known.get(name) for name in asked} == asked


@pytest.mark.parametrize(
    ("source", "about"),
    [
        ("A07", ["trends"]),
        ("A78", ["challenges"]),
        ("C25", ["your work so far", "value most", "first job"]),
        ("E12", ["led you to", "working day"]),
    ],
)
def test_what_a_guide_only_names_is_asked_in_words_of_our_own(source, about):
    asked = [each.text for each in questions.bank() if source in each.source.split()]
    assert len(asked) == len(about)
    assert all(any(words in text for text in asked) for words in about)


def test_somebodys_way_up_can_be_looked_at_by_itself(records):
    path = questions.chosen(questions.shelf(records, questions.bank()), stage="path")
    assert {"D04", "A78", "B24"} <= {each.source for each in path}


def test_the_bank_has_every_stage_and_both_must_asks():
    bank = questions.bank()
    assert {each.stage for each in bank} == set(questions.STAGES)
    assert [each.must_ask for each in bank if each.must_ask] == ["who_else", "your_name"]
    assert [each.guides for each in bank if each.source == "A48 D05"] == ["guide 1, guide 4"]


def test_questions_about_oneself_stand_with_the_advice():
    about_me = [each for each in questions.bank() if each.about_me]
    assert {each.stage for each in about_me} == {"advice"}
    assert "B25" in [each.source for each in about_me]


def test_the_bank_has_about_a_hundred_questions_of_our_own_in_every_stage():
    ours = Counter(each.stage for each in questions.bank() if each.source == "ivw")
    assert ours.total() >= 100
    assert set(ours) == set(questions.STAGES)


def test_no_question_of_the_bank_is_too_long_to_be_asked():
    assert [each.text for each in questions.bank() if len(each.text.split()) > 35] == []


def test_a_question_keeps_its_id_as_long_as_its_words(bank_of):
    [first] = bank_of("Why?,role,,,,0,")
    [second] = bank_of("Why?,path,fit,A48,,1,60")
    assert first.id == second.id
    assert first.id != bank_of("Why not?,role,,,,0,")[0].id


def test_an_edited_file_is_read_anew(tmp_path, bank_of):
    assert len(bank_of("Why?,role,,,,0,")) == 1
    assert len(bank_of("Why?,role,,,,0,", "How so?,role,,,,0,", "And then?,role,,,,,")) == 3


def test_a_row_of_the_bank_says_everything_of_its_question(bank_of):
    rows = [
        " Why  bees? , role , fit , A48 Z01 A49 D05 , who_else , YES , 3600 , How so?",
        "What?,role,,ivw,,no,1,",
        "Who?,role,,,,,,",
        "Where?,role,,,,TRUE,,",  # as table programs write them
        "When?,role,,,,FALSE,,",
    ]
    first, second, third, *marked = bank_of(*rows, head=f"{HEAD},rewrite")
    assert replace(first, id="") == questions.Banked(
        "", "Why bees?", "role", "fit", "A48 Z01 A49 D05", "who_else", True, 3600, "How so?"
    )
    assert first.guides == "guide 1, guide 4"
    assert (second.about_me, second.answer_seconds, second.rewrite, second.guides) == (False, 1, "", "")
    assert (third.about_me, third.answer_seconds) == (False, None)
    assert [each.about_me for each in marked] == [True, False]


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        (",role,,,,0,", "text", "empty"),
        ("Why?,dreams,,,,0,", "stage", "no stage 'dreams'"),
        ("Why?,,,,,0,", "stage", "missing"),
        ("Why?,role,fun,,,0,", "purpose", "no purpose"),
        ("Why?,role,,,maybe,0,", "must_ask", "no must-ask"),
        ("Why?,role,,,,perhaps,", "about_me", "neither yes nor no"),
        ("Why?,role,,,,0,long", "answer_seconds", "no number of seconds"),
        ("Why?,role,,,,0,0", "answer_seconds", "no number of seconds"),
        ("Why?,role,,,,0,3601", "answer_seconds", "no number of seconds"),
        ("Why, then?,role,,,,0,,", "text", "more cells"),
        ("What?,role,,,,0,", "text", "twice"),
        ("Why?", "stage", "missing"),
    ],
)
def test_a_broken_row_is_named_by_its_line(bank_of, line, field, says):
    with pytest.raises(InvalidRecord) as refused:
        bank_of("What?,role,,,,0,", line)
    assert (refused.value.field, bool(refused.value.right)) == (field, True)
    assert "bank.csv, line 3" in str(refused.value)
    assert says in str(refused.value)


def test_a_rewrite_is_no_longer_than_any_line(bank_of):
    with pytest.raises(InvalidRecord, match="line 2, rewrite: This has 501 characters"):
        bank_of("Why?,role,,,,0,," + 501 * "x", head=f"{HEAD},rewrite")


def test_a_bank_that_is_none_is_said_so(tmp_path):
    (tmp_path / "poor.csv").write_text("text\nWhy?\n", "utf8")
    (tmp_path / "latin.csv").write_bytes(b"\xe9\n")
    for name, says in (("poor", "no column stage"), ("nowhere", "cannot be read"), ("latin", "UTF-8")):
        with pytest.raises(InvalidRecord, match=says) as refused:
            questions.bank(tmp_path / f"{name}.csv")
        assert refused.value.field == "bank"


def test_the_bank_is_a_table_that_other_programs_read_alike():
    with Path(questions.BANK).open(encoding="utf8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [each.text for each in questions.bank()]


# One's own


def test_a_question_of_ones_own_is_changed_and_removed(records):
    an_own_question(records, text="What surprised you?", stage="role", answer_seconds=120)
    [mine] = questions.own(records)
    assert (mine.text, mine.stage, mine.answer_seconds, mine.guides) == ("What surprised you?", "role", 120, "")
    changed = questions.change(records, replace(mine, text=" What  surprised you most? ", stage=None))
    assert (changed.says, changed.fact_id) == ("Changed: What surprised you most?", mine.id)
    assert [(each.text, each.stage) for each in questions.own(records)] == [("What surprised you most?", None)]
    gone = questions.remove(records, mine.id)
    assert gone.says == "No longer among your questions: What surprised you most?"
    assert questions.own(records) == []
    undo(records, gone)
    assert [each.id for each in questions.own(records)] == [mine.id]


def test_a_question_of_ones_own_is_kept_whole(records):
    key = an_own_question(records, text="May?")
    mine = questions.Banked(key, "May I?", "advice", "fit", about_me=True, answer_seconds=3600)
    questions.change(records, mine)
    assert shelved(records) == questions.own(records) == [mine]
    questions.change(records, replace(mine, about_me=False, answer_seconds=1))
    assert questions.own(records) == [replace(mine, about_me=False, answer_seconds=1)]


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("text", "", "empty"),
        ("stage", "dreams", "no stage 'dreams'"),
        ("purpose", "fun", "no purpose 'fun'"),
        ("answer_seconds", 3601, "takes 1 to 3600"),
        ("answer_seconds", 0, "takes 1 to 3600"),
    ],
)
def test_what_is_wrong_is_refused(records, field, wrong, says):
    an_own_question(records, text="Why?")
    [mine] = questions.own(records)
    with pytest.raises(InvalidRecord, match=says) as refused:
        questions.change(records, replace(mine, **{field: wrong}))
    assert (refused.value.field, bool(refused.value.right)) == (field, True)
    assert questions.own(records) == [mine]


def test_a_question_that_is_gone_is_said_so(records):
    nobody = "0190a000-0000-7000-8000-000000000000"
    for gone in (
        questions.remove,
        lambda records, key: questions.change(records, questions.Banked(key, "W?", None, None)),
    ):
        with pytest.raises(InvalidRecord, match="not in the records") as refused:
            gone(records, nobody)
        assert (refused.value.field, refused.value.right) == ("question", "Open the page again.")


# What conversations made of them


def asked(records, *rated):
    """Questions that were asked, each with how useful the answer was (None: nobody said)."""
    whom = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", held=True)
    with records.transaction() as transaction:
        transaction.add_many(
            "asked_questions",
            [{"meeting_id": whom, "text": text, "answered": True, "useful": useful} for text, useful in rated],
        )


def shelved(records, *texts):
    """A shelf of one's own questions and these of a bank."""
    return questions.shelf(records, [questions.Banked(text, text, "role", None, "ivw") for text in texts])


def test_a_question_counts_how_often_it_was_asked_and_was_useful_whatever_its_case_and_spaces(records):
    an_own_question(records, text="What surprised you?", as_of=NOW)
    asked(
        records, ("what  SURPRISED you", 5), ("What surprised you?", 3), ("What surprised you?", None), ("Why bees?", 4)
    )
    counted = {each.text: (each.asked, each.rated, each.useful) for each in shelved(records, "Why bees?", "Who?")}
    assert counted == {"What surprised you?": (3, 2, 1), "Why bees?": (1, 1, 1), "Who?": (0, 0, 0)}


def test_what_was_planned_and_not_asked_does_not_count(records):
    whom = a_conversation(records, a_contact(records), starts="2026-11-20 10:00", held=True)
    with records.transaction() as transaction:
        transaction.add("asked_questions", {"meeting_id": whom, "text": "Why bees?", "note": "she told it unasked"})
    assert shelved(records, "Why bees?")[0].asked == 0


def test_ones_own_stand_first_and_hide_the_same_one_of_the_bank(records):
    an_own_question(records, text="Why bees?", as_of=NOW)
    assert [(each.text, each.source) for each in shelved(records, "Who?", "Why bees?")] == [
        ("Why bees?", ""),
        ("Who?", "ivw"),
    ]


def test_what_was_useful_stands_above_what_nobody_asked_and_that_above_what_was_not(records):
    # (useful + 1) / (rated + 2): 6/8, 4/6, 2/3, 3/5, 1/2 and 1/3
    useful = {"Poor?": (0, 1), "Once?": (1, 1), "Often?": (5, 6), "New?": (0, 0), "Mostly?": (2, 3), "Four?": (3, 4)}
    ratings = {text: [4, 5] * 3 for text in useful}
    for text, (good, rated) in useful.items():
        asked(records, *((text, rating) for rating in [*ratings[text][:good], *[3] * (rated - good)]))
    shelf = shelved(records, *useful)
    texts = {order: [each.text for each in questions.chosen(shelf, order=order)] for order in questions.ORDERS}
    assert texts == {
        "guides": list(useful),
        "useful": ["Often?", "Four?", "Once?", "Mostly?", "New?", "Poor?"],
        "least": ["New?", "Poor?", "Once?", "Mostly?", "Four?", "Often?"],
    }
    assert questions.chosen(shelf) == shelf


def test_the_bank_is_narrowed_by_stage_purpose_and_words(records):
    shelf = questions.shelf(records, questions.bank())
    culture = questions.chosen(shelf, stage="culture")
    assert {each.stage for each in culture} == {"culture"}
    fit = questions.chosen(shelf, purpose="fit")
    assert {each.purpose for each in fit} == {"fit", None}  # what has no purpose serves both
    assert [each.source for each in questions.chosen(shelf, words="  MISSION values ")] == ["D10"]
    assert questions.chosen(shelf, words="giraffe") == []


def test_the_purposes_are_those_of_the_guide():
    purpose = {name: each.purpose for each in questions.bank() for name in each.source.split()}
    assert {purpose[name] for name in ("D04", "D05", "D06", "D07")} == {"discovery"}
    assert {purpose[name] for name in ("D09", "D10", "D11")} == {"fit"}


def test_a_shelf_of_thousands_is_read_between_two_clicks(records):
    with records.transaction() as transaction:
        transaction.fetch(
            "INSERT INTO questions (text, added_at) SELECT 'What of number ' || i || '?', $now FROM range(3000) r(i)",
            now=NOW,
        )
    started = process_time()
    shelf = questions.shelf(records, questions.bank())
    assert process_time() - started < 0.5
    assert len(shelf) == 3000 + len(questions.bank())

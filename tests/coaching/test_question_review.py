"""The review of a draft question: labelled drafts, and each rule by itself."""

import csv
import string
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time

import pytest

from ivw.coaching import questions
from ivw.coaching.question_cues import FLAGS, TABOO
from ivw.coaching.question_review import is_about_me, kind, review, turned_to_them

FILES = ("questions.csv", "questions_more.csv", "questions_unseen.csv")
DATA = Path(__file__).parents[1] / "data"
HINTS = ("findable", "leading", "double_barrelled", "too_long", "must_ask")


def drafts(name):
    """Labelled drafts: text, whether open (None where another language is written), and the flags it should have."""
    with (DATA / name).open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label_open"] == "" or "cannot judge" in row["note"] or "answer unknown" in row["note"]:
                yield row["text"], None, {"other_language"}
            else:
                flags = {flag for flag in HINTS if row[flag] == "1"} | ({row["taboo"]} - {"none"})
                yield row["text"], row["label_open"] == "1", flags


def flags_of(text):
    return [flag.flag for flag in review(text).flags]


def rewrite_of(text, flag):
    return next(each.rewrite for each in review(text).flags if each.flag == flag)


def f1(hits, misses, alarms):
    return 2 * hits / (2 * hits + misses + alarms)


@pytest.mark.parametrize("name", FILES)
def test_labelled_drafts_are_judged_as_people_judged_them(name):
    hits, misses, alarms, right = Counter(), Counter(), Counter(), []
    for text, is_open, wanted in drafts(name):
        found = review(text)
        if is_open is not None:
            right.append(found.is_open == is_open)
        flags = {flag.flag for flag in found.flags} - {"closed"}
        hits.update(flags & wanted)
        misses.update(wanted - flags)
        alarms.update(flags - wanted)
    assert sum(right) / len(right) >= 0.95
    assert f1(*(sum(count[flag] for flag in TABOO) for count in (hits, misses, alarms))) >= 0.95
    for flag in (*TABOO, *HINTS, "other_language"):
        assert f1(hits[flag], misses[flag], alarms[flag]) >= 0.8, flag


def test_what_a_search_tells_is_pointed_out_with_a_way_to_ask_for_what_it_does_not():
    found = review("What is your job title?")
    [flag] = [each for each in found.flags if each.flag == "findable"]
    assert "(guide" in flag.why
    assert flag.rewrite
    assert review(flag.rewrite).is_open
    assert not found.blocks


def test_what_is_offered_instead_is_open_and_has_none_of_the_faults():
    every = [text for name in FILES for text, _, _ in drafts(name)] + [each.text for each in questions.bank()]
    for text in every:
        for rewrite in {flag.rewrite for flag in review(text).flags} - {""}:
            offered = review(rewrite)
            assert (offered.is_open, offered.flags) == (True, ()), (text, rewrite)


def test_a_question_about_oneself_is_turned_to_them():
    every = [text for name in FILES for text, _, _ in drafts(name)] + [each.text for each in questions.bank()]
    for rewrite in filter(None, map(turned_to_them, every)):
        offered = review(rewrite)
        assert (offered.is_open, offered.flags, is_about_me(rewrite)) == (True, (), False), rewrite
    assert turned_to_them("What should I read first?") == "What should a beginner read first?"
    assert turned_to_them("Where would somebody like me start?") == "Where would somebody who starts out start?"
    assert turned_to_them("Could you pass my CV to HR?") == ""  # what blocks is not turned into anything
    assert turned_to_them("What surprised you?") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Could I shadow you for a day?",
        "Where are you from?",
        "Which year did you graduate?",
        "Does your company offer internships?",
        "Can you tell me whether you had to relocate?",
    ],
)
def test_where_no_rewrite_keeps_to_the_subject_none_is_offered(text):
    assert rewrite_of(text, "closed") == ""


@pytest.mark.parametrize(
    ("text", "must_asks"),
    [
        ("Whom should I speak with next?", ("who_else",)),
        ("Who do you think I ought to meet?", ("who_else",)),
        ("Would it be all right to say we spoke?", ("your_name",)),
        ("Who else should I speak to, and may I mention your name?", ("who_else", "your_name")),
        ("Who else should I speak to? May I mention your name?", ("who_else", "your_name")),
        ("How do you know which people to trust?", ()),
        ("How did you come to use your name as a brand?", ()),
        ("Wen sollte ich noch treffen?", ()),
    ],
)
def test_the_kind_of_a_question_is_what_the_review_says(text, must_asks):
    assert kind(text).must_asks == must_asks
    assert kind(text).is_open == review(text).is_open
    assert ("must_ask" in flags_of(text)) is bool(must_asks)


def test_kind_and_review_agree_on_every_draft():
    for text in (text for name in FILES for text, _, _ in drafts(name)):
        assert kind(text).is_open == review(text).is_open
        assert bool(kind(text).must_asks) is ("must_ask" in flags_of(text))


def test_every_question_of_our_own_in_the_bank_is_open_and_nothing_is_to_be_said_against_it():
    ours = [review(question.text) for question in questions.bank() if question.source == "ivw"]
    assert len(ours) > 100
    assert [found.text for found in ours if not found.is_open or found.flags] == []


def test_the_guides_questions_in_the_bank_have_no_fault_but_being_closed():
    closed = []
    for question in questions.bank():
        found = review(question.text)
        if question.must_ask:
            assert flags_of(question.text) == ["must_ask"]
        elif found.flags:
            assert flags_of(question.text) == ["closed"]
            closed.append(question.source)
    assert closed == ["D10", "D11"]


def test_the_closed_questions_of_the_guides_come_with_an_open_way_to_ask_them():
    openly = {question.source: review(question.rewrite) for question in questions.bank() if question.rewrite}
    assert set(openly) == {"B20", "D10", "D11"}
    assert all((found.is_open, found.flags) == (True, ()) for found in openly.values())


def test_the_bank_marks_as_about_oneself_what_the_review_takes_for_it():
    assert [each.text for each in questions.bank() if is_about_me(each.text) != each.about_me] == []


def test_a_review_is_done_between_two_keystrokes():
    every = [text for name in ("questions.csv", "questions_unseen.csv") for text, _, _ in drafts(name)]
    started = process_time()
    for text in every:
        review(text)
    assert (process_time() - started) / len(every) < 0.002


@pytest.mark.parametrize(
    "text",
    [
        "Can you tell me about your path?",
        "Walk me through your last working day",
        "I'm curious how you decide",
        "Is this career changing? How?",
        "Is it hard, and if so why?",
        "What do you think about whether offices will last?",
        "I was wondering if you could describe your team",
        "Do you have any advice?",
        "Is there anything you'd do differently?",
        "Hi Dana! I hope you are well. What surprised you?",
        "WHAT SURPRISED YOU?",
        "waht surprised u",
        "What’s it like?",
        "Why teaching?",
    ],
)
def test_what_invites_a_story_is_open_whatever_its_grammar(text):
    assert review(text).is_open is True
    assert "closed" not in flags_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do you travel a lot?",
        "How many people work here?",
        "Could you tell me whether you had to move?",
        "You studied law first?",
        "The work is fun, isn't it?",
        "Do you prefer the office or home?",
        "Python or R?",
        "So, um, do you like it?",
        "Would you say it is fair?",
        "Haven’t you thought of leaving?",
    ],
)
def test_what_a_word_can_answer_is_closed(text):
    assert review(text).is_open is False
    assert "closed" in flags_of(text)


@pytest.mark.parametrize(
    ("text", "flag", "rewrite"),
    [
        (
            "Does the organization live up to its mission?",
            "closed",
            "How does the organization live up to its mission?",
        ),
        ("Do you like your job?", "closed", "What do you like about your job, and what less?"),
        ("Do you think AI will replace us?", "closed", "What is your view on whether AI will replace us?"),
        ("Was it hard to move?", "closed", "How hard is it to move, and what makes it so?"),
        ("Don't you think print is dead?", "leading", "What is your view on whether print is dead?"),
        ("I assume the hours are long?", "leading", "How far is it true that the hours are long?"),
        ("What is UX research?", "findable", "What do people get wrong about UX research?"),
        ("What is it like, and how do you hire people?", "double_barrelled", "What is it like?"),
        (
            "Do you like your boss and do people stay long?",
            "double_barrelled",
            "What do you like about your boss, and what less?",
        ),
        ("Is a portfolio necessary?", "closed", "How necessary is a portfolio, and why?"),
        ("Do you work with clients directly?", "closed", "What is it like to work with clients directly?"),
        ("You must love the flexibility, right?", "leading", "How do you feel about the flexibility?"),
        ("Surely you agree that print is dead?", "leading", "What is your view on whether print is dead?"),
    ],
)
def test_the_rewrite_is_made_from_the_draft_where_that_is_simple(text, flag, rewrite):
    assert rewrite_of(text, flag) == rewrite


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("What do you earn?", "salary"),
        ("May I ask what your bonus was?", "salary"),
        ("Could you forward my CV to HR?", "job_ask"),
        ("Are you hiring?", "job_ask"),
        ("Are you married?", "personal"),
        ("Who did you vote for?", "personal"),
    ],
)
def test_their_own_pay_asking_for_a_job_and_private_life_block(text, flag):
    found = review(text)
    assert found.blocks
    assert [(each.flag, each.blocks) for each in found.flags if each.blocks] == [(flag, True)]


def test_pay_in_general_is_marked_and_does_not_block():
    found = review("What is the usual salary range in this field?")
    assert "salary" in flags_of(found.text)
    assert not found.blocks


@pytest.mark.parametrize(
    "text",
    [
        "How do you pay attention to detail?",
        "How does the effort pay off?",
        "What has paid off most for you?",
        "What do you make of the new rules?",
        "How did you earn their trust?",
        "What do you look for when hiring?",
        "What advice would you give someone looking for an entry-level job?",
        "I am not asking for a job. How did you choose yours?",
        "How did you get your first job?",
        "What drew you to working with children?",
        "How old is the code you work on, and how do you live with it?",
        "How do you deal with office politics?",
        'How would you answer "how much do you earn"?',
    ],
)
def test_words_that_only_sound_like_it_are_not_off_limits(text):
    assert not set(flags_of(text)) & set(TABOO)


@pytest.mark.parametrize("text", ["May I mention your name?", "Who else should I talk to?"])
def test_must_asks_are_named_and_never_found_fault_with(text):
    assert flags_of(text) == ["must_ask"]


@pytest.mark.parametrize("text", ["Is it OK if I take notes?", "Do we still have five minutes?", "Can you hear me?"])
def test_logistics_are_exempt(text):
    assert flags_of(text) == []


@pytest.mark.parametrize(
    ("text", "double"),
    [
        ("How did you start, and how do you plan a week?", True),
        ("Why did you leave? What does your team do?", True),
        ("What was hard, and how did you get through it?", False),
        ("Is it growing, and if so why?", False),
        ("How and why did you switch?", False),
        ("What is the difference between what you expected and what you found?", False),
        ("How do you decide what to build and when to ship?", False),
    ],
)
def test_a_follow_up_on_the_same_point_is_no_second_question(text, double):
    assert ("double_barrelled" in flags_of(text)) is double


def test_the_second_question_is_named_in_the_reason():
    found = review("What do you do on a typical day, and how did you end up at this company?")
    assert "“How did you end up at this company?”" in found.flags[0].why


def test_thirty_six_words_are_too_long():
    assert "too_long" not in flags_of("What is " + "very " * 32 + "hard?")
    assert "too_long" in flags_of("What is " + "very " * 33 + "hard?")


@pytest.mark.parametrize(
    "text",
    [
        "Was machen Sie den ganzen Tag?",
        "¿Cuánto gana?",
        "Que te gusta de tu trabajo",
        "Pourquoi ce métier ?",
        "Ti piace?",
        "O que faz no dia a dia?",
        "Verdien je genoeg?",
        "Ile zarabiasz?",
        "Hur mycket tjänar du?",
        "İşinizin en zor yanı nedir?",  # noqa: RUF001 - Turkish has these letters
        "İşiniz?",
        "¿Madrugas?",
        "Ertu ánægð?",
        "Kubernetes, Terraform, Ansible, Prometheus?",  # four words and none of them known
        "你赚多少钱",
        "Сколько вы зарабатываете?",
        "ما هو راتبك؟",
    ],
)
def test_another_language_is_not_judged_at_all_and_says_so(text):
    found = review(text)
    assert (found.text, found.is_open) == (text, None)
    assert [(flag.flag, flag.blocks) for flag in found.flags] == [("other_language", False)]
    assert not found.blocks


@pytest.mark.parametrize(
    "text",
    [
        "What was it like in Kraków?",
        "How did you like Der Spiegel?",
        "Any regrets?",
        "Why 上海?",
        "Kubernetes, Terraform, Ansible?",
        *("résumé", "résumés", "café", "cafés", "naïve", "fiancé", "fiancée", "cliché", "clichés"),
    ],
)
def test_names_and_borrowed_words_make_no_other_language(text):
    assert review(text).is_open is not None


@pytest.mark.parametrize("text", ["", "   ", "?!", "12 + 3", "…", "Hello!"])
def test_where_nothing_is_asked_nothing_is_said(text):
    found = review(text)
    assert (found.text, found.is_open, found.flags) == (text, None, ())


def test_a_review_keeps_the_draft_as_it_was_written():
    assert review("  What’s  NEW? ").text == "  What’s  NEW? "


def test_any_text_can_be_reviewed():
    draw = Random(20)
    words = "what how do you is there your salary so if hire me my cv to who else and , ? . ( “ ’ … {1} \x00"
    for _ in range(300):
        drawn = draw.choices(
            [*words.split(" "), "".join(draw.choices(string.printable, k=4)), chr(draw.randrange(0xD000))], k=40
        )
        found = review(" ".join(drawn[: draw.randrange(40)]))
        assert found.is_open in (True, False, None)
        assert all(flag.flag in FLAGS and flag.why for flag in found.flags)


@pytest.mark.parametrize(
    ("text", "about_me"),
    [
        ("Do you have any advice for me?", True),
        ("How do you see my background?", True),
        ("What would you do in my place?", True),
        ("What should I read first?", True),
        ("How did you get into this line of work?", False),
        ("May I mention your name?", False),
        ("I was wondering how you decide", False),
        ("Was würden Sie mir raten?", False),
    ],
)
def test_a_question_about_oneself_is_told_apart(text, about_me):
    assert is_about_me(text) is about_me

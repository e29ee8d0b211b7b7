"""Templates that a coach may change: filled in a sandbox, and what is wrong with one is said with file and line."""

import re
import shutil

import pytest

from ivw.coaching import message_templates
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_facts import FACTS as EVERY_FACT
from ivw.coaching.message_needs import NEEDS
from ivw.coaching.message_templates import FOLDER, TEMPLATES, fill

FACTS = {"name": "Ada", "why": None, "place": "", "slots": ["one", "two"]}
NEEDED = {"why": "why them"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def write(folder, text, name="answer"):
    (folder / f"{name}.txt").write_text(text, "utf8")


def filled(folder, text, **facts):
    write(folder, text)
    return fill("answer", FACTS | facts, NEEDED, folder)


def refused(folder, text):
    with pytest.raises(InvalidRecord) as refusal:
        filled(folder, text)
    assert refusal.value.field == "template"
    return str(refusal.value)


def test_the_first_line_is_the_subject_and_the_rest_the_body(folder):
    found = filled(folder, "Subject: For {{ name }}\n\nDear {{ name }},\n\nsee you.\n")
    assert (found.subject, found.body, found.gaps) == ("For Ada", "Dear Ada,\n\nsee you.", ())


def test_a_needed_fact_that_is_not_there_leaves_a_gap_and_is_noted_once(folder):
    found = filled(folder, "Subject: x\n{% if why %}yes{% else %}no{% endif %} {{ why }} {{ why }}")
    assert found.body == "no [why them] [why them]"
    assert found.gaps == ("why",)


def test_a_gap_that_no_text_asks_for_is_none(folder):
    assert filled(folder, "Subject: x\n{% if why %}{{ why }}{% endif %}Hello").gaps == ()


def test_markup_stands_as_it_was_written(folder):
    assert filled(folder, "Subject: x\n{{ name }}", name="<b>{{ 7 * 7 }}</b> & :red[x]").body == (
        "<b>{{ 7 * 7 }}</b> & :red[x]"
    )


def test_what_an_empty_fact_leaves_behind_is_tidied(folder):
    assert filled(folder, "Subject: x\nHello {{ place }} there\n\n\n{{ place }}\n\nBye").body == "Hello there\n\nBye"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Subject: x\n\n{% if name %}\nHello", 4),
        ("Subject: x\n\n{{ naem }}", 3),
        ("Subject: x\n{{ 1 / 0 }}", 2),
        ("Subject: x\n\n\n{{ name + 1 }}", 4),
        ("Subject: x\n{{ name.nothing.there }}", 2),
        ("Subject: x\n{{ ''.__class__.__mro__ }}", 2),
        ("Subject: x\n{{ why.upper() }}", 2),
        ("Subject: x\n{% include '../../etc/passwd' %}", 2),
        ("Subject: x\n{% include '/etc/passwd' %}", 2),
        ("Subject: x\n\n{% include 'answer' %}", 3),
        ("Subject: x\n{{ slots.append('three') }}", 2),
        ("Subject: x\n{{ range(10 ** 9) | list }}", 2),
        ("Subject: x\n{{ name | nosuchfilter }}", 2),
        ("No subject\nHello", 1),
        ("Subject: x\n{% for a in range(20000) %}{{ slots }}{% endfor %}", 1),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_never_a_traceback(folder, text, line):
    said = refused(folder, text)
    assert f"answer.txt is broken in line {line}:" in said
    assert "Mend it" in said


def test_a_template_that_is_gone_or_unreadable_is_named(folder):
    with pytest.raises(InvalidRecord, match=r"answer\.txt"):
        fill("answer", FACTS, NEEDED, folder)
    (folder / "answer.txt").write_bytes(b"Subject: \xff\xfe\x00")
    with pytest.raises(InvalidRecord, match=r"answer\.txt"):
        fill("answer", FACTS, NEEDED, folder)


def test_a_template_may_include_another_one_and_a_fault_in_it_is_found_there(folder):
    write(folder, "Subject: a\nKind regards", "nudge")
    assert filled(folder, "Subject: x\n{% include 'nudge' %}").body == "Subject: a\nKind regards"
    write(folder, "Subject: a\n\n{{ 1 / 0 }}", "nudge")
    assert "nudge.txt is broken in line 3" in refused(folder, "Subject: x\n{% include 'nudge' %}")


def test_a_change_to_a_template_counts_at_once(folder):
    assert filled(folder, "Subject: x\nOne").body == "One"
    assert filled(folder, "Subject: x\nTwo").body == "Two"


def test_every_template_is_there_and_readable():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(TEMPLATES)
    for name in TEMPLATES:
        assert message_templates._source(name, FOLDER).startswith("Subject:")


def test_the_list_of_facts_beside_the_templates_names_what_is_needed(tmp_path):
    told = (FOLDER / "README.md").read_text("utf8")
    named = {each.strip() for row in re.findall(r"^\| ([a-z_, ]+) \|", told, re.MULTILINE) for each in row.split(",")}
    assert named - {"fact"} == set(EVERY_FACT)
    assert set(NEEDS) <= set(EVERY_FACT)
    shutil.copytree(FOLDER, tmp_path / "messages")  # a copy of the folder works as well
    assert fill("nudge", dict.fromkeys(EVERY_FACT, "x"), {}, tmp_path / "messages").subject

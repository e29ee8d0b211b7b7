"""One's own templates: kept, changed, forgotten; what is wrong with one is said with the fact and the line."""

import pytest

from ivw.coaching import drafts, own_templates
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_facts import FACTS
from ivw.coaching.message_needs import NEEDS
from tests.builders import at

NOW = at("2026-11-24 09:00")
GAPS = {fact: need.gap for fact, need in NEEDS.items()}
BARE = dict.fromkeys(FACTS, "") | dict.fromkeys(NEEDS)
KNOWN = BARE | {
    "greeting": "Dear Ada", "name": "Ada Example", "first_name": "Ada", "my_name": "Tom Riley", "minutes": 20,
    "slots": ["Friday 27 November at 10:00", "Monday 30 November at 15:00"],
    "questions": None, "organization": "Calder", "why": "Your maps stay with me.",
    "times": "Friday 27 November at 10:00 or Monday 30 November at 15:00 (Berlin time)",
}  # fmt: skip


def a_template(records, body="{{ greeting }}, hello.", **facts):
    known = {"kind": "request", "name": "Leeds", "subject": "", "as_of": NOW}
    return own_templates.add(records, body=body, **(known | facts))


def refused(records, body, **facts):
    with pytest.raises(InvalidRecord) as refusal:
        a_template(records, body, **facts)
    assert records.rows("SELECT count(*) FROM message_templates") == [(0,)]
    return refusal.value


def test_templates_are_kept_by_kind_changed_renamed_forgotten_and_brought_back(records):
    made = a_template(records, name=" Leeds  people ").fact_id
    a_template(records, kind="nudge")
    assert [each.name for each in own_templates.of_kind(records, "request")] == ["Leeds people"]
    own_templates.change(records, made, name="Alumni", subject="Hi {{ first_name }}", body="{{ greeting }}!")
    assert own_templates.get(records, made).body == "{{ greeting }}!"
    gone = own_templates.forget(records, made)
    assert own_templates.of_kind(records, "request") == []
    undo(records, gone)
    assert own_templates.get(records, made).subject == "Hi {{ first_name }}"
    with pytest.raises(InvalidRecord, match="not in the records"):
        own_templates.get(records, "nonsense")


def test_what_was_written_on_the_way_to_it_goes_once_it_is_kept(records):
    drafts.save(records, own_templates.slot("request"), "half", NOW)
    a_template(records)
    assert drafts.read(records, own_templates.slot("request")) == ""


def test_a_double_click_keeps_it_once(records):
    with records.transaction() as transaction:
        [token] = transaction.new_ids(1)
    for _ in range(2):
        a_template(records, token=token)
    assert len(own_templates.of_kind(records, "request")) == 1


def test_an_unknown_field_is_named_with_its_line_and_the_one_that_was_meant(records):
    refusal = refused(records, "Hello,\n\n{{ first_nam }}")
    assert (refusal.field, refusal.wrong) == ("body", "There is no fact 'first_nam' (line 3).")
    assert refusal.right == "Did you mean {{ first_name }}?"
    assert refused(records, "Hello", subject="{{ xyzzy }}").field == "subject"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Hello\n{% if name %}\nyou", 3), ("\n{{ name", 2), ("{{ name.__class__ }}", 1), ("\n{{ name() }}", 2),
        ("{{ ''.__class__.__mro__ }}", 1), ("{% include 'answer' %}", 1), ("{% set name = 1 %}", 1),
        ("{{ name | upper }}", 1), ("{{ 10 ** 9 }}", 1), ("{% for a in range(9) %}{% endfor %}", 1),
        ("{% for a in name %}{{ a }}{% endfor %}", 1), ("{% for a in slots %}{{ loop }}{% endfor %}", 1),
        ("{% for a in slots %}\n{% for b in slots %}{{ b }}{% endfor %}{% endfor %}", 2),
        ("{% for a in slots recursive %}{% endfor %}", 1), ("{% macro x() %}{% endmacro %}", 1),
        ("{% import 'os' as os %}", 1), ("{{ self }}", 1), ("{{ cycler }}", 1), ("{{ slots[0] }}", 1),
        ("{% raw %}x", 1), ("{{ name ~ name }}", 1), ("{% for a, b in slots %}{{ a }}{% endfor %}", 1),
    ],
)  # fmt: skip
def test_nothing_can_run_in_a_template(records, body, line):
    refusal = refused(records, body)
    assert refusal.field == "body"
    assert f"ine {line}" in refusal.wrong


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"body": " \n"}, "body"),
        ({"body": "x" * 8_001}, "body"),
        ({"name": "x" * 501}, "name"),
    ],
)
def test_a_template_without_name_or_words_is_refused(records, facts, field):
    assert refused(records, **({"body": "Hello"} | facts)).field == field


def test_it_is_filled_as_ivws_are_with_gaps_for_what_is_missing():
    filled = own_templates.fill(
        "For  {{ first_name }}",
        "{{ greeting }},\n\n{% for each in slots %}\n- {{ each }}\n{% endfor %}\n"
        "{% if why %}{{ why }}{% endif %} {{ place }}",
        KNOWN | {"why": None}, GAPS,
    )  # fmt: skip
    assert filled.subject == "For Ada"
    assert filled.body == (
        "Dear Ada,\n\n- Friday 27 November at 10:00\n- Monday 30 November at 15:00\n[the place or the link]"
    )
    assert filled.gaps == ("place",)


def test_a_template_that_grows_beyond_all_measure_is_refused():
    with pytest.raises(InvalidRecord, match="characters") as refusal:
        own_templates.fill("", "{{ why }}" * 100, KNOWN | {"why": "x" * 2_000}, GAPS)
    assert refusal.value.field == "body"


def test_what_people_are_called_stays_text():
    nasty = "{{ 7 * 7 }} {% x %} <b>"
    assert own_templates.fill("", "{{ name }}", KNOWN | {"name": nasty}, GAPS).body == nasty


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Dear Ada, and Adam. Tom Riley", "{{ greeting }}, and Adam. {{ my_name }}"),
        ("Ada Example at Calder; Ada.", "{{ name }} at {{ organization }}; {{ first_name }}."),
        ("20 minutes, 120 minutes, 20 pages", "{{ minutes }} minutes, 120 minutes, 20 pages"),
        ("I could do Friday 27 November at 10:00 or Monday 30 November at 15:00 (Berlin time).",
         "I could do {{ times }}."),
        ("- Friday 27 November at 10:00\n- Monday 30 November at 15:00",
         "{% for each in slots %}\n- {{ each }}\n{% endfor %}"),
        ("[your answer] Your maps stay with me.", "{{ answer }} {{ why }}"),
        ("{{ Ada }} {% if %}", "{{ '{{' }} {{ first_name }} }} {{ '{%' }} if %}"),
    ],
)  # fmt: skip
def test_what_the_records_said_stands_by_its_name_again(written, named):
    made = own_templates.named(written, KNOWN, GAPS)
    assert made == named
    assert own_templates.fill("", made, KNOWN, GAPS).body == written

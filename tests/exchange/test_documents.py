import re

import pytest

from ivw.exchange import documents
from ivw.exchange.documents import Document, Section
from tests.screen import NASTY

EVERY = " ".join((*NASTY, "a|b", "**bold**", "[x](y)", "<script>alert(1)</script>"))


def a_document(text="How?"):
    return Document(
        text,
        facts=(text,),
        sections=(
            Section(text, paragraphs=(f"{text}\n\n{text}",), table=((text, text), (text, text)), points=(text,)),
            Section("Nothing below it", table=(("Only", "heads"),)),
        ),
    )


def test_markdown_has_every_part_in_its_order_and_no_empty_section():
    assert documents.markdown(a_document("What now")) == (
        "# What now\n\nWhat now\n\n## What now\n\nWhat now  \nWhat now\n\n| What now | What now |\n| --- | --- |\n"
        "| What now | What now |\n\n- What now\n"
    )


def test_the_page_asks_nobody_and_runs_nothing():
    page = documents.page(a_document())
    assert documents.POLICY in page
    assert not re.search(r"<(script|img|link|iframe)|url\(|http(?!-equiv)", page)
    assert "Nothing below it" not in page


def test_what_people_wrote_stays_text_in_both():
    assert not re.search(r"(?<!\\)[<>\[\]$]", documents.markdown(a_document(EVERY)))
    page = documents.page(a_document(EVERY))
    assert "&lt;script&gt;" in page
    assert not re.search(r"<(script|img)", page)


def test_a_bar_in_a_cell_makes_no_other_cell():
    row = documents.markdown(a_document("a|b")).splitlines()[-3]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3


@pytest.mark.parametrize("text", ["# Why?", "1. Why?", "- Why?", "+ Why?", "12) Why?", "=== Why?"])
def test_no_text_begins_a_list_or_a_heading(text):
    assert documents.plain(text) != text

import itertools
import re
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from ivw.coaching import agenda, phrases
from ivw.coaching.agenda import MUST_ASKS, Question
from ivw.exchange import run_sheet

ASKS = [Question(name, text, "must", 3, must_ask=name) for name, text in MUST_ASKS.items()]
START = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NASTY = (
    "<img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", '"><b onmouseover="x">', "&lt;i&gt;",
    "{curly}", "var(--notes)",
)  # fmt: skip


class Reader(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, its text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.names, self.text = [], set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def a_sheet(*texts, minutes=20, whom="Ada Example", details=(), starts_at=START, write=run_sheet.page, sentences=None):
    questions = [Question(text, text, answer_seconds=100) for text in texts]
    fitted = agenda.fit([*questions, *ASKS], minutes)
    return write(fitted, whom=whom, details=details, starts_at=starts_at, sentences=sentences)


def clocks(page):
    return re.findall(r'"clock">([\d:]+)<', page)


def test_the_clock_runs_from_the_start_of_the_conversation():
    # opening 90 s, introduction 45 s, then 112 s for each question of three words
    page = a_sheet("Why is it?", "How is it?", "When was it?", "Who was it?", "Where is it?")
    assert clocks(page)[:5] == ["10:00", "10:01", "10:02", "10:04", "10:05"]
    assert "<strong>10:20</strong>" in page


def test_without_a_conversation_it_runs_from_nought():
    assert clocks(a_sheet("Why is it?", starts_at=None))[:3] == ["0:00", "1:30", "2:15"]


def test_a_talk_of_five_minutes_has_no_mark_before_it_begins():
    assert "T−2" in a_sheet("Why is it?", minutes=5)
    assert "T−5" not in a_sheet("Why is it?", minutes=5)


def test_it_has_all_that_is_kept_the_spares_at_its_foot_and_the_marks_of_the_time():
    page = a_sheet("Why is it?", "How is it?", "When was it?", "Who was it?", "Where is it?")
    text = Reader(page).text
    for words in ("Why is it?", *MUST_ASKS.values(), "thank them for meeting you", "T−5", "T−2", "Ada Example"):
        assert words in text
    assert text.index("Where is it?") > text.index("The time you agreed on is over")
    marks = re.findall(r'class="mark"><td class="clock">([\d:]+)<', page)
    assert marks == ["10:15", "10:18"]


def test_what_happens_stands_in_its_order():
    found = run_sheet.rows(agenda.fit([Question("a", "Why?", answer_seconds=600), *ASKS], 15))
    assert [row.at_s for row in found] == sorted(row.at_s for row in found)


def places(found):
    """Where the marks, the must-asks and the thanks stand among the rows."""
    return [
        next(place for place, row in enumerate(found) if words in row.text)
        for words in ("T−5", *MUST_ASKS.values(), "T−2", "thank them for meeting you")
    ]


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60, 90])
@pytest.mark.parametrize("asked", [0, 3, 30])
def test_the_must_asks_come_when_five_minutes_are_left_and_the_thanks_when_two_are(minutes, asked):
    questions = [Question(f"{place}", f"What about number {place}?", answer_seconds=100) for place in range(asked)]
    fitted = agenda.fit([*questions, *ASKS], minutes)
    found = run_sheet.rows(fitted)
    assert places(found) == sorted(places(found))
    rows = [row for row in found if not row.mark]
    assert all(row.at_s + row.seconds <= after.at_s for row, after in itertools.pairwise(rows))
    assert rows[-1].at_s + rows[-1].seconds <= minutes * 60
    free = [row.seconds for row in found if row.text == run_sheet.FREE]
    assert not free or free[0] >= run_sheet.FREE_FROM_S
    assert bool(free) or asked == 30


def test_time_to_spare_is_a_line_of_its_own_in_both_sheets():
    assert a_sheet("Why?").count("Free: follow what is interesting") == 1
    lines = a_sheet("Why?", write=run_sheet.markdown).splitlines()
    free = next(place for place, line in enumerate(lines) if "Free: follow" in line)
    assert "T−5" in lines[free + 1]
    assert "Can you suggest" in lines[free + 2]


def test_where_all_is_filled_each_follows_upon_the_other_and_long_must_asks_begin_sooner():
    full = [Question("a", "Why?", "must", answer_seconds=2000), *ASKS]
    found = [row for row in run_sheet.rows(agenda.fit(full, 20)) if not row.mark]
    assert all(row.at_s + row.seconds == after.at_s for row, after in itertools.pairwise(found))
    long = [Question("who_else", "Who else?", "must", must_ask="who_else", answer_seconds=400)]
    found = [row for row in run_sheet.rows(agenda.fit(long, 20)) if not row.mark]
    assert found[-1].at_s + found[-1].seconds <= 20 * 60


def test_nothing_is_fetched_and_nothing_runs():
    reader = Reader(a_sheet("Why?"))
    assert not {"script", "img", "link", "iframe", "a", "object"} & set(reader.elements)
    assert not {"src", "href", "onclick", "onload"} & reader.names
    assert "default-src 'none'" in a_sheet("Why?")


def test_nasty_text_stays_text():
    plain = Reader(a_sheet("Why?", "How?", whom="Ada", details=["Here"]))
    every = " ".join(NASTY)
    nasty = Reader(a_sheet(every, "How?", whom=every, details=[every]))
    assert nasty.elements == plain.elements
    assert nasty.names == plain.names
    assert nasty.text.count(every) == 4  # the title and the heading, the details, the question


def test_a_long_plan_leaves_less_room_for_notes():
    def setting(page):
        return [int(found) for found in re.search(r"--font: (\d+)pt;.*--notes: (\d+)mm", page).groups()]

    few, many = ([f"Question number {place}?" for place in range(n)] for n in (5, 30))
    assert setting(a_sheet(*few)) > setting(a_sheet(*many, minutes=60))


def test_sentences_to_have_at_hand_stand_below_and_one_to_thank_with_beside_the_thanks():
    ours = phrases.by_kind()
    text = Reader(a_sheet("Why?", sentences=ours)).text
    for kind in ("probe", "clarify", "redirect", "rescue"):
        assert text.index(phrases.KINDS[kind]) > text.index("The time you agreed on is over")
        assert ours[kind][0] in text
    assert f"thank them for meeting you: “{ours['thanks'][0]}”" in text
    assert "leave the phone in the bag" in text


def test_as_markdown_it_says_the_same():
    ours = phrases.by_kind()
    sheet = a_sheet("Why is it?", "How is it?", "When was it?", "Who was it?", "Where is it?", details=["Room 5"],
                    write=run_sheet.markdown, sentences=ours)  # fmt: skip
    lines = sheet.splitlines()
    assert lines[:3] == ["# Ada Example", "", "20 minutes · Room 5"]
    assert "| 10:02 | **Why is it?** | 1:51 |" in lines
    assert "| 10:15 | *T−5 Five minutes left: Say so, and come to the two questions.* |  |" in lines
    must = [place for place, line in enumerate(lines) if any(ask in line for ask in MUST_ASKS.values())]
    assert must[-1] > max(place for place, line in enumerate(lines) if "1:51" in line)
    for words in ("**10:20** The time", "leave the phone in the bag", "- Where is it?", f"- {ours['rescue'][1]}"):
        assert words in sheet


def test_nasty_text_stays_text_in_markdown():
    every = " ".join((*NASTY, "a|b", "**bold**", "[x](y)", "$x$", "![x](y)"))
    sheet = a_sheet(every, "How?", whom=every, details=[every], write=run_sheet.markdown)
    assert not re.search(r"(?<!\\)[<>\[\]$]", sheet)
    row = next(line for line in sheet.splitlines() if line.startswith("| 10:02"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4


def test_stories_that_are_ready_stand_at_the_foot_three_at_most_for_when_they_ask():
    questions = [Question("Why?", "Why?"), *ASKS]
    titles = ["One", "Two", "<b>Three</b>", "Four"]
    for write in (run_sheet.page, run_sheet.markdown):
        sheet = write(agenda.fit(questions, 20), whom="Ada", details=(), starts_at=None, stories=titles)
        assert "If they ask about you" in sheet
        assert "Two" in sheet
        assert "Four" not in sheet
        assert "<b>" not in sheet
        assert "If they ask" not in write(agenda.fit(questions, 20), whom="Ada", details=(), starts_at=None)

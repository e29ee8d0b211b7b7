import re
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from ivw.coaching import agenda
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


def a_sheet(*texts, minutes=20, whom="Ada Example", details=(), starts_at=START):
    questions = [Question(text, text, answer_seconds=100) for text in texts]
    return run_sheet.page(agenda.fit([*questions, *ASKS], minutes), whom=whom, details=details, starts_at=starts_at)


def clocks(page):
    return re.findall(r'"clock">([\d:]+)<', page)


def test_the_clock_runs_from_the_start_of_the_conversation():
    # opening 90 s, introduction 45 s, then 112 s for each question of three words
    page = a_sheet("Why is it?", "How is it?", "When was it?", "Who was it?", "Where is it?")
    assert clocks(page)[:5] == ["10:00", "10:01", "10:02", "10:04", "10:05"]
    assert "<strong>10:20</strong>" in page


def test_without_a_conversation_it_runs_from_nought():
    assert clocks(a_sheet("Why is it?", starts_at=None))[:3] == ["0:00", "1:30", "2:15"]


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

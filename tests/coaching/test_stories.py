"""Stories for "if asked": written in four parts, timed, and made concrete."""

from dataclasses import replace

import pytest

from ivw.coaching import stories
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.stories import Story
from tests.builders import at

NOW = at("2026-11-24 09:00")
WHOLE = Story(
    "s", "The bus stop", "Nobody found the stop.", "I was to move it.", "I counted riders for a week, asked forty of "
    "them where they come from, drew three places and let the drivers choose among them.", "Twice as many found it.",
)  # fmt: skip


def whats(story):
    return " ".join(each.what for each in stories.hints(story))


def test_what_is_said_takes_its_words_at_a_hundred_and_fifty_a_minute():
    assert [stories.spoken_seconds(text) for text in ("", "one", "w " * 150, "w " * 151)] == [0, 1, 60, 61]


def test_a_whole_concrete_story_is_ready_and_needs_nothing():
    assert stories.is_ready(WHOLE)
    assert stories.hints(WHOLE) == ()
    assert stories.missing(WHOLE) == []


def test_a_story_without_one_of_its_parts_is_not_ready():
    assert stories.missing(replace(WHOLE, task=None, result="")) == ["Task", "Result"]
    assert not stories.is_ready(replace(WHOLE, task=None))


def test_an_empty_story_is_not_criticised():
    assert stories.hints(Story("s", "New")) == ()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"result": "People found it easily."}, "Put a number into the result"),
        ({"result": None}, "Say how it ended"),
        ({"action": "We counted and we drew, and I helped our drivers."}, "Say “I” where it was you"),
        ({"level": "hands_on", "action": "I counted."}, "Say how you did it"),
        ({"level": "leading"}, "Show what you decided"),
        ({"situation": "w " * 400}, "Shorten it by"),
    ],
)
def test_a_hint_says_what_to_do_and_why(changed, says):
    story = replace(WHOLE, **changed)
    assert says in whats(story)
    assert all("guide" in each.why or "our" in each.why.lower() for each in stories.hints(story))


@pytest.mark.parametrize("result", ["It took 3 days.", "We needed half as long.", "Twice as many came."])
def test_a_number_may_be_a_word(result):
    assert "number" not in whats(replace(WHOLE, result=result))


def test_leading_is_shown_by_what_was_decided():
    assert "decided" not in whats(replace(WHOLE, level="leading", task="I decided where it goes."))


def test_an_introduction_has_forty_five_seconds():
    assert stories.introduction_hints("w " * 112) == ()
    assert stories.introduction_hints("w " * 120)[0].what == "Shorten it by 3 seconds."


# In the records


def test_a_story_is_begun_written_tagged_and_removed(records):
    made = stories.add(records, title=" The bus  stop ", as_of=NOW).fact_id
    for part in stories.PARTS:
        stories.write(records, made, part, f"{part}\nis long")
    stories.tag(records, made, title="The stop", role="planner", level="hands_on")
    [found] = stories.every(records)
    assert found == Story(
        made, "The stop", "situation\nis long", "task\nis long", "action\nis long", "result\nis long", "planner",
        "hands_on",
    )  # fmt: skip
    gone = stories.remove(records, made)
    assert stories.every(records) == []
    undo(records, gone)
    assert stories.every(records) == [found]


def test_the_introduction_is_one_and_no_story(records):
    assert stories.introduction(records) == ""
    for words in ("", "I draw buses.", "I draw stops."):
        stories.introduce(records, words, as_of=NOW)
    assert (stories.introduction(records), stories.every(records)) == ("I draw stops.", [])
    assert records.rows("SELECT count(*) FROM stories") == [(1,)]


def test_what_no_story_takes_is_refused(records):
    made = stories.add(records, title="One", as_of=NOW).fact_id
    for wrong in (
        lambda: stories.add(records, title=" ", as_of=NOW),
        lambda: stories.write(records, made, "title", "x"),
        lambda: stories.write(records, "nowhere", "task", "x"),
        lambda: stories.write(records, made, "task", "x" * 20_001),
        lambda: stories.tag(records, made, title="One", role=None, level="king"),
        lambda: stories.tag(records, made, title="", role=None, level=None),
        lambda: stories.remove(records, "' OR 1=1 --"),
    ):
        with pytest.raises(InvalidRecord):
            wrong()
    assert stories.every(records) == [Story(made, "One")]

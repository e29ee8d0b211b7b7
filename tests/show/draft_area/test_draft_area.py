import json
from importlib import resources
from threading import Event, Thread
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from ivw.coaching.errors import InvalidRecord
from ivw.show.draft_area import _Draft, _Update
from tests.screen import handed_over, mounted
from tests.show.draft_area import type_into


class Shelf:
    """Stands for the records: one text, every save of it, and what it does not accept."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.saves: list[str] = []
        self.refuses: Exception | None = None

    def save(self, text: str) -> None:
        if self.refuses:
            raise self.refuses
        self.text = text
        self.saves.append(text)


def page(shelf: Shelf, **options: Any) -> AppTest:
    def script(shelf: "Shelf", options: "dict[str, Any]") -> None:
        import streamlit as st

        from ivw.show.draft_area import draft_area

        st.button("Draw again")
        if st.toggle("Shown", value=True):
            newest = draft_area("Notes", key="notes", text=shelf.text, on_save=shelf.save, **options)
            st.write(newest)

    return AppTest.from_function(script, kwargs={"shelf": shelf, "options": options})


def newest(drawn: AppTest) -> str:
    return drawn.markdown[0].value


def from_browser(drawn: AppTest, text: str, number: int) -> None:
    """Sends the way a browser does, so that Streamlit calls the callback."""
    states = drawn._tree.get_widget_states()
    update = {"draft": {"text": text, "client": "a browser", "number": number}}
    states.widgets.append(WidgetState(id=mounted(drawn).proto.id, json_value=json.dumps(update)))
    drawn._run(states)


def test_a_window_that_writes_over_another_ones_text_is_told_which_and_only_if_it_is_lost() -> None:
    shelf = Shelf("We met.")
    one, two = page(shelf).run(), page(shelf).run()
    from_browser(one, "We met at the fair.", 1)
    from_browser(two, "We met. She called.", 1)
    assert (handed_over(two)["aside"], handed_over(two)["overtook"]) == ("We met at the fair.", "a browser")
    assert shelf.text == "We met. She called."

    three = page(shelf).run()  # opened later: it has seen what it changes
    from_browser(three, "Nobody.", 1)
    from_browser(one, "We met at the fair. Nobody. ", 2)
    assert handed_over(three)["aside"] == handed_over(one)["aside"] == ""


def test_it_shows_what_is_stored_and_saves_nothing() -> None:
    shelf = Shelf("Asked about the first year.")
    drawn = page(shelf, help="Only you read this.", placeholder="What did they say?").run()
    assert not drawn.exception
    assert newest(drawn) == "Asked about the first year."
    shown = handed_over(drawn)
    assert (shown["label"], shown["help"], shown["placeholder"]) == (
        "Notes",
        "Only you read this.",
        "What did they say?",
    )
    assert (shown["text"], shown["answer"], shown["error"]) == ("Asked about the first year.", None, "")
    assert shelf.saves == []


def test_the_browser_marks_what_is_misspelled_in_it():
    assert 'spellcheck="true"' in resources.files("ivw.show.draft_area").joinpath("draft_area.html").read_text("utf-8")


def test_what_is_typed_is_saved_and_answered() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    from_browser(drawn, "Hello", 1)
    assert shelf.saves == ["Hello"]
    assert newest(drawn) == "Hello"
    assert handed_over(drawn)["answer"] == ["a browser", 1, True]


def test_a_test_can_type_through_the_session_state() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    type_into(drawn, "notes", "Hello")
    assert shelf.saves == ["Hello"]
    type_into(drawn, "notes", "Hello again")
    assert shelf.saves == ["Hello", "Hello again"]
    assert newest(drawn) == "Hello again"


def test_a_rerun_does_not_save_again() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    type_into(drawn, "notes", "Hello")
    drawn.button[0].click().run()
    drawn.run()
    assert shelf.saves == ["Hello"]


def test_an_older_update_that_comes_late_is_not_heard() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    from_browser(drawn, "Hello there", 2)
    from_browser(drawn, "Hello", 1)
    assert shelf.saves == ["Hello there"]
    assert newest(drawn) == "Hello there"


def test_the_same_text_sent_again_is_answered_but_not_saved_twice() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    from_browser(drawn, "Hello", 1)
    from_browser(drawn, "Hello", 2)
    assert shelf.saves == ["Hello"]
    assert handed_over(drawn)["answer"] == ["a browser", 2, True]


def test_emptying_it_is_saved() -> None:
    shelf = Shelf("Hello")
    drawn = page(shelf).run()
    from_browser(drawn, "", 1)
    assert shelf.saves == [""]
    assert newest(drawn) == ""


def test_what_changes_in_the_records_is_shown() -> None:
    shelf = Shelf("old")
    drawn = page(shelf).run()
    type_into(drawn, "notes", "new")
    shelf.text = "old"
    drawn.run()
    assert newest(drawn) == "old"
    assert handed_over(drawn)["text"] == "old"
    assert shelf.saves == ["new"]


def test_a_text_handed_in_again_from_before_the_typing_is_no_change() -> None:
    class Forgetful(Shelf):
        def save(self, text: str) -> None:
            self.saves.append(text)

    shelf = Forgetful("old")
    drawn = page(shelf).run()
    type_into(drawn, "notes", "new")
    drawn.run()
    assert newest(drawn) == "new"
    assert handed_over(drawn)["text"] == "new"


def test_it_may_go_and_come_back() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    from_browser(drawn, "Hello", 1)
    drawn.toggle[0].set_value(False).run()
    assert not drawn.get("bidi_component")
    drawn.toggle[0].set_value(True).run()
    assert newest(drawn) == "Hello"
    assert shelf.saves == ["Hello"]


def test_the_last_update_of_a_session_that_ended_is_not_saved_again() -> None:
    # After a restart the browser hands in its last update with the first run; meanwhile another tab wrote.
    shelf = Shelf("from another tab")
    drawn = page(shelf)
    type_into(drawn, "notes", "old news")
    drawn.run()
    assert shelf.saves == []
    assert newest(drawn) == "from another tab"
    # Had it not been saved, the browser would send it once more, as here.
    type_into(drawn, "notes", "not old")
    assert shelf.saves == ["not old"]


def test_what_is_refused_says_why_and_stays_typed() -> None:
    shelf = Shelf("stored")
    drawn = page(shelf).run()
    shelf.refuses = InvalidRecord("notes", "This is too short.", "Write a sentence.")
    from_browser(drawn, "x", 1)
    assert not drawn.exception
    assert handed_over(drawn)["error"] == "This is too short. Write a sentence."
    assert handed_over(drawn)["answer"] == ["a browser", 1, False]
    assert newest(drawn) == "x"
    assert shelf.text == "stored"

    shelf.refuses = None
    from_browser(drawn, "A sentence.", 2)
    assert handed_over(drawn)["error"] == ""
    assert handed_over(drawn)["answer"] == ["a browser", 2, True]
    assert shelf.saves == ["A sentence."]


def test_what_goes_wrong_is_raised_below_the_field_once() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    shelf.refuses = OSError("The disk is full.")
    from_browser(drawn, "Hello", 1)
    assert len(drawn.exception) == 1
    assert handed_over(drawn)["answer"] == ["a browser", 1, False]
    drawn.run()
    assert not drawn.exception
    assert newest(drawn) == "Hello"


def test_a_text_that_is_too_long_is_not_cut_but_refused() -> None:
    shelf = Shelf()
    drawn = page(shelf, max_chars=5).run()
    from_browser(drawn, "123456", 1)
    assert shelf.saves == []
    assert handed_over(drawn)["error"] == "This is 6 characters long. At most 5 are kept."
    from_browser(drawn, "12345", 2)
    assert shelf.saves == ["12345"]


def test_the_page_can_say_what_it_finds_wrong() -> None:
    drawn = page(Shelf(), error="Say who it is for.").run()
    assert handed_over(drawn)["error"] == "Say who it is for."


@pytest.mark.parametrize(
    "state",
    [
        {"draft": "Hello"},
        {"draft": {"text": 5, "client": "x", "number": 1}},
        {"draft": {"text": "Hello"}},
        {"draft": None},
        {"other": {}},
    ],
)
def test_what_no_field_sends_is_not_saved(state: dict[str, Any]) -> None:
    shelf = Shelf("stored")
    drawn = page(shelf).run()
    drawn.session_state["notes"] = state
    drawn.run()
    assert not drawn.exception
    assert shelf.saves == []
    assert newest(drawn) == "stored"


def test_text_is_handed_over_as_text() -> None:
    text = '<script>alert(1)</script> ![x](http://example.com/x.png) "quotes" \\ 日本語 \U0001f600'
    shelf = Shelf()
    drawn = page(shelf).run()
    from_browser(drawn, text, 1)
    assert shelf.text == text
    assert handed_over(drawn)["text"] == text


def test_a_slow_save_never_lands_after_a_newer_one() -> None:
    # Streamlit starts the next run while the last one is still saving.
    draft = _Draft(given="", kept="", typed="")
    saves: list[str] = []
    begun, go_on = Event(), Event()

    def slowly(text: str) -> None:
        begun.set()
        go_on.wait(5)
        saves.append(text)

    old = Thread(target=draft.hear, args=(_Update("Hello", "a browser", 1), slowly, 100))
    new = Thread(target=draft.hear, args=(_Update("Hello there", "a browser", 2), saves.append, 100))
    old.start()
    begun.wait(5)
    new.start()
    go_on.set()
    old.join(5)
    new.join(5)
    assert saves == ["Hello", "Hello there"]
    assert draft.kept == "Hello there"

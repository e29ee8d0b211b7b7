import json
import re
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from ivw.coaching import lap_times, practice
from ivw.show import practice_clock
from ivw.show.practice_clock import Asked, Pressed, Thrown, _read, key_of
from tests.screen import handed_over, mounted
from tests.show.practice_clock import press

QUESTIONS = (
    Asked("How did you come to this work?", 205.0, 180.0),
    Asked("May I mention your name?", 30.0, must="your_name"),
)
THROWN = {1: Thrown("They come late.", "Ask your musts.", "Shall I?", "Time is theirs.", (2,))}


class Shelf:
    """Stands for the records: the laps and the newest number."""

    def __init__(self) -> None:
        self.laps: tuple[Any, ...] = ()
        self.number = 0
        self.calls = 0

    def hear(self) -> None:
        self.calls += 1
        sent = practice_clock.pressed("run")
        if sent and sent.number > self.number:
            self.number, self.laps = sent.number, sent.laps


def page(shelf: Shelf) -> AppTest:
    def script(shelf: "Shelf", questions: "Any", curveballs: "Any") -> None:
        from ivw.show.practice_clock import practice_clock

        shelf.hear()
        practice_clock(
            "run", questions=questions, laps=shelf.laps, number=shelf.number, starts=True, on_press=shelf.hear,
            flow="host", slot_s=1200, before_s=135, curveballs=curveballs,
        )  # fmt: skip

    return AppTest.from_function(script, kwargs={"shelf": shelf, "questions": QUESTIONS, "curveballs": THROWN})


def test_it_hands_over_the_questions_and_what_the_records_hold() -> None:
    shelf = Shelf()
    shelf.laps, shelf.number = ((4.25, 100.0, False), (3.0, None, True)), 7
    drawn = page(shelf).run()
    assert not drawn.exception
    shown = handed_over(drawn)
    assert json.loads(shown["questions"])[0] == {"text": QUESTIONS[0].text, "seconds": 205.0, "hold": 180.0, "must": ""}
    assert json.loads(shown["laps"]) == [[4.25, 100.0, False], [3.0, None, True]]
    assert json.loads(shown["curveballs"])["1"]["remain"] == [2]
    assert (shown["flow"], shown["slot"], shown["before"], shown["listens"]) == ("host", 1200, 135, False)
    assert (shown["run"], shown["number"], shown["fresh"]) == ("run", 7, True)


def test_nothing_it_is_handed_makes_streamlit_load_pandas() -> None:
    assert {type(value) for value in handed_over(page(Shelf()).run()).values()} <= {str, int, bool}


def test_a_press_in_a_browser_is_heard_in_the_callback_and_answered() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    states = drawn._tree.get_widget_states()
    sent = {"laps": {"run": "run", "number": 3, "laps": [[12.5, False]], "end": ""}}
    states.widgets.append(WidgetState(id=mounted(drawn).proto.id, json_value=json.dumps(sent)))
    drawn._run(states)
    assert shelf.calls == 3  # two runs, and the callback between them
    assert shelf.laps == ((12.5, False),)
    assert handed_over(drawn)["number"] == 3


def test_a_test_can_press_through_the_session_state() -> None:
    shelf = Shelf()
    drawn = page(shelf).run()
    press(drawn, "run", [(12.5, False), (1, True)])
    assert shelf.laps == ((12.5, False), (1, True))


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "laps",
        [],
        {},
        {"run": "run", "number": 1, "laps": [[1, False]]},
        {"run": "another", "number": 1, "laps": [], "end": ""},
        {"run": "run", "number": "1", "laps": [], "end": ""},
        {"run": "run", "number": 1.5, "laps": [], "end": ""},
        {"run": "run", "number": 1, "laps": "[]", "end": ""},
        {"run": "run", "number": 1, "laps": [[1, 0]], "end": ""},
        {"run": "run", "number": 1, "laps": [["1", False]], "end": ""},
        {"run": "run", "number": 1, "laps": [[1, False], None], "end": ""},
        {"run": "run", "number": 1, "laps": [[1, False, 2]], "end": ""},
        {"run": "run", "number": 1, "laps": [[1, "2", False]], "end": ""},
        {"run": "run", "number": 1, "laps": [[1, 2, 3, False]], "end": ""},
        {"run": "run", "number": 1, "laps": [], "end": None},
    ],
)
def test_what_we_would_not_send_is_not_heard(sent: Any) -> None:
    assert _read(sent, "run") is None


def test_what_we_send_is_read() -> None:
    sent = {"run": "run", "number": 4, "laps": [[1, 60.5, False], [2.5, None, True]], "end": "finished"}
    assert _read(sent, "run") == Pressed(4, ((1, 60.5, False), (2.5, None, True)), "finished")
    assert _read({**sent, "came_up": [[1, True], [2, False], ["x", 1], None]}, "run").came_up == ((1, True), (2, False))
    assert key_of("run").endswith("run")


def test_a_clock_that_stood_open_since_an_earlier_version_is_heard() -> None:
    sent = {"run": "run", "number": 4, "laps": [[1, False], [2.5, True]], "end": ""}
    assert _read(sent, "run") == Pressed(4, ((1, False), (2.5, True)), "")


def test_the_browser_stops_where_the_records_do() -> None:
    [found] = re.findall(r"LONGEST_LAP = (.+?) //", practice_clock.JS)
    assert found == "6 * 3600"
    assert practice.LONGEST_LAP_S == 6 * 3600


def test_what_is_shown_is_never_older_than_a_tenth_of_a_second() -> None:
    [found] = re.findall(r"DRAW_EVERY = (\d+) // ms", practice_clock.JS)
    assert int(found) <= 50


def test_what_people_wrote_never_becomes_html() -> None:
    assert "innerHTML" not in practice_clock.JS
    assert "insertAdjacent" not in practice_clock.JS


def test_browser_and_records_agree_on_what_was_passed_by() -> None:
    [found] = re.findall(r"LEAST_LAP = (\d+) // s", practice_clock.JS)
    assert int(found) == lap_times.LEAST_LAP_S


def test_that_the_last_lap_was_at_hand_is_read() -> None:
    sent = {"run": "run", "number": 4, "laps": [[1, 60.5, False]], "end": "finished", "is_cut": True}
    read = _read(sent, "run")
    assert read is not None
    assert read.is_cut

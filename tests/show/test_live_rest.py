"""What is offered for the rest of a conversation that takes longer than its plan, in a sentence."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching.replanning import Rest
from tests.screen import labels, run, said

LEFT_OUT = SimpleNamespace(question=SimpleNamespace(id="q", text="What surprised you?"), why="It is worth least.")


def offered(*, ask, must_asks, minutes=9, pace=1.0, leave_out=1):
    """What stands there at 10:11 with so many questions to ask."""

    def script(rest):
        from types import SimpleNamespace

        from ivw.show import live_rest
        from tests.builders import at

        live_rest.offer(SimpleNamespace(as_of=at("2026-11-24 10:11")), SimpleNamespace(id="m"), None, rest)

    rest = Rest(60 * minutes, 400, pace, (None,) * ask, (None,) * must_asks, (LEFT_OUT,) * leave_out)
    return run(AppTest.from_function(script, kwargs={"rest": rest}))


@pytest.mark.parametrize(
    ("ask", "must_asks", "minutes", "told"),
    [
        (2, 2, 9, "At 10:11, with 9 minutes left: ask 2 more, then the two must-asks. Leave out 1:"),
        (1, 1, 9, "ask one more, then the must-ask."),
        (0, 2, 9, "go to the two must-asks."),
        (1, 0, 9, "ask one more, then thank them."),
        (0, 0, 0, "with 1 minute left: it is time to thank them."),
        (1, 2, 3, "ask the two must-asks, then one more."),
        (2, 1, 3, "ask the must-ask, then 2 more."),
    ],
)
def test_it_says_what_is_still_to_be_asked_and_towards_the_end_the_must_asks_first(ask, must_asks, minutes, told):
    app = offered(ask=ask, must_asks=must_asks, minutes=minutes)
    assert told in said(app)
    assert "What surprised you?" in said(app)
    assert labels(app) == ["Leave it out"]


@pytest.mark.parametrize(
    ("pace", "told"), [(1.2, "20% longer than planned"), (0.9, "10% shorter than planned"), (1.01, "as planned")]
)
def test_it_says_how_this_talk_compares_with_its_plan(pace, told):
    app = offered(ask=1, must_asks=2, pace=pace, leave_out=2)
    assert f"Answers take {told} in this talk" in app.markdown[0].proto.help
    assert labels(app) == ["Leave them out"]

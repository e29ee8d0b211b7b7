"""How a test under AppTest presses on the practice clock.

    page = AppTest.from_file("pages/practice_timer.py")
    press(page, run_id, [(6.1, 98.1, False), (3.0, None, True)])

The clock has to stand there already, as it does for a person. A real browser presses in tests/browser.
"""

from collections.abc import Sequence
from itertools import count

from streamlit.testing.v1 import AppTest

from ivw.coaching.lap_times import Sent
from ivw.show.practice_clock import key_of

_numbers = count(1)


def press(
    page: AppTest,
    run: str,
    laps: Sequence[Sent],
    *,
    end: str = "",
    number: int | None = None,
    came_up: Sequence[tuple[int, bool]] = (),
    is_cut: bool = False,
) -> AppTest:
    """Hands the clock of this run what a browser sends once something was pressed, and draws the page anew."""
    sent = {
        "run": run,
        "number": number or next(_numbers),
        "laps": [list(lap) for lap in laps],
        "end": end,
        "came_up": [list(each) for each in came_up],
        "is_cut": is_cut,
    }
    page.session_state[key_of(run)] = {"laps": sent}
    return page.run()

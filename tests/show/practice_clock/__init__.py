"""How a test under AppTest presses on the practice clock.

    page = AppTest.from_file("pages/practice_timer.py")
    press(page, run_id, [(104.2, False), (3.0, True)])

The clock has to stand there already, as it does for a person. A real browser presses in tests/browser.
"""

from collections.abc import Sequence
from itertools import count

from streamlit.testing.v1 import AppTest

from ivw.show.practice_clock import key_of

_numbers = count(1)


def press(
    page: AppTest, run: str, laps: Sequence[tuple[float, bool]], *, end: str = "", number: int | None = None
) -> AppTest:
    """Hands the clock of this run what a browser sends once something was pressed, and draws the page anew."""
    sent = {
        "run": run,
        "number": number or next(_numbers),
        "laps": [[seconds, skipped] for seconds, skipped in laps],
        "end": end,
    }
    page.session_state[key_of(run)] = {"laps": sent}
    return page.run()

"""How a test looks at somebody on Prospect research."""

from functools import partial

from tests.screen import open_page, run

page = partial(open_page, "prospect_research")


def open_tab(app, whom, tab):
    """Open one of the tabs below the name."""
    app.session_state[f"person-tab-{whom}"] = tab
    return run(app)


def more(app, whom, mode):
    """What the menu beside the name leads to."""
    app.session_state[f"person-mode/{whom}"] = mode
    return run(app)

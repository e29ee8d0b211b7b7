"""How a test looks at somebody on Prospect research, and what it does there."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.builders import at

PAGE = str(Path(__file__).parents[2] / "pages" / "prospect_research.py")
NOW = "2026-11-24T09:00:00+01:00"  # a Tuesday
HERE = at(NOW)
ZONE = "Europe/Berlin"
NASTY = (
    "<img src=x onerror=alert(1)>",
    "![x](http://example.org/x.png)",
    ":red[x]",
    "$x$",
    ":material/home:",
)


def page(**query):
    app = AppTest.from_file(PAGE, default_timeout=30)
    app.context = {"timezone": ZONE}
    for name, value in query.items():
        app.query_params[name] = value
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def click(app, label, place=0):
    [button for button in app.button if button.label == label][place].click()
    return run(app)


def choose(app, key, value):
    """One of a few, by the beginning of its key."""
    next(group for group in app.button_group if group.key.startswith(key)).set_value(value)
    return run(app)


def open_tab(app, whom, tab):
    app.session_state[f"person-tab-{whom}"] = tab
    return run(app)


def more(app, whom, mode):
    """What the menu beside the name leads to."""
    app.session_state[f"person-mode/{whom}"] = mode
    return run(app)


def field(app, label, place=0):
    every = [*app.text_input, *app.selectbox, *app.number_input, *app.checkbox, *app.date_input, *app.time_input]
    return [each for each in every if each.label == label][place]


def labels(app):
    return [button.label for button in app.button]


def text(app):
    """Everything that is written on the page, as its Markdown says it."""
    return "\n".join(element.value for element in [*app.title, *app.subheader, *app.markdown, *app.caption, *app.text])


def said(app):
    """The same, as people read it."""
    return text(app).replace("\\", "").replace("\u2060", "")

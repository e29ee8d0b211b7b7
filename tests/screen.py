"""How a test looks at a page, and what it does there.

page = partial(open_page, "outreach")
app = click(page(contact=ada), "I sent it")
assert "Logged" in said(app)
"""

import json
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.builders import at

# Streamlit looks through every installed package for components: once a server, but in tests once for every page that
# is opened, and that took longer than most pages. What is installed stays the same while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

ROOT = Path(__file__).parents[1]
NOW = "2026-11-24T09:00:00+01:00"  # a Tuesday
HERE = at(NOW)
ZONE = "Europe/Berlin"
# What somebody may type or import, and no page may take for more than text.
NASTY = (
    "<img src=x onerror=alert(1)>",
    "![x](http://example.org/x.png)",
    ":red[x]",
    "$x$",
    ":material/home:",
)


# What it does


def open_page(name, /, **query):
    """The page in this file of pages/, opened in Berlin with this query in its address."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=30)
    app.context = {"timezone": ZONE}
    for key, value in query.items():
        app.query_params[key] = value
    return run(app)


def mounted(app):
    """The component that is mounted; AppTest has no class of its own for it."""
    [found] = app.get("bidi_component")
    return found


def handed_over(app):
    """What the component that is mounted was given."""
    return json.loads(mounted(app).proto.json)


def run(app):
    """Draw the page anew; whatever it stumbles over fails the test."""
    app.run()
    assert not app.exception
    return app


def click(app, label, place=0):
    """Press the button with this label: the first of them, unless `place` says which."""
    [button for button in app.button if button.label == label][place].click()
    return run(app)


def choose(app, key, value):
    """Choose one of a few, by the beginning of their key."""
    next(group for group in app.button_group if group.key.startswith(key)).set_value(value)
    return run(app)


# What it sees


def field(app, label, place=0):
    """What can be filled in under this label."""
    shown = [
        app.text_input, app.selectbox, app.number_input, app.checkbox, app.date_input, app.time_input, app.multiselect
    ]  # fmt: skip
    return [each for kind in shown for each in kind if each.label == label][place]


def labels(app):
    """What stands on the buttons."""
    return [button.label for button in app.button]


def primary(app):
    """What stands on the filled buttons."""
    return [button.label for button in app.button if button.proto.type == "primary"]


def cards(app):
    """Whom the cards of the queue are about."""
    heads = [each.value.replace("\\", "") for each in app.markdown if each.value.startswith("##### ")]
    return [head.split("&ensp;")[0].removeprefix("##### ") for head in heads if "-badge" in head]


def markdown(app):
    """Everything on the page in which Markdown means something."""
    shown = [element.value for element in [*app.title, *app.subheader, *app.markdown, *app.caption]]
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    return "\n".join([*shown, *cells])


def text(app):
    """Everything that is written on the page, as its Markdown says it."""
    return "\n".join([markdown(app), *(element.value for element in app.text)])


def said(app):
    """The same, as people read it."""
    return text(app).replace("\\", "").replace("\u2060", "")

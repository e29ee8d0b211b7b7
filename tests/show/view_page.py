"""How a test looks at one view of Prospect research by itself."""

from streamlit.testing.v1 import AppTest

from tests.screen import ZONE, run

PAGE = """
import importlib
from ivw.show import front_door, parts
here = front_door.here()
parts.page_head(here, "Prospect research", "")
importlib.import_module("ivw.show.{view}").draw(here)
"""


def open_view(view, /, **query):
    """The view that this module of ivw/show draws, opened in Berlin with this query in its address."""
    app = AppTest.from_string(PAGE.replace("{view}", view), default_timeout=30)
    app.context = {"timezone": ZONE}
    for key, value in query.items():
        app.query_params[key] = value
    return run(app)

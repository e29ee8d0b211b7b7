"""How a test under AppTest types into a draft_area.

    page = AppTest.from_file("pages/reflection.py").run()
    type_into(page, f"learned-{meeting_id}", "That the first year is mostly reading.")

The field has to stand there already, as it does for a person. A real browser types in tests/browser.
"""

from itertools import count

from streamlit.testing.v1 import AppTest

_numbers = count(1)


def type_into(page: AppTest, key: str, text: str) -> AppTest:
    """Hands the draft_area of this key what a browser sends once somebody has typed, and draws the page anew."""
    page.session_state[key] = {"draft": {"text": text, "client": "a test", "number": next(_numbers)}}
    # The first run saves while it draws (a browser's update is saved before); the second one shows it everywhere.
    return page.run().run()

"""How a test under AppTest catches something while one talks.

    page = open_page("conversation", meeting=meeting, step="live")
    catch(page, meeting, "topic", "Night trams")

A real browser presses the keys in tests/browser.
"""

from itertools import count
from uuid import UUID

from streamlit.testing.v1 import AppTest

_numbers = count(1)


def an_id() -> str:
    """An id as the browser makes them: new, and in the order of time."""
    return str(UUID(int=(0x019C << 112) + (7 << 76) + (2 << 62) + next(_numbers)))


def catch(
    page: AppTest, meeting: str, kind: str, text: str, choice: str = "", day: str = "", key: str | None = None
) -> AppTest:
    """Hands the page what a browser sends once Enter was pressed, and draws it anew."""
    item = {"id": key or an_id(), "kind": kind, "text": text, "choice": choice, "day": day}
    page.session_state[f"catch-{meeting}"] = {"caught": {"number": next(_numbers), "items": [item]}}
    return page.run()

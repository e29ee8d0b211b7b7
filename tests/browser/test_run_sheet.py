"""The run sheet as it comes out of the printer."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ivw.coaching import agenda, phrases
from ivw.coaching.agenda import MUST_ASKS, Question
from ivw.exchange import run_sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ASKS = [Question(name, text, "must", 3, must_ask=name) for name, text in MUST_ASKS.items()]


def a_sheet(minutes: int) -> str:
    text = "Which part of question number {} takes the most out of you, and why is that so?"
    questions = [Question(str(place), text.format(place)) for place in range(30)]
    return run_sheet.page(
        agenda.fit([*questions, *ASKS], minutes), whom="Ada Example", details=["Room 5"], starts_at=None,
        sentences=phrases.by_kind(), stories=["The month the figures fell"] * 3,
    )  # fmt: skip


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page(page: "Page", minutes: int, paper: str) -> None:
    page.set_content(a_sheet(minutes))
    printed = page.pdf(format=paper, prefer_css_page_size=False)
    assert len(re.findall(rb"/Type /Page\b(?!s)", printed)) == 1


def test_nothing_of_it_is_wider_than_the_page(open_page: Callable[..., "Page"]) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.set_content(a_sheet(20).replace("Room 5", "W" * 300))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

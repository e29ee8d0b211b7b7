"""draft_area under fingers: the app in apps/draft_app.py keeps each text in a file, and nothing typed may get lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, StartServer
from tests.browser.draft_hand import PRESS, Folder, expect_kept, expect_status, go_to, left_in_the_browser, notes
from tests.needs import needs

needs("playwright")
from playwright.sync_api import expect  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def app(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    path = tmp_path_factory.mktemp("drafts")
    return start_server(script="tests/browser/apps/draft_app.py", env={"DRAFT_FOLDER": str(path)}), path


@pytest.fixture
def app_server(app: tuple[Server, Path]) -> Server:
    return app[0]


@pytest.fixture
def folder(app: tuple[Server, Path]) -> Folder:
    for file in app[1].iterdir():
        file.unlink()
    return Folder(app[1])


@pytest.fixture
def write(page: "Page", app_server: Server, folder: Folder, settle: Callable[..., None]) -> "Page":
    """The page that reruns as a whole."""
    page.goto(app_server.url)
    settle(page)
    return page


@pytest.fixture
def part(page: "Page", app_server: Server, folder: Folder, settle: Callable[..., None]) -> "Page":
    """The page whose field stands in a fragment."""
    page.goto(f"{app_server.url}/part")
    settle(page)
    return page


# While one types


def test_what_is_typed_is_saved_without_leaving_the_field(write: "Page", folder: Folder) -> None:
    notes(write).press_sequentially("They start at seven.", delay=10)
    expect_status(write, "Saved")
    assert folder.text() == "They start at seven."
    expect(notes(write)).to_be_focused()
    assert left_in_the_browser(write) == []


def test_typing_without_a_pause_is_saved_on_the_way(write: "Page", folder: Folder) -> None:
    # 40 letters, one each 100 ms, so that the pause of 400 ms never comes.
    notes(write).press_sequentially("a" * 40, delay=100)
    assert folder.saves() >= 1
    assert folder.text()
    expect_status(write, "Saved")
    assert folder.text() == "a" * 40


def test_typing_through_a_slow_rerun_loses_nothing_and_keeps_the_caret(write: "Page", folder: Folder) -> None:
    notes(write).fill("start end")
    expect_status(write, "Saved")
    folder.take(1)
    notes(write).evaluate("field => field.setSelectionRange(5, 5)")
    words = ""
    for word in [" of", " a", " story", " and", " its"]:
        # Each word is sent, and its rerun still goes on while the next one is typed.
        saves = folder.saves()
        notes(write).press_sequentially(word, delay=30)
        words += word
        while folder.saves() == saves:
            write.wait_for_timeout(20)
        expect(notes(write)).to_have_value(f"start{words} end")
    expect_status(write, "Saved")
    expect(notes(write)).to_have_value(f"start{words} end")
    expect(notes(write)).to_be_focused()
    assert notes(write).evaluate("field => field.selectionStart") == len(f"start{words}")
    assert folder.text() == f"start{words} end"


def test_in_a_fragment_only_the_fragment_reruns(part: "Page", folder: Folder) -> None:
    # r and c are Streamlit's own keys: to rerun, and to clear caches.
    notes(part).press_sequentially("car rides cost", delay=20)
    expect(part.get_by_text("3 words")).to_be_visible()
    expect_status(part, "Saved")
    assert folder.text("part") == "car rides cost"
    expect(part.get_by_text("Page runs: 1")).to_be_visible()
    expect(part.get_by_role("dialog")).to_have_count(0)


# When one leaves


def test_a_reload_right_after_typing_keeps_everything(write: "Page", folder: Folder) -> None:
    notes(write).press_sequentially("First this.")
    expect_status(write, "Saved")
    notes(write).press_sequentially(" And this at the last moment")
    write.reload()
    expect(notes(write)).to_have_value("First this. And this at the last moment")
    expect_kept(write, folder, "First this. And this at the last moment")


def test_leaving_the_page_right_after_typing_keeps_everything(write: "Page", folder: Folder) -> None:
    notes(write).press_sequentially("Call Ines")
    go_to(write, "Elsewhere")
    expect_kept(write, folder, "Call Ines")
    go_to(write, "Write")
    expect(notes(write)).to_have_value("Call Ines")
    expect(write.get_by_role("button", name="Swap the two")).to_be_hidden()


def test_leaving_a_slow_page_keeps_the_text_for_the_next_visit(
    page: "Page", app_server: Server, folder: Folder
) -> None:
    # A fragment is heard once the page around it is drawn, and this page is left before that.
    folder.take(3)
    page.goto(f"{app_server.url}/part")
    notes(page).press_sequentially("Call Ines")
    page.get_by_role("link", name="elsewhere").evaluate(
        "link => link.click()"
    )  # a click of ours waits until it is drawn
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    folder.take(0)
    go_to(page, "Part")
    expect(notes(page)).to_have_value("Call Ines")
    expect_kept(page, folder, "Call Ines", "part")
    expect_status(page, "Saved")
    assert left_in_the_browser(page) == []


def test_each_record_has_its_own_text(write: "Page", folder: Folder, settle: Callable[..., None]) -> None:
    notes(write).press_sequentially("about one")
    write.get_by_text("two", exact=True).click(delay=PRESS)
    expect(notes(write)).to_have_count(1)
    expect(notes(write)).to_have_value("")
    notes(write).press_sequentially("about two")
    expect_status(write, "Saved")
    assert (folder.text("one"), folder.text("two")) == ("about one", "about two")
    write.get_by_text("one", exact=True).click(delay=PRESS)
    settle(write)
    expect(notes(write)).to_have_value("about one")


# When the server goes away


@pytest.mark.parametrize(("place", "before"), [("", ""), ("part", "Before. ")])
def test_what_is_typed_without_a_server_is_saved_when_it_is_back(
    page: "Page", app_server: Server, folder: Folder, settle: Callable[..., None], place: str, before: str
) -> None:
    page.goto(f"{app_server.url}/{place}")
    settle(page)
    if before:
        notes(page).press_sequentially(before)
        expect_status(page, "Saved")
    app_server.stop()
    try:
        notes(page).press_sequentially("While it was away.")
        expect_status(page, "Not saved yet: no connection")
    finally:
        app_server.start()
    expect_status(page, "Saved")
    assert folder.text(place or "one") == f"{before}While it was away."
    expect(notes(page)).to_have_value(f"{before}While it was away.")


def test_a_restart_writes_nothing_of_its_own(write: "Page", app_server: Server, folder: Folder) -> None:
    notes(write).press_sequentially("from this tab")
    expect_status(write, "Saved")
    app_server.stop()
    folder.put("from elsewhere")
    app_server.start()
    write.get_by_role("button", name="Draw again").click(delay=PRESS)
    expect(notes(write)).to_have_value("from elsewhere")
    assert folder.text() == "from elsewhere"


def test_what_never_left_the_browser_comes_back_with_a_reload(
    write: "Page", app_server: Server, folder: Folder
) -> None:
    notes(write).press_sequentially("Known. ")
    expect_status(write, "Saved")
    app_server.stop()
    try:
        notes(write).press_sequentially("Unknown.")
        expect_status(write, "Not saved yet: no connection")
    finally:
        app_server.start()
    write.reload()
    expect(notes(write)).to_have_value("Known. Unknown.")
    expect_status(write, "Saved")
    assert folder.text() == "Known. Unknown."
    assert left_in_the_browser(write) == []


def test_two_versions_never_replace_each_other_in_silence(write: "Page", app_server: Server, folder: Folder) -> None:
    app_server.stop()
    try:
        notes(write).press_sequentially("typed here")
        expect_status(write, "Not saved yet: no connection")
        folder.put("saved elsewhere")
    finally:
        app_server.start()
    write.reload()
    expect(notes(write)).to_have_value("saved elsewhere")
    write.get_by_role("button", name="Swap the two").click(delay=PRESS)
    expect(notes(write)).to_have_value("typed here")
    expect_status(write, "Saved")
    assert folder.text() == "typed here"
    write.get_by_role("button", name="Swap the two").click(delay=PRESS)
    expect(notes(write)).to_have_value("saved elsewhere")
    write.get_by_role("button", name="Discard it").click(delay=PRESS)
    expect(write.get_by_role("button", name="Discard it")).to_be_hidden()
    expect_status(write, "Saved")
    assert folder.text() == "saved elsewhere"
    assert left_in_the_browser(write) == []


def test_what_another_window_wrote_is_laid_aside_by_the_one_that_writes_over_it(write: "Page", folder: Folder) -> None:
    other = write.context.new_page()
    other.goto(write.url)
    expect(notes(other)).to_have_value("")
    notes(write).press_sequentially("from one")
    expect_status(write, "Saved")
    expect(write.get_by_role("button", name="Swap the two")).to_be_hidden()
    notes(other).press_sequentially("from two")
    expect_status(other, "Saved")
    assert folder.text() == "from two"
    other.get_by_role("button", name="Swap the two").click(delay=PRESS)
    expect(notes(other)).to_have_value("from one")
    expect_status(other, "Saved")
    other.get_by_role("button", name="Discard it").click(delay=PRESS)
    notes(write).press_sequentially(" and more")
    expect_status(write, "Saved")
    expect(write.get_by_role("button", name="Swap the two")).to_be_hidden()  # it holds what stood there
    assert folder.text() == "from one and more"
    other.close()


# What changes by another way


def test_an_undo_is_shown(write: "Page", folder: Folder) -> None:
    notes(write).press_sequentially("new")
    expect_status(write, "Saved")
    write.get_by_role("button", name="Undo").click(delay=PRESS)
    expect(notes(write)).to_have_value("old")
    notes(write).press_sequentially(" and mended")
    expect_status(write, "Saved")
    assert folder.text() == "old and mended"


def test_what_another_tab_saved_is_shown_once_the_field_is_left(write: "Page", folder: Folder) -> None:
    notes(write).press_sequentially("mine")
    expect_status(write, "Saved")
    folder.put("theirs")
    expect(notes(write)).to_have_value("mine")
    write.get_by_role("button", name="Draw again").click(delay=PRESS)
    expect(notes(write)).to_have_value("theirs")


# What cannot be saved


def test_what_is_refused_stays_typed_and_says_why(write: "Page", folder: Folder) -> None:
    notes(write).fill("this is forbidden")
    expect_status(write, "Not saved")
    why = "The word forbidden is not allowed. Say it in another way."
    expect(write.get_by_text(why)).to_be_visible()
    expect(notes(write)).to_have_attribute("aria-invalid", "true")
    expect(notes(write)).to_have_accessible_description(re.compile(re.escape(why)))
    write.reload()
    expect(notes(write)).to_have_value("this is forbidden")
    expect(write.get_by_text(why)).to_be_visible()
    notes(write).fill("this is allowed")
    expect_status(write, "Saved")
    expect(write.get_by_text(why)).to_be_hidden()
    assert folder.text() == "this is allowed"


def test_when_saving_breaks_the_field_stays(write: "Page", folder: Folder) -> None:
    notes(write).fill("this is broken")
    expect(write.get_by_test_id("stException")).to_be_visible()
    expect_status(write, "Not saved")
    expect(notes(write)).to_have_value("this is broken")
    notes(write).fill("this is mended")
    expect_status(write, "Saved")
    expect(write.get_by_test_id("stException")).to_have_count(0)
    assert folder.text() == "this is mended"


def test_a_text_that_is_too_long_is_not_cut(write: "Page", folder: Folder) -> None:
    notes(write).fill("x" * 501)
    expect(write.get_by_text("Too long to be saved: 501 of 500 characters.")).to_be_visible()
    expect_status(write, "Not saved")
    notes(write).press("Backspace")
    expect_status(write, "Saved")
    assert folder.text() == "x" * 500


# What it looks like


def test_what_is_typed_is_text_and_nothing_else(write: "Page", folder: Folder) -> None:
    text = "<script>alert(1)</script><img src=x onerror=alert(2)> ![x](http://example.com/x.png) {{x}}\n\t# 日本語 😀"
    alerts: list[str] = []
    write.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    notes(write).fill(text)
    expect_status(write, "Saved")
    write.reload()
    expect(notes(write)).to_have_value(text)
    assert folder.text() == text
    assert alerts == []
    expect(write.locator(".ivw-draft").locator("img, script")).to_have_count(0)


def test_it_says_what_it_is_and_how_it_stands(write: "Page") -> None:
    expect(write.get_by_role("textbox", name="Notes")).to_have_accessible_description("Only you read this.")
    notes(write).press_sequentially("x")
    expect_status(write, "Saved")
    expect(write.get_by_role("status")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_it_grows_with_its_text_up_to_a_limit_and_fits_a_phone(
    open_page: Callable[..., "Page"],
    app_server: Server,
    folder: Folder,
    settle: Callable[..., None],
    screenshot: Callable[..., None],
    color_scheme: str,
) -> None:
    phone = open_page(viewport={"width": 390, "height": 844}, color_scheme=color_scheme, has_touch=True)
    phone.goto(app_server.url)
    settle(phone)

    def height() -> float:
        box = notes(phone).bounding_box()
        assert box is not None
        return box["height"]

    assert height() == 120
    notes(phone).fill("line\n" * 12)
    assert 250 < height() < 400
    notes(phone).fill("line\n" * 80)
    assert height() <= 0.7 * 844
    expect_status(phone, "Saved")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    screenshot(phone, f"draft-area-{color_scheme}-390")

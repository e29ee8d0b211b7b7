"""One whole pass through the cycle in a real browser: from an empty file to the thanked conversation and the week.

The page is reloaded, left or its server restarted where it hurts most: in the middle of a message, of a rehearsal, of a
note taken while talking. The server's clock is moved on between the stages by restarting it; the browser's runs.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESKTOP, Server, StartServer
from tests.needs import needs

sync_api = needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = sync_api.expect
MONDAY = "2026-11-16T09:00:00+01:00"
TUESDAY = "2026-11-17T10:00:00+01:00"
TALKING = "2026-11-19T10:05:00+01:00"
AFTERWARDS = "2026-11-19T10:40:00+01:00"
WHY = "Your talk about turning river levels into warnings."
OWN_QUESTION = "What did the first flood teach you that no course had?"


class Pass:
    """One person's way through the pages, and the pictures taken on it."""

    def __init__(self, server: Server, tab: "Page", settle: Callable[..., None], picture: Callable[..., None]) -> None:
        self.server, self.tab, self.settle, self.picture = server, tab, settle, picture

    def open(self, page: str = "") -> None:
        self.tab.goto(f"{self.server.url}/{page}")
        self.settle(self.tab)

    def at(self, instant: str) -> None:
        """Another moment: the server starts again over the same records, with its clock there."""
        self.server.restart(env={"IVW_AS_OF": instant})

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        self.settle(self.tab)
        self.tab.get_by_role(role, name=name, exact=isinstance(name, str)).first.click(delay=80)
        self.settle(self.tab)

    def field(self, label: str) -> "Locator":
        return self.tab.get_by_label(label, exact=True).first

    def type(self, label: str, text: str) -> None:
        box = self.tab.get_by_role("textbox", name=label, exact=True).first
        box.click()
        box.press_sequentially(text, delay=5)

    def segments(self, label: str, digits: str) -> None:
        """A day or a time of day, which is typed digit by digit."""
        self.field(label).get_by_role("spinbutton").first.click()
        self.tab.keyboard.type(digits, delay=30)
        self.tab.keyboard.press("Tab")

    def choose(self, label: str, option: str) -> None:
        self.settle(self.tab)
        self.field(label).click()
        self.tab.get_by_role("option", name=option).click(delay=80)

    def write(self, label: str, text: str) -> None:
        """Into a field that saves itself, until it says so."""
        self.field(label).click()
        self.field(label).press("Control+End")
        self.field(label).press_sequentially(text, delay=5)
        expect(self.tab.get_by_text(re.compile("^Saved")).first).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.tab.get_by_text(text).first).to_be_visible()

    def headed(self, title: str) -> None:
        expect(self.tab.get_by_role("heading", name=title).first).to_be_visible()

    def keep(self, name: str) -> None:
        self.picture(self.tab, f"pass/{name}", whole=True)


@pytest.fixture
def the_pass(
    start_server: StartServer, open_page: Callable[..., "Page"], settle: Callable[..., None],
    screenshot: Callable[..., None],
) -> Pass:  # fmt: skip
    server = start_server(env={"IVW_AS_OF": MONDAY})
    tab = open_page(timezone_id="Europe/Berlin", viewport=DESKTOP)
    return Pass(server, tab, settle, screenshot)


def test_the_whole_cycle_from_an_empty_file_to_a_thanked_conversation(the_pass: Pass) -> None:
    find_somebody(the_pass)
    ask_them(the_pass)
    agree(the_pass)
    choose_questions(the_pass)
    rehearse(the_pass)
    talk(the_pass)
    reflect(the_pass)
    thank(the_pass)
    look_back(the_pass)


def find_somebody(way: Pass) -> None:
    way.open()
    way.headed("Welcome to ivw")
    way.keep("01-first-start")
    way.press("Add a person")
    expect(way.field("Name")).to_be_focused()
    way.tab.keyboard.type("Priya Raman")
    way.tab.keyboard.press("Tab")
    way.tab.keyboard.type("Brackmere Water Trust")
    way.tab.keyboard.press("Tab")
    way.tab.keyboard.type("Policy analyst")
    way.tab.keyboard.press("Tab")
    way.tab.keyboard.type(WHY)
    way.tab.keyboard.press("Enter")
    way.headed("Priya Raman")
    way.reads("Next, research: 2 of 5 known before you ask")
    way.press("Find out a little more")
    way.press("Add")
    way.write("What you found", "Ten years of policy, the last four for water.")
    way.press("Save")
    way.reads("3 of 5 known")
    way.keep("02-researched")
    way.press("Now", "tab")
    way.reads("Next, contact: ask for 20 minutes.")
    way.keep("02-prospect")
    way.press("Research")  # the step of the path, which is another tab of the same panel
    way.reads("3 of 5 known")
    way.press("Now", "tab")


def ask_them(way: Pass) -> None:
    way.press("Write your request")
    way.headed("Outreach")
    way.reads("The draft still needs 2 things")
    way.type("How you found them", "I read it in the yearbook of the river authorities.")
    way.tab.keyboard.press("Enter")
    way.reads("The draft still needs 1 thing")
    way.type("Your name", "Ada Example")
    way.tab.keyboard.press("Enter")
    expect(way.field("Message")).to_have_value(re.compile("Ada Example$"))
    way.write("Message", "\nPS: I bring the biscuits")
    way.tab.reload()
    expect(way.field("Message")).to_have_value(re.compile("biscuits$"))
    way.keep("03-request")
    way.press("I sent it")
    way.reads("It comes onto your queue by itself")
    way.keep("04-sent")
    way.press("Undo")
    expect(way.field("Message")).to_have_value(re.compile("biscuits$"))
    way.press("I sent it")
    way.press("This week")
    way.reads("All clear")


def agree(way: Pass) -> None:
    """They said yes: it is planned, and confirmed."""
    way.at(TUESDAY)
    way.open("prospect_research")
    way.press("This happened", "tab")
    way.choose("What happened", "They said yes")
    way.press("Log it")
    way.reads("Priya Raman: they said yes")
    way.open()
    way.headed("Offer Priya Raman times")
    way.keep("05-they-said-yes")
    way.press("Write it")
    way.headed("Outreach")
    way.press("I sent it")
    way.open("prospect_research")
    way.press("Appear")
    way.headed("Conversation")
    way.segments("Day", "11192026")
    way.segments("Time", "1000")
    way.choose("How you meet", "Video call")
    way.type("Place or link", "https://meet.example.org/priya")
    way.keep("06-plan")
    way.press("Plan it")
    way.reads("What is left to do")
    way.press("Write the confirmation")
    way.headed("Outreach")
    expect(way.field("Message")).to_have_value(re.compile("https://meet.example.org/priya"))
    expect(way.field("Message")).to_have_value(re.compile("10:00"))
    way.press("I sent it")
    way.keep("07-confirmed")


def choose_questions(way: Pass) -> None:
    way.press("Open Priya Raman")
    way.press("Questions")
    way.headed("Question builder")
    way.press("Plan its questions")
    way.type("Your question", OWN_QUESTION)
    way.reads("Looks good")
    way.press("Add it")
    way.reads(OWN_QUESTION)
    way.press(re.compile("^Bank"), "radio")
    for taken in range(2, 6):
        way.settle(way.tab)
        way.tab.get_by_role("button", name="Add", exact=True).last.click(delay=80)  # the bank comes last
        expect(way.tab.get_by_text("in it", exact=True)).to_have_count(taken)
    way.tab.reload()
    way.reads(OWN_QUESTION)
    way.keep("08-questions")


def rehearse(way: Pass) -> None:
    """Minutes pass at once: the browser's clock is wound forward. In the middle the page is reloaded."""
    way.tab.clock.install()
    way.tab.reload()
    way.press("Rehearse it")
    way.press("Start rehearsing")
    expect(way.tab.get_by_role("timer")).to_be_visible()
    ask(way, 9)
    way.tab.clock.fast_forward(70_000)
    way.keep("09-rehearsal")
    way.tab.keyboard.press("Space")
    ask(way, 8)
    way.tab.clock.fast_forward(60_000)
    way.tab.keyboard.press("Space")
    way.tab.reload()
    expect(way.tab.get_by_text(re.compile("Question 3 of")).first).to_be_visible()
    for seconds in (80, 30, 5):  # shorter than the clock holds for an answer
        ask(way, 7)
        way.tab.clock.fast_forward(seconds * 1000)
        way.tab.keyboard.press("Space")
    way.reads(re.compile("tick is"))
    way.keep("10-rehearsed")


def ask(way: Pass, seconds: int) -> None:
    """Say the question at hand aloud, and that it was said."""
    expect(way.tab.get_by_text("You ask", exact=True)).to_be_visible()
    way.tab.clock.fast_forward(seconds * 1000)
    way.tab.keyboard.press("Space")
    expect(way.tab.get_by_text("They answer", exact=True)).to_be_visible()


def talk(way: Pass) -> None:
    """The run sheet at hand: a tick, notes that survive a reload, what is promised and whom they name."""
    way.at(TALKING)
    way.open()
    way.press("Conversation", "link")
    way.tab.set_viewport_size({"width": 1280, "height": 300})  # one has to scroll for it
    way.press("Open")
    way.reads("Until 10:20")
    assert way.tab.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0, "it is not seen from its top"
    way.tab.set_viewport_size(DESKTOP)
    way.press("Asked")
    way.reads("1 of 5 asked")
    way.write("Note on this question", "It taught her to ring people up")
    way.write("Notes", "Warnings that nobody reads are")
    way.tab.reload()
    expect(way.field("Notes")).to_have_value("Warnings that nobody reads are")
    expect(way.field("Note on this question")).to_have_value("It taught her to ring people up")
    way.write("Notes", " worse than none.")
    way.tab.locator(".ivw-catch").get_by_role("button", name="Referral").click(delay=80)
    way.type("Whom they named", "Lotte Vermeer")
    way.tab.locator(".ivw-catch .choice").select_option("yes")
    way.press("Save")
    way.reads("Lotte Vermeer")
    way.settle(way.tab)
    way.tab.keyboard.press("p")
    way.tab.keyboard.type("The article about flood memory")
    way.tab.keyboard.press("Enter")
    way.reads("The article about flood memory")
    way.keep("11-talking")


def reflect(way: Pass) -> None:
    way.at(AFTERWARDS)
    way.open()
    way.headed("Did you meet Priya Raman?")
    way.keep("12-afterwards")
    way.press("What happened?")
    way.press("We talked", "menuitem")
    way.press("Write the debrief")
    way.headed("Reflection")
    way.write("What you talked about", "How the first flood changed the warnings")
    way.write("What I learned", "A warning is a conversation: somebody has to answer it.")
    way.write("Next step", "Ask Lotte how warnings are worded.")
    way.tab.reload()
    expect(way.field("Next step")).to_have_value("Ask Lotte how warnings are worded.")
    way.tab.get_by_text("More, when you have a minute").click(delay=80)
    way.type("Which field do they work in?", "Water and climate")
    way.tab.keyboard.press("Enter")
    way.press("Rather yes", "radio")
    way.keep("13-debrief")


def thank(way: Pass) -> None:
    way.press("Done: write the thank-you")
    way.headed("Outreach")
    expect(way.field("Message")).to_have_value(re.compile("first flood"))
    way.keep("14-thank-you")
    way.press("I sent it")
    way.reads("Logged: thanked them")


def look_back(way: Pass) -> None:
    """Nothing is owed today; the week shows what was done, and the person named is next."""
    way.press("This week")
    way.reads("All clear")
    for figure, count in {"Asked": "1", "Met": "1", "Thanked in time": "1"}.items():
        expect(way.tab.get_by_test_id("stMetric").filter(has_text=figure)).to_contain_text(count)
    way.keep("15-this-week")
    way.open("insights?view=referrals")
    way.reads("Lotte Vermeer")
    way.keep("16-insights")
    way.open("prospect_research")
    way.reads("Lotte Vermeer")

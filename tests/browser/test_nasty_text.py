"""Text from people and files is shown as text, whatever it pretends to be: on every page, and nothing comes of it.

Every line of tests/data/nasty.txt comes in through an import, as somebody's name, organization, position, messages,
promises and referrals; and whatever the forms of the pages keep about the demo network is replaced by the lines, too.
What a line would turn into, were it taken for more than text, reads "hurt" and nothing else.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ivw.coaching import demo
from ivw.exchange import demo_file
from ivw.records.database import Records
from tests.browser.conftest import PageLog, StartServer
from tests.builders import load_history, records_in
from tests.needs import needs

playwright = needs("playwright.sync_api")
if TYPE_CHECKING:
    from playwright.sync_api import Page

LINES = (Path(__file__).parents[1] / "data" / "nasty.txt").read_text("utf8").splitlines()
# Written as \u0000 in the file, so that what nobody sees can be seen there.
NASTY = [re.sub(r"\\(?:u([\dA-F]{4})|U([\dA-F]{8}))", lambda m: chr(int(m[1] or m[2], 16)), line) for line in LINES]
MET = 60  # of them were met; the others were asked
# What forms keep as it was typed.
TYPED = {
    "asked_questions": "text note",
    "contacts": "name organization position source why_this_person common_ground what_they_get mutual_contact tenure"
    " experience field",
    "contact_tags": "tag",
    "criteria": "name",
    "criterion_ratings": "note",
    "curveballs": "text",
    "debriefs": "learned changed_view do_differently believed_before believed_after they_need use_in_application",
    "fields": "name",
    "findings": "finding source",
    "goals": "text",
    "imports": "file_name",
    "interactions": "text",
    "laps": "text",
    "leads": "what dropped_why",
    "meetings": "about notes place",
    "next_steps": "what dropped_why",
    "organizations": "name website",
    "plan_questions": "text",
    "plans": "title",
    "profile": "name situation phone",
    "promises": "what dropped_why",
    "questions": "text",
    "referrals": "name about dropped_why",
    "stories": "title situation task action result words role",
    "themes": "theme",
}
PLACES = (
    "", "prospect_research", "prospect_research?contact={met}", "prospect_research?view=next",
    "prospect_research?view=organizations", "prospect_research?view=fields", "prospect_research?view=goals",
    "outreach?contact={asked}", "question_builder?meeting={planned}", "question_builder?view=stories", "practice_timer",
    "conversation?meeting={planned}", "reflection?meeting={held}", "follow_ups", "follow_ups?view=ties",
    "follow_ups?view=theirs", "insights",
    "insights?view=themes", "your_records",
)  # fmt: skip
POINTED_AT = ("insights?view=themes", "question_builder?meeting={planned}")  # charts with texts of theirs
EMOJI = "😄😂🎉→←↔≥≈"  # what :smile: and -> would become; none of it stands in the file or in words of ours
CAME_OF_IT = """() => {
  const main = document.querySelector('[data-testid="stMain"]')
  const made = [...main.querySelectorAll('*')].filter(
    (each) => (!each.childElementCount && each.textContent.trim() === "hurt" && !each.closest("textarea")) ||
              ["SCRIPT", "IFRAME", "IMG", "OBJECT", "EMBED", "VIDEO", "AUDIO", "MARQUEE", "META", "BASE", "MATH"]
                .includes(each.tagName) ||
              (each.tagName === "FORM" && each.className !== "vega-bindings") || each.classList.contains("katex"))
  const links = [...document.querySelectorAll("a[href]")].filter((each) =>
    !["http:", "https:", "mailto:", "blob:"].includes(each.protocol) ||
    (each.origin !== location.origin && !each.closest('[data-testid="stLinkButton"]')))
  return [window.hurt, [...made, ...links].map((each) => each.outerHTML.slice(0, 300))]
}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The file, and ids by what they are in an address."""
    folder = tmp_path_factory.mktemp("nasty")
    now = datetime.now(UTC)
    with records_in(folder, now) as records:
        load_history(records, [_somebody(text, n, now) for n, text in enumerate(NASTY)], "UTC", as_of=now)
        assert records.rows("SELECT count(*) FROM contacts") == [(len(NASTY),)]
        demo.load(records, now, "UTC", demo_file.read())
        _type_everywhere(records)
        ids = {
            "met": "SELECT contact_id FROM meetings WHERE status = 'held' LIMIT 1",
            "asked": "SELECT contact_id FROM interactions WHERE kind = 'request' LIMIT 1",
            "planned": "SELECT meeting_id FROM plans JOIN meetings m ON m.id = meeting_id"
            " WHERE status = 'planned' ORDER BY starts_at DESC LIMIT 1",  # ahead, or there is no chart
            "held": "SELECT meeting_id FROM debriefs LIMIT 1",
        }
        return folder / "records.duckdb", {name: str(records.rows(sql)[0][0]) for name, sql in ids.items()}


def _somebody(text: str, n: int, now: datetime) -> dict[str, Any]:
    asked = (now - timedelta(days=20)).isoformat()
    somebody = {
        "name": text, "organization": text, "position": text, "tie": "ABCD"[n % 4],
        "interactions": [{"kind": "request", "happened_at": asked, "text": text}],
        "referrals": [{"name": text, "given_at": asked, "may_mention": "yes"}],
        "promises": [{"what": text, "owner": ("me", "them")[n % 2], "made_at": asked, "due": asked[:10]}],
    }  # fmt: skip
    if n < MET:
        somebody["meetings"] = [{"starts_at": (now - timedelta(days=3)).isoformat(), "status": "held"}]
    return somebody


def _type_everywhere(records: Records) -> None:
    """Every row gets another line in each of its columns, where there was something."""
    lines: Iterator[str] = itertools.cycle(NASTY)
    with records.transaction() as transaction:
        for table, columns in TYPED.items():
            among = "WHERE id IN (SELECT contact_id FROM contact_tags)" if table == "contacts" else ""
            rows = transaction.fetch(f"SELECT rowid FROM {table} {among}")
            for column in columns.split():
                for (row,) in rows:
                    transaction.fetch(
                        f"UPDATE {table} SET {column} = $line WHERE rowid = $row", line=next(lines), row=row
                    )


@pytest.fixture(scope="module")
def url(world: tuple[Path, dict[str, str]], start_server: StartServer) -> str:
    """Of the one dashboard that has the file open, also where the test is tried once more."""
    return start_server(records=world[0]).url


def test_nothing_in_it_loads_runs_or_is_laid_out(
    world: tuple[Path, dict[str, str]], url: str, page: "Page", page_log: PageLog, settle: Callable[..., None]
) -> None:
    ids = world[1]
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    seen = tips = ""
    came: dict[str, Any] = {}
    for place in PLACES:
        page.goto(f"{url}/{place.format(**ids)}")
        settle(page)
        hurt, made = page.evaluate(CAME_OF_IT)
        main = page.get_by_test_id("stMain").inner_text()
        turned = [each for each in EMOJI if each in main]
        if hurt is not None or made or turned or page.get_by_test_id("stException").count():
            came[place] = (hurt, made, turned)
        seen += _plain(main)
        if place in POINTED_AT:
            tips += _tips(page, settle)
    complaints = [each for each in page_log.console_errors if not re.search("_stcore/(health|host-config)", each)]

    assert not came, json.dumps(came, indent=2, ensure_ascii=False)
    assert any(_plain(text) in _plain(tips) for text in NASTY if "hurt" in text), tips
    assert not complaints
    assert not page_log.page_errors
    assert not dialogs
    assert not [url for url in page_log.requests if "hurt" in url]
    unseen = [text for text in NASTY if _plain(text) and _plain(text) not in seen]
    assert len(unseen) < len(NASTY) / 2, unseen


def _tips(page: "Page", settle: Callable[..., None]) -> str:
    """What the page's first chart says where one points at it; nothing in that is more than text in a table."""
    chart = page.locator("canvas.marks, svg.marks").first
    try:
        chart.wait_for(timeout=10_000)
    except (
        playwright.TimeoutError
    ):  # on a busy machine the page loses its connection now and then, and the chart its picture
        page.reload()
        settle(page)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    tip, said = page.locator("#vg-tooltip-element.visible"), ""
    for across, down in itertools.product((0.35, 0.5, 0.7), (0.1, 0.3, 0.5)):
        page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        if tip.count():
            said += tip.inner_text() + "\n"
            assert (
                tip.evaluate("tip => [...tip.querySelectorAll('img, script, a, svg, iframe, b, i, style')].length") == 0
            )
    return said


def _plain(text: str) -> str:
    """What is left for the eye: without what nobody sees, and with one space for any."""
    return " ".join(
        re.sub("[\u2060\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]", "", text).split()
    )

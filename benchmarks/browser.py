"""Each page in a real Chromium: how soon its first thing and all of it is there, and how many bytes come."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import world
from benchmarks.chromium import Visit, chromium, visit
from benchmarks.measure import Failed, Result, of_amounts, of_runs, ratio
from benchmarks.server import Server, serving

FIRST_LOOK, DRAWN, WEBSOCKET = "first look", "everything drawn", "websocket"


@dataclass(frozen=True, slots=True)
class Look:
    """A page as it opens: its title, its address, and the first thing that one comes for (a selector)."""

    title: str
    place: str
    first: str


EMPTY = Look("an empty page", "", '[data-testid="stMarkdownContainer"]')
PAGES = (
    Look("This week", "", '[class*="st-key-open-"]'),  # the first card
    Look("Prospect research", "prospect_research", '[class*="st-key-people-chosen"]'),  # the list of people
    Look("Outreach", "outreach", '[class*="st-key-write-"]'),  # the first message to write
    Look("Question builder", "question_builder", '[class*="st-key-plan-"]'),  # the first conversation to plan for
    Look("Practice timer", "practice_timer", '[class*="st-key-rehearse-"]'),  # the first plan to rehearse
    Look("Conversation", "conversation", '[class*="st-key-plan-"], [class*="st-key-conversation-"]'),  # the first one
    Look("Reflection", "reflection", '[class*="st-key-debrief-"]'),  # the first conversation to look back on
    Look("Follow-ups", "follow_ups", '[class*="st-key-open-"]'),  # the first card
    Look("Insights", "insights", '[data-testid="stVegaLiteChart"] :is(canvas, svg)'),  # the first chart
    Look("Your records", "your_records", '[data-testid="stFileUploader"]'),  # where a file is put in
)


def measure(contacts: int, folder: Path, runs: int) -> Iterator[Result | Failed]:
    """Every page in turns with an empty one, so that whatever else the machine does slows down both alike."""
    records = world.ready(contacts, folder)
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        hello = stack.enter_context(serving("benchmarks/hello.py", records))
        server = stack.enter_context(serving("app.py", records))
        looks = [(EMPTY, hello), *((page, server) for page in PAGES)]
        visits: dict[Look, list[Visit]] = {look: [] for look, _ in looks}
        lost: dict[Look, Failed] = {}

        def take(look: Look, of: Server, keep: bool) -> None:
            if look in lost:
                return
            try:
                seen = visit(browser, of, look.place, look.first)
            except Failed as failed:
                lost[look] = Failed(f"{look.title}: {failed}")
                return
            if keep:
                visits[look].append(seen)

        for turn in range(runs + 1):  # the first visit of a server pays for what it imports
            for look, of in looks:
                take(look, of, keep=turn > 0)
    yield from lost.values()
    if EMPTY not in lost:
        yield from _told({look: seen for look, seen in visits.items() if look not in lost}, contacts)


def _told(visits: dict[Look, list[Visit]], contacts: int) -> Iterator[Result]:
    for suite, moment in ((FIRST_LOOK, "seen"), (DRAWN, "drawn")):
        times = {
            look: of_runs(
                suite, look.title, contacts,
                [(getattr(each, moment), each.tab_cpu if moment == "drawn" else None) for each in seen],
                _cpu_of_the_server(seen) if moment == "drawn" else "",
            )
            for look, seen in visits.items()
        }  # fmt: skip
        yield times[EMPTY]
        for look, measured in times.items():
            if look is not EMPTY:
                yield measured
                yield ratio(f"{look.title}, to the empty page", measured, times[EMPTY])
    for look, seen in visits.items():
        yield of_amounts(WEBSOCKET, look.title, contacts, "KiB", [each.received / 1024 for each in seen])


def _cpu_of_the_server(visits: list[Visit]) -> str:
    server = [each.server_cpu for each in visits if each.server_cpu is not None]
    return f"CPU is the tab's main thread; server CPU {median(server):.0f} ms" if server else ""

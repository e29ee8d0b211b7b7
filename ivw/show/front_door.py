"""The front door: opens the records, names the pages in their sections, and is the only reader of the clock."""

import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse

from ivw.coaching import profile
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.coaching.opening import opened
from ivw.records import environment
from ivw.records.database import Records
from ivw.show import reveal, terminal

ROOT = Path(__file__).resolve().parents[2]
STATIC = Path(__file__).parent / "static"

# title, icon and section of each page; the first one opens first
PAGES = {
    "this_week": ("This week", "wb_sunny", ""),
    "prospect_research": ("Prospect research", "person_search", "Find"),
    "outreach": ("Outreach", "forward_to_inbox", "Find"),
    "question_builder": ("Question builder", "format_list_bulleted", "Prepare"),
    "practice_timer": ("Practice timer", "timer", "Prepare"),
    "conversation": ("Conversation", "forum", "Meet"),
    "reflection": ("Reflection", "edit_note", "Meet"),
    "follow_ups": ("Follow-ups", "event_repeat", "Keep up"),
    "insights": ("Insights", "insights", "Keep up"),
    "your_records": ("Your records", "inventory_2", "Keep safe"),
}


T = TypeVar("T")
# Planning a query keeps one core busy and leaves the others idle: what a page shows further down is read beside it.
_READERS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reading")


@dataclass(frozen=True, slots=True)
class Here:
    """What every page starts from: the records, the instant it is drawn for, and the person's time zone."""

    records: Records
    as_of: datetime
    zone: str

    def local(self, instant: datetime) -> datetime:
        """The instant as the person's clock shows it."""
        return instant.astimezone(ZoneInfo(self.zone))

    def ahead(self, read: Callable[[Records, datetime, str], T]) -> Callable[[], T]:
        """Begin to read something for this instant beside the page; calling what is returned waits for the answer."""
        return _READERS.submit(read, self.records, self.as_of, self.zone).result


def here(at: Callable[[Records], datetime] | None = None) -> Here:
    """Open the door for one run of a page. Where the records stay shut, says why and ends the run.

    `at` gives the instant it is drawn for, where that is not now (see this_minute).
    """
    try:
        records = open_records(records_path())
        instant = at(records) if at else now()
    except RecordsUnavailable as shut:
        _say_why("The records stay shut", shut)
        st.stop()
    zone = _zone_of(records)
    return Here(records, instant.astimezone(ZoneInfo(zone)), zone)


def _let_go(records: Records) -> None:
    terminal.door.closed()
    records.close()


@st.cache_resource(show_spinner=False, on_release=_let_go)
def open_records(path: Path) -> Records:
    """The one open connection of this process, shared by every tab, and by terminals that ask."""
    records = opened(path, now().astimezone())
    terminal.door.opened(path)
    return records


def records_path() -> Path:
    """Where the records are: --records (after `--`), IVW_RECORDS, else data/records.duckdb."""
    arguments = sys.argv[1:]
    named = arguments[arguments.index("--records") + 1 :][:1] if "--records" in arguments else []
    return environment.records_path(named[0] if named else None)


def now() -> datetime:
    """The present instant, UTC, or the one at which IVW_AS_OF stops the clock.

    Raises RecordsUnavailable for what is none: there is no field beside which a page could say it.
    """
    try:
        return environment.stopped_clock() or datetime.now(UTC)
    except InvalidRecord as unreadable:
        raise RecordsUnavailable(str(unreadable)) from unreadable


def go(page: str, **query: str) -> NoReturn:
    """Lead to another page with somebody or something open there, or to something else on the same one."""
    reveal.arrive()
    st.switch_page(_page(page), query_params=query)


def asked_for(name: str) -> str | None:
    """One value of the address, as typed by anybody: callers look it up before they believe it."""
    value = st.query_params.get(name)
    return value[:100] if value else None


async def to_the_first_page(asked: Request) -> RedirectResponse:
    """The page that opens first, typed by its name: Streamlit has it at the root, and says it is not found here."""
    return RedirectResponse(f"/?{asked.url.query}" if asked.url.query else "/")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Open the records with the server, so that the first page need not wait, and let go of them with it."""
    terminal.door.served_at(int(st.get_option("server.port")))  # the socket is bound by now, to this port
    try:
        open_records(records_path())
    except (RecordsUnavailable, InvalidRecord) as shut:
        print(shut, file=sys.stderr)  # noqa: T201 - the terminal is where the server speaks
    yield {}
    open_records.clear()


def show() -> None:
    """Draw the frame and the page asked for."""
    st.set_page_config(page_title="ivw", page_icon=str(STATIC / "icon.svg"), layout="wide", initial_sidebar_state=248)
    st.logo(str(STATIC / "ivw.svg"), size="medium")
    sections: dict[str, list[Any]] = {}
    for name, (_, _, section) in PAGES.items():
        sections.setdefault(section, []).append(_page(name))
    chosen = st.navigation(sections, expanded=True)
    from ivw.show import guide_list, just_met, names  # not above: they come in by this door themselves

    with st.sidebar:
        just_met.way_in()
        guide_list.way_in()
        reveal.to_the_top()  # here it takes no room
        names.draw()
    with st.container(horizontal_alignment="center"), st.container(width=1080, gap="medium"):
        above = st.container()
        try:
            chosen.run()
        except RecordsUnavailable as failed:  # the disk is full or gone
            _say_why("This did not work", failed)
        _back_up_daily(above)


def _say_why(title: str, failed: RecordsUnavailable) -> None:
    st.title(title, anchor=False)
    with st.container(border=True):
        st.text(str(failed))  # as text: it names files
        st.button("Try again", icon=":material/refresh:", key="try-again")


def _back_up_daily(above: Any) -> None:
    """The day's backup, for a dashboard that stays open for days; and a word above the page while none can be made."""
    from ivw.show import (
        front_door,
        parts,
    )  # not above: Streamlit runs this file under another name, which opens nothing

    this = front_door.here()
    this.records.back_up_daily(this.as_of)
    if why := this.records.not_backed_up:
        above.markdown(f":orange[:material/warning: {parts.plain(why)}]")


def _zone_of(records: Records) -> str:
    """The person's time zone. Where they have said none, it is the browser's, kept from the first start on."""
    try:
        said = profile.known_zone(profile.of(records).time_zone)
    except InvalidRecord:  # out of a backup of a computer that knows others; where it is chosen, pages have to be drawn
        return _zone_of_the_browser()
    if said:
        return said
    zone = _zone_of_the_browser()
    with suppress(RecordsUnavailable):  # it can wait; a full disk must not keep anybody from reading
        profile.first_time_zone(records, zone)
    return zone


def _zone_of_the_browser() -> str:
    try:
        return profile.known_zone(st.context.timezone) or "UTC"
    except InvalidRecord:
        return "UTC"


def _page(name: str) -> Any:
    title, icon, _ = PAGES[name]
    return st.Page(
        ROOT / "pages" / f"{name}.py", title=title, icon=f":material/{icon}:", default=name == next(iter(PAGES))
    )


if __name__ == "__main__":
    show()

"""The script of each page, run in this process as the server runs it: with nothing kept, and as it is again.

"Nothing kept": a new session, and every answer that was kept of the records is forgotten, as after a write. "Again":
the same session some seconds later, nothing written meanwhile and the first page read ahead, as the server does by
itself.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks import world
from benchmarks.measure import Failed, Result, Run, Skipped, of_runs
from ivw.records.database import Records
from ivw.show import front_door, read_ahead

SUITE = "script"
NOTHING_KEPT, AGAIN = ", nothing kept", ", again"
ROOT = Path(__file__).parents[1]
HELLO = Path(__file__).with_name("hello.py")
LONGEST = 120  # seconds
_seconds = count()
# Says on every run that no server is there, which is so.
COMPLAINS = "streamlit.runtime.scriptrunner_utils.script_run_context"


@dataclass(frozen=True, slots=True)
class Screen:
    """One look at a page: its file and what stands in the address.

    `{met}` is the person with whom most happened, `{talk}` the newest conversation that was held with a plan.
    """

    title: str
    file: Path
    address: tuple[tuple[str, str], ...] = ()


SCREENS = (
    Screen("an empty page", HELLO),
    Screen("This week", ROOT / "pages/this_week.py"),
    Screen("Prospect research", ROOT / "pages/prospect_research.py"),
    Screen("Prospect research, a person open", ROOT / "pages/prospect_research.py", (("contact", "{met}"),)),
    Screen(
        "Prospect research, everyone searched",
        ROOT / "pages/prospect_research.py",
        (("find", "muller data"), ("list", "everyone")),
    ),
    Screen("Prospect research, whom to ask next", ROOT / "pages/prospect_research.py", (("view", "next"),)),
    Screen("Prospect research, organizations", ROOT / "pages/prospect_research.py", (("view", "organizations"),)),
    Screen("Prospect research, fields", ROOT / "pages/prospect_research.py", (("view", "fields"),)),
    Screen("Prospect research, what for", ROOT / "pages/prospect_research.py", (("view", "goals"),)),
    Screen(
        "Prospect research, the checklist",
        ROOT / "pages/prospect_research.py",
        (("contact", "{met}"), ("tab", "research")),
    ),
    Screen("Follow-ups", ROOT / "pages/follow_ups.py"),
    Screen("Follow-ups, the ties", ROOT / "pages/follow_ups.py", (("view", "ties"),)),
    Screen("Follow-ups, a tie open", ROOT / "pages/follow_ups.py", (("view", "ties"), ("contact", "{met}"))),
    Screen("Outreach", ROOT / "pages/outreach.py"),
    Screen("Outreach, a message", ROOT / "pages/outreach.py", (("contact", "{met}"), ("kind", "check_in"))),
    Screen("Outreach, what gets answered", ROOT / "pages/outreach.py", (("view", "rates"),)),
    Screen("Question builder", ROOT / "pages/question_builder.py"),
    Screen("Question builder, a plan", ROOT / "pages/question_builder.py", (("meeting", "{talk}"),)),
    Screen("Practice timer", ROOT / "pages/practice_timer.py"),
    Screen("Practice timer, a plan", ROOT / "pages/practice_timer.py", (("meeting", "{talk}"),)),
    Screen("Conversation", ROOT / "pages/conversation.py"),
    Screen("Conversation, live", ROOT / "pages/conversation.py", (("meeting", "{talk}"), ("step", "live"))),
    Screen("Reflection", ROOT / "pages/reflection.py"),
    Screen("Reflection, a debrief", ROOT / "pages/reflection.py", (("meeting", "{talk}"),)),
    Screen("Insights", ROOT / "pages/insights.py"),
    Screen("Insights, themes", ROOT / "pages/insights.py", (("view", "themes"),)),
    Screen("Insights, fields", ROOT / "pages/insights.py", (("view", "fields"),)),
    Screen("Insights, what changed", ROOT / "pages/insights.py", (("view", "changed"),)),
    Screen("Insights, search", ROOT / "pages/insights.py", (("view", "search"), ("find", "conference spring"))),
    Screen("Insights, referrals", ROOT / "pages/insights.py", (("view", "referrals"),)),
    Screen("Your records", ROOT / "pages/your_records.py"),
)


@dataclass(slots=True)
class Tally:
    """What one run of a script did: how long, how often it read the records and for how long, how much it sent."""

    started: tuple[float, float] = (0.0, 0.0)
    run: Run = (0.0, 0.0)
    reads: int = 0
    reading: float = 0.0
    sent: int = 0


def measure(contacts: int, folder: Path, runs: int) -> Iterator[Result | Skipped | Failed]:
    """Each screen in a world of this size: new sessions with nothing kept, then one of them again and again."""
    path = world.ready(contacts, folder).absolute()
    logging.getLogger(COMPLAINS).disabled = True
    with patch.dict(os.environ, IVW_RECORDS=str(path), IVW_AS_OF=world.AS_OF.isoformat()), _watched() as tally:
        try:
            records = front_door.open_records(path)
            named = {"met": world.somebody_met(records), "talk": world.a_talk(records)}
            for screen in SCREENS:
                if screen.file.exists():
                    yield from _measured(screen, named, contacts, runs, tally)
                else:
                    yield Skipped(f"{screen.title}: there is no pages/{screen.file.name} yet")
        finally:
            front_door.open_records.clear()


def _measured(
    screen: Screen, named: dict[str, str], contacts: int, runs: int, tally: Tally
) -> Iterator[Result | Failed]:
    def session() -> AppTest:
        opened = AppTest.from_file(screen.file, default_timeout=LONGEST)
        for name, value in screen.address:
            opened.query_params[name] = value.format(**named)
        return opened

    def with_nothing_kept() -> None:
        world.forget(front_door.open_records(front_door.records_path()))
        session().run()

    page = session()
    cold = _several(page.run, 1, tally)
    if page.exception:
        yield Failed(f"{screen.title}: the page ends in an error (told above)")
        return
    first = _several(with_nothing_kept, max(3, runs // 2), tally)
    read_ahead.read()
    page.run()
    again = _several(page.run, runs, tally)
    yield _result(f"{screen.title}{NOTHING_KEPT}", contacts, first, f"the very first {cold[0].run[0]:.0f} ms")
    yield _result(f"{screen.title}{AGAIN}", contacts, again)


def _several(run: Callable[[], object], times: int, tally: Tally) -> list[Tally]:
    """The clock goes on between the runs, as it does for a person: no run finds what another asked for this instant."""
    taken = []
    for _ in range(times):
        os.environ["IVW_AS_OF"] = (world.AS_OF + timedelta(seconds=next(_seconds))).isoformat()
        tally.reads, tally.reading, tally.sent = 0, 0.0, 0
        run()
        taken.append(Tally(tally.started, tally.run, tally.reads, tally.reading, tally.sent))
    return taken


def _result(what: str, contacts: int, taken: list[Tally], note: str = "") -> Result:
    reading = median(each.reading for each in taken)
    told = f"{taken[-1].reads} reads {reading:.0f} ms, sends {taken[-1].sent / 1024:.0f} KiB"
    return of_runs(SUITE, what, contacts, [each.run for each in taken], f"{told}{f'; {note}' if note else ''}")


@contextmanager
def _watched() -> Iterator[Tally]:
    """Time the script alone: compiled once, as on the server, and without AppTest's parsing of what was sent."""
    tally = Tally()
    compiled = ScriptCache()

    class Watched(LocalScriptRunner):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.on_event.connect(self._note, weak=False)
            self._began = False

        def _note(self, _: object, event: ScriptRunnerEvent, **__: object) -> None:
            if event == ScriptRunnerEvent.SCRIPT_STARTED and not self._began:
                self._began = True
                tally.started = (perf_counter(), process_time())
            elif event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS:
                wall, cpu = tally.started
                tally.run = ((perf_counter() - wall) * 1e3, (process_time() - cpu) * 1e3)
                tally.sent = sum(message.ByteSize() for message in self.forward_msgs())

    def counted(read: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            began = perf_counter()
            try:
                return read(*arguments, **options)
            finally:
                tally.reads += 1
                tally.reading += (perf_counter() - began) * 1e3

        return counting

    with (
        patch.object(app_test, "LocalScriptRunner", Watched),
        patch.object(app_test, "ScriptCache", lambda: compiled),
        patch.object(Records, "rows", counted(Records.rows)),
        patch.object(Records, "read", counted(Records.read)),
    ):
        yield tally

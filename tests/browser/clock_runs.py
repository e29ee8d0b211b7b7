"""Records in which runs of a rehearsal wait to be sent off, for the tests of the practice clock in a browser."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from ivw.coaching import curveballs, lap_times, plans, practice
from tests.browser.conftest import Server
from tests.builders import a_contact, a_conversation, at, open_records

NOW = "2026-11-24T09:00:00+01:00"
QUESTIONS = (
    "How did you come to policy work?",
    "What did last week look like, day by day?",
    "Which part of a consultation is hardest to get right?",
    "What do people misunderstand about your work?",
)


@dataclass(frozen=True)
class Run:
    """A run that waits to be sent off, and what the clock knows of it."""

    id: str
    plan: str
    holds: list[float]
    up_first: str


@dataclass(frozen=True)
class Made:
    """A dashboard with a plan for tomorrow, and runs of others that wait; the tests of one file share it."""

    server: Server
    plan: str
    runs: dict[str, Run]


def runs_in(folder: Path) -> tuple[str, dict[str, Run]]:
    """Makes records in this folder: a plan that nobody rehearses yet, and runs of others by their names."""
    records = open_records(folder)
    contact = a_contact(records, name="Priya Raman", confirmed="2026-11-22 10:00")
    meeting = a_conversation(records, contact, starts="2026-11-25 09:00", scheduled="2026-11-20 10:00")

    def a_plan(meeting_id: str | None = None) -> str:
        title = None if meeting_id else "Anybody"
        plan = str(plans.start(records, minutes=20, as_of=at(NOW), meeting_id=meeting_id, title=title).fact_id)
        for text in QUESTIONS:
            plans.add_question(records, plan, text, answer_seconds=150)
        for text in ("Where do people learn this?", "Which tools do you use?"):
            plans.add_question(records, plan, text, priority=1)  # they do not fit
        return plan

    def a_run(meeting_id: str | None = None, is_thrown: bool = False, **how: str) -> Run:
        plan, token = a_plan(meeting_id), str(uuid.uuid4())
        practice.start(records, plan, as_of=at(NOW), token=token, **how)  # type: ignore[arg-type]
        laps = practice.laps_of(records, token)
        while is_thrown and not (1 in (drawn := curveballs.draw(token, laps)) and drawn[1].halves):
            token = str(uuid.uuid4())
        if is_thrown:
            practice.start(records, plan, as_of=at(NOW), token=token, curveballs=True, **how)  # type: ignore[arg-type]
        holds = lap_times.holds(token, [(lap.text, lap.planned_seconds) for lap in laps])
        return Run(token, plan, holds, drawn[1].text if is_thrown else "")

    runs = {
        "host": a_run(mode="mirror"),
        "keys": a_run(mode="companion"),
        "lost": a_run(meeting, mode="companion"),
        "drift": a_run(mode="companion"),
        "rapid": a_run(round="asking"),
        "thrown": a_run(is_thrown=True),
        "phone": a_run(mode="camera"),
    }
    plan = a_plan()
    records.close()
    return plan, runs

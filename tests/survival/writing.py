"""A person at work, as a program of its own: one action of every kind after another, until somebody ends it.

    python -m tests.survival.writing RECORDS FIRST

It says a line of JSON on stdout for each action that is done, and not before: what was changed, row by row. What an
action may take away is said before it begins, so that whoever ends this program knows what it was about. FIRST is the
number of the first person it works for.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from ivw.coaching import (
    contacts,
    criteria,
    day_list,
    drafts,
    follow_ups,
    forgetting,
    goals,
    imports,
    interactions,
    keeping,
    meetings,
    organizations,
    past_imports,
    plans,
    practice,
    profile,
    promises,
    reflections,
    research,
    stories,
    weekly_reviews,
)  # fmt: skip
from ivw.coaching.done import Done, undo
from ivw.coaching.opening import opened
from ivw.exchange import history
from ivw.records.database import Records

ZONE = "Europe/Berlin"
Touched = tuple[str, str, str]
Action = tuple[str, list[Touched], Callable[[], Any]]


def say(*words: object) -> None:
    """One line, out at once."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def touched(done: Done) -> list[Touched]:
    """The rows that an action added or changed, and that taking it back would."""
    return [(change.table, change.row_id, change.kind) for change in done.change.rows]


def of_one_person(records: Records, number: int, now: datetime) -> Iterator[Action]:
    """Everything that may be done for one person, in the order in which it is done."""
    kept: dict[str, Done] = {}

    def by(name: str, act: Callable[[], Any], takes: list[Touched] | None = None) -> Action:
        def run() -> Any:
            kept[name] = act()
            return kept[name]

        return name, takes or [], run

    def made(name: str) -> str:
        return str(kept[name].fact_id)

    name, at = f"Person {number} O'Neil", {"as_of": now}
    monday = now.date() - timedelta(days=now.weekday() + 7 * number)
    ago = now - timedelta(hours=2)
    yield by("add", lambda: contacts.add(records, name=name, shortlist=True, organization=f"House {number}", **at))
    ada = made("add")
    yield by("edit", lambda: contacts.change(records, ada, position="Engineer", tagged=["alumni", "robots"]))
    yield by(
        "research",
        lambda: research.note(
            records, research.Target("person", ada), topic="published", finding="Builds robots.", **at
        ),
    )
    yield by("draft", lambda: drafts.save(records, f"message:{ada}:request", f"Dear {name},\n" + "x" * 900, now))
    yield by(
        "log",
        lambda: interactions.log(
            records, contact_id=ada, kind="request", happened_at=ago, text="May I ask?\n" + "y" * 900, **at
        ),
    )
    yield by("reply", lambda: interactions.log(records, contact_id=ada, kind="agreed", happened_at=now, **at))
    yield by(
        "schedule", lambda: meetings.schedule(records, contact_id=ada, starts_at=now - timedelta(minutes=10), **at)
    )
    talk = made("schedule")
    yield by("goal", lambda: goals.add(records, text=f"Learn {number}", **at))
    yield by("plan", lambda: plans.start(records, minutes=20, meeting_id=talk, **at))
    plan = made("plan")
    yield by(
        "ask",
        lambda: plans.add_question(records, plan, f"What about {number}?", goals=(made("goal"),), own_at=now),
    )
    if number % 5 == 1:
        yield by("rehearse", lambda: practice.start(records, plan, **at))
        yield by(
            "lap",
            lambda: practice.save_laps(
                records, made("rehearse"), number=1, laps=[(12.5, 60.0, False)], as_of=now, end="broken_off"
            ),
        )
    yield by("tick", lambda: day_list.tick(records, talk, day_list.every()[0].item, **at))
    yield by("notes", lambda: meetings.write_down(records, talk, "notes", "It began with a mistake.\n" + "z" * 900))
    for words in range(1, 41):  # a text saves itself while one types
        yield by("typing", lambda words=words: drafts.save(records, f"note:{ada}", "I wonder. " * words, now))
    yield by("hold", lambda: meetings.hold(records, talk, about="robots", zone=ZONE, **at))
    yield by("debrief", lambda: reflections.save(records, talk, "learned", f"That {number} matters.", **at))
    yield by("debrief more", lambda: reflections.save(records, talk, "useful", 4, **at))
    if number % 4 == 1:
        yield by("criterion", lambda: criteria.add(records, f"Freedom {number}", **at))
    yield by(
        "promise",
        lambda: promises.promise(records, contact_id=ada, what="the article", due=now.date(), meeting_id=talk, **at),
    )
    yield by("keep", lambda: promises.keep(records, made("promise"), **at))
    yield by(
        "referral", lambda: promises.refer(records, contact_id=ada, name=f"Friend {number}", meeting_id=talk, **at)
    )
    yield by("lead", lambda: reflections.note_lead(records, contact_id=ada, what="an opening", **at))
    item = follow_ups.due(records, now, ZONE, limit=1)[0]
    yield by("not now", lambda: follow_ups.postpone(records, item, 3, as_of=now, zone=ZONE))
    yield by("story", lambda: stories.add(records, title=f"Story {number}", **at))
    yield by("organization", lambda: organizations.add(records, name=f"Works {number}", **at))
    yield by("review", lambda: weekly_reviews.write(records, monday, "went_well", f"Week {number}", **at))
    yield by(
        "intention", lambda: weekly_reviews.intend(records, monday, situation="it is nine", response="I write", **at)
    )
    yield by("profile", lambda: profile.save(records, name=f"Me {number}", time_zone=ZONE, first_weekday=1))
    yield by("thanks", lambda: interactions.log(records, contact_id=ada, kind="thank_you", happened_at=now, **at))
    yield by("undo", lambda: undo(records, kept["thanks"]), touched(kept["thanks"]))
    yield by("undo an edit", lambda: undo(records, kept["keep"]), touched(kept["keep"]))
    if number % 3 != 1:
        return  # what takes longer is done now and then
    read = history.read(
        json.dumps(
            {
                "contacts": [
                    {
                        "name": f"Import {number}.{n}",
                        "interactions": [{"kind": "note", "happened_at": "2024-06-01", "text": "n"}],
                    }
                    for n in range(20)
                ]
            }
        ).encode(),
        ZONE,
    )
    yield by("import", lambda: imports.apply(records, read, as_of=now).done)
    if number % 6 == 1:
        yield by(
            "undo an import",
            lambda: past_imports.undo(records, past_imports.past(records)[0].id, as_of=now),
            [each for each in touched(kept["import"]) if each[0] in ("contacts", "interactions")],
        )
    yield by("add a nobody", lambda: contacts.add(records, name=f"Nobody {number} Nobody", **at))
    if number % 2:
        yield by("remove", lambda: contacts.remove(records, made("add a nobody")), touched(kept["add a nobody"]))
    elif number % 4:
        yield by(
            "forget", lambda: forgetting.forget(records, made("add a nobody"), **at), touched(kept["add a nobody"])
        )
    if number % 9 == 4:
        yield by("back up", lambda: keeping.back_up(records, **at))


def main(path: Path, first: int) -> None:
    """Work until somebody ends it."""
    records = opened(path, datetime.now(UTC))
    for number in count(first):
        say("person", number)
        for name, takes, act in of_one_person(records, number, datetime.now(UTC)):
            say("begun", name, takes)
            done = act()
            rows = [(c.table, c.row_id, c.kind, c.after) for c in done.change.rows] if isinstance(done, Done) else []
            say("done", name, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

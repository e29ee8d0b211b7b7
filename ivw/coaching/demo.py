"""The demo network: invented people to look around with, marked as such, and gone with one press."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ivw.coaching import curveballs, past_imports
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import KINDS
from ivw.coaching.moments import At, Day, Within
from ivw.records.database import Records
from ivw.records.transaction import Transaction

Told = Mapping[str, object]
Row = dict[str, Any]
Rows = dict[str, list[Row]]

# What counts where the file says nothing. Every row of a table has to say it: a column that one row names is empty,
# and not at its default, in the rows that do not.
UNSAID: Mapping[str, Told] = {
    "contacts": {"do_not_contact": False},
    "goals": {"kind": "learn", "weight": 2, "about": None},
    "organizations": {"target_employer": False, "website": None},
    "interactions": {"gives": False, "asks": False},
    "meetings": {"minutes": 20, "status": "planned", "extended_by_host": False},
    "promises": {"owner": "me"},
    "referrals": {"may_mention": "not asked"},
    "leads": {"unadvertised": False},
    "plan_questions": {"tier": "should", "priority": 2, "about_me": False, "topic": None},
    "stories": {"kind": "story", **dict.fromkeys(("situation", "task", "action", "result", "words", "role", "level"))},
    "questions": {"stage": None, "purpose": None, "answer_seconds": None, "about_me": False},
    "rehearsals": {"mode": "silent", "round": "whole"},
    "curveballs": {"tried": False},
    "laps": {"skipped": False},
}
FIRST_ASKED_AFTER = timedelta(minutes=2)  # the beginning of a conversation
DEBRIEFED_AFTER = timedelta(minutes=30)  # the end of a conversation, where the file says nothing


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person: facts are columns of contacts, the rest rows of the tables of these names.

    Instants and days among their values are told from the day of loading (At, Within, Day). A conversation may have a
    debrief with its themes, next steps and ratings by the criteria, leads, a plan with its questions, which of them
    were asked, and rehearsals, each with started_at, minutes, its laps and curveballs; a postponement is one of
    check_in or reconnect.
    """

    facts: Told
    interactions: tuple[Told, ...] = ()
    meetings: tuple[Told, ...] = ()
    promises: tuple[Told, ...] = ()
    referrals: tuple[Told, ...] = ()
    postponements: tuple[Told, ...] = ()
    findings: tuple[Told, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Everybody in the demo network, no two of the same name, the goals that the questions of plans may name, the
    criteria that debriefs rate by, what one tells about oneself (stories and an introduction), one's own questions, and
    what one wrote about some weeks, each named by one of its days.

    Organizations and fields bring what was found out about them: `findings`.
    """

    people: tuple[Person, ...]
    goals: tuple[Told, ...] = ()
    organizations: tuple[Told, ...] = ()
    fields: tuple[Told, ...] = ()
    criteria: tuple[Told, ...] = ()
    stories: tuple[Told, ...] = ()
    questions: tuple[Told, ...] = ()
    reviews: tuple[Told, ...] = ()


def load(records: Records, as_of: datetime, zone: str, network: Network) -> Done:
    """Put the demo network into the records as it stands on the day of `as_of` in this zone, marked as a demo.

    Nobody who is there already is touched or matched, nor any goal. A referral leads to the person of that name. Raises
    InvalidRecord when a demo network is there already, when a question names a goal that is not told, or when the
    records refuse a value; nothing is written then.
    """
    if past_imports.demo_import(records):
        raise InvalidRecord("demo", "The demo network is here already.", "Remove it first to have it anew.")
    with records.transaction() as transaction:
        made = transaction.add("imports", {"source": past_imports.DEMO, "imported_at": as_of})
        for table, rows in _rows(network, as_of, zone, _keys(transaction.new_ids)).items():
            transaction.add_many(table, rows)
        _looked_back(transaction, network.reviews, as_of, zone)
        past_imports.remember(transaction, str(made))
    # `remove` takes it back, with what is written about its people from now on, which an undo would stumble over.
    return Done(f"The demo network is here: {len(network.people)} invented people.", made)


def remove(records: Records, as_of: datetime) -> Done:
    """Take the demo network out, with everything that was written down about its people; everybody else stays.

    It goes with one press and no question, so it can be taken back: what one wrote about them is one's own. Raises
    InvalidRecord when there is none.
    """
    present = past_imports.demo_import(records)
    if present is None:
        raise InvalidRecord("demo", "There is no demo network in these records.", "Load it first to look around.")
    return past_imports.undo(records, present.id, as_of=as_of)


def _rows(network: Network, as_of: datetime, zone: str, keys: Iterator[str]) -> Rows:
    """Every row that the network brings, by table, in the order in which the tables point at each other."""
    people = {next(keys): person for person in network.people}
    goals = [
        {**UNSAID["goals"], "added_at": as_of, **_on(goal, as_of, zone), "id": next(keys)} for goal in network.goals
    ]

    def of_each(table: str) -> list[Row]:
        return [
            {**UNSAID.get(table, {}), **_on(row, as_of, zone), "contact_id": key}
            for key, person in people.items()
            for row in getattr(person, table)
        ]

    rows = _researched(network, people, as_of, zone, keys)
    rows |= {table: of_each(table) for table in ("interactions", "meetings", "promises", "referrals", "postponements")}
    for row in rows["interactions"]:
        row["direction"] = KINDS[row["kind"]].direction
    named = {person.facts["name"]: key for key, person in people.items()}
    for row in rows["referrals"]:
        row["prospect_id"] = named.get(row["name"])
    for row in rows["postponements"]:
        row["subject_id"] = row["contact_id"]
    inside = _inside(rows["meetings"], {goal["text"]: goal["id"] for goal in goals}, keys)
    inside["criteria"] = [
        {"weight": 2, "added_at": as_of, **_on(each, as_of, zone), "id": next(keys)} for each in network.criteria
    ]
    _rated(inside, {each["name"]: each["id"] for each in inside["criteria"]})
    inside["stories"] = [{**UNSAID["stories"], "added_at": as_of, **_on(each, as_of, zone)} for each in network.stories]
    inside["questions"] = [{**UNSAID["questions"], **_on(each, as_of, zone)} for each in network.questions]
    _said_in(rows["meetings"], rows["promises"], "made_at")
    _said_in(rows["meetings"], rows["referrals"], "given_at")
    contacts = [{**UNSAID["contacts"], **_on(person.facts, as_of, zone), "id": key} for key, person in people.items()]
    dated = [(row["contact_id"], row["happened_at"]) for row in rows["interactions"]]
    dated += [(row["contact_id"], row["scheduled_at"]) for row in rows["meetings"]]
    for row in contacts:  # somebody is written down when one first takes an interest in them
        known = [instant for key, instant in dated if key == row["id"]]
        row["added_at"] = min([row.get("shortlisted_at") or as_of, *known])
    return {"contacts": contacts, "goals": goals} | rows | inside


def _researched(
    network: Network, people: Mapping[str, Person], as_of: datetime, zone: str, keys: Iterator[str]
) -> Rows:
    """What was found out about people, organizations and fields, and the tags that people have."""
    rows: Rows = {"organizations": [], "fields": [], "findings": [], "contact_tags": []}
    about = dict.fromkeys(("contact_id", "organization_id", "field_id"))

    def found(findings: Iterable[Told], column: str, key: str) -> None:
        rows["findings"] += [{"source": None, **about, **_on(each, as_of, zone), column: key} for each in findings]

    for key, person in people.items():
        found(person.findings, "contact_id", key)
        rows["contact_tags"] += [{"contact_id": key, "tag": tag} for tag in person.tags]
    for table, column, things in (
        ("organizations", "organization_id", network.organizations), ("fields", "field_id", network.fields)
    ):  # fmt: skip
        for told in things:
            row: Row = {**UNSAID.get(table, {}), **told, "id": next(keys), "added_at": as_of}
            found(row.pop("findings", ()), column, row["id"])
            rows[table].append(row)
    return rows


def _inside(meetings: list[Row], goals: Mapping[str, str], keys: Iterator[str]) -> Rows:
    """What is told inside these conversations, taken out of them, by table. Each conversation gets its id."""
    rows: Rows = {table: [] for table in ("debriefs", "themes", "leads", "next_steps", "criteria", "criterion_ratings")}
    rows |= {table: [] for table in ("plans", "plan_questions", "plan_question_goals", "asked_questions")}
    rows |= {table: [] for table in ("rehearsals", "laps", "voices", "curveballs", "day_checks")}
    for meeting in meetings:
        meeting["id"] = next(keys)
        meeting.setdefault("scheduled_at", meeting["starts_at"])
        rows["day_checks"] += [{**each, "meeting_id": meeting["id"]} for each in meeting.pop("day_checks", ())]
        for lead in meeting.pop("leads", ()):
            about = {"contact_id": meeting["contact_id"], "meeting_id": meeting["id"], "heard_at": _end(meeting)}
            rows["leads"].append({**UNSAID["leads"], **lead, **about})
        if debrief := meeting.pop("debrief", None):
            _debriefed(rows, meeting, debrief, next(keys))
        plan, rehearsals, asked = meeting.pop("plan", {}), meeting.pop("rehearsals", ()), meeting.pop("asked", ())
        questions = _planned(rows, meeting, plan, rehearsals, goals, keys) if plan or rehearsals else {}
        at = meeting["starts_at"] + FIRST_ASKED_AFTER
        for each in asked:
            of = {"meeting_id": meeting["id"], "plan_question_id": questions.get(each["text"])}
            rows["asked_questions"].append({**each, **of, "asked_at": at})
            at += timedelta(seconds=each["seconds"])
    return rows


def _debriefed(rows: Rows, meeting: Row, told: Row, key: str) -> None:
    rows["themes"] += [{"kind": None, **theme, "debrief_id": key} for theme in told.pop("themes", ())]
    written_at = told.pop("written_at", _end(meeting) + DEBRIEFED_AFTER)
    rows["next_steps"] += [
        {"kind": "other", "made_at": written_at, **step, "meeting_id": meeting["id"]}
        for step in told.pop("next_steps", ())
    ]
    rows["criterion_ratings"] += [{**each, "debrief_id": key} for each in told.pop("criteria", ())]
    rows["debriefs"].append({**told, "written_at": written_at, "id": key, "meeting_id": meeting["id"]})


def _looked_back(transaction: Transaction, reviews: Iterable[Told], as_of: datetime, zone: str) -> None:
    """What is said about weeks, with its if-then plans; a week about which something is written already keeps that."""
    for told in reviews:
        review = _on(told, as_of, zone)
        plans, day = review.pop("plans", ()), review.pop("week_of")
        ((week, is_there),) = transaction.fetch(
            "SELECT week_of($day::DATE, first_weekday) AS began, began IN (SELECT week FROM weekly_reviews) "
            "FROM profile",
            day=day,
        )
        if not is_there:
            key = transaction.add("weekly_reviews", {**review, "week": week})
            transaction.add_many("intentions", [{**plan, "weekly_review_id": key} for plan in plans])


def _rated(rows: Rows, criteria: Mapping[str, str]) -> None:
    """Put the ids of the criteria where the ratings name them."""
    for rating in rows["criterion_ratings"]:
        name = rating.pop("criterion")
        if name not in criteria:
            raise InvalidRecord("criteria", f'No criterion is called "{name}".', "Name one of this file.")
        rating["criterion_id"] = criteria[name]


def _planned(
    rows: Rows, meeting: Row, plan: Row, rehearsals: Iterable[Row], goals: Mapping[str, str], keys: Iterator[str]
) -> dict[str, str]:
    """The plan of this conversation, which every rehearsed one has, and its rehearsals; returns the questions' ids."""
    plan_id = next(keys)
    questions = {question["text"]: next(keys) for question in plan.get("questions", ())}
    for ordinal, question in enumerate(plan.pop("questions", ()), start=1):
        key = questions[question["text"]]
        for goal in question.pop("goals", ()):
            if goal not in goals:
                raise InvalidRecord("goals", f'No goal is called "{goal}".', "Name one of the goals of this file.")
            rows["plan_question_goals"].append({"plan_question_id": key, "goal_id": goals[goal]})
        rows["plan_questions"].append(
            {**UNSAID["plan_questions"], **question, "id": key, "plan_id": plan_id, "ordinal": ordinal}
        )
    made_at = min([meeting["scheduled_at"], *(each["started_at"] for each in rehearsals)])
    rows["plans"].append(
        {"minutes": meeting["minutes"], "made_at": made_at, **plan, "id": plan_id, "meeting_id": meeting["id"]}
    )
    for told in rehearsals:
        rehearsal = {**UNSAID["rehearsals"], **told, "id": next(keys), "plan_id": plan_id}
        ended_at = rehearsal["started_at"] + timedelta(minutes=rehearsal.pop("minutes"))
        rehearsal["broken_off_at" if rehearsal.pop("broken_off", False) else "finished_at"] = ended_at
        for each in rehearsal.pop("curveballs", ()):
            rows["curveballs"].append({**UNSAID["curveballs"], **_moment(each), "rehearsal_id": rehearsal["id"]})
        for ordinal, lap in enumerate(rehearsal.pop("laps", ()), start=1):
            of = {"rehearsal_id": rehearsal["id"], "plan_question_id": questions.get(lap["text"])}
            if voice := lap.pop("voice", None):
                of["id"] = next(keys)
                rows["voices"].append({**voice, "lap_id": of["id"]})
            rows["laps"].append({**UNSAID["laps"], **lap, **of, "ordinal": ordinal})
        rows["rehearsals"].append(rehearsal)
    return questions


def _moment(told: Row) -> Row:
    """A difficult moment of a rehearsal, with the words that its situation has in data/curveballs.csv."""
    known = curveballs.find(told["situation"])
    if known is None:
        raise InvalidRecord("situation", f"No curveball is called {told['situation']}.", "Use a key of curveballs.csv.")
    return {**told, "text": known.text}


def _said_in(meetings: Iterable[Row], facts: Iterable[Row], moment: str) -> None:
    """Tie these facts to the conversation during which they were said, where there is one."""
    for fact in facts:
        fact["meeting_id"] = next(
            (
                meeting["id"]
                for meeting in meetings
                if meeting["contact_id"] == fact["contact_id"]
                and moment in fact
                and meeting["starts_at"] <= fact[moment] <= _end(meeting)
            ),
            None,
        )


def _end(meeting: Row) -> datetime:
    end: datetime = meeting["starts_at"] + timedelta(minutes=meeting["minutes"])
    return end


def _keys(new_ids: Callable[[int], list[str]]) -> Iterator[str]:
    """One fresh key after the other."""
    while True:
        yield from new_ids(500)


def _on(told: Told, as_of: datetime, zone: str) -> Row:
    """The same with its moments as the instants and days they are."""
    return {name: _resolved(value, as_of, zone) for name, value in told.items()}


def _resolved(value: object, as_of: datetime, zone: str) -> Any:
    if isinstance(value, (At, Within, Day)):
        return value.on(as_of, zone)
    if isinstance(value, tuple):
        return tuple(_resolved(each, as_of, zone) for each in value)
    return _on(value, as_of, zone) if isinstance(value, Mapping) else value

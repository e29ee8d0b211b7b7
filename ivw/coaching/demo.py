"""The demo network: invented people to look around with, marked as such, and gone with one press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ivw.coaching import imports
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.interactions import KINDS
from ivw.coaching.moments import At, Day, Within
from ivw.records.database import Records
from ivw.records.transaction import Change

Told = Mapping[str, object]
Row = dict[str, Any]

# What counts where the file says nothing. Every row of a table has to say it: a column that one row names is empty,
# and not at its default, in the rows that do not.
UNSAID: Mapping[str, Told] = {
    "contacts": {"do_not_contact": False},
    "interactions": {"gives": False, "asks": False},
    "meetings": {"minutes": 20, "status": "planned", "extended_by_host": False},
    "promises": {"owner": "me"},
    "referrals": {"may_mention": "not asked"},
    "rehearsals": {"mode": "silent"},
}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person: facts are columns of contacts, the rest rows of the tables of these names.

    Instants and days among their values are told from the day of loading (At, Within, Day). A conversation may have
    rehearsals, each with started_at and minutes; a postponement is one of check_in or reconnect.
    """

    facts: Told
    interactions: tuple[Told, ...] = ()
    meetings: tuple[Told, ...] = ()
    promises: tuple[Told, ...] = ()
    referrals: tuple[Told, ...] = ()
    postponements: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Everybody in the demo network; no two have the same name."""

    people: tuple[Person, ...]


def load(records: Records, as_of: datetime, zone: str, network: Network) -> Done:
    """Put the demo network into the records as it stands on the day of `as_of` in this zone, marked as a demo.

    Nobody who is there already is touched or matched. A referral leads to the person of that name. Raises
    InvalidRecord when a demo network is there already, or when the records refuse a value; nothing is written then.
    """
    if imports.demo_import(records):
        raise InvalidRecord("demo", "The demo network is here already.", "Remove it first to have it anew.")
    with records.transaction() as transaction:
        made = transaction.add("imports", {"source": imports.DEMO, "imported_at": as_of})
        people = dict(zip(transaction.new_ids(len(network.people)), network.people, strict=True))
        for table, rows in _rows(people, as_of, lambda told: _on(told, as_of, zone), transaction.new_ids).items():
            transaction.add_many(table, rows)
        imports.remember(transaction, str(made))
    # Each of the two takes the other back; undoing a thousand rows one by one would take seconds.
    return Done(f"The demo network is here: {len(people)} invented people.", made)


def remove(records: Records, as_of: datetime) -> Done:
    """Take the demo network out, with everything that was written down about its people; everybody else stays.

    Raises InvalidRecord when there is none.
    """
    present = imports.demo_import(records)
    if present is None:
        raise InvalidRecord("demo", "There is no demo network in these records.", "Load it first to look around.")
    return replace(imports.undo(records, present.id, as_of=as_of), change=Change())


def _rows(
    people: Mapping[str, Person], now: datetime, resolved: Callable[[Told], Row], new_ids: Callable[[int], list[str]]
) -> dict[str, list[Row]]:
    """Every row that these people bring, by table, in the order in which the tables point at each other."""

    def of_each(table: str) -> list[Row]:
        return [
            {**UNSAID.get(table, {}), **resolved(row), "contact_id": key}
            for key, person in people.items()
            for row in getattr(person, table)
        ]

    rows = {table: of_each(table) for table in ("interactions", "meetings", "promises", "referrals", "postponements")}
    for row in rows["interactions"]:
        row["direction"] = KINDS[row["kind"]].direction
    for row in rows["meetings"]:
        row.setdefault("scheduled_at", row["starts_at"])
    named = {person.facts["name"]: key for key, person in people.items()}
    for row in rows["referrals"]:
        row["prospect_id"] = named.get(row["name"])
    for row in rows["postponements"]:
        row["subject_id"] = row["contact_id"]
    contacts = [{**UNSAID["contacts"], **resolved(person.facts), "id": key} for key, person in people.items()]
    dated = [(row["contact_id"], row["happened_at"]) for row in rows["interactions"]]
    dated += [(row["contact_id"], row["scheduled_at"]) for row in rows["meetings"]]
    for row in contacts:  # somebody is written down when one first takes an interest in them
        known = [instant for key, instant in dated if key == row["id"]]
        row["added_at"] = min([row.get("shortlisted_at") or now, *known])
    return {"contacts": contacts} | rows | _rehearsed(rows["meetings"], new_ids)


def _rehearsed(meetings: list[Row], new_ids: Callable[[int], list[str]]) -> dict[str, list[Row]]:
    """The rehearsals told with these conversations, taken out of them, and the plan that each of these then has."""
    plans: list[Row] = []
    rehearsals: list[Row] = []
    for meeting in meetings:
        told = meeting.pop("rehearsals", ())
        meeting["id"], plan_id = new_ids(2)
        if told:
            made_at = min(each["started_at"] for each in told)
            plans.append(
                {"id": plan_id, "meeting_id": meeting["id"], "minutes": meeting["minutes"], "made_at": made_at}
            )
        for each in told:
            finished_at = each["started_at"] + timedelta(minutes=each["minutes"])
            rehearsals.append(
                {
                    **UNSAID["rehearsals"],
                    "plan_id": plan_id,
                    "started_at": each["started_at"],
                    "finished_at": finished_at,
                }
            )
    return {"plans": plans, "rehearsals": rehearsals}


def _on(told: Told, as_of: datetime, zone: str) -> Row:
    """The same with its moments as the instants and days they are."""
    return {name: _resolved(value, as_of, zone) for name, value in told.items()}


def _resolved(value: object, as_of: datetime, zone: str) -> Any:
    if isinstance(value, (At, Within, Day)):
        return value.on(as_of, zone)
    if isinstance(value, tuple):
        return tuple(_on(each, as_of, zone) for each in value)
    return value

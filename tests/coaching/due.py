"""Worlds in which something is due, and what the queue says of them."""

from ivw.coaching import follow_ups, promises
from tests.builders import a_contact, a_conversation, at


def due(records, when, zone="UTC", **listed):
    """What is due at that moment, as people write it."""
    return follow_ups.due(records, at(when, zone), zone, **listed)


def hidden(records, when, zone="UTC"):
    """What "not now" hides at that moment."""
    return list(follow_ups.queue(records, at(when, zone), zone, listed="postponed", limit=1_000_000).items)


def actions(items):
    """The action and the standing of each."""
    return [(item.action, item.status) for item in items]


def the_item(records, action, when, zone="UTC"):
    """The one item of this kind, due or to come."""
    [item] = [each for each in due(records, when, zone, upcoming=True) if each.action == action]
    return item


def owing(records):
    """A thank-you, a promise and a referral, all open and late on 1 July."""
    ada = a_contact(records, met="2024-06-20")
    promises.promise(records, contact_id=ada, what="send it", due=at("2024-06-24").date(), as_of=at("2024-06-20"))
    promises.refer(records, contact_id=ada, name="Priya", as_of=at("2024-06-20"))
    return ada


WHEN = {
    "thank_you": "2024-06-20 13:00",
    "promise": "2024-06-24 12:00",
    "referral": "2024-06-27 12:00",
    "check_in": "2024-07-20 12:00",
    "reconnect": "2026-01-01 12:00",
    "nudge": "2024-06-12 12:00",
    "second_person": "2024-06-06 12:00",
    "answer": "2024-06-04 12:00",
    "propose_times": "2024-06-05 12:00",
    "confirm": "2024-06-10 12:00",
    "prepare": "2024-06-17 12:00",
    "record": "2024-06-18 12:00",
}


def with_something_due(records, action):
    """A world in which this action is due at WHEN."""
    match action:
        case "thank_you" | "promise" | "referral":
            return owing(records)
        case "check_in" | "reconnect":
            return a_contact(records, met="2024-06-20", thanked="2024-06-20 15:00")
        case "nudge" | "second_person":
            return a_contact(records, asked="2024-06-03", organization="Acme Labs")
        case "answer":
            return a_contact(records, asked="2024-06-03", replied="2024-06-04 09:00")
        case "propose_times":
            return a_contact(records, asked="2024-06-03", agreed="2024-06-05 09:00")
        case _:
            ada = a_contact(records, confirmed=None if action == "confirm" else "2024-06-11")
            a_conversation(records, ada, starts="2024-06-18 10:00", scheduled="2024-06-10 09:00")
            return ada

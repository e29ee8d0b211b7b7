"""Somebody to whom something is due."""

from functools import partial

from ivw.coaching import promises
from tests.builders import a_contact, at
from tests.screen import ZONE, open_page

page = partial(open_page, "follow_ups")


def somebody_to_thank(records, name="Ines Okafor"):
    return a_contact(records, name=name, met="2026-11-23 15:00", zone=ZONE)


def somebody_to_check_in_with(records, name="Henrik Solberg", **facts):
    return a_contact(records, name=name, met="2026-07-23 15:00", thanked="2026-07-23 18:00", zone=ZONE, **facts)


def a_promise(records, contact_id, what="Send the template", due="2026-11-14", owner="me"):
    made = at("2026-11-01")
    return promises.promise(
        records, contact_id=contact_id, what=what, due=at(due).date(), owner=owner, as_of=made
    ).fact_id

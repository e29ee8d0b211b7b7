"""Where a file says something else than the records: both are shown, the records stay unless one chooses otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivw.coaching.import_matching import email_key, linkedin_key, name_key
from ivw.coaching.incoming import IncomingPerson
from ivw.coaching.past_imports import FILLED_IN

NAME_PARTS = ("given_name", "family_name")  # they come and go with the name


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of somebody known that the file tells otherwise: what stands there and what the file says.

    `row` and `file` say where; `updates` whether the import changes this person in any case.
    """

    contact_id: str
    name: str
    field: str
    ours: object
    theirs: object
    row: int
    file: str = ""
    updates: bool = False

    @property
    def key(self) -> str:
        """Which one it is, to be chosen by."""
        return f"{self.contact_id}/{self.field}"

    def is_as_before(self, other: "Conflict") -> bool:
        """Whether both sides still say what they said when one chose."""
        return (self.key, self.ours, self.theirs) == (other.key, other.ours, other.theirs)


def told_otherwise(person: IncomingPerson, ours: Mapping[str, object]) -> dict[str, object]:
    """What the file says otherwise, by column. What differs in spelling alone is the same.

    A mark "do not contact" may be put on by a file, and never taken off.
    """
    found: dict[str, object] = {} if name_key(person.name) == name_key(ours["name"]) else {"name": person.name}
    for column in FILLED_IN:
        theirs, stands = person.facts.get(column), ours.get(column)
        if column in NAME_PARTS or theirs is None or stands is None or is_same(column, stands, theirs):
            continue
        if column == "email" and email_key(stands) in map(email_key, person.other_emails):
            continue
        found[column] = theirs
    if person.facts.get("do_not_contact") and not ours.get("do_not_contact"):
        found["do_not_contact"] = True
    return found


def taken(conflict: Conflict, person: IncomingPerson) -> dict[str, object]:
    """The columns to write where the file is to be believed: with a name its parts, too."""
    if conflict.field != "name":
        return {conflict.field: conflict.theirs}
    return {"name": conflict.theirs, **{part: person.facts.get(part) for part in NAME_PARTS}}


def is_same(column: str, ours: object, theirs: object) -> bool:
    """Whether two values of a contact differ in spelling alone."""
    if column == "linkedin_url":
        return (linkedin_key(ours) or name_key(ours)) == (linkedin_key(theirs) or name_key(theirs))
    if column == "phone":
        return re.sub(r"\D", "", str(ours)) == re.sub(r"\D", "", str(theirs))
    return name_key(ours) == name_key(theirs)

"""Pairs of contacts who may be one person, each with its reasons. Nothing is ever merged by itself."""

from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records

REASONS = {
    "email": "the same e-mail address",
    "linkedin_url": "the same LinkedIn address",
    "phone": "the same phone number",
    "name": "the same name, apart from case, accents, order or initials",
    "initial": "the same name, if the initial stands for it",
    "similar": "nearly the same name at the same organization",
}
CERTAIN = {"email", "linkedin_url"}  # a name alone never is: people share names


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts, by id (contact_id is the one whose id is lower), and why: keys of REASONS, the strongest first."""

    contact_id: str
    other_id: str
    reasons: list[str]

    @property
    def certain(self) -> bool:
        """Whether there is hardly a doubt."""
        return bool(CERTAIN & set(self.reasons))

    @property
    def why(self) -> str:
        """The reasons in words."""
        return " and ".join(REASONS[reason] for reason in self.reasons)


def pairs(records: Records) -> list[Pair]:
    """Every pair, those without a doubt first. It compares everybody; `stamp` says when that is worth doing again."""
    found = records.read(Pair, "SELECT contact_id, other_id, reasons FROM possible_duplicates()")
    order = list(REASONS)
    return sorted(
        found,
        key=lambda pair: (order.index(pair.reasons[0]), -len(pair.reasons), pair.contact_id, pair.other_id),
    )


def stamp(records: Records) -> tuple[int, ...]:
    """What changes whenever the pairs may: cheap, where `pairs` is not."""
    row = records.rows(
        "SELECT coalesce(bit_xor(hash(id, name, email, linkedin_url, phone, organization)), 0)::HUGEINT, count(*), "
        "(SELECT coalesce(bit_xor(hash(n)), 0) FROM namesakes n)::HUGEINT FROM contacts"
    )[0]
    return tuple(int(each) for each in row)


def two_people(records: Records, one: str, other: str, *, as_of: datetime) -> Done:
    """Say that these are two people, so that nobody asks again. Raises InvalidRecord for somebody who is not there."""
    names = [checks.known_contact(records, each) for each in (one, other)]
    if one == other:
        raise InvalidRecord("contact", "This is one and the same person.", "Choose two.")
    first, second = sorted((one.lower(), other.lower()))
    with records.transaction() as transaction:
        there = transaction.fetch(
            "SELECT 1 FROM namesakes WHERE contact_id::VARCHAR = $first AND other_id::VARCHAR = $second",
            first=first,
            second=second,
        )
        if not there:
            transaction.add("namesakes", {"contact_id": first, "other_id": second, "said_at": as_of})
        return done(transaction, f"{names[0]} and {names[1]} are two people.", one)

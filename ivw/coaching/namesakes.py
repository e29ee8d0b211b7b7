"""Somebody who was named and somebody in the records of the same name: the same person? A name alone never decides."""

from dataclasses import dataclass

from ivw.coaching import past_meetings
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.past_meetings import Known, Row
from ivw.coaching.promises import CAME_WITH_IT
from ivw.records.database import Records

_CAME = (
    "SELECT r.id::VARCHAR, r.name, c.id::VARCHAR, r.contact_id::VARCHAR "
    "FROM referrals r JOIN contacts c ON c.id = r.prospect_id WHERE "
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A referral whose prospect came with it, and who else in the records has that name."""

    referral_id: str
    name: str
    known: tuple[Known, ...]


def of_meeting(records: Records, meeting_id: str) -> list[Doubt]:
    """Whom they named in one conversation while somebody of the same name was in the records already.

    Once something is written down about the new one, nothing is asked any more: the two are merged on the People page.
    """
    found = records.rows(
        _CAME + CAME_WITH_IT + " AND r.meeting_id = TRY_CAST($id AS UUID) ORDER BY r.id",
        id=meeting_id,
    )
    if not found:
        return []
    by_name = past_meetings.known(records, [Row(name=name) for _, name, _, _ in found])
    doubts = []
    for (referral_id, name, *not_meant), every in zip(found, by_name, strict=True):
        if others := tuple(each for each in every if each.contact_id not in not_meant):
            doubts.append(Doubt(referral_id, name, others))
    return doubts


def link(records: Records, referral_id: str, contact_id: str) -> Done:
    """Say that a referral means somebody who was in the records already; the prospect who came with it goes.

    Raises InvalidRecord where either is gone, or something was written down about the new one since.
    """
    with records.transaction() as transaction:
        known = transaction.fetch("SELECT name FROM contacts WHERE id = TRY_CAST($id AS UUID)", id=contact_id)
        found = transaction.fetch(
            _CAME + CAME_WITH_IT + " AND r.id = TRY_CAST($id AS UUID) AND c.id <> TRY_CAST($whom AS UUID)",
            id=referral_id,
            whom=contact_id,
        )
        if not known or not found:
            raise InvalidRecord("referrals", "This cannot be linked (any more).", "Open the page again.")
        transaction.change("referrals", referral_id, prospect_id=contact_id)
        transaction.remove("contacts", [found[0][2]])
        return done(transaction, f"{known[0][0]} is who was named.", referral_id)

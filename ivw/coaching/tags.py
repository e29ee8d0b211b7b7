"""The words of one's own by which people can be found together."""

from collections.abc import Sequence

from ivw.coaching import checks
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

MOST = 30  # our convention: more of them tell nothing any more


def of(records: Records, contact_id: str) -> list[str]:
    """Somebody's tags, by name."""
    sql = "SELECT tag FROM contact_tags WHERE contact_id = TRY_CAST($id AS UUID) ORDER BY search_key(tag), tag"
    return [str(tag) for (tag,) in records.rows(sql, id=contact_id)]


def known(records: Records) -> list[str]:
    """Every tag that anybody has, by name."""
    sql = "SELECT tag FROM contact_tags GROUP BY tag ORDER BY search_key(tag), tag"
    return [str(tag) for (tag,) in records.rows(sql)]


def keep(transaction: Transaction, contact_id: str, typed: Sequence[str], seen: Sequence[str] | None) -> None:
    """Put on what was added and take off what was removed since `seen` (None: since now).

    What another window put on or took off meanwhile stays so. Raises InvalidRecord for too many or too long ones.
    """
    there = {
        str(tag): str(key)
        for key, tag in transaction.fetch(
            "SELECT id::VARCHAR, tag FROM contact_tags WHERE contact_id = TRY_CAST($id AS UUID)", id=contact_id
        )
    }
    wanted = [tag for tag in (checks.line("tags", each) for each in typed) if tag]
    before = list(there) if seen is None else list(seen)
    gone = [there[tag] for tag in before if tag in there and tag not in wanted]
    alike = {tag.casefold() for tag in there}
    new = list({tag.casefold(): tag for tag in wanted if tag not in before and tag.casefold() not in alike}.values())
    if len(there) - len(gone) + len(new) > MOST:
        raise InvalidRecord("tags", f"More than {MOST} tags are too many.", "Take some off.")
    transaction.remove("contact_tags", gone)
    transaction.add_many("contact_tags", [{"contact_id": contact_id, "tag": tag} for tag in new])

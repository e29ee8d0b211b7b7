"""Organizations: where people work, whole names only ("Art" is not "Bart & Co"), and what one wants of them.

Most are known by the text that stands with people. One gets a row of its own once something about it is kept.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_web_address
from ivw.coaching.paging import page_of
from ivw.records.database import Records
from ivw.records.transaction import Transaction

LOOKED_FOR = 100  # characters of a name that an address brings
GONE = ("This organization is not in the records (any more).", "Choose one from the list.")
_OF_NAME = "SELECT id::VARCHAR FROM organizations WHERE organization_key(name) = organization_key($name)"


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization; `id` is None where nothing but its name is known, from the people who work there.

    `known` counts the topics of which something was found out; `people`, and of them `prospects` (on the shortlist, not
    yet met) and `met`, are those whose organization has this whole name.
    """

    id: str | None
    name: str
    website: str | None
    target_employer: bool
    known: int
    people: int
    prospects: int
    met: int

    @property
    def address(self) -> str:
        """What stands for it in an address: see `find`."""
        return self.id or self.name


_NAMES = ", ".join(each.name for each in fields(Organization))


def found(records: Records, words: str = "", *, limit: int = 50, offset: int = 0) -> tuple[list[Organization], int]:
    """A page of the organizations whose name holds every word, and how many there are.

    Those one looked into or would like to work for come first (B06), then those of one's prospects. Past the end stands
    the first page.
    """
    return page_of(
        records,
        Organization,
        f"SELECT {_NAMES}, count(*) OVER () FROM organizations_found($words) "  # noqa: S608 - our own field names
        "ORDER BY place, target_employer DESC, prospects DESC, met DESC, people DESC, search_key(name), id "
        "LIMIT $limit OFFSET $offset",
        words=words,
        limit=limit,
        offset=offset,
    )


def find(records: Records, asked: str | None) -> Organization | None:
    """The organization with this id or this whole name (an address brings its first 100 characters); None else."""
    if not asked or not asked.strip():
        return None
    rows = records.rows(
        f"SELECT {_NAMES} FROM organizations_found('') "  # noqa: S608 - our own field names
        "WHERE id = lower($asked) OR organization_key(name) = organization_key($asked) "
        f"OR length($asked) >= {LOOKED_FOR} AND starts_with(organization_key(name), organization_key($asked)) "
        "ORDER BY id = lower($asked) DESC NULLS LAST, length(name) LIMIT 1",
        asked=asked,
    )
    return Organization(*rows[0]) if rows else None


def key_of(records: Records, name: str) -> str | None:
    """The id of the organization with this whole name; None where nothing but the name is known."""
    there = records.rows(_OF_NAME, name=name)
    return str(there[0][0]) if there else None


def id_of(transaction: Transaction, name: str, as_of: datetime) -> str:
    """The key of the organization with this whole name, which gets a row of its own where it has none."""
    named = checks.line("organization", name, required=True)
    there = transaction.fetch(_OF_NAME, name=named)
    return str(there[0][0] if there else transaction.add("organizations", {"name": named, "added_at": as_of}))


def add(records: Records, *, name: str, as_of: datetime, token: str | None = None) -> Done:
    """Write an organization down that nobody of one's people works for. Raises InvalidRecord, also when it is there."""
    row = {"name": checks.line("name", name, required=True), "added_at": as_of}
    with records.transaction() as transaction:
        _not_twice(transaction, str(row["name"]), besides=token)
        made = transaction.add("organizations", row, token)
        return done(transaction, f"{row['name']} is among your organizations.", made)


def save(
    records: Records, organization: Organization, *, name: str, website: str | None, target_employer: bool,
    as_of: datetime,
) -> Done:  # fmt: skip
    """Keep what it is called, where it stands on the web, and whether one would like to work there (B06).

    A new name goes to everybody who works there, too: so they stay together. Raises InvalidRecord.
    """
    named = checks.line("name", name, required=True) or ""
    site = checked_website(website)
    with records.transaction() as transaction:
        key = organization.id or id_of(transaction, organization.name, as_of)
        _there(transaction, key)
        before = transaction.fetch("SELECT name FROM organizations WHERE id = $id::UUID", id=key)[0][0]
        moved = 0
        if named != before:
            _not_twice(transaction, named, besides=key)
            moved = _rename_where_they_work(transaction, before, named)
        transaction.change("organizations", key, name=named, website=site, target_employer=target_employer)
        says = f"{named}: saved{f', with {moved} of your people' if moved else ''}."
        return done(transaction, says, key)


def remove(records: Records, organization_id: str) -> Done:
    """Forget what was found out about it; whoever works there keeps its name. It can be undone."""
    with records.transaction() as transaction:
        _there(transaction, organization_id)
        name = transaction.fetch("SELECT name FROM organizations WHERE id = $id::UUID", id=organization_id)[0][0]
        transaction.remove("organizations", [organization_id])
        return done(transaction, f"What you found out about {name} is removed.", organization_id)


def checked_website(typed: str | None) -> str | None:
    """A web address, with https:// before it where that was left out; None for none. Raises InvalidRecord."""
    site = checks.line("website", typed)
    if site and "://" not in site:
        site = f"https://{site}"
    if site and (not is_web_address(site) or "." not in site):
        raise InvalidRecord("website", "This is no web address.", "Like https://example.org.")
    return site


def _rename_where_they_work(transaction: Transaction, before: str, named: str) -> int:
    there = transaction.fetch(
        "SELECT id::VARCHAR FROM contacts WHERE organization_key(organization) = organization_key($name)", name=before
    )
    return sum(transaction.change("contacts", key, organization=named) for (key,) in there)


def _not_twice(transaction: Transaction, name: str, *, besides: str | None) -> None:
    if any(key != besides for (key,) in transaction.fetch(_OF_NAME, name=name)):
        raise InvalidRecord("name", f"{name} is among your organizations already.", "Open that one, or say more.")


def _there(transaction: Transaction, key: str) -> None:
    if transaction.row("organizations", key) is None:
        raise InvalidRecord("organization", *GONE)

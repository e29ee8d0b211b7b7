"""Who of a file is who in the records: by LinkedIn address or e-mail, never by name alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from ivw.coaching.incoming import FileRead, IncomingPerson
from ivw.coaching.past_imports import FILLED_IN
from ivw.records.transaction import Transaction

# What makes a fact from a file the same as one in the records.
SAME = {
    "interactions": ("kind", "happened_at"),
    "meetings": ("starts_at",),
    "promises": ("owner", "what", "due"),
    "referrals": ("name", "given_at"),
}
READ = ("name", "do_not_contact", *FILLED_IN)
_PROFILE = re.compile(r"linkedin\.com/(?:mwlite/)?((?:in|pub)/[^/?#\s]+)", re.IGNORECASE)


def linkedin_key(url: object) -> str | None:
    """What all spellings of one LinkedIn address share: its path, percent-decoded, in lower case; no host, no query."""
    match = _PROFILE.search(unquote(str(url))) if url else None
    return match[1].casefold() if match else None


def email_key(address: object) -> str:
    """An e-mail address as two of them are compared; "" for none."""
    return str(address or "").strip().casefold()


def name_key(name: object) -> str:
    """A name as two of them are compared: upper and lower case and blanks do not count."""
    return " ".join(str(name or "").casefold().split())


class Known:
    """Who and what is in the records already, as far as matching needs it, and what the file has added so far."""

    def __init__(self, transaction: Transaction, read: FileRead) -> None:
        self.facts: dict[str, dict[str, Any]] = {}  # by contact: what the records say
        self._owner: dict[str, str] = {}  # by address
        self._bearers: dict[str, tuple[str, str | None]] = {}  # by contact: name and LinkedIn address, as keys
        self._namesakes: dict[tuple[str, str], list[str]] = {}
        for contact_id, *values in transaction.fetch(
            f"SELECT id::VARCHAR, {', '.join(READ)} FROM contacts ORDER BY id"  # noqa: S608 - our own column names
        ):
            facts = dict(zip(READ, values, strict=True))
            self.facts[contact_id] = facts
            keys = addresses(facts)
            self.now(contact_id, facts["name"], keys)
            if not keys:
                self._namesakes.setdefault(_namesake(facts["name"], facts), []).append(contact_id)
        self._told: dict[str, set[tuple[object, ...]]] = {}
        for table, columns in SAME.items():
            rows = transaction.fetch(f"SELECT contact_id::VARCHAR, {', '.join(columns)} FROM {table}")  # noqa: S608
            self._told[table] = set(rows)
        noted = "SELECT contact_id::VARCHAR, text FROM interactions WHERE kind = 'note'"
        self._told["notes"] = set(transaction.fetch(noted)) if any(each.notes for each in read.people) else set()
        tagged = "SELECT contact_id::VARCHAR, tag FROM contact_tags"
        self.tags: dict[str, set[str]] = {}
        for contact_id, tag in transaction.fetch(tagged) if any(each.tags for each in read.people) else ():
            self.tags.setdefault(contact_id, set()).add(tag.casefold())

    def match(self, person: IncomingPerson, keys: Sequence[str]) -> str | None:
        """The contact this person with these `addresses` is, if known. Namesakes without one match in their order.

        An e-mail address that two share, as couples and offices do, makes them no one person: where names and LinkedIn
        addresses both differ, it does not count (our convention).
        """
        link = _link(keys)
        for key in keys:
            owner = self._owner.get(key)
            if owner is None:
                continue
            name, theirs = self._bearers[owner]
            if key != link and link and theirs and link != theirs and name_key(person.name) != name:
                continue
            return owner
        namesakes = [] if keys else self._namesakes.get(_namesake(person.name, person.facts), [])
        return namesakes.pop(0) if namesakes else None

    def now(self, contact_id: str, name: str, keys: Sequence[str]) -> None:
        """Let later rows of the same file match this one by its addresses."""
        for key in keys:
            self._owner.setdefault(key, contact_id)
        if contact_id not in self._bearers:
            self._bearers[contact_id] = (name_key(name), _link(keys))

    def owned_by_another(self, contact_id: str, facts: Mapping[str, object]) -> dict[str, str]:
        """Which of these addresses are somebody else's, by column: they are not given to two people."""
        found = {}
        for key in addresses(facts):
            owner = self._owner.get(key, contact_id)
            if owner != contact_id:
                found["email" if key.startswith("email:") else "linkedin_url"] = owner
        return found

    def is_new(self, table: str, contact_id: str, row: Mapping[str, Any]) -> bool:
        """Whether this fact is not there yet; asked once, it counts as there."""
        return self._is_new(table, (contact_id, *(row[column] for column in SAME[table])))

    def is_new_note(self, contact_id: str, text: str) -> bool:
        """The same of a note, which has no moment in a file: the same words are the same note."""
        return self._is_new("notes", (contact_id, text))

    def new_tags(self, contact_id: str, tags: Sequence[str]) -> list[str]:
        """Those of the tags that somebody does not have yet; upper and lower case do not count."""
        there = self.tags.setdefault(contact_id, set())
        new = []
        for tag in tags:
            if tag.casefold() not in there:
                there.add(tag.casefold())
                new.append(tag)
        return new

    def _is_new(self, table: str, key: tuple[object, ...]) -> bool:
        if key in self._told[table]:
            return False
        self._told[table].add(key)
        return True


def addresses(facts: Mapping[str, object], other_emails: Iterable[str] = ()) -> list[str]:
    """By what somebody is known: their LinkedIn address, if any, and then their e-mail addresses, as keys."""
    keys = []
    if link := linkedin_key(facts.get("linkedin_url")):
        keys.append(f"linkedin:{link}")
    keys += [f"email:{key}" for key in map(email_key, (facts.get("email"), *other_emails)) if key]
    return keys


def _link(keys: Sequence[str]) -> str | None:
    return keys[0] if keys and keys[0].startswith("linkedin:") else None


def _namesake(name: str, facts: Mapping[str, object]) -> tuple[str, str]:
    return name_key(name), str(facts.get("organization") or "").strip().casefold()

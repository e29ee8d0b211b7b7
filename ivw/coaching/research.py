"""Research: what was found out about a person, an organization and a field, and what is still missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ivw.coaching import checks, contacts, drafts, organizations
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import FIRST_YEAR, is_web_address
from ivw.coaching.research_topics import DEEP, LIGHT, TO_ASK, TOPICS, Topic
from ivw.records.database import Records

ENOUGH_TO_ASK = 3  # of the five, the reason among them (A21); our convention
OF_PERSON = 4  # what is deep about a person alone; the rest is about where they work
COLUMNS = {"person": "contact_id", "organization": "organization_id", "field": "field_id"}
TABLES = {"person": "contacts", "organization": "organizations", "field": "fields"}
FINDINGS = "SELECT id::VARCHAR AS id, topic, finding, source, found_on FROM findings"
SAID_YES = "SELECT said_yes('infinity'::TIMESTAMPTZ, $id::UUID)"
GONE = ("This finding is not in the records (any more).", "Open the page again.")


@dataclass(frozen=True, slots=True)
class Target:
    """What a finding is about. `kind`: person, organization or field; `key`: its id.

    An organization may be named by its name alone (`name`): it gets a row of its own with its first finding.
    """

    kind: str
    key: str | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out: where (a text or a web address), and on which day."""

    id: str
    topic: str
    finding: str
    source: str | None
    found_on: date

    @property
    def link(self) -> str | None:
        """The source, where it is a web address that a browser may be sent to."""
        return self.source if self.source and is_web_address(self.source) else None


@dataclass(frozen=True, slots=True)
class Item:
    """A topic with what is known of it: findings, or what stands in its column."""

    topic: Topic
    findings: tuple[Finding, ...] = ()
    written: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.findings or self.written)


@dataclass(frozen=True, slots=True)
class Known:
    """How much is known about a person: `light` of 5 before one asks, `deep` of `of_deep` once they said yes.

    The organization belongs to what is deep, where one knows where they work (C19). `has_reason`: why this person.
    """

    light: int
    of_light: int
    deep: int
    of_deep: int
    has_reason: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The checklist of one person, organization or field. `others` are findings of topics that ivw does not name.

    `said_yes` and `at` are of a person: whether they agreed to talk, and the sheet of where they work.
    """

    target: Target
    items: tuple[Item, ...]
    others: tuple[Finding, ...] = ()
    said_yes: bool = False
    at: "Sheet | None" = None

    def of_depth(self, depth: str) -> tuple[Item, ...]:
        """The items to be read up on in this depth."""
        return tuple(item for item in self.items if item.topic.depth == depth and item.topic.key != TO_ASK)

    @property
    def to_ask(self) -> Item:
        """What cannot be found out by reading, and so is to be asked (E10)."""
        return next(item for item in self.items if item.topic.key == TO_ASK)

    @property
    def known(self) -> Known:
        """How much is known, as `known` counts it for many."""
        light, deep = self.of_depth(LIGHT), [*self.of_depth(DEEP), *(self.at.of_depth(DEEP) if self.at else ())]
        reason = any(item.topic.key == "why_this_person" and item.is_known for item in light)
        return Known(_count(light), len(light), _count(deep), len(deep), reason)


def of_contact(records: Records, contact_id: str) -> Sheet:
    """What is known about a person, and where they work. Raises InvalidRecord when there is nobody (any more)."""
    sheet = _of_contact(records, contact_id)
    (said_yes,) = records.rows(SAID_YES, id=contact_id)[0]
    return replace(sheet, said_yes=bool(said_yes))


def of_organization(records: Records, organization_id: str | None, name: str) -> Sheet:
    """What is known about an organization; nothing yet where it has no id."""
    target = Target("organization", organization_id, name)
    return Sheet(target, *_read(records, target))


def of_field(records: Records, field_id: str | None, name: str = "") -> Sheet:
    """What is known about a field; nothing yet where it has no id."""
    target = Target("field", field_id, name)
    return Sheet(target, *_read(records, target))


def known(records: Records, contact_ids: Sequence[str]) -> dict[str, Known]:
    """How much is known about each of these people, by id, in one query; whoever is not there is left out."""
    return {
        key: Known(light, of_light, deep, of_deep, has_reason)
        for key, light, of_light, deep, of_deep, has_reason in records.rows(
            "SELECT contact_id::VARCHAR, light, of_light, deep, of_deep, has_reason "
            "FROM researched([TRY_CAST(key AS UUID) FOR key IN $ids::VARCHAR[]])",
            ids=list(contact_ids),
        )
    }


def known_of(records: Records, contact_id: str) -> Known:
    """How much is known about one person; of one, four small queries are quicker than the one for many."""
    return _of_contact(records, contact_id).known


def is_ready_to_ask(found: Known) -> bool:
    """Whether enough is known for a request: why this person (A21), and three of the five things (our convention)."""
    return found.has_reason and found.light >= ENOUGH_TO_ASK


def is_ready_to_meet(found: Known) -> bool:
    """Whether enough is known for the conversation: half of what can be read up on (our convention)."""
    return 2 * found.deep >= found.of_deep


def note(
    records: Records, target: Target, *, topic: str, finding: str | None, as_of: datetime, source: str | None = None,
    found_on: date | None = None, token: str | None = None, seen: str | None = None, draft: str | None = None,
) -> Done:  # fmt: skip
    """Keep what was found out; without `found_on` as found today. A topic with a column is written into that, where
    nobody else changed what was `seen` there. `draft` is the slot in which it was typed.

    Raises InvalidRecord for an empty finding, a day to come, a broken web address, a topic or target that is not there.
    """
    about = _topic(target.kind, topic)
    if about.column:
        facts: dict[str, Any] = {about.column: finding, "seen": {about.column: seen}}
        return contacts.change(records, target.key or "", **facts)
    row = _checked(about.key, finding, source, found_on, as_of) | {"topic": about.key}
    with records.transaction() as transaction:
        key = target.key
        if key is None and target.kind == "organization":
            key = organizations.id_of(transaction, target.name, as_of)
        if key is None or transaction.row(TABLES[target.kind], key) is None:
            raise InvalidRecord(target.kind, f"This {target.kind} is not in the records (any more).", "Choose anew.")
        made = transaction.add("findings", row | {COLUMNS[target.kind]: key}, token)
        if made:
            drafts.used(transaction, draft)
        return done(transaction, f"Noted: {about.label.lower()}.", made)


def change(
    records: Records, finding_id: str, *, finding: str | None, as_of: datetime, source: str | None = None,
    found_on: date | None = None, draft: str | None = None,
) -> Done:  # fmt: skip
    """Change what was found out. Raises InvalidRecord as `note` does, and when the finding is gone."""
    kept = _kept(records, finding_id)
    row = _checked(kept.topic, finding, source, found_on or kept.found_on, as_of)
    with records.transaction() as transaction:
        transaction.change("findings", finding_id, **row)
        drafts.used(transaction, draft)
        return done(transaction, "The finding is changed.", finding_id)


def remove(records: Records, finding_id: str) -> Done:
    """Remove a finding; it can be undone. Raises InvalidRecord when it is gone already."""
    _kept(records, finding_id)
    with records.transaction() as transaction:
        transaction.remove("findings", [finding_id])
        return done(transaction, "The finding is removed.", finding_id)


def _of_contact(records: Records, contact_id: str) -> Sheet:
    person = contacts.get(records, contact_id)
    target = Target("person", person.id, person.name)
    works_at = (person.organization or "").strip()
    at = of_organization(records, organizations.key_of(records, works_at), works_at) if works_at else None
    return Sheet(target, *_read(records, target, person), at=at)


def _read(
    records: Records, target: Target, person: Contact | None = None
) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    if target.key:
        for each in records.read(
            Finding,
            f"{FINDINGS} WHERE {COLUMNS[target.kind]} = $key::UUID ORDER BY found_on, id",
            key=target.key,
        ):
            found.setdefault(each.topic, []).append(each)
    items = tuple(
        Item(topic, tuple(found.pop(topic.key, ())), _written(person, topic)) for topic in TOPICS[target.kind]
    )
    return items, tuple(each for rest in found.values() for each in rest)


def _written(person: Contact | None, topic: Topic) -> str | None:
    return (getattr(person, topic.column) or "").strip() or None if person and topic.column else None


def _topic(kind: str, key: str) -> Topic:
    for each in TOPICS[kind]:
        if each.key == key:
            return each
    raise InvalidRecord(
        "topic", f"There is no topic {key!r} here.", f"One of {', '.join(t.key for t in TOPICS[kind])}."
    )


def _kept(records: Records, finding_id: str) -> Finding:
    found = records.read(
        Finding,
        f"{FINDINGS} WHERE id = TRY_CAST($id AS UUID)",
        id=finding_id,
    )
    return checks.there(found, "finding", *GONE)


def _checked(
    topic: str, finding: str | None, source: str | None, found_on: date | None, as_of: datetime
) -> dict[str, object]:
    # A question goes into the plan as it stands: there it is one line.
    written = checks.line("finding", finding) if topic == TO_ASK else checks.text("finding", finding)
    if not written:
        raise InvalidRecord("finding", "This is empty.", "A few words are enough.")
    return {
        "finding": written, "source": _checked_source(source),
        "found_on": _checked_day(found_on or as_of.date(), as_of.date()),
    }  # fmt: skip


def _checked_source(source: str | None) -> str | None:
    named = checks.line("source", source)
    if named and "://" in named and " " not in named and not is_web_address(named):
        raise InvalidRecord("source", "This is no web address.", "It begins with https://, or is a few words.")
    return named


def _checked_day(day: date, today: date) -> date:
    if day > today:
        raise InvalidRecord("found_on", "This day is still to come.", "Say when you read it.")
    if day.year < FIRST_YEAR:
        raise InvalidRecord("found_on", f"The year {day.year} is long past.", "Check the date.")
    return day


def _count(items: Iterable[Item]) -> int:
    return sum(item.is_known for item in items)

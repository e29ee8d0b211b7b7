"""Who led to whom: the referrals as a forest, laid out in rows. Pure but for reading them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from ivw.records.database import Records

STANDINGS = {
    "met": "Met",
    "planned": "Conversation planned",
    "asked": "Asked",
    "open": "Not written to yet",
    "let_go": "Let go",
}
# Whether the one who named them heard how it went; said only of people met.
HEARD = {
    "told": "told how it went",
    "in_touch": "in touch since",
    "promised": "you promised to tell",
    "not_yet": "not told yet",
}
PERMISSION = {"yes": "name may be mentioned", "no": "name not to be mentioned", "not asked": "permission not asked"}


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody named somebody; person_id is None while the named one is no contact.

    standing: a key of STANDINGS; heard: a key of HEARD, None where they have not met.
    """

    referral_id: str
    referrer_id: str
    referrer: str
    referrer_is_off: bool
    person_id: str | None
    person: str
    may_mention: str
    standing: str
    met_on: date | None
    heard: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """One person in the forest, in the row where they stand.

    `parent` is the row of the one who named them first, with that referral; both None for whoever nobody named.
    `also` are the names of others who named them later, or whom naming them would close a circle with.
    `below` counts everybody who came about through them, `met_below` those of them one met.
    """

    row: int
    depth: int
    name: str
    contact_id: str | None
    parent: int | None
    referral: Referral | None
    also: tuple[str, ...] = ()
    below: int = 0
    met_below: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One person in a chain; contact_id is None while they are no contact, `met` whether a conversation was held."""

    contact_id: str | None
    name: str
    met: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """How one came to somebody: `above` from the first who named anybody down to who named them, and whom they named.

    `more` counts those they named beyond the ones in `below`.
    """

    above: tuple[Link, ...]
    below: tuple[Link, ...]
    more: int = 0

    @property
    def is_long(self) -> bool:
        """Whether it says more than who named whom: three people in a row, or more."""
        return len(self.above) > 1 or bool(self.above and self.below)


_GIVEN = (
    "SELECT contact_id::VARCHAR, prospect_id::VARCHAR, name FROM referrals "
    "WHERE given_at <= $as_of AND prospect_id IS DISTINCT FROM contact_id ORDER BY given_at, id"
)
_CALLED = (
    "SELECT c.id::VARCHAR, c.name, m.contact_id IS NOT NULL FROM contacts c "
    "LEFT JOIN (SELECT DISTINCT contact_id FROM meetings WHERE status = 'held') m ON m.contact_id = c.id "
    "WHERE c.id IN (SELECT unnest($ids::UUID[]))"
)


def chain(records: Records, contact_id: str, as_of: datetime, *, most: int = 6, most_below: int = 3) -> Chain:
    """The chain of introductions that one person stands in: upwards by who named each first, at most `most` of them."""
    # Few people are named, and a person's page asks: one look at all of them beats one for each step.
    given = records.rows(_GIVEN, as_of=as_of)
    first: dict[str, str] = {}
    for giver, prospect, _ in given:
        if prospect:
            first.setdefault(prospect, giver)
    above: list[str] = []
    person = contact_id
    while len(above) < most and (giver := first.get(person)) and giver not in (contact_id, *above):
        above.append(giver)
        person = giver
    named = [(prospect, name) for giver, prospect, name in given if giver == contact_id]
    below = named[:most_below]
    ids = [*above, *(prospect for prospect, _ in below if prospect)]
    if not (above or below):
        return Chain((), ())
    called = {key: Link(key, name, bool(met)) for key, name, met in records.rows(_CALLED, ids=ids)}
    return Chain(
        tuple(called[key] for key in reversed(above)),
        tuple(called[prospect] if prospect else Link(None, name) for prospect, name in below),
        len(named) - len(below),
    )


def read(records: Records, as_of: datetime, zone: str) -> list[Referral]:
    """Every referral given by then, oldest first."""
    return records.read(Referral, "FROM introductions($as_of, $zone)", as_of=as_of, zone=zone)


def laid_out(referrals: Iterable[Referral]) -> tuple[Node, ...]:
    """The forest that these referrals (oldest first) make: everybody once, the largest tree first, each person right
    below and one step to the right of who named them first.

    A referral that would close a circle, somebody naming themselves included, leads nowhere new: it is kept in `also`.
    """
    names: dict[str, str] = {}
    first: dict[str, Referral] = {}  # by person: the referral that leads to them
    also: dict[str, list[str]] = defaultdict(list)
    tops: dict[str, str] = {}  # by person: somebody above them, in the end the top of their tree
    for referral in referrals:
        giver, person = referral.referrer_id, _key(referral)
        names.setdefault(giver, referral.referrer)
        names.setdefault(person, referral.person)
        if person in first or _top(tops, giver) == _top(tops, person):
            if giver != person and referral.referrer not in also[person]:
                also[person].append(referral.referrer)
            continue
        first[person] = referral
        tops[person] = giver
    children: dict[str, list[str]] = defaultdict(list)
    for person, referral in first.items():
        children[referral.referrer_id].append(person)
    roots = [person for person in names if person not in first]
    trees = [tuple(_tree(root, children, names, first, also)) for root in roots]
    trees.sort(key=lambda tree: (-len(tree), tree[0].name.casefold()))
    return tuple(_below(list(_moved(trees))))


def pages(forest: Sequence[Node], size: int) -> list[Sequence[Node]]:
    """The forest in pages of at most `size` rows: a tree begins a new page where it would not fit on this one whole,
    and is cut only where it is longer than a page.
    """
    starts = [node.row for node in forest if node.parent is None] + [len(forest)]
    cut: list[Sequence[Node]] = []
    begin = 0  # of the page that is being filled
    for start, end in pairwise(starts):
        if end - begin > size and start > begin:
            cut.append(forest[begin:start])
            begin = start
        while end - begin > size:
            cut.append(forest[begin : begin + size])
            begin += size
    return [*cut, forest[begin:]] if forest[begin:] else cut


def finding(forest: Sequence[Node]) -> str:
    """What the forest says, in a sentence, with its counts."""
    top = forest[0]
    people = sum(1 for node in forest if node.parent is not None)
    if top.below > 1:
        return f"{top.name} led you to {top.below} people, {top.met_below} of them met"
    return f"{people} {'person was' if people == 1 else 'people were'} named to you"


def untold(forest: Iterable[Node]) -> list[Referral]:
    """The referrals that became conversations of which the one who named them has not heard."""
    return [node.referral for node in forest if node.referral and node.referral.heard in ("not_yet", "promised")]


def _key(referral: Referral) -> str:
    return referral.person_id or f"named:{referral.referral_id}"


def _top(tops: dict[str, str], person: str) -> str:
    """Who stands above everybody above this person; the way there is shortened for the next time."""
    passed = []
    while person in tops:
        passed.append(person)
        person = tops[person]
    for each in passed:
        tops[each] = person
    return person


def _tree(
    root: str,
    children: dict[str, list[str]],
    names: dict[str, str],
    first: dict[str, Referral],
    also: dict[str, list[str]],
) -> Iterator[Node]:
    """One tree from its top, everybody below whom they came through, in the order in which they were named."""
    waiting: list[tuple[str, int, int | None]] = [(root, 0, None)]
    row = 0
    while waiting:  # no recursion: a chain may be long
        person, depth, parent = waiting.pop()
        referral = first.get(person)
        contact_id = None if person.startswith("named:") else person
        yield Node(row, depth, names[person], contact_id, parent, referral, tuple(also.get(person, ())))
        waiting.extend((child, depth + 1, row) for child in reversed(children.get(person, ())))
        row += 1


def _moved(trees: Iterable[tuple[Node, ...]]) -> Iterator[Node]:
    """The trees one below the other."""
    start = 0
    for tree in trees:
        for node in tree:
            parent = None if node.parent is None else node.parent + start
            yield replace(node, row=node.row + start, parent=parent)
        start += len(tree)


def _below(nodes: list[Node]) -> list[Node]:
    """Each with how many came about through them. Children stand below their parents, so one walk upwards will do."""
    below, met = [0] * len(nodes), [0] * len(nodes)
    for node in reversed(nodes):
        if node.parent is not None and node.referral is not None:
            below[node.parent] += below[node.row] + 1
            met[node.parent] += met[node.row] + (node.referral.standing == "met")
    return [replace(node, below=below[node.row], met_below=met[node.row]) for node in nodes]

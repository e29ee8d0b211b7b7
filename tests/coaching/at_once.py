"""Many histories in one file, read at many instants with one query each: most of what a query costs is planning it."""

from collections import defaultdict

AT_EACH = "FROM (SELECT unnest($instants::TIMESTAMPTZ[]) AS read_at) CROSS JOIN LATERAL"


def apart_from_each_other(key, contact, others):
    """These people under names of their own, at organizations of their own: nothing of theirs touches anybody else."""
    return [{**each, "name": f"{key} {place}"} | _apart(each, key) for place, each in enumerate([contact, *others])]


def _apart(told, key):
    name = (told.get("organization") or "").strip()  # the blanks around it stay
    return {"organization": told["organization"].replace(name, f"{name} {key}")} if name else {}


def read_by_sql(records, instants, zone):
    """The queue, everybody's state, and everybody's score, band and four parts, at each of these instants."""
    queues, states, healths = defaultdict(list), defaultdict(dict), defaultdict(dict)
    for read_at, name, *item in records.rows(
        f"SELECT read_at, contact, action, status, due_at {AT_EACH} queue(read_at, $zone) "
        "WHERE contact IS NOT NULL ORDER BY read_at, place",
        instants=instants,
        zone=zone,
    ):
        queues[read_at].append((name, *item))
    for read_at, name, state in records.rows(
        f"SELECT read_at, name, state {AT_EACH} stages(read_at, $zone) s JOIN contacts c ON c.id = s.contact_id",
        instants=instants,
        zone=zone,
    ):
        states[read_at][name] = state
    for read_at, name, *health in records.rows(
        f"SELECT read_at, name, score, band, F::DOUBLE, R::DOUBLE, C::DOUBLE, G::DOUBLE "
        f"{AT_EACH} health(read_at, $zone) h JOIN contacts c ON c.id = h.contact_id",
        instants=instants,
        zone=zone,
    ):
        healths[read_at][name] = health
    return queues, states, healths

"""The two-way ledger of promises, and the people whom contacts named."""

from dataclasses import dataclass
from datetime import date, datetime

from ivw.coaching import checks, past_meetings
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.past_meetings import SOMEBODY_NEW, Known, Row
from ivw.coaching.wording import ended
from ivw.records.database import Records
from ivw.records.transaction import Transaction

# Whether they gave leave, as it is asked for; and what it says of a referrer.
LEAVE = {"yes": "Yes", "no": "No", "not asked": "Not asked yet"}
MAY_MENTION = {"yes": "May mention them", "no": "Keep their name out of it", "not asked": "Not asked yet"}
# What they offered by themselves (A14, C10).
OFFERS = {
    "introduction": "They will introduce me",
    "hiring": "Somebody who hires, or knows who does",
    "cv": "They will pass on my CV",
    "colleague": "A colleague elsewhere",
}


# Of a referral r and its prospect c: they are in the records because of it alone, and nothing is known of them since.
CAME_WITH_IT = (
    "c.id IS NOT NULL AND c.added_at = r.given_at AND c.source = 'Referral' AND NOT EXISTS (FROM hanging_on(c.id)) "
    "AND NOT EXISTS (FROM referrals o WHERE o.prospect_id = c.id AND o.id <> r.id)"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something 'me' or 'them' said they would do by a day."""

    id: str
    contact_id: str
    owner: str
    what: str
    made_at: datetime | None
    due: date
    done_at: datetime | None
    dropped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody a contact named; prospect_id is the contact that person became, if one.

    `about` is what they said about that person, `kind` what they offered by themselves: a key of OFFERS.
    """

    id: str
    contact_id: str
    name: str
    given_at: datetime
    may_mention: str
    prospect_id: str | None
    done_at: datetime | None
    dropped_at: datetime | None
    about: str | None = None
    kind: str | None = None


_NAMED = "SELECT r.name, c.id::VARCHAR, "
_PROMISES = (
    "SELECT p.id::VARCHAR AS id, p.contact_id::VARCHAR AS contact_id, p.owner, p.what, p.made_at, p.due, p.done_at, "
    "p.dropped_at FROM promises p "
)
_REFERRALS = (
    "SELECT id::VARCHAR AS id, contact_id::VARCHAR AS contact_id, name, given_at, may_mention, "
    "prospect_id::VARCHAR AS prospect_id, done_at, dropped_at, about, kind FROM referrals "
)


def of_contact(records: Records, contact_id: str) -> list[Promise]:
    """Promises both ways with somebody: the open ones first, by day."""
    return records.read(
        Promise,
        _PROMISES + "WHERE p.contact_id = TRY_CAST($id AS UUID) "
        "ORDER BY p.done_at IS NOT NULL OR p.dropped_at IS NOT NULL, p.due, p.id",
        id=contact_id,
    )


def referrals_of(records: Records, contact_id: str) -> list[Referral]:
    """The people somebody named, newest first."""
    return records.read(
        Referral,
        _REFERRALS + "WHERE contact_id = TRY_CAST($id AS UUID) ORDER BY given_at DESC, id",
        id=contact_id,
    )


def of_meeting(records: Records, meeting_id: str) -> list[Promise]:
    """What was promised in one conversation, both ways, in the order it was noted.

    What was promised to others because of it (to tell a referrer) is not among them.
    """
    return records.read(
        Promise,
        _PROMISES + "JOIN meetings m ON m.id = p.meeting_id AND m.contact_id = p.contact_id "
        "WHERE m.id = TRY_CAST($id AS UUID) ORDER BY p.id",
        id=meeting_id,
    )


def referrals_in(records: Records, meeting_id: str) -> list[Referral]:
    """The people who were named in one conversation, in the order they were noted."""
    return records.read(
        Referral,
        _REFERRALS + "WHERE meeting_id = TRY_CAST($id AS UUID) ORDER BY id",
        id=meeting_id,
    )


def promise(
    records: Records,
    *,
    contact_id: str,
    what: str,
    due: date,
    as_of: datetime,
    owner: str = "me",
    meeting_id: str | None = None,
    token: str | None = None,
) -> Done:
    """Note a promise. Raises InvalidRecord when it is empty or its owner is neither 'me' nor 'them'."""
    name = checks.known_contact(records, contact_id)
    if owner not in ("me", "them"):
        raise InvalidRecord("owner", f"A promise is mine or theirs, not {owner!r}.", "Choose who promised.")
    row = {
        "contact_id": contact_id,
        "meeting_id": meeting_id,
        "owner": owner,
        "what": checks.line("what", what, required=True),
        "made_at": as_of,
        "due": due,
    }
    with records.transaction() as transaction:
        made = transaction.add("promises", row, token)
        said = f"You promised {name}: {row['what']}" if owner == "me" else f"{name} promised you: {row['what']}"
        return done(transaction, ended(said), made)


def keep(records: Records, promise_id: str, *, as_of: datetime) -> Done:
    """Say that a promise was kept."""
    with records.transaction() as transaction:
        _change(transaction, "promises", promise_id, done_at=as_of)
        return done(transaction, "Promise kept.", promise_id)


def to_tell(records: Records, contact_id: str) -> Promise | None:
    """The promise to tell somebody how it went with whom they named, the earliest due; None where none is open."""
    found = records.read(
        Promise,
        _PROMISES + "JOIN meetings m ON m.id = p.meeting_id AND m.contact_id <> p.contact_id "
        "WHERE p.contact_id = TRY_CAST($id AS UUID) AND p.owner = 'me' AND p.done_at IS NULL AND p.dropped_at IS NULL "
        "ORDER BY p.due, p.id LIMIT 1",
        id=contact_id,
    )
    return found[0] if found else None


def tells_of(records: Records, promise_id: str) -> str | None:
    """The conversation that this promise is to tell a referrer of; None for every other promise."""
    found = records.rows(
        "SELECT m.id::VARCHAR FROM promises p JOIN meetings m ON m.id = p.meeting_id AND m.contact_id <> p.contact_id "
        "WHERE p.id = TRY_CAST($id AS UUID)",
        id=promise_id,
    )
    return str(found[0][0]) if found else None


def keep_in(transaction: Transaction, promise_id: str, contact_id: str, *, as_of: datetime) -> None:
    """The same within a larger action; a promise made to somebody else, or settled by now, is left alone."""
    mine = transaction.fetch(
        "SELECT 1 FROM promises WHERE id = TRY_CAST($id AS UUID) AND contact_id = TRY_CAST($contact AS UUID) "
        "AND done_at IS NULL AND dropped_at IS NULL",
        id=promise_id,
        contact=contact_id,
    )
    if mine:
        transaction.change("promises", promise_id, done_at=as_of)


def refer(
    records: Records,
    *,
    contact_id: str,
    name: str,
    as_of: datetime,
    may_mention: str = "not asked",
    about: str | None = None,
    kind: str | None = None,
    meeting_id: str | None = None,
    token: str | None = None,
    whom: str | None = SOMEBODY_NEW,
) -> Done:
    """Note somebody whom a contact named: they become a prospect at once, introduced, linked to who named them.

    `whom` is the contact who is meant, SOMEBODY_NEW, or None where nobody said: then it is to be said if somebody of
    this name is known (`known`). Raises InvalidRecord for that, without a name, with a permission that is none of yes,
    no, not asked, or an offer that is none of OFFERS.
    """
    by = checks.known_contact(records, contact_id)
    ids = [each.contact_id for each in known(records, name, named_by=contact_id)]
    with records.transaction() as transaction:
        if token and transaction.row("referrals", token):
            return Done("This is noted already.", token)
        if whom is None and ids:
            raise InvalidRecord("whom", "Somebody of this name is in your records.", "Say whether it is them.")
        if whom not in (None, SOMEBODY_NEW, *ids):
            raise InvalidRecord("whom", "Nobody of this name is behind this.", "Choose anew.")
        prospect_id = None if whom == SOMEBODY_NEW else whom
        made, called = refer_in(
            transaction, contact_id, by, name, as_of=as_of, may_mention=may_mention, about=about, kind=kind,
            meeting_id=meeting_id, token=token, prospect_id=prospect_id,
        )  # fmt: skip
        where = "whom you know already" if prospect_id else "now on your shortlist"
        return done(transaction, f"{by} named {called}{',' if prospect_id else ':'} {where}.", made)


def known(records: Records, name: str, *, named_by: str) -> list[Known]:
    """Who in the records has this name, besides who named them: they may be meant, and it is for the person to say."""
    if not name.strip():
        return []
    return [each for each in past_meetings.known(records, [Row(name=name)])[0] if each.contact_id != named_by]


def refer_in(
    transaction: Transaction, contact_id: str, by: str, name: str, *, as_of: datetime, may_mention: str = "not asked",
    about: str | None = None, kind: str | None = None, meeting_id: str | None = None, token: str | None = None,
    prospect_id: str | None = None,
) -> tuple[str | None, str]:  # fmt: skip
    """The same within a larger action, of a contact called `by`; `prospect_id` is who was named, where the records have
    them. Returns the referral's id and the name. Raises InvalidRecord.
    """
    called = str(checks.line("name", name, required=True))
    _check_permission(may_mention)
    row = {
        "contact_id": contact_id, "meeting_id": meeting_id, "name": called, "given_at": as_of,
        "may_mention": may_mention, "about": checks.line("about", about), "kind": _offer(kind),
        "prospect_id": prospect_id,
    }  # fmt: skip
    made = transaction.add("referrals", row, token)
    if made and prospect_id is None:
        prospect = transaction.add(
            "contacts",
            {
                "name": called, "relationship": "introduced", "source": "Referral", "mutual_contact": by,
                "do_not_contact": False, "shortlisted_at": as_of, "added_at": as_of,
            },
        )  # fmt: skip
        transaction.change("referrals", made, prospect_id=prospect)
    return made, called


def remove(records: Records, promise_id: str) -> Done:
    """Take a promise out that was noted by mistake; it can be undone. Raises InvalidRecord when it is not there."""
    with records.transaction() as transaction:
        was = transaction.fetch("SELECT what FROM promises WHERE id = TRY_CAST($id AS UUID)", id=promise_id)
        if not transaction.remove("promises", [promise_id]):
            raise InvalidRecord("promises", "This is not in the records (any more).", "Open the page again.")
        return done(transaction, f"The promise is taken out: {was[0][0]}")


def remove_referral(records: Records, referral_id: str) -> Done:
    """Take a referral out that was noted by mistake; it can be undone. Raises InvalidRecord when it is not there.

    The prospect who came with it goes, too, unless something was written down about them since.
    """
    with records.transaction() as transaction:
        found = transaction.fetch(
            _NAMED + CAME_WITH_IT + " FROM referrals r LEFT JOIN contacts c ON c.id = r.prospect_id "
            "WHERE r.id = TRY_CAST($id AS UUID)",
            id=referral_id,
        )
        if not found:
            raise InvalidRecord("referrals", "This is not in the records (any more).", "Open the page again.")
        [(name, prospect_id, came_with_it)] = found
        transaction.remove("referrals", [referral_id])
        if came_with_it:
            transaction.remove("contacts", [prospect_id])
        return done(transaction, f"{name} is taken out.")


def let_go(records: Records, promise_id: str, why: str, *, as_of: datetime) -> Done:
    """Drop a promise, mine or theirs, with a reason. Raises InvalidRecord without one."""
    return _dropped(records, "promises", promise_id, why, as_of, "The promise is let go.")


def permit(records: Records, referral_id: str, may_mention: str) -> Done:
    """Say whether the name of whoever named somebody may be mentioned. Raises InvalidRecord for an unknown answer."""
    _check_permission(may_mention)
    with records.transaction() as transaction:
        _change(transaction, "referrals", referral_id, may_mention=may_mention)
        by, named = transaction.fetch(
            "SELECT c.name, r.name FROM referrals r JOIN contacts c ON c.id = r.contact_id WHERE r.id = $id::UUID",
            id=referral_id,
        )[0]
        return done(transaction, _permitted(by, named, may_mention), referral_id)


def _permitted(by: str, named: str, may_mention: str) -> str:
    match may_mention:
        case "yes":
            return f"To {named} you may mention {by}."
        case "no":
            return f"To {named} you keep {by} out of it."
    return f"Whether you may mention {by} to {named} is not asked yet."


def permit_all(records: Records, meeting_id: str, may_mention: str) -> Done:
    """Say it for everybody who was named in one conversation: it is asked once, and holds for all of them.

    Raises InvalidRecord for an unknown answer.
    """
    _check_permission(may_mention)
    with records.transaction() as transaction:
        for (key,) in transaction.fetch(
            "SELECT id::VARCHAR FROM referrals WHERE meeting_id = TRY_CAST($id AS UUID) ORDER BY id", id=meeting_id
        ):
            transaction.change("referrals", key, may_mention=may_mention)
        by = transaction.fetch(
            "SELECT c.name FROM meetings m JOIN contacts c ON c.id = m.contact_id WHERE m.id = TRY_CAST($id AS UUID)",
            id=meeting_id,
        )
        name = by[0][0] if by else "their name"
        return done(transaction, _permitted(name, "everybody they named", may_mention), meeting_id)


def let_referral_go(records: Records, referral_id: str, why: str, *, as_of: datetime) -> Done:
    """Drop a referral with a reason: nobody will be written to. Raises InvalidRecord without one."""
    return _dropped(records, "referrals", referral_id, why, as_of, "The referral is let go.")


def prospect_of(records: Records, referral_id: str) -> str | None:
    """The contact that somebody named became; None where they are not in the records."""
    found = records.rows("SELECT prospect_id::VARCHAR FROM referrals WHERE id = TRY_CAST($id AS UUID)", id=referral_id)
    return found[0][0] if found else None


def follow(records: Records, referral_id: str, *, as_of: datetime) -> Done:
    """Say that a referral was followed: the person was written to."""
    with records.transaction() as transaction:
        _change(transaction, "referrals", referral_id, done_at=as_of)
        return done(transaction, "Referral followed.", referral_id)


def _check_permission(may_mention: str) -> None:
    if may_mention not in MAY_MENTION:
        raise InvalidRecord("may_mention", f"{may_mention!r} is no permission.", "yes, no or not asked.")


def _offer(kind: str | None) -> str | None:
    if kind is not None and kind not in OFFERS:
        raise InvalidRecord("kind", f"There is no offer {kind!r}.", f"One of {', '.join(OFFERS)}.")
    return kind


def _dropped(records: Records, table: str, row_id: str, why: str, as_of: datetime, says: str) -> Done:
    reason = checks.line("why", why, required=True)
    with records.transaction() as transaction:
        _change(transaction, table, row_id, dropped_at=as_of, dropped_why=reason)
        return done(transaction, says, row_id)


def _change(transaction: Transaction, table: str, row_id: str, **values: object) -> None:
    if transaction.row(table, row_id) is None:
        raise InvalidRecord(table, "This is not in the records (any more).", "Open the page again.")
    transaction.change(table, row_id, **values)

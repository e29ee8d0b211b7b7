"""What all conversations together say: path fit by field, themes, answers, openings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ivw.coaching.comparing import signed
from ivw.coaching.paging import page_of
from ivw.records.database import Records

KINDS = {"technology": "Technology", "skill": "Skill", "demand": "Demand"}
ENOUGH = 3  # our convention: below three talks a field's mean says more about the person than about the field
MOST_FIELDS, MOST_TALKS = 5, 40  # what one chart can show


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to say something from: held conversations, debriefs of them, and what stands in these.

    `fields` and `fits` count debriefs with a path fit; `said` those in which one learned something or changed a view,
    `changed` those that say what one believed or what changed it, `uses` those with something for an application.
    `leads` and `unadvertised` count openings that were not let go.
    """

    talks: int
    debriefs: int
    fits: int
    fits_without_field: int
    fields: int
    themes: int
    said: int
    changed: int
    uses: int
    referrals: int
    leads: int
    unadvertised: int
    leads_dropped: int


@dataclass(frozen=True, slots=True)
class Fit:
    """One conversation's path fit, from -2 (not my path) to +2 (very much my path)."""

    meeting_id: str
    contact: str
    day: date
    path_fit: int


@dataclass(frozen=True, slots=True)
class Pull:
    """How much one field pulls: the mean path fit over its talks, and the newest of them, oldest first."""

    field: str
    talks: int
    mean: float
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that people said, by its key (in lower case), with how many of them did in how many talks."""

    theme_key: str
    theme: str
    kind: str | None
    people: int
    talks: int


@dataclass(frozen=True, slots=True)
class Voice:
    """One person who said a theme on one day."""

    meeting_id: str
    contact_id: str
    contact: str
    day: date
    kind: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one conversation taught, and which view it changed; one of the two is said."""

    meeting_id: str
    contact_id: str
    contact: str
    field: str | None
    day: date
    learned: str | None
    changed_view: str | None


@dataclass(frozen=True, slots=True)
class Use:
    """What one conversation gave to be used in an application, in one's own words."""

    meeting_id: str
    contact_id: str
    contact: str
    field: str | None
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Lead:
    """An opening that somebody volunteered; `dropped_why` where it was let go."""

    contact_id: str
    contact: str
    meeting_id: str | None
    what: str
    unadvertised: bool
    day: date
    dropped_why: str | None = None


def counts(records: Records, as_of: datetime) -> Counts:
    """How much there is of everything on the page."""
    return records.read(Counts, "FROM insight_counts($as_of)", as_of=as_of)[0]


def pulls(records: Records, as_of: datetime, zone: str) -> list[Pull]:
    """The fields by how well their conversations fitted one's path, those with three talks or more first.

    At most five fields; the people of a conversation count to the field they are in today.
    """
    rows = records.rows(
        "SELECT place, field, talks, mean, meeting_id, contact, day, path_fit "
        "FROM path_fits($as_of, $zone, $enough, $fields, $talks)",
        as_of=as_of,
        zone=zone,
        enough=ENOUGH,
        fields=MOST_FIELDS,
        talks=MOST_TALKS,
    )
    return [
        Pull(field, int(talks), float(mean), tuple(Fit(*row[4:]) for row in group))
        for (_, field, talks, mean), group in groupby(rows, key=lambda row: row[:4])
    ]


def finding(found: Sequence[Pull]) -> str:
    """What the path fits say, in a sentence with its counts; too early below three talks in one field."""
    enough = [pull for pull in found if pull.talks >= ENOUGH]
    if not enough:
        nearest = max(found, key=lambda pull: pull.talks, default=None)
        has = f"{nearest.field} has {nearest.talks} of the {ENOUGH} talks it takes" if nearest else "no talk is rated"
        return f"Too early to say what pulls you: {has}"
    best = enough[0]
    level = [pull for pull in enough if mean(pull) == mean(best)]
    over = f"{mean(best)} over {best.talks} talks"
    if len(level) > 1:
        both = " and ".join(pull.field for pull in level[:2])
        if best.mean <= 0:
            return f"No field pulls you yet: {both} come closest, {mean(best)} each"
        return f"{both} pull you alike: {mean(best)} each"
    if best.mean <= 0:
        return f"No field pulls you yet: {best.field} comes closest, {over}"
    return f"{best.field} pulls you most: {over}"


def mean(pull: Pull) -> str:
    """A mean path fit with its sign, rounded half up: +1.3, 0.0, −0.5."""
    return signed(pull.mean)


def themes(
    records: Records, as_of: datetime, *, kind: str | None = None, limit: int, offset: int = 0
) -> tuple[list[Theme], int]:
    """The themes by how many different people said them, a page of them; and how many there are. Kind: of KINDS."""
    return page_of(
        records, Theme, "FROM themes_told($as_of, $kind, $limit, $offset)",
        as_of=as_of, kind=kind, limit=limit, offset=offset,
    )  # fmt: skip


def theme(records: Records, theme_key: str, as_of: datetime) -> Theme | None:
    """One theme by its key; None where nobody said it."""
    found = records.read(
        Theme, "FROM themes_told($as_of, NULL, 1000000000, 0) WHERE theme_key = $key", as_of=as_of, key=theme_key
    )
    return found[0] if found else None


def voices(
    records: Records, theme_key: str, as_of: datetime, zone: str, *, limit: int, offset: int = 0
) -> tuple[list[Voice], int]:
    """Who said this theme, newest first, a page of it; and how often it was said."""
    return page_of(
        records, Voice, "FROM voices_of($as_of, $zone, $key, $limit, $offset)",
        as_of=as_of, zone=zone, key=theme_key, limit=limit, offset=offset,
    )  # fmt: skip


def answers(
    records: Records, words: str, as_of: datetime, zone: str, *, limit: int, offset: int = 0
) -> tuple[list[Answer], int]:
    """What was learned and what changed one's view, newest first, a page of it; and how many there are.

    Each of the words must stand in it, in the person's name or in the field; case and accents do not count.
    """
    return page_of(
        records, Answer, "FROM answers_told($as_of, $zone, $words, $limit, $offset)",
        as_of=as_of, zone=zone, words=words, limit=limit, offset=offset,
    )  # fmt: skip


def uses(records: Records, as_of: datetime, zone: str, *, limit: int, offset: int = 0) -> tuple[list[Use], int]:
    """What one could use in an application (A13), newest first, a page of it; and how many conversations gave some."""
    return page_of(
        records, Use, "FROM uses_told($as_of, $zone, $limit, $offset)",
        as_of=as_of, zone=zone, limit=limit, offset=offset,
    )  # fmt: skip


def leads(
    records: Records, as_of: datetime, zone: str, *, limit: int, offset: int = 0, let_go: bool = False
) -> tuple[list[Lead], int]:
    """The openings that people volunteered, newest first, a page of them; and how many there are.

    Either those that are open or, apart from them, those let go.
    """
    return page_of(
        records, Lead, "FROM leads_told($as_of, $zone, $let_go, $limit, $offset)",
        as_of=as_of, zone=zone, let_go=let_go, limit=limit, offset=offset,
    )  # fmt: skip


def who_said(records: Records, as_of: datetime) -> dict[str, list[str]]:
    """The names of all who said each theme, by its key, those who said it last first."""
    said: dict[str, list[str]] = {}
    for theme_key, contact in records.rows(
        "SELECT same_words(t.theme) AS theme_key, d.contact FROM themes t JOIN debriefed($as_of) d USING (debrief_id) "
        "GROUP BY theme_key, d.contact_id, d.contact ORDER BY max(d.starts_at) DESC, d.contact_id",
        as_of=as_of,
    ):
        said.setdefault(theme_key, []).append(contact)
    return said


def offered(records: Records) -> dict[str, str]:
    """What was offered with a referral (a key of promises.OFFERS), by its id; of those with an offer (A14, C10)."""
    return dict(records.rows("SELECT id::VARCHAR, kind FROM referrals WHERE kind IS NOT NULL"))

"""What all conversations say, to take along: for an application (A13), or for a coach.

For an application: what to use, themes with how many people said them, the skills that were named. For a coach:
everything the page shows. Both are documents (see documents.py), so that all text in them stays text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivw.coaching import beliefs, comparing, insights, worth
from ivw.coaching.beliefs import Belief, Felt
from ivw.coaching.comparing import Comparison
from ivw.coaching.criteria import WEIGHTS
from ivw.coaching.incoming import is_web_address
from ivw.coaching.insights import Answer, Counts, Lead, Pull, Theme, Use
from ivw.coaching.next_steps import KINDS as STEP_KINDS
from ivw.coaching.next_steps import Step
from ivw.coaching.referral_tree import HEARD, PERMISSION, STANDINGS, Node
from ivw.coaching.research_topics import TOPICS
from ivw.coaching.worth import Side
from ivw.exchange.documents import Document, Section

FIELD_TOPICS = {topic.key: topic.label for topic in TOPICS["field"]}


@dataclass(frozen=True, slots=True)
class Told:
    """All that either document is made of. `who` names who said each theme, by its key; `day` is today."""

    day: date
    counts: Counts
    themes: Sequence[Theme] = ()
    who: Mapping[str, Sequence[str]] | None = None
    uses: Sequence[Use] = ()


@dataclass(frozen=True, slots=True)
class More:
    """What a coach gets to see besides."""

    pulls: Sequence[Pull]
    compared: Comparison
    beliefs: Sequence[Belief]
    felt: Sequence[Felt]
    sides: Mapping[str, Sequence[Side]]
    answers: Sequence[Answer]
    tree: Sequence[Node]
    leads: Sequence[Lead]
    let_go: Sequence[Lead]
    steps: Sequence[Step]
    strategy: str


def for_application(told: Told, *, with_names: bool) -> Document:
    """What to use in an application, themes with their counts, and the skills that were named.

    Names stand in it only on request: whoever is quoted in an application should have been asked.
    """
    skills = [each for each in told.themes if each.kind == "skill"]
    return Document(
        "For my applications",
        _facts(told),
        [
            Section("What to use", points=[_use(each, with_names=with_names) for each in told.uses]),
            Section("Skills they named", points=[_theme(each, told, with_names=with_names) for each in skills]),
            *(
                Section(head, points=[_theme(each, told, with_names=with_names) for each in _of(told, kind)])
                for kind, head in (("technology", "Technologies"), ("demand", "What is in demand"), (None, "Besides"))
            ),
        ],
    )


def for_coach(told: Told, more: More, *, with_names: bool) -> Document:
    """All that the page shows, in its order; and what one makes of it, first."""
    strategy = [part for part in more.strategy.split("\n\n") if part.strip()]
    return Document(
        "What my conversations say",
        _facts(told),
        [
            Section("What I make of it", strategy),
            _path_fit(more, with_names=with_names),
            *_side_by_side(more.compared, with_names=with_names),
            _paid_off(more),
            *for_application(told, with_names=with_names).sections,
            Section("Beliefs that changed", [_belief(each, with_names=with_names) for each in more.beliefs]),
            _felt(more, with_names=with_names),
            Section(
                "What I learned",
                points=[
                    _by(each.learned, each.contact, each.day, with_names=with_names)
                    for each in more.answers
                    if each.learned
                ],
            ),
            Section("Who led to whom", points=[_node(each) for each in more.tree] if with_names else _tree(more)),
            Section("Openings volunteered", points=[_lead(each, with_names=with_names) for each in more.leads]),
            Section("Openings let go", points=[_lead(each, with_names=with_names) for each in more.let_go]),
            Section("Next steps", points=[_step(each) for each in more.steps if each.is_open]),
            Section("Steps done", points=[_step(each) for each in more.steps if each.done_at]),
        ],
    )


def day_said(day: date) -> str:
    """A day as it stands in a document: 12 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _facts(told: Told) -> list[str]:
    counts = told.counts
    return [day_said(told.day), f"{counts.debriefs:,} of {_n(counts.talks, 'conversation')} with a debrief"]


def _of(told: Told, kind: str | None) -> list[Theme]:
    return [each for each in told.themes if each.kind == kind]


def _theme(theme: Theme, told: Told, *, with_names: bool) -> str:
    said = f"{theme.theme}: {_n(theme.people, 'person', 'people')} in {_n(theme.talks, 'conversation')}"
    who = (told.who or {}).get(theme.theme_key, ())
    return f"{said} ({', '.join(who)})" if with_names and who else said


def _use(use: Use, *, with_names: bool) -> str:
    said = " ".join(use.words.split())
    if with_names:
        return f"{said} ({use.contact}, {day_said(use.day)})"
    return f"{said} ({use.field})" if use.field else said


def _by(words: str, contact: str, day: date, *, with_names: bool) -> str:
    return f"{words} ({f'{contact}, ' if with_names else ''}{day_said(day)})"


def _path_fit(more: More, *, with_names: bool) -> Section:
    rows = [("Field", "Mean", "Talks", "One by one, oldest first")]
    for pull in more.pulls:
        fits = [f"{f'{fit.contact} ' if with_names else ''}{_signed(fit.path_fit)}" for fit in pull.fits]
        rows.append((pull.field, insights.mean(pull), str(pull.talks), ", ".join(fits)))
    return Section("Path fit, −2 to +2", [insights.finding(more.pulls)] if more.pulls else (), rows)


def _side_by_side(compared: Comparison, *, with_names: bool) -> list[Section]:
    if not compared.fields:
        return []
    heads = ("", *(each.field for each in compared.fields))
    rows = [heads]
    for criterion in compared.criteria:
        means = (each.means.get(criterion.id) for each in compared.fields)
        cells = (f"{comparing.signed(each.mean)} (n = {each.n})" if each else "–" for each in means)
        rows.append((f"{criterion.name} ({WEIGHTS[criterion.weight].lower()})", *cells))
    scores = (compared.weighted(each) for each in compared.fields)
    rows.append(("By weight", *(comparing.signed(each.mean) if each else "–" for each in scores)))
    looked = [heads]
    for topic, label in FIELD_TOPICS.items():
        found = [each.found.get(topic) for each in compared.fields]
        if any(found):
            looked.append((label, *(_looked_up(*each, with_names=with_names) if each else "–" for each in found)))
    return [
        Section("Fields by my criteria, −2 to +2", [comparing.finding(compared)], rows),
        Section("What I looked up about them", table=looked),
    ]


def _looked_up(finding: str, source: str | None, *, with_names: bool) -> str:
    # A source that is no address is often a person.
    named = source if source and (with_names or is_web_address(source)) else None
    return f"{finding} ({named})" if named else finding


def _paid_off(more: More) -> Section:
    rows = [("", "Rated exactly", "Rated below")]
    said = []
    for axis, name, axis_said in (
        ("useful", "Useful", "How useful the talks were"), ("rapport", "Rapport", "The rapport in them")
    ):  # fmt: skip
        sides = more.sides[axis]
        if not any(each.talks for each in sides):
            continue
        found = worth.finding(sides, axis)
        said.append(f"{axis_said}: {found[:1].lower()}{found[1:]}.")
        for high, low in zip(sides[::2], sides[1::2], strict=True):
            rows.append((f"{name}, by {worth.FITS[high.fit].lower()}", _side(high), _side(low)))
    return Section("Did a good fit pay off?", said, rows)


def _side(side: Side) -> str:
    return f"{worth.tenth(side.mean)} of 5 over {_n(len(side.talks), 'talk')}" if side.talks else "–"


def _belief(belief: Belief, *, with_names: bool) -> str:
    lines = [f"{f'{belief.contact}, ' if with_names else ''}{day_said(belief.day)}"]
    for label, words in (
        ("Before", belief.believed_before), ("Now", belief.believed_after), ("What changed it", belief.changed_view)
    ):  # fmt: skip
        if words:
            lines.append(f"{label}: {' '.join(words.split())}")
    return "\n".join(lines)


def _felt(more: More, *, with_names: bool) -> Section:
    told = [each for each in more.felt if each.pairs]
    rows = [("Conversation", "Feeling", "Before", "After")]
    for each in told:
        for pair in each.newest:
            whom = f"{pair.contact}, {day_said(pair.day)}" if with_names else day_said(pair.day)
            rows.append((whom, beliefs.FEELINGS[each.feeling], str(pair.before), str(pair.after)))
    return Section("Before and after, 1 to 5", [f"{beliefs.finding(each)}." for each in told], rows)


def _tree(more: More) -> list[str]:
    """The tree without its names: how many were named, and how far one came with them."""
    standings = [each.referral.standing for each in more.tree if each.referral]
    return [f"{STANDINGS[each]}: {standings.count(each)}" for each in STANDINGS if each in standings]


def _node(node: Node) -> str:
    referral = node.referral
    if referral is None:
        return f"{node.name} led to {_n(node.below, 'person', 'people')}, {node.met_below} met"
    told = [STANDINGS[referral.standing], PERMISSION[referral.may_mention]]
    told += [f"{referral.referrer}: {HEARD[referral.heard]}"] if referral.heard else []
    return f"{'→ ' * node.depth}{node.name}, named by {referral.referrer}: {', '.join(told)}"


def _lead(lead: Lead, *, with_names: bool) -> str:
    hidden = ", not advertised" if lead.unadvertised else ""
    gone = f", let go: {lead.dropped_why}" if lead.dropped_why else ""
    return f"{_by(lead.what, lead.contact, lead.day, with_names=with_names)}{hidden}{gone}"


def _step(step: Step) -> str:
    due = f", by {day_said(step.due)}" if step.due and step.is_open else ""
    kind = f"{STEP_KINDS[step.kind]}: " if step.kind in ("learn", "talk", "goal") else ""
    return f"{kind}{step.what}{due}"


def _signed(fit: int) -> str:
    return f"+{fit}" if fit > 0 else f"−{-fit}" if fit else "0"


def _n(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"

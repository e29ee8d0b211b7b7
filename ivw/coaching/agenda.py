"""The agenda: which questions fit the minutes that were agreed, which have to go, and why (C31, E15, X18).

Pure: questions and minutes in, an agenda out. No records, no clock.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ivw.coaching import choosing
from ivw.coaching.durations import learned
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.coaching.question_review import Kind

TIERS = {"must": "Must", "should": "Should", "spare": "Spare"}
PRIORITIES = {3: "High", 2: "Middle", 1: "Low"}
# The two questions nobody should leave without (B35, guide 2), in the order in which they are asked.
MUST_ASKS = {"who_else": "Can you suggest other people I could speak to?", "your_name": "May I mention your name?"}

WORDS_A_MINUTE = 150
THINKING_S, MOVING_ON_S = 1, 8
OPENING_S, INTRODUCTION_S, CLOSING_S = 90, 45, 60
OVERHEAD_S = OPENING_S + INTRODUCTION_S + CLOSING_S
STEP_S = 5  # in the choice, every time is rounded up to this
AT_LEAST, SPARES, ABOUT_ME = 3, 2, 2
DEFAULT_WEIGHT = 2
LONG_MINUTES = 30
OPEN_S, STORY_S, CLOSED_S = 150, 195, 30  # stories take 180 to 210 s: the middle
MUST_ASK_S = {"who_else": 60, "your_name": 15}

# What brings a question back is tried out: for lists of so many, with so many minutes more, searched so widely.
REFITTED, MORE_MINUTES, REFITTING = 60, 10, 200

STORY = re.compile(
    r"\b(how (did|have) you (get|got|become|come|end|find|found)|walk me|tell me (about|how|of)|describe|progression"
    r"|(work|career) (history|path)|what (path|experiences)|(typical|normal|average) (work ?)?(day|week))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a plan. `goals` are ids (or names) of the goals it serves.

    `answer_seconds` was said by hand; None: learned from the `observed` answers, and without any the first guess, which
    is `guess` where the bank has one. `said` is how long asking it took when it was rehearsed alone, for looking at.
    `topic`: the open point of the research that it asks about (see open_topics.py).
    """

    id: str
    text: str
    tier: str = "should"
    priority: int = 2
    goals: tuple[str, ...] = ()
    answer_seconds: int | None = None
    about_me: bool = False
    must_ask: str | None = None
    guess: int | None = None
    observed: tuple[float, ...] = ()
    said: tuple[float, ...] = ()
    topic: str | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether it is in, whatever happens: a must is what people pin."""
        return self.tier == "must" or self.must_ask is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that has its place, and the seconds it takes."""

    question: Question
    seconds: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A question left out, and the seconds that saves. `worth`: the points it would add, its priority and the weights
    of the goals that nothing in the plan serves.

    `reason` is '' where it is only that others are worth more. `brings_back` says what would, and `back_with` is the
    smallest number of minutes with which it is in, where one was found.
    """

    question: Question
    seconds: int
    worth: int
    reason: str
    brings_back: str
    back_with: int | None

    @property
    def a_minute(self) -> float:
        """The points it would add for each minute that it takes: what decides between two questions."""
        return self.worth * 60 / self.seconds

    @property
    def why(self) -> str:
        """All of it in plain words."""
        worth_it = f"Worth {self.a_minute:.1f} points a minute; leaving it out saves {self.seconds} seconds."
        return " ".join(part for part in (self.reason, worth_it, self.brings_back) if part)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What fits: `keep` in the order of the plan; `cut` is all the rest; `spare` are texts of it to keep at hand."""

    minutes: int
    budget_s: int
    used_s: int
    keep: tuple[Kept, ...]
    cut: tuple[Cut, ...]
    spare: tuple[str, ...]


def must_asks_in(text: str) -> tuple[str, ...]:
    """Which of the two must-asks such words are, as the review of a question knows them: "who_else", "your_name", both
    in one breath, or none."""
    found = _kind(text)
    return found.must_asks if found else ()


def must_ask_in(text: str) -> str | None:
    """The first of `must_asks_in`; None for any other question."""
    return next(iter(must_asks_in(text)), None)


def prior_seconds(question: Question) -> int:
    """How long the answer to such a question takes before anything was learned (our convention).

    Open or closed is what the review of a question says of it; what it cannot judge (another language) counts as open.
    """
    if question.guess is not None:
        return question.guess
    if question.must_ask is not None:
        return MUST_ASK_S[question.must_ask]
    found = _kind(question.text)
    if found is not None and found.is_open is False:
        return CLOSED_S
    return STORY_S if STORY.search(question.text) else OPEN_S


def _kind(text: str) -> "Kind | None":
    """What the review says of a question; None where its rules cannot be read, since somebody edited them: a plan is
    still to be had then, and the review itself names what is wrong."""
    from ivw.coaching import question_review  # only here: the terminal starts without the rules

    try:
        return question_review.kind(text)
    except InvalidRecord:
        return None


def asking_seconds(text: str) -> int:
    """How long it takes to say a question and to take breath after it. A second begun counts as one."""
    return -(-len(text.split()) * 60 // WORDS_A_MINUTE) + THINKING_S


def answering_seconds(question: Question) -> int:
    """The seconds planned for the answer: what was said by hand, else what was learned, else the first guess."""
    if question.answer_seconds is not None:
        return question.answer_seconds
    return learned(prior_seconds(question), question.observed).plan_seconds


def seconds_for(question: Question) -> int:
    """What a question costs in all: asking it, the answer, moving on."""
    return asking_seconds(question.text) + answering_seconds(question) + MOVING_ON_S


def budget(minutes: int) -> int:
    """The seconds that questions may take: nine tenths of the slot less opening, introduction and closing."""
    return minutes * 60 * 9 // 10 - OVERHEAD_S


def fit(questions: Sequence[Question], minutes: int, weights: Mapping[str, int] | None = None) -> Agenda:
    """Choose what to ask in these minutes. `weights`: how much each goal counts, else 2.

    The choice is exact: no other one that keeps the rules is worth more, nor as much in less time (each question's time
    rounded up to 5 s; then to the second). Only where whole hours are filled from long lists of questions that are all
    alike, or with dozens of goals, it may end before that is proven (see choosing.py).
    What the guides leave open, settled here (our convention):
    - The must-asks and tier must are always in, even where they alone exceed the time: `warnings` says by how much.
      More than two of them may be about oneself; then none is added.
    - Candidates are all questions but the must-asks. At most max(3, candidates - 2) of them are chosen, so that two
      spares stay outside; a question of tier spare is one of those.
    - At least three are chosen where three fit in with all that must be in; else whatever is worth most.
    - Who is equal in everything: the same choice each time, as a rule what stands earlier in the plan.
    """
    return _fit(tuple(questions), minutes, tuple(sorted((weights or {}).items())))


@lru_cache(maxsize=64)  # a page is drawn anew with every click
def _fit(questions: tuple[Question, ...], minutes: int, weighed: tuple[tuple[str, int], ...]) -> Agenda:
    weights = dict(weighed)
    cost = {each.id: seconds_for(each) for each in questions}
    chosen, _ = _chosen(questions, cost, minutes, weights)
    keep = tuple(Kept(each, cost[each.id]) for each in questions if each.id in chosen)
    used = sum(each.seconds for each in keep)
    out = [each for each in questions if each.id not in chosen]
    served = {goal for each in keep for goal in each.question.goals}
    back = _back_with(questions, cost, out, minutes, weights)
    left = _steps(budget(minutes), up=False) - sum(_steps(each.seconds) for each in keep)
    cut = tuple(
        Cut(
            each, cost[each.id], _worth(each, served, weights),
            *_why(each, cost[each.id], keep, left, back.get(each.id)), back.get(each.id),
        )
        for each in out
    )  # fmt: skip
    by_worth = sorted(
        (each for each in out if each.tier != "spare"),
        key=lambda each: -_worth(each, served, weights) / cost[each.id],
    )
    spare = [each.text for each in out if each.tier == "spare"]
    spare += [each.text for each in by_worth[: max(0, SPARES - len(spare))]]
    return Agenda(minutes, budget(minutes), used, keep, cut, tuple(spare))


def warnings(agenda: Agenda) -> list[str]:
    """What is unwise about an agenda, in plain words; [] for a sound one."""
    asked = [each.question for each in agenda.keep if each.question.must_ask is None]
    mine = sum(each.about_me for each in asked)
    found = []
    over = agenda.used_s - agenda.budget_s
    left = agenda.minutes * 60 - OVERHEAD_S - agenda.used_s
    if over > 0:
        has_pins = any(each.tier == "must" for each in asked)
        way = "Unpin one of the musts, or agree on more time." if has_pins else "Agree on more time."
        found.append(
            f"What must be in leaves {clock(left)} of your reserve of {clock(left + over)}. {way}" if left >= 0 else
            f"What must be in takes {clock(agenda.used_s)}, and questions have {clock(max(0, agenda.budget_s))}: "
            f"{clock(over)} too much. {way}"
        )  # fmt: skip
    if len(asked) < AT_LEAST:
        found.append("Fewer than three questions besides the must-asks: three or four keep a talk going (guide 5).")
    if len(asked) > max(AT_LEAST, agenda.minutes / 3):
        found.append(
            f"{len(asked)} questions in {agenda.minutes} minutes are more than one for every three (guide 2): "
            "there is no time left to follow an answer up."
        )
    if mine > ABOUT_ME:
        found.append(f"{mine} questions are about you. The talk is about them (guide 3).")
    if not agenda.spare:
        found.append("No spare question at hand. Two help when an answer leads elsewhere (guide 1).")
    if agenda.minutes > LONG_MINUTES:
        found.append(
            f"{agenda.minutes} minutes are much to ask for. 20 are easily given, 15 to 30 are fine (guides 1 and 3); "
            "more only with somebody you know, or when they offer it."
        )
    return found


def clock(seconds: int) -> str:
    """A length as a clock shows it: 2:42."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _chosen(
    questions: Sequence[Question],
    cost: Mapping[str, int],
    minutes: int,
    weights: Mapping[str, int],
    widest: int = choosing.WIDTHS[-1],
) -> tuple[set[str], bool]:
    """The ids of the best set of questions for these minutes, and whether nothing is better for certain."""
    goals = {goal: place for place, goal in enumerate(dict.fromkeys(g for each in questions for g in each.goals))}
    candidates = [each for each in questions if each.tier != "spare" or each.must_ask]
    asks = sum(each.must_ask is not None for each in questions)
    limits = choosing.Limits(
        room=_steps(budget(minutes), up=False),
        least=asks + AT_LEAST,
        most=asks + max(AT_LEAST, len(questions) - asks - SPARES),
        rare=ABOUT_ME,
    )
    things = [
        choosing.Thing(
            size=_steps(cost[each.id]),
            seconds=cost[each.id],
            value=each.priority,
            goals=sum(1 << goals[goal] for goal in set(each.goals)),
            rare=each.about_me,
            required=each.must_ask is not None or each.tier == "must",
        )
        for each in candidates
    ]
    choice = choosing.best(things, [weights.get(goal, DEFAULT_WEIGHT) for goal in goals], limits, widest)
    return {candidates[place].id for place in choice.places}, choice.proven


def _steps(seconds: int, up: bool = True) -> int:
    """Seconds in steps of the choice."""
    return -(-seconds // STEP_S) if up else seconds // STEP_S


def _worth(question: Question, served: Collection[str], weights: Mapping[str, int]) -> int:
    """What a question would add: its priority, and the goals that nothing in the plan serves yet."""
    return question.priority + sum(weights.get(goal, DEFAULT_WEIGHT) for goal in set(question.goals) - set(served))


def _back_with(
    questions: Sequence[Question],
    cost: Mapping[str, int],
    out: Sequence[Question],
    minutes: int,
    weights: Mapping[str, int],
) -> dict[str, int]:
    """The smallest number of minutes with which each of these is in, found by trying one minute more after the other.

    Only more minutes: nobody cuts a conversation short to get a question in. It ends where nothing more is to be
    brought back, after MORE_MINUTES, and where a choice cannot be proven soon.
    """
    found: dict[str, int] = {}
    missing = {each.id for each in out if each.tier != "spare"}
    for longer in range(minutes + 1, minutes + MORE_MINUTES + 1):
        if len(found) == len(missing) or len(questions) > REFITTED:
            break
        chosen, proven = _chosen(questions, cost, longer, weights, REFITTING)
        if not proven:
            break
        for key in chosen & missing:
            found.setdefault(key, longer)
    return found


def _why(question: Question, seconds: int, keep: Sequence[Kept], left: int, back: int | None) -> tuple[str, str]:
    """Why a question is left out, and what would bring it back. `left` are the steps that nothing fills."""
    if question.tier == "spare":
        return "You keep it as a spare.", "Make it a should, and it is weighed with the others."
    gives_way = [each for each in keep if each.question.must_ask is None and each.question.tier != "must"]
    reason = ""
    if question.about_me and sum(each.question.about_me for each in keep) >= ABOUT_ME:
        reason = "Two questions about yourself are enough: the talk is about them (guide 3)."
        gives_way = [each for each in gives_way if each.question.about_me]
    elif _steps(seconds) <= left:
        spares = "There is time for it, but two questions should stay at hand as spares (guide 1)."
        return spares, "Pin it (a must), and it is in."
    makes_room = [each for each in gives_way if _steps(each.seconds) + left >= _steps(seconds)]
    if back is not None:
        return reason, f"With {back} minutes it is in."
    if makes_room:
        first = min(makes_room, key=lambda each: each.question.priority / each.seconds)
        return reason, f"There is room for it if this goes: {first.question.text}"
    return reason, "Pin it (a must) to keep it."

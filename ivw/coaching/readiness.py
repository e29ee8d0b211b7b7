"""Readiness for a conversation: the four ways to prepare (guide 3), what of each is there, and what is missing next.

Research, questions, rehearsal, appearance. It is told in words and in steps, never as a bare number (D22, guide 4, asks
for the right preparation; E06, guide 5, for one as serious as for a job interview).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ivw.coaching import contacts, day_list, goals, meetings, plans, practice, rehearsal_review, research, stories
from ivw.coaching.agenda import MOVING_ON_S, MUST_ASKS, OPEN_S, OVERHEAD_S, Agenda, clock
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.journey import FEWEST_QUESTIONS
from ivw.coaching.meetings import Meeting
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Lap
from ivw.coaching.research import Sheet
from ivw.records.database import Records

HARD = 2  # C29: a question rated 1 or 2 of 5 for ease is to be said once more; our convention
NAMED = 3  # so many things to find out are named, the rest is counted
EVE = 1  # from the day before on, readiness waits for the list of the day
# What matters most first (our convention). While there is time one sets goals (A39), then reads before one writes
# questions (E14); later, questions that fit and were said aloud help more than another article.
ORDER = {
    "ahead": (
        "goal", "research", "plan", "must_asks", "enough", "fit", "rehearse", "again", "fourth", "stories", "format",
        "list",
    ),
    "eve": (
        "plan", "must_asks", "enough", "fit", "rehearse", "again", "goal", "format", "research", "fourth", "stories",
        "list",
    ),
    "day": (
        "plan", "must_asks", "format", "list", "enough", "fit", "rehearse", "again", "goal", "research", "fourth",
        "stories",
    ),
}  # fmt: skip
WHY = {
    "research": "Whoever has read up asks what no page tells (guides 1 and 3).",
    "questions": "With goals, and a list that fits the minutes, nobody's time is wasted (guides 1 and 3).",
    "rehearsal": "Said aloud beforehand, questions come easily, and one hears which are too long (guide 3).",
    "appearance": "A good impression begins before the first word (guides 2, 3 and 5).",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next: what, why (naming the guide), and the page on which one does it, with what it opens there.

    `opens` is what a button that leads there says. `is_gate`: readiness waits for it; else it would only help.
    """

    key: str
    what: str
    why: str
    page: str
    query: Mapping[str, str]
    opens: str
    is_gate: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four ways to prepare: its name, in words what is there, and what is missing or would help.

    `is_done`: readiness does not wait for anything in it.
    """

    name: str
    there: str
    is_done: bool
    steps: tuple[Step, ...] = ()

    @property
    def why(self) -> str:
        """Why this is part of being prepared, naming the guide."""
        return WHY[self.name]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready one is for a conversation in so many days (0: today); `is_over`: it is not ahead any more.

    `parts` are always the four, in their order. `missing` are the steps for which readiness waits, `would_help` those
    for which there may be time left: of both, what matters most now comes first.
    """

    meeting_id: str
    is_over: bool
    days_left: int
    parts: tuple[Part, ...]
    missing: tuple[Step, ...]
    would_help: tuple[Step, ...]

    @property
    def is_ready(self) -> bool:
        """Whether everything that counts by now is there."""
        return all(part.is_done for part in self.parts)


def of_meeting(records: Records, meeting_id: str, *, as_of: datetime, zone: str) -> Readiness:
    """How ready one is for this conversation. Raises InvalidRecord when it is not there (any more)."""
    meeting = meetings.get(records, meeting_id)
    plan = plans.of_meeting(records, meeting_id)
    agenda = plans.fitted(records, plan) if plan else None
    here = ZoneInfo(zone)
    days = (meeting.starts_at.astimezone(here).date() - as_of.astimezone(here).date()).days
    parts = (
        _researched(records, meeting),
        _questions(records, meeting, plan, agenda),
        _with_stories(records, _rehearsed(records, meeting, plan, agenda, as_of)),
        _appearance(records, meeting, days, as_of),
    )
    order = ORDER["ahead" if days > EVE else "eve" if days == EVE else "day"]
    steps = sorted((step for part in parts for step in part.steps), key=lambda step: order.index(step.key))
    missing, would_help = [step for step in steps if step.is_gate], [step for step in steps if not step.is_gate]
    is_over = meeting.status != "planned" or meeting.ends_at <= as_of
    return Readiness(meeting_id, is_over, days, parts, tuple(missing), tuple(would_help))


def left(records: Records, meeting_ids: Sequence[str], as_of: datetime) -> dict[str, tuple[str, ...]]:
    """What is still missing for each of these planned conversations, in a few words each, in one query: for lists.

    A coarser look than `of_meeting`: whether questions fit, and the list for the day, are not in it.
    """
    found = {}
    for key, deep, of_deep, set_goals, questions, is_rehearsed in records.rows(
        "FROM preparations($as_of, [TRY_CAST(key AS UUID) FOR key IN $ids::VARCHAR[]])",
        ids=list(meeting_ids),
        as_of=as_of,
    ):
        lacking = (
            ("a goal", not set_goals),
            ("reading up on them", 2 * deep < of_deep),
            ("questions" if not questions else _more(FEWEST_QUESTIONS - questions), questions < FEWEST_QUESTIONS),
            ("a rehearsal", not is_rehearsed),
        )
        found[key] = tuple(words for words, is_missing in lacking if is_missing)
    return found


def _researched(records: Records, meeting: Meeting) -> Part:
    """C19, A47: deep once they said yes, about the person and where they work."""
    sheet = research.of_contact(records, meeting.contact_id)
    known, is_done = sheet.known, research.is_ready_to_meet(sheet.known)
    at = sheet.at.target.name if sheet.at else ""
    there = f"{known.deep} of {known.of_deep} things known about them{f' and {at}' if at else ''}"
    lines = [("Find out ", _unknown(sheet))]
    if sheet.at:
        lines.append((f"Find out about {at}: ", _unknown(sheet.at)))
    query = {"contact": meeting.contact_id, "tab": "research"}
    steps = tuple(
        Step("research", begins + _listed(labels), WHY["research"], "prospect_research", query, "Read up", not is_done)
        for begins, labels in lines
        if labels
    )
    return Part("research", there, is_done, steps)


def _questions(records: Records, meeting: Meeting, plan: Plan | None, agenda: Agenda | None) -> Part:
    """A39 (a goal), A46 (a list), B35 (both must-asks), E15 (three besides them), C31 (it fits)."""
    wanted = goals.open_goals(records)
    steps = []
    if not wanted:
        why = "Clear goals before a talk let you ask for what you need to know (guide 1)."
        steps.append(
            Step(
                "goal",
                "Set a goal: what do you want to find out?",
                why,
                "prospect_research",
                {"view": "goals"},
                "Set it",
            )
        )
    if plan is None or agenda is None:
        what = f"Choose your questions, fitted to {meeting.minutes} minutes"
        to = {"meeting": meeting.id}
        steps.append(Step("plan", what, WHY["questions"], "question_builder", to, "Choose the questions"))
        return Part("questions", "No questions chosen yet", False, tuple(steps))
    steps += _in_the_plan(meeting, plan, agenda)
    asked = [each.question for each in agenda.keep if each.question.must_ask is None]
    takes = clock(agenda.used_s + OVERHEAD_S)
    there = f"{_count(len(asked), 'question')} and the two that close it, {takes} of {meeting.minutes} minutes"
    if wanted:
        there = f"{_count(len(wanted), 'goal')}; {there}"
    if asked and wanted and not any(each.goals for each in asked):
        why = "Questions that serve your goals make the most of the minutes (guide 1)."
        what = "Say which question serves which of your goals"
        steps.append(Step("enough", what, why, "question_builder", {"plan": plan.id}, "Open the plan", is_gate=False))
    written = sum(each.must_ask is None for each in plan.questions)
    if written == FEWEST_QUESTIONS and agenda.budget_s - agenda.used_s >= OPEN_S + MOVING_ON_S:
        why = "Three or four besides the closing ones keep it going (guide 5)."
        what = "Add a fourth question: there is room for one"
        steps.append(Step("fourth", what, why, "question_builder", {"plan": plan.id}, "Open the plan", is_gate=False))
    return Part("questions", there, not any(step.is_gate for step in steps), tuple(steps))


def _in_the_plan(meeting: Meeting, plan: Plan, agenda: Agenda) -> list[Step]:
    """What a plan that is there still lacks."""
    found: list[tuple[str, str, str]] = []
    there = {each.question.must_ask for each in agenda.keep}
    for must_ask, words in MUST_ASKS.items():
        if must_ask not in there:
            found.append(("must_asks", f"Put it into the plan: {words}", "Nobody should leave without it (guide 2)."))
    lacking = FEWEST_QUESTIONS - sum(each.question.must_ask is None for each in agenda.keep)
    over = agenda.used_s - agenda.budget_s
    if plan.minutes != meeting.minutes:
        what = f"The plan is for {plan.minutes} minutes, and you agreed on {meeting.minutes}: fit it to them"
        found.append(("fit", what, "How long it takes is agreed beforehand, and you keep to it (guide 2)."))
    elif over > 0:
        what = f"What must be asked takes {clock(over)} too much: make one of the musts a should"
        found.append(("fit", what, "Practice shows which question has to go (guide 3)."))
    if lacking > 0:
        found.append(
            ("enough", f"Add {_more(lacking)}", "Three or four besides the closing ones keep it going (guide 5).")
        )
    to = {"plan": plan.id}
    return [Step(key, what, why, "question_builder", to, "Open the plan") for key, what, why in found]


def _rehearsed(records: Records, meeting: Meeting, plan: Plan | None, agenda: Agenda | None, as_of: datetime) -> Part:
    """C28, C30: one finished run of its plan; C29, C31: at ease with each question, and within the minutes."""
    ticked = meeting.prepared_at is not None and meeting.prepared_at <= as_of
    if plan is None or agenda is None:
        return Part("rehearsal", "Ticked as prepared" if ticked else "Nothing to rehearse yet", ticked)
    runs = records.rows(_FINISHED, plan=plan.id, as_of=as_of)
    if not runs:
        begun = practice.going_on(records, plan.id)
        what = "Finish the rehearsal that you began" if begun else "Say your questions aloud once, against the clock"
        to = {"plan": plan.id} | ({"run": begun.id} if begun else {})
        opens = "Go on" if begun else "Rehearse them"
        step = Step("rehearse", what, WHY["rehearsal"], "practice_timer", to, opens, is_gate=not ticked)
        return Part("rehearsal", "Ticked as prepared" if ticked else "Not rehearsed yet", ticked, (step,))
    newest, mode, of_what, _ = runs[0]
    in_part = not any(is_whole for *_, is_whole in runs)
    laps = practice.laps_of(records, newest)
    steps, notes = [], []
    review = rehearsal_review.review(laps, meeting.minutes, mode=mode, round=of_what)
    over = 0 if review.whole_s is None else round(review.whole_s) - review.slot_s
    if over > 0:
        what = f"The last rehearsal came to {clock(over)} too much: shorten or cut a question"
        why = "That is what timing the practice is for (guide 3)."
        steps.append(Step("fit", what, why, "question_builder", {"plan": plan.id}, "Open the plan", is_gate=False))
    elif not in_part and review.whole_s is not None and any(lap.is_asked for lap in laps):
        notes.append(f"the last one came to {clock(round(review.whole_s))} of {meeting.minutes} minutes")
    again = "Rehearse it to the end" if in_part else _say_again(laps, agenda)
    if again:
        steps.append(
            Step("again", again, WHY["rehearsal"], "practice_timer", {"plan": plan.id}, "Rehearse", is_gate=False)
        )
    elif any(lap.ease for lap in laps):
        notes.append("no question felt hard")
    if in_part:
        return Part("rehearsal", _in_part(laps), True, tuple(steps))
    times = {1: "once", 2: "twice"}.get(len(runs), f"{len(runs)} times")
    return Part("rehearsal", "; ".join([f"Rehearsed {times}", *notes]), True, tuple(steps))


def _with_stories(records: Records, rehearsed: Part) -> Part:
    """D13, D19: a few stories ready for when they ask; never a condition, for the talk is about them (X04)."""
    there = sum(stories.is_ready(each) for each in stories.every(records))
    lacking = stories.ENOUGH - there
    if lacking <= 0:
        return rehearsed
    how_many = f"{lacking} more" if there else str(lacking)
    what = f"Get {how_many} {'story' if lacking == 1 else 'stories'} ready, in case they ask about you"
    why = "Whoever is asked has something to tell, and comes back to them soon (guide 4)."
    step = Step("stories", what, why, "question_builder", {"view": "stories"}, "Open them", is_gate=False)
    return replace(rehearsed, steps=(*rehearsed.steps, step))


# The last column: every question was asked or skipped, and every must-ask asked; without laps that is believed.
_FINISHED = (
    "SELECT id::VARCHAR, mode, coalesce(round, 'whole'), NOT EXISTS (FROM laps l "
    "LEFT JOIN plan_questions q ON q.id = l.plan_question_id WHERE l.rehearsal_id = r.id "
    "AND (l.asking_seconds IS NULL AND l.answering_seconds IS NULL OR l.skipped AND q.must_ask IS NOT NULL)) "
    "FROM rehearsals r WHERE plan_id = TRY_CAST($plan AS UUID) AND finished_at <= $as_of "
    "AND round IS DISTINCT FROM 'asking' "
    "ORDER BY finished_at DESC, id DESC"
)


def _in_part(laps: Sequence[Lap]) -> str:
    """How much the newest run asked, where none was asked to its end (B35: nobody leaves without the must-asks)."""
    asked = sum(lap.is_asked for lap in laps)
    missed = sum(lap.must_ask is not None and not lap.is_asked for lap in laps)
    must_asks = {0: "", 1: "; one must-ask not reached"}.get(missed, "; the must-asks not reached")
    return f"Rehearsed in part: {asked} of {len(laps)} asked{must_asks}"


def _say_again(laps: Sequence[Lap], agenda: Agenda) -> str | None:
    """What of the plan was hard to say in the newest run, or is new since; None where all of it went well."""
    kept = [each.question.text for each in agenda.keep]
    hard = [lap.text for lap in laps if lap.ease is not None and lap.ease <= HARD and lap.text in kept]
    said = {lap.text for lap in laps if lap.is_asked}
    new = [text for text in kept if text not in said]
    if hard:
        return f"Say once more what felt hard: {hard[0]}" + (f" And {len(hard) - 1} more" if hard[1:] else "")
    if new:
        return f"Not said aloud so far: {new[0]}" + (f" And {len(new) - 1} more" if new[1:] else "")
    return None


def _appearance(records: Records, meeting: Meeting, days: int, as_of: datetime) -> Part:
    """C32, B27, E18: by place and by how well one knows them. The list for the day counts from the evening before."""
    to = {"meeting": meeting.id, "step": "before"}
    if meeting.format is None:
        what = "Say how you meet: what to wear and to take along follows from it"
        step = Step("format", what, WHY["appearance"], "conversation", to, "Say it")
        return Part("appearance", "Not said yet how you meet", False, (step,))
    relationship = contacts.get(records, meeting.contact_id).relationship
    try:
        checks = day_list.of_meeting(records, meeting, relationship, as_of)
    except InvalidRecord:  # the list itself says what is wrong with its file
        return Part("appearance", "The list for the day cannot be read", True)
    open_ = [check.entry.text for check in checks if check.is_missing]
    of = sum(not check.entry.optional for check in checks)
    there = f"{of - len(open_)} of {of} things for the day seen to"
    if not open_:
        return Part("appearance", there, True)
    counts = days <= EVE
    what = f"See to the list for the day: {_count(len(open_), 'thing')} left"
    step = Step("list", what, WHY["appearance"], "conversation", to, "Open the list", is_gate=counts)
    return Part("appearance", there, not counts, (step,))


def _unknown(sheet: Sheet) -> list[str]:
    """What is to be read up on about a person or an organization, and is not known; first what they do (C20)."""
    items = [*(each for each in sheet.items if each.topic.key == "position"), *sheet.of_depth("deep")]
    return [f"{each.topic.label[:1].lower()}{each.topic.label[1:]}" for each in items if not each.is_known]


def _listed(labels: Sequence[str]) -> str:
    named = ", ".join(labels[:NAMED])
    return f"{named}, and {len(labels) - NAMED} more" if len(labels) > NAMED else named


def _count(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"


def _more(n: int) -> str:
    return f"{n} more question{'' if n == 1 else 's'}"

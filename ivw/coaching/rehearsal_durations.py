"""What a rehearsal teaches the plan: with a companion, how long an answer really takes (C30).

Alone nobody answered: such a run teaches only how long asking takes, and a plan works that out from the words. So there
is nothing to take over then. What a companion answered is learned anyway, shrunk towards the first guess; taking it
over says it by hand, and from then on the plan counts with just that.
"""

from dataclasses import dataclass, replace

from ivw.coaching import agenda, plans
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.records.database import Records

WORTH_IT_S = agenda.STEP_S  # a difference below the step of the plan's own choice changes nothing
ANSWERED = (
    "SELECT l.plan_question_id::VARCHAR, l.answering_seconds FROM laps l JOIN rehearsals r ON r.id = l.rehearsal_id "
    "JOIN plan_questions q ON q.id = l.plan_question_id AND question_key(q.text) = question_key(l.text) "
    "WHERE r.id = TRY_CAST($id AS UUID) AND r.mode = 'companion' AND NOT l.skipped "
    "AND l.answering_seconds BETWEEN 1 AND 3600 ORDER BY l.ordinal"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The answer to one question of the plan: the seconds it took, and those the plan counts with now."""

    question_id: str
    text: str
    took_s: int
    planned_s: int

    @property
    def differs(self) -> bool:
        """Whether it changes anything to plan with it."""
        return abs(self.took_s - self.planned_s) >= WORTH_IT_S


def heard(records: Records, plan: Plan, rehearsal_id: str) -> list[Heard]:
    """The real answers of a run, to the questions that its plan still asks in these words; [] for one alone."""
    known = {each.id: each for each in plan.questions}
    return [
        Heard(key, known[key].text, round(seconds), agenda.answering_seconds(known[key]))
        for key, seconds in records.rows(ANSWERED, id=rehearsal_id)
        if key in known
    ]


def take(records: Records, plan_id: str, rehearsal_id: str) -> Done:
    """Plan with the answers of this run, and say how many fall out of the plan or come in by it; it can be undone.

    Raises InvalidRecord where the run has no real answer that would change anything.
    """
    plan = plans.get(records, plan_id)
    differ = [each for each in heard(records, plan, rehearsal_id) if each.differs]
    if not differ:
        raise InvalidRecord(
            "rehearsal", "This rehearsal changes no duration of the plan.", "A companion's answers would (guide 3)."
        )
    before = {each.question.id for each in plans.fitted(records, plan).keep}
    with records.transaction() as transaction:
        for each in differ:
            transaction.change("plan_questions", each.question_id, answer_seconds=each.took_s)
        taken = done(transaction, "", plan_id)
    after = plans.agenda_of(records, plan_id)
    says = f"{_count(len(differ), 'answer')} changed"
    for said, found in (
        ("left out now", [each for each in after.cut if each.question.id in before]),
        ("in now", [each for each in after.keep if each.question.id not in before]),
    ):
        says += f"; {said}: {_count(len(found), 'question')}" if found else ""
    return replace(taken, says=f"{says}.")


def _count(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"

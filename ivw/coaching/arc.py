"""The natural arc of a talk: from how they came here to what they would advise, the must-asks last (our convention).

The stage of a question is the one it has in the bank or among one's own, else the first that its words speak of. What
speaks of none stays behind the question it stood behind. The order is advice (guides 2 and 5): it is put on by one
press, and by hand any other one is as good.
"""

import re
from collections.abc import Mapping, Sequence

from ivw.coaching import plans, questions
from ivw.coaching.agenda import Question
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.questions import STAGES
from ivw.records.database import Records

FIRST = "role"  # where a question goes that stands first and speaks of no stage
# English only, and in this order: "advice for my career" is advice before it is a path.
WORDS = tuple(
    (stage, re.compile(rf"\b({words})", re.IGNORECASE))
    for stage, words in (
        ("closing", r"anything else|keep in touch|should i (read|visit|watch)|not asked|before we (stop|end|finish)"),
        ("advice", r"advice|advise|recommend|in my place|if you were|wish you had|start(ed|ing)? (over|again|today)"),
        ("path", r"(get|got|come|came) into|career|path|background|became|become|first job|before you|change into"),
        ("skills", r"skill|learn|train(ing|ed)|study|studied|course|degree|qualif|experience|good at|successful"),
        ("culture", r"team|colleague|compan(y|ies)|organi[sz]ation|culture|mission|values|here|manager|boss"),
        ("industry", r"industry|field|sector|trend|future|in (five|ten) years|changing|profession|market"),
        ("role", r"day|week|task|project|tools?|work|job|hard|difficult|enjoy|like (best|most|least)"),
    )
)  # fmt: skip


def stage_of(text: str, known: Mapping[str, str]) -> str | None:
    """The stage of a question: the one known for exactly these words, else the one they speak of, else None."""
    return known.get(text) or next((stage for stage, words in WORDS if words.search(text)), None)


def ordered(asked: Sequence[Question], known: Mapping[str, str]) -> list[Question]:
    """The questions along the arc, in each stage as they stood, the must-asks last. `known`: stages by exact text."""
    places = list(STAGES)
    stage, with_place = FIRST, []
    for question in asked:
        stage = stage_of(question.text, known) or stage
        with_place.append(
            (question.must_ask is not None, places.index(stage) if not question.must_ask else 0, question)
        )
    return [question for _, _, question in sorted(with_place, key=lambda each: each[:2])]


def known_stages(records: Records) -> dict[str, str]:
    """The stages of the bank's questions and of one's own, by their words. A broken bank has none."""
    try:
        bank = questions.bank()
    except InvalidRecord:
        bank = ()
    return {each.text: each.stage for each in (*bank, *questions.own(records)) if each.stage}


def is_in_order(records: Records, asked: Sequence[Question]) -> bool:
    """Whether these questions follow the arc already."""
    return ordered(asked, known_stages(records)) == list(asked)


def put_in_order(records: Records, plan_id: str) -> Done:
    """Order a plan along the arc. Raises InvalidRecord when it is not there (any more)."""
    wanted = ordered(plans.get(records, plan_id).questions, known_stages(records))
    with records.transaction() as transaction:
        for place, question in enumerate(wanted, start=1):
            transaction.change("plan_questions", question.id, ordinal=place)
        return done(transaction, "In order: from how they came here to what they would advise.", plan_id)

"""The natural arc of a talk: from how they came here to what they would advise, the must-asks last (our convention).

The stage of a question is the one it has in the bank or among one's own, that of the gap in the research which it asks
about, else the first that its words speak of. What speaks of none stays behind the question it stood behind. The order
is advice (guides 2 and 5): it is put on by one press, and by hand any other one is as good.
"""

import re
from collections.abc import Mapping, Sequence

from ivw.coaching import plans, questions, research_topics
from ivw.coaching.agenda import Question
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.questions import STAGES
from ivw.records.database import Records

FIRST = "role"  # where a question goes that stands first and speaks of no stage
# English only, and in this order: "advice for my career" is advice before it is a path. \b stands before and after.
_SPEAKS_OF = {
    "closing": r"anything else|(keep|stay) in touch|should i (read|visit|watch)|not asked|did i not ask"
    r"|before we (stop|end|finish)",
    "advice": r"advice|advise|recommend\w*|in my place|if you were|wish you had"
    r"|(start|began|begin)(ed|ing)? (over|again|today)"
    r"|my (career|stage|place|situation)|your younger self",
    "path": (
        # How did you get, why did you leave, what made you choose, what led you
        r"how (did|have|had) you (\w+ )?((get|got|come|came) (from|started|this|your|where)|end up|ended up|wind up|"
        r"land|landed|arrive|become|make it|move|moved|find (your|this)|choose|chosen|decide (on|to|between)|"
        r"discover|enter|join|progress\w*|advance\w*|rise|risen|work your way)"
        r"|(did|have) you (get|got|come|end|wind|land|drift|fall|fallen|stumble) (up|in|into|to|here|there|from)"
        r"|(why|when|how) (did|have) you (\w+ )?(switch|change|leave|left|quit|choose|pick|decide|become|go|join|move|"
        r"start|begin|study|stay|take|come|enter|train|give up)\w*"
        r"|(what|who|how|which \w+)( \w+)? (led|brought|drew|pulled|attracted|took|drove|prompted|inspired|convinced|"
        r"persuaded|got) you\b(?! (for|from)\b)"
        r"|(led|brought|drew|attracted) you (to|into|here|there|away|back|towards?)"
        r"|made you (choose|pick|leave|switch|change|go|become|want|join|stay|decide|take|start|move|come|apply|study)"
        r"|caught your (interest|eye)"
        # your way, your first job, before this job, where you are now
        r"|your ((own|career|professional|working|personal) )*(path|journey|story|route|road|way|background|beginnings?"
        r"|trajectory|career|studies|first (job|position|role|years?|steps?))"
        r"|(career|job) (path|progression|history|changes?|moves?|story)|turning points?|(work|career) so far|thus far"
        r"|did you( \w+)? before"
        r"|before (you (joined|became|came|started|began|took|moved|did)|this (job|role|position|work))"
        r"|to (get|be|come) (here|there|where you)|where you (are|stand) (now|today)|where you began"
        r"|chang(e|ed|ing) (direction|fields?|careers?)|took on this|start(ed)? out|did you study|years ago"
        r"|when you (chose|changed|left|switched|quit)"
        r"|(grow|grew|growing) up|as a (child|student)"
        r"|always (want|wanted|plan|planned|mean|meant|know|known|knew)"
        r"|(get|got|come|came|change) into (this|that|it|your|the|here)"
    ),
    "skills": r"skill\w*|learn\w*|train(ed|ing)?|stud(y|ied|ies)|courses?|degrees?|qualif\w*|certificat\w*|good at"
    r"|excel\w*|success\w*|strengths?|talents?|knowledge|abilit(y|ies)|competen\w*|characteristics|qualities|traits"
    r"|(what|which|much|kinds? of|and|or|more) (\w+ )?experience|habits?|keep up with|(bring|brings) (with|along)"
    r"|(does it|it) takes? to|need to (know|be able|have)|prepared? (you|for)"
    r"|makes? (a|an|somebody|someone|people) (\w+ )?(good|great|excellent|strong)"
    r"|(good|great|best) \w+ from|thrives?|master",
    "culture": r"teams?|colleagues?|compan(y|ies)|organi[sz]ations?|cultures?|mission|values|manager|boss|atmosphere"
    r"|leadership|where you work|work(ing)? (here|there)|like (here|there)",
    "industry": r"trends?|future|in (the (next|coming) )?(five|ten|a few|\d+) years|chang(es|ing)|market|outlook|demand"
    r"|headed|heading|regulat\w*|technolog\w*|automation|artificial intelligence|ai|competitors?|other organi[sz]ations"
    r"|(the|this|your|whole|entire) (industry|sector)"
    r"|(of|about|leave|outside|to) (of )?(the|this|your) (field|profession)"
    r"|(?<!in )(?<!into )(the|this|your) (field|profession) \w+",
    "role": r"(?<!first )(?<!one )days?|weeks?|mornings?|hours?|daily|tasks?|projects?|tools?|desk|responsib\w*|duties"
    r"|decisions?|do you( \w+)? (do|spend)|(spend|much of) (\w+ )*time|meetings"
    r"|enjoy\w*|like (best|most|least|about|doing)|dislike\w*"
    r"|motivat\w*|favou?rite|rewarding|satisf\w*|boring|work(ing)? on|deadlines?|clients?|customers?|turn to you for"
    r"|(parts?|sides?|aspects?|bits?|half) of (your|the|this|that) (work|job|role|position|career)"
    r"|your (work|job|role|position) (look|involve|consist|entail|include|change|split|feel|mean)\w*",
}
# What so many questions have in them that it says something only where nothing else does.
_IN_PASSING = {
    "path": r"background|became|become|(?<!this )career",
    "culture": r"here|place|workplace",
    "industry": r"industry|fields?|sector|profession|line of work",
    "role": r"work|jobs?|role|position|hard(er|est)?|difficult",
}
WORDS, PASSING = (
    {stage: re.compile(rf"\b({words})\b", re.IGNORECASE) for stage, words in spoken.items()}
    for spoken in (_SPEAKS_OF, _IN_PASSING)
)


def stage_of(text: str, known: Mapping[str, str], topic: str | None = None) -> str | None:
    """The stage of a question: the one known for exactly these words, else that of the gap it asks about (its topic),
    else the first that its words speak of, else None.
    """
    return known.get(text) or research_topics.STAGES.get(topic or "") or next(iter(spoken_of(text)), None)


def spoken_of(text: str) -> tuple[str, ...]:
    """All stages that the words of a question speak of, in the order of WORDS; those that they mention in passing come
    after them, where nothing is spoken of but the place.
    """
    found = _found(text, WORDS)
    return found if set(found) - {"culture"} else tuple(dict.fromkeys((*found, *_found(text, PASSING))))


def stages_of(text: str, known: Mapping[str, str], topic: str | None = None) -> frozenset[str]:
    """All stages that a question touches: its words decide; the bank and the gap that it asks about add theirs."""
    given = {stage for stage in (known.get(text), research_topics.STAGES.get(topic or "")) if stage}
    # Whoever knows what it is about need not guess from a word in passing.
    return frozenset(given | set(_found(text, WORDS) if given - {"opening"} else spoken_of(text)))


def ordered(asked: Sequence[Question], known: Mapping[str, str]) -> list[Question]:
    """The questions along the arc, in each stage as they stood, the must-asks last. `known`: stages by exact text."""
    places = list(STAGES)
    stage, with_place = FIRST, []
    for question in asked:
        stage = stage_of(question.text, known, question.topic) or stage
        with_place.append(
            (question.must_ask is not None, places.index(stage) if not question.must_ask else 0, question)
        )
    return [question for _, _, question in sorted(with_place, key=lambda each: each[:2])]


def known_stages(records: Records) -> dict[str, str]:
    """The stages of the questions for gaps, of the bank's and of one's own, by their words. A broken bank has none."""
    try:
        bank = questions.bank()
    except InvalidRecord:
        bank = ()
    of_gaps = {text: research_topics.STAGES[key] for key, text in research_topics.QUESTIONS.items()}
    return of_gaps | {each.text: each.stage for each in (*bank, *questions.own(records)) if each.stage}


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


def _found(text: str, words: Mapping[str, re.Pattern[str]]) -> tuple[str, ...]:
    line = text.replace("’", "'")
    return tuple(stage for stage, pattern in words.items() if pattern.search(line))

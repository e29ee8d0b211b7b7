"""What the questions of a plan are like, taken together: how many are open, about oneself, and what they touch.

A45 (open questions), C24 (the talk is about them), A05 and C26 (their path, challenges and skills; what they know of
their field). The must-asks are left out: they are logistics.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ivw.coaching import question_cues, question_review
from ivw.coaching.agenda import Question
from ivw.coaching.arc import stages_of
from ivw.records.database import Records

# What a talk should touch, and which guide says so. But for challenges, these are stages of the bank.
SUBJECTS = {
    "path": ("Their path", "guide 1"),
    "challenges": ("Challenges", "guide 1"),
    "skills": ("Skills", "guide 1"),
    "role": ("The work", "guide 3"),
    "industry": ("Their field", "guide 3"),
}
# English only, as the words of arc.py.
CHALLENGES = re.compile(
    r"\b(challeng\w*|difficult\w*|hard(er|est)?|frustrat\w*|struggl\w*|obstacles?|mistakes?|fail\w*|go(es)? wrong"
    r"|went wrong|problems?|pressure|worst|setbacks?|exhaust\w*|takes? the most out|tough\w*|tricky|stress\w*|hurdles?"
    r"|bad (day|week)|keeps? you (up|awake)|annoy\w*|(biggest|main) issues?)\b",
    re.IGNORECASE,
)
_ASKED_IN_FIELD = (
    "SELECT a.text, q.topic, count(*) FROM asked_questions a "
    "LEFT JOIN plan_questions q ON q.id = a.plan_question_id "
    "JOIN meetings m ON m.id = a.meeting_id JOIN contacts c ON c.id = m.contact_id "
    "WHERE m.status = 'held' AND a.asked_at IS NOT NULL AND same_words(c.field) = same_words($field) "
    "AND same_words($field) <> '' GROUP BY ALL ORDER BY count(*) DESC, a.text, q.topic LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class Balance:
    """`open` of `judged` questions are open by what they do; `closed` are the others' texts. A question in another
    language is not judged. `about_me` of `asked` are about oneself. `touched`: how many touch each of SUBJECTS.
    """

    asked: int
    judged: int
    open: int
    closed: tuple[str, ...]
    about_me: int
    touched: Mapping[str, int]


def of(asked: Sequence[Question], stages: Mapping[str, str]) -> Balance:
    """The balance of these questions; `stages` are those known by exact text (see arc.known_stages).

    Raises InvalidRecord for a file of rules that cannot be used.
    """
    own = [each for each in asked if each.must_ask is None]
    cues = question_cues.read()
    reviewed = {each.text: question_review.review(each.text, cues).is_open for each in own}
    judged = {text: is_open for text, is_open in reviewed.items() if is_open is not None}
    return Balance(
        len(own),
        len(judged),
        sum(judged.values()),
        tuple(text for text, open_ in judged.items() if not open_),
        sum(each.about_me for each in own),
        touched(((each.text, each.topic, 1) for each in own), stages),
    )


def touched(asked: Iterable[tuple[str, str | None, int]], stages: Mapping[str, str]) -> dict[str, int]:
    """How many of these questions touch each of SUBJECTS; one may touch several. Each comes with the gap in the
    research that it asks about (its topic, or None), and with how often it was asked.
    """
    counts = dict.fromkeys(SUBJECTS, 0)
    for text, topic, times in asked:
        challenges = {"challenges"} if CHALLENGES.search(text) else set()
        for subject in (stages_of(text, stages, topic) | challenges) & SUBJECTS.keys():
            counts[subject] += times
    return counts


def asked_in_field(records: Records, field: str, stages: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """How often each of SUBJECTS was touched in the conversations held with people in a field, and of how many
    questions asked there."""
    asked = [
        (str(text), topic and str(topic), int(times))
        for text, topic, times in records.rows(_ASKED_IN_FIELD, field=field)
    ]
    return touched(asked, stages), sum(times for *_, times in asked)

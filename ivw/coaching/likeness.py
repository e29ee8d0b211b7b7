"""Which of one's questions a draft says once more, in other words. Pure: texts in, the nearest ones out."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from math import log

AS_GOOD_AS_THE_SAME = 0.6  # our convention: from here on it is worth saying
_WORD = re.compile(r"[^\W\d_]+")
_WHAT_IS_LIKE = re.compile(r"(?<!you)(?<!most) like\b")  # "what is it like": nothing of liking
# Words that say how a question is built and not what it is about.
_BUILDS = """
    a about am an and any are as at be been but by can could d describe did do does explain for from get got had has
    have how i if in into is it its just kind kinds ll look looks m may me might more most much my of on one or our
    please re really s say see share so some sort sorts t tell than that the their them there these they think this
    those to type types typically up us usually ve walk was we were what when where which who whom why will with would
    you your
"""
_BUILDING = frozenset(_BUILDS.split())
# Words that questions use for the same thing.
_SAME = {
    "typical": "day", "ordinary": "day", "usual": "day", "normal": "day", "profession": "field", "industry": "field",
    "sector": "field", "line": "field", "job": "work", "role": "work", "position": "work", "tough": "hard",
    "difficult": "hard", "challenge": "hard", "frustrating": "hard", "favorite": "best", "favourite": "best",
    "enjoy": "best", "love": "best", "like": "best", "appreciate": "best", "tip": "advice",
    "recommend": "advice", "suggest": "advice",
    "begin": "start", "began": "start", "begun": "start", "firm": "company", "organization": "company",
    "organisation": "company", "employer": "company",
}  # fmt: skip
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y")


def near(text: str, others: Iterable[str], most: int = 3) -> list[tuple[str, float]]:
    """The other texts that say much the same as this one, nearest first, and how much: 0 nothing in common, 1 the same.

    [] where nobody comes near, or the text has no words of its own yet. Word stems are compared, without order:
    twice the common ones by all of both (Dice), each weighing less the more of the others have it. Of equals, the first
    comes first.
    """
    stems = _stems(text)
    known = [(other, _stems(other)) for other in others]
    if not stems or not known:
        return []
    having = Counter(chain.from_iterable(found for _, found in known))

    def weight(of: frozenset[str]) -> float:
        return sum(1 / (1 + log(having[stem] or 1)) for stem in of)

    mine, alike = weight(stems), []
    for other, found in known:
        common = stems & found
        if common:
            likeness = round(2 * weight(common) / (mine + weight(found)), 2)
            if likeness >= AS_GOOD_AS_THE_SAME:
                alike.append((other, likeness))
    return sorted(alike, key=lambda each: -each[1])[:most]


@lru_cache(maxsize=20_000)  # more than anybody keeps; each keystroke compares with all of them
def _stems(text: str) -> frozenset[str]:
    """What a text is about: its words without their endings and without those that every question has."""
    words = _WORD.findall(_WHAT_IS_LIKE.sub(" ", text.lower()))
    return frozenset(map(_stem, (word for word in words if word not in _BUILDING))) or frozenset(words)


def _stem(word: str) -> str:
    return _SAME_STEMS.get(_cut(word), _cut(word))


def _cut(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) - len(ending) > 2 and word.endswith(ending):
            return word[: -len(ending)]
    return word


_SAME_STEMS = {_cut(word): _cut(same) for word, same in _SAME.items()}

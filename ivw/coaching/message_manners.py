"""Small things about the words of a message: a word twice, capitals, the name, the language, the topics it names."""

import re

from ivw.coaching import message_gaps
from ivw.coaching.message_text import Message, stem, stems

_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"\b([^\W\d_]{2,20})[ \t]{1,4}\n?[ \t]{0,4}\1\b", re.IGNORECASE)
_MAY_STAND_TWICE = frozenset(("that", "had", "very", "really", "so", "bye", "ha", "no", "well"))


def repeats_a_word(text: str) -> bool:
    """Whether a word stands twice in a row."""
    return any(
        found[1].lower() not in _MAY_STAND_TWICE and not found[1][0].isupper() for found in _TWICE.finditer(text)
    )


_SHOUT = re.compile(
    r"\b[A-Z]{4,20}[ ,]{1,3}[A-Z]{2,20}\b|\b[A-Z]{2,20} [A-Z]{2,20} [A-Z]{2,20}\b|!{2,20}|"
    r"\b(?:URGENT|PLEASE|VERY|REALLY|THANKS?|HELP|NEED|MUST|IMPORTANT|NOW|NOT)\b"
)


def shouts(text: str) -> bool:
    """Whether it has whole words in capitals, or exclamation marks in a row."""
    return _SHOUT.search(message_gaps.without(text)) is not None


_TITLES = frozenset(("dr", "mr", "mrs", "ms", "mx", "prof", "professor"))


def lacks_name(body: str, contact: str) -> bool:
    """Whether the opening of a message has no part of the person's name."""
    parts = {part for part in stems(contact) if len(part) > 1} - _TITLES
    opening = stems(" ".join(body[:400].split()[:20]))
    return bool(parts) and not parts & opening


_ENGLISH = frozenset(
    _WORD.findall(
        "the and to of you your for i my a in is it that would be with on have am are at this we was not me if or "
        "as any thanks thank hope how see looking forward speak things nice great lovely can could from but then there "
        "what when has been did our about more back again soon meet yesterday today tomorrow please know just really "
        "very much like monday tuesday wednesday thursday friday saturday sunday regards wishes"
    )
)
FEWEST_TO_TELL = 8  # words


def is_foreign(sentences: tuple[str, ...]) -> bool:
    """Whether a text is in another language: hardly one of its words is among the commonest of English."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)][:300]
    return len(words) >= FEWEST_TO_TELL and sum(word in _ENGLISH for word in words) < len(words) * 0.12


# Words that stand in half of all letters and so name no topic.
_NO_TOPIC = frozenset(
    stem(word)
    for word in _WORD.findall(
        "a an and about of the in on for to into with from at as by or how what why when your you their his her "
        "my our is are was be being it its this that work working job career time talk conversation question people "
        "thing advice experience getting going first year day new good more"
    )
)


def topics_named(message: Message, topics: tuple[str, ...]) -> int:
    """How many of these topics a message names: half of a topic's words, or more, in whatever form or order."""
    said = message.stems
    count = 0
    for topic in topics:
        words = stems(topic)
        telling = (words - _NO_TOPIC) or words
        count += bool(telling) and 2 * len(telling & said) >= len(telling)
    return count

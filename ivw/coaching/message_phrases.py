"""Phrases as data/message_cues.csv writes them, and looking for them in a message.

    could we talk            these words, one after the other
    (talk|speak|have a chat) one of these; with an empty one among them, (a|), it may be missing
    realiz*                  a word that begins like this
    ...                      up to six words of the same sentence
    ~                        up to four words that describe: none of on, about, of, to, how and their like
    {length}                 a thing of its own: length, clock, span, day, number, name, link, phone, mail, or a list of
                             words that the file gives that name

Capitals do not matter, contractions and accents neither. No phrase takes long on any text: every gap is bounded.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ivw.coaching import message_text, message_times

THINGS = {
    "length": message_times.LENGTH, "clock": message_times.CLOCK, "span": message_times.SPAN, "day": message_times.DAY,
    "number": message_times.NUMBER, "name": r"\^[\w'.&-]{1,30}(?: \^[\w'.&-]{1,30}){0,3}", "link": "§link",
    "phone": "§phone", "mail": "§mail",
}  # fmt: skip
MOST_GAPS = 3
_BETWEEN = "[,:]? "
_GAP = r"(?:[,:]? [^\s,:]{1,40}){0,6}?"
_JOINING = (
    "on|about|into|of|for|in|at|to|from|with|how|what|why|whether|if|and|or|but|who|that|which|as|by|not|i|we|you"
)
_DESCRIBED = rf"(?:,? (?!(?:{_JOINING})(?![\w']))[^\s,:]{{1,40}}){{0,4}}?"
_WORDS = re.compile(r"[\w'§]{1,40}")
_PIECE = re.compile(r"\s*(\.\.\.|~|\(|\)|\||\{[a-z_ ]{1,30}\}|[^\s(){}|~.]+(?:\.(?!\.)[^\s(){}|~.]+)*)")
# So common that looking for them first spares nothing.
_COMMON = frozenset(
    _WORDS.findall("a an the i you your my me we our us it is are am was to of in on for and or with that this be")
)


class UnreadableError(Exception):
    """A phrase that cannot be read; says why."""


@dataclass(frozen=True)
class Phrase:
    """A phrase, ready to be looked for. `needs`: one of these words (with a *, beginnings) is in whatever it finds."""

    written: str
    regex: str
    needs: frozenset[str] | None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as it is looked for; made when it is first needed, which for most phrases is never."""
        return re.compile(self.regex)


@dataclass(frozen=True)
class Sentences:
    """Sentences to look in, with an index of their words: most phrases need to look at none or one of them."""

    every: tuple[str, ...]

    @cached_property
    def _at(self) -> Mapping[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.every):
            for word in set(_WORDS.findall(sentence)):
                for key in _keys(word):
                    found[key].append(place)
        return found

    def matches(self, phrase: Phrase) -> Iterator[tuple[int, re.Match[str]]]:
        """Every place where a phrase stands: the sentence's number and the match."""
        places: Iterable[int] = range(len(self.every))
        if phrase.needs is not None:
            places = sorted({place for need in phrase.needs for place in self._at.get(need, ())})
        for place in places:
            for found in phrase.pattern.finditer(self.every[place]):
                yield place, found

    def has(self, phrases: Iterable[Phrase]) -> bool:
        """Whether one of these phrases stands here."""
        return any(True for phrase in phrases for _ in self.matches(phrase))

    def without(self, phrases: Sequence[Phrase]) -> "Sentences":
        """The same sentences with these phrases taken out of them."""
        every = list(self.every)
        for phrase in phrases:
            for place in {place for place, _ in self.matches(phrase)}:
                every[place] = phrase.pattern.sub("∎", every[place])
        return Sentences(tuple(every)) if tuple(every) != self.every else self


@lru_cache(maxsize=4_096)
def _keys(word: str) -> tuple[str, ...]:
    """What a word is found by: itself and its beginnings."""
    return (word, *(f"{word[:end]}*" for end in range(3, min(len(word), 14) + 1)))


def read(written: str, lists: Mapping[str, str]) -> Phrase:
    """Make a phrase of what stands in the file. Raises UnreadableError."""
    for name in re.findall(r"\{([a-z_ ]{1,30})\}", written):
        if name not in THINGS:
            if name not in lists:
                raise UnreadableError(f"there is no {{{name}}}")
            written = written.replace(f"{{{name}}}", f"({lists[name]})")
    pieces = _pieces(_as_messages_are_read(written))
    if sum(pieces.count(gap) for gap in ("...", "~")) > MOST_GAPS:
        raise UnreadableError(f"it has more than {MOST_GAPS} gaps")
    pattern, needs, rest = _alternatives(pieces, 0)
    if rest != len(pieces):
        raise UnreadableError("a bracket is closed that was not opened")
    if pattern == "" or needs == frozenset():
        raise UnreadableError("it may be empty")
    return Phrase(written, rf"(?<![\w§'])(?:{pattern})(?![\w'])", needs)


def _as_messages_are_read(written: str) -> str:
    text = message_text.spelled_out(written)
    text = re.sub(r"(?<=[a-zA-Z])-(?=[a-zA-Z])", " ", text)
    return message_text.british(text.lower())


def _pieces(written: str) -> list[str]:
    found, at = [], 0
    written = written.strip()
    while at < len(written):
        piece = _PIECE.match(written, at)
        if not piece:
            raise UnreadableError(f"{written[at:].split()[0]!r} cannot stand in a phrase")
        found.append(piece[1])
        at = piece.end()
    return found


def _alternatives(pieces: list[str], at: int, depth: int = 0) -> tuple[str, frozenset[str] | None, int]:
    """One of several sequences, up to the closing bracket; "" among them where it may be missing."""
    if depth > 4:
        raise UnreadableError("its brackets are too deep")
    patterns: list[str] = []
    needs: frozenset[str] | None = frozenset()
    while True:
        pattern, need, at = _sequence(pieces, at, depth)
        patterns.append(pattern)
        if pattern:
            needs = None if needs is None or need is None else needs | need
        if at >= len(pieces) or pieces[at] != "|":
            break
        at += 1
    if "" in patterns:
        filled = "|".join(each for each in patterns if each)
        return (f"(?:{filled})?" if filled else ""), None, at
    return (patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"), needs, at


def _sequence(pieces: list[str], at: int, depth: int) -> tuple[str, frozenset[str] | None, int]:
    made, begun = "", False
    best: frozenset[str] | None = None
    while at < len(pieces) and pieces[at] not in ("|", ")"):
        piece, at = pieces[at], at + 1
        may_be_missing = False
        need: frozenset[str] | None = None
        if piece in ("...", "~"):
            if not begun:
                raise UnreadableError("it begins with a gap")
            made += _GAP if piece == "..." else _DESCRIBED
            continue
        if piece == "(":
            part, need, at = _alternatives(pieces, at, depth + 1)
            if at >= len(pieces):
                raise UnreadableError("a bracket is not closed")
            at += 1
            if not part:
                continue
            may_be_missing = part.endswith(")?")
            part = part.removesuffix("?") if may_be_missing else part
        elif piece.startswith("{"):
            part = f"(?:{THINGS[piece[1:-1]]})"
        else:
            part, need = _word(piece)
        if not begun:
            made += f"(?:{part}{_BETWEEN})?" if may_be_missing else part
            begun = not may_be_missing
        else:
            made += f"(?:{_BETWEEN}{part})?" if may_be_missing else f"{_BETWEEN}{part}"
        if not may_be_missing and need and (best is None or _rarity(need) > _rarity(best)):
            best = need
    if made and not begun:
        raise UnreadableError("all of it may be missing")
    return made, best, at


def _word(piece: str) -> tuple[str, frozenset[str]]:
    stem = piece.removesuffix("*")
    if not re.fullmatch(r"[\w'§&/.-]+", stem) or (stem != piece and len(stem) < 3):
        raise UnreadableError(f"{piece!r} cannot stand in a phrase")
    pattern = rf"\^?{re.escape(stem)}" + (r"[\w']{0,14}" if stem != piece else r"(?![\w'])")
    needs = frozenset((f"{stem[:14]}*",)) if stem != piece else frozenset((stem,))
    return pattern, needs if re.fullmatch(r"[\w'§]+", stem) else frozenset()


def _rarity(needs: frozenset[str]) -> float:
    return min((0 if each in _COMMON else len(each)) for each in needs) - len(needs) / 10

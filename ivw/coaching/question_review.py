"""The review of a draft question: open or closed, taboo, and what might be better asked (A45, A50, B12).

Every rule stands in data/question_cues.csv; this is how they are applied. A draft is made plain (spelling, quotes,
asides), cut into sentences, and each sentence into the questions asked in it: "Is it growing, and if so why?" asks two.
Pure: no records, no clock.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ivw.coaching import question_cues
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.question_cues import TABOO, Cue, Cues

MOST_WORDS = 35
FEWEST_WORDS = 5  # in what a long draft is cut down to: less says nothing by itself
LONGEST, MOST_ASKS = 600, 8  # characters and questions that are judged; nobody asks more at once
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_TITLE = re.compile(r"\b(dr|mr|mrs|ms|prof|st|e\.g|i\.e|etc|vs|approx)\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.?!;:…])\s+")
_BETWEEN = re.compile(
    r" ?(?:[,;] (?:and also|and then|and|but|so|then|also|plus)? ?| (?:and also|and then|and|but|plus|-) )"
)
_BRACKETS = str.maketrans("", "", '()[]{}*_"“”„«»¡')
_BORROWED = frozenset(("résumé", "résumés", "café", "cafés", "naïve", "fiancé", "fiancée", "cliché", "clichés"))
# What asks for a yes at the end of a question: it would lead in a rewrite, too.
_TAG = re.compile(
    r",? (?:right|correct|no|yes|yeah|true|huh|eh|agreed|then|of course)$"
    r"|, (?:\w+n't|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should) "
    r"(?:i|you|he|she|it|we|they|that|there)(?: (?:say|agree|think|admit))?$",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(r"[\s,;-]+(?:(?:and|but|so|plus)[\s,;-]*)?$")
_BREAK = re.compile(
    r"(?:,| (?:because|since|given|considering|especially|which|whereas|although|so that|as well as|while)\b)"
)
_IN_BRACES = re.compile(r"\{(\w+)\}")
_EMBEDDED = re.compile(
    r"(?:\w+ )?(?:wh\w+|how) (?:you|i|we|they|he|she|it|people|the|your|their|a|an|each|to)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to see to: what, why (with its source), what to try instead ('' where nothing is wrong with it)."""

    flag: str
    why: str
    rewrite: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What the rules say of a draft. `is_open` is None where that cannot be judged: another language, or no words."""

    text: str
    is_open: bool | None
    flags: tuple[Flag, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the draft should not be asked at all."""
        return any(flag.blocks for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a plan needs to know of a question: `is_open` as in a review, and which of the two must-asks it asks."""

    is_open: bool | None
    must_asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is judged. `whole` is the plain text, `sentences` those that ask, `asks` the questions in them.

    `must_asks`: which of the two are asked, the first of them as it was found. `exempt`: nothing but must-asks and
    logistics is asked.
    """

    whole: str
    sentences: tuple[str, ...]
    asks: tuple[str, ...]
    must_ask: tuple[Cue, re.Match[str]] | None
    must_asks: tuple[str, ...]
    exempt: bool


def review(text: str, cues: Cues | None = None) -> Review:
    """What the rules say of a draft question. Raises InvalidRecord only for a file of rules that cannot be used.

    A rewrite that the rules would find fault with is none.
    """
    cues = cues or question_cues.read()
    found = _judged(text, cues)
    flags = (flag if _is_sound(flag.rewrite, cues) else replace(flag, rewrite="") for flag in found.flags)
    return replace(found, flags=tuple(flags))


def kind(text: str, cues: Cues | None = None) -> Kind:
    """Whether a question is open and which must-asks it asks: the review's word, without all it has to say besides.

    It is kept, for a plan asks it of each of its questions again and again. Raises InvalidRecord as `review` does.
    """
    return _kind(text, cues or question_cues.read())


@lru_cache(maxsize=4096)
def _kind(text: str, cues: Cues) -> Kind:
    if is_foreign(text, cues):
        return Kind(None)
    draft = prepared(text, cues)
    if not draft.asks:
        return Kind(None)
    return Kind(_is_open(draft, [_open_or_closed(ask, cues) for ask in draft.asks]), draft.must_asks)


def _is_open(draft: Draft, decided: Sequence[tuple[Cue, re.Match[str]]]) -> bool:
    """One open question in it is enough; a must-ask is answered with a name, or a yes."""
    return any(cue.flag == "open" for cue, _ in decided) and not (draft.exempt and draft.must_ask)


@lru_cache(maxsize=1024)
def _is_sound(rewrite: str, cues: Cues) -> bool:
    """Whether a rewrite would pass if somebody had typed it."""
    found = _judged(rewrite, cues)
    return bool(found.is_open) and not found.flags


def _judged(text: str, cues: Cues) -> Review:
    """The review, its rewrites as the rules make them."""
    if is_foreign(text, cues):
        return Review(text, None, (_said("other_language", cues),))
    draft = prepared(text, cues)
    if not draft.asks:
        return Review(text, None)
    decided = [_open_or_closed(ask, cues) for ask in draft.asks]
    is_open = _is_open(draft, decided)
    found = list(_taboos(draft, cues))
    if not draft.exempt:
        found += [*_found("findable", draft.asks, cues), *_found("leading", draft.sentences, cues)]
    flags = [flag for flag in found if flag.flag in TABOO]
    if draft.must_ask:
        flags.append(_flag(*draft.must_ask))
    if not is_open and not draft.exempt:
        closed = _flag(*decided[0])
        # Opening a question that should not be asked like this at all would be of no help.
        flags.append(replace(closed, rewrite=found[0].rewrite) if found else closed)
    flags += [flag for flag in found if flag.flag not in TABOO]
    flags += _double_barrelled(draft, decided, cues)
    if sum(any(map(str.isalnum, word)) for word in text.split()) > MOST_WORDS:
        flags.append(_said("too_long", cues, ask=_short(draft, cues)))
    return Review(text, is_open, tuple(flags))


def is_about_me(text: str, cues: Cues | None = None) -> bool:
    """Whether a draft asks about oneself; a plan has two such questions at most (X18)."""
    cues = cues or question_cues.read()
    if is_foreign(text, cues):
        return False
    draft = prepared(text, cues)
    return not draft.exempt and any(_first(cues.of("about_me"), sentence) for sentence in draft.sentences)


def turned_to_them(text: str, cues: Cues | None = None) -> str:
    """A draft about oneself as a question about them, or about newcomers as they know them; '' where none is sound."""
    cues = cues or question_cues.read()
    if not is_about_me(text, cues) or _judged(text, cues).blocks:
        return ""
    for sentence in prepared(text, cues).sentences:
        for cue in cues.of("about_me"):
            found = cue.found.search(sentence) if cue.rewrite else None
            rewrite = _upper(_filled(cue.rewrite, found)) if found else ""
            if rewrite and _is_sound(rewrite, cues) and not is_about_me(rewrite, cues):
                return rewrite
    return ""


def is_foreign(text: str, cues: Cues) -> bool:
    """Whether a text is in another language than English: then nothing in the file of rules holds for it."""
    written = _WORD.findall(text[:LONGEST].replace("İ", "I"))
    words = [word.lower() for word in written]
    letters = "".join(words)
    if sum(letter > "\u024f" for letter in letters) * 2 > len(letters) or "¿" in text:
        return True
    english = _most(words, cues.languages.get("english", ()))
    # A name may have any letters; a common word with such ones is a foreign word, but for the likes of "résumé".
    strange = sum(not word.isascii() and word.islower() and word not in _BORROWED for word in written)
    other = _most(words, cues.languages.get("other_language", ())) + strange
    return other > english or (not english and len(words) > 3)


def prepared(text: str, cues: Cues) -> Draft:
    """The draft as the patterns see it."""
    whole = _plain(text, cues)
    sentences = [(each, _peeled(each, cues)) for each in _SENTENCE_END.split(whole) if _WORD.search(each)]
    asking = [
        (said, peeled)
        for said, peeled in sentences
        if _WORD.search(peeled) and (said.endswith("?") or _first(cues.of("start"), peeled))
    ] or [(said, peeled) for said, peeled in sentences[-1:] if _WORD.search(peeled)]
    must_asks: list[tuple[Cue, re.Match[str]]] = []
    exempt = bool(asking)
    asks: list[str] = []
    for said, peeled in asking:
        as_must_asks = _must_asks(said, cues)
        must_asks += as_must_asks
        exempt = exempt and bool(as_must_asks or _first(cues.of("logistics"), said))
        asks += _asked_in(peeled, len(peeled) < len(said), cues)
    kinds = tuple(dict.fromkeys(cue.role for cue, _ in must_asks))
    return Draft(
        whole, tuple(said for said, _ in asking), tuple(asks[:MOST_ASKS]), next(iter(must_asks), None), kinds, exempt
    )


def _must_asks(sentence: str, cues: Cues) -> list[tuple[Cue, re.Match[str]]]:
    """Which of the two must-asks a sentence asks: one, both in one breath, or none."""
    harmless = cues.of("must_ask", "harmless")
    every = cues.of("must_ask")
    found = [_first([cue for cue in every if cue.role == role], sentence, harmless) for role in question_cues.MUST_ASKS]
    return [each for each in found if each]


def _short(draft: Draft, cues: Cues) -> str:
    """The question in a long draft, without what surrounds it: the last that can stand alone, whole or up to where it
    runs on; '' where none can."""
    for ask in reversed(draft.asks):
        for end in (len(ask), *(gap.start() for gap in reversed(list(_BREAK.finditer(ask))))):
            short = _sentence(ask[:end])
            if FEWEST_WORDS <= len(short.split()) <= MOST_WORDS and _is_sound(short, cues):
                return short
    return ""


def _plain(text: str, cues: Cues) -> str:
    """One line, plain quotes and dashes, no capitals only, no brackets, spelled as the patterns are."""
    line = " ".join(text[:LONGEST].split()).replace("’", "'").replace("‘", "'").replace("`", "'").strip('"“”„«» ')
    # What somebody else is quoted with is not what is asked.
    line = _QUOTED.sub(lambda quoted: "that" if len(quoted[1].split()) > 2 else quoted[1], line)
    line = re.sub(r"\s*[—–]\s*|\s+-+\s+", " - ", line.translate(_BRACKETS))
    line = _TITLE.sub(r"\1", line.replace("&", "and"))
    line = re.sub(r"([?!.])[?!.]+", lambda marks: "?" if "?" in marks[0] else marks[1], line)
    if line.isupper() and len(line) > 6:
        line = line.lower()
    return " ".join(_instead("spelling", line, cues).split())


def _peeled(sentence: str, cues: Cues) -> str:
    """The sentence without what stands around the question: greetings, "I was wondering", "if I may ask"."""
    for _ in range(4):
        shorter = _instead("aside", sentence, cues).lstrip(" ,-")
        if shorter == sentence:
            break
        sentence = shorter
    return sentence


def _instead(flag: str, text: str, cues: Cues) -> str:
    for cue in cues.of(flag, "instead"):
        text = cue.found.sub(lambda found, cue=cue: _filled(cue.rewrite, found), text)  # type: ignore[misc]
    return text


def _asked_in(sentence: str, is_indirect: bool, cues: Cues) -> Iterator[str]:
    """The questions asked in one sentence. What comes before the first of them leads up to it and is left out."""
    tells = is_indirect or _first(cues.of("telling"), sentence) is not None
    starts = [0] if _first(cues.of("start"), sentence) else []
    for gap in _BETWEEN.finditer(sentence):
        rest = sentence[gap.end() :]
        if starts and (len(sentence[starts[-1] : gap.start()].split()) < 3 or (_EMBEDDED.match(rest) and not tells)):
            continue  # "how and why did you", "between what you expected and what you found": still the same question
        if _first(cues.of("again"), rest):
            starts.append(gap.end())
    starts = starts or [0]
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        yield _peeled(_LOOSE_END.sub("", sentence[start:end]), cues)


def _open_or_closed(ask: str, cues: Cues) -> tuple[Cue, re.Match[str]]:
    found = _first(cues.open_or_closed, ask)
    if found is None:  # the last row of the file that ships fits anything
        raise InvalidRecord("flag", "question_cues.csv says of no draft that it is open.", "Add a row open, cue, ^.*")
    return found


def _taboos(draft: Draft, cues: Cues) -> Iterator[Flag]:
    """The only flags that block: their own pay, asking for a job, private life."""
    for flag in TABOO:
        harmless = cues.of(flag, "harmless")
        if found := _first(cues.of(flag), draft.whole, harmless):
            yield _flag(*found, blocks=True)
        elif found := _first(cues.of(flag, "general"), draft.whole, harmless):
            yield _flag(*found)


def _found(flag: str, pieces: Sequence[str], cues: Cues) -> Iterator[Flag]:
    for piece in pieces:
        if found := _first(cues.of(flag), piece, cues.of(flag, "harmless")):
            yield _flag(*found)
            return


def _double_barrelled(draft: Draft, decided: Sequence[tuple[Cue, re.Match[str]]], cues: Cues) -> Iterator[Flag]:
    """Two questions in one, unless the second follows up on the first ("and why?", "and how did you solve it?")."""
    if all(_first(cues.of("double_barrelled", "harmless"), ask) for ask in draft.asks[1:]):
        return
    opens = [cue.flag == "open" for cue, _ in decided]
    kept = opens.index(True) if any(opens) else 0
    second = next(
        ask
        for place, ask in enumerate(draft.asks)
        if place != kept and (place == 0 or _first(cues.of("double_barrelled", "harmless"), ask) is None)
    )
    first = _sentence(draft.asks[kept]) if opens[kept] or draft.must_ask else _flag(*decided[kept]).rewrite
    yield _said("double_barrelled", cues, first=first, second=_sentence(second))


def _first(cues: Sequence[Cue], text: str, harmless: Sequence[Cue] = ()) -> tuple[Cue, re.Match[str]] | None:
    """The first row that fits, where what is harmless was passed over."""
    found = next(((cue, hit) for cue in cues if (hit := cue.found.search(text))), None)
    if found is None or not harmless:
        return found
    for cue in harmless:
        text = cue.found.sub("…", text)
    return _first(cues, text)


def _flag(cue: Cue, found: re.Match[str], blocks: bool = False) -> Flag:
    return Flag(cue.flag, _filled(cue.reason, found), _upper(_filled(cue.rewrite, found)), blocks)


def _said(flag: str, cues: Cues, **words: str) -> Flag:
    says = cues.of(flag, "says")[0]
    why, rewrite = (_IN_BRACES.sub(lambda name: words.get(name[1], ""), each) for each in (says.reason, says.rewrite))
    return Flag(flag, why, rewrite)


def _filled(template: str, found: re.Match[str]) -> str:
    """A template with what the parentheses of a pattern found; the draft's first word has lost its capital in it."""

    def words(name: re.Match[str]) -> str:
        number = int(name[1]) if name[1].isdigit() else 0
        group = _TAG.sub("", (found[number] or "").rstrip(" ?.!,"))
        return f"{group[:1].lower()}{group[1:]}" if found.start(number) == 0 and not group.startswith("I ") else group

    return " ".join(_IN_BRACES.sub(words, template).split()) if "{" in template else template


def _sentence(ask: str) -> str:
    """A part of a draft as a question of its own: "how you moved" is none before somebody asks to be told."""
    words = ask.rstrip(" ?.!,")
    return f"Could you tell me {words[:1].lower()}{words[1:]}?" if _EMBEDDED.match(ask) else f"{_upper(words)}?"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _most(words: Sequence[str], lists: Sequence[frozenset[str]]) -> int:
    """How many of the words stand in the list that knows most of them."""
    return max((sum(word in known for word in words) for known in lists), default=0)

"""How a message is read before it is checked: its subject and body, and its sentences in one plain spelling.

In that spelling everything is lower case, contractions are written out ("I'm" is "i am"), accents and quotation marks
are gone, addresses and numbers to call stand as §link, §mail and §phone, and a ^ stands before every word that began
with a capital inside of a sentence. Phrases of data/message_cues.csv are brought into the same spelling.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

LONGEST = 20_000  # characters that are looked at; what is longer is no letter
AT_ONCE = 120  # words of a sentence without an end that are looked at together
_HEAD = re.compile(r"(?:(?:to|from|cc|bcc|date|subject|re):[^\n]{0,998}(?:\n|$)\s{0,20}){1,6}", re.IGNORECASE)
_SUBJECT = re.compile(r"^subject:[ \t]*([^\n]*)", re.IGNORECASE | re.MULTILINE)

_SAME = str.maketrans({
    "’": "'", "‘": "'", "\u02bc": "'", "`": "'", "\u00b4": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "",
    "\ufeff": "", "\u2010": "-", "\u2011": "-", "−": "-", "…": ".", "ß": "ss", "½": " 1/2",
})  # fmt: skip
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,500}|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}"
    r"(?:com|org|net|io|us|edu|gov|uk|de|eu|fr|app|dev|me|ai|info|example)(?![\w@.-]\w)(?:/[^\s<>\"]{0,500})?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/:.])(?:\+|00|0|\()\d[\d ()/-]{6,20}\d(?![\w:])")
_PHONE_US = re.compile(r"(?<![\w/:.-])\(?\d{3}\)?[ .-]\d{3,4}[ .-]\d{4}(?![\w:-])")
_SHORT = re.compile(
    r"\b(dr|mr|mrs|ms|mx|prof|st|approx|mins?|hrs?|no|mon|tues?|wed|thur?s?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec|e\.g|i\.e|a\.m|p\.m)\.(?=[ ,)-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
# "I sat", "the sun" and "wed" are words of their own unless they are written like a day.
_DAY = re.compile(r"\b(?:Mon|Wed|Sat|Sun|(?i:tue|tues|weds|thu|thur|thurs|fri)|(?i:mon|wed|sat|sun)(?= \d))\b")
_SPELLED_OUT = (
    (re.compile(r"\b(can)(?:not|'t|t)\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bwon'?t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should)n'?t\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bI'?m\b", re.IGNORECASE), "I am"),
    (re.compile(r"\bI'?ve\b", re.IGNORECASE), "I have"),
    (re.compile(r"(?<=\w)'re\b", re.IGNORECASE), " are"),
    (re.compile(r"(?<=\w)'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"(?<=\w)'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"(?<=\w)'d\b", re.IGNORECASE), " would"),
    (re.compile(r"\b(it|that|there|here|what|who|how|where|she|he)'s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"\blet's\b", re.IGNORECASE), "let us"),
)
_BRITISH = re.compile(
    r"\b(real|organ|recogn|special|apolog|summar|emphas|priorit|final|critic|optim|util|general|visual|custom)is(?=\w|\*)"
)
_ENDS = re.compile(r"[.!?;]+[\"')\]]*(?=\s|$)|\s*¶\s*")
_WORD = re.compile(r"[^\W_]+")


def british(text: str) -> str:
    """One spelling for both: "organise" and "organize", "favour" and "favor" are looked for as one."""
    return _BRITISH.sub(r"\1iz", text).replace("favour", "favor").replace("behaviour", "behavior").replace(
        "neighbour", "neighbor"
    ).replace("honour", "honor").replace("enrol ", "enroll ").replace("programme", "program")  # fmt: skip


def spelled_out(text: str) -> str:
    """Contractions written out, apostrophes and quotation marks of one kind, no accents."""
    text = text.translate(_SAME)
    for pattern, instead in _SPELLED_OUT:
        text = pattern.sub(instead, text)
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text)
    return "".join(each for each in folded if not unicodedata.combining(each))


@dataclass(frozen=True)
class Message:
    """A message as it is read. `subject` is its first line where that begins with "Subject:"; the rest is the body.

    Faults are looked for in the subject, too; it counts for no length, and hides little that the body should say.
    """

    text: str
    subject: str
    body: str

    @cached_property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of subject and body in the plain spelling, a long one in pieces."""
        return (*_sentences(self.subject), *self.own_words)

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """The sentences of the body alone."""
        return tuple(_sentences(self.body))

    @cached_property
    def start(self) -> tuple[str, ...]:
        """The first line of the body, where a greeting stands."""
        return tuple(_sentences(next(iter(self._lines), "")[:120]))

    @cached_property
    def end(self) -> tuple[str, ...]:
        """The last lines of the body, where one says goodbye; at most its last 30 words."""
        words = " \n\n".join(self._lines[-4:])[-400:].split(" ")
        return tuple(_sentences(" ".join(words[-30:])))

    @cached_property
    def stems(self) -> set[str]:
        """All its words without their endings."""
        return {stem(word) for sentence in self.sentences for word in _WORD.findall(sentence)}

    @cached_property
    def _lines(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]


def read(text: str) -> Message:
    """Read a message; only its first 20,000 characters are looked at."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    head = _HEAD.match(text)
    if not head:
        return Message(text, "", text)
    subject = _SUBJECT.search(head[0])
    return Message(text, subject[1].strip() if subject else "", text[head.end() :].strip())


def plain(text: str) -> str:
    """A text in the plain spelling, lines and paragraphs divided by ¶ where they end a thought."""
    text = _LINK.sub(" §link ", text)
    text = _MAIL.sub(" §mail ", text)
    text = _PHONE_US.sub(" §phone ", _PHONE.sub(" §phone ", text))
    text = spelled_out(text)
    text = _SHORT.sub(lambda found: found[1].replace(".", ""), text)
    text = _DAY.sub(lambda found: _DAYS[found[0].lower()], text)
    text = re.sub(r"\ba\.m\b|\bp\.m\b", lambda found: found[0].replace(".", ""), text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d) ?[–—] ?(?=\d)", "-", text)
    text = re.sub(r" ?[–—] ?| -{1,2} |(?<=\w)--(?=\w)", ", ", text)
    text = re.sub(r"(?<=[A-Za-z])-(?=\w)|(?<=\d)-(?=[A-Za-z])|(?<=\w)/(?=[A-Za-z])", " ", text)
    text = re.sub(r'["*_~()\[\]{}<>|\\]|(?<!\w)\'|\'(?!\w)', " ", text)
    text = "".join(_joined(line) for line in text.split("\n"))
    text = re.sub(r"\s+([,:.!?;])(?=\s|$)", r"\1", re.sub(r"[ ]+", " ", text)).strip()
    text = re.sub(r"(?<=[^\s.!?¶;] )(?=[A-Z][\w'])", "^", text)
    return british(text.lower())


def without_links(text: str) -> str:
    """A text without the addresses in it."""
    return _MAIL.sub(" ", _LINK.sub(" ", text))


def _joined(line: str) -> str:
    """A line that was only broken for its length goes on in the next one."""
    line = line.strip()
    return f"{line} " if len(line) >= 50 and line[-1:] not in ".!?:" else f"{line} ¶ "


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for sentence in _ENDS.split(plain(text)):
        words = sentence.split(" ")
        found += [" ".join(words[at : at + AT_ONCE]) for at in range(0, len(words), AT_ONCE)]
    return [each for each in (piece.strip(" ,:") for piece in found) if each]


def stems(text: str) -> set[str]:
    """The words of a text without their endings, for comparing topics: "reviews" and "reviewing" are one."""
    return {stem(word) for word in _WORD.findall(plain(text))}


def stem(word: str) -> str:
    """A word without the commonest endings of English."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word

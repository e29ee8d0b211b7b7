"""The check of a message: what it lacks, what stands in its way, what would make it better, and what it does well.

What is looked for stands in data/message_cues.csv; the numbers are those of the guides (A30, A32, A62, X01, X03).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cached_property
from types import UnionType
from typing import Any, get_args, get_type_hints

from ivw.coaching import message_cues, message_gaps, message_manners, message_text, message_times
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_cues import Cues, Rule
from ivw.coaching.message_phrases import Sentences
from ivw.coaching.message_text import Message

KINDS = tuple(message_cues.FLAGS)
# What the log and the queue call some of them.
ALSO = {"confirm": "confirmation", "propose_times": "proposal", "referral": "request", "message": "answer"}
MOST_WORDS = {
    "request": 150, "second_person": 150, "proposal": 150, "answer": 150, "in_writing": 150, "thank_you": 120,
    "check_in": 100, "reconnect": 100, "nudge": 100, "more_advice": 100, "tell_referrer": 100,
}  # fmt: skip
FEWEST_WORDS = 100  # of a request; fewer are a remark, not a fault
MOST_MINUTES, MOST_MINUTES_KNOWN = 30, 60  # A32, D20; X01: an hour is for people one knows
ASKS_MINUTES = ("request", "second_person", "proposal", "nudge")
NOTE_CHARACTERS = 200  # of a LinkedIn note
THANKED_WITHIN = timedelta(hours=24)  # A62
# What a subject may say instead of the body. Thanks, say, are asked for in the body, whatever stands above it.
MAY_STAND_IN_SUBJECT = ("no_purpose", "no_time_ask", "no_connection")
# What only they can fill in who write: a gap's own sentence says nothing of it ("I found you through [where]").
FILLED_BY_HAND = (
    "no_purpose", "no_connection", "no_place_or_link", "no_specific_topic", "no_learned", "no_next_step",
    "gives_nothing", "no_reference",
)  # fmt: skip
# Whose rule says by which words a message brings them something.
GIVES = ("check_in", "gives_nothing")
_ALSO_CALLED = {"limit": "note_limit", "linkedin_note_characters": "note_limit"}  # in a context
BLOCKS = ("placeholder_left", "asks_for_job")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a message besides its text; all of it may be missing.

    `note` says whether it is a LinkedIn note (a request by way of LinkedIn is one where nothing is said), of at most
    `note_limit` characters. `minutes` is how long one chose to ask for, or agreed on. `meeting` is when the
    conversation begins, `meeting_end` when it ended, `sent` when the message goes out. `given_since`: whether something
    went back to them since one last asked; None where they gave one no talk yet. `topics` and `referrals` are from the
    conversation a thank-you is for, `last_topics` from the last one before a check-in.
    """

    channel: str | None = None
    relationship: str | None = None
    contact: str | None = None
    meeting: datetime | None = None
    minutes: int | None = None
    format: str | None = None
    topics: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    meeting_end: datetime | None = None
    sent: datetime | None = None
    given_since: bool | None = None
    last_topics: tuple[str, ...] = ()
    note: bool | None = None
    note_limit: int = NOTE_CHARACTERS

    @classmethod
    def from_json(cls, told: Mapping[str, object]) -> "Context":
        """The context as a JSON object tells it; what it does not know is passed over (`unknown` names it), and null is
        nothing.

        Raises InvalidRecord, naming the field, for a value of another type and for an instant that cannot be read.
        """
        if not isinstance(told, Mapping):
            raise InvalidRecord("context", "The context is no JSON object.", 'Right would be {"contact": "Dr. Osei"}.')
        told = {_ALSO_CALLED.get(name, name): value for name, value in told.items()}
        types = get_type_hints(cls)
        known = {each.name: told[each.name] for each in fields(cls) if told.get(each.name) is not None}
        return cls(**{name: _of_type(name, value, types[name]) for name, value in known.items()})

    @classmethod
    def unknown(cls, told: Mapping[str, object]) -> list[str]:
        """The names in such an object that no context has, in their order: slips, most of the time."""
        known = {*_ALSO_CALLED, *(each.name for each in fields(cls))}
        return [name for name in told if name not in known]


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag or a remark: its name, why it matters, and a way to mend it."""

    flag: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the check says: words and characters of the body, faults, advice, what is good, and whether it may go.

    `blocks` is true for a placeholder left and for a job asked for: nobody wants to have sent those.
    """

    words: int
    characters: int
    flags: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    good: tuple[str, ...]
    blocks: bool


@dataclass(frozen=True)
class _Look:
    """A message as the rules look at it."""

    message: Message
    kind: str
    context: Context
    sentences: Sentences
    said: Sentences  # what is said in it: the words in a gap are the template's
    body: Sentences  # the same without the subject
    filled: Sentences  # what is said and waits for no gap
    filled_body: Sentences  # the same without the subject
    rules: Mapping[str, Rule]
    gives: Rule

    @cached_property
    def slots(self) -> int:
        """How many concrete times it offers."""
        return message_times.slots(self.message.own_words)

    @cached_property
    def lengths(self) -> list[int]:
        """The minutes of every length of time in it."""
        return [minutes for each in self.sentences.every for minutes in message_times.lengths(each)]

    @cached_property
    def has_clock(self) -> bool:
        """Whether it names a time of day."""
        return any(message_times.has_clock(each) for each in self.message.own_words)

    @property
    def is_note(self) -> bool:
        """Whether it is a LinkedIn note: no room for times, and no goodbye."""
        if self.kind != "request":
            return False
        by = (self.context.channel or "").lower()
        return by.startswith("linkedin") if self.context.note is None else self.context.note


def kind_of(asked: str) -> str:
    """The kind of message that is meant, by its name or by what log and queue call it. Raises InvalidRecord."""
    named = ALSO.get(asked, asked)
    if named not in KINDS:
        raise InvalidRecord("kind", f"There is no message {asked!r}.", f"One of {', '.join(KINDS)}.")
    return named


def check(text: str, kind: str, context: Context | None = None, cues: Cues | None = None) -> Check:
    """Check a message of this kind; a first line that begins with "Subject:" is its subject.

    Faults are found in the subject, too, but it counts for no length and says little in place of the body. Raises
    InvalidRecord for a kind that nobody knows and for a broken file of cues.
    """
    kind = kind_of(kind)
    every = (cues or message_cues.read()).rules
    rules, gives = every[kind], every[GIVES[0]][GIVES[1]]
    message = message_text.read(text)
    said, filled = message, message
    if message_gaps.found(message.text):
        said = message_text.read(message_gaps.without(message.text))
        filled = message_text.read(message_gaps.without_what_waits(message.text))
    look = _Look(
        message, kind, context or Context(), Sentences(message.sentences), Sentences(said.sentences),
        Sentences(said.own_words), Sentences(filled.sentences), Sentences(filled.own_words), rules, gives,
    )  # fmt: skip
    foreign = message_manners.is_foreign(look.sentences.every)
    flags, remarks, good = [], [], []
    for flag, rule in rules.items():
        if flag in message_cues.REMARKS:
            if (flag == "other_language") if foreign else _remarked(flag, rule, look):
                remarks.append(Remark(flag, rule.reason, rule.mend))
        elif not _is_asked(flag, look) or (foreign and rule.wanted):
            continue
        elif _is_there(flag, rule, look):
            flags.append(Remark(flag, rule.reason, rule.mend))
        elif rule.good:
            good.append(rule.good)
    if kind in ASKS_MINUTES:
        remarks += _other_minutes(look, every["request"]["time_too_long"])
    blocks = any(each.flag in BLOCKS for each in flags)
    return Check(message.words, len(message.body), tuple(flags), tuple(remarks), tuple(good), blocks)


# Faults


def _is_asked(flag: str, look: _Look) -> bool:
    """Whether a message like this is judged by this flag at all."""
    match flag:
        case "no_specific_slots" | "no_polite_close":
            return not look.is_note
        case "no_connection":  # they know how
            return look.context.relationship != "known"
        case "late":
            return look.context.meeting_end is not None and look.context.sent is not None
        case "time_too_long":
            return bool(look.lengths)
    return True


def _is_there(flag: str, rule: Rule, look: _Look) -> bool:
    """Whether a fault is there."""
    measured = _MEASURED.get(flag)
    if measured is not None:
        return measured(rule, look)
    return _by_phrases(flag, rule, look)


def _by_phrases(flag: str, rule: Rule, look: _Look) -> bool:
    seen = look.sentences if rule.fault else _said_in(flag, look)
    if flag == "no_polite_close":
        seen = Sentences(look.message.end)
    elif flag == "no_greeting":
        seen = Sentences(look.message.start)
    seen = seen.without(rule.harmless)
    if rule.fault:
        return seen.has(rule.fault)
    return not seen.has(rule.wanted)


def _said_in(flag: str, look: _Look) -> Sentences:
    """Where the words that a message should have are looked for."""
    with_subject = flag in MAY_STAND_IN_SUBJECT
    if flag in FILLED_BY_HAND:
        return look.filled if with_subject else look.filled_body
    return look.said if with_subject else look.body


def _placeholder(rule: Rule, look: _Look) -> bool:
    return bool(message_gaps.found(look.message.text)) or look.sentences.without(rule.harmless).has(rule.fault)


def _too_long(rule: Rule, look: _Look) -> bool:
    if look.is_note:
        return len(look.message.body) > look.context.note_limit
    return look.message.words > MOST_WORDS[look.kind]


def _too_much_time(rule: Rule, look: _Look) -> bool:
    if max(look.lengths, default=0) <= MOST_MINUTES:
        return False
    asked = look.sentences.without(rule.harmless).every
    longest = [minutes for each in asked for minutes in message_times.lengths(each)]
    most = MOST_MINUTES_KNOWN if look.context.relationship == "known" else MOST_MINUTES
    return max(longest, default=0) > most


def _no_purpose(rule: Rule, look: _Look) -> bool:
    """Whoever asks for a job has said what it is about."""
    return _by_phrases("no_purpose", rule, look) and not _by_phrases("asks_for_job", look.rules["asks_for_job"], look)


def _no_slots(rule: Rule, look: _Look) -> bool:
    return look.slots == 0


def _late(rule: Rule, look: _Look) -> bool:
    ended, sent = look.context.meeting_end, look.context.sent
    if ended is None or sent is None:
        return False
    if (ended.tzinfo is None) != (sent.tzinfo is None):
        ended, sent = ended.replace(tzinfo=None), sent.replace(tzinfo=None)
    return sent - ended > THANKED_WITHIN


def _no_topic(rule: Rule, look: _Look) -> bool:
    if look.context.topics:
        return message_manners.topics_named(look.message, look.context.topics) == 0
    return _by_phrases("no_specific_topic", rule, look)


def _no_reference(rule: Rule, look: _Look) -> bool:
    if message_manners.topics_named(look.message, look.context.last_topics):
        return False
    return _by_phrases("no_reference", rule, look)


_MEASURED: dict[str, Callable[[Rule, _Look], bool]] = {
    "placeholder_left": _placeholder, "too_long": _too_long, "time_too_long": _too_much_time, "late": _late,
    "no_purpose": _no_purpose, "no_specific_slots": _no_slots, "no_specific_topic": _no_topic,
    "no_reference": _no_reference,
}  # fmt: skip

# Remarks


def _remarked(flag: str, rule: Rule, look: _Look) -> bool:
    context, every = look.context, look.sentences.every
    match flag:
        case "short":
            return not look.is_note and look.message.words < FEWEST_WORDS
        case "one_slot":
            return not look.is_note and look.slots == 1
        case "one_topic":
            return len(context.topics) > 1 and message_manners.topics_named(look.message, context.topics) == 1
        case "referral_unmentioned":
            said = look.message.stems
            return any(not message_text.stems(name) & said for name in context.referrals)
        case "no_date":
            return look.has_clock and not any(message_times.has_date(each) for each in every)
        case "no_zone":
            at_a_place = context.format in ("cafe", "workplace", "restaurant", "elsewhere")
            return look.has_clock and not at_a_place and not any(message_times.has_zone(each) for each in every)
        case "other_time":
            return context.meeting is not None and message_times.names_other_hour(every, context.meeting)
        case "repeated_word":
            return message_manners.repeats_a_word(look.message.body)
        case "shouting":
            return message_manners.shouts(look.message.text)
        case "no_name":
            return message_manners.lacks_name(look.message.body, context.contact or "")
        case "two_asks":
            return _asks(rule, look) > 1
        case "asks_again":  # X15
            return context.given_since is False and _by_phrases(GIVES[1], look.gives, look)
        case "slang":
            return context.relationship != "known" and _by_phrases(flag, rule, look)
        case "other_language":
            return False
    return _by_phrases(flag, rule, look)


def _asks(rule: Rule, look: _Look) -> int:
    """How many different things are asked for; a line of the file is one of them, however often it is said."""
    return sum(look.sentences.has((phrase,)) for phrase in rule.fault)


def _other_minutes(look: _Look, told: Rule) -> list[Remark]:
    """That it asks for other minutes than were chosen: it names lengths, and the chosen one is none of them."""
    asked = Sentences(tuple(map(message_times.as_asked, look.body.every))).without(told.harmless).every
    chosen = look.context.minutes
    other = message_times.other_length(asked, chosen) if chosen else None
    if other is None:
        return []
    why = "What you chose is kept with the times you offer, and planned once they say yes (our convention)."
    return [
        Remark("other_minutes", why, f"The letter says {other} minutes, you chose {chosen}. Change one of the two.")
    ]


# The context


def _of_type(name: str, value: Any, wanted: Any) -> Any:
    kind = (
        next(each for each in get_args(wanted) if each is not type(None)) if isinstance(wanted, UnionType) else wanted
    )
    if kind is datetime:
        return _instant(name, value)
    if kind == tuple[str, ...]:
        if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise InvalidRecord(name, f"In the context, {name} is no list of texts.", f'Right would be "{name}": ["SQL"].')
    # True is a whole number to Python and to nobody else.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        called = {str: "a text", int: "a whole number", bool: "true or false"}[kind]
        raise InvalidRecord(
            name, f"In the context, {name} is {value!r}, which is not {called}.", f"It should be {called}."
        )
    return value


def _instant(name: str, value: object) -> datetime:
    try:
        return datetime.fromisoformat(str(value)) if isinstance(value, str) else _no_instant(value)
    except ValueError as unreadable:
        raise InvalidRecord(
            name, f"In the context, {name} is {value!r}, which is no instant.", "Right would be 2024-06-11T10:20."
        ) from unreadable


def _no_instant(value: object) -> datetime:
    raise ValueError(value)

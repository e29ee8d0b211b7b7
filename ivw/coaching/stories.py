"""What one tells about oneself if asked: a few stories (situation, task, action, result), and an introduction.

The talk is about them (guide 3) and no chance to sell oneself (guide 4): so these stay ready, and are told when asked.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from ivw.coaching import checks
from ivw.coaching.agenda import INTRODUCTION_S, WORDS_A_MINUTE
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.transaction import Transaction

PARTS = {"situation": "Situation", "task": "Task", "action": "Action", "result": "Result"}  # D18, guide 4
LEVELS = {"hands_on": "Hands-on work", "leading": "Leading others"}  # D16, D17, guide 4
ENOUGH = 3  # D19, guide 4: a few
LONGEST_S = 120  # our convention: a story that is told in a talk about them
FEW_WORDS = 20  # in which nobody says how something was done; our convention
INTRODUCTION = "Introduction"

# English only.
_A_NUMBER = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
    r"half|third|quarter|twice|double[ds]?|once|dozens?|first|second|percent)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(I|I'm|I've|I’m|I’ve|my|me|myself)\b")
_WE = re.compile(r"\b(we|our|us|ours|ourselves)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(decid\w+|decision\w*|strateg\w+|led|lead\w*|team\w*|priorit\w+|convinc\w+|delegat\w+)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `role` is the kind of work it fits, in one's own words; `level` a key of LEVELS; both may be None."""

    id: str
    title: str
    situation: str | None = None
    task: str | None = None
    action: str | None = None
    result: str | None = None
    role: str | None = None
    level: str | None = None

    @property
    def told(self) -> str:
        """All of it, as it is spoken."""
        return " ".join(text for name in PARTS if (text := getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Hint:
    """What would make a story stronger, and why (naming the guide, or our convention)."""

    what: str
    why: str


def spoken_seconds(text: str) -> int:
    """How long a text takes to say, at 150 words a minute. A second begun counts as one."""
    return -(-len(text.split()) * 60 // WORDS_A_MINUTE)


def missing(story: Story) -> list[str]:
    """The parts that are not written yet, by their names on screen."""
    return [label for name, label in PARTS.items() if not getattr(story, name)]


def is_ready(story: Story) -> bool:
    """Whether it can be told: all four parts are there, and it is not too long."""
    return not missing(story) and spoken_seconds(story.told) <= LONGEST_S


def hints(story: Story) -> tuple[Hint, ...]:
    """What would make a story more concrete; nothing is said of parts that are not written yet."""
    found = []
    result, action = story.result or "", story.action or ""
    if result and not _A_NUMBER.search(result):
        found.append(
            Hint("Put a number into the result: how many, how much, how long.", "Concrete examples (guide 4).")
        )
    elif story.told and not result:
        found.append(Hint("Say how it ended: a story without its result proves nothing.", "STAR (guide 4)."))
    if action and len(_WE.findall(action)) > len(_I.findall(action)):
        found.append(Hint("Say “I” where it was you: so far it says “we” more often.", "They ask what you did; ours."))
    if action and len(action.split()) < FEW_WORDS and story.level == "hands_on":
        found.append(Hint("Say how you did it: the tool, the method, the hard part.", "Hands-on work (guide 4)."))
    if action and story.level == "leading" and not _LEADING.search(story.told):
        found.append(
            Hint("Show what you decided, why, and how the team went along.", "Decisions and strategy (guide 4).")
        )
    if (long := spoken_seconds(story.told)) > LONGEST_S:
        found.append(Hint(f"Shorten it by {long - LONGEST_S} seconds: two minutes are long.", "Our convention."))
    return tuple(found)


def introduction_hints(words: str) -> tuple[Hint, ...]:
    """What is unwise about an introduction."""
    over = spoken_seconds(words) - INTRODUCTION_S
    if over > 0:
        why = f"The plan keeps {INTRODUCTION_S} seconds for it; the talk is about them (guide 3)."
        return (Hint(f"Shorten it by {over} seconds.", why),)
    return ()


def every(records: Records) -> list[Story]:
    """All stories, in the order in which they were added."""
    return records.read(
        Story,
        "SELECT id::VARCHAR AS id, title, situation, task, action, result, role, level FROM stories "
        "WHERE kind = 'story' ORDER BY added_at, id",
    )


def introduction(records: Records) -> str:
    """The words with which one introduces oneself; '' for none."""
    found = records.rows("SELECT words FROM stories WHERE kind = 'introduction' ORDER BY added_at, id LIMIT 1")
    return (found[0][0] or "") if found else ""


def add(records: Records, *, title: str, as_of: datetime, token: str | None = None) -> Done:
    """Begin a story. Raises InvalidRecord without a title."""
    row = {"kind": "story", "title": checks.line("title", title, required=True), "added_at": as_of}
    with records.transaction() as transaction:
        made = transaction.add("stories", row, token)
        return done(transaction, f"A story is begun: {row['title']}", made)


def write(records: Records, story_id: str, part: str, text: str) -> Done:
    """Keep one part of a story as it is being written. Raises InvalidRecord for a part that no story has."""
    if part not in PARTS:
        raise InvalidRecord("part", f"A story has no part {part!r}.", f"One of {', '.join(PARTS)}.")
    with records.transaction() as transaction:
        _there(transaction, story_id)
        transaction.change("stories", story_id, **{part: checks.text(part, text)})
        return done(transaction, f"{PARTS[part]} is saved.", story_id)


def tag(records: Records, story_id: str, *, title: str, role: str | None, level: str | None) -> Done:
    """Keep what a story is called, and what work and level it fits. Raises InvalidRecord."""
    if level is not None and level not in LEVELS:
        raise InvalidRecord("level", f"There is no level {level!r}.", f"One of {', '.join(LEVELS)}, or nothing.")
    with records.transaction() as transaction:
        _there(transaction, story_id)
        name = checks.line("title", title, required=True)
        transaction.change("stories", story_id, title=name, role=checks.line("role", role), level=level)
        return done(transaction, f"Kept: {name}", story_id)


def remove(records: Records, story_id: str) -> Done:
    """Remove a story; it can be undone."""
    with records.transaction() as transaction:
        _there(transaction, story_id)
        title = transaction.fetch("SELECT title FROM stories WHERE id = $id::UUID", id=story_id)[0][0]
        transaction.remove("stories", [story_id])
        return done(transaction, f"Removed: {title}")


def introduce(records: Records, words: str, *, as_of: datetime) -> Done:
    """Keep how one introduces oneself, as it is being written."""
    text = checks.text("words", words)
    with records.transaction() as transaction:
        there = transaction.fetch(
            "SELECT id::VARCHAR FROM stories WHERE kind = 'introduction' ORDER BY added_at, id LIMIT 1"
        )
        if there:
            transaction.change("stories", there[0][0], words=text)
        elif text:
            transaction.add(
                "stories", {"kind": "introduction", "title": INTRODUCTION, "words": text, "added_at": as_of}
            )
        return done(transaction, "Your introduction is saved.")


def _there(transaction: Transaction, story_id: str) -> None:
    found = transaction.fetch("SELECT 1 FROM stories WHERE id = TRY_CAST($id AS UUID) AND kind = 'story'", id=story_id)
    if not found:
        raise InvalidRecord("story", "This story is not in the records (any more).", "Open the page again.")

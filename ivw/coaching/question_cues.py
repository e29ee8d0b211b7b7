"""What the review of a question looks for: data/question_cues.csv, to be edited by hand.

A pattern is a regular expression that is found as whole words, in capitals or small; {name} stands for a list of
words, " ... " for up to six words. What a row does is its `role`:

    cue       a draft in which the pattern is found has the flag; of open and closed the first row that fits decides
    general   the same, and it never blocks (pay in general)
    harmless  these words are passed over before the cues of the flag are looked for
    who_else, your_name   cues of must_ask: which of the two it is
    says      no pattern: the reason and the rewrite of a flag that is counted, not found
    instead   found words are replaced by the rewrite before anything is judged (spelling; asides at either end)
    words     words of a language, separated by |; `flag` is english or other_language
    list      words that patterns name in braces; `flag` is the list's name

`reason` and `rewrite` left empty are those of the row above with the same flag; a rewrite "-" is none. In a rewrite
{1} is what the first pair of parentheses found. `example` has the pattern in it, `not_example` has not.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivw.coaching import data_files
from ivw.coaching.errors import InvalidRecord

CUES = Path(__file__).resolve().parents[2] / "data" / "question_cues.csv"
COLUMNS = ("flag", "role", "pattern", "reason", "rewrite", "example", "not_example")
TABOO = ("salary", "job_ask", "personal")
FLAGS = (*TABOO, "closed", "findable", "leading", "double_barrelled", "too_long", "must_ask", "other_language")
COUNTED = ("double_barrelled", "too_long", "other_language")  # what no pattern finds
# What is no flag, but decides about flags.
BESIDES = ("open", "logistics", "about_me", "start", "again", "telling", "spelling", "aside", "english")
MUST_ASKS = ("who_else", "your_name")
ROLES = ("cue", "general", "harmless", *MUST_ASKS, "says", "instead", "words", "list")
_FINDS = ("cue", "general", *MUST_ASKS)  # the roles that give a draft their flag
NONE = "-"  # a rewrite that is none, where that of the row above would be taken
_UP_TO_SIX_WORDS = r"(?:,? [\w'-]+){0,6}?,? "
_LIST_NAMED = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the file, its pattern ready to search with."""

    line: int
    flag: str
    role: str
    found: re.Pattern[str]
    reason: str
    rewrite: str
    example: str
    not_example: str


@dataclass(frozen=True, slots=True, eq=False)  # one file as it was read is one thing: what is judged by it can be kept
class Cues:
    """The file as it was read. `open_or_closed` are the rows of both in their order."""

    every: tuple[Cue, ...]
    open_or_closed: tuple[Cue, ...]
    languages: Mapping[str, tuple[frozenset[str], ...]]
    _by: Mapping[tuple[str, str], tuple[Cue, ...]] = field(repr=False)

    def of(self, flag: str, role: str = "cue") -> tuple[Cue, ...]:
        """The rows of a flag with this role, in the order of the file."""
        return self._by.get((flag, role), ())


def read(path: Path = CUES) -> Cues:
    """The rules in this file. Raises InvalidRecord, naming file and line, for one that cannot be used."""
    return data_files.kept(path, "cues", _read)


def _read(path: Path) -> Cues:
    table = data_files.read(path, "cues", strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    with data_files.in_line(path, 1):
        missing = [name for name in COLUMNS if name not in table.columns]
        if missing:
            raise InvalidRecord("columns", f"There is no column {', '.join(missing)}.", f"Name {', '.join(COLUMNS)}.")
    for line, row in table.rows:
        with data_files.in_line(path, line):
            if row.get(data_files.MORE):
                raise InvalidRecord("row", "It has more cells than columns.", "Put quotes around a text with a comma.")
        rows.append((line, {name: row[name].strip() for name in COLUMNS}))
    return _cues(path, rows)


def _cues(path: Path, rows: Sequence[tuple[int, Mapping[str, str]]]) -> Cues:
    lists: dict[str, str] = {}
    languages: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    above: dict[str, tuple[str, str]] = {}
    every: list[Cue] = []
    for line, row in rows:
        with data_files.in_line(path, line):
            if not any(row.values()):
                continue
            _check(row)
            if row["role"] == "list":
                _compiled(row["pattern"], lists)
                lists[row["flag"]] = _with_lists(row["pattern"], lists)
            elif row["role"] == "words":
                languages[row["flag"]].append(frozenset(row["pattern"].split("|")))
            else:
                cue = _cue(line, row, lists, above)
                if cue.role in _FINDS:
                    above[cue.flag] = (cue.reason, cue.rewrite)
                every.append(cue)
    by: defaultdict[tuple[str, str], list[Cue]] = defaultdict(list)
    for cue in every:
        by[cue.flag, "cue" if cue.role in MUST_ASKS else cue.role].append(cue)
    for flag in COUNTED:
        if (flag, "says") not in by:
            with data_files.in_line(path, len(rows) + 1):
                raise InvalidRecord("flag", f"There is no row {flag}, says.", "Add it.")
    return Cues(
        tuple(every),
        tuple(cue for cue in every if cue.flag in ("open", "closed") and cue.role == "cue"),
        {language: tuple(words) for language, words in languages.items()},
        {key: tuple(cues) for key, cues in by.items()},
    )


def _check(row: Mapping[str, str]) -> None:
    role, flag = row["role"], row["flag"]
    if role not in ROLES:
        raise InvalidRecord("role", f"There is no role {role[:40]!r}.", f"One of {', '.join(ROLES)}.")
    if role == "list":
        if not re.fullmatch("[a-z_]{1,30}", flag):
            raise InvalidRecord("flag", f"A list cannot be named {flag[:40]!r}.", "Use small letters.")
    elif flag not in FLAGS + BESIDES:
        raise InvalidRecord("flag", f"There is no flag {flag[:40]!r}.", f"One of {', '.join(FLAGS + BESIDES)}.")
    if (flag == "must_ask") != (role in MUST_ASKS) and role in ("cue", "general", *MUST_ASKS):
        raise InvalidRecord(
            "role", "Which of the two must-asks is it?", f"Flag must_ask, role {' or '.join(MUST_ASKS)}."
        )
    if not row["pattern"] and role != "says":
        raise InvalidRecord("pattern", "The pattern is missing.", "Write what is to be found.")
    for column in ("example", "not_example") if role in (*_FINDS, "harmless", "instead") else ():
        if not row[column]:
            raise InvalidRecord(column, f"The {column} is missing.", "Write one; a test looks whether it holds.")


def _cue(line: int, row: Mapping[str, str], lists: Mapping[str, str], above: Mapping[str, tuple[str, str]]) -> Cue:
    flag, role = row["flag"], row["role"]
    reason, rewrite = above.get(flag, ("", ""))
    if role not in _FINDS:
        rewrite = ""  # nothing put in its place is a way to replace, too
    found = _compiled(row["pattern"], lists)
    rewrite = "" if row["rewrite"] == NONE else row["rewrite"] or rewrite
    cue = Cue(line, flag, role, found, row["reason"] or reason, rewrite, row["example"], row["not_example"])
    if flag in FLAGS and role in (*_FINDS, "says") and not cue.reason:
        raise InvalidRecord("reason", "The reason is missing.", "Say why, and name the guide.")
    unknown = [each for each in re.findall(r"\{(\d)\}", cue.rewrite) if int(each) > found.groups]
    if unknown and role != "says":
        raise InvalidRecord("rewrite", f"The pattern has no parentheses for {{{unknown[0]}}}.", "Add them.")
    return cue


def _compiled(written: str, lists: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern ready to search with: whole words, its lists put in."""
    words = _with_lists(written, lists)
    try:
        return re.compile(rf"(?:{words})(?!\w)" if words.startswith("^") else rf"\b(?:{words})(?!\w)", re.IGNORECASE)
    except (re.error, OverflowError) as broken:
        raise InvalidRecord("pattern", f"The pattern cannot be read: {broken}.", "Mend it.") from broken


def _with_lists(written: str, lists: Mapping[str, str]) -> str:
    unknown = [name for name in _LIST_NAMED.findall(written) if name not in lists]
    if unknown:
        raise InvalidRecord("pattern", f"There is no list {unknown[0]!r} above.", "Write its row before this one.")
    return _LIST_NAMED.sub(lambda name: f"(?:{lists[name[1]]})", written.replace(" ... ", _UP_TO_SIX_WORDS))

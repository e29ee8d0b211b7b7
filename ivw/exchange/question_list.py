"""A list of questions from a CSV file, as the terminal's `plan` takes it: only the column `text` is required."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from ivw.coaching import checks
from ivw.coaching.agenda import MUST_ASKS, PRIORITIES, Question, must_asks_in
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.questions import seconds_in, yes_or_no

COLUMNS = ("text", "priority", "goals", "answer_seconds", "must", "about_me")
MOST = 1_000  # rows


def read(data: bytes) -> tuple[list[Question], list[str]]:
    """The questions in the order of the file, then the two must-asks, which close every talk (B35, guide 2); and those
    of them that did not stand in the file. At most one question is taken for each; another one like it is a question
    as any other.

    Raises InvalidRecord, naming the line, for what cannot be read; columns that nobody asked for are passed over.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise InvalidRecord("questions", "This file is not in UTF-8.", "Save it as CSV in UTF-8.") from unreadable
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if _semicolons(first) else ",", restval="")
    names = {name: name.strip().lower() for name in reader.fieldnames or [] if name}
    if "text" not in names.values():
        raise InvalidRecord("questions", "This file has no column text.", f"Its first line names {', '.join(COLUMNS)}.")
    found: list[Question] = []
    try:
        for row in reader:
            cells = {known: str(row[name] or "") for name, known in names.items()}
            if not any(cell.strip() for cell in cells.values()):
                continue
            if len(found) == MOST:
                raise InvalidRecord("text", f"There are more than {MOST:,} questions.", "Bring fewer.")
            found.append(_question(str(len(found)), cells))
    except csv.Error as broken:
        raise InvalidRecord("questions", f"Line {reader.line_num}: {broken}.", "Mend the row.") from broken
    except InvalidRecord as wrong:
        raise InvalidRecord(
            wrong.field, f"Line {reader.line_num}, {wrong.field}: {wrong.wrong}", wrong.right
        ) from wrong
    said: set[str] = set()
    for place, each in enumerate(found):
        if new := [ask for ask in must_asks_in(each.text) if ask not in said]:
            said.update(new)  # some ask both in one breath
            found[place] = replace(each, tier="must", must_ask=new[0])
    added = [Question(ask, words, "must", 3, must_ask=ask) for ask, words in MUST_ASKS.items() if ask not in said]
    order = list(MUST_ASKS)
    every = sorted(found + added, key=lambda each: order.index(each.must_ask) + 1 if each.must_ask else 0)
    return every, [each.text for each in added]


def _question(key: str, cells: Mapping[str, str]) -> Question:
    text = checks.line("text", cells["text"], required=True) or ""
    priority = cells.get("priority", "").strip() or "2"
    if priority not in map(str, PRIORITIES):
        raise InvalidRecord("priority", f"{priority[:40]!r} is no priority.", "Write 1, 2 or 3; 3 is the highest.")
    must = yes_or_no(cells.get("must", ""), "must")
    return Question(
        key,
        text,
        "must" if must else "should",
        int(priority),
        tuple(dict.fromkeys(goal.strip() for goal in cells.get("goals", "").split(";") if goal.strip())),
        seconds_in(cells.get("answer_seconds", "")),
        yes_or_no(cells.get("about_me", ""), "about_me"),
    )


def _semicolons(first_line: str) -> bool:
    """Whether a table program of a country with decimal commas wrote it."""
    return first_line.count(";") > first_line.count(",")

"""Questions to choose from: the bank that ships (data/question_bank.csv, to be edited by hand) and the person's own,
with what became of each in conversations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from ivw.coaching import checks, data_files
from ivw.coaching.agenda import MUST_ASKS
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.guides import GUIDES as GUIDES
from ivw.records.database import Records

BANK = Path(__file__).resolve().parents[2] / "data" / "question_bank.csv"
COLUMNS = ("text", "stage", "purpose", "source", "must_ask", "about_me", "answer_seconds")
STAGES = {
    "opening": "Opening",
    "path": "Their path",
    "role": "The work",
    "skills": "Skills",
    "culture": "The place",
    "industry": "The field",
    "advice": "Advice",
    "closing": "Closing",
}
PURPOSES = {"discovery": "Career discovery", "fit": "Organizational fit"}  # D03, D08 (guide 4)
ORDERS = {"guides": "As in the guides", "useful": "What was useful", "least": "Asked least"}
USEFUL = 4  # of 5: from here on an answer was useful (our convention)
TRUE, FALSE = ("1", "true", "yes"), ("", "0", "false", "no")


@dataclass(frozen=True, slots=True)
class Banked:
    """One question to choose. `source` names the guides' statements it comes from ("A48 D05"), or is "ivw" for a
    question of our own; '' for the person's own. `rewrite` is how a closed one of the guides can be asked openly.

    `asked` is how often debriefs and conversations say that it was, `rated` how often they say how useful the answer
    was, and `useful` how often it was.
    """

    id: str
    text: str
    stage: str | None
    purpose: str | None
    source: str = ""
    must_ask: str | None = None
    about_me: bool = False
    answer_seconds: int | None = None
    rewrite: str = ""
    asked: int = 0
    rated: int = 0
    useful: int = 0

    @property
    def guides(self) -> str:
        """The guides it comes from, in words: "guide 1, guide 4"; '' where it comes from none."""
        return ", ".join(dict.fromkeys(GUIDES[each[0]] for each in self.source.split() if each[0] in GUIDES))


def bank(path: Path = BANK) -> tuple[Banked, ...]:
    """The questions of the bank, in the order of the file; an id is the same as long as the text is.

    Raises InvalidRecord, naming the line, for a row that cannot be used, and for a file that cannot be read.
    """
    return data_files.kept(path, "bank", _bank)


def own(records: Records) -> list[Banked]:
    """The person's own questions, newest first."""
    rows = records.rows(
        "SELECT id::VARCHAR, text, stage, purpose, about_me, answer_seconds FROM questions "
        "ORDER BY added_at DESC, id DESC"
    )
    return [
        Banked(key, text, stage, purpose, about_me=about_me, answer_seconds=seconds)
        for key, text, stage, purpose, about_me, seconds in rows
    ]


# One's own, newest first, then the bank's (its texts come along), each with what became of its words in conversations.
SHELF = """
    WITH known AS (
        SELECT id::VARCHAR AS id, text, stage, purpose, about_me, answer_seconds, added_at FROM questions
        UNION ALL BY NAME
        SELECT unnest($shipped) AS text
    ), asked AS (
        SELECT question_key(text) AS words, sum(asked) AS asked, sum(rated) AS rated, sum(useful) AS useful
        FROM (
            -- the same words stand in many rows, and working out their key takes the longest
            SELECT text, count(*) AS asked, count(useful) AS rated, count_if(useful >= $useful) AS useful
            FROM asked_questions WHERE asked_at IS NOT NULL OR answered IS NOT NULL OR useful IS NOT NULL GROUP BY text
        ) GROUP BY ALL
    )
    SELECT k.id, k.text, k.stage, k.purpose, k.about_me, k.answer_seconds,
        coalesce(a.asked, 0)::INTEGER, coalesce(a.rated, 0)::INTEGER, coalesce(a.useful, 0)::INTEGER
    FROM known k LEFT JOIN asked a ON a.words = question_key(k.text)
    ORDER BY k.added_at DESC NULLS LAST, k.id DESC
"""


def shelf(records: Records, shipped: Iterable[Banked]) -> list[Banked]:
    """The person's own questions, newest first, then these of the bank that are not among them, each with how often it
    was asked and how useful that was; the same words are the same question (sql/94_durations.sql).
    """
    bank = {each.text: each for each in shipped}
    rows = records.rows(SHELF, shipped=list(bank), useful=USEFUL)
    mine: list[Banked] = []
    for key, text, stage, purpose, about_me, seconds, asked, rated, useful in rows:
        if key is not None:
            mine.append(Banked(key, text, stage, purpose, "", None, about_me, seconds, "", asked, rated, useful))
        elif asked:
            bank[text] = replace(bank[text], asked=asked, rated=rated, useful=useful)
    known = {each.text for each in mine}
    return mine + [each for each in bank.values() if each.text not in known]


def chosen(
    shelf: Iterable[Banked],
    *,
    order: str = "guides",
    stage: str | None = None,
    purpose: str | None = None,
    words: str = "",
) -> list[Banked]:
    """Those of a shelf with this stage, purpose and these words in them, in this order of ORDERS.

    A question without a purpose serves both (our convention). What was useful: by (useful + 1) / (rated + 2), so that a
    single good answer does not stand above ten, and what nobody asked yet stands between the good and the poor ones.
    """
    wanted = words.casefold().split()
    found = [
        each
        for each in shelf
        if stage in (None, each.stage)
        and (purpose is None or each.purpose in (purpose, None))
        and all(word in each.text.casefold() for word in wanted)
    ]
    if order == "useful":
        return sorted(found, key=lambda each: (-(each.useful + 1) / (each.rated + 2), -each.asked))
    return sorted(found, key=lambda each: each.asked) if order == "least" else found


def slot(plan_id: str) -> str:
    """Where a question that is being written for this plan is kept, among the drafts."""
    return f"question:{plan_id}"


def change(records: Records, question: Banked) -> Done:
    """Keep one's own question, which came with a plan (plans.add_question), as it is handed in; dataclasses.replace
    makes a changed one. Raises InvalidRecord without a text, or for a stage or purpose nobody knows.
    """
    row = _row(question)
    with records.transaction() as transaction:
        if transaction.row("questions", question.id) is None:
            raise InvalidRecord("question", "This question is not in the records (any more).", "Open the page again.")
        transaction.change("questions", question.id, **row)
        return done(transaction, f"Changed: {row['text']}", question.id)


def remove(records: Records, question_id: str) -> Done:
    """Remove one's own question; plans it was put into keep it. It can be undone. Raises InvalidRecord."""
    with records.transaction() as transaction:
        text = transaction.fetch("SELECT text FROM questions WHERE id = TRY_CAST($id AS UUID)", id=question_id)
        if not text:
            raise InvalidRecord("question", "This question is not in the records (any more).", "Open the page again.")
        transaction.remove("questions", [question_id])
        return done(transaction, f"No longer among your questions: {text[0][0]}")


def seconds_in(typed: str, field: str = "answer_seconds") -> int | None:
    """Seconds as a file writes them; None for nothing. Raises InvalidRecord outside 1..3600."""
    if not typed.strip():
        return None
    # int() would take "1_000" and other writings that a table program reads otherwise
    seconds = int(typed) if re.fullmatch(r"\s*\d{1,4}\s*", typed, re.ASCII) else 0
    if not 1 <= seconds <= 3600:
        raise InvalidRecord(field, f"{typed.strip()[:40]!r} is no number of seconds.", "Write 1 to 3600, or nothing.")
    return seconds


def yes_or_no(typed: str, field: str) -> bool:
    """A mark as a file writes it. Raises InvalidRecord for anything that is neither yes nor no."""
    said = typed.strip().lower()
    if said not in TRUE + FALSE:
        raise InvalidRecord(field, f"{typed.strip()[:40]!r} is neither yes nor no.", "Write 1 or 0.")
    return said in TRUE


def _bank(path: Path) -> tuple[Banked, ...]:
    found: dict[str, Banked] = {}
    for line, row in data_files.read(path, "bank", COLUMNS).rows:
        with data_files.in_line(path, line):
            question = _banked(row)
            if question.id in found:
                raise InvalidRecord("text", "This question stands in it twice.", "Keep one of the two.")
            found[question.id] = question
    return tuple(found.values())


def _banked(row: dict[str, str]) -> Banked:
    data_files.no_more_cells(row, "text")
    must_ask = row["must_ask"].strip() or None
    if must_ask is not None and must_ask not in MUST_ASKS:
        raise InvalidRecord("must_ask", f"{must_ask!r} is no must-ask.", f"Write {' or '.join(MUST_ASKS)}, or nothing.")
    question = Banked(
        "",
        row["text"],
        row["stage"].strip() or None,
        row["purpose"].strip() or None,
        row["source"].strip(),
        must_ask,
        yes_or_no(row["about_me"], "about_me"),
        seconds_in(row["answer_seconds"]),
    )
    if question.stage is None:
        raise InvalidRecord("stage", "The stage is missing.", f"One of {', '.join(STAGES)}.")
    text = str(_row(question)["text"])
    openly = checks.line("rewrite", row.get("rewrite")) or ""
    return replace(question, id=str(uuid5(NAMESPACE_URL, text)), text=text, rewrite=openly)


def _row(question: Banked) -> dict[str, object]:
    """The columns of one's own question, checked."""
    if question.stage is not None and question.stage not in STAGES:
        raise InvalidRecord("stage", f"There is no stage {question.stage[:40]!r}.", f"One of {', '.join(STAGES)}.")
    if question.purpose is not None and question.purpose not in PURPOSES:
        raise InvalidRecord(
            "purpose", f"There is no purpose {question.purpose[:40]!r}.", f"{' or '.join(PURPOSES)}, or nothing."
        )
    return {
        "text": checks.line("text", question.text, required=True),
        "stage": question.stage,
        "purpose": question.purpose,
        "answer_seconds": checks.answer_seconds(question.answer_seconds),
        "about_me": question.about_me,
    }

"""The way of a file from its bytes into the records and out again, as the page goes it, with a look at every step."""

from dataclasses import dataclass
from unicodedata import category

from ivw.coaching import archive_merge, imports
from ivw.coaching.done import Done, undo
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.coaching.incoming import FileRead
from ivw.exchange import recognise, tables
from ivw.exchange.tables import FIELDS, Table
from ivw.records.database import Records
from ivw.records.tables import OF_THE_FILE
from tests.builders import at

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"
LONGEST_SENTENCE = 1_000  # characters; whoever reads a message reads no more
OF_IMPORTS = {"imports", "import_changes"}


@dataclass
class Standing:
    """A file that came in: how to take it back, and what the records were before it."""

    done: Done
    before: dict


def refused_in_words(error):
    """Whether a refusal is fit to be read: by a person, on a page, at a terminal."""
    assert error.args
    in_words(error.wrong if isinstance(error, InvalidRecord) else str(error))
    in_words(getattr(error, "right", ""), may_be_empty=True)


def in_words(text, *, may_be_empty=False):
    assert text or may_be_empty
    assert len(text) <= LONGEST_SENTENCE
    # No half letters (Cs), which no terminal takes; no line ends and other control characters out of a file.
    assert not {"Cc", "Cs"} & set(map(category, text))
    assert "Traceback" not in text


def read(data):
    """What is in a file; None where it was refused, in words."""
    try:
        found = recognise.read(data, ZONE, now=NOW)
        if isinstance(found, Table):
            found = of_a_table(found)
    except (InvalidRecord, RecordsUnavailable) as refused:
        refused_in_words(refused)
        return None
    if isinstance(found, FileRead):
        for problem in found.problems:
            assert problem.row >= 1
            in_words(problem.field)
            in_words(problem.why)
        for row in found.skipped_rows:
            in_words(row.why)
        for other in found.other_files:
            in_words(other)
    return found


def of_a_table(table):
    """The people of a table: its columns guessed, else each said to be the next thing that a column may be."""
    for head in table.header:
        in_words(head, may_be_empty=True)
    try:
        return tables.people(table, tables.guess(table.header))
    except InvalidRecord as refused:
        refused_in_words(refused)
    return tables.people(table, dict(zip(range(len(table.header)), FIELDS, strict=False)))


def preview(records, found):
    """What a file would bring; looking writes nothing."""
    if isinstance(found, FileRead):
        return imports.preview(records, found, as_of=NOW)
    return archive_merge.preview(records, found)


def bring_in(records: Records, found, *, believed=False):
    """Apply what was read. All that the preview announced is there then, and nothing else; or nothing at all changed.

    Out: what stands; None where the file brings nothing new.
    """
    before, people, sizes = state(records), rows_of_people(records), how_many(records)
    announced = preview(records, found)
    assert state(records) == before
    chosen = announced.conflicts if believed else ()
    try:
        if isinstance(found, FileRead):
            result = imports.apply(records, found, as_of=NOW, file_name="whatever", theirs=chosen)
            done = result.done
        else:
            result = None
            choices = {each.key: archive_merge.THEIRS for each in chosen}
            done = archive_merge.apply(records, found, choices, as_of=NOW, file_name="whatever")
    except InvalidRecord:
        assert state(records) == before, "a part of a file that was refused is in the records"
        raise
    grown = {table: rows - sizes[table] for table, rows in how_many(records).items() if rows != sizes[table]}
    if result is None:
        assert {table: rows for table, rows in grown.items() if table not in OF_IMPORTS} == announced.added
        again = preview(records, found)
        assert not again.changes
    else:
        told = ("added", "updated", "unchanged", "skipped", "problems")
        if not chosen:
            assert [getattr(result, each) for each in told] == [getattr(announced, each) for each in told]
        assert grown.get("contacts", 0) == announced.added
        again = preview(records, found)
        assert (again.added, again.updated) == (0, 0)
    now = rows_of_people(records)
    newcomers = [each if isinstance(each, str) else each.name for each in announced.newcomers]
    assert sorted(now[key]["name"] for key in now.keys() - people.keys()) == sorted(newcomers)
    for key, was in people.items():
        for column, said in was.items():
            assert chosen or said in (None, False) or now[key][column] == said, f"{column} was overwritten"
    if not done.change:
        assert state(records) == before
        return None
    return Standing(done, before)


def take_back(records, standing):
    """Undo what came in last; every table is what it was."""
    undo(records, standing.done)
    assert state(records) == standing.before


def state(records):
    """How many rows each table has and a sum over all that is in them: enough to see that something differs."""
    counted = " UNION ALL ".join(
        f"SELECT '{table}', count(*), bit_xor(hash(t)) FROM {table} t" for table in own(records)
    )
    return {table: seen for table, *seen in records.rows(counted)}


def how_many(records):
    counted = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in own(records))
    return dict(records.rows(counted))


def rows_of_people(records):
    columns = list(records.columns()["contacts"])
    rows = records.rows(f"SELECT {', '.join(f'{column}::VARCHAR' for column in columns)} FROM contacts")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return {row["id"]: row for row in found}


def own(records):
    return sorted(set(records.columns()) - OF_THE_FILE)

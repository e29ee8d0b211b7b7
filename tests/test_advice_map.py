"""data/advice.csv says of every statement of the guides where it holds, and by which tests; neither may be gone."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

from tests import docs

ROOT = docs.ROOT
ROWS = docs.rows()


@cache
def functions(file: Path) -> frozenset[str]:
    """What a file defines at its top, read and not imported."""
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_statement_of_the_guides_is_on_the_map_as_it_was_taken_down():
    with (ROOT / "tests" / "data" / "advice.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    assert len(wanted) == 228
    assert [{column: row[column] for column in wanted[0]} for row in ROWS] == wanted


def test_every_place_on_the_map_exists():
    for row in ROWS:
        file, _, function = row["place"].partition("::")
        assert file.startswith(("pages/", "ivw/", "data/")), row["id"]
        assert (ROOT / file).is_file(), (row["id"], file)
        assert not function or function in functions(ROOT / file), (row["id"], function)


def test_every_test_on_the_map_exists():
    for row in ROWS:
        assert row["test"].split(), row["id"]
        for test in row["test"].split():
            file, _, name = test.partition("::")
            assert re.fullmatch(r"tests/(\w+/)*test_\w+\.py", file), (row["id"], file)
            assert name in functions(ROOT / file), (row["id"], test)
            assert name.startswith("test_"), (row["id"], test)


def test_a_statement_that_is_in_our_own_words_or_a_question_of_the_bank_names_the_file_that_has_it():
    """What stands in a table under its id is looked up there, so that a renamed id cannot go unnoticed."""
    for file, column in (("data/craft.csv", "id"), ("data/question_bank.csv", "source")):
        with (ROOT / file).open(encoding="utf-8", newline="") as table:
            named = {name for row in csv.DictReader(table) for name in row[column].split()}
        kinds = {"data/craft.csv": "fact", "data/question_bank.csv": "question"}
        there = {row["id"] for row in ROWS if row["place"] == file and row["kind"] == kinds[file]}
        assert there - {"C35"} <= named, file  # C35 is advertising, and left out


def test_the_page_is_what_make_docs_writes():
    assert docs.ADVICE.read_text("utf-8") == docs.advice(), "run make docs"
    assert set(docs.STAGES) == {row["stage"] for row in ROWS}

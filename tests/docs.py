"""The parts of docs/ that are made from what they speak of: `make docs` writes them anew.

`docs/advice.md` is data/advice.csv to be read; in `docs/reference.md` the commands, and what can be made, stand between
marks. Everything else in it is written by hand, and test_docs.py holds it against the code.
"""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import click
import duckdb

from ivw.cli import door
from ivw.coaching import guides
from ivw.records import migrate

ROOT = Path(__file__).resolve().parents[1]
MAP = ROOT / "data" / "advice.csv"
ADVICE = ROOT / "docs" / "advice.md"
REFERENCE = ROOT / "docs" / "reference.md"
# The statements in the order of the craft, and what each stage is called.
STAGES = {
    "copy": "What it is, and why",
    "rules": "Rules for everything",
    "prospects": "Whom to ask, and what to know",
    "outreach": "Asking",
    "questions": "Questions",
    "practice": "Rehearsing",
    "meeting": "Talking",
    "follow-up": "Thanking and keeping in touch",
    "reflection": "Reflecting",
    "weekly": "The week",
}
COMMANDS = ("<!-- commands: made by `make docs` -->", "<!-- end of the commands -->")
MAKES = ("<!-- targets: made by `make docs` -->", "<!-- end of the targets -->")


def schema() -> dict[str, set[str]]:
    """The columns of each table of the records, as the migrations make them."""
    with duckdb.connect() as connection:
        migrate.apply(connection, datetime(2026, 11, 24, tzinfo=UTC))
        found = connection.execute(
            "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal "
            "AND database_name = current_database() GROUP BY 1"
        ).fetchall()
    return {table: set(columns) for table, columns in found}


def rows() -> list[dict[str, str]]:
    """The map as it stands in its file."""
    with MAP.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def advice() -> str:
    """docs/advice.md: what the guides say, stage by stage, where it holds in ivw, and the tests that hold it there."""
    every = rows()
    lines = [
        "# What the guides say, and where it holds",
        "",
        f"The five guides that ivw follows come to {len(every)} statements. Each one stands here with what it asks of "
        "a program, the place where ivw does it, and the tests that fail when it no longer does. X01 to X19 are where "
        "the guides contradict each other, with how ivw settles it. `make docs` writes this page from "
        "`data/advice.csv`, and a test fails when a place or a test that is named here does not exist.",
        "",
        *(f"{number}. {title}" for number, title in guides.TITLES.items()),
    ]
    for stage, title in STAGES.items():
        found = [row for row in every if row["stage"] == stage]
        lines += ["", f"## {title}", "", "| | Guide | It says | It asks of ivw | Where | Held by |", "| --- " * 6 + "|"]
        lines += [f"| {' | '.join(_cells(row))} |" for row in found]
    return "\n".join(lines) + "\n"


def _cells(row: dict[str, str]) -> list[str]:
    file, _, function = row["place"].partition("::")
    where = f"[`{file}`](../{file})" + (f" {function}" if function else "")
    held = "<br>".join(_sentence(test) for test in row["test"].split())
    plain = [re.sub(r"([|<>*_\[\]])", r"\\\1", row[column]) for column in ("statement", "behaviour")]
    return [row["id"], row["source"].removeprefix("guide "), *plain, where, held]


def _sentence(test: str) -> str:
    """A test's name is the sentence it holds."""
    file, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../{file})"


def commands() -> str:
    """Every command of the terminal with what may be said to it, from what click knows."""
    shared = {name for option in door.params for name in option.opts}
    lines = [COMMANDS[0], "", "With every command:", "", "| | |", "| --- | --- |"]
    lines += [_option(each) for each in door.params if isinstance(each, click.Option)]
    for name, command in sorted(door.commands.items()):
        given = click.Context(command)
        words = [each.make_metavar(given) for each in command.params if isinstance(each, click.Argument)]
        told = re.sub(r"\s*\n\s*", " ", re.sub(r"\n\s*\n", "\n\n", command.help or "")).strip()
        lines += ["", f"### `{' '.join([name, *words])}`", "", told]
        own = [each for each in command.params if isinstance(each, click.Option) and not shared & set(each.opts)]
        if own:
            lines += ["", "| | |", "| --- | --- |", *map(_option, own)]
    return "\n".join([*lines, "", COMMANDS[1]])


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    return f"| `{', '.join(option.opts)}{value}` | {option.help or ''}{' (needed)' if option.required else ''} |"


def makes() -> str:
    """What `make` can make, in the words of `make help`."""
    found = re.findall(r"^([a-z]+):.*?## (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    lines = [f"| `make {name}` | {says} |" for name, says in found if name != "help"]
    return "\n".join([MAKES[0], "", "| | |", "| --- | --- |", *lines, "", MAKES[1]])


def reference(text: str) -> str:
    """docs/reference.md with its commands, and what can be made, written anew."""
    for (begin, end), made in ((COMMANDS, commands()), (MAKES, makes())):
        before, _, rest = text.partition(begin)
        text = before + made + rest.partition(end)[2]
    return text


if __name__ == "__main__":
    ADVICE.write_text(advice(), "utf-8")
    REFERENCE.write_text(reference(REFERENCE.read_text("utf-8")), "utf-8")

"""What README, CONTRIBUTING, SECURITY and docs/ say is held against the code: none of it may be out of date."""

import csv
import plistlib
import re
import shlex
import shutil
import textwrap
import tomllib
from itertools import pairwise

import click
import pytest
from click.testing import CliRunner
from streamlit import config

from ivw.cli import door
from tests import docs, tour
from tests.docs import ROOT

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES += [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "data").rglob("*.md"))]
README = PAGES[0].read_text("utf-8")
REFERENCE = docs.REFERENCE.read_text("utf-8")
REQUEST = """Subject: A question from a Leeds alum

Dear Dr. Osei,

I found your article on rosters through the Leeds alumni group. I am exploring health operations and would be grateful
for your advice; I am not looking for a job. Could we talk for 20 minutes, on Tuesday 11 June at 10:00 or on Thursday
13 June at 15:00, or any time that suits you better?

Thank you, and kind regards,
Tom Riley
"""


def section(title):
    """What stands below a heading of the reference, up to the next one like it."""
    return REFERENCE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def quoted(cells):
    return set(re.findall(r"`([^`]+)`", cells))


# The reference


def test_every_command_with_its_options_and_everything_that_can_be_made_stands_in_the_reference():
    assert docs.reference(REFERENCE) == REFERENCE, "run make docs"
    for name, command in door.commands.items():
        assert f"### `{name}" in REFERENCE
        assert command.help
        assert all(each.help for each in command.params if isinstance(each, click.Option)), name


def test_every_variable_of_the_environment_is_explained_and_no_other():
    files = [
        ROOT / "app.py",
        *(path for folder in ("ivw", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")),
    ]
    used = {name for path in files for name in re.findall(r"[\"'](IVW_[A-Z_]+)[\"']", path.read_text("utf-8"))}
    explained = set(re.findall(r"^\| `(IVW_[A-Z_]+)` \| .{10,}", section("Variables of the environment"), re.MULTILINE))
    assert explained == used


def test_every_table_and_column_of_the_records_has_its_line():
    told = {}
    for each in section("What the records keep").split("\n#### ")[1:]:
        title, _, rest = each.partition("\n")
        lines = [line for line in rest.split("\n### ")[0].splitlines() if line.strip()]
        assert not lines[0].startswith("|"), f"{title} does not say what it holds"
        wordless = [line for line in lines[3:] if not line.split("|")[2].strip()]
        assert not wordless, f"{title} does not say what these hold: {wordless}"
        told[title.strip("`")] = {name for line in lines[1:] for name in quoted(line.split("|")[1])}
    assert told == {table: columns - {"id"} for table, columns in docs.schema().items()}


def test_every_file_that_may_be_edited_is_listed_with_its_columns():
    listed = dict(re.findall(r"^\| `(data/[^`]+)` \| (.+) \|$", section("Files that may be edited"), re.MULTILINE))
    there = {f"data/{path.name}" for path in (ROOT / "data").glob("*.*") if path.suffix in (".csv", ".json")}
    assert set(listed) == there | {"data/messages/"}
    for file, says in listed.items():
        if not file.endswith(".csv"):
            continue
        with (ROOT / file).open(encoding="utf-8", newline="") as table:
            columns = next(csv.reader(table))
        beside = (ROOT / file).with_suffix(".md")
        words = set(re.findall(r"\w+", beside.read_text("utf-8"))) if beside.exists() else quoted(says)
        assert set(columns) <= words, file


def test_every_setting_of_the_server_is_one_that_streamlit_knows_and_says_why():
    written = (ROOT / ".streamlit" / "config.toml").read_text("utf-8").split("\n[theme]\n")[0]
    lines = written.splitlines()
    assert [line for before, line in pairwise(lines) if "=" in line and before[:1] != "#"] == []
    for part, settings in tomllib.loads(written).items():
        for name in settings:
            config.get_option(f"{part}.{name}")  # raises for a name that it does not know


def test_the_changelog_speaks_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"^## \[.*{re.escape(version)}", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


# What is said on every page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if not re.match(r"https?:|mailto:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_the_tour_names_statements_of_the_guides_and_every_picture_is_shown_and_small():
    said = (ROOT / "docs" / "tour.md").read_text("utf-8")
    with docs.MAP.open(encoding="utf-8", newline="") as table:
        statements = {row["id"] for row in csv.DictReader(table)}
    named = set(re.findall(r"\b[A-EX]\d\d\b", said))
    assert named
    assert named <= statements
    shown = set(re.findall(r"tour/([\w-]+)\.png", said + README))
    assert shown == {picture.stem for picture in tour.KEPT.glob("*.png")} == {*tour.PASS, *tour.STATES}
    assert not [each.name for each in tour.KEPT.glob("*.png") if each.stat().st_size > tour.LARGEST]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page):
    for named in re.findall(r"`((?:ivw|pages|data|docs|tests|benchmarks)/[\w./-]+)`", page.read_text("utf-8")):
        if not named.startswith("data/records.duckdb"):
            assert (ROOT / named).exists(), named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_is_one_and_takes_what_it_is_given(page):
    for said in re.findall(r"python -m ivw ((?:[a-z][\w-]*)(?: --[\w-]+)*)", page.read_text("utf-8")):
        name, *options = said.split()
        known = {option for each in (*door.params, *door.commands[name].params) for option in each.opts}
        assert set(options) <= known, said
    for target in re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8"), target


# README's examples


@pytest.fixture
def terminal(tmp_path, monkeypatch):
    """A folder with the files that README's examples name, records with the demo network, and a way to run a line."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IVW_RECORDS", str(tmp_path / "records.duckdb"))
    monkeypatch.setenv("IVW_AS_OF", "2026-11-24T09:00:00+01:00")
    shutil.copy(ROOT / "tests" / "data" / "inputs" / "Connections.csv", tmp_path)
    (tmp_path / "questions.csv").write_text("text,priority\nHow did you get into this?,3\nWhat surprised you?,2\n")
    (tmp_path / "request.txt").write_text(REQUEST)

    def run(line, **how):
        result = CliRunner().invoke(door, shlex.split(line, comments=True), **how)
        assert result.exit_code == 0, (line, result.output)
        assert not result.stderr or "input" in how, (line, result.stderr)  # a question is asked on stderr
        return result.stdout

    run("demo")
    return run


def test_the_examples_at_the_terminal_run(terminal, tmp_path):
    lines = re.findall(r"^    \.venv/bin/python -m ivw (.+)$", README, re.MULTILINE)
    assert {line.split()[0] for line in lines} == set(door.commands)
    for line in lines:
        if line.startswith("restore"):
            newest = max((tmp_path / "records.duckdb.backups").glob("*.duckdb"))
            assert "estored" in terminal(line.replace("FILE", shlex.quote(str(newest))), input="y\n")
        elif line.startswith("demo"):
            terminal("demo --remove")
            terminal(line)
        else:
            assert terminal(line).strip(), line
    assert (tmp_path / "ivw.zip").exists()
    [context] = re.findall(r"`--context`, such as `(\{[^`]+\})`", README)
    (tmp_path / "context.json").write_text(context)
    assert terminal("check-message request.txt --kind request --context context.json")
    assert terminal("due --reminder").count("\n") == 1


def test_the_reminder_of_each_system_asks_for_the_same():
    said = README.split("### Be reminded")[1].split("\n## ")[0]
    plist = plistlib.loads(
        textwrap.dedent(said[said.index("    <?xml") : said.index("</plist>")] + "</plist>").encode()
    )
    assert plist["Label"] == "ivw.due"
    assert [each["Weekday"] for each in plist["StartCalendarInterval"]] == [1, 2, 3, 4, 5]
    assert {(each["Hour"], each["Minute"]) for each in plist["StartCalendarInterval"]} == {(8, 15)}
    assert ".venv/bin/python -m ivw due --reminder" in plist["ProgramArguments"][-1]
    [cron] = re.findall(r"^    (15 8 \* \* 1-5 .+)$", said, re.MULTILINE)
    assert ".venv/bin/python -m ivw due --reminder" in cron
    [windows] = re.findall(r"^    schtasks (.+)$", said, re.MULTILINE)
    assert "-m ivw due" in windows

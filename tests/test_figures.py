"""What the documents say in figures and names is built here from the code, and has to stand in them as it is built."""

import json
import re
import tomllib
from dataclasses import fields

import pytest
from streamlit import config

from ivw.cli import answering, asking, door
from ivw.coaching import (
    agenda,
    guides,
    meetings,
    message_check,
    outreach,
    profile,
    replanning,
    reply_rates,
    voice,
)
from ivw.exchange import question_list, zips
from ivw.records import backups, beside
from ivw.show import debrief_texts, guard, journey
from tests import covered
from tests.docs import ROOT, rows, schema
from tests.figures import (
    CLOCK,
    SECURITY,
    WORDS,
    cadences,
    catch_keys,
    clock_keys,
    contrasts,
    demo_people,
    found,
    modes,
    nudge_day,
    plain,
    project,
    sql,
    text,
)
from tests.test_docs import PAGES, README

SCREENS = ("tests", "browser", "screens.py")


def readme():
    days, kept, months = nudge_day(), backups.KEPT, backups.MONTHS_KEPT
    assert months == 12  # a year
    people = round(demo_people(), -1)
    keys = clock_keys()
    needs = project()["project"]["requires-python"].removeprefix(">=")
    doors = len(re.findall(r"with _door\(", text("ivw", "show", "first_start.py")))
    yield f"You need Python {needs} or newer"
    yield f"# opens the dashboard on {address()}"
    yield f"The first page has {WORDS[doors]} doors."
    yield f"The path of {WORDS[len(journey.TITLES)]} steps says what comes next."
    yield f"The debrief takes {debrief()} lines and as many minutes, with more on request."
    yield f"where each statement of the {WORDS[len(guides.TITLES)]} guides holds"
    yield f"the dashboard with about {WORDS[people]} invented people"
    yield f"{WORDS[days].capitalize()} business days later you are reminded, unless they answered."
    yield f"the newest {kept} are kept, and the last one of each month for a year"
    yield f"why them, {meetings.DEFAULT_MINUTES} minutes, {WORDS[outreach.TIMES_OFFERED]} times"
    yield f"its {message_check.THANKED_WITHIN.total_seconds() / 3600:g}-hour clock runs"
    yield f"The {WORDS[len(agenda.MUST_ASKS)]} questions you never leave without are always in."
    yield f"{keys['go']} for the next one, {keys['pauseOrGoOn']} to pause"
    yield f"`priority` (1 to {max(agenda.PRIORITIES)}, {max(agenda.PRIORITIES)} the highest)"


def security():
    [mode] = modes()
    largest = tomllib.loads(text(".streamlit", "config.toml"))["server"]["maxUploadSize"]
    assert largest * 1_000_000 == zips.LARGEST
    assert tomllib.loads(text(".streamlit", "config.toml"))["server"]["address"] == "127.0.0.1"
    lines = len(text("tests", "data", "nasty.txt").splitlines())
    yield f"An upload is limited to {largest} MB"
    yield f"are made for you alone (mode 0{mode:o})"
    yield f"A list of more than {lines // 100 * 100} lines that try (`tests/data/nasty.txt`)"
    yield f"it leaves a note beside them, `records.duckdb{beside.ENDING}`, with its port"
    yield f"to `http://127.0.0.1:PORT{asking.ROUTE}`"
    yield "The dashboard listens on 127.0.0.1 and nowhere else"


def accessible():
    clock, caught = clock_keys(), catch_keys()
    shown = found(r"SHOWN_FOR = (\d+) // ms", "ivw", "show", "heard.py") / 1000
    five, two = (
        found(rf"\b{name} = (\d+) \* 60_000", "ivw", "show", "live_clock", "live_clock.js") for name in ("FIVE", "TWO")
    )
    assert {five * 60, two * 60} <= set(map(int, re.findall(r"from: (\d+)", (CLOCK / "cues.js").read_text("utf-8"))))
    yield (
        f"{clock['go']} for the next question, {clock['pauseOrGoOn']} to pause, {clock['skip']} to skip, "
        f"{clock['undo']} to take the last press back, {clock['sayAsked']} once they answer."
    )
    yield (
        f"While you talk, {caught['promise']}, {caught['referral']}, {caught['lead']} and {caught['topic']} catch a "
        "promise, a referral, a lead and a topic."
    )
    yield f"at the foot of the window too, for {WORDS[shown]} seconds, with its Undo."
    yield f"{WORDS[five]} minutes and {WORDS[two]} minutes left, the end."

    light, dark = contrasts("light"), contrasts("dark")
    least = min(each for found in (light, dark) for name, each in found.items() if name not in ("ring", "hairline"))
    assert max(light["hairline"], dark["hairline"]) < 3
    yield f"Text has at least {least} to 1 in both themes, placeholders and small print too."
    yield f"text {light['text']} (light) and {dark['text']} (dark), quiet text {light['quiet']} and {dark['quiet']}"
    yield f"captions {light['caption']} and {dark['caption']}"
    yield f"placeholders {light['placeholder']} and {dark['placeholder']}"
    yield f"words on a badge {light['badge']} and {dark['badge']} or more"
    yield f"white on the filled button {light['button']} and {dark['button']}."
    yield f"is half transparent: {light['ring']} to 1 in light, {dark['ring']} in dark"
    yield "Hairlines around fields have less than 3 to 1"


def debrief():
    """How many lines a debrief takes: two texts and the next step."""
    assert "debrief_step.draw" in text("pages", "reflection.py")
    return WORDS[len(debrief_texts.SHORT) + 1]


def changelog():
    yield f"a debrief of {debrief()} lines, with more on request."
    yield f"the {message_check.THANKED_WITHIN.total_seconds() / 3600:g}-hour clock of the thank-you"


def advice():
    statements = [row["id"] for row in rows()]
    settled = [each for each in statements if each.startswith("X")]
    yield f"The {WORDS[len(guides.TITLES)]} guides that ivw follows come to {len(statements)} statements."
    yield f"{settled[0]} to {settled[-1]} are where the guides contradict each other"


def address():
    assert "port" not in tomllib.loads(text(".streamlit", "config.toml"))["server"]
    return f"http://127.0.0.1:{config.get_option('server.port')}"


def fuzz():
    usual = found(r'"IVW_FUZZ", "(\d+)"', "tests", "fuzz", "test_whatever_file_it_is.py")
    return usual, found(r"IVW_FUZZ:-(\d+)\}", "Makefile")


def contributing():
    usual, many = fuzz()
    floor = project()["tool"]["coverage"]["report"]["fail_under"]
    narrow = min(found(r"for width, height in \(\((\d+), \d+\), \((\d+), \d+\), \((\d+), \d+\)\)", *SCREENS))
    yield f"# the dashboard, on {address()}"
    yield f"every page works at {narrow} pixels, by keyboard, in light and in dark."
    yield f"`make fuzz` tries {many:,} broken files, where the tests try {usual}."
    yield (
        f"All of it together has to reach {floor} %, the branches alone {covered.BRANCHES} %, too, and each file "
        f"{covered.EACH} % (`tests/covered.py`)."
    )


def reference():
    usual, many = fuzz()
    low, high = profile.NOTE_CHARACTERS
    yield f"how many broken files the fuzzing tries, else {usual}; the tests alone read it"
    yield f"| `make fuzz` | try {many:,} broken files (minutes) |"
    yield f"how long a note to an invitation may be, {low} or {high}"
    yield f"of {voice.PAUSE_S:g} seconds and more; without a pause"


def tour():
    days, people = nudge_day(), round(demo_people(), -1)
    close, *_, distant = cadences()
    lapses = sql(r"INTERVAL (\d+) HOUR AS lapses", "40_debts.sql") - sql(
        r"opens_at \+ INTERVAL (\d+) HOUR", "40_debts.sql"
    )
    assert lapses % (7 * 24) == 0
    yield f"*Open the demo*: about {WORDS[people]} invented people"
    yield f"After {WORDS[days]} business days without an answer it reminds you once"
    yield f"close ties come up every {close} days, distant ones every {distant} (A87"
    yield f"a plan fills {WORDS[round(10 * replanning.RESERVE)]} tenths of the time"
    yield f"how late, and after {WORDS[lapses // (7 * 24)]} weeks lets it lapse."
    yield f"below {WORDS[reply_rates.FEW]} no"


SAID = {
    "README.md": readme,
    "SECURITY.md": security,
    "CONTRIBUTING.md": contributing,
    "CHANGELOG.md": changelog,
    "docs/accessible.md": accessible,
    "docs/advice.md": advice,
    "docs/reference.md": reference,
    "docs/tour.md": tour,
}


@pytest.mark.parametrize(("document", "sentences"), SAID.items(), ids=SAID)
def test_a_sentence_with_a_figure_says_what_the_code_does(document, sentences):
    stands = plain(text(document))
    assert [said for said in sentences() if said not in stands] == []


def test_the_mutants_that_are_told_of_add_up():
    told = plain(text("CONTRIBUTING.md")).split("## Mutation testing")[1]
    table = re.findall(r"^\| `.+ \| (\d+) \| (\d+) \| (\d*) \| (\d*) \|$", text("CONTRIBUTING.md"), re.MULTILINE)
    figures = [[int(each or 0) for each in row] for row in table]
    assert figures
    assert all(mutants >= tried == killed + alive for mutants, tried, killed, alive in figures)
    whole = [row for row in figures if row[0] == row[1]]
    assert whole == figures[: len(whole)]
    assert f"every mutant of the first {WORDS[len(whole)]} files below was tried" in told
    kinds = map(int, re.findall(r"- (?:Wording|Effort|No difference|Not in the files that ship) \((\d+)\)", told))
    assert sum(kinds) == sum(alive for *_, alive in whole)


def test_every_table_but_those_that_are_named_has_an_id():
    [said] = re.findall(r"Every table but (.+?) has an `id`", plain(text("docs", "reference.md")))
    assert set(re.findall(r"`(\w+)`", said)) == {table for table, columns in schema().items() if "id" not in columns}


# Names


def spans(page):
    return re.findall(r"`([^`\n]+)`", page.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_after_one_of_our_commands_is_one_of_its(page):
    written = [said.removeprefix("python -m ivw ") for said in spans(page)]
    written += re.findall(r"^    .*-m ivw (.+)$", page.read_text("utf-8"), re.MULTILINE)
    given = {each for command in (door, *door.commands.values()) for option in command.params for each in option.opts}
    for said in written:
        options = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", said)) - {"--help"}
        name = said.split()[0] if said.strip() else ""
        if name in door.commands:
            known = {each for option in (*door.params, *door.commands[name].params) for each in option.opts}
            assert options <= known, said
        elif said.startswith("--"):
            assert options <= given, said


def test_the_files_of_the_lines_for_windows_exist_and_are_the_ones_of_make():
    lines = "\n".join(re.findall(r"^    (.*(?:\.venv\\Scripts|py -m).*)$", README, re.MULTILINE))
    named = set(re.findall(r"[\w./-]+\.(?:txt|py)\b", lines))
    assert named == {"requirements.txt", "app.py"}
    assert all((ROOT / each).exists() and each in text("Makefile") for each in named)
    said = re.findall(r"`(?:pip install -r|streamlit run) ([^`]+)`", README)
    assert set(said) == named
    assert "/d MON,TUE,WED,THU,FRI /st 08:15" in lines
    assert "here at 8:15 from Monday to Friday" in README


def test_the_keys_of_the_example_of_a_context_are_known():
    [example] = re.findall(r"`--context`, such as `(\{[^`]+\})`", README)
    known = {each.name for each in fields(message_check.Context)} | set(message_check._ALSO_CALLED)
    assert set(json.loads(example)) <= known


def test_the_columns_of_the_questions_of_a_plan_are_the_ones_that_are_read():
    [said] = re.findall(r"are a CSV with a column (.+? \(0 or 1\))", plain(README))
    assert tuple(re.findall(r"`(\w+)`", said)) == question_list.COLUMNS
    assert f"Columns {', '.join(question_list.COLUMNS)}." in text("docs", "reference.md")


def test_the_commands_that_work_beside_the_dashboard_are_the_ones_that_may():
    [said] = re.findall(r"\n\n(`due`.+?) work while the dashboard is open", README, re.DOTALL)
    assert {each.split()[0] for each in re.findall(r"`([^`]+)`", said)} == answering.READING


# The headers


def told(page):
    """Every source that SECURITY.md names for a directive of the policy."""
    pairs = set()
    for span in spans(page):
        directive, *sources = span.split()
        if re.fullmatch(r"[a-z]+-(?:src|uri|action|ancestors)", directive):
            pairs |= {(directive, source) for source in sources}
    return pairs


def test_every_header_is_named_with_its_value():
    named = " ".join(spans(ROOT / "SECURITY.md"))
    for header, value in guard.HEADERS.items():
        assert header in named
        if header != "Permissions-Policy":
            row = next(line for line in SECURITY.splitlines() if line.startswith("|") and header in line)
            assert f": {value}`" in row, header
    rights = dict(each.strip().split("=") for each in guard.HEADERS["Permissions-Policy"].split(","))
    assert {name for name, who in rights.items() if who != "()"} == {"microphone"}
    assert "| the microphone for ivw alone; camera, place and the rest for nobody |" in SECURITY


def test_what_the_policy_allows_and_forbids_by_name_stands_in_the_document_and_nothing_else():
    written = guard.POLICY.format(inline="'sha256-...'", host="127.0.0.1:PORT")
    policy = {(name, source) for name, *sources in map(str.split, written.split(";")) for source in sources}
    assert told(ROOT / "SECURITY.md") == policy
